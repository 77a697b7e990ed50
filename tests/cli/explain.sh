# explain and schema: what the key tables and the fields say.
. "$top_srcdir/tests/lib/tap.sh"
. "$top_srcdir/tests/cli/specs.sh"

run explain mqtt.max_packet_size --version 5.8
is 0 "explain a key of a version"
ok "says its type" grep -q '^  type  *a size from 1 to 268435456$' out
ok "and its variable" grep -q '^  variable  *EMQX_MQTT__MAX_PACKET_SIZE$' out
run explain mqtt.max_packet_size
is 0 "explain a key of all versions"
ok "groups them" grep -q '^  in EMQX 4.3–4.4$' out
ok "says once what is the same" test "$(grep -c 'default' out)" = 1
run explain zone.external.max_packet_size
ok "an old name says the new one" grep -q 'mqtt.max_packet_size (the broker does not know the old name)' out
run explain 'listeners.tcp.$name.bind' --version 6.0
is 0 "explain a pattern"
ok "names the field that sets it" grep -q '`listener`, when that is set' out
run explain cluster.discovery_strategy --version 5.8
ok "a key that a field owns" grep -q '`discovery`; config { } may not set it' out
run explain listener.tcp.external.acceptors --version 4.4
ok "a key that the image sets" grep -q 'by variable only: the image sets it' out
run explain dashboard.default_password --version 5.10
ok "a secret" grep -q '^  secret  *yes' out
run explain actions.http.a.parameters.request_timeout --version 5.4
ok "a key that does nothing any more" grep -q '^  deprecated  *since 5.0.26: the broker takes it and drops it$' out
run explain cluster.mcast.addr --version 5.8
is 0 "a key of another version"
ok "says which have it" grep -q 'versions  *4.1-rc.1–5.3' out
run explain storage.size
is 0 "explain a field"
ok "says its type" grep -q '^  type  *a size' out
run explain listener
ok "a field of several arms lists them" grep -q '^    quic .*(EMQX 5.0 and later)' out
run explain log.level
ok "a name that is both says both" test "$(grep -c '^log.level: ' out)" = 2
run explain listener.mqtt
is 0 "explain a member"
ok "as all of its kind" grep -q '^    quic .*(EMQX 5.0 and later)' out
run explain EMQX_MQTT__MAX_PACKET_SIZE --version 5.8
is 0 "explain a variable"
ok "by its key" grep -q '^mqtt.max_packet_size: ' out
run explain replicaCount
is 1 "a field by the name that a chart has"
ok "is told by its own" grep -q '`replicaCount` is called `nodes` here' err
run explain mqtt.max_paket_size
is 1 "a name that nothing has"
ok "is told with the nearest" grep -q 'did you mean `mqtt.max_packet_size`' err
ok "on standard error only" test ! -s out
run explain
is 2 "explain nothing"
run explain mqtt --version 7.9
is 2 "a version without a table"
ok "names the newest" grep -q 'the newest' err
run explain mqtt --version 7.9 --allow-unknown-version
is 0 "which may be taken"

run schema --version 5.8.6
is 0 "schema"
ok "begins with the names of its columns" sh -c "head -1 out | grep -q '^key.type.default.words.secret.required.deprecated.patches.file$'"
ok "has every key" test "$(wc -l <out)" -gt 2500
cp out first
run schema --version 5.8.6
ok "is the same every time" cmp first out
run schema --version 5.8.6 --flavor enterprise
ok "differs by edition" test "$(wc -l <out)" -gt 7000
run schema --version 4.4 --json
is 0 "schema --json"
ok "is an array" sh -c 'head -1 out | grep -qx "\[" && tail -1 out | grep -qx "\]"'
ok "with the file of a key" grep -q '"key":"dashboard.default_user.password".*"secret":true.*"file":"plugins/emqx_dashboard.conf"' out
run schema x
is 2 "schema of a file"
finish

# migrate: what tests/migrate does not show: options, several files, refusals.
. "$top_srcdir/tests/lib/tap.sh"
. "$top_srcdir/tests/cli/specs.sh"

cat >old.emqx <<'EOS'
cluster old { version = 4.4.19; management = 8081; cookie = secret(a, b)
  dashboard { password = secret(a, c) }
  config { mqtt.max_packet_size = 64KiB; zone.external.max_packet_size = 128KiB }
}
EOS
cp old.emqx before.emqx
run migrate --to 5.8 old.emqx
is 0 "migrate to standard output"
ok "takes the newest patch" grep -q 'version = 5.8.9' out
ok "what was on a line with others is a comment above it" grep -q '^# removed in 5.0: management = 8081$' out
ok "a key that is there twice is left to a person" grep -q '^  # by hand for 5.8.9: zone.external.max_packet_size = 128KiB$' out
ok "the report has places" grep -q '^old.emqx:1:33: removed: ' err
ok "and counts" grep -q '^emqxc: old.emqx: 1 changed, 1 removed, 2 by hand' err
ok "the file is as it was" cmp old.emqx before.emqx
run migrate --to 5.8.6 -o new.emqx old.emqx
is 0 "migrate -o"
ok "prints nothing" test ! -s out
run --check new.emqx
is 0 "and the result compiles"
run migrate --to 5.8.6 --in-place new.emqx
is 0 "migrate to the same version"
ok "has nothing to do" grep -q 'nothing to change' err
cat >release.emqx <<'EOS'
profile at(release: version) { version = release }
cluster old {
  use at(4.4.19)
  dashboard { password = secret(a, c) }
}
EOS
run migrate --to 5.8.6 release.emqx
ok "a version that stands elsewhere is left to a person" \
	grep -qF 'by hand: the version is not written here: make it 5.8.6' err
run migrate --to 5.8 -q old.emqx
ok "-q shows what is left to do" sh -c '! grep -q "removed:" err && grep -q "by hand:" err'
run migrate --to 5.8 - <old.emqx
is 0 "migrate as a filter"
ok "with places in standard input" grep -q '^<stdin>:1:' err

mkdir -p lib
echo 'profile small() { config { zone.external.max_inflight = 16 } }' >lib/small.emqx
{ echo 'use "./lib/small.emqx"'; sed 's/^  dashboard/  use small()\n&/' old.emqx; } >user.emqx
cp lib/small.emqx small.before
run migrate --to 5.8 user.emqx
is 0 "migrate a file that uses another"
ok "says that the other has to follow" grep -q 'lib/small.emqx: is used, and has to be migrated too' err
ok "and leaves it alone" cmp lib/small.emqx small.before
run migrate --to 5.8 --in-place user.emqx
is 0 "--in-place does both"
ok "in the other file too" grep -qx 'profile small() { config { mqtt.max_inflight = 16 } }' lib/small.emqx
run --check user.emqx
is 0 "and the result compiles"

cat >later.emqx <<'EOS'
cluster later { version = 5.8.6; nodes = 1; discovery = singleton; dashboard { password = secret(a, c) } }
EOS
run migrate --to 5.7 later.emqx
is 0 "migrate back"
ok "takes out what was not there" grep -q '^# removed in 5.7.2: discovery = singleton$' out
cat >env.emqx <<'EOS'
cluster e { version = 4.4.19; cookie = secret(a, b); dashboard { password = secret(a, c) }
  env {
    EMQX_ZONE__EXTERNAL__FORCE_GC_POLICY = "16000|16MB"
    EMQX_LISTENER__TCP__EXTERNAL__ACTIVE_N = "100"
    EMQX_PLUGINS__ETC_DIR = "etc/plugins"
    TZ = "UTC"
  }
}
EOS
run migrate --to 5.8 env.emqx
is 0 "migrate variables"
ok "each by its key" grep -q 'EMQX_LISTENERS__TCP__DEFAULT__TCP_OPTIONS__ACTIVE_N = "100"' out
ok "one may become two" grep -q 'EMQX_FORCE_GC__COUNT = "16000"; EMQX_FORCE_GC__BYTES = "16MiB"' out
ok "one may go" grep -q '# by hand for 5.8.9: EMQX_PLUGINS__ETC_DIR' out
ok "others stay" grep -q '^    TZ = "UTC"$' out
cat >guard.emqx <<'EOS'
param big: bool = true
cluster g { version = 4.4.19; cookie = secret(a, b); dashboard { password = secret(a, c) }
  when version < 4.4.0 { config { zone.external.max_inflight = 8 } }
  when big == true { config { zone.external.max_inflight = 9 } } else { config { zone.external.max_inflight = 7 } }
}
EOS
run migrate --to 5.8 guard.emqx
is 0 "migrate under guards"
ok "on the version: not" grep -q 'version < 4.4.0 { config { zone.external' out
ok "on others: both arms" grep -q 'mqtt.max_inflight = 9 } } else { config { mqtt.max_inflight = 7' out

run migrate --to 5.8 broken.emqx
is 1 "a spec that does not compile"
ok "gives no result" test ! -s out
run migrate --to 5.8 missing.emqx
is 3 "a missing file"
run migrate old.emqx
is 2 "migrate to nowhere"
run migrate --to 7.7 old.emqx
is 2 "migrate to an unknown version"
run migrate --to 5.8
is 2 "migrate nothing"
run migrate --to 5.8 --in-place -o x old.emqx
is 2 "two places to write to"
run migrate --to 5.8 --in-place - <old.emqx
is 2 "standard input in place"
echo 'profile p() { config { mqtt.max_inflight = 16 } }' >p.emqx
run migrate --to 5.8 p.emqx
is 1 "a file without a version"
finish

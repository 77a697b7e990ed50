# Bad input of every kind: a clear message, the right status, nothing written.
. "$top_srcdir/tests/lib/tap.sh"
. "$top_srcdir/tests/cli/specs.sh"

# refused WHAT: bad.emqx is an error with a message, and makes no file.
refused() {
	run -o made.yaml bad.emqx
	is 1 "$1"
	ok "$1: a message with a code" grep -q '[: ]error\[[A-Z][A-Z][0-9]*\]' err
	ok "$1: nothing is written" test ! -e made.yaml
	ok "$1: standard output is empty" test ! -s out
}

: >bad.emqx
refused "an empty file"
head -c 4096 "$EMQXC" >bad.emqx
refused "a binary"
printf 'cluster a {\n  version = 5.8.6\000\n}\n' >bad.emqx
refused "a NUL"
printf 'cluster a { labels { x = "\377\376" } }\n' >bad.emqx
refused "invalid UTF-8"
printf 'cluster a {\n  version = "5.8.6\n}\n' >bad.emqx
refused "an unterminated string"
printf 'cluster a { env { X = """never ends\n' >bad.emqx
refused "an unterminated text block"
awk 'BEGIN { for (i = 0; i < 100000; i++) printf "{" }' >bad.emqx
refused "100,000 braces"
awk 'BEGIN { printf "cluster a { x = "; for (i = 0; i < 100000; i++) printf "[" }' >bad.emqx
refused "100,000 brackets"
awk 'BEGIN { printf "cluster a { nodes = "; for (i = 0; i < 100000; i++) printf "9"; print " }" }' >bad.emqx
refused "a number of 100,000 digits"
awk 'BEGIN { for (i = 0; i < 100000; i++) printf "a"; print "" }' >bad.emqx
refused "a name of 100,000 letters"
printf 'cluster a {\r\n  version = 5.8.6 }}\r\n' >bad.emqx
refused "a brace too many"
awk 'BEGIN { for (i = 0; i < 5000; i++) print "cluster c { nodez = 1 }" }' >bad.emqx
refused "thousands of mistakes"
ok "of which at most 20 are shown" test "$(grep -c 'error\[' err)" -le 21

printf '\357\273\277' >bom.emqx
sed 's/$/\r/' demo.emqx >>bom.emqx
run bom.emqx
is 0 "a byte order mark and CRLF are accepted"
run - <demo.emqx
is 0 "standard input compiles"
run - <broken.emqx
is 1 "and has its errors"
ok "under its name" grep -q '^<stdin>:3:3' err

echo 'cluster newer { version = 9.9.9; dashboard { password = secret(a, b) } }' >newer.emqx
run newer.emqx
is 1 "a version that is not known"
run --allow-unknown-version newer.emqx
is 0 "is taken for the newest when asked"
ok "with its own image" grep -q 'image: .*:9\.9\.9' out

printf 'use "./huge.emqx"\n' >bad.emqx
truncate -s 257M huge.emqx
refused "an import of more than 256 MiB"
ok "which is said" grep -q 'larger than 256 MiB' err
rm huge.emqx

# config NAME ANNOTATION DATA: a ConfigMap with texts of so many bytes
config() {
	awk -v name="$1" -v annotation="$2" -v data="$3" '
	function long(n, s) { s = "xxxxxxxxxx"; while (length(s) < n) s = s s; return substr(s, 1, n) }
	BEGIN {
		print "apiVersion: v1\nkind: ConfigMap\nmetadata:"
		printf "  name: %s\n  annotations: { a: %s }\ndata: { b: %s }\n", name, long(annotation), long(data)
	}'
}

config data 10 1048577 >large.yaml
run --check --error-format=short large.yaml
is 1 "a ConfigMap of more than 1 MiB"
ok "has its message" grep -q '\[KU038\]: ConfigMap `data` holds 1048577 bytes, and the API server takes 1048576$' err
config notes 262144 10 >large.yaml
run --check --error-format=short large.yaml
is 1 "annotations of more than 256 KiB"
ok "have their message" grep -q '\[KU038\]: `metadata.annotations` of ConfigMap `notes` would hold 262145 bytes, and the API server takes 262144$' err

cat >five.emqx <<'EOF'
cluster five {
  version = 5.8.6
  nodez = 3
  nodes = many
  discovery = kubernetes { address = ip }
  listener mqtt = tcp 99999
  storage = 1Qi
  config { mqtt.max_paket_size = 1MiB }
}
EOF
run --error-format=short five.emqx
is 1 "six broken lines"
for line in 3 4 5 6 7 8; do
	ok "line $line has its message" test "$(grep -c "^five.emqx:$line:.*error" err)" -eq 1
done
finish

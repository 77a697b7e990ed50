# Each call to the system fails once: in every run with one that does, either
# all is there, or a message and status 3 and what was there before; each file
# is whole, old or new; no temporary file is left.
. "$top_srcdir/tests/lib/tap.sh"
FAILING=$top_builddir/tests/cli/failing

# fleet N NODES
fleet() {
	awk -v n="$1" -v nodes="$2" 'BEGIN { for (i = 0; i < n; i++)
		printf "cluster c%d { version = 5.8.6; nodes = %d; discovery = dns; cookie = secret(a, b); dashboard { password = secret(a, c) } }\n", i, nodes }'
}

# each_is_old_or_new FOLDER: names the files that are neither
each_is_old_or_new() {
	(cd "$1" && find . -type f) | while read -r file; do
		cmp -s "$1/$file" "old/$file" || cmp -s "$1/$file" "new/$file" || echo "$file"
	done
}

# try NAME WORDS...: in `now`, a copy of `old`, until no call is left to fail
try() {
	name=$1
	shift
	at=1
	calls=0
	tried=
	wrong=
	while [ $at -lt 1000 ]; do
		rm -rf now
		cp -r old now
		(cd now && FAIL_AT=$at "$FAILING" "$@") >out 2>err
		status=$?
		call=$(sed -n 's/^failing: //p' err)
		torn=$(each_is_old_or_new now)
		case $status in
		0) diff -r now new >/dev/null && cmp -s out want || torn="$torn (status 0)" ;;
		3) [ "$(grep -vc '^failing: ' err)" -gt 0 ] || torn="$torn (no message)" ;;
		*) torn="$torn (status $status)" ;;
		esac
		case $FAIL_WITH,$call in
		EINTR,read | EINTR,write | EINTR,pread | EINTR,sendfile | EINTR,close)
			[ $status -eq 0 ] || torn="$torn (not called again)" ;;
		esac
		[ -z "$torn" ] || wrong="$wrong
$at, $call: $torn"
		[ -n "$call" ] || break
		calls=$((calls + 1))
		tried="$tried $call"
		at=$((at + 1))
	done
	ok "$name: $calls calls fail, each once" test -z "$wrong" -a $calls -gt 3 -a $at -lt 1000
	[ -z "$wrong" ] || echo "$wrong" | sed 's/^/# /'
}

# start WORDS...: `old`, and `new` and `want` as they are when nothing fails
start() {
	rm -rf new
	cp -r old new
	(cd new && "$EMQXC" "$@") >want 2>/dev/null
}

# --- a folder, one file, standard output ---------------------------------------
mkdir old
fleet 3 1 >old/spec.emqx
(cd old && "$EMQXC" -q -o both/ spec.emqx && "$EMQXC" -q -o one.yaml spec.emqx)
fleet 3 3 >old/spec.emqx
start -MD -o both/ spec.emqx
try "a folder" -MD -o both/ spec.emqx
start -o one.yaml spec.emqx
try "a file" -o one.yaml spec.emqx
start spec.emqx
(cd old && "$EMQXC" spec.emqx) >want 2>/dev/null
try "standard output" spec.emqx

# --- what waits in a temporary file ------------------------------------------------
fleet 600 3 >old/spec.emqx
start -o one.yaml spec.emqx
try "a large file" -o one.yaml spec.emqx
start spec.emqx
try "large standard output" spec.emqx
for call in mkstemp unlink sendfile; do
	ok "$call is among them" test "${tried#* $call}" != "$tried"
done

# --- a spec in place ------------------------------------------------------------------
printf 'cluster  c {version=5.8.6;nodes = 1}\n' >old/spec.emqx
start fmt spec.emqx
try "fmt" fmt spec.emqx

# --- the other commands: what they write, and what they read ----------------------------
# changes SPEC WORDS...: from this spec
changes() {
	rm -rf old
	mkdir old
	echo "$1" >old/spec.emqx
	shift
	start "$@"
	try "$*" "$@"
}
site='nodes = 1; storage = 1Gi; cookie = secret(a, b); dashboard { password = secret(a, c) }'
changes "cluster c { version = 5.8.6; $site; config { mqtt.max_packet_size = 1MB } }" --fix --check spec.emqx
changes "cluster c { version = 4.4.19; $site }" migrate --to 5.8.6 --in-place spec.emqx
changes "cluster c { version = 4.4.19; $site }" migrate --to 5.8.6 -o new.emqx spec.emqx
changes "cluster c { version = 5.8.6; $site }" -M -MF deps -o c.yaml spec.emqx
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n' >old/a.yaml
start --check a.yaml
try "a manifest" --check a.yaml

# --- no room, and signals that come in between -------------------------------------------
rm -rf old
mkdir old
fleet 1 1 >old/spec.emqx
(cd old && "$EMQXC" -q -o both/ spec.emqx)
fleet 1 3 >old/spec.emqx
start -MD -o both/ spec.emqx
for FAIL_WITH in ENOSPC EINTR; do
	export FAIL_WITH
	try "a folder, and $FAIL_WITH" -MD -o both/ spec.emqx
done
finish

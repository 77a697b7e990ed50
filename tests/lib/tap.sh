# tap: a shell test in TAP.  Sourced; gives a folder of its own and:
#
#	run ARGS...          emqxc with them; $status, files `out` and `err`
#	is STATUS WHAT       the last run ended so; its messages are shown if not
#	ok WHAT COMMAND...   COMMAND succeeds
#	no WHAT COMMAND...   COMMAND fails
#	skip WHAT WHY
#	finish
#
# The folder goes away at the end.  EMQXC and top_srcdir come from make.

: "${EMQXC:?}" "${top_srcdir:?}"
tests=0
failed=0
work=$(mktemp -d "${TMPDIR:-/tmp}/emqxc-test.XXXXXX") || exit 99
trap 'chmod -R u+w "$work" 2>/dev/null; rm -rf "$work"' EXIT
trap 'exit 99' HUP INT TERM
cd "$work" || exit 99

result() {
	tests=$((tests + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $tests - $2"
		return
	fi
	failed=$((failed + 1))
	echo "not ok $tests - $2"
}

# The end of a file, as comments.
show() {
	head -n 20 "$1" | sed 's/^/# /'
}

run() {
	"$EMQXC" "$@" >out 2>err
	status=$?
}

is() {
	if [ "$status" -eq "$1" ]; then
		result 0 "$2"
		return
	fi
	result 1 "$2"
	echo "# exit status $status, not $1"
	show err
}

ok() {
	what=$1
	shift
	if "$@" >ok.out 2>&1; then
		result 0 "$what"
		return
	fi
	result 1 "$what"
	echo "# failed: $*"
	show ok.out
}

no() {
	what=$1
	shift
	if "$@" >ok.out 2>&1; then
		result 1 "$what"
		echo "# did not fail: $*"
		return
	fi
	result 0 "$what"
}

skip() {
	tests=$((tests + 1))
	echo "ok $tests - $1 # SKIP $2"
}

finish() {
	echo "1..$tests"
	[ "$failed" -eq 0 ]
	exit
}

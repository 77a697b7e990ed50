# cases: what the runners of goldens, errors and pages share.  Sourced.

: "${top_srcdir:=$(cd "$(dirname "$0")/.." && pwd)}"
: "${EMQXC:=$top_srcdir/emqxc}"
export EMQXC top_srcdir
command -v "$EMQXC" >/dev/null || {
	echo "Bail out! $EMQXC is not there; EMQXC=… says where it is"
	exit 99
}
tests=0
failed=0
work=$(mktemp -d "${TMPDIR:-/tmp}/emqxc-test.XXXXXX") || exit 99
trap 'rm -rf "$work"' EXIT
trap 'exit 99' HUP INT TERM

pass() {
	tests=$((tests + 1))
	echo "ok $tests - $1"
}

# fail WHAT [FILE]: the file's first lines say why.
fail() {
	tests=$((tests + 1))
	failed=$((failed + 1))
	echo "not ok $tests - $1"
	[ -z "$2" ] || head -n 30 "$2" | sed 's/^/# /'
}

# Options of a case: the first line `# args: …` of a spec, and a file beside it.
args_of() {
	sed -n '1s/^# args: //p' "$1"
	cat "${1%.emqx}.args" 2>/dev/null
}

# same WHAT WANT GOT: compare, or with UPDATE=1 keep what was got.
same() {
	if [ -n "$UPDATE" ] && ! cmp -s "$2" "$3"; then
		cp "$3" "$2"
		echo "# $1: written anew"
	fi
	if cmp -s "$2" "$3"; then
		pass "$1"
		return
	fi
	diff -u "$2" "$3" >"$work/diff" 2>&1
	fail "$1" "$work/diff"
}

# A run that ends by a signal or a sanitizer's report is never right.
sound() {
	[ "$1" -le 3 ] && ! grep -q 'Sanitizer\|runtime error' "$2"
}

finish() {
	echo "1..$tests"
	[ "$failed" -eq 0 ]
	exit
}

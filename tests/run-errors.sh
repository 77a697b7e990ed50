#!/bin/sh
# Diagnostics: each tests/errors/CODE-slug.emqx (or .yaml, a manifest) gives
# exactly CODE-slug.err, with its code in it; each fenced spec or manifest of
# CODE-slug.md fails with that code (`emqx fails`, `yaml fails`) or passes
# without it (`clean`).  UPDATE=1 writes .err.
# A run of all ends with a case that holds each row of diags.def to what was told.
# A first line `# args: …` has more options.
#
#	tests/run-errors.sh [CODE...]
. "${top_srcdir:=$(cd "$(dirname "$0")/.." && pwd)}/tests/lib/cases.sh"

# What gives a code: two of them --check does not look for.
command_of() {
	case $1 in
	NA007) ;;
	TE002) echo test ;;
	*) echo --check ;;
	esac
}

# check CODE SPEC: messages to err, in its folder, with its own options.
check() {
	# shellcheck disable=SC2046
	(cd "$(dirname "$2")" && "$EMQXC" $(command_of "$1") --error-format=short \
		$(args_of "$(basename "$2")") "$(basename "$2")") >"$work/out" 2>"$work/err"
	status=$?
}

case_file() {
	name=$(basename "${1%.*}")
	check "${name%%-*}" "$1"
	cat "$work/err" >>"$work/told"
	if ! sound $status "$work/err"; then
		fail "$name" "$work/err"
	elif ! grep -q "\[${name%%-*}\]" "$work/err"; then
		fail "$name has its code in its messages" "$work/err"
	else
		same "$name" "${1%.*}.err" "$work/err"
	fi
}

# block CODE FOLDER
block() {
	kind=$(cat "$2/kind")
	label="$1 page, line $(cat "$2/line"): $kind"
	check "$1" "$(echo "$2"/spec.*)"
	if ! sound $status "$work/err"; then
		fail "$label" "$work/err"
	elif [ "$kind" = fails ] && ! grep -q "\[$1\]" "$work/err"; then
		fail "$label" "$work/err"
	elif [ "$kind" = clean ] && { [ $status -ne 0 ] || grep -q "\[$1\]" "$work/err"; }; then
		fail "$label" "$work/err"
	else
		pass "$label"
	fi
}

page() {
	name=$(basename "$1" .md)
	rm -rf "$work/blocks"
	awk -v dir="$work/blocks" -f "$top_srcdir/tests/lib/blocks.awk" "$1"
	for b in "$work"/blocks/[0-9]*; do
		[ -d "$b" ] && block "${name%%-*}" "$b"
	done
}

# Each row of diags.def was told by a case of this run.
told() {
	sed -n 's/^DIAG(\([A-Z0-9]*\),.*/\1/p' "$top_srcdir/src/diag/diags.def" | sort >"$work/rows"
	grep -o '\[[A-Z][A-Z][0-9]*\]' "$work/told" | tr -d '[]' | sort -u >"$work/codes"
	comm -23 "$work/rows" "$work/codes" >"$work/untold"
	if [ -s "$work/rows" ] && [ ! -s "$work/untold" ]; then
		pass "every diagnostic was told"
	else
		fail "every diagnostic was told" "$work/untold"
	fi
}

whole=
[ $# -gt 0 ] || { whole=yes; set -- ''; }
for code; do
	for f in "$top_srcdir/tests/errors/$code"*.emqx "$top_srcdir/tests/errors/$code"*.yaml; do
		# a file without a code is used by others
		case $(basename "$f") in
		[A-Z][A-Z][0-9]*) [ -f "$f" ] && case_file "$f" ;;
		esac
	done
	for f in "$top_srcdir/tests/errors/$code"*.md; do
		[ -f "$f" ] && page "$f"
	done
done
[ -z "$whole" ] || told
finish

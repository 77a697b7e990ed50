#!/bin/sh
# Every fenced spec of the manual and the README compiles clean, or fails when
# its fence says `emqx fails`.
. "${top_srcdir:=$(cd "$(dirname "$0")/.." && pwd)}/tests/lib/cases.sh"

for page in "$top_srcdir"/README.md "$top_srcdir"/HACKING.md "$top_srcdir"/doc/*.md; do
	[ -f "$page" ] || continue
	rm -rf "$work/blocks"
	awk -v dir="$work/blocks" -f "$top_srcdir/tests/lib/blocks.awk" "$page"
	for b in "$work"/blocks/[0-9]*; do
		[ -d "$b" ] || continue
		label="${page#"$top_srcdir"/}, line $(cat "$b/line"): $(cat "$b/kind")"
		# shellcheck disable=SC2046
		(cd "$b" && "$EMQXC" --check $(args_of spec.*) spec.*) >"$work/out" 2>"$work/err"
		case $?,$(cat "$b/kind") in
		0,clean | 1,fails) pass "$label" ;;
		*) fail "$label" "$work/err" ;;
		esac
	done
done
finish

#!/bin/sh
# Migrations: NAME.emqx, whose first line is `# to: VERSION`; NAME.out is the
# spec for that version, NAME.err the report without the messages of the
# result.  The result compiles for its
# version without an error, says nothing more when it is migrated again, and
# has every comment that the spec had.  UPDATE=1 writes them anew.
#
#	tests/run-migrate.sh [SPEC...]
. "${top_srcdir:=$(cd "$(dirname "$0")/.." && pwd)}/tests/lib/cases.sh"

comments() {
	sed -n 's/.*\(#.*\)/\1/p' "$1" | sed 's/^#* *//; s/.*# //' | sort -u
}

one() {
	base=${1%.emqx}
	name=$(basename "$base")
	to=$(sed -n '1s/^# to: //p' "$1")
	cp "$1" "$work/$name.emqx"
	(cd "$work" && "$EMQXC" migrate --to "$to" --error-format=short "$name.emqx") >"$work/out" 2>"$work/err"
	status=$?
	if [ $status -ne 0 ] || ! sound $status "$work/err"; then
		fail "migrate $name" "$work/err"
		return
	fi
	same "$name: spec" "$base.out" "$work/out"
	sed '/, as it is now:$/,$d' "$work/err" >"$work/report"
	same "$name: report" "$base.err" "$work/report"
	if "$EMQXC" --check - <"$work/out" 2>"$work/check"; then
		pass "$name compiles for $to"
	else
		fail "$name compiles for $to" "$work/check"
	fi
	"$EMQXC" migrate --to "$to" - <"$work/out" >"$work/again" 2>/dev/null
	same "$name: once is enough" "$work/out" "$work/again"
	comments "$work/$name.emqx" >"$work/had"
	comments "$work/out" | comm -23 "$work/had" - >"$work/lost"
	if [ -s "$work/lost" ]; then
		fail "$name: comments stay" "$work/lost"
	else
		pass "$name: comments stay"
	fi
}

[ $# -gt 0 ] || set -- "$top_srcdir"/tests/migrate/*.emqx
for spec; do
	one "$spec"
done
finish

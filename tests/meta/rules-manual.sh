# The manual of the messages, which is made of the pages of --explain: every
# message is in both of its forms, once and whole.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/lib/cases.sh"
man=${top_builddir:-.}/gen/emqxc-rules.7
text=${top_builddir:-.}/gen/rules.md

sed -n 's/^DIAG(\([A-Z0-9]*\), "\([a-z0-9-]*\)".*/\1 \2/p' "$top_srcdir/src/diag/diags.def" | sort >"$work/rows"
sed -n 's/^### //p' "$text" | sort >"$work/said"
sed -n 's/^\.SS //p' "$man" | sed 's/\\-/-/g' | sort >"$work/shown"
same "every message is in rules.md" "$work/rows" "$work/said"
same "every message is in emqxc-rules(7)" "$work/rows" "$work/shown"

while read -r code slug; do
	sed '1,2d' "$top_srcdir/tests/errors/$code-$slug.md" >"$work/page"
	awk -v head="### $code $slug" '$0 == head { on = 1; getline; next } on && /^##/ { exit } on' "$text" |
		sed -e :a -e '/^\n*$/{$d;N;ba' -e '}' >"$work/part"
	cmp -s "$work/page" "$work/part" || echo "$code"
done <"$work/rows" >"$work/differ"
if [ -s "$work/differ" ]; then
	fail "each page is in it word for word" "$work/differ"
else
	pass "each page is in it word for word"
fi
if command -v groff >/dev/null; then
	groff -Kutf8 -man -ww -z -Tutf8 "$man" 2>"$work/faults"
	if [ -s "$work/faults" ]; then
		fail "the man page is without a fault" "$work/faults"
	else
		pass "the man page is without a fault"
	fi
fi
finish

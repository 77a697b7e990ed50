# A row without its case, its page or its line in the manual is found here.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/lib/cases.sh"
errors=$top_srcdir/tests/errors

sed -n 's/^DIAG(\([A-Z0-9]*\), "\([a-z0-9-]*\)".*/\1-\2/p' "$top_srcdir/src/diag/diags.def" >"$work/rows"
while read -r row; do
	{
		[ -f "$errors/$row.emqx" ] || [ -f "$errors/$row.yaml" ] ||
			echo "tests/errors/$row.emqx (or .yaml) is missing"
		for ext in err md; do
			[ -f "$errors/$row.$ext" ] || echo "tests/errors/$row.$ext is missing"
		done
	} >"$work/missing"
	if [ -s "$work/missing" ]; then
		fail "$row has case and page" "$work/missing"
	else
		pass "$row has case and page"
	fi
	code=${row%%-*}
	for kind in fails clean; do
		grep -q "^\`\`\`[a-z]* $kind" "$errors/$row.md" || echo "its page has no spec that $kind"
	done >"$work/missing"
	grep -rqE "DIAG_$code([^0-9]|\$)|RULE\\($code," "$top_srcdir/src" || echo "nothing reports it" >>"$work/missing"
	if [ -s "$work/missing" ]; then
		fail "$row is reported, and its page has both specs" "$work/missing"
	else
		pass "$row is reported, and its page has both specs"
	fi
	if "$EMQXC" --explain "${row%%-*}" >"$work/out" 2>"$work/err" && [ -s "$work/out" ]; then
		pass "--explain ${row%%-*}"
	else
		fail "--explain ${row%%-*}" "$work/err"
	fi
done <"$work/rows"
cut -d- -f1 "$work/rows" | sort | uniq -d >"$work/twice"
if [ -s "$work/twice" ]; then
	fail "no code is used twice" "$work/twice"
else
	pass "no code is used twice"
fi
for page in "$errors"/*.md; do
	grep -qx "$(basename "$page" .md)" "$work/rows" || echo "$page"
done >"$work/stray"
if [ -s "$work/stray" ]; then
	fail "every page has its row" "$work/stray"
else
	pass "every page has its row"
fi

# Each option and verb of --help stands in the man page with its argument.
manual() {
	sed 's/\\-/-/g; s/\\f[BIRP]//g; s/^\.BR\{0,1\} //; s/^\.[BI]R* //' "$top_srcdir/doc/emqxc.1"
}
manual >"$work/manual"
{
	"$EMQXC" --help
	for verb in fmt test new explain schema migrate; do
		"$EMQXC" $verb --help
	done
} | sed -n 's/^ *\(-[^ ].*\)$/\1/p' | sed 's/   *.*//' | sort -u >"$work/options"
while read -r option; do
	if grep -qF -e "$option" "$work/manual"; then
		pass "the manual has $option"
	else
		fail "the manual has $option"
	fi
done <"$work/options"
"$EMQXC" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' >"$work/verbs"
while read -r verb; do
	if grep -q "^emqxc $verb" "$work/manual"; then
		pass "the manual has $verb"
	else
		fail "the manual has $verb"
	fi
done <"$work/verbs"
"$EMQXC" --help | sed -n '/^Targets:/,/^$/s/^  \([a-z0-9-]*\) .*/\1/p' >"$work/targets"
while read -r target; do
	if grep -qw "$target" "$work/manual"; then
		pass "the manual has target $target"
	else
		fail "the manual has target $target"
	fi
done <"$work/targets"
finish

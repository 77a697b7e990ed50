# A field that the ir asks for by its name has a row: what has none would read
# as not said.  A path from the top is known to `explain`; of one that begins
# elsewhere each step is the name of some row.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/lib/cases.sh"

# asked FROM: "FILE PATH" of each call that reads a field there, by a regular
# expression
asked() {
	for file in "$top_srcdir"/src/ir/*.c; do
		tr -s '\t\n ' ' ' <"$file" |
			grep -oE "(read_[a-z]+|mean_[a-z]+)\(m, (MEAN_[A-Z0-9_]+, [a-zA-Z&]+, )?$1, \"[a-z0-9.-]+\"" |
			sed "s|.*\"\(.*\)\"|${file#"$top_srcdir"/} \1|"
	done | sort -u
}

asked NULL >"$work/top"
while read -r file path; do
	"$EMQXC" explain "$path" >/dev/null 2>&1 || echo "$file: there is no field \`$path\`"
done <"$work/top" >"$work/strange"
if [ -s "$work/strange" ] || [ "$(wc -l <"$work/top")" -lt 80 ]; then
	fail "what is asked of a cluster has a row" "$work/strange"
else
	pass "what is asked of a cluster has a row"
fi

asked '[a-z>.-]+' >"$work/below"
sed -n 's/.*F("\([a-z0-9-]*\)".*/\1/p' "$top_srcdir"/src/schema/fields*.c | sort -u >"$work/rows"
awk 'FNR == NR { row[$1]; next }
{
	n = split($2, step, ".")
	for (i = 1; i <= n; i++)
		if (!(step[i] in row))
			print $1 ": no field is called `" step[i] "`"
}' "$work/rows" "$work/below" >"$work/strange"
if [ -s "$work/strange" ] || [ "$(wc -l <"$work/below")" -lt 40 ]; then
	fail "what is asked of a part has a row" "$work/strange"
else
	pass "what is asked of a part has a row"
fi
finish

# Patches: what emqxc makes keeps the rules that patches are held to, and the
# three forms of a patch reach the objects.
. "$top_srcdir/tests/lib/tap.sh"

# A patch that harms nothing has all objects of each example looked at.
cp -R "$top_srcdir/examples" examples
chmod -R u+w examples
for spec in examples/*/*.emqx; do
	grep -q '^cluster' "$spec" || continue
	printf '\noverlay looked-at { patch ServiceAccount { metadata.annotations.x = "y" } }\n' >>"$spec"
	run -e looked-at -o /dev/null "$spec"
	is 0 "$spec keeps the rules"
done
finish

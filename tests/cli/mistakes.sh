# One of every mistake in one run: each message is told once, in the order of
# the files, and it costs at most five times the instructions of the same
# clusters without their mistakes.
#
# The cases of tests/errors are the mistakes, the clean specs of their pages
# the cures.  Their cluster is renamed by a word of the same length, so that
# all can stand in one run and every column stays.
. "$top_srcdir/tests/lib/tap.sh"
errors=$top_srcdir/tests/errors

# Cases that need options or other files stand alone.
alone() {
	sed -n '1{/^# args: /p;}; /^use "/p; /^edition/p' "$1" | grep -q .
}

# word LENGTH N: a name of that length for number N
word() {
	awk -v w="$1" -v n="$2" 'BEGIN {
		for (text = ""; length(text) < w - 1; n = int(n / 36))
			text = substr("0123456789abcdefghijklmnopqrstuvwxyz", n % 36 + 1, 1) text
		print "q" text
	}'
}

# rename FILE: for sed, names for its clusters that no other file has.  `demo`
# is a cluster wherever it stands; others may be words of a message too.
rename() {
	sed -n 's/^cluster \([a-z-]*\).*/\1/p' "$1" | sort -u >clusters
	while read -r cluster; do
		n=$((n + 1))
		new=$(word ${#cluster} $n)
		case $cluster in
		demo) printf '%s\n' "s/\\<demo\\>/$new/g" ;;
		*) printf '%s\n' "s/\\(^cluster \\|cluster = \\| of \\| cluster \\|\`\\)$cluster\\>/\\1$new/g" ;;
		esac
	done <clusters
}

mkdir wrong right
n=0
for f in "$errors"/[A-Z][A-Z][0-9]*.emqx; do
	name=$(basename "$f" .emqx)
	page=${f%.emqx}.md
	case $name in
	TE002*|NA007*) continue ;;   # not of a check
	SY*) continue ;;             # they hide the warnings of the others
	esac
	alone "$f" && continue
	[ -f "$page" ] || continue
	rm -rf blocks
	awk -v dir=blocks -f "$top_srcdir/tests/lib/blocks.awk" "$page"
	cure=
	for b in blocks/[0-9]*; do
		[ "$(cat "$b/kind")" = clean ] && cure=$b/spec.emqx && break
	done
	[ -n "$cure" ] && [ -f "$cure" ] && ! alone "$cure" || continue
	rename "$f" >names
	{ cat names; echo 's/q[0-9a-z]* certificate/demo certificate/'; } >said
	sed -f names "$f" >"wrong/$name.emqx"
	sed -f said "${f%.emqx}.err" >>want
	rename "$cure" >names
	sed -f names "$cure" >"right/$name.emqx"
done
files=$(find wrong -name '*.emqx' | wc -l)
ok "there are many mistakes" test "$files" -ge 100
(cd wrong && "$EMQXC" --check -q --report short=../all *.emqx) >out 2>err
status=$?
is 1 "$files files with a mistake each"
(cd wrong && "$EMQXC" --check --report short=../all *.emqx) >out 2>err
ok "each message once, in order" diff want all
(cd right && "$EMQXC" --check -Wno-unused-allow *.emqx) >out 2>err
status=$?
is 0 "the same without mistakes"

# count FOLDER: instructions of a check of its files
count() {
	(cd "$1" && valgrind --tool=callgrind --callgrind-out-file=/dev/null "$EMQXC" --check *.emqx) 2>&1 |
		sed -n 's/.*refs: *//p' | tr -d ,
}

wrong=$(count wrong)
right=$(count right)
if [ -n "$wrong" ] && [ -n "$right" ]; then
	ok "mistakes cost $wrong instructions, the clean specs $right" test "$wrong" -le $((right * 5))
else
	skip "the cost of mistakes" "no valgrind, or a program that it cannot count"
fi
finish

# One of every mistake in one run: each message is told once, in the order of
# the files, and it costs at most five times the instructions of the same
# clusters without their mistakes.
#
# The cases of tests/errors are the mistakes, the clean specs of their pages
# the cures.  Their cluster is renamed by a word of the same length, so that
# all can stand in one run and every column stays.
. "$top_srcdir/tests/lib/tap.sh"
errors=$top_srcdir/tests/errors

# Cases that need options, other files or a name of their own stand alone.
alone() {
	sed -n '1{/^# args: /p;}; /^use "/p; /^edition/p' "$1" | grep -q . && return
	grep -q '^\(param\|let\|policy\|profile\)' "$1" && return
	grep '^cluster' "$1" | grep -qv '^cluster demo \?{' && return
	! grep -q '^cluster demo' "$1"
}

mkdir wrong right
n=0
for f in "$errors"/[A-Z][A-Z][0-9]*.emqx; do
	name=$(basename "$f" .emqx)
	page=${f%.emqx}.md
	case $name in
	SY*|TE002*) continue ;;
	esac
	alone "$f" && continue
	[ -f "$page" ] || continue
	rm -rf blocks
	awk -v dir=blocks -f "$top_srcdir/tests/lib/blocks.awk" "$page"
	cure=
	for b in blocks/[0-9]*; do
		[ "$(cat "$b/kind")" = clean ] && cure=$b/spec.emqx && break
	done
	[ -n "$cure" ] && ! alone "$cure" || continue
	n=$((n + 1))
	word=$(printf 'q%03d' $n)
	sed "s/\\<demo\\>/$word/g" "$f" >"wrong/$name.emqx"
	sed "s/\\<demo\\>/$word/g" "$cure" >"right/$name.emqx"
	sed "s/\\<demo\\>/$word/g; s/$word certificate/demo certificate/" "${f%.emqx}.err" >>want
done
ok "there are many mistakes" test $n -ge 60
(cd wrong && "$EMQXC" --check -q --report short=../all *.emqx) >out 2>err
status=$?
is 1 "$n files with a mistake each"
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

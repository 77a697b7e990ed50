# No memory: a message, status 3, and the old file whole.
. "$top_srcdir/tests/lib/tap.sh"

# what others may refer to stays in memory to the end
{
	awk 'BEGIN { for (i = 0; i < 100000; i++) printf "let l%d = \"b\"\n", i }'
	echo 'cluster c { version = 5.8.6; nodes = 1; storage = 1Gi }'
} >large.emqx
echo old >out.yaml
cp out.yaml old.yaml
if (ulimit -v 16000 && "$EMQXC" --version) >/dev/null 2>&1; then
	(ulimit -v 16000 && "$EMQXC" -o out.yaml large.emqx) >out 2>err
	status=$?
	is 3 "not enough memory"
	ok "is said" grep -qx 'emqxc: out of memory' err
	ok "and the old file stays" cmp out.yaml old.yaml
	ok "and no other" test -z "$(find . -name '*.emqxc-*')"
else
	skip "not enough memory" "memory cannot be limited here (a sanitizer needs much)"
fi
finish

# Dependency files, as compilers write them.
. "$top_srcdir/tests/lib/tap.sh"
. "$top_srcdir/tests/cli/specs.sh"

mkdir -p 'a dir'
echo 'profile p() { labels { x = "1" } }' >'a dir/li$b#.emqx'
{ echo 'use "./a dir/li$b#.emqx" as lib'; sed 's/^cluster demo {/&\n  use lib.p()/' demo.emqx; } >user.emqx

run -M -MT out.yaml user.emqx
is 0 "-M"
printf 'out.yaml: user.emqx a\\ dir/li$$b\\#.emqx\n' >want
ok "names target and files, escaped" cmp want out
run -M -MT 'a b' -MT two user.emqx
ok "-MT as often as wanted" grep -q '^a\\ b two: user.emqx' out
run -M -MP -MT x user.emqx
printf 'x: user.emqx a\\ dir/li$$b\\#.emqx\n\na\\ dir/li$$b\\#.emqx:\n' >want
ok "-MP adds a rule for what is used" cmp want out
run -M -o made.yaml user.emqx
ok "-M takes the output for a target" grep -q '^made.yaml: user.emqx' out
ok "and does not make it" test ! -e made.yaml
run -M -o made.yaml broken.emqx
is 0 "-M only reads"
run -M -o made.d/ user.emqx
ok "but for the names of a folder's files" grep -q '^made.d/demo/k8s/.*\\$' out
run -M -MF m.d -MT x user.emqx
ok "-MF with -M" grep -q '^x: user.emqx' m.d
ok "prints nothing" test ! -s out

"$EMQXC" -q -o there.yaml demo.emqx
run -M -MT x --against there.yaml demo.emqx
ok "what it is held against" grep -qx 'x: demo.emqx there.yaml' out
run --against nowhere.yaml demo.emqx
is 3 "--against needs its file"

run -MD -o made.yaml user.emqx
is 0 "-MD beside a file"
ok "writes OUTPUT.d" grep -q '^made.yaml: user.emqx' made.yaml.d
run -MD -o dir/ user.emqx
is 0 "-MD in a folder"
ok "writes emqxc.d" test -f dir/emqxc.d
ok "whose targets are the files" grep -q 'dir/demo/k8s/statefulset-demo.yaml' dir/emqxc.d
run -MD -MF o.d -MT x user.emqx
is 0 "-MD to standard output with names"
ok "writes them" grep -q '^x: user.emqx' o.d
ok "and prints the product" test -s out
run -MD -MF bad.d -o bad.yaml broken.emqx
is 1 "an error"
ok "leaves no dependency file" test ! -e bad.d -a ! -e bad.yaml

cat >Makefile <<'EOF'
made.yaml: user.emqx
	$(EMQXC) -MD -MP -o $@ user.emqx
	echo made >>log
-include made.yaml.d
EOF
if make --version >/dev/null 2>&1; then
	rm -f made.yaml made.yaml.d log
	ok "make makes it" make EMQXC="$EMQXC"
	ok "and knows that it is done" make -q EMQXC="$EMQXC"
	touch -t 203001010000 'a dir/li$b#.emqx'
	no "until a used file changes" make -q EMQXC="$EMQXC"
fi
finish

# Exit statuses, and where texts go.
. "$top_srcdir/tests/lib/tap.sh"
. "$top_srcdir/tests/cli/specs.sh"

run demo.emqx
is 0 "a clean spec compiles"
ok "its product is on standard output" test -s out
no "and no message is" grep -q "^emqxc: \|warning\[" out
ok "nothing is on standard error" test ! -s err

run --check demo.emqx
is 0 "a clean spec passes --check"
ok "--check prints nothing on standard output" test ! -s out

run broken.emqx
is 1 "an error in the input is 1"
ok "nothing is on standard output then" test ! -s out
ok "the message names the nearest field" grep -q '`nodes`' err
ok "and the place" grep -q '^broken.emqx:3:3: error' err

run missing.emqx
is 3 "a file that is not there is 3"
ok "the message names it" grep -q 'missing.emqx' err
run .
is 3 "a folder as input is 3"
ok "and is called a folder" grep -q 'folder' err

run
is 2 "no file is wrong use"
run --chek demo.emqx
is 2 "an unknown option is wrong use"
ok "with the nearest name" grep -q -e '`--check`' err
run -t k8z demo.emqx
is 2 "an unknown target is wrong use"
ok "with the nearest name" grep -q '`k8s`' err
run -W even-node demo.emqx
is 2 "an unknown slug is wrong use"
ok "with the nearest name" grep -q '`even-nodes`' err
run -e prd demo.emqx
is 2 "an unknown environment is wrong use"
ok "with the nearest name" grep -q '`prod`' err
run -c demmo demo.emqx
is 2 "an unknown cluster is wrong use"
ok "with the nearest name" grep -q '`demo`' err
run -D sise=2Gi demo.emqx
is 2 "an unknown param is wrong use"
ok "with the nearest name" grep -q '`size`' err
run -D size=fast demo.emqx
is 2 "a param of the wrong type is wrong use"
run --error-format=xml demo.emqx
is 2 "an unknown form of messages is wrong use"
run -o
is 2 "an option without its argument is wrong use"
run -t k8s,conf demo.emqx
is 2 "several targets need a folder"
run --all-envs demo.emqx
is 2 "so does --all-envs"
run -t kustomize demo.emqx
is 2 "so does the target kustomize"
run -t kustomize -e prod -o out/ demo.emqx
is 2 "which makes every environment, and is asked for none"
run --check --list-outputs -o x demo.emqx
is 2 "two actions do not go together"
run -MD demo.emqx
is 2 "-MD to standard output needs names"

for form in human short json; do
	run --error-format=$form broken.emqx
	is 1 "messages as $form"
	ok "$form names the code" grep -q 'NA002' err
done
run --color=always broken.emqx
ok "--color=always colours" grep -q "$(printf '\033')" err
run broken.emqx
no "a file gets no colour" grep -q "$(printf '\033')" err

run --version
is 0 "--version"
ok "it names the program" grep -q '^emqxc [0-9]' out
run --help
is 0 "--help"
run --explain NA002
is 0 "--explain CODE"
ok "it has a page" test -s out
run --explain unknown-field
is 0 "--explain SLUG"
run --explain NA02
is 2 "--explain of an unknown code"
run --explain list
is 0 "--explain list"

run -Werror demo.emqx
is 0 "-Werror without a warning"
sed 's/nodes     = 3/nodes = 2/' demo.emqx >even.emqx
run even.emqx
is 0 "a warning is no error"
ok "it is shown" grep -q 'even-nodes\|EX040' err
run -q even.emqx
is 0 "-q compiles"
ok "and hides the warning" test ! -s err
run -Werror even.emqx
is 1 "-Werror makes it one"
run -Werror=even-nodes even.emqx
is 1 "-Werror=SLUG makes it one"
run --deny even-nodes even.emqx
is 1 "--deny SLUG makes it one"
run -Wno-even-nodes -Werror even.emqx
is 0 "-Wno-SLUG switches it off"
run -Wno-unknown-field demo.emqx
is 2 "an error cannot be switched off"

echo 'profile p() { nodes = 3 }' >library.emqx
run --check library.emqx
is 0 "a library passes --check"
run library.emqx
is 1 "a library cannot be compiled"
finish

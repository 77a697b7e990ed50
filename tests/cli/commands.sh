# The verbs: fmt, test, new.
. "$top_srcdir/tests/lib/tap.sh"
. "$top_srcdir/tests/cli/specs.sh"

run new
is 0 "new"
cp out my-emqx.emqx
run new shop
is 0 "new NAME"
cp out shop.emqx
ok "has that name" grep -q '^cluster shop {' shop.emqx
no "everywhere" grep -q 'my-emqx' shop.emqx
run --check -Werror shop.emqx
is 0 "compiles clean"
ok "without a message" test ! -s err
run fmt --check shop.emqx
is 0 "is in the canonical layout"
run test shop.emqx
is 0 "passes its own test"
ok "in TAP" grep -q '^ok 1' out
run new 'Not A Name'
is 2 "new with a name that Kubernetes refuses"
run new one two
is 2 "new with two names"
ok "says how it is written" grep -qF '`emqxc new NAME >NAME.emqx`' err

printf 'cluster   a{version=5.8.6;nodes=3 # why\n}\n' >ugly.emqx
cp ugly.emqx before.emqx
run fmt --check ugly.emqx
is 1 "fmt --check finds another layout"
ok "and names the file" grep -q 'ugly.emqx' err
ok "and writes nothing" cmp before.emqx ugly.emqx
run fmt - <ugly.emqx
is 0 "fmt as a filter"
cp out filtered.emqx
run fmt ugly.emqx
is 0 "fmt in place"
ok "does what the filter does" cmp filtered.emqx ugly.emqx
ok "keeps the comment" grep -q '# why' ugly.emqx
run fmt --check ugly.emqx
is 0 "and is done then"
echo 'cluster {{{' >wrong.emqx
cp before.emqx ugly.emqx
run fmt ugly.emqx wrong.emqx
is 1 "fmt of a broken file"
ok "touches no file" cmp before.emqx ugly.emqx
run fmt missing.emqx
is 3 "fmt of a missing file"
run fmt
is 2 "fmt of nothing"

cat >tests.emqx <<'EOF'
use "./demo.emqx"
test "three" { cluster = demo; expect nodes == 3 }
test "five in prod" { cluster = demo; env = prod; expect nodes == 5 }
EOF
run test tests.emqx
is 0 "tests that hold"
ok "are counted" grep -qx '1..2' out
sed 's/nodes == 5/nodes == 4/' tests.emqx >fails.emqx
run test fails.emqx
is 1 "tests that do not"
ok "are named" grep -q '^not ok 2 - five in prod' out
run test
is 2 "test of nothing"
ok "says how it is written" grep -qF '`emqxc test FILE`' err
run explain nodes --version five
is 2 "a version that is none"
ok "says what one looks like" grep -qF '`--version five` is no version such as 5.8.6' err
run test demo.emqx
is 0 "a file without tests"
ok "is an empty plan" grep -q '^1..0' out

run fmt --help
is 0 "fmt --help"
ok "has its own options" grep -q -e '--check' out
no "and no others" grep -q -e '--target' out
finish

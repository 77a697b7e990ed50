# Every form of messages: all say the same, and each is what its readers take.
. "$top_srcdir/tests/lib/tap.sh"
. "$top_srcdir/tests/cli/specs.sh"
facts=${EMQXC_FACTS:-$top_srcdir/../shared/facts}
schema=$facts/sarif/sarif-schema-2.1.0.json

for form in human short json sarif github junit; do
	run --check --error-format=$form broken.emqx
	is 1 "messages as $form"
	no "nothing of them on standard output" test -s out
	cp err "$form.err"
done
run --check --error-format=human --report sarif=a.sarif --report=json=sub/a.json \
	--report junit=a.xml --report github=a.github broken.emqx
is 1 "several reports at once"
ok "and the messages" cmp err human.err
ok "the report is what the form is: json" cmp sub/a.json json.err
ok "the report is what the form is: sarif" cmp a.sarif sarif.err
ok "the report is what the form is: junit" cmp a.xml junit.err
ok "the report is what the form is: github" cmp a.github github.err
run --check -q --report junit=clean.xml demo.emqx
is 0 "a report of a clean run"
ok "has its case" grep -q '<testcase classname="demo.emqx" name="no errors"/>' clean.xml
run --report sarif=made.sarif demo.emqx
is 0 "a report beside the product"
ok "which is on standard output" grep -q '^kind: StatefulSet' out
run --check --report sarif demo.emqx
is 2 "a report without a file"
run --check --report xml=a demo.emqx
is 2 "a form that is none"
run --check --report json=- demo.emqx
is 2 "standard output is the product's"
run --check --report json=a --report sarif=a demo.emqx
is 2 "two reports in one file"
mkdir folder
run --check --report json=folder demo.emqx
is 3 "a report that cannot be written"
ok "is told" grep -q 'folder' err
run test --report json=folder demo.emqx
is 3 "nor of tests"
run fmt --check --report json=folder demo.emqx
is 3 "nor of fmt"
run fmt --check --report sarif=fmt.sarif broken.emqx
ok "a report of fmt" grep -q '"results"' fmt.sarif

# --- a result is known again when lines move, and not when it is another ---

fingers() {
	grep -o '"partialFingerprints":{[^}]*}' "$1"
}

mkdir moved
{ printf '# one\n\n## two\n'; cat broken.emqx; } >moved/broken.emqx
(cd moved && "$EMQXC" --check --report sarif=moved.sarif broken.emqx) >out 2>err
fingers a.sarif >before
fingers moved/moved.sarif >after
ok "a result has its fingerprint" test -s before
ok "which stays where lines move" cmp before after
sed 's/nodez/nodex/' broken.emqx >moved/broken.emqx
(cd moved && "$EMQXC" --check --report sarif=moved.sarif broken.emqx) >out 2>err
fingers moved/moved.sarif >after
no "another fault has another" cmp before after

# every case of a diagnostic, in all forms
mkdir all
for f in "$top_srcdir"/tests/errors/[A-Z][A-Z][0-9]*.emqx; do
	name=$(basename "$f" .emqx)
	# shellcheck disable=SC2046
	(cd "$top_srcdir/tests/errors" && "$EMQXC" --check --error-format=short \
		$(sed -n '1s/^# args: //p' "$f") --report json="$work/all/$name.json" \
		--report sarif="$work/all/$name.sarif" --report junit="$work/all/$name.xml" \
		--report github="$work/all/$name.github" "$name.emqx") >/dev/null 2>&1
done
if ! python3 -c 'import jsonschema' 2>/dev/null; then
	skip "reports fit their schemas" "no python3 with jsonschema"
elif [ -f "$schema" ]; then
	ok "reports fit their schemas" "$top_srcdir/tests/cli/check-reports" all \
		"$top_srcdir/doc/messages.schema.json" "$schema"
else
	ok "reports agree" "$top_srcdir/tests/cli/check-reports" all \
		"$top_srcdir/doc/messages.schema.json"
	skip "logs fit SARIF's schema" "no facts"
fi
finish

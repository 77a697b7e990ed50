# --fix: certain cures, and nothing else; --list-rules.
. "$top_srcdir/tests/lib/tap.sh"
. "$top_srcdir/tests/cli/specs.sh"
errors=$top_srcdir/tests/errors

# named OLD NEW: each line that differs is one that `fixed` names.
named() {
	awk 'FNR == NR { old[FNR] = $0; n = FNR; next }
		$0 != old[FNR] { print FNR }
		END { if (FNR != n) print "lines" }' "$1" "$2" >changed
	[ -s changed ] || return 1
	while read -r line; do
		grep -q ":$line:[0-9]*: " fixed || return 1
	done <changed
}

# in_case ARGS...: a run in the folder of the cases, with the options of this one.
in_case() {
	# shellcheck disable=SC2086
	(cd cases && "$EMQXC" "$@" $args "$name") >out 2>err
	status=$?
}

cp -R "$errors" cases
chmod -R u+w cases
count=0
for f in "$errors"/[A-Z][A-Z][0-9]*.emqx "$errors"/[A-Z][A-Z][0-9]*.yaml; do
	name=$(basename "$f")
	args=$(sed -n '1s/^# args: //p' "$f")
	in_case --check --error-format=json
	grep -q '"certain":true' err || continue
	count=$((count + 1))
	in_case --fix -v --error-format=json
	sed -n 's/^emqxc: fixed //p' err >fixed
	grep -v '^emqxc: ' err >left
	after=$status
	cp "cases/$name" once
	in_case --check --error-format=json
	no "$name: no cure is left" grep -q '"certain":true' err
	ok "$name: --fix ends as --check does then" test "$status" = "$after"
	ok "$name: and shows the same" cmp left err
	ok "$name: only what is named has changed" named "$f" once
	in_case --fix -v
	ok "$name: again, nothing changes" cmp once "cases/$name"
	no "$name: and nothing is named" grep -q '^emqxc: fixed' err
	cp "$f" "cases/$name"
done
ok "there are cases with a cure" test "$count" -ge 8
ok "and no other file has changed" diff -r "$errors" cases

# --- what a cure may not do ---------------------------------------------------

cat >old.emqx <<'END'
cluster old {	# a comment, and odd   layout
  version   = 5.8.6
  nodes = 3;    discovery = dns { record = srv }
  cookie    = secret(demo, cookie)
  storage=1Gi
  dashboard { password = secret(demo, password) }
  config {
    mqtt.max_packet_size   = 1MB   # one
    listeners.tcp.internal { enabled = false; bind = 127.0.0.1:1884 }
  }
}
END
cp old.emqx before.emqx
"$EMQXC" -q -t conf old.emqx >before.conf
"$EMQXC" -q old.emqx >before.yaml
run --fix -v old.emqx
is 0 "warnings are cured"
sed 's/1MB /1MiB /; s/enabled/enable/' before.emqx >want.emqx
ok "comments and layout stay" cmp want.emqx old.emqx
ok "each cure is named" test "$(grep -c '^emqxc: fixed old.emqx:' err)" -eq 2
no "and no longer told" grep -q 'warning\[TY006\]\|warning\[EX003\]' err
"$EMQXC" -q -t conf old.emqx >after.conf
"$EMQXC" -q old.emqx >after.yaml
ok "it compiles to the same configuration" cmp before.conf after.conf
ok "and to the same objects" cmp before.yaml after.yaml

cp broken.emqx before.emqx
run --fix -v broken.emqx
is 1 "a guess is no cure"
ok "the file is left" cmp before.emqx broken.emqx
ok "the guess is told" grep -q 'did you mean `nodes`' err

sed 's/enabled = false/enabled = false; enable = true/' want.emqx |
	sed 's/{ enable = false/{ enabled = false; enable = true/' >both.emqx
cp both.emqx before.emqx
run --fix -v both.emqx
ok "where the new name stands too, nothing is taken for the old" cmp before.emqx both.emqx

cat >two.emqx <<'END'
profile shared { config { listeners.tcp.internal { enabled = false; bind = 127.0.0.1:1884 } } }
cluster old { use shared; version = 5.0.26; dashboard { password = secret(a, b) } }
cluster new { use shared; version = 5.8.6; dashboard { password = secret(a, b) } }
END
cp two.emqx before.emqx
run --check -q two.emqx
is 0 "what two versions read"
run --fix -v two.emqx
is 0 "what one of two versions knows only by its old name"
ok "is left" cmp before.emqx two.emqx
no "and nothing is named as cured" grep -q '^emqxc: fixed' err
ok "but told" grep -q 'warning\[EX003\]' err

mkdir parts
cat >parts/part.emqx <<'END'
profile part {
  autoheal = on
}
END
cat >uses.emqx <<'END'
use "./parts/part.emqx"
cluster uses is part {
  version = 5.8.6
  nodes: 3
}
END
cp parts/part.emqx before.emqx
run --fix --error-format=short uses.emqx
is 1 "a file that is only used"
ok "is left" cmp before.emqx parts/part.emqx
ok "its fault is told" grep -q '^parts/part.emqx:2:.*TY001' err
ok "the file that is named is cured" grep -qx '  nodes = 3' uses.emqx
run --fix uses.emqx parts/part.emqx
ok "when both are named, both are" grep -qx '  autoheal = true' parts/part.emqx

printf 'cluster a {\n  version: 5.8.6\n  nodes: 3,\n  autoheal: on // why\n}' >rounds.emqx
run --fix -v --error-format=short rounds.emqx
printf 'cluster a {\n  version = 5.8.6\n  nodes = 3\n  autoheal = true # why\n}' >want.emqx
ok "a cure that lets another be seen" cmp want.emqx rounds.emqx

# --- use --------------------------------------------------------------------------

cp before.emqx parts/part.emqx
chmod a-w parts
if [ -w parts ]; then
	skip "a folder that cannot be written" "it can"
else
	run --fix parts/part.emqx
	is 3 "a folder that cannot be written"
	ok "the file is whole" cmp before.emqx parts/part.emqx
fi
chmod u+w parts
run --fix -
is 2 "standard input is no file"
run --fix
is 2 "no file"
run --fix --list-outputs -o out/ demo.emqx
is 2 "--fix is a --check"
run --fix --report sarif=fix.sarif demo.emqx
is 0 "with a report"
ok "which is of what remains" grep -q '"results":\[' fix.sarif

# --- rules --------------------------------------------------------------------------

rules=$(grep -c '^DIAG(' "$top_srcdir/src/diag/diags.def")
run --list-rules
is 0 "--list-rules"
ok "has every row, and their names" test "$(wc -l <out)" -eq $((rules + 1))
ok "as it is by default" grep -q '^EX040  *even-nodes  *warning  *warning  *-  *default  ' out
no "for people, no object" grep -q '^{' out
run --list-rules -Werror=even-nodes -Wno-raw-escape --deny image-tag
ok "what -Werror= made so" grep -q '^EX040 .* error  *warning  *-  *-Werror=even-nodes  ' out
ok "what -Wno- made so" grep -q '^EX009 .* off  *warning  *-  *-Wno-raw-escape  ' out
ok "what --deny made so" grep -q '^KU017 .* error  *warning  *-  *--deny image-tag  ' out
run --list-rules -Wno-even-nodes -Wall -Werror --error-format=json
ok "the last counts, and then -Werror" grep -q '"slug":"even-nodes","severity":"error","default":"warning","group":null,"origin":"-Werror"' out
ok "an object each" test "$(grep -c '^{"code":".*}$' out)" -eq "$rules"
run --list-rules -q
ok "-q" grep -q '^EX040 .* off  *warning  *-  *--quiet' out
finish

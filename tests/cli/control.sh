# What a message counts as: -W, -Wno-, -Wall, -Werror, --deny, `allow`, `deny`
# of a policy, by environment; and --list-rules, which says why.
. "$top_srcdir/tests/lib/tap.sh"

# cluster NAME LINES: two nodes, which is what even-nodes warns of
cluster() {
	cat <<END
cluster $1 {
  version   = 5.8.6
  nodes     = 2
  discovery = dns { record = srv }
  cookie    = secret(demo, cookie)
  dashboard { password = secret(demo, password) }
  $2
}
END
}

# says SEVERITY CODE: the last --error-format=short has it so
says() {
	grep -q ": $1\[$2\]" err
}

cluster plain >plain.emqx
run --check --error-format=short plain.emqx
is 0 "a warning"
ok "is told" says warning EX040
run --check --error-format=short -Wno-even-nodes plain.emqx
is 0 "-Wno-SLUG"
no "switches it off" test -s err
run --check --error-format=short -Wno-even-nodes -W even-nodes plain.emqx
ok "the last one counts: -W SLUG" says warning EX040
run --check --error-format=short -Werror plain.emqx
is 1 "-Werror"
ok "makes an error of it" says error EX040
run --check --error-format=short -Werror=even-nodes plain.emqx
is 1 "-Werror=SLUG"
run --check --error-format=short -Werror=raw-escape plain.emqx
is 0 "-Werror= of another"
run --check --error-format=short -W spread plain.emqx
ok "-W of the group hardening" says warning KU022
no "and nothing else of it" grep -q 'KU016' err
run --check --error-format=short -Whardening plain.emqx
ok "-Whardening" says warning KU016
run --check --error-format=short -Wall -Wno-resources plain.emqx
ok "-Wall" says warning KU022
no "but what is switched off after it" grep -q 'KU016' err
run --check -Wno-unknown-key plain.emqx
is 2 "an error cannot be switched off"
run --check -W even-node plain.emqx
is 2 "a message that there is not"
ok "and the nearest" grep -q 'even-nodes' err

# --- allow --------------------------------------------------------------------

cluster lab 'allow even-nodes "two machines"' >allow.emqx
run --check --error-format=short allow.emqx
is 0 "allow"
no "lifts it" test -s err
run --check --error-format=short -Werror allow.emqx
is 0 "also under -Werror"
run --check --error-format=short --deny even-nodes allow.emqx
is 1 "but not under --deny"
ok "the warning is an error" says error EX040
ok "and so is the allow" says error TE003
cluster lab 'allow raw-escape "no such thing here"' >vain.emqx
run --check --error-format=short -Wno-even-nodes vain.emqx
ok "an allow for nothing is told" says warning LA007
run --check --error-format=short -Wno-even-nodes -Wno-unused-allow vain.emqx
no "unless that is switched off" test -s err
{ cluster lab 'allow raw-escape "no such thing here"'
	echo 'policy p { deny unused-allow "they rot" }'
} >strict.emqx
run --check --error-format=short -Wno-even-nodes strict.emqx
is 1 "a policy makes it an error"
ok "as it says" says error LA007
cluster lab 'listener a = ssl 8883 { allow ssl-default-cert "a lab" }; listener b = ssl 8884' >part.emqx
run --check --error-format=short -Wno-even-nodes part.emqx
ok "an allow is for what it stands in" test "$(grep -c 'EX055' err)" -eq 1
ok "and not for its neighbour" grep -q 'listener `b`' err

# --- policies --------------------------------------------------------------------

{ cluster lab
	echo 'overlay prod { replicant { nodes = 0 } }'
	echo 'policy p { when env == prod { deny even-nodes "a split must have a majority" } }'
} | sed 's/replicant { nodes = 0 }/namespace = prod/' >policy.emqx
run --error-format=short policy.emqx
is 0 "a policy that denies in one environment only"
ok "elsewhere it is a warning" says warning EX040
run --error-format=short -e prod policy.emqx
is 1 "and there it is an error"
ok "of that code" says error EX040
run -e prod policy.emqx
ok "the policy and its reason are told" grep -q 'policy `p` makes this an error: a split must have a majority' err
run --check --error-format=short -Wno-even-nodes policy.emqx
is 1 "-Wno- does not lift what a policy denies"
{ cluster lab
	echo 'policy p { deny even-node "no such message" }'
} >wrong.emqx
run --check --error-format=short wrong.emqx
ok "a deny of nothing that there is" says error NA001
{ cluster lab 'let pw = secret(a, b)'
	echo 'let pw = secret(demo, marker)'
	echo 'policy p { deny even-nodes "${pw}" }'
} | sed '/^  let pw/d' >leak.emqx
run --check leak.emqx
is 1 "a secret in a reason"
no "is not shown" grep -q 'makes this an error: .*marker' err

# --- rules ---------------------------------------------------------------------------

cat policy.emqx >rules.emqx
cluster other 'allow even-nodes "two machines"' >>rules.emqx
run --list-rules rules.emqx
is 0 "--list-rules of a file"
ok "the deny, and where it holds" grep -qx '       deny at rules.emqx:10:31: policy p, in prod' out
ok "the allow, and of which cluster" grep -qx '       allow at rules.emqx:17:3: cluster other' out
ok "below their message" sh -c 'sed -n "/^EX040/,/^EX041/p" out | grep -c "       " | grep -qx 4'
run --list-rules --error-format=json rules.emqx
ok "and in its object" grep -q '"slug":"even-nodes".*"where":\[{"severity":"error","origin":"deny","place":"rules.emqx:10:31","policy":"p","cluster":"lab","environments":"prod"}' out
run --list-rules -e prod -c lab rules.emqx
ok "of one environment and cluster" grep -qx '       deny at rules.emqx:10:31: policy p' out
no "not of others" grep -q 'allow at' out
run --list-rules missing.emqx
is 3 "a file that is not there"
printf 'cluster x {' >broken.emqx
run --list-rules broken.emqx
is 1 "a file that cannot be read"
no "makes no list" test -s out
finish

# Where a message holds: what not every environment has names those that have
# it, in every form; what all have, or a line of an overlay, does not.
. "$top_srcdir/tests/lib/tap.sh"
. "$top_srcdir/tests/cli/specs.sh"

cat >plant.emqx <<'EOF'
cluster plant {
  version = 5.8.6
  nodes = 3
  discovery = dns
  cookie = secret(plant, cookie)
  dashboard { password = insecure("public") }
}
overlay lab { nodes = 2 }
overlay prod { remove cookie }
overlay prod-eu extends prod { dashboard { password = secret(plant, password) } }
EOF

# says NAME TEXT: a line of the last run's messages ends in it.
says() {
	ok "$1" grep -qF -- "$2" err
}

insecure='plain text stands where a secret belongs'
cookie="the nodes share the image's cookie, which is public"
even='after a split in two equal halves autoheal has no majority'

# --- which environments were looked at ---

run --check --error-format=short plant.emqx
is 0 "the base and every overlay are checked"
says "some others have it too" "$insecure (also in lab, prod)"
says "the base does not have it" "$cookie (in prod, prod-eu)"
ok "a line of an overlay says itself where it holds" grep -q "^plant.emqx:8:.*$even\$" err
run --check -e lab --error-format=short plant.emqx
says "the one that was asked for is no other" "$insecure (also in prod)"
run --check -e prod-eu --error-format=short plant.emqx
no "nor is it looked at twice" grep -q 'also in prod-eu' err
says "it is named where it is not the only one" "$cookie (also in prod)"
run --check -e lab -e prod --error-format=short plant.emqx
says "several together are one" "$cookie (also in prod, prod-eu)"
run -e prod --error-format=short plant.emqx
says "a compile has what it looks at" "$cookie"
no "and says nothing of others" grep -q '(also in\|(in' err
run --all-envs -t kustomize -o out/ --error-format=short plant.emqx
says "a target of all environments looks at all" "$cookie (in prod, prod-eu)"
sed '/^overlay/d' plant.emqx >one.emqx
run --check --error-format=short one.emqx
no "without overlays there is nothing to tell apart" grep -q '(in\|(also' err
sed 's/^overlay prod-eu.*/overlay prod-eu { labels { a = "b" } }/; s/{ remove cookie }/{ labels { a = "b" } }/' \
	plant.emqx >all.emqx
run --check --error-format=short all.emqx
ok "nor in what all have" grep -q "$insecure\$" err

# --- in every form ---

for form in human short sarif github junit; do
	run --check --error-format=$form plant.emqx
	says "as $form" "$cookie (in prod, prod-eu)"
done
says() {
	ok "$1" grep -q -- "$2" err
}
run --check --error-format=sarif plant.emqx
says "SARIF has them for programs" '"properties":{"environments":\["prod","prod-eu"\]}'
run --check --error-format=json plant.emqx
says "as json" "$cookie.*\"also\":\[\"prod-eu\"\],\"environments\":\[\"prod\",\"prod-eu\"\]"
finish

# Every example is a graph that Graphviz reads and draws, and a text in it stays
# one.  Without `dot`: skipped.
if ! command -v dot >/dev/null; then
	echo "1..0 # SKIP no Graphviz"
	exit 0
fi
. "$top_srcdir/tests/lib/tap.sh"

draws() {
	"$EMQXC" -q -t dot "$@" >graph.dot 2>err && dot -Tsvg graph.dot >graph.svg 2>warnings &&
		[ ! -s warnings ] && grep -q '<svg' graph.svg
}

for spec in "$top_srcdir"/examples/*/*.emqx; do
	grep -q '^cluster' "$spec" || continue
	# shellcheck disable=SC2046
	ok "${spec#"$top_srcdir"/} is drawn" draws $(sed -n '1s/^# args: //p' "$spec") \
		$(cat "${spec%.emqx}.args" 2>/dev/null) "$spec"
done

cat >texts.emqx <<'EOT'
cluster odd {
  version = 5.8.6
  name = odd
  cookie = secret(odd-cookie, cookie)
  dashboard { password = secret(odd-admin, password) }
  service out { type = NodePort; node-ports { mqtt = 31883 } }
  ingress ui { host = "ui.example.org"; path = "/a\"b\\n"; port = dashboard }
}
EOT
ok "a quote and a backslash are drawn" draws texts.emqx
ok "and are what they were" grep -q '/a&quot;b\\n' graph.svg
ok "a node port is the one that those outside call" grep -q 'mqtt 31883' graph.svg

echo 'digraph { a -> }' >graph.dot
no "a fault is found" dot -Tsvg graph.dot
finish

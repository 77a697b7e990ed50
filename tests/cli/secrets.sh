# A secret goes where secrets belong and nowhere else: every place that a value
# can flow to is tried, with a reference and with plain text that is declared
# insecure.
. "$top_srcdir/tests/lib/tap.sh"

# spec LINES: a cluster with a secret `pw` by reference, and LINES in it
spec() {
	cat <<END
let pw = secret(vault-entry, the-key)
cluster demo {
  version = 5.8.6
  flavor = enterprise
  dashboard { password = secret(demo, password) }
  $1
}
END
}

# refused WHAT LINES: an error about a secret, and no product
refused() {
	spec "$2" >sink.emqx
	run sink.emqx
	is 1 "$1: refused"
	ok "$1: as a secret" grep -q 'secret' err
	no "$1: nothing is made" test -s out
}

# --- public places -----------------------------------------------------------------

refused "a longer text" 'node-name = "emqx-${pw}"'
refused "a label" 'labels { a = "${pw}" }'
refused "a label as it is" 'labels { a = pw }'
refused "an annotation" 'annotations { a = "x ${pw}" }'
refused "an annotation of a Service" 'service lb { annotations { a = pw } }'
refused "a name" 'names { config = "${pw}" }'
refused "an image" 'image { tag = "${pw}" }'
refused "a toleration" 'toleration a { key = "k"; value = "${pw}" }'
refused "a public key of EMQX" 'config { cluster.name = "${pw}" }'
refused "a part of a public key" 'config { authentication = [{ mechanism = password_based; backend = http; method = post; url = "http://a/${pw}"; body { u = "x" } }] }'
refused "a part of a secret key" 'config { authentication = [{ mechanism = password_based; backend = mysql; server = "a:3306"; database = "d"; query = "q"; password = "x${pw}" }] }'
refused "raw configuration" 'config raw """
  a = "${pw}"
  """'
refused "a part of a variable" 'env { A = "x ${pw}" }'
refused "a public variable of EMQX" 'env { EMQX_CLUSTER__NAME = pw }'
refused "a patch" 'patch StatefulSet { spec.template.metadata.annotations["a"] = pw }'
refused "a part of a patch" 'patch StatefulSet { spec.template.metadata.annotations["a"] = "x ${pw}" }'
refused "an argument" 'patch StatefulSet { spec.template.spec.containers[emqx].args = ["--x", "${pw}"] }'
refused "a ConfigMap" 'patch ConfigMap demo-config { data.A = pw }'
refused "a plain variable of a patch" 'patch StatefulSet { spec.template.spec.containers[emqx].env += [{ name = "A"; value = pw }] }'
refused "the reason of a require" 'require nodes > 7 else "x ${pw}"'
refused "a rule of the ACL" 'auth { acl = ["{allow, {user, \"${pw}\"}, all, [\"a\"]}."] }'
refused "a text of the ACL" 'auth { acl = """
  {allow, {user, "${pw}"}, all}.
  """ }'
refused "a server that is asked for clients" 'auth { authn db = redis { server = "${pw}"; password = pw } }'
refused "what it is asked" 'auth { authn db = mysql { server = "a"; database = "x"; query = "${pw}"; password = pw } }'
refused "a label of a monitor" 'metrics { labels { a = pw } }'
refused "a part of the API keys" 'api-keys = "x${pw}"'
refused "a plugin" 'plugin extra = "${pw}"'
refused "a host of an Ingress" 'ingress a { host = "${pw}"; port = dashboard }'
refused "a Secret's name" 'ingress a { host = "a.example.org"; port = dashboard; tls = "${pw}" }'
refused "an argument of a side-car" 'container side { image = "x:1"; args = ["${pw}"] }'
refused "the command of an init container" 'init side { image = "x:1"; command = [pw] }'
refused "a part of a side-car's variable" 'container side { image = "x:1"; env { A = "x${pw}" } }'
refused "a hook" 'lifecycle { pre-stop { exec = ["${pw}"] } }'
refused "labels of a kind" 'metadata Service { labels { a = pw } }'
refused "an annotation of a kind" 'metadata Service { annotations { a = "${pw}" } }'
refused "a namespace" 'namespace = "${pw}"'
refused "the domain of the cluster" 'cluster-domain = "${pw}"'
for t in conf env json kustomize compose helm-values dot; do
	spec 'labels { a = "${pw}" }' >sink.emqx
	run -t $t -o $t/ sink.emqx
	is 1 "-t $t: refused too"
	no "and nothing is made" test -e $t
done

# --- secret places ------------------------------------------------------------------

spec 'cookie = pw; license = pw; env { A = pw }; api-keys = pw
  metrics { auth { username = pw; password = pw } }; container side { image = "x:1"; env { A = pw } }
  config { authentication = [{ mechanism = password_based; backend = mysql; server = "a:3306"; database = "d"; query = "q"; password = pw }] }
  tls t { cert = pw; key = secret(vault-entry, other) }
  listener s = ssl 8883 { tls = t }' >sink.emqx
run sink.emqx
is 0 "secrets where they belong"
awk '/^kind: /{ kind = $2 } /vault-entry/ { print kind }' out | sort -u >kinds
ok "only the pods and who scrapes them refer to it" sh -c 'printf "ServiceMonitor\nStatefulSet\n" | cmp - kinds'
no "never as text of a variable" grep -q 'value: .*vault-entry' out
ok "but by reference" grep -q 'name: vault-entry' out

# --- plain text ------------------------------------------------------------------------

# in_no_form SPEC STATUS TEXT WHAT: no form of messages, and no report, has it.
in_no_form() {
	for form in human short json sarif github junit; do
		run --check --error-format=$form --report $form=report.$form "$1"
		is "$2" "$4, messages as $form"
		no "do not say it" grep -q "$3" err
		no "nor does a report" grep -q "$3" report.$form
	done
}

# insecure LINES: a cluster with the text MARKER-7d1 in every secret place
cat >insecure.emqx <<'END'
let pw = insecure("MARKER-7d1")
cluster demo {
  version = 5.8.6
  flavor = enterprise
  cookie = insecure("MARKER7d1")
  license = insecure("MARKER-7d1")
  dashboard { password = pw }
  env { A = insecure("MARKER-7d1"); B = pw }
  config { authentication = [{ mechanism = password_based; backend = mysql; server = "a:3306"; database = "d"; query = "q"; password = insecure("MARKER-7d1") }] }
}
END
in_no_form insecure.emqx 0 MARKER "an insecure text"
run insecure.emqx
is 0 "objects"
awk '/^kind: /{ kind = $2 } /MARKER/ { print kind }' out | sort -u >kinds
ok "have it in the Secret alone" sh -c 'echo Secret | cmp - kinds'
run --dump=spec insecure.emqx
no "a dump does not show it" grep -q 'MARKER' out
run -t json insecure.emqx
no "nor does the model" grep -q 'MARKER' out
run -t kustomize -o kustomize/ insecure.emqx
grep -rl 'MARKER' kustomize >files
ok "environments have it in the Secret alone" sh -c '! grep -v secret files && test -s files'
run -t compose -o compose/ insecure.emqx
no "messages of compose do not have it" grep -q 'MARKER' err
run -t helm-values insecure.emqx
no "values of the chart do not have it" grep -q 'MARKER' out
no "nor do their messages" grep -q 'MARKER' err
run -t dot insecure.emqx
no "nor does a graph" grep -q 'MARKER' out
cat insecure.emqx - >tests.emqx <<'END'
test "values" { cluster = demo; expect cookie == pw; expect name == pw; expect nodes == 7 }
END
for more in --error-format=human --error-format=json --error-format=sarif --junit; do
	run test $more tests.emqx
	is 1 "test $more: what does not hold"
	no "is told without it" grep -q 'MARKER' out err
done
run --list-rules insecure.emqx
no "nor does the list of rules" grep -q 'MARKER' out

# plain text where a secret belongs is not shown either
spec 'cookie = "hunter-2-marker"' >plain.emqx
run --check plain.emqx
is 1 "plain text in a secret field"
no "is not repeated" grep -q 'hunter' err
spec 'config { authentication = [{ mechanism = password_based; backend = mysql; server = "a:3306"; database = "d"; query = "q"; password = "hunter-2-marker" }] }' >plain.emqx
run --check plain.emqx
is 1 "plain text in a secret key"
no "is not repeated" grep -q 'hunter' err
spec 'env { EMQX_NODE_COOKIE = "hunter-2-marker" }' >plain.emqx
in_no_form plain.emqx 1 hunter "a plain cookie"
cat >over.emqx <<'END'
cluster demo { version = 5.8.6; cookie = insecure("MARKER-7d1"); cookie = insecure("MARKER-7d1"); nodez = 1 }
overlay a { cookie = insecure("MARKER-7d1") }
END
run --check over.emqx
is 1 "faults on its line"
no "do not show it" grep -q 'MARKER' err
finish

# The same bytes whatever surrounds the compiler.
. "$top_srcdir/tests/lib/tap.sh"
. "$top_srcdir/tests/cli/specs.sh"

cat >params.emqx <<'EOF'
param size: size = 1Gi
param count: int = 3
cluster demo {
  version   = 5.8.6
  nodes     = count
  discovery = dns { record = srv }
  cookie    = secret(demo, cookie)
  storage   = size
  dashboard { password = secret(demo, password) }
}
EOF

for target in k8s conf env compose helm-values dot; do
	"$EMQXC" -t $target demo.emqx >first 2>err
	for locale in C tr_TR.UTF-8 de_DE.UTF-8 C.UTF-8; do
		LC_ALL=$locale LANG=$locale "$EMQXC" -t $target demo.emqx >second 2>err
		ok "$target under $locale" cmp first second
	done
	for i in 1 2 3; do
		"$EMQXC" -t $target demo.emqx >second 2>err
		cmp -s first second || break
	done
	ok "$target again and again" cmp first second
	mkdir -p other
	(cd other && "$EMQXC" -t $target ../demo.emqx) >second 2>err
	ok "$target from another folder" cmp first second
	"$EMQXC" -t $target "$work/demo.emqx" >second 2>err
	ok "$target by its whole path" cmp first second
	"$EMQXC" -t $target - <demo.emqx >second 2>err
	ok "$target from standard input" cmp first second
	env -i "$EMQXC" -t $target demo.emqx >second 2>err
	ok "$target without an environment" cmp first second
	EMQXC_TARGET=conf EMQX_NODE__NAME=x POD_NAMESPACE=y TZ=Asia/Tokyo \
		"$EMQXC" -t $target demo.emqx >second 2>err
	ok "$target with another one" cmp first second
done

run -D size=2Gi -D count=5 params.emqx
is 0 "-D"
cp out first
run -D count=5 -D size=2Gi params.emqx
ok "in another order" cmp first out
ok "counts" grep -q 'replicas: 5' out
run -D count=5 -D count=5 params.emqx
is 2 "but only once each"
run params.emqx demo.emqx
cp out first
run -t k8s -o - demo.emqx
finish

#!/bin/sh
# Every example and golden, in every environment, against Kubernetes' own
# validation: sigs.k8s.io/kubectl-validate, with the servers' schemas that it
# holds.  It is $KUBECTL_VALIDATE or in the PATH; without it: skipped.
validate=${KUBECTL_VALIDATE:-$(command -v kubectl-validate)}
if [ ! -x "$validate" ]; then
	echo "1..0 # SKIP no kubectl-validate"
	exit 0
fi
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/lib/tap.sh"

for spec in "$top_srcdir"/examples/*/*.emqx "$top_srcdir"/tests/golden/*.emqx; do
	"$EMQXC" -q --all-envs -o "objects/$(basename "$spec" .emqx)/" "$spec" 2>/dev/null
done

# A fault that it must find, so that its silence means something.
mkdir broken
printf 'apiVersion: v1\nkind: Service\nmetadata:\n  name: a\nspec:\n  prots: []\n' >broken/service.yaml

for version in 1.27 1.28 1.29 1.30; do
	ok "objects are valid for Kubernetes $version" "$validate" --version "$version" objects
	no "a fault is found for Kubernetes $version" "$validate" --version "$version" broken
done
finish

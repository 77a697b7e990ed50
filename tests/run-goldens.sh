#!/bin/sh
# Goldens: NAME.emqx, and whichever of these stand beside it choose the run:
#
#	.tokens .ast .spec .ir .doc    what a station of the compiler made
#	.yaml .conf .env .json         the product for k8s, conf, env, json
#	.compose .helm-values .dot     the product for compose, helm-values, dot
#	.err                           messages of --check, in their short form
#	.kustomize/                    the folder that -t kustomize makes
#
# NAME@ENV.yaml is the product of an environment (`-e ENV`).  More options: a
# first line `# args: …` or a file NAME.args.  UPDATE=1 writes them anew.
#
#	tests/run-goldens.sh [SPEC...]
. "${top_srcdir:=$(cd "$(dirname "$0")/.." && pwd)}/tests/lib/cases.sh"

options() {
	case $1 in
	yaml) echo "-t k8s" ;;
	conf) echo "-t conf" ;;
	env) echo "-t env" ;;
	json | compose | helm-values | dot) echo "-t $1" ;;
	err) echo "--check --error-format=short" ;;
	*) echo "--dump=$1" ;;
	esac
}

# one SPEC GOLDEN
one() {
	kind=${2##*.}
	name=$(basename "$2" ".$kind")
	case $name in
	*@*) env="-e ${name#*@}" ;;
	*) env= ;;
	esac
	label=${2#"$top_srcdir"/}
	# shellcheck disable=SC2046,SC2086
	(cd "$(dirname "$1")" && "$EMQXC" $(options "$kind") $env $(args_of "$(basename "$1")") \
		"$(basename "$1")") >"$work/out" 2>"$work/err"
	status=$?
	if ! sound $status "$work/err"; then
		fail "$label" "$work/err"
	elif [ "$kind" = err ]; then
		same "$label" "$2" "$work/err"
	elif [ $status -ne 0 ]; then
		fail "$label" "$work/err"
	else
		same "$label" "$2" "$work/out"
	fi
}

# folder SPEC GOLDEN: every file of the product, and no other
folder() {
	label=${2#"$top_srcdir"/}
	rm -rf "$work/made" "$work/kept"
	mkdir "$work/made"
	# shellcheck disable=SC2046
	if ! (cd "$(dirname "$1")" && "$EMQXC" -q -t kustomize $(args_of "$(basename "$1")") \
		-o "$work/made/" "$(basename "$1")") 2>"$work/err"; then
		fail "$label" "$work/err"
		return
	fi
	if [ -n "$UPDATE" ]; then
		rm -rf "$2"
		cp -R "$work/made" "$2"
	fi
	if diff -r "$2" "$work/made" >"$work/diff" 2>&1; then
		pass "$label"
	else
		fail "$label" "$work/diff"
	fi
}

[ $# -gt 0 ] || set -- "$top_srcdir"/tests/golden/*.emqx "$top_srcdir"/examples/*/*.emqx
for spec; do
	[ -f "$spec" ] || continue
	any=
	for golden in "${spec%.emqx}".* "${spec%.emqx}"@*.*; do
		case ${golden##*.} in
		tokens | ast | spec | ir | doc | yaml | conf | env | json | compose | helm-values | dot | err)
			[ -f "$golden" ] || continue
			any=yes
			one "$spec" "$golden"
			;;
		kustomize)
			[ -d "$golden" ] || continue
			any=yes
			folder "$spec" "$golden"
			;;
		esac
	done
	# what only others use has no golden of its own, but is no error either
	if [ -z "$any" ]; then
		if "$EMQXC" --check "$spec" >"$work/out" 2>"$work/err"; then
			pass "${spec#"$top_srcdir"/}"
		else
			fail "${spec#"$top_srcdir"/}" "$work/err"
		fi
	fi
done
finish

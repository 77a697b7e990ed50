# The corpus, and every spec of the tree, through the fuzz targets as they are
# built here; with sanitizers this finds what the fuzzer found.
. "${top_srcdir:?}/tests/lib/tap.sh"
: "${top_builddir:?}"

(cd "$top_srcdir" &&
	find "$PWD/tests/fuzz/corpus" -type f &&
	find "$PWD/tests/golden" "$PWD/tests/errors" "$PWD/examples" "$PWD/stdlib" \
		-name '*.emqx' -o -name '*.yaml'
) | sort >inputs
ok "there are inputs" test "$(wc -l <inputs)" -gt 100

# replay TARGET KIND: those of the corpus, and the files of that kind; under
# $UNDER, a program that watches (scripts/memcheck).
replay() {
	grep -e /fuzz/corpus/ -e "\.$2\$" inputs | tr '\n' '\0' |
		xargs -0 ${UNDER:+"$UNDER"} "$top_builddir/tests/fuzz/replay_$1" >out 2>err
	status=$?
	is 0 "every input through fuzz_$1"
	[ "$status" -eq 0 ] || tail -n 30 err | sed 's/^/# /'
}

for target in scan parse format compile agree; do
	replay "$target" emqx
done
replay manifest yaml
finish

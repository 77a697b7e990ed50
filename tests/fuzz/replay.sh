# The corpus, and every spec of the tree, through the fuzz targets as they are
# built here; with sanitizers this finds what the fuzzer found.
. "${top_srcdir:?}/tests/lib/tap.sh"
: "${top_builddir:?}"

(cd "$top_srcdir" &&
	find "$PWD/tests/fuzz/corpus" -type f &&
	find "$PWD/tests/golden" "$PWD/tests/errors" "$PWD/examples" "$PWD/stdlib" -name '*.emqx'
) | sort >inputs
ok "there are inputs" test "$(wc -l <inputs)" -gt 100

for target in scan parse format compile agree; do
	tr '\n' '\0' <inputs | xargs -0 "$top_builddir/tests/fuzz/replay_$target" >out 2>err
	status=$?
	is 0 "every input through fuzz_$target"
	[ "$status" -eq 0 ] || tail -n 30 err | sed 's/^/# /'
done
finish

# A fleet in one file: it is done, and memory stays that of the input.  That time
# grows with its length is for `make bench` and scripts/instructions to say.
. "$top_srcdir/tests/lib/tap.sh"

# fleet N: a profile and N clusters of one line.
fleet() {
	cat <<'EOF'
profile site(region: string, size: int = 1) {
  version = 5.8.6
  nodes   = size
  cookie  = secret(site, cookie)
  storage = 1Gi
  labels { "region" = region }
  dashboard { password = secret(site, password) }
}
EOF
	awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++) printf "cluster edge-%05d { use site(region: \"eu\") }\n", i }'
}

# peak SPEC: kilobytes.  What AddressSanitizer keeps back of freed memory is
# not the program's.
peak() {
	command -v python3 >/dev/null || return 1
	ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}quarantine_size_mb=1 \
		python3 - "$EMQXC" "$1" <<'EOF'
import resource, subprocess, sys
subprocess.run([sys.argv[1], sys.argv[2]], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
EOF
}

fleet 1000 >small.emqx
fleet 10000 >large.emqx
run -o /dev/null small.emqx
is 0 "1,000 clusters"
run -o /dev/null large.emqx
is 0 "10,000 clusters"

if small=$(peak small.emqx) && large=$(peak large.emqx); then
	echo "# $small KiB, $large KiB"
	# its text stays, where it begins, and whose names it took
	ok "memory grows by less than half a KiB a cluster" test $((large - small)) -lt $((9000 / 2))
else
	skip "memory" "no python3 to measure it"
fi
finish

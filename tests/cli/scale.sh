# A fleet in one file: it is done, and memory stays that of the input.  That time
# grows with its length is for `make bench` and scripts/instructions to say.  Many
# of one thing: a tenth of the CPU that they may take is enough; it was not, while
# each was compared with all before it.
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
# Instrumented, it takes a multiple.
seconds=4
[ -z "$ASAN_OPTIONS" ] || seconds=60

# many WHAT N BEFORE LINE AFTER: LINE for each I from 1 to N between the others
many() {
	{
		echo "$3"
		seq "$2" | sed "s|.*|$(echo "$4" | sed 's/I/\&/g')|"
		echo "$5"
	} >many.emqx
	(ulimit -t "$seconds" && exec "$EMQXC" -o /dev/null many.emqx) >out 2>err
	status=$?
	is 0 "$2 $1"
}

cluster='cluster c {
  version = 5.8.6
  cookie = secret(s, cookie)'
many labels 40000 "$cluster; labels {" '"lI" = "v"' '} }'
many annotations 40000 "$cluster; annotations {" '"lI" = "v"' '} }'
many guards 20000 "$cluster" 'when version >= 5.0.0 { labels { "aI" = "b" } }' '}'
many variables 40000 "$cluster; env {" '"VI" = "x"' '} }'
many "variables from Secrets" 40000 "$cluster; env {" '"VI" = secret(s, kI)' '} }'
many "variables in plain text" 40000 "$cluster; env {" '"VI" = insecure("xI")' '} }'
many "variables from the one before" 20000 "$cluster; env { V0 = \"x\"" 'VI = env-ref(V0)' '} }'
many "keys of config" 40000 "$cluster; config {" 'bridges.webhook.bI.url = "http://x/I"' '} }'
many volumes 40000 "$cluster" 'volume vI = empty-dir' '}'
many "items of a volume" 40000 "$cluster; volume v = config-map \"site\" { items {" '"aI" = "bI"' '} } }'
many containers 10000 "$cluster" 'container cI = "example.org/x:I"' '}'
many "variables of a container" 30000 "$cluster; container c = \"example.org/x:1\" { env {" '"VI" = "x"' '} } }'
many "peers of a policy" 40000 "$cluster; network-policy { egress {" 'to tI = [192.0.2.0/24]' '} } }'
finish

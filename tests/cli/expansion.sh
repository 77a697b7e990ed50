# A few lines that stand for more than any machine holds: lets and profiles that
# name the ones before them twice, or go deeper than the stack.  Each limit has
# its message where the first of them is named; up to it all is as it was.
. "$top_srcdir/tests/lib/tap.sh"

# spec HEAD N LINE LAST: HEAD, LINE for each I from 1 to N with J before it, and
# a cluster with LAST.  The line is taken apart once: gsub() is slow in mawk.
spec() {
	awk -v head="$1" -v n="$2" -v line="$3" -v last="$4" 'BEGIN {
		print head
		parts = split(line, part, /[IJ]/)
		for (k = 1; k < parts; k++) {
			at += length(part[k]) + 1
			before[k] = substr(line, at, 1) == "J"
		}
		for (i = 1; i <= n; i++) {
			for (k = 1; k < parts; k++)
				printf "%s%d", part[k], i - before[k]
			print part[parts]
		}
		print "cluster c {\n  version = 5.8.6\n  " last "\n}"
	}' >spec.emqx
}

# refused WHAT MESSAGE: that message, where the cluster says LAST, and no hang
refused() {
	timeout 60 "$EMQXC" --error-format=short --check spec.emqx >out 2>err
	status=$?
	is 1 "$1"
	ok "$1: is told where it begins" grep -q "^spec.emqx:$(($(wc -l <spec.emqx) - 1)):.*$2" err
}

spec 'profile p0 { labels { a = "b" } }' 30 'profile pI { use pJ; use pJ }' 'use p30'
refused "profiles that use the one before twice" 'SY005.*more than 10000 profiles'
spec 'profile p0 { labels { a = "b" } }' 100 'profile pI { use pJ }' 'use p100'
refused "profiles 101 deep" 'SY005.*more than 100 deep'
spec 'profile p0 { labels { a = "b" } }' 99 'profile pI { use pJ }' 'use p99'
run spec.emqx
is 0 "profiles 100 deep"
ok "and what the innermost says is there" grep -q '^ *a: b$' out
spec '' 12 'profile pI { use p1; use p2; use p3; use p4; use p5; use p6; use p7; use p8; use p9; use p10; use p11; use p12 }' 'use p1'
run --check spec.emqx
is 1 "profiles that all use one another"
ok "each is told" test "$(grep -c 'NA005' err)" -ge 12

spec 'let l0 = ""' 30 'let lI = "${lJ}${lJ}"' 'labels { a = l30 }'
refused "strings of strings" 'SY005.*more than 200000 values'
spec 'let l0 = ["a"]' 30 'let lI = [lJ, lJ]' 'config { mqtt.x = l30 }'
refused "lists of lists" 'SY005.*more than 200000 values'
spec 'let l0 = { a = 1 }' 30 'let lI = { a = lJ; b = lJ }' 'config { mqtt = l30 }'
refused "blocks of blocks" 'SY005.*more than 200000 values'
spec 'let l0 = "b"' 100000 'let lI = lJ' 'labels { a = l100000 }'
refused "names of names" 'SY005.*more than 100 deep'
spec 'let l0 = "b"' 100000 'let lI = "${lJ}"' 'labels { a = l100000 }'
refused "strings 100,000 deep" 'SY005.*more than 100 deep'
spec 'let l0 = { a = 1 }' 100000 'let lI = { a = lJ }' 'config { mqtt = l100000 }'
refused "blocks 100,000 deep" 'SY005.*more than 100 deep'
spec 'let l0 = "b"' 99 'let lI = lJ' 'labels { a = l99 }'
run spec.emqx
is 0 "names 100 deep"
ok "and the innermost value is there" grep -q '^ *a: b$' out
spec 'let l0 = { a = l0 }' 1 'let lI = 1' 'config { mqtt = l0 }'
run --check spec.emqx
is 1 "a block that needs itself"
ok "is told" grep -q 'NA005.*`l0` needs itself' err
finish

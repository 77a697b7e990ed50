# Each limit at its edge: one below and at it nothing is said of it, one above
# it is named (SY005; KU004 of a manifest), and the run ends with status 1.
. "$top_srcdir/tests/lib/tap.sh"

# many N TEXT: so many of it, where # is the number from 0, and + the next.
many() {
	awk -v n="$1" -v text="$2" 'BEGIN {
		for (i = 0; i < n; i++) {
			line = text
			gsub(/#/, i, line)
			gsub(/\+/, i + 1, line)
			printf "%s", line
		}
	}'
}

# letters N: a text of so many
letters() {
	head -c "$1" /dev/zero | tr '\0' x
}

# A cluster that has these lines too.
cluster() {
	echo "cluster c { version = 5.8.6; nodes = 1; storage = 1Gi; cookie = secret(a, b); dashboard { password = secret(a, c) }"
	echo "$1 }"
}

# nested N BEFORE OPEN INNER CLOSE AFTER: one in another
nested() {
	cluster "$2 $(many "$1" "$3")$4$(many "$1" "$5") $6"
}

# --- what the limits are of: each makes N of them -------------------------------
blocks() { nested $(($1 - 1)) '' 'when env == base { ' '' ' }' ''; }
lists() { nested $(($1 - 2)) 'patch StatefulSet { metadata.annotations.a = ' '[' '' ']' '}'; }
parentheses() { nested $(($1 - 1)) 'when ' '(' 'env == base' ')' '{ }'; }
conditions() { cluster "when env == base$(many "$1" ' or env == base') { }"; }
path() { cluster "patch StatefulSet { metadata$(many $(($1 - 1)) .a) = 1 }"; }
blocks_of_a_path() {
	cluster "patch StatefulSet { metadata$(many 49 .a) { a$(many $(($1 - 51)) .a) = 1 } }"
}
lets() {
	many $(($1 - 1)) 'let a# = a+
'
	echo "let a$(($1 - 1)) = 1"
	cluster 'patch StatefulSet { metadata.annotations.a = a0 }'
}
values() {
	echo "let outer = $(many $(($1 - 51)) '[')inner$(many $(($1 - 51)) ']')"
	echo "let inner = $(many 49 '[')1$(many 49 ']')"
	cluster 'when env == base { patch StatefulSet { metadata.annotations.a = outer } }'
}
profiles() {
	many $(($1 - 1)) 'profile p# { use p+ }
'
	echo "profile p$(($1 - 1)) { labels { a = b } }"
	cluster 'use p0'
}
overlays() {
	cluster ''
	many "$1" 'overlay o# extends o+ { labels { a = b# } }
'
	echo "overlay o$1 { labels { a = b } }"
}
variables() {
	cluster "env { $(many "$1" 'A# = env-ref(A+); ') A$1 = x }"
}
string() {
	cluster "patch StatefulSet { metadata.annotations.a = \"$(letters "$1")\" }"
}
string_of_strings() {
	echo "let half = \"$(letters 32768)\""
	echo "let rest = \"$(letters $(($1 - 32768)))\""
	# shellcheck disable=SC2016
	cluster 'patch StatefulSet { metadata.annotations.a = "${half}${rest}" }'
}
number() { cluster "when env == base { } labels { a = $(many "$1" 1) }"; }
manifest() {
	echo 'apiVersion: v1
kind: ConfigMap
metadata: { name: a }'
	echo "data: { a: $1 }"
}
yaml() { manifest "$(many $(($1 - 3)) '[')1$(many $(($1 - 3)) ']')"; }
aliases() {
	manifest "[ &a $(many 40 '[')1$(many 40 ']'), $(many $(($1 - 44)) '[')*a$(many $(($1 - 44)) ']') ]"
}

# edge N MAKE FILE WHAT: said of one above alone
edge() {
	said=
	for n in $(($1 - 1)) "$1" $(($1 + 1)); do
		"$2" $n >"$3"
		run --check "$3"
		[ $status -le 1 ] || said="$said status $status"
		grep -E -q 'error\[(SY005|KU004)\]' err && said="$said $n"
	done
	ok "$4: $1 are taken, and no more" test "$said" = " $(($1 + 1))"
	[ "$said" = " $(($1 + 1))" ] || echo "# said of:$said"
}

edge 100 blocks a.emqx "blocks in blocks"
edge 100 lists a.emqx "lists in lists"
edge 100 parentheses a.emqx "parentheses"
edge 100 conditions a.emqx "parts of a condition after its first"
edge 100 path a.emqx "names of a path"
edge 100 blocks_of_a_path a.emqx "names of a path, with those of its blocks"
edge 100 lets a.emqx "lets that need each other"
edge 100 values a.emqx "values in values, through lets"
edge 100 profiles a.emqx "profiles that use each other"
edge 64 overlays a.emqx "overlays that extend each other"
edge 100 variables a.emqx "variables that refer to each other"
edge 65536 string a.emqx "bytes of a string"
edge 65536 string_of_strings a.emqx "bytes of a string that is put together"
edge 64 number a.emqx "characters of a number"
edge 100 yaml a.yaml "values in values of a manifest"
edge 100 aliases a.yaml "values in values of a manifest, through an alias"
finish

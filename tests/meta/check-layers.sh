# The house's rules about who may do what, held against the sources and the
# objects that were built from them.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/lib/cases.sh"
: "${top_builddir:=.}"
export LC_ALL=C

# empty WHAT: passes when $work/found is empty; else that says why not.
empty() {
	if [ -s "$work/found" ]; then
		fail "$1" "$work/found"
	else
		pass "$1"
	fi
}

cd "$top_srcdir" || exit 99

# base < diag < schema < object < front < ir < back < what stands in src itself
rank() {
	case $1 in
	base) echo 0 ;; diag) echo 1 ;; schema) echo 2 ;; object) echo 3 ;;
	front | grammar) echo 4 ;; ir) echo 5 ;; back) echo 6 ;; *) echo 7 ;;
	esac
}

room_of() {
	case $1 in
	src/*/*) echo "$1" | cut -d/ -f2 ;;
	grammar/*) echo grammar ;;
	*) echo src ;;
	esac
}

for file in $(find src grammar -name "*.[chly]" | sort); do
	own=$(rank "$(room_of "$file")")
	sed -n 's/^#include "\(.*\)".*/\1/p' "$file" | while read -r name; do
		case $name in
		*/*) other=$(rank "${name%%/*}") ;;
		*) other=7 ;;
		esac
		[ "$other" -le "$own" ] || echo "$file includes $name"
	done
done >"$work/found"
empty "no room includes one above it"

grep -rl "<yaml\.h>" src | grep -vE '^src/(back/write_yaml|object/read_yaml_impl)\.[ch]$' >"$work/found"
empty "only the writer and the reader of YAML include <yaml.h>"

# "static NAME FILE" or "public NAME FILE" of each function, by the lines that
# begin its definition.
functions() {
	awk 'FNR == 1 { last = "" }
	/^[a-z_0-9]+\(/ && last ~ /^[a-z]/ && last !~ /[;{}]/ {
		print last ~ /^static/ ? "static" : "public", substr($0, 1, index($0, "(") - 1), FILENAME
	}
	{ last = $0 }' $(find src -name "*.c")
}
functions | awk '{ file[$1, $2] = $3; kind[NR] = $1; name[NR] = $2; at[NR] = $3 }
	END { for (i = 1; i <= NR; i++)
		if (kind[i] == "static" && ("public", name[i]) in file)
			print at[i] ": " name[i] "() is also in " file["public", name[i]] }' >"$work/found"
empty "a function of one file bears no name of a public one"

# What objects ask of the system: OBJECT SYMBOL, of the library's own sources.
find "$top_builddir/src" -name '*.o' -path '*/.libs/*' -exec nm -A -u {} + 2>/dev/null |
	awk -v top="$top_builddir/src/" '{ o = $1; sub(/:$/, "", o); sub(/@.*/, "", $3)
		print substr(o, length(top) + 1), $3 }' | sort >"$work/uses"

# asks WHAT SYMBOLS EXCEPT
asks() {
	grep -E " ($2)\$" "$work/uses" | grep -vE "^($3)" >"$work/found"
	empty "$1"
}

# Files build on files below them: no two call each other, not even by way of
# others, but for what is recursive in the language; each such circle is a line:
cat >"$work/circles" <<'EOF'
src/front/spec_apply src/front/spec_assign
src/front/spec_maker src/front/spec_scope src/front/spec_value
EOF
# 1: a block holds items with values, and a value may be a block;
# 2: a value holds names and calls; a name stands for a value, which its own
#    file or one that it uses declares; the parts of a call are values.

# "FILE OTHER SYMBOL": FILE uses what OTHER defines.
calls() {
	find "$top_builddir/src" "$top_builddir/gen" -name '*.o' -path '*/.libs/*' -exec nm -A -P {} + 2>/dev/null |
		awk -v top="$top_builddir/" '
			{ file = substr($1, length(top) + 1); sub(/\.o:$/, "", file)
				sub(/\.libs\//, "", file); sub(/lib[a-z]*_la-/, "", file) }
			$3 ~ /^[TRDB]$/ { home[$2] = file }
			$3 == "U" { n++; user[n] = file; name[n] = $2 }
			END { for (i = 1; i <= n; i++)
				if (name[i] in home && home[name[i]] != user[i])
					print user[i], home[name[i]], name[i] }'
}

# What is left of "FILE OTHER SYMBOL" when those are gone, over and over, that
# use nothing which is left, or that nothing which is left uses.
circles() {
	awk '{ from[NR] = $1; to[NR] = $2; symbol[NR] = $3; out[$1]++; in_[$2]++ }
		END { do {
				gone = 0
				for (i in from)
					if (!out[to[i]] || !in_[from[i]]) {
						out[from[i]]--; in_[to[i]]--
						delete from[i]; gone++
					}
			} while (gone)
			for (i in from)
				print from[i], to[i], symbol[i] }' | sort
}

if ! command -v nm >/dev/null || ! [ -s "$work/uses" ]; then
	echo "# no objects to look at"
else
	asks "the library never exits" 'exit|_exit|_Exit|quick_exit|abort' none
	asks "only fs opens files" \
		'(f?open|open|openat|creat|mkstemp|fopen|opendir|unlink|rename|mkdir)(64)?' \
		'base/\.libs/(fs|replace|path|sync)'
	asks "nothing depends on time, chance or host" \
		'time|gettimeofday|clock_gettime|localtime|gmtime|strftime|rand|random|drand48|gethostname|uname|getuid|getpwuid|setlocale' none
	asks "the environment is not read" 'getenv|secure_getenv|environ' 'base/\.libs/fs'
	asks "the current folder only says where imports may be" 'getcwd' 'front/\.libs/load'
	asks "nothing is printed but by main" 'v?f?printf|puts|fputs|putchar|fwrite|perror|__v?f?printf_chk' none
	asks "only fs writes" 'p?writev?' 'base/\.libs/fs'
	calls >"$work/calls"
	awk 'NR == FNR { for (i = 1; i <= NF; i++) one[$i] = $1; next }
		{ a = $1 in one ? one[$1] : $1; b = $2 in one ? one[$2] : $2 }
		a != b { print a, b, $3 }' "$work/circles" "$work/calls" | circles |
		sed 's/\(.*\) \(.*\) \(.*\)/\1 calls \3() of \2/' >"$work/found"
	empty "no files call each other in a circle"
	circles <"$work/calls" | awk 'NR == FNR { left[$1]; left[$2]; next }
		{ for (i = 1; i <= NF; i++) if (!($i in left)) print $i " is in no circle any more" }' \
		- "$work/circles" >"$work/found"
	empty "the circles that are named are there"
fi

if grep -q '^SAN_CFLAGS = ..*' "$top_builddir/Makefile" || ! command -v objdump >/dev/null; then
	echo "# globals are not looked at: the build has sanitizers, or there is no objdump"
else
	find "$top_builddir/src" "$top_builddir/gen" -name '*.o' -path '*/.libs/*' -exec objdump -t {} + |
		awk -F'\t' '
			/: +file format / { o = $1; sub(/: +file format .*/, "", o); sub(/.*\//, "", o) }
			{ n = split($1, left, " "); split($2, right, " ") }
			left[n] ~ /^(\.data|\.bss|\*COM\*)/ && left[n] !~ /^\.data\.rel\.ro/ \
				&& right[2] !~ /^\./ { print o ": " right[2] " in " left[n] }' | sort >"$work/found"
	empty "the library has no mutable global"
fi

# The public interface is what emqxc.h declares.
library=$top_builddir/.libs/libemqxc.so
if [ -f "$library" ] && command -v nm >/dev/null; then
	sed -n 's/^EMQXC_API .*[ *]\(emqxc_[a-z_]*\)(.*/\1/p' src/emqxc.h | sort >"$work/declared"
	nm -D --defined-only "$library" | awk '$2 ~ /[TDBR]/ { print $3 }' |
		grep -vE '^(_init|_fini|_edata|_end|__bss_start|__(asan|odr).*|_*asan.*)$' | sort >"$work/exported"
	diff "$work/declared" "$work/exported" >"$work/found"
	empty "the library exports what emqxc.h declares"
fi

grep -rnEi "\b(todo|fixme|xxx|hack)\b" src grammar tools scripts Makefile.am configure.ac \
	2>/dev/null >"$work/found"
empty "nothing is left to do in the sources"
finish

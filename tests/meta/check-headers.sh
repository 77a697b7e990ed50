# Every header compiles on its own; the public one as C99 and C++ too.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/lib/cases.sh"
: "${top_builddir:=.}" "${CC:=cc}"

# stands HEADER FLAGS...
stands() {
	header=$1
	shift
	# CC may be a command with options
	# shellcheck disable=SC2086
	if $CC -fsyntax-only -Wall -Wextra -Werror "$@" -I"$top_srcdir/src" -I"$top_builddir/gen" \
		-I"$top_srcdir" -include "$header" -x c /dev/null >"$work/err" 2>&1; then
		pass "${header#"$top_srcdir"/src/} $1"
	else
		fail "${header#"$top_srcdir"/src/} $1" "$work/err"
	fi
}

for header in $(find "$top_srcdir/src" -name "*.h" | sort); do
	stands "$header" -std=c11 -D_POSIX_C_SOURCE=200809L
done
stands "$top_srcdir/src/emqxc.h" -std=c99 -Wpedantic
finish

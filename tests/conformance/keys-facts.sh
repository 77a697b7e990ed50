#!/bin/sh
# The key tables against the fact tables that they were made from: every key
# of every build is taken with its default (or a value of its type) and refused
# with a wrong one; and the importer makes the tables that are in the tree.
#
# The facts are in $EMQXC_FACTS or beside the source; without them: skipped.
: "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}" "${top_builddir:=$top_srcdir}"
facts=${EMQXC_FACTS:-$top_srcdir/../shared/facts}/emqx
driver=$top_builddir/tests/conformance/keys_cases

if [ ! -f "$facts/merged.tsv" ]; then
	echo "1..0 # SKIP no facts"
	exit 0
fi
if ! command -v python3 >/dev/null; then
	echo "1..0 # SKIP no python3"
	exit 0
fi
python3 -u "$top_srcdir/tests/conformance/keys_facts.py" "$facts" "$driver"

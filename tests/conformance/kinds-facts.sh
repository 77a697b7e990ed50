#!/bin/sh
# The tables of Kubernetes kinds against the schemas that they were made from:
# the importer makes the tables that are in the tree.
#
# The facts are in $EMQXC_FACTS or beside the source; without them: skipped.
: "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}"
facts=${EMQXC_FACTS:-$top_srcdir/../shared/facts}/kubernetes

if [ ! -f "$facts/merge-strategies.json" ]; then
	echo "1..0 # SKIP no facts"
	exit 0
fi
if ! command -v python3 >/dev/null; then
	echo "1..0 # SKIP no python3"
	exit 0
fi
if found=$(python3 "$top_srcdir/tools/import-kinds" --check "$facts"); then
	echo "ok 1 - stdlib/kubernetes is what the importer makes"
else
	echo "not ok 1 - stdlib/kubernetes is what the importer makes"
	echo "$found" | sed 's/^/# /'
fi
echo "1..1"

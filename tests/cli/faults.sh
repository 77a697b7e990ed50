# What a machine can do to a run: files that may not grow, memory that ends at
# any point, others that write the same folder, another time zone.
. "$top_srcdir/tests/lib/tap.sh"

# fleet N NODES
fleet() {
	awk -v n="$1" -v nodes="$2" 'BEGIN { for (i = 0; i < n; i++)
		printf "cluster c%d { version = 5.8.6; nodes = %d; discovery = dns; cookie = secret(a, b); dashboard { password = secret(a, c) } }\n", i, nodes }'
}

leftovers() {
	find . -name '*.emqxc-*' | grep .
}

# --- a limit to the size of files: in the output, and in what waits for it ---
fleet 1 1 >small.emqx
fleet 600 1 >large.emqx
echo old >old.yaml
cp old.yaml out.yaml
for spec in small large; do
	(ulimit -f 1 && exec "$EMQXC" -o out.yaml $spec.emqx) >out 2>err
	status=$?
	is 3 "$spec: a file that may not grow"
	ok "$spec: the old file stays" cmp old.yaml out.yaml
	(ulimit -f 1 && exec "$EMQXC" $spec.emqx) >out 2>err
	status=$?
	is 3 "$spec: standard output that may not grow"
	(ulimit -f 1 && exec "$EMQXC" -o folder/ $spec.emqx) >out 2>err
	status=$?
	is 3 "$spec: a folder whose files may not grow"
	no "$spec: has none" sh -c 'find folder -type f | grep .'
done
no "no temporary file is left" leftovers

# --- output that is open for appending, where the kernel copies nothing by itself ---
"$EMQXC" large.emqx >whole.yaml
cp old.yaml appended.yaml
"$EMQXC" large.emqx >>appended.yaml 2>err
status=$?
is 0 "output that is appended to a file"
ok "what was there, and all of it" sh -c 'cat old.yaml whole.yaml | cmp - appended.yaml'
"$EMQXC" large.emqx | cmp - whole.yaml
status=$?
is 0 "output into a pipe is the same"

# --- memory that ends at any point: all, or the message and nothing ---------
"$EMQXC" -t k8s -o whole.yaml large.emqx
least=4000
[ -z "$UNDER" ] || least=64000 # what watches it needs more (scripts/memcheck)
while [ $least -lt 64000 ] && ! (ulimit -v $least && exec "$EMQXC" --version) >/dev/null 2>&1; do
	least=$((least + 100))
done
if [ $least -lt 64000 ]; then
	bad=0
	full=0
	limit=$least
	while [ "$limit" -lt $((least + 24000)) ]; do
		rm -f out.yaml
		(ulimit -v "$limit" && exec "$EMQXC" -o out.yaml large.emqx) >out 2>err
		case $? in
		0) cmp -s whole.yaml out.yaml || bad=$((bad + 1)) ;;
		3) full=$((full + 1))
			grep -qx 'emqxc: out of memory' err || grep -qi 'cannot allocate' err || bad=$((bad + 1))
			[ ! -e out.yaml ] || bad=$((bad + 1)) ;;
		*) bad=$((bad + 1)); echo "# at $limit:"; show err ;;
		esac
		limit=$((limit + 600))
	done
	ok "memory ends at $full points: status 3 and nothing, or 0 and everything" test $bad -eq 0
	no "no temporary file is left" leftovers
else
	skip "memory that ends" "memory cannot be limited here (a sanitizer needs much)"
fi

# --- a folder that cannot be made: its own reason, and not that it is not there ---
if [ -d /sys/kernel ]; then
	"$EMQXC" -o /sys/kernel/emqxc/ small.emqx >out 2>err
	status=$?
	is 3 "a folder where none can be made"
	no "and why is said" grep -qi 'no such file' err
else
	skip "a folder where none can be made" "no /sys"
fi

# --- little stack, at the limits of depth ----------------------------------------
# deep BEFORE OPEN INNER CLOSE AFTER: a cluster with 97 of them
deep() {
	awk -v before="$1" -v open="$2" -v inner="$3" -v closed="$4" -v after="$5" 'BEGIN {
		for (i = 0; i < 97; i++) { before = before open; inner = inner closed }
		print "cluster c { version = 5.8.6; " before inner after " }" }'
}
# chain KIND: so many that each leads to the next
chain() {
	awk -v kind="$1" 'BEGIN {
		n = 3000
		body = "version = 5.8.6; dashboard { password = secret(a, b) }; "
		if (kind == "variables") n = 300
		for (i = 0; i < n; i++) {
			if (kind == "lets") printf "let a%d = a%d\n", i, i + 1
			if (kind == "texts") printf "let a%d = \"${a%d}\"\n", i, i + 1
			if (kind == "profiles") printf "profile a%d { use a%d }\n", i, i + 1
			if (kind == "overlays" && i < 300) printf "overlay a%d extends a%d { nodes = 1 }\n", i, i + 1
			if (kind == "variables") inside = inside "A" i " = env-ref(A" i + 1 "); "
			if (kind == "path") inside = inside (i ? "." : "") "a"
		}
		if (kind == "lets" || kind == "texts") print "let a" n " = \"x\""
		if (kind == "profiles") print "profile a" n " { nodes = 1 }"
		if (kind == "overlays") print "overlay a300 { nodes = 1 }"
		if (kind == "variables") body = body "env { " inside "A" n " = \"x\" }"
		if (kind == "path") body = body "config { " inside " = 1 }"
		if (kind == "profiles") body = body "use a0"
		if (kind == "lets" || kind == "texts") body = body "labels { a = a0 }"
		print "cluster c { " body " }" }'
}

# product KIND: what is deep in what is deep, each within its limit
product() {
	awk -v kind="$1" 'BEGIN {
		n = 95
		for (i = 0; i < 90; i++) {
			path = path (i ? "." : "") "a"
			if (kind == "lists") { open = open "["; ends = ends "]" }
			if (kind == "records") { open = open "{ a.b.c = "; ends = ends " }" }
			if (kind == "guards") { open = open "when version >= 5.0.0 { "; ends = ends " }" }
		}
		for (i = 0; i < n; i++) {
			if (kind == "guards") print "profile p" i " { " open "use p" i + 1 ends " }"
			else if (kind != "paths") print "let a" i " = " open "a" i + 1 ends
		}
		print kind == "guards" ? "profile p" n " { nodes = 3 }" : "let a" n " = 1"
		inside = "metadata.annotations.a = a0"
		if (kind == "paths") {
			inside = "x = 1"
			for (i = 0; i < 90; i++) inside = path " { " inside " }"
		}
		body = kind == "guards" ? "use p0" : "patch StatefulSet { " inside " }; config { a = { " inside " } }"
		print "cluster c { version = 5.8.6; dashboard { password = secret(a, b) }; " body " }" }'
}

deep 'config {' ' a {' ' x = 1' ' }' ' }' >blocks.emqx
deep 'config { a = ' '[' 1 ']' ' }' >lists.emqx
deep 'when ' '(' 'env == a' ')' ' { nodes = 3 }' >guards.emqx
awk 'BEGIN {
	print "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:"
	for (i = 1; i < 97; i++) { lists = lists "["; ends = ends "]"; maps = maps "{a: "; closed = closed "}" }
	print "  lists: " lists ends "\n  maps: " maps "1" closed }' >deep.yaml
if (ulimit -v 64000 && exec "$EMQXC" --version) >/dev/null 2>&1; then
	for kind in blocks lists guards; do
		(ulimit -s 256 && exec "$EMQXC" $kind.emqx) >out 2>err
		ok "$kind, 97 deep, in 256 KiB of stack" test $? -lt 2
	done
	# over_limit WHAT: too-deep.emqx
	over_limit() {
		(ulimit -s 256 && exec "$EMQXC" too-deep.emqx) >out 2>err
		status=$?
		is 1 "$1, in 256 KiB of stack"
		ok "and the limit is named" grep -q 'error\[SY005\]: .* more than [0-9]* ' err
	}
	for kind in lets texts profiles overlays variables path; do
		chain $kind >too-deep.emqx
		over_limit "$kind that lead to each other, 3000 of them"
	done
	for kind in lists records guards paths; do
		product $kind >too-deep.emqx
		over_limit "$kind, 90 deep in each other 90 times"
	done
	(ulimit -s 256 && exec "$EMQXC" --check deep.yaml) >out 2>err
	status=$?
	is 1 "a manifest, 98 deep, in 256 KiB of stack"
	ok "and it was read to its depth" grep -q 'takes a string' err
else
	skip "little stack" "a sanitizer needs much"
fi

# --- two that write the same folder -----------------------------------------
fleet 4 1 >one.emqx
fleet 4 3 >two.emqx
"$EMQXC" -o one/ one.emqx
"$EMQXC" -q -o two/ two.emqx

# again SPEC: writes it many times
again() {
	i=0
	while [ $i -lt 25 ]; do
		"$EMQXC" -q -o both/ "$1" || return
		i=$((i + 1))
	done
}

# every file is whole: one's or the other's
whole() {
	(cd both 2>/dev/null && find . -name '*.yaml') | while read -r file; do
		cp "both/$file" now 2>/dev/null || echo "$file"
		cmp -s now "one/$file" || cmp -s now "two/$file" || echo "$file"
	done
}

again one.emqx 2>one.err &
first=$!
again two.emqx 2>two.err &
second=$!
torn=
while kill -0 $first 2>/dev/null || kill -0 $second 2>/dev/null; do
	torn=$torn$(whole)
done
wait $first
ok "one of two that write the same folder" test $? -eq 0
wait $second
ok "and the other" test $? -eq 0
ok "every file is whole at any time" test -z "$torn"
no "no temporary file is left" leftovers
"$EMQXC" -q -o both/ two.emqx
ok "the last one wins" diff -r both two

# --- where and when ------------------------------------------------------------
for zone in UTC Asia/Kathmandu 'XXX-14:00' ''; do
	TZ=$zone "$EMQXC" -t k8s small.emqx >out
	ok "time zone ${zone:-empty}" sh -c '"$EMQXC" -t k8s small.emqx | cmp - out'
done
for locale in C C.UTF-8 tr_TR.UTF-8 de_DE.UTF-8 zh_CN.GB18030; do
	LC_ALL=$locale LANG=$locale "$EMQXC" -t k8s small.emqx >out
	ok "locale $locale" sh -c 'LC_ALL=POSIX "$EMQXC" -t k8s small.emqx | cmp - out'
done
if command -v nm >/dev/null; then
	no "no locale is asked for, so that none counts" sh -c 'nm -D --undefined-only "$EMQXC" 2>/dev/null | grep -w setlocale'
else
	skip "no locale is asked for" "no nm"
fi

# --- names of files -------------------------------------------------------------
odd=$(printf "a\nb 'c' \"d\" \\\\ \377")
cp small.emqx "$odd.emqx"
"$EMQXC" -o "$odd.yaml" "$odd.emqx" >out 2>err
ok "a name with a newline, quotes and a byte that is no UTF-8" test -s "$odd.yaml"
echo 'cluster c { nodez = 1 }' >"$odd.emqx"
for form in short json sarif; do
	"$EMQXC" --check --error-format=$form "$odd.emqx" >out 2>err
	status=$?
	is 1 "and its messages as $form"
done
long=$(head -c 250 /dev/zero | tr '\0' a)
"$EMQXC" -o "$long" small.emqx >out 2>err
status=$?
is 0 "a name of 250 letters, the temporary one of which is not longer"
for path in "$long$long" "$(head -c 5000 /dev/zero | tr '\0' /)a/$long$long/"; do
	"$EMQXC" -o "$path" small.emqx >out 2>err
	status=$?
	is 3 "a path of ${#path} letters"
	ok "is too long" grep -q 'too long' err
done
finish

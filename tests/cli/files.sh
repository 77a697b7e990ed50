# Files: all or nothing, only what changed, folders, systems that refuse.
. "$top_srcdir/tests/lib/tap.sh"
. "$top_srcdir/tests/cli/specs.sh"

# A time that a touched file would not have.
age() {
	touch -t 200001010000 "$@"
}

run demo.emqx
cp out stream.yaml
run -o demo.yaml demo.emqx
is 0 "a file as output"
ok "has the bytes of the stream" cmp stream.yaml demo.yaml
ok "and standard output is empty" test ! -s out
run -o out.d/ demo.emqx
is 0 "a folder as output is made"
ok "with a file an object" test -f out.d/demo/k8s/statefulset-demo.yaml
mkdir there
run -o there demo.emqx
ok "a folder that exists is taken for one" test -d there/demo/k8s
run -t k8s,conf,env -o all/ demo.emqx
is 0 "several targets in a folder"
ok "each in its own" test -d all/demo/k8s -a -f all/demo/conf/emqx.conf -a -f all/demo/env/emqx.env
run --all-envs -o envs/ demo.emqx
is 0 "--all-envs"
ok "one folder an environment" test -d envs/base/demo -a -d envs/staging/demo -a -d envs/prod/demo
run -e prod -o prod.yaml demo.emqx
ok "-e is what --all-envs made" grep -q 'replicas: 5' envs/prod/demo/k8s/statefulset-demo.yaml
ok "in a file too" grep -q 'replicas: 5' prod.yaml

touch mark
age demo.yaml mark
run -o demo.yaml demo.emqx
no "the same bytes are not written again" test demo.yaml -nt mark
sed -i 's/storage   = 1Gi/storage   = 3Gi/' demo.emqx
find out.d -type f -exec touch -t 200001010000 {} +
run -v -o out.d/ demo.emqx
is 0 "a change"
ok "writes the file that changes" test out.d/demo/k8s/statefulset-demo.yaml -nt mark
no "and no other" test out.d/demo/k8s/service-demo.yaml -nt mark
ok "-v names it" grep -q 'wrote out.d/demo/k8s/statefulset-demo.yaml' err

cp demo.yaml old.yaml
cat demo.emqx broken.emqx >both.emqx
run -o demo.yaml both.emqx
is 1 "an error anywhere"
ok "leaves the old file" cmp old.yaml demo.yaml
run -o new.d/ both.emqx
ok "and makes no folder" test ! -e new.d
run --check -o demo.yaml demo.emqx
ok "--check writes nothing" cmp old.yaml demo.yaml

run --list-outputs -o new.d/ demo.emqx
is 0 "--list-outputs"
ok "prints the paths" grep -qx 'new.d/demo/k8s/statefulset-demo.yaml' out
ok "and writes nothing" test ! -e new.d
ok "the list is what is written" sh -c '
	"$EMQXC" -o new.d/ demo.emqx && find new.d -type f | sort >found && sort out | cmp - found'

run --diff-output -o new.d/ demo.emqx
is 0 "--diff-output finds nothing to say"
ok "and says nothing" test ! -s out
run --diff-output -e prod -o new.d/ demo.emqx
is 1 "--diff-output finds a difference"
ok "as a unified diff" grep -q '^+  replicas: 5' out
ok "that patch takes" sh -c 'command -v patch >/dev/null || exit 0
	patch -s -p0 <out && "$EMQXC" --diff-output -e prod -o new.d/ demo.emqx'

ln -s real.yaml link.yaml
run -o link.yaml demo.emqx
ok "a link stays a link" test -h link.yaml -a -f real.yaml
chmod 600 real.yaml
sed -i 's/storage   = 3Gi/storage   = 4Gi/' demo.emqx
run -o link.yaml demo.emqx
ok "a file keeps its mode" sh -c 'ls -l real.yaml | grep -q "^-rw-------"'

if [ -c /dev/full ]; then
	"$EMQXC" demo.emqx >/dev/full 2>err
	status=$?
	is 3 "/dev/full as standard output"
	ok "is said to be full" grep -qi 'no space' err
	run -o /dev/full demo.emqx
	is 3 "/dev/full as file"
	ok "is still a device" test -c /dev/full
	"$EMQXC" --help >/dev/full 2>err
	status=$?
	is 3 "help that cannot be written"
fi
run -o /dev/null demo.emqx
is 0 "/dev/null as file"
ok "is still a device" test -c /dev/null
{ "$EMQXC" demo.emqx 2>err; echo $? >status; } | :
status=$(cat status)
# the reader may have been slow to leave
[ "$status" -eq 0 ] || is 3 "a closed pipe"
mkfifo pipe
{ sleep 1; } <pipe &
"$EMQXC" demo.emqx 2>err >pipe
: "$?"
wait
"$EMQXC" demo.emqx 2>err >&-
status=$?
is 3 "a closed standard output"
"$EMQXC" -o whole.yaml demo.emqx >&- 2>&- <&-
status=$?
is 0 "that is not needed"
ok "does no harm" cmp whole.yaml real.yaml

run -o demo.emqx/x.yaml demo.emqx
is 3 "a folder that is a file"
ok "is named" grep -q 'demo.emqx' err
mkdir shut
cp demo.yaml shut/old.yaml
cp shut/old.yaml keep.yaml
chmod 555 shut
if (: >shut/probe) 2>/dev/null; then
	rm -f shut/probe
	skip "a folder that may not be written to" "root writes everywhere"
else
	run -o shut/new.yaml demo.emqx
	is 3 "a folder that may not be written to"
	run -o shut/old.yaml demo.emqx
	is 3 "nor a file in it"
	ok "which stays" cmp keep.yaml shut/old.yaml
fi
chmod 755 shut
ok "no temporary file is left" test -z "$(find . -name '*.emqxc-*')"

# Killed at some moment, the file is the old one or the new one.
cat demo.emqx >kill.emqx
awk 'BEGIN { for (i = 0; i < 300; i++) printf "cluster c%d { version = 5.8.6; nodes = 1; cookie = secret(a, b); dashboard { password = secret(a, c) } }\n", i }' >>kill.emqx
run -o new.yaml kill.emqx
is 0 "many clusters"
echo old >whole.yaml
cp whole.yaml old.yaml
torn=0
for delay in 0.01 0.02 0.05 0.1 0.2 0.3; do
	cp old.yaml whole.yaml
	"$EMQXC" -o whole.yaml kill.emqx 2>/dev/null &
	pid=$!
	sleep $delay
	kill -9 $pid 2>/dev/null
	wait $pid 2>/dev/null
	cmp -s whole.yaml old.yaml || cmp -s whole.yaml new.yaml || torn=1
done
ok "a kill leaves a whole file" test $torn -eq 0

finish

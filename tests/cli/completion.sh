# Shell completion knows what --help knows.
. "$top_srcdir/tests/lib/tap.sh"

if ! command -v bash >/dev/null; then
	echo "1..0 # SKIP no bash"
	exit 0
fi
ln -s "$EMQXC" emqxc
PATH=$work:$PATH
export PATH

# completes WHAT WORD...: the last is being typed; what it may become is in `out`.
completes() {
	what=$1
	shift
	bash -c '. "$top_srcdir/completion/emqxc.bash"
		COMP_WORDS=("$@")
		COMP_CWORD=$(($# - 1))
		_emqxc
		printf "%s\n" "${COMPREPLY[@]}"' bash "$@" >out 2>err
	ok "$what" grep -qx -e "$want" out
}

want=--env-format completes "an option" emqxc --env
want=-MT completes "one of letters" emqxc -M
want=-Werror= completes "one with its argument attached" emqxc -We
want=k8s completes "a target" emqxc -t k
want=even-nodes completes "a slug" emqxc -W even
want=json completes "a word" emqxc --error-format j
want=sarif= completes "the form of a report" emqxc --report s
want=fmt completes "a verb" emqxc f
want=--check completes "an option of a verb" emqxc fmt --c
no "and only of that" grep -q -e --cluster out
touch a.emqx b.txt
want=a.emqx completes "a spec" emqxc ""
no "and no other file" grep -q b.txt out
finish

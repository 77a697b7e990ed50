# bash completion for emqxc: names come from `emqxc --help`, so they are those
# of the version that is installed.

_emqxc_words() {
	emqxc "$@" --help 2>/dev/null | awk '/^ +-/ {
		for (i = 1; i <= NF && $i ~ /^-/; i++) {
			sub(/,$/, "", $i)
			if ($i ~ /^-W.*[-=]SLUG$/)
				sub(/SLUG$/, "", $i)
			print $i
		}
	}'
}

_emqxc() {
	local word=${COMP_WORDS[COMP_CWORD]} last=${COMP_WORDS[COMP_CWORD - 1]} verb=
	case ${COMP_WORDS[1]} in
	fmt | test | new | explain | schema | migrate) verb=${COMP_WORDS[1]} ;;
	esac
	case $last in
	-t | --target) COMPREPLY=($(compgen -W "$(emqxc --help | sed -n '/^Targets:/,/^$/s/^  \([a-z0-9-]*\) .*/\1/p')" -- "$word")) ;;
	-W | --deny | --explain) COMPREPLY=($(compgen -W "$(emqxc --explain list | awk '{ print $1, $2 }')" -- "$word")) ;;
	-e | --env | -c | --cluster | -D | -MT) COMPREPLY=() ;;
	--env-format | --error-format | --color | --dump)
		COMPREPLY=($(compgen -W "$(emqxc --help | sed -n "/^ *$last /{n;s/|//gp;}")" -- "$word")) ;;
	--report)
		COMPREPLY=($(compgen -W "$(emqxc --help | sed -n "/^ *$last /{n;s/|/\n/g;p;}" | sed 's/[^ ]\{1,\}/&=/g')" -- "$word")) ;;
	*)
		if [[ $word == -* ]]; then
			COMPREPLY=($(compgen -W "$(_emqxc_words $verb)" -- "$word"))
		else
			COMPREPLY=($(compgen -f -X '!*.emqx' -- "$word") $(compgen -d -- "$word"))
			[[ $COMP_CWORD -eq 1 ]] && COMPREPLY+=($(compgen -W "fmt test new explain schema migrate" -- "$word"))
		fi
		;;
	esac
}
complete -o filenames -F _emqxc emqxc

# The manual of all messages, of the pages that --explain shows:
#
#	awk -v form=md|man -f rules-manual.awk PAGE...
#
# A page is Markdown: its first line is `# CODE slug`, then paragraphs and
# fenced blocks.  form=md joins them under one title; form=man makes the man
# page emqxc-rules(7) of them.

function roff(s) {
	gsub(/\\/, "\\e", s)
	gsub(/-/, "\\-", s)
	while (match(s, /`[^`]*`/))
		s = substr(s, 1, RSTART - 1) "\\fB" substr(s, RSTART + 1, RLENGTH - 2) "\\fR" substr(s, RSTART + RLENGTH)
	if (s ~ /^[.']/)
		s = "\\&" s
	return s
}

function family(code) {
	return substr(code, 1, 2)
}

BEGIN {
	split("SY syntax NA names TY types,_units LA layers TE tests,_policies EX EMQX KU Kubernetes SE security", words, " ")
	for (i = 1; i in words; i += 2) {
		title[words[i]] = words[i + 1]
		gsub(/_/, " ", title[words[i]])
	}
	if (form == "man") {
		print ".TH EMQXC\\-RULES 7 \"\" \"emqxc\" \"emqxc\""
		print ".SH NAME\nemqxc\\-rules \\- the messages of emqxc"
		print ".SH DESCRIPTION"
		print "Each message has a code, which never changes its meaning, and a slug, which is what"
		print ".BR \\-W ,\n.BR \\-Wno\\- ,\n.BR \\-Werror= ,\n.B \\-\\-deny\nand\n.B allow\ntake."
		print "A page is also shown by\n.BR \"emqxc \\-\\-explain\" \" \" \\fICODE\\fR."
	} else {
		print "# The messages of emqxc\n"
		print "Each has a code, which never changes its meaning, and a slug, which is what `-W`, `-Wno-`, `-Werror=`, `--deny` and `allow` take. `emqxc --explain CODE` shows the same page."
	}
}

FNR == 1 {
	if (family($2) != now) {
		now = family($2)
		print (form == "man" ? ".SH " toupper(roff(title[now])) : "\n## " title[now])
	}
	if (form == "man")
		print ".SS " roff($2 " " $3)
	else
		print "\n### " $2 " " $3
	next
}

form != "man" {
	print
	next
}

/^```/ {
	inside = !inside
	print (inside ? ".RS 4\n.nf" : ".fi\n.RE")
	next
}

inside {
	gsub(/\\/, "\\e")
	gsub(/-/, "\\-")
	print ($0 ~ /^[.']/ ? "\\&" : "") $0
	next
}

/^$/ {
	print ".PP"
	next
}

{
	print roff($0)
}

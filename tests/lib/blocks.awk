# blocks: the fenced specs of a Markdown page, each into a folder of its own:
#
#	awk -v dir=DIR -f blocks.awk PAGE
#
#	DIR/N/spec.emqx    the text (of `emqx part`: in a cluster around it), or
#	DIR/N/spec.yaml    of `yaml fails` and `yaml clean`
#	DIR/N/kind         fails or clean (what follows `emqx` or `yaml` on the fence)
#	DIR/N/line         where it begins
#
# A fence `emqx file NAME` is a file that the specs after it may use.

function start(words, n) {
	kind = n > 1 ? words[2] : "clean"
	if (kind == "file") {
		file = dir "/files/" words[3]
		return
	}
	count++
	system("mkdir -p " dir "/" count "; cp " dir "/files/* " dir "/" count " 2>/dev/null")
	file = dir "/" count "/spec." words[1]
	print (kind == "fails" ? "fails" : "clean") >(dir "/" count "/kind")
	print NR >(dir "/" count "/line")
	close(dir "/" count "/kind")
	close(dir "/" count "/line")
	printf "" >file
	if (kind == "part")
		print "cluster part {\n  version = 5.8.6\n" >file
}

BEGIN { system("mkdir -p " dir "/files") }

/^```/ && file {
	if (kind == "part")
		print "}" >file
	close(file)
	file = ""
	next
}

/^```(emqx|yaml (fails|clean|file))/ {
	n = split(substr($0, 4), words, " ")
	start(words, n)
	next
}

file { print >file }

# After `make install`: the command runs, and a program finds the library by
# its header and pkg-config file and compiles a text in memory.  Run by
# `make installcheck`: bindir, libdir and CC come from make.
set -e
work=$(mktemp -d "${TMPDIR:-/tmp}/emqxc-test.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >user.c <<'EOF'
#include <emqxc.h>
#include <stdio.h>
#include <string.h>

static int
take_file(void *with, const char *path, const char *bytes, size_t size)
{
	(void)path, (void)bytes;
	*(size_t *)with += size;
	return 0;
}

static void
take_message(void *with, const struct emqxc_message *m)
{
	(void)with;
	printf("%s:%u: %s\n", m->file ? m->file : "-", m->line, m->text);
}

int
main(void)
{
	static const char text[] = "cluster a { version = 5.8.6; nodes = 1 }\n";
	size_t bytes = 0;
	struct emqxc_sink sink = { &bytes, take_file, take_message };
	struct emqxc *c = emqxc_new();

	if (!c || emqxc_set(c, "target", "k8s") || emqxc_set(c, "W", "image-tag"))
		return 1;
	if (emqxc_set(c, "target", "k8z") != EMQXC_USAGE || !*emqxc_fault(c))
		return 2;
	if (emqxc_add_text(c, "a.emqx", text, strlen(text)))
		return 3;
	if (emqxc_check(c, &sink) || bytes || emqxc_compile(c, &sink) || !bytes)
		return 4;
	emqxc_free(c);
	return 0;
}
EOF

"$bindir/emqxc" --version
"$bindir/emqxc" new | "$bindir/emqxc" --check -
PKG_CONFIG_PATH=$libdir/pkgconfig
export PKG_CONFIG_PATH
# shellcheck disable=SC2046,SC2086
$CC $CFLAGS -o user user.c $(${PKG_CONFIG:-pkg-config} --cflags --libs emqxc) -Wl,-rpath,"$libdir"
./user

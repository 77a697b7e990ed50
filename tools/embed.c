/*
 * embed: files as C, at build time.
 *
 *	embed SYMBOL FILE... >out.c
 *
 * Prints a table `const struct embedded SYMBOL[]` (src/base/embedded.h) with
 * the names (without folder and extension) in order and the bytes of each
 * file.  The output depends on names and bytes only, not on the order of the
 * arguments or on their folders.  Bytes are numbers, because a string literal
 * may only have 4095 of them.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct input {
	const char *path;
	const char *name;
	int length;       /* of the name */
};

static void
die(const char *path, const char *why)
{
	fprintf(stderr, "embed: %s: %s\n", path, why);
	exit(EXIT_FAILURE);
}

static struct input
input_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	const char *dot = strrchr(name, '.');
	size_t n = dot && dot > name ? (size_t)(dot - name) : strlen(name);

	return (struct input){ path, name, (int)n };
}

static int
by_name(const void *left, const void *right)
{
	const struct input *a = left, *b = right;
	int n = a->length < b->length ? a->length : b->length;
	int c = memcmp(a->name, b->name, (size_t)n);

	return c ? c : a->length - b->length;
}

/* One array; returns how many bytes the file has. */
static size_t
print_bytes(const struct input *in, size_t number)
{
	FILE *f = fopen(in->path, "rb");
	size_t n = 0;
	int c;

	if (!f)
		die(in->path, strerror(errno));
	printf("\n/* %.*s */\nstatic const unsigned char text_%zu[] = {\n",
	       in->length, in->name, number);
	while ((c = getc(f)) != EOF)
		printf("%d,%s", c, ++n % 20 ? "" : "\n");
	if (ferror(f))
		die(in->path, strerror(errno));
	fclose(f);
	printf("0\n};\n");
	return n;
}

static void
print_tables(const char *symbol, const struct input *in, size_t n)
{
	size_t *length = calloc(n + 1, sizeof *length);

	if (!length)
		die(symbol, strerror(errno));
	printf("/* Made by tools/embed; do not edit. */\n"
	       "#include \"base/embedded.h\"\n");
	for (size_t i = 0; i < n; i++)
		length[i] = print_bytes(&in[i], i);
	printf("\nconst struct embedded %s[] = {\n", symbol);
	for (size_t i = 0; i < n; i++)
		printf("\t{ \"%.*s\", (const char *)text_%zu, %zu },\n",
		       in[i].length, in[i].name, i, length[i]);
	printf("\t{ NULL, NULL, 0 }\n};\n");
	free(length);
}

int
main(int argc, char **argv)
{
	size_t n = argc > 2 ? (size_t)argc - 2 : 0;
	struct input *in = calloc(n + 1, sizeof *in);

	if (argc < 2 || !in)
		die("embed", "usage: embed SYMBOL FILE...");
	for (size_t i = 0; i < n; i++)
		in[i] = input_of(argv[i + 2]);
	qsort(in, n, sizeof *in, by_name);
	for (size_t i = 1; i < n; i++)
		if (by_name(&in[i - 1], &in[i]) == 0)
			die(in[i].path, "two files have this name");
	print_tables(argv[1], in, n);
	free(in);
	if (fflush(stdout) != 0 || ferror(stdout))
		die("standard output", strerror(errno));
	return EXIT_SUCCESS;
}

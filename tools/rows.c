/*
 * rows: see the header.
 */
#include "rows.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct {
	const char *program, *file;
	unsigned line;
} at = { "rows", "-", 0 };

void
die(const char *fmt, ...)
{
	va_list ap;

	fprintf(stderr, "%s: %s:%u: ", at.program, at.file, at.line);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	exit(EXIT_FAILURE);
}

/* Its length without the end of the line, which is cut off. */
static size_t
check_line(char *line)
{
	size_t n = strcspn(line, "\n");

	if (line[n] != '\n')
		die("a line without end");
	line[n] = '\0';
	for (size_t i = 0; i < n; i++)
		if (line[i] & 0x80)
			die("not ASCII");
	return n;
}

void
read_rows(const char *program, const char *path, take_line *take, void *in)
{
	static char line[1 << 16];
	FILE *f = fopen(path, "r");

	at.program = program;
	at.file = path;
	at.line = 0;
	if (!f)
		die("%s", strerror(errno));
	while (fgets(line, sizeof(line), f)) {
		at.line++;
		if (check_line(line) > 0 && line[0] != '#')
			take(in, line);
	}
	fclose(f);
}

static void *
or_die(void *memory)
{
	if (!memory)
		die("no memory");
	return memory;
}

char *
copy(const char *from, size_t n)
{
	char *to = or_die(malloc(n + 1));

	memcpy(to, from, n);
	to[n] = '\0';
	return to;
}

void *
grow(void *array, unsigned n, unsigned *cap, size_t size)
{
	if (n < *cap)
		return array;
	*cap = *cap ? *cap * 2 : 1024;
	return or_die(realloc(array, *cap * size));
}

/* ---- texts: each one once ---- */

static char *text;
static uint32_t ntext, cap_text;
static uint32_t buckets[1 << 14];       /* by hash: an offset, 0 is empty */

static uint32_t
hash(const char *s)
{
	uint32_t h = 2166136261u;

	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * 16777619u;
	return h;
}

/* The empty text stands at the start. */
static uint32_t
add_text(const char *s)
{
	size_t n = strlen(s) + 1;
	uint32_t here = ntext ? ntext : 1;

	while (here + n > cap_text)
		text = or_die(realloc(text, cap_text += 1 << 16));
	text[0] = '\0';
	memcpy(text + here, s, n);
	ntext = here + (uint32_t)n;
	return here;
}

uint32_t
text_of(const char *s)
{
	uint32_t mask = sizeof(buckets) / sizeof(buckets[0]) - 1;
	uint32_t i = hash(s) & mask;

	if (!*s)
		return 0;
	for (; buckets[i]; i = (i + 1) & mask)
		if (strcmp(text + buckets[i], s) == 0)
			return buckets[i];
	return buckets[i] = add_text(s);
}

const char *
text_at(uint32_t offset)
{
	return offset ? text + offset : "";
}

void
print_texts(const char *name)
{
	printf("const char %s[] = {\n", name);
	for (uint32_t i = 0; i < ntext; i++)
		printf("%d,%s", text[i] & 0x7f, i % 32 == 31 ? "\n" : "");
	puts("0};");
}

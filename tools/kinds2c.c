/*
 * kinds2c: the tables of Kubernetes kinds as C, at build time.
 *
 *	kinds2c stdlib/kubernetes/NAME.kinds... >kind_tables.c
 *
 * Prints the constants of src/schema/kinds_table.h.  A line at the margin is
 * `kind NAME API` or the name of a structure; its fields follow, indented by a
 * tab: name, type, and maybe key=a,b and `required`.  A type is a scalar's
 * name, words a|b, list(T), map(T), or a structure of any of the files.
 * Fails with FILE:LINE when a table is not well formed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "schema/kinds_table.h"
#include "rows.h"

enum { MAX_KINDS = 128, MAX_TYPES = 2048, MAX_FIELDS = 8192 };

static const struct {
	const char *name;
	enum kind_type_id id;
} scalars[] = {
	{ "string", KIND_STRING }, { "bool", KIND_BOOL }, { "int32", KIND_INT32 },
	{ "int64", KIND_INT64 }, { "int-or-string", KIND_INT_OR_STRING },
	{ "quantity", KIND_QUANTITY }, { "base64", KIND_BASE64 }
};

static struct kind kinds[MAX_KINDS];
static struct kind_type types[MAX_TYPES];
static struct kind_field fields[MAX_FIELDS];
static char *type_names[MAX_TYPES];     /* as written, with its keys */
static unsigned nkinds, ntypes, nfields;

/* The tables have two bytes for the place of a text. */
static uint16_t
near_text(const char *s)
{
	uint32_t at = text_of(s);

	if (at > UINT16_MAX)
		die("more than %d bytes of text", UINT16_MAX);
	return (uint16_t)at;
}

static unsigned type_of(const char *name, const char *keys);

static unsigned
item_of(const char *name)
{
	char inner[128];
	const char *open = strchr(name, '(');
	size_t n = strlen(open + 1);

	if (n < 2 || n > sizeof(inner) || open[n] != ')')
		die("not a type: %s", name);
	memcpy(inner, open + 1, n - 1);
	inner[n - 1] = '\0';
	return type_of(inner, "");
}

/* A structure has no fields until its lines are read. */
static void
fill_type(struct kind_type *t, const char *name, const char *keys)
{
	t->id = KIND_STRUCT;
	for (size_t i = 0; i < sizeof(scalars) / sizeof(*scalars); i++)
		if (strcmp(scalars[i].name, name) == 0)
			t->id = (uint8_t)scalars[i].id;
	if (strncmp(name, "list(", 5) == 0 || strncmp(name, "map(", 4) == 0) {
		t->id = *name == 'l' ? KIND_LIST : KIND_MAP;
		t->text = near_text(keys);
		t->first = (uint16_t)item_of(name);
	} else if (strchr(name, '|')) {
		t->id = KIND_WORDS;
		t->text = near_text(name);
	}
}

static unsigned
type_of(const char *name, const char *keys)
{
	size_t size = strlen(name) + strlen(keys) + 2;
	char *full = malloc(size);
	unsigned here;

	if (!full)
		die("no memory");
	snprintf(full, size, *keys ? "%s;%s" : "%s", name, keys);
	for (unsigned i = 0; i < ntypes; i++) {
		if (strcmp(type_names[i], full) == 0) {
			free(full);
			return i;
		}
	}
	if (ntypes == MAX_TYPES)
		die("more than %d types", MAX_TYPES);
	here = ntypes++;
	type_names[here] = full;
	fill_type(&types[here], name, keys);
	return here;
}

/* "kind NAME API", or a structure's name: the fields to come are its own. */
static unsigned
read_head(char *line)
{
	char name[64], api[64];
	unsigned t;

	if (sscanf(line, "kind %63s %63s", name, api) == 2) {
		if (nkinds == MAX_KINDS)
			die("more than %d kinds", MAX_KINDS);
		t = type_of(line, "");
		kinds[nkinds++] = (struct kind){ near_text(name), near_text(api), (uint16_t)t };
	} else {
		t = type_of(line, "");
	}
	if (types[t].n || types[t].id != KIND_STRUCT)
		die("twice: %s", line);
	types[t].first = (uint16_t)nfields;
	return t;
}

static void
read_field(unsigned in, char *line)
{
	char *save = NULL, *name = strtok_r(line, "\t", &save), *type = strtok_r(NULL, "\t", &save);
	const char *keys = "";
	struct kind_field f = { 0 };

	if (!type || nfields == MAX_FIELDS)
		die(type ? "too many fields" : "a field needs a name and a type");
	for (char *c = strtok_r(NULL, "\t", &save); c; c = strtok_r(NULL, "\t", &save)) {
		if (strncmp(c, "key=", 4) == 0)
			keys = c + 4;
		else if (strcmp(c, "required") == 0)
			f.required = true;
		else
			die("unknown attribute: %s", c);
	}
	f.name = near_text(name);
	f.type = (uint16_t)type_of(type, keys);
	if (types[in].n && strcmp(text_at(fields[nfields - 1].name), name) >= 0)
		die("not in the order of names: %s", name);
	fields[nfields++] = f;
	types[in].n++;
}

/* A head at the margin, and its fields. */
static void
read_line(void *in, char *line)
{
	unsigned *type = in;

	if (*line == '\t')
		read_field(*type, line + 1);
	else
		*type = read_head(line);
}

static int
by_name(const void *left, const void *right)
{
	return strcmp(text_at(((const struct kind *)left)->name),
		      text_at(((const struct kind *)right)->name));
}

static void
print_types(void)
{
	puts("const struct kind_type kind_types[] = {");
	for (unsigned i = 0; i < ntypes; i++) {
		if (types[i].id == KIND_STRUCT && !types[i].n)
			die("no table has the structure %s", type_names[i]);
		printf("{%u,%u,%u,%u},\n", types[i].first, types[i].text, types[i].n, types[i].id);
	}
	puts("};");
}

static void
print_tables(void)
{
	puts("/* Made by tools/kinds2c from stdlib/kubernetes. */");
	puts("#include \"schema/kinds_table.h\"");
	puts("const struct kind kind_rows[] = {");
	for (unsigned i = 0; i < nkinds; i++)
		printf("{%u,%u,%u},\n", kinds[i].name, kinds[i].api, kinds[i].type);
	printf("};\nconst unsigned kind_rows_count = %u;\n", nkinds);
	print_types();
	puts("const struct kind_field kind_fields[] = {");
	for (unsigned i = 0; i < nfields; i++)
		printf("{%u,%u,%d},\n", fields[i].name, fields[i].type, fields[i].required);
	puts("};");
	print_texts("kind_text");
}

int
main(int argc, char **argv)
{
	if (argc < 2) {
		fprintf(stderr, "usage: kinds2c TABLE...\n");
		return 2;
	}
	for (int i = 1; i < argc; i++) {
		unsigned type = 0;

		read_rows("kinds2c", argv[i], read_line, &type);
	}
	qsort(kinds, nkinds, sizeof(*kinds), by_name);
	print_tables();
	return fflush(stdout) || ferror(stdout) ? EXIT_FAILURE : EXIT_SUCCESS;
}

/*
 * keys2c: the EMQX key tables as C, at build time.
 *
 *	keys2c stdlib/emqx/builds stdlib/emqx/NAME.keys... >keys_table.c
 *
 * Prints the constants of src/schema/keys_table.h and `builds` of version.h.
 * The output depends on the content of the tables only, not on their order.
 * Fails with FILE:LINE when a table is not well formed.  Printing is in
 * keys2c_print.c.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "keys2c.h"

static const char *const type_names[] = {
#define CONF_TYPE(id, name) name,
#include "schema/conf_types.def"
#undef CONF_TYPE
};

struct build_row builds[MAX_BUILDS];
struct node *nodes;
struct fact *facts;
struct type *types;
uint16_t subtypes[4096];
unsigned nbuilds, nnodes, nfacts, ntypes, nsubtypes;
static unsigned cap_nodes, cap_facts, cap_types;

/* ---- builds ---- */

static int
minor_index(const char *minor)
{
	for (unsigned i = 0; i < nbuilds; i++)
		if (strcmp(builds[i].minor, minor) == 0)
			return (int)i;
	die("a minor that `builds` does not have: %s", minor);
}

/* "5.4..6.3/ee": one range. */
static uint32_t
range_of(char *range)
{
	char *edition = strchr(range, '/'), *dots;
	const char *first_minor = range, *last_minor = range;
	uint32_t set = 0;
	unsigned first, last;

	if (edition)
		*edition++ = '\0';
	dots = strstr(range, "..");
	if (dots) {
		*dots = '\0';
		last_minor = dots[2] ? dots + 2 : builds[nbuilds - 1].minor;
	}
	first = (unsigned)minor_index(first_minor);
	last = (unsigned)minor_index(last_minor);
	for (unsigned i = first; i < nbuilds; i++) {
		if (i > last && strcmp(builds[i].minor, builds[last].minor) != 0)
			break;
		if (!edition || strcmp(builds[i].edition, "all") == 0 ||
		    strcmp(builds[i].edition, edition) == 0)
			set |= UINT32_C(1) << i;
	}
	return set;
}

static uint32_t
build_set_of(char *ranges)
{
	uint32_t set = 0;
	char *save = NULL;

	for (char *r = strtok_r(ranges, ", ", &save); r; r = strtok_r(NULL, ", ", &save))
		set |= range_of(r);
	if (!set)
		die("no builds");
	return set;
}

/* ---- types ---- */

static uint16_t type_of(const char *s, size_t n);

static enum conf_type_id
type_id(const char *s, size_t n)
{
	for (unsigned i = 0; i < CT_COUNT; i++)
		if (strlen(type_names[i]) == n && memcmp(type_names[i], s, n) == 0)
			return (enum conf_type_id)i;
	die("a type that conf_types.def does not have: %.*s", (int)n, s);
}

/* The next " | " outside of ( ), or the end. */
static size_t
alternative_end(const char *s, size_t n)
{
	int depth = 0;

	for (size_t i = 0; i < n; i++) {
		depth += (s[i] == '(') - (s[i] == ')');
		if (depth == 0 && i + 2 < n && memcmp(s + i, " | ", 3) == 0)
			return i;
	}
	return n;
}

static void
union_of(struct key_type *t, const char *s, size_t n)
{
	uint16_t sub[16];

	t->id = CT_UNION;
	for (size_t from = 0; from < n; t->nsub++) {
		size_t len = alternative_end(s + from, n - from);

		if (t->nsub == sizeof(sub) / sizeof(sub[0]))
			die("too many alternatives");
		sub[t->nsub] = type_of(s + from, len);
		from += len + 3;
	}
	t->sub = (uint16_t)nsubtypes;
	for (unsigned i = 0; i < t->nsub; i++)
		subtypes[nsubtypes++] = sub[i];
}

/* "1..", "0..65535", "-1..2" */
static void
bounds_of(struct key_type *t, const char *s, size_t n)
{
	char *end;
	const char *dots = strstr(s, "..");

	t->lo = strtoll(s, &end, 10);
	if (!dots || end != dots)
		die("not a range: %.*s", (int)n, s);
	errno = 0;
	t->hi = dots + 2 < s + n ? strtoll(dots + 2, &end, 10) : INT64_MAX;
}

static void
arguments_of(struct key_type *t, const char *s, size_t n)
{
	char *words;

	switch ((enum conf_type_id)t->id) {
	case CT_INT:
	case CT_SECONDS:
	case CT_MILLIS:
	case CT_SIZE:
		bounds_of(t, s, n);
		return;
	case CT_LIST:
	case CT_MAP:
	case CT_LIMIT4: {
		uint16_t sub = type_of(s, n);

		t->nsub = 1;
		t->sub = (uint16_t)nsubtypes;
		subtypes[nsubtypes++] = sub;
		return;
	}
	default:
		words = copy(s, n);
		t->words = text_of(words);
		free(words);
	}
}

static void
parse_type(struct key_type *t, const char *s, size_t n)
{
	const char *open = memchr(s, '(', n);

	t->lo = INT64_MIN;
	t->hi = INT64_MAX;
	if (alternative_end(s, n) < n) {
		union_of(t, s, n);
		return;
	}
	if (s[0] == '\'') {
		t->id = CT_ENUM;
		arguments_of(t, s + 1, n - 2);
		return;
	}
	t->id = (uint8_t)type_id(s, open ? (size_t)(open - s) : n);
	if (open)
		arguments_of(t, open + 1, n - (size_t)(open - s) - 2);
}

static uint16_t
type_of(const char *s, size_t n)
{
	struct key_type t = { 0 };

	for (unsigned i = 0; i < ntypes; i++)
		if (strlen(types[i].text) == n && memcmp(types[i].text, s, n) == 0)
			return (uint16_t)i;
	parse_type(&t, s, n);
	types = grow(types, ntypes, &cap_types, sizeof(*types));
	types[ntypes] = (struct type){ copy(s, n), t };
	return (uint16_t)ntypes++;
}

/* ---- the tree ---- */

static unsigned
new_node(unsigned parent, const char *name, size_t n, enum step_kind kind)
{
	nodes = grow(nodes, nnodes, &cap_nodes, sizeof(*nodes));
	nodes[nnodes] = (struct node){ .name = copy(name, n), .kind = kind, .parent = parent };
	if (nnodes) {
		nodes[nnodes].next = nodes[parent].first;
		nodes[parent].first = nnodes;
	}
	return nnodes++;
}

static unsigned
child_of(unsigned parent, const char *name, size_t n, enum step_kind kind)
{
	for (unsigned c = nodes[parent].first; c; c = nodes[c].next)
		if (nodes[c].kind == kind && strlen(nodes[c].name) == n &&
		    memcmp(nodes[c].name, name, n) == 0)
			return c;
	return new_node(parent, name, n, kind);
}

unsigned
node_of(const char *path)
{
	unsigned node = 0;

	while (*path) {
		size_t n;

		path += *path == '.';
		if (path[0] == '[' && path[1] == ']') {
			node = child_of(node, "[]", 2, STEP_ELEMENT);
			path += 2;
		} else if (*path == '<') {
			n = strcspn(path, ">");
			node = child_of(node, path + 1, n - 1, STEP_VARIANT);
			path += n + 1;
		} else {
			n = strcspn(path, ".[<");
			node = child_of(node, path, n, *path == '$' ? STEP_WILD : STEP_NAME);
			path += n;
		}
	}
	return node;
}

/* ---- facts ---- */

/* The last number of "4.3.17" */
static unsigned
patch_of(const char *version)
{
	const char *dot = strrchr(version, '.');

	if (!dot)
		die("not a version: %s", version);
	return (unsigned)strtoul(dot + 1, NULL, 10);
}

static void
window(struct fact *f, const char *name, const char *value)
{
	f->extra.patch = text_of(value);
	if (strcmp(name, "until") == 0) {
		f->key.last_patch = (uint8_t)patch_of(value);
	} else if (strcmp(name, "from") == 0) {
		f->key.first_patch = (uint8_t)patch_of(value);
	} else {
		f->key.first_patch = (uint8_t)(patch_of(value) + 1);
		f->key.flags |= FACT_AFTER;
	}
}

/* The plugin's file in the configuration folder. */
static uint32_t
plugin_file(const char *plugin)
{
	char path[128];

	if (snprintf(path, sizeof(path), "plugins/%s.conf", plugin) >= (int)sizeof(path))
		die("a plugin with a long name");
	return text_of(path);
}

/* Attributes without a value. */
static bool
take_flag(struct fact *f, const char *name)
{
	static const struct {
		const char *name;
		uint8_t flag;
	} flags[] = {
		{ "secret", FACT_SECRET }, { "required", FACT_REQUIRED }, { "hidden", FACT_HIDDEN },
		{ "private", FACT_PRIVATE }
	};

	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
		if (strcmp(name, flags[i].name) == 0) {
			f->key.flags |= flags[i].flag;
			return true;
		}
	}
	return false;
}

/* Attributes that are kept as they are: where. */
static bool
take_text(struct fact *f, const char *name, const char *value)
{
	const struct {
		const char *name;
		uint32_t *to;
	} texts[] = {
		{ "default", &f->key.preset }, { "deprecated", &f->extra.deprecated },
		{ "shipped", &f->extra.shipped }, { "image", &f->extra.image },
		{ "env", &f->extra.env }
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		if (strcmp(name, texts[i].name) == 0) {
			*texts[i].to = text_of(value);
			return true;
		}
	}
	return false;
}

static void
attribute(struct fact *f, char *column)
{
	char *value = strchr(column, '=');

	if (take_flag(f, column))
		return;
	if (!value)
		die("an attribute without a value: %s", column);
	*value++ = '\0';
	if (take_text(f, column, value))
		return;
	if (strcmp(column, "file") == 0)
		f->extra.file = plugin_file(value);
	else if (strcmp(column, "like") == 0)
		f->like = copy(value, strlen(value));
	else if (strcmp(column, "from") == 0 || strcmp(column, "after") == 0 ||
		 strcmp(column, "until") == 0)
		window(f, column, value);
	else
		die("unknown attribute: %s", column);
}

static void
check_apart(unsigned node, const struct fact *f)
{
	for (unsigned i = nodes[node].fact; i; i = facts[i - 1].next) {
		const struct key *other = &facts[i - 1].key;

		if ((other->builds & f->key.builds) && other->first_patch == f->key.first_patch &&
		    other->last_patch == f->key.last_patch)
			die("two facts for one build: %s", nodes[node].name);
	}
}

static void
read_fact(unsigned node, char *line)
{
	struct fact f = { .key = { .last_patch = 255 } };
	char *column[MAX_COLUMNS], *save = NULL;
	unsigned n = 0;

	for (char *c = strtok_r(line, "\t", &save); c; c = strtok_r(NULL, "\t", &save)) {
		if (n == MAX_COLUMNS)
			die("too many columns");
		column[n++] = c;
	}
	if (n < 2)
		die("a fact needs builds and a type");
	f.key.builds = build_set_of(column[0]);
	f.key.type = type_of(column[1], strlen(column[1]));
	for (unsigned i = 2; i < n; i++)
		attribute(&f, column[i]);
	check_apart(node, &f);
	facts = grow(facts, nfacts, &cap_facts, sizeof(*facts));
	f.next = nodes[node].fact;
	facts[nfacts++] = f;
	nodes[node].fact = nfacts;
	nodes[node].nfacts++;
}

static void
read_build(void *in, char *line)
{
	struct build_row *b = &builds[nbuilds];

	(void)in;
	if (nbuilds == MAX_BUILDS)
		die("more than %d builds", MAX_BUILDS);
	if (sscanf(line, "%23s %7s %23s", b->minor, b->edition, b->newest) != 3)
		die("a build needs minor, edition and newest patch");
	nbuilds++;
}

/* A path at the margin, and its facts. */
static void
read_line(void *in, char *line)
{
	unsigned *node = in;

	if (line[0] == '\t')
		read_fact(*node, line + 1);
	else
		*node = node_of(line);
}

int
main(int argc, char **argv)
{
	if (argc < 3) {
		fprintf(stderr, "usage: keys2c BUILDS TABLE...\n");
		return 2;
	}
	read_rows("keys2c", argv[1], read_build, NULL);
	new_node(0, "", 0, STEP_NAME);
	for (int i = 2; i < argc; i++) {
		unsigned node = 0;

		read_rows("keys2c", argv[i], read_line, &node);
	}
	print_tables();
	return fflush(stdout) || ferror(stdout) ? EXIT_FAILURE : EXIT_SUCCESS;
}

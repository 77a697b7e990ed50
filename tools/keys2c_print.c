/*
 * keys2c_print: the tables as C: nodes parents first, so that facts come out
 * in the order of their paths.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "keys2c.h"

static unsigned *order;                 /* node of each number */
static unsigned norder;

static int
by_kind_and_name(const void *left, const void *right)
{
	const struct node *a = &nodes[*(const unsigned *)left], *b = &nodes[*(const unsigned *)right];

	if (a->kind != b->kind)
		return (int)a->kind - (int)b->kind;
	return strcmp(a->name, b->name);
}

static int
by_first_build(const void *left, const void *right)
{
	const struct key *a = &facts[*(const unsigned *)left].key;
	const struct key *b = &facts[*(const unsigned *)right].key;
	uint32_t low_a = a->builds & (~a->builds + 1), low_b = b->builds & (~b->builds + 1);

	if (low_a != low_b)
		return low_a < low_b ? -1 : 1;
	/* the narrower window first, so that a search finds it first */
	return (int)a->last_patch - (int)b->last_patch;
}

static unsigned *
children(unsigned node, unsigned *n)
{
	unsigned *list, count = 0;

	for (unsigned c = nodes[node].first; c; c = nodes[c].next)
		count++;
	list = malloc((count + 1) * sizeof(*list));
	if (!list)
		die("no memory");
	*n = 0;
	for (unsigned c = nodes[node].first; c; c = nodes[c].next)
		list[(*n)++] = c;
	qsort(list, count, sizeof(*list), by_kind_and_name);
	return list;
}

/* Numbers the nodes parents first, so that facts come out in the order of paths. */
static uint32_t
number(unsigned node)
{
	unsigned n, *list = children(node, &n);
	uint32_t set = 0;

	nodes[node].number = norder;
	order[norder++] = node;
	for (unsigned i = nodes[node].fact; i; i = facts[i - 1].next)
		set |= facts[i - 1].key.builds;
	for (unsigned i = 0; i < n; i++)
		set |= number(list[i]);
	free(list);
	return nodes[node].builds = set;
}

static void
print_nodes(void)
{
	unsigned child = 0, fact = 0;

	puts("const struct key_node key_nodes[] = {");
	for (unsigned i = 0; i < norder; i++) {
		const struct node *n = &nodes[order[i]];
		unsigned count, *list = children(order[i], &count);

		printf("{%" PRIu32 ",0x%" PRIx32 ",%u,%u,%u,%u,%u,%d},\n",
		       text_of(n->name), n->builds, nodes[n->parent].number, child, count,
		       fact, n->nfacts, (int)n->kind);
		child += count;
		fact += n->nfacts;
		free(list);
	}
	puts("};\nconst uint16_t key_children[] = {");
	for (unsigned i = 0; i < norder; i++) {
		unsigned count, *list = children(order[i], &count);

		for (unsigned j = 0; j < count; j++)
			printf("%u,", nodes[list[j]].number);
		if (count)
			putchar('\n');
		free(list);
	}
	printf("0};\nconst unsigned key_nodes_count = %u;\n", norder);
	if (norder > UINT16_MAX || child > UINT16_MAX || fact > UINT16_MAX)
		die("more than 65535 nodes");
}

static struct key_extra *extras;
static unsigned nextras, cap_extras;

static uint16_t
extra_of(struct fact *f)
{
	static const struct key_extra none;

	if (f->like)
		f->extra.like = nodes[node_of(f->like)].number;
	if (memcmp(&f->extra, &none, sizeof(none)) == 0)
		return 0;
	for (unsigned i = 0; i < nextras; i++)
		if (memcmp(&extras[i], &f->extra, sizeof(none)) == 0)
			return (uint16_t)(i + 1);
	extras = grow(extras, nextras, &cap_extras, sizeof(*extras));
	extras[nextras++] = f->extra;
	return (uint16_t)nextras;
}

static void
print_fact(unsigned index, unsigned node)
{
	struct key *k = &facts[index].key;

	printf("{0x%" PRIx32 ",%" PRIu32 ",%u,%u,%u,%u,%u,%u},\n", k->builds, k->preset, node,
	       k->type, extra_of(&facts[index]), k->flags, k->first_patch, k->last_patch);
}

static void
print_facts(void)
{
	puts("const struct key key_facts[] = {");
	for (unsigned i = 0; i < norder; i++) {
		unsigned list[256], n = 0;

		for (unsigned f = nodes[order[i]].fact; f; f = facts[f - 1].next)
			list[n++] = f - 1;
		qsort(list, n, sizeof(*list), by_first_build);
		for (unsigned j = 0; j < n; j++)
			print_fact(list[j], i);
	}
	printf("};\nconst unsigned key_facts_count = %u;\n", nfacts);
	puts("const struct key_extra key_extras[] = {\n{0,0,0,0,0,0,0},");
	for (unsigned i = 0; i < nextras; i++) {
		const struct key_extra *e = &extras[i];

		printf("{%" PRIu32 ",%" PRIu32 ",%" PRIu32 ",%" PRIu32 ",%" PRIu32 ",%" PRIu32 ",%" PRIu32 "},\n",
		       e->deprecated, e->file, e->shipped, e->image, e->env, e->patch, e->like);
	}
	puts("};");
}

static void
print_bound(int64_t n)
{
	if (n == INT64_MIN)
		printf("INT64_MIN,");
	else if (n == INT64_MAX)
		printf("INT64_MAX,");
	else
		printf("INT64_C(%" PRId64 "),", n);
}

static void
print_types(void)
{
	puts("const struct key_type key_types[] = {");
	for (unsigned i = 0; i < ntypes; i++) {
		const struct key_type *t = &types[i].type;

		putchar('{');
		print_bound(t->lo);
		print_bound(t->hi);
		printf("%" PRIu32 ",%u,%u,%u},\n", t->words, t->sub, t->nsub, t->id);
	}
	puts("};\nconst uint16_t key_subtypes[] = {");
	for (unsigned i = 0; i < nsubtypes; i++)
		printf("%u,", subtypes[i]);
	puts("0};");
}

static void
print_builds(void)
{
	puts("const struct build builds[] = {");
	for (unsigned i = 0; i < nbuilds; i++) {
		const struct build_row *b = &builds[i];
		unsigned major = 0, minor = 0;
		const char *pre = strchr(b->minor, '-');
		bool enterprise = strcmp(b->edition, "ee") == 0, single = strcmp(b->edition, "all") == 0;

		sscanf(b->minor, "%u.%u", &major, &minor);
		printf("{%u,\"%s%s\",%u,%u,\"%s\",%s,%s,\"%s\"},\n", i, b->minor,
		       enterprise ? "-ee" : "", major, minor, pre ? pre + 1 : "",
		       enterprise || (single && major > 4) ? "ENTERPRISE" : "OPEN_SOURCE",
		       single ? "true" : "false", b->newest);
	}
	printf("};\nconst unsigned nbuilds = %u;\n", nbuilds);
}

void
print_tables(void)
{
	order = malloc((nnodes + 1) * sizeof(*order));
	if (!order)
		die("no memory");
	number(0);
	puts("/* Made by tools/keys2c from stdlib/emqx. */");
	puts("#include \"schema/keys_table.h\"\n#include \"schema/version.h\"");
	print_builds();
	print_nodes();
	print_facts();
	print_types();
	print_texts("key_text");
}

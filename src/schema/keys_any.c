/*
 * keys_any: the names of a `config { }` whose version is not known yet, as in
 * a profile that is checked alone.  Each must be a key of some build.
 */
#include "base/arena.h"
#include "base/edit.h"
#include "diag/diag.h"
#include "schema/keys_find.h"

struct pass {
	struct arena *arena;
	struct diags *diags;
};

static void check(const struct pass *p, unsigned node, const char *path, const struct value *v);

/* Is there a build in which the node is a map without known members? */
static bool
is_open(unsigned node)
{
	const struct key_node *n = &key_nodes[node];

	for (unsigned i = 0; i < n->nfacts; i++) {
		const struct key_type *t = fact_type(&key_facts[n->fact + i]);

		if (t->id == CT_MAP || t->id == CT_ANY || t->id == CT_UNION || t->id == CT_LIST)
			return true;
	}
	return false;
}

/* The node in whose children the entries of this one are. */
static unsigned
block_of(unsigned node)
{
	const struct key *k = node_fact(node, WHEN_EVER);

	return k ? fact_block(k) : node;
}

static unsigned
find(unsigned node, const char *name)
{
	const uint16_t *arms;
	size_t n = node_children(node, STEP_VARIANT, &arms);
	unsigned child = node_child(node, STEP_NAME, str_of(name));

	for (size_t i = 0; i < n && !child; i++)
		child = node_child(arms[i], STEP_NAME, str_of(name));
	return child ? child : node_first(node, STEP_WILD, WHEN_EVER);
}

static void
tell(const struct pass *p, unsigned node, const char *path, const struct value_entry *e)
{
	struct diag *d = diag_add(p->diags, DIAG_EX001, e->at, "no EMQX version has `%s%s%s`", path,
				  *path ? "." : "", e->name);
	const uint16_t *children;
	size_t n = node_children(node, STEP_NAME, &children);
	struct nearest near;

	nearest_start(&near, e->name);
	for (size_t i = 0; i < n; i++)
		nearest_offer(&near, key_text + key_nodes[children[i]].name);
	diag_nearest(p->diags, d, &near);
}

static void
check_entries(const struct pass *p, unsigned node, const char *path, const struct value *v)
{
	for (size_t i = 0; i < v->n; i++) {
		const struct value_entry *e = &v->entries[i];
		unsigned child = find(node, e->name);

		if (child)
			check(p, child, arena_printf(p->arena, "%s%s%s", path, *path ? "." : "", e->name),
			      e->value);
		else if (!is_open(node))
			tell(p, node, path, e);
	}
}

static void
check(const struct pass *p, unsigned node, const char *path, const struct value *v)
{
	unsigned block = block_of(node);
	unsigned element = block == node ? node_first(node, STEP_ELEMENT, WHEN_EVER) : block;

	if (v->kind == VAL_LIST && element) {
		for (size_t i = 0; i < v->n; i++)
			if (v->items[i]->kind == VAL_RECORD)
				check_entries(p, element, path, v->items[i]);
		return;
	}
	if (v->kind != VAL_LIST && v->kind != VAL_RANGE)
		check_entries(p, block, path, v);
}

void
keys_check_any(struct arena *a, struct diags *diags, const struct value *config)
{
	struct pass p = { a, diags };

	if (config->kind == VAL_RECORD)
		check_entries(&p, 0, "", config);
}

/*
 * keys_find: the steps of the generated tables.
 */
#include "schema/keys_find.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

struct when
when_newest(const struct build *b)
{
	return (struct when){ UINT32_C(1) << b->id, PATCH_NEWEST };
}

struct when
when_of(const struct build *b, const struct version *v)
{
	struct when when = when_newest(b);

	if (v->patch >= 0)
		when.patch = v->patch < PATCH_NEWEST ? (unsigned)v->patch : PATCH_NEWEST;
	else if (v->pre[0])
		when.patch = 0;
	return when;
}

static bool
holds(const struct key *k, struct when when)
{
	if (!(k->builds & when.builds))
		return false;
	return when.patch == PATCH_ANY ||
	       (k->first_patch <= when.patch && when.patch <= k->last_patch);
}

static unsigned
window(const struct key *k)
{
	return (unsigned)k->last_patch - k->first_patch;
}

const struct key *
node_fact(unsigned node, struct when when)
{
	const struct key_node *n = &key_nodes[node];
	const struct key *best = NULL;

	for (unsigned i = 0; i < n->nfacts; i++) {
		const struct key *k = &key_facts[n->fact + i];

		if (holds(k, when) && (!best || window(k) < window(best)))
			best = k;
	}
	return best;
}

bool
node_lives(unsigned node, struct when when)
{
	const struct key_node *n = &key_nodes[node];

	if (!(n->builds & when.builds))
		return false;
	if (node_fact(node, when))
		return true;
	/* a step to keys below, unless its own facts say that it is not there */
	for (unsigned i = 0; i < n->nfacts; i++)
		if (key_facts[n->fact + i].builds & when.builds)
			return false;
	return true;
}

build_set
node_builds(unsigned node)
{
	const struct key_node *n = &key_nodes[node];
	build_set set = 0;

	for (unsigned i = 0; i < n->nfacts; i++)
		if (!fact_is_old(&key_facts[n->fact + i]))
			set |= key_facts[n->fact + i].builds;
	return n->nfacts ? set : n->builds;
}

static int
compare(const struct key_node *n, enum step_kind kind, struct str name)
{
	const char *text = key_text + n->name;
	int c = (int)n->kind - (int)kind;

	if (!c && name.n)
		c = (unsigned char)*text - (unsigned char)*name.p;
	if (!c)
		c = strncmp(text, name.p, name.n);
	return c ? c : text[name.n] != '\0';
}

unsigned
node_child(unsigned node, enum step_kind kind, struct str name)
{
	const struct key_node *n = &key_nodes[node];
	unsigned low = 0, high = n->nchildren;

	while (low < high) {
		unsigned mid = (low + high) / 2;
		unsigned child = key_children[n->child + mid];
		int c = compare(&key_nodes[child], kind, name);

		if (c == 0)
			return child;
		if (c < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return 0;
}

size_t
node_children(unsigned node, enum step_kind kind, const uint16_t **out)
{
	const struct key_node *n = &key_nodes[node];
	size_t from = 0, to;

	while (from < n->nchildren && key_nodes[key_children[n->child + from]].kind < kind)
		from++;
	for (to = from; to < n->nchildren; to++)
		if (key_nodes[key_children[n->child + to]].kind != kind)
			break;
	*out = &key_children[n->child + from];
	return to - from;
}

unsigned
node_first(unsigned node, enum step_kind kind, struct when when)
{
	const uint16_t *children;
	size_t n = node_children(node, kind, &children);

	for (size_t i = 0; i < n; i++)
		if (node_lives(children[i], when))
			return children[i];
	return 0;
}

/* The next step of a path: "a", "[]" or "<x=y>"; *path moves behind it. */
static struct str
take_step(const char **path)
{
	const char *p = *path + (**path == '.');
	size_t n = *p == '[' ? 2 : *p == '<' ? strcspn(p, ">") + 1 : strcspn(p, ".[<");

	*path = p + n;
	return (struct str){ p, n };
}

static unsigned descend(unsigned node, const char *path, struct when when);

/* Go on below the first living child of a kind that leads to the end. */
static unsigned
through(unsigned node, enum step_kind kind, const char *path, struct when when)
{
	const uint16_t *children;
	size_t n = node_children(node, kind, &children);

	for (size_t i = 0; i < n; i++) {
		unsigned found;

		if (!node_lives(children[i], when))
			continue;
		found = descend(children[i], path, when);
		if (found)
			return found;
	}
	return 0;
}

static unsigned
descend(unsigned node, const char *path, struct when when)
{
	const char *rest = path;
	struct str step;
	unsigned child, found = 0;
	const struct key *fact = node_fact(node, when);

	if (!*path)
		return node;
	if (fact && fact_block(fact) != node)
		return descend(fact_block(fact), path, when);
	step = take_step(&rest);
	if (step.n && step.p[0] == '[')
		return through(node, STEP_ELEMENT, rest, when);
	if (step.n && step.p[0] == '<') {
		child = node_child(node, STEP_VARIANT, (struct str){ step.p + 1, step.n - 2 });
		return child ? descend(child, rest, when) : 0;
	}
	child = node_child(node, STEP_NAME, step);
	if (child && node_lives(child, when))
		found = descend(child, rest, when);
	if (!found)
		found = through(node, STEP_WILD, rest, when);
	if (!found)
		found = through(node, STEP_VARIANT, path, when);
	return found ? found : through(node, STEP_ELEMENT, path, when);
}

unsigned
node_at(const char *path, struct when when)
{
	return *path ? descend(0, path, when) : 0;
}

const char *
node_path(unsigned node, struct arena *a)
{
	const struct key_node *n = &key_nodes[node];
	const char *name = key_text + n->name;
	const char *above;

	if (node == 0)
		return "";
	above = node_path(n->parent, a);
	if (n->kind == STEP_VARIANT)
		return arena_printf(a, "%s<%s>", above, name);
	if (n->kind == STEP_ELEMENT || !*above)
		return arena_printf(a, "%s%s", above, name);
	return arena_printf(a, "%s.%s", above, name);
}

const struct key_extra *
fact_extra(const struct key *k)
{
	return &key_extras[k->extra];
}

const struct key_type *
fact_type(const struct key *k)
{
	return &key_types[k->type];
}

unsigned
fact_block(const struct key *k)
{
	unsigned like = fact_extra(k)->like;

	return like ? like : k->node;
}

bool
fact_is_old(const struct key *k)
{
	unsigned id = fact_type(k)->id;

	return id == CT_ALIAS || id == CT_MOVED;
}

const char *
fact_target(const struct key *k)
{
	return key_text + fact_type(k)->words;
}

unsigned
fact_target_node(const struct key *k, struct when when)
{
	const char *target = fact_target(k);

	if (*target == '.')
		return node_child(key_nodes[k->node].parent, STEP_NAME, str_of(target + 1));
	return node_at(target, when);
}

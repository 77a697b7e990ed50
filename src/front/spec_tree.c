/*
 * spec_tree: nodes of the merged tree, and the rules of layers that hold for
 * one leaf: set twice, final, profiles that disagree, overrides that change
 * nothing.
 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/table.h"
#include "front/spec_impl.h"

/* A number below 64 of the first letters of a name, or of the first step of a
 * path: it tells of most children that they are not it. */
static unsigned char
initial(const char *name)
{
	unsigned h = (unsigned char)name[0];

	if (h && name[1] && name[1] != '.')
		h = h * 5 + (unsigned char)name[1];
	return h & 63;
}

static bool
has_initial(const struct spec_node *n, unsigned char initial)
{
	return n->initials >> initial & 1;
}

/* Children by name, where there are many. */
enum { FEW_CHILDREN = 32 };

struct spec_index {
	struct table by_name;
	VEC(struct spec_node *) children;
};

static void
index_add(struct arena *a, struct spec_index *index, struct spec_node *child)
{
	*VEC_ADD(a, &index->children) = child;
	table_add(a, &index->by_name, str_hash(str_of(child->name)), (uint32_t)index->children.n);
}

/* The number of a child, from 1 on; 0: there is none. */
static uint32_t
index_find(const struct spec_index *index, struct str name)
{
	struct probe p = table_probe(&index->by_name, str_hash(name));
	uint32_t i;

	while ((i = probe_next(&p)) && !str_is(name, index->children.at[i - 1]->name))
		;
	return i;
}

/* The last child of its parent. */
static void
index_last(struct arena *a, struct spec_node *parent)
{
	if (parent->index)
		index_add(a, parent->index, parent->last);
	if (parent->index || parent->nchildren <= FEW_CHILDREN)
		return;
	parent->index = ARENA_NEW(a, struct spec_index);
	for (struct spec_node *c = parent->first; c; c = c->next)
		index_add(a, parent->index, c);
}

struct spec_node *
node_new(struct builder *b, struct spec_node *parent, const struct field *f,
	 const struct type *t, const char *name, struct place at)
{
	struct spec_node *n = ARENA_NEW(b->arena, struct spec_node);

	n->type = t;
	n->field = f;
	n->name = name;
	n->name_at = at;
	n->initial = initial(name);
	n->parent = parent;
	if (!parent)
		return n;
	n->depth = (unsigned char)(parent->depth + 1);
	if (parent->last)
		parent->last->next = n;
	else
		parent->first = n;
	parent->last = n;
	parent->initials |= UINT64_C(1) << n->initial;
	parent->nchildren++;
	index_last(b->arena, parent);
	return n;
}

struct spec_node *
spec_child(const struct spec_node *n, const char *name)
{
	unsigned char first = initial(name);

	if (!has_initial(n, first))
		return NULL;
	if (n->index) {
		uint32_t i = index_find(n->index, str_of(name));

		return i ? n->index->children.at[i - 1] : NULL;
	}
	for (struct spec_node *c = n->first; c; c = c->next)
		if (c->name == name || (c->initial == first && strcmp(c->name, name) == 0))
			return c;
	return NULL;
}

/* It is there now, and so is what it stands in. */
void
node_touch(struct spec_node *n)
{
	for (; n && !n->present; n = n->parent)
		n->present = true;
}

const char *
node_what(struct builder *b, const struct spec_node *n)
{
	return spec_path(b->arena, n);
}

/* Is `inner` the same application as `outer`, or one that outer uses? */
static bool
origin_within(const struct spec_origin *inner, const struct spec_origin *outer)
{
	for (; inner; inner = inner->parent)
		if (inner == outer)
			return true;
	return inner == outer;
}

static bool
set_twice(struct builder *b, struct spec_node *n, const struct spec_setting *old, struct place at)
{
	struct diag *d = diag_add(b->diags, DIAG_LA001, at, "`%s` is set twice in %s",
				  node_what(b, n), old->layer);

	diag_note(b->diags, d, old->at, "it is set here first");
	n->bad = true;
	return false;
}

static bool
against_final(struct builder *b, struct spec_node *n, const struct spec_setting *old, struct place at)
{
	struct diag *d = diag_add(b->diags, DIAG_LA003, at, "`%s` is final in %s and cannot be set again",
				  node_what(b, n), old->layer);

	diag_note(b->diags, d, old->at, "it is made final here");
	n->bad = true;
	return false;
}

static void
dead_override(struct builder *b, struct spec_node *n, const struct layer *l,
	      const struct value *v, struct place at)
{
	struct diag *d;

	if (!l->overlay || n->type->kind == TYPE_VARIANT || n->set->rank == l->rank ||
	    !value_same(n->set->value, v))
		return;
	d = spec_report(b->spec, DIAG_LA006, n, at, "`%s` is already %s: this line changes nothing",
			node_what(b, n), value_show(b->arena, v));
	diag_note(b->diags, d, n->set->at, "it is set here, in %s", n->set->layer);
}

/* May this layer set the leaf?  Reports why not. */
static bool
may_set(struct builder *b, struct spec_node *n, const struct layer *l,
	const struct value *v, struct place at)
{
	const struct spec_setting *old = n->set;

	if (!old || !n->present || b->dry)
		return true;
	if (old->rank == l->rank && old->origin == l->origin && !(old->change && l->change))
		return set_twice(b, n, old, at);
	if (old->final)
		return against_final(b, n, old, at);
	if (old->rank == l->rank && !origin_within(old->origin, l->origin)) {
		if (!value_same(old->value, v))
			*VEC_ADD(b->arena, &b->disagreements) = n;
		return true;
	}
	dead_override(b, n, l, v, at);
	return true;
}

bool
node_set(struct builder *b, struct spec_node *n, const struct layer *l,
	 const struct value *v, struct place at, bool final)
{
	struct spec_setting *s;

	if (!may_set(b, n, l, v, at))
		return false;
	s = ARENA_NEW(b->arena, struct spec_setting);
	*s = (struct spec_setting){
		.below = n->set, .value = v, .at = at, .layer = l->name,
		.rank = l->rank, .origin = l->origin, .final = final, .change = l->change,
	};
	n->set = s;
	n->bad = false;
	node_touch(n);
	return true;
}

/* Everything below n goes, unless a line of the same layer or a final one
 * set it. */
void
node_clear(struct builder *b, struct spec_node *n, const struct layer *l, struct place at)
{
	for (struct spec_node *c = n->first; c; c = c->next) {
		const struct spec_setting *old = c->present ? c->set : NULL;

		node_clear(b, c, l, at);
		c->present = false;
		if (!old || b->dry)
			continue;
		if (old->rank == l->rank && old->origin == l->origin)
			set_twice(b, c, old, at);
		else if (old->final)
			against_final(b, c, old, at);
	}
}

static void
put_path(struct buf *out, const struct spec_node *n)
{
	if (!n->parent)
		return;
	put_path(out, n->parent);
	if (out->n)
		buf_char(out, '.');
	buf_text(out, n->name);
}

const char *
spec_path(struct arena *a, const struct spec_node *n)
{
	struct buf b = BUF_IN(a);

	put_path(&b, n);
	return buf_cstr(&b);
}

struct place
spec_place(const struct spec_node *n)
{
	return n->set ? n->set->at : n->name_at;
}

/* What follows the first step of the path when that is the name; else NULL. */
static const char *
after_step(const char *path, const char *name)
{
	while (*name && *name == *path) {
		name++;
		path++;
	}
	if (*name || (*path && *path != '.'))
		return NULL;
	return *path ? path + 1 : path;
}

/* The same where there are many children.  A name may have dots: of those that
 * the path begins with the first child.  Not a part of spec_get(), which is
 * called a thousand times a cluster. */
__attribute__((noinline)) static struct spec_node *
get_of_many(const struct spec_node *n, const char *path)
{
	const char *end = path - 1, *rest;
	const struct spec_node *c;
	uint32_t first = 0;

	do {
		uint32_t i;

		end += 1 + strcspn(end + 1, ".");
		i = index_find(n->index, (struct str){ path, (size_t)(end - path) });
		if (i && (!first || i < first))
			first = i;
	} while (*end);
	if (!first)
		return NULL;
	c = n->index->children.at[first - 1];
	rest = path + strlen(c->name);
	return c->present ? spec_get(c, *rest ? rest + 1 : rest) : NULL;
}

struct spec_node *
spec_get(const struct spec_node *from, const char *path)
{
	const struct spec_node *n = from;

	while (n && *path) {
		const struct spec_node *c = n->first;
		unsigned char first = initial(path);
		const char *rest = NULL;

		if (!has_initial(n, first))
			return NULL;
		if (n->index)
			return get_of_many(n, path);
		while (c && (c->initial != first || !(rest = after_step(path, c->name))))
			c = c->next;
		n = c && c->present ? c : NULL;
		path = rest;
	}
	return (struct spec_node *)n;
}

const char *
spec_arm(const struct spec_node *from, const char *path)
{
	const struct spec_node *n = spec_get(from, path);

	return n ? n->arm : NULL;
}

/* What a config node holds itself: a value, or a record to be filled. */
static struct value *
config_own(struct arena *a, const struct spec_node *n)
{
	struct value *v = ARENA_NEW(a, struct value);

	if (n->set)
		*v = *n->set->value;
	else
		*v = (struct value){ .kind = VAL_RECORD, .at = n->name_at, .torn = n->torn };
	return v;
}

struct value *
spec_config(struct arena *a, const struct spec_node *config)
{
	struct value *v = config_own(a, config);
	bool list = v->kind == VAL_LIST || v->kind == VAL_RANGE;
	size_t count = 0;

	if (!config->first)
		return v;
	for (const struct spec_node *c = config->first; c; c = c->next)
		count++;
	v->entries = ARENA_ARRAY(a, struct value_entry, count);
	count = 0;
	for (const struct spec_node *c = config->first; c; c = c->next)
		if (c->present && !c->bad)
			v->entries[count++] = (struct value_entry){
				.name = c->name, .at = c->name_at, .value = spec_config(a, c) };
	if (!count)
		v->entries = NULL;
	if (!list)
		v->n = count;
	return v;
}

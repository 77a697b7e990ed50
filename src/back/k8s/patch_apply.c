/*
 * patch_apply: walks the path of a patch through an object.  A name is a field
 * of a map, made when it is not there; [name] is an entry of a list (object/item.c).
 * What a patch makes, or takes from, knows the line that did it.
 */
#include <assert.h>

#include "back/k8s/patch.h"
#include "base/arena.h"
#include "base/edit.h"
#include "front/ast.h"

static const struct ast_step *
step_at(const struct patching *c, size_t i)
{
	return &c->patch->path->steps.at[i];
}

static struct diag *
report(const struct patching *c, enum diag_id id, size_t i, const char *what)
{
	return diag_add(patch_diags(c), id, step_at(c, i)->name.at, "`%s` of %s `%s` %s",
			patch_path(c, i + 1), c->object->kind, c->object->name, what);
}

/* There is nothing of that name in d. */
static void
report_missing(const struct patching *c, size_t i, const struct doc *in)
{
	struct diag *r = report(c, DIAG_KU047, i, "is not there");
	struct nearest near;
	size_t n = 0;

	nearest_start(&near, step_at(c, i)->name.text);
	for (const struct doc *d = in->first; d; d = d->next, n++)
		nearest_offer(&near, in->kind == DOC_MAP ? d->name
			      : item_name(c->k->arena, c->types[i], d, n));
	diag_nearest(patch_diags(c), r, &near);
}

/* A node that is not there yet: its kind is what the next step needs. */
static struct doc *
make_step(struct patching *c, struct doc *in, size_t i)
{
	struct doc *d;

	if (c->patch->op == PATCH_REMOVE || step_at(c, i + 1)->index) {
		report_missing(c, i, in);
		return NULL;
	}
	d = doc_put_map(c->k->arena, in, step_at(c, i)->name.text);
	d->edit = &c->patch->at;
	return d;
}

/* What step i names in `in`, or NULL. */
static struct doc *
look(const struct patching *c, struct doc *in, size_t i)
{
	const struct ast_step *s = step_at(c, i);

	assert(in->kind == (s->index ? DOC_LIST : DOC_MAP));
	return s->index ? item_find(in, c->types[i], s->name.text) : doc_get(in, s->name.text);
}

/* The node that holds the last step; NULL when the way is wrong. */
static struct doc *
walk(struct patching *c)
{
	struct doc *d = c->object->doc;
	size_t last = c->patch->path->steps.n - 1;

	for (size_t i = 0; i < last && d; i++) {
		struct doc *next = look(c, d, i);

		if (!next && step_at(c, i)->index)
			report_missing(c, i, d);
		else if (!next)
			next = make_step(c, d, i);
		if (next && next->fixed && !patch_may_touch(c, next))
			return NULL;
		if (next && next->owner)
			c->above = next;
		d = next;
	}
	return d;
}

static void
set(struct patching *c, struct doc *in, struct doc *old, size_t last)
{
	struct doc *d = patch_value(c, c->patch->value, c->types[last + 1]);

	if (!d)
		return;
	if (old) {
		if (!patch_may_touch(c, old))
			return;
		patch_warn_owned(c, old);
		doc_replace(in, old, d);
	} else if (step_at(c, last)->index) {
		report_missing(c, last, in);
	} else {
		doc_put(in, step_at(c, last)->name.text, d);
	}
}

/* Two entries of one key would be refused, or one of them be lost. */
static bool
is_new(const struct patching *c, const struct doc *list, const struct doc *item, size_t last)
{
	const struct kind_type *t = c->types[last + 1];
	struct diag *r;
	size_t i = 0;

	for (const struct doc *d = list->first; d; d = d->next, i++) {
		if (!item_same(t, d, item))
			continue;
		r = diag_add(patch_diags(c), DIAG_KU001, item->edit ? *item->edit : c->patch->at,
			     "`%s` of %s `%s` has `%s` already", patch_path(c, last + 1),
			     c->object->kind, c->object->name, item_key(c->k->arena, t, item));
		diag_help(patch_diags(c), r, "amend it: %s[%s]. … = …", patch_path(c, last + 1),
			  item_name(c->k->arena, t, d, i));
		return false;
	}
	return true;
}

/* What += gives: a list, or one entry of it. */
static struct doc *
added(const struct patching *c, const struct kind_type *t)
{
	const struct value *v = c->patch->value;
	const struct kind_type *item = kind_item(t);
	bool one = v->kind != VAL_LIST
		&& (v->kind == VAL_RECORD || kind_type_id(item) < KIND_LIST);

	return patch_value(c, v, one ? item : t);
}

static void
append(const struct patching *c, struct doc *list, struct doc *d, size_t last)
{
	struct doc *next;

	if (d->kind != DOC_LIST) {
		if (is_new(c, list, d, last))
			doc_put(list, NULL, d);
		return;
	}
	for (struct doc *item = d->first; item; item = next) {
		next = item->next;
		if (is_new(c, list, item, last))
			doc_put(list, NULL, item);
	}
}

static void
add(struct patching *c, struct doc *in, struct doc *list, size_t last)
{
	const struct kind_type *t = c->types[last + 1];
	struct doc *d;

	if (!list && step_at(c, last)->index) {
		report_missing(c, last, in);
		return;
	}
	if (kind_type_id(t) != KIND_LIST) {
		report(c, DIAG_KU001, last, "is no list: `+=` needs one");
		return;
	}
	if (list && list->fixed && !patch_may_touch(c, list))
		return;
	d = added(c, t);
	if (!d)
		return;
	if (!list) {
		list = doc_put_list(c->k->arena, in, step_at(c, last)->name.text);
		list->edit = &c->patch->at;
	}
	append(c, list, d, last);
}

static void
drop(struct patching *c, struct doc *in, struct doc *old, size_t last)
{
	if (!old) {
		report_missing(c, last, in);
		return;
	}
	if (!patch_may_touch(c, old))
		return;
	patch_warn_owned(c, old);
	doc_remove(in, old);
	in->edit = &c->patch->at;
}

void
patch_apply(struct patching *c)
{
	static void (*const actions[])(struct patching *, struct doc *, struct doc *, size_t) = {
		[PATCH_SET] = set, [PATCH_ADD] = add, [PATCH_REMOVE] = drop
	};
	size_t last = c->patch->path->steps.n - 1;
	struct doc *in;

	if (!patch_find_types(c))
		return;
	in = walk(c);
	if (in)
		actions[c->patch->op](c, in, look(c, in, last), last);
}

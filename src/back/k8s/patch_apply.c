/*
 * patch_apply: walks the path of a patch through an object.  A name is a field
 * of a map, made when it is not there; [name] is an entry of a list, by the
 * key that Kubernetes merges such lists by, or by its number from 0.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "back/k8s/patch.h"
#include "base/arena.h"
#include "base/edit.h"
#include "front/ast.h"

static const char *const merge_keys[] = {
	"name", "containerPort", "mountPath", "port", "key", "devicePath", "topologyKey",
	"ip", "type", NULL
};

static const char *
kind_text(const struct doc *d)
{
	if (d->kind == DOC_MAP)
		return "a map";
	return d->kind == DOC_LIST ? "a list" : "a single value";
}

static bool
scalar_is(const struct doc *d, const char *text)
{
	char num[24];

	if (d->kind != DOC_INT)
		return d->kind == DOC_STRING && str_is(d->text, text);
	snprintf(num, sizeof num, "%" PRId64, d->num);
	return strcmp(num, text) == 0;
}

static bool
entry_is(const struct doc *entry, const char *key, const char *text)
{
	const struct doc *d;

	if (entry->kind != DOC_MAP)
		return scalar_is(entry, text);
	d = doc_get(entry, key);
	return d && scalar_is(d, text);
}

static struct doc *
entry_numbered(const struct doc *list, const char *text)
{
	unsigned long n;
	struct doc *d = list->first;

	if (!*text || strspn(text, "0123456789") != strlen(text) || strlen(text) > 6)
		return NULL;
	for (n = strtoul(text, NULL, 10); d && n; n--)
		d = d->next;
	return d;
}

static struct doc *
find_entry(const struct doc *list, const char *text)
{
	for (const char *const *key = merge_keys; *key; key++)
		for (struct doc *d = list->first; d; d = d->next)
			if (entry_is(d, *key, text))
				return d;
	return entry_numbered(list, text);
}

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
	const char *meant;

	nearest_start(&near, step_at(c, i)->name.text);
	for (const struct doc *d = in->first; d; d = d->next) {
		const struct doc *name = d->kind == DOC_MAP ? doc_get(d, "name") : NULL;

		if (in->kind == DOC_MAP)
			nearest_offer(&near, d->name);
		else if (name && name->kind == DOC_STRING)
			nearest_offer(&near, arena_strndup(c->k->arena, name->text.p, name->text.n));
	}
	meant = nearest_text(&near, c->k->arena);
	if (meant)
		diag_help(patch_diags(c), r, "did you mean %s?", meant);
}

static struct doc *
report_kind(const struct patching *c, size_t i, const struct doc *in)
{
	struct diag *r = diag_add(patch_diags(c), DIAG_KU001, step_at(c, i)->name.at,
				  "`%s` of %s `%s` is %s", i ? patch_path(c, i) : "the whole",
				  c->object->kind, c->object->name, kind_text(in));

	if (in->kind == DOC_LIST)
		diag_help(patch_diags(c), r, "an entry of a list is written [%s]",
			  step_at(c, i)->name.text);
	return NULL;
}

/* A node that is not there yet: its kind is what the next step needs. */
static struct doc *
make_step(struct patching *c, struct doc *in, size_t i)
{
	if (c->patch->op == PATCH_REMOVE || step_at(c, i + 1)->index) {
		report_missing(c, i, in);
		return NULL;
	}
	return doc_put_map(c->k->arena, in, step_at(c, i)->name.text);
}

/* What step i names in `in`, or NULL; *fault when it can name nothing. */
static struct doc *
look(const struct patching *c, struct doc *in, size_t i, bool *fault)
{
	const struct ast_step *s = step_at(c, i);

	*fault = in->kind != (s->index ? DOC_LIST : DOC_MAP);
	if (*fault)
		return report_kind(c, i, in);
	return s->index ? find_entry(in, s->name.text) : doc_get(in, s->name.text);
}

/* The node that holds the last step; NULL when the way is wrong. */
static struct doc *
walk(struct patching *c)
{
	struct doc *d = c->object->doc;
	size_t last = c->patch->path->steps.n - 1;

	for (size_t i = 0; i < last && d; i++) {
		bool fault;
		struct doc *next = look(c, d, i, &fault);

		if (fault)
			return NULL;
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

static struct doc *
new_value(const struct patching *c)
{
	bool text = false;

	for (size_t i = 0; i < c->patch->path->steps.n; i++)
		text = text || (!step_at(c, i)->index && patch_is_text(step_at(c, i)->name.text));
	return patch_value(c->k->arena, c->patch->value, text);
}

static void
set(struct patching *c, struct doc *in, struct doc *old, size_t last)
{
	struct doc *d = new_value(c);

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

/* Two entries of one name would be refused, or one of them be lost. */
static bool
is_new(const struct patching *c, const struct doc *list, const struct doc *item, size_t last)
{
	const struct doc *name = item->kind == DOC_MAP ? doc_get(item, "name") : NULL;
	const char *text;
	struct diag *r;

	if (!name || name->kind != DOC_STRING)
		return true;
	text = arena_strndup(c->k->arena, name->text.p, name->text.n);
	for (const struct doc *d = list->first; d; d = d->next) {
		if (!entry_is(d, "name", text) || d->kind != DOC_MAP)
			continue;
		r = report(c, DIAG_KU001, last, arena_printf(c->k->arena, "has `%s` already", text));
		diag_help(patch_diags(c), r, "amend it: %s[%s]. … = …",
			  patch_path(c, last + 1), text);
		return false;
	}
	return true;
}

static void
add(struct patching *c, struct doc *in, struct doc *list, size_t last)
{
	struct doc *d = new_value(c), *next;

	if (!list && step_at(c, last)->index) {
		report_missing(c, last, in);
		return;
	}
	if (!list)
		list = doc_put_list(c->k->arena, in, step_at(c, last)->name.text);
	if (list->kind != DOC_LIST) {
		report(c, DIAG_KU001, last, "is no list: `+=` needs one");
		return;
	}
	if (list->fixed && !patch_may_touch(c, list))
		return;
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
}

void
patch_apply(struct patching *c)
{
	static void (*const actions[])(struct patching *, struct doc *, struct doc *, size_t) = {
		[PATCH_SET] = set, [PATCH_ADD] = add, [PATCH_REMOVE] = drop
	};
	size_t last = c->patch->path->steps.n - 1;
	struct doc *in = walk(c), *there;
	bool fault;

	if (!in)
		return;
	there = look(c, in, last, &fault);
	if (!fault)
		actions[c->patch->op](c, in, there, last);
}

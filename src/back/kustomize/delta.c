/*
 * delta: what differs between an object of the base and that of an overlay,
 * in the form that Kustomize applies to exactly that.
 *
 * In: two objects.  Out: a strategic merge patch, and JSON 6902 operations for
 * what a merge would lose: lists without a merge key, lists whose order has a
 * meaning, maps that become empty.  Owner: the kustomize target.
 */
#include <string.h>

#include "back/kustomize/kustomize.h"
#include "base/arena.h"
#include "schema/kinds.h"

enum { KEY_SIZE = 64 };

struct maker {
	struct arena *arena;
	struct doc *operations;
};

static const struct kind_type *
type_below(const struct kind_type *t, const char *name)
{
	const struct kind_field *f;

	if (!t)
		return NULL;
	if (kind_type_id(t) == KIND_MAP)
		return kind_item(t);
	f = kind_field(t, name);
	return f ? kind_field_type(f) : NULL;
}

static bool
is_key(const struct kind_type *t, size_t i, char *key)
{
	return t && kind_type_id(t) == KIND_LIST && kind_word(t, i, key, KEY_SIZE);
}

static const struct doc *
find_item(const struct doc *list, const char *key, const struct doc *value)
{
	for (const struct doc *i = list->first; i; i = i->next)
		if (i->kind == DOC_MAP && doc_get(i, key) && doc_same(doc_get(i, key), value))
			return i;
	return NULL;
}

/* Every item has the key, and no two the same. */
static bool
is_keyed(const struct doc *list, const char *key)
{
	for (const struct doc *i = list->first; i; i = i->next) {
		const struct doc *value = i->kind == DOC_MAP ? doc_get(i, key) : NULL;

		if (!value || find_item(list, key, value) != i)
			return false;
	}
	return true;
}

static bool
same_member(const struct doc *a, const struct doc *b, const char *name)
{
	const struct doc *x = doc_get(a, name), *y = doc_get(b, name);

	return x && y ? doc_same(x, y) : x == y;
}

/* One port with two protocols: readers disagree about which keys count. */
static bool
agrees_on_keys(const struct kind_type *t, const struct doc *old, const struct doc *item)
{
	char key[KEY_SIZE];

	for (size_t i = 1; is_key(t, i, key); i++)
		if (!same_member(old, item, key))
			return false;
	return true;
}

static bool
refers(const struct doc *item)
{
	const struct doc *value = doc_get(item, "value");

	if (!value || value->kind != DOC_STRING)
		return false;
	for (size_t i = 0; i + 1 < value->text.n; i++)
		if (value->text.p[i] == '$' && value->text.p[i + 1] == '(')
			return true;
	return false;
}

/* A merge puts what it touches first: a variable before those that it refers
 * to, an init container before those that run before it. */
static bool
order_matters(const struct doc *list, const struct doc *item)
{
	if (strcmp(list->name, "env") == 0)
		return refers(item);
	return strcmp(list->name, "initContainers") == 0 && list->first->next;
}

static bool
can_merge(const struct kind_type *t, const struct doc *from, const struct doc *to)
{
	char key[KEY_SIZE];

	if (!is_key(t, 0, key) || !to->first || !is_keyed(from, key) || !is_keyed(to, key))
		return false;
	for (const struct doc *i = to->first; i; i = i->next) {
		const struct doc *old = find_item(from, key, doc_get(i, key));

		if (old && doc_same(old, i))
			continue;
		if ((old && !agrees_on_keys(t, old, i)) || order_matters(to, i))
			return false;
	}
	return true;
}

static struct doc *merge_map(struct maker *m, const struct kind_type *t, const struct doc *from,
			     const struct doc *to, const char *at);

static size_t
number_of(const struct doc *list, const struct doc *item)
{
	size_t n = 0;

	for (const struct doc *i = list->first; i != item; i = i->next)
		n++;
	return n;
}

/* An item of a patch begins with what it is found by. */
static struct doc *
put_keys(struct maker *m, const struct kind_type *t, struct doc *patch, const struct doc *item)
{
	struct doc *d = doc_put_map(m->arena, patch, NULL);
	char key[KEY_SIZE];

	for (size_t i = 0; is_key(t, i, key); i++)
		if (doc_get(item, key))
			put_shared(m->arena, d, doc_get(item, key));
	return d;
}

static void
merge_item(struct maker *m, const struct kind_type *t, struct doc *patch,
	   const struct doc *old, const struct doc *item, const char *at)
{
	struct doc *changed = merge_map(m, kind_item(t), old, item, at), *d;

	if (!changed)
		return;
	d = put_keys(m, t, patch, item);
	for (const struct doc *c = changed->first; c; c = c->next)
		put_shared(m->arena, d, c);
}

static struct doc *
merge_list(struct maker *m, const struct kind_type *t, const struct doc *from,
	   const struct doc *to, const char *at)
{
	struct doc *patch = doc_list(m->arena);
	char key[KEY_SIZE];

	is_key(t, 0, key);
	for (const struct doc *i = to->first; i; i = i->next) {
		const struct doc *old = find_item(from, key, doc_get(i, key));

		if (old)
			merge_item(m, t, patch, old, i,
				   pointer_at(m->arena, at, number_of(from, old)));
		else
			put_shared(m->arena, patch, i);
	}
	for (const struct doc *i = from->first; i; i = i->next)
		if (!find_item(to, key, doc_get(i, key)))
			doc_put_text(m->arena, put_keys(m, t, patch, i), "$patch", "delete");
	return patch->first ? patch : NULL;
}

static bool
is_scalar(const struct doc *d)
{
	return d->kind != DOC_MAP && d->kind != DOC_LIST;
}

/* What to merge for one member; NULL when nothing, or when it became
 * operations. */
static struct doc *
merge_value(struct maker *m, const struct kind_type *t, const struct doc *from,
	    const struct doc *to, const char *at)
{
	struct doc *twin;

	if (doc_same(from, to))
		return NULL;
	if (from->kind == DOC_MAP && to->kind == DOC_MAP && to->first)
		return merge_map(m, t, from, to, at);
	if (from->kind == DOC_LIST && to->kind == DOC_LIST && can_merge(t, from, to))
		return merge_list(m, t, from, to, at);
	if (!is_scalar(from) || !is_scalar(to)) {
		operations_put(m->arena, m->operations, from, to, at);
		return NULL;
	}
	twin = ARENA_NEW(m->arena, struct doc);
	*twin = *to;
	return twin;
}

/* A member that is gone: null in a merge.  But the texts of labels and
 * annotations are read by Kustomize itself, to which null is a word. */
static void
merge_removal(struct maker *m, struct doc *patch, const char *name, const char *at)
{
	if (str_starts(str_of(at), "/metadata"))
		operation_remove(m->arena, m->operations, pointer_to(m->arena, at, name));
	else
		doc_put_text(m->arena, patch, name, "null")->kind = DOC_WORD;
}

static struct doc *
merge_map(struct maker *m, const struct kind_type *t, const struct doc *from,
	  const struct doc *to, const char *at)
{
	struct doc *patch = doc_map(m->arena), *value;

	for (const struct doc *c = to->first; c; c = c->next) {
		const struct doc *old = doc_get(from, c->name);

		if (!old) {
			put_shared(m->arena, patch, c);
			continue;
		}
		value = merge_value(m, type_below(t, c->name), old, c,
				    pointer_to(m->arena, at, c->name));
		if (value)
			doc_put(patch, c->name, value);
	}
	for (const struct doc *c = from->first; c; c = c->next)
		if (!doc_get(to, c->name))
			merge_removal(m, patch, c->name, at);
	return patch->first ? patch : NULL;
}

/* apiVersion, kind and name, which say whose patch it is. */
static struct doc *
head_of(struct arena *a, const struct doc *object)
{
	struct doc *d = doc_map(a);

	put_shared(a, d, doc_get(object, "apiVersion"));
	put_shared(a, d, doc_get(object, "kind"));
	put_shared(a, doc_put_map(a, d, "metadata"), doc_get(doc_get(object, "metadata"), "name"));
	return d;
}

static struct doc *
with_head(struct arena *a, const struct doc *object, const struct doc *changed)
{
	struct doc *d = head_of(a, object), *meta = doc_get(d, "metadata");

	for (const struct doc *c = changed->first; c; c = c->next) {
		if (strcmp(c->name, "metadata") != 0) {
			put_shared(a, d, c);
			continue;
		}
		for (const struct doc *i = c->first; i; i = i->next)
			put_shared(a, meta, i);
	}
	return d;
}

/* A merge cannot change a namespace, which is a part of what the patch is for:
 * the kustomization sets it. */
static void
drop_namespace(struct doc *changed)
{
	struct doc *meta = changed ? doc_get(changed, "metadata") : NULL;
	struct doc *ns = meta ? doc_get(meta, "namespace") : NULL;

	if (!ns)
		return;
	doc_remove(meta, ns);
	if (!meta->first)
		doc_remove(changed, meta);
}

struct delta
delta_make(struct arena *a, const struct doc *from, const struct doc *to)
{
	struct maker m = { a, doc_list(a) };
	const struct doc *name = doc_get(to, "kind");
	const struct kind *kind = kind_find(arena_strndup(a, name->text.p, name->text.n));
	struct doc *changed = merge_map(&m, kind ? kind_type(kind) : NULL, from, to, "");

	drop_namespace(changed);
	return (struct delta){
		.merge = changed && changed->first ? with_head(a, to, changed) : NULL,
		.json = m.operations->first ? m.operations : NULL
	};
}

struct doc *
delta_delete(struct arena *a, const struct doc *object)
{
	struct doc *d = head_of(a, object);

	doc_put_text(a, d, "$patch", "delete");
	return d;
}

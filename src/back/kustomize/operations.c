/*
 * operations: the difference of two documents as JSON 6902 operations, for
 * lists that a strategic merge would replace or put in another order.
 *
 * In: two nodes and the pointer to them.  Out: operations; none adds or takes
 * away items of a list, so all pointers count as the first document does.
 * Owner: the kustomize target.
 */
#include <string.h>

#include "back/kustomize/kustomize.h"
#include "base/arena.h"
#include "base/buf.h"

const char *
pointer_to(struct arena *a, const char *at, const char *name)
{
	struct buf text = BUF_IN(a);

	buf_printf(&text, "%s/", at);
	for (; *name; name++) {
		if (*name == '~' || *name == '/')
			buf_text(&text, *name == '~' ? "~0" : "~1");
		else
			buf_char(&text, *name);
	}
	return buf_cstr(&text);
}

const char *
pointer_at(struct arena *a, const char *at, size_t i)
{
	return arena_printf(a, "%s/%zu", at, i);
}

struct doc *
put_shared(struct arena *a, struct doc *in, const struct doc *node)
{
	struct doc *twin = ARENA_NEW(a, struct doc);

	*twin = *node;
	return doc_put(in, node->name, twin);
}

static struct doc *
put_operation(struct arena *a, struct doc *operations, const char *op, const char *at)
{
	struct doc *d = doc_put_map(a, operations, NULL);

	doc_put_text(a, d, "op", op);
	doc_put_text(a, d, "path", at);
	return d;
}

static void
put_value(struct arena *a, struct doc *operations, const char *op, const struct doc *to,
	  const char *at)
{
	put_shared(a, put_operation(a, operations, op, at), to)->name = "value";
}

void
operation_remove(struct arena *a, struct doc *operations, const char *at)
{
	put_operation(a, operations, "remove", at);
}

void
operation_replace(struct arena *a, struct doc *operations, const struct doc *to, const char *at)
{
	put_value(a, operations, "replace", to, at);
}

static void
put_members(struct arena *a, struct doc *operations, const struct doc *from,
	    const struct doc *to, const char *at)
{
	for (const struct doc *c = from->first; c; c = c->next)
		if (!doc_get(to, c->name))
			operation_remove(a, operations, pointer_to(a, at, c->name));
	for (const struct doc *c = to->first; c; c = c->next) {
		const struct doc *old = doc_get(from, c->name);
		const char *there = pointer_to(a, at, c->name);

		if (old)
			operations_put(a, operations, old, c, there);
		else
			put_value(a, operations, "add", c, there);
	}
}

/* What an item is called: its name, or that of its metadata. */
static const struct doc *
name_of(const struct doc *item)
{
	const struct doc *meta;

	if (item->kind != DOC_MAP)
		return NULL;
	meta = doc_get(item, "metadata");
	return doc_get(meta && meta->kind == DOC_MAP ? meta : item, "name");
}

/* Do the lists hold the same named items in the same order? */
static bool
are_alike(const struct doc *from, const struct doc *to)
{
	const struct doc *x = from->first, *y = to->first;

	for (; x && y; x = x->next, y = y->next) {
		const struct doc *one = name_of(x), *other = name_of(y);

		if (!one || !other || !doc_same(one, other))
			return false;
	}
	return x == y;
}

static void
put_items(struct arena *a, struct doc *operations, const struct doc *from,
	  const struct doc *to, const char *at)
{
	const struct doc *x = from->first, *y = to->first;

	for (size_t i = 0; x; x = x->next, y = y->next)
		operations_put(a, operations, x, y, pointer_at(a, at, i++));
}

void
operations_put(struct arena *a, struct doc *operations, const struct doc *from,
	       const struct doc *to, const char *at)
{
	if (doc_same(from, to))
		return;
	if (from->kind == DOC_MAP && to->kind == DOC_MAP)
		put_members(a, operations, from, to, at);
	else if (from->kind == DOC_LIST && to->kind == DOC_LIST && are_alike(from, to))
		put_items(a, operations, from, to, at);
	else
		operation_replace(a, operations, to, at);
}

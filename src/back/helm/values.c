/*
 * values: what the makers of a chart's values put them in with: maps by their
 * names, and copies of nodes that `k8s` made.
 */
#include "back/helm/helm.h"
#include "base/arena.h"

struct doc *
values_map(struct helm *h, const char *name)
{
	return doc_have_map(h->arena, h->values, name);
}

static struct doc *
copy(struct arena *a, const struct doc *of)
{
	struct doc *d = ARENA_NEW(a, struct doc);

	*d = *of;
	d->first = d->last = d->next = NULL;
	for (const struct doc *c = of->first; c; c = c->next)
		doc_put(d, c->name, copy(a, c));
	return d;
}

struct doc *
put_copy(struct helm *h, struct doc *in, const char *name, const struct doc *of)
{
	return of ? doc_put(in, name, copy(h->arena, of)) : NULL;
}

/*
 * scheduling: on which machines the pods may and should run, as fields of their
 * spec.
 */
#include <string.h>

#include "back/k8s/fields.h"
#include "base/arena.h"

static void
put_if(struct k8s *k, struct doc *in, const char *name, const char *text)
{
	if (text)
		doc_put_text(k->arena, in, name, text);
}

static void
put_tolerations(struct k8s *k, struct doc *spec)
{
	struct doc *list;

	if (!k->group->tolerations.n)
		return;
	list = own_group(k, doc_put_list(k->arena, spec, "tolerations"), "toleration");
	for (size_t i = 0; i < k->group->tolerations.n; i++) {
		const struct ir_toleration *t = &k->group->tolerations.at[i];
		struct doc *d = doc_put_map(k->arena, list, NULL);

		put_if(k, d, "key", t->key);
		put_if(k, d, "operator", t->operator);
		put_if(k, d, "value", t->value);
		put_if(k, d, "effect", t->effect);
		if (t->seconds >= 0)
			doc_put_int(k->arena, d, "tolerationSeconds", t->seconds);
	}
}

/* One constraint: the pods of the group, by their labels. */
static void
put_constraint(struct k8s *k, struct doc *list, const struct spec_node *n)
{
	struct doc *d = doc_put_map(k->arena, list, NULL);

	put_node(k, d, n);
	put_selector(k, doc_put_map(k->arena, d, "labelSelector"), "matchLabels");
}

static void
put_spread(struct k8s *k, struct doc *spec)
{
	const struct spec_node *n = field_node(k, "spread"), *also;
	struct doc *list;

	if (!n)
		return;
	list = own_group(k, doc_put_list(k->arena, spec, "topologySpreadConstraints"), "spread");
	put_constraint(k, list, n);
	also = spec_get(n, "also");
	for (const struct spec_node *c = also ? also->first : NULL; c; c = c->next)
		if (c->present && !c->bad)
			put_constraint(k, list, c);
}

void
put_scheduling(struct k8s *k, struct doc *spec)
{
	const struct ir_group *g = k->group;

	if (g->priority_class)
		own_group(k, doc_put_text(k->arena, spec, "priorityClassName", g->priority_class),
			  "priority-class");
	if (g->node_selector.n)
		put_pairs(k, own_group(k, doc_put_map(k->arena, spec, "nodeSelector"),
				       "node-selector"), &g->node_selector);
	put_tolerations(k, spec);
	put_affinity(k, spec);
	put_spread(k, spec);
	put_part(k, spec, PART_POD);
}

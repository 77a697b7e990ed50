/*
 * disruption: a PodDisruptionBudget for each group: how many pods a drain may
 * take at once.
 */
#include <stdlib.h>
#include <string.h>

#include "back/k8s/fields.h"
#include "base/arena.h"

/* A count is a number, a percentage a string. */
static void
put_budget(struct k8s *k, struct doc *spec, const char *name, const char *text,
	   const char *field)
{
	struct doc *d;

	if (strchr(text, '%'))
		d = doc_put_text(k->arena, spec, name, text);
	else
		d = doc_put_int(k->arena, spec, name, strtoll(text, NULL, 10));
	own_group(k, d, field);
}

static void
put_group(struct k8s *k)
{
	const struct spec_node *n = field_node(k, "disruption");
	const struct ir_group *g = k->group;
	struct doc *spec;

	if (!g->max_unavailable && !g->min_available)
		return;
	spec = doc_put_map(k->arena, object_new(k, "policy/v1", "PodDisruptionBudget",
					       group_name(k, k->ir->names.budget)),
			   "spec");
	if (g->max_unavailable)
		put_budget(k, spec, "maxUnavailable", g->max_unavailable,
			   "disruption.max-unavailable");
	else
		put_budget(k, spec, "minAvailable", g->min_available,
			   "disruption.min-available");
	if (n && n->arm)
		put_record(k, spec, n, field_find(n->type, n->arm)->type, PART_OBJECT);
	put_selector(k, doc_put_map(k->arena, spec, "selector"), "matchLabels");
}

void
disruption_make(struct k8s *k)
{
	each_group(k, put_group);
}

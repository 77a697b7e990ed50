/*
 * disruption: how many pods a drain may take at once.
 */
#include <stdlib.h>
#include <string.h>

#include "back/k8s/k8s.h"
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
	own(k, d, field);
}

void
disruption_make(struct k8s *k)
{
	const struct ir *ir = k->ir;
	struct doc *spec;

	if (!ir->max_unavailable && !ir->min_available)
		return;
	spec = doc_put_map(k->arena, object_new(k, "policy/v1", "PodDisruptionBudget",
						ir->names.workload), "spec");
	if (ir->max_unavailable)
		put_budget(k, spec, "maxUnavailable", ir->max_unavailable,
			   "disruption.max-unavailable");
	else
		put_budget(k, spec, "minAvailable", ir->min_available,
			   "disruption.min-available");
	put_selector(k, doc_put_map(k->arena, spec, "selector"), "matchLabels");
}

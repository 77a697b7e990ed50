/*
 * scheduling: on which machines the pods may and should run.
 */
#include <string.h>

#include "back/k8s/k8s.h"
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

/* The pods themselves, one of them a machine. */
static void
put_term(struct k8s *k, struct doc *term)
{
	put_selector(k, doc_put_map(k->arena, term, "labelSelector"), "matchLabels");
	doc_put_text(k->arena, term, "topologyKey", "kubernetes.io/hostname");
}

static void
put_affinity(struct k8s *k, struct doc *spec)
{
	struct doc *d, *item;

	if (!k->group->anti_affinity)
		return;
	d = own_group(k, doc_put_map(k->arena, spec, "affinity"), "anti-affinity");
	d = doc_put_map(k->arena, d, "podAntiAffinity");
	if (strcmp(k->group->anti_affinity, "required") == 0) {
		d = doc_put_list(k->arena, d, "requiredDuringSchedulingIgnoredDuringExecution");
		put_term(k, doc_put_map(k->arena, d, NULL));
		return;
	}
	d = doc_put_list(k->arena, d, "preferredDuringSchedulingIgnoredDuringExecution");
	item = doc_put_map(k->arena, d, NULL);
	doc_put_int(k->arena, item, "weight", 100);
	put_term(k, doc_put_map(k->arena, item, "podAffinityTerm"));
}

static void
put_spread(struct k8s *k, struct doc *spec)
{
	struct doc *d;

	if (!k->group->spread_key)
		return;
	d = own_group(k, doc_put_list(k->arena, spec, "topologySpreadConstraints"), "spread");
	d = doc_put_map(k->arena, d, NULL);
	doc_put_int(k->arena, d, "maxSkew", 1);
	doc_put_text(k->arena, d, "topologyKey", k->group->spread_key);
	doc_put_text(k->arena, d, "whenUnsatisfiable", "ScheduleAnyway");
	put_selector(k, doc_put_map(k->arena, d, "labelSelector"), "matchLabels");
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
}

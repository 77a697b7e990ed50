/*
 * affinity: machines and pods that the pods want to be near to, or away from.
 */
#include "back/k8s/fields.h"
#include "base/arena.h"

static const char required_list[] = "requiredDuringSchedulingIgnoredDuringExecution";
static const char preferred_list[] = "preferredDuringSchedulingIgnoredDuringExecution";

static const struct spec_node *
first_of(const struct spec_node *map)
{
	const struct spec_node *n = map ? map->first : NULL;

	while (n && (!n->present || n->bad))
		n = n->next;
	return n;
}

static const struct spec_node *
next_of(const struct spec_node *n)
{
	do
		n = n->next;
	while (n && (!n->present || n->bad));
	return n;
}

static int64_t
weight_of(const struct k8s *k, const struct spec_node *n)
{
	const struct value *v = spec_value(k->ir->spec, n, "weight");

	return v ? v->num : 100;
}

static bool
is_word(const struct k8s *k, const struct spec_node *n, const char *field, const char *word)
{
	const struct value *v = spec_value(k->ir->spec, n, field);

	return v && str_is(v->text, word);
}

/* What is required of a machine holds together. */
static void
put_required(struct k8s *k, struct doc *affinity, const struct spec_node *n)
{
	struct doc *list = doc_have_list(k->arena, doc_have_map(k->arena, affinity, required_list), "nodeSelectorTerms");

	list = doc_put_list(k->arena, doc_put_map(k->arena, list, NULL), "matchExpressions");
	for (; n; n = next_of(n))
		put_node(k, doc_put_map(k->arena, list, NULL), n);
}

/* Each preference stands by itself. */
static void
put_preferred(struct k8s *k, struct doc *affinity, const struct spec_node *n)
{
	for (; n; n = next_of(n)) {
		struct doc *item = doc_put_map(k->arena, doc_have_list(k->arena, affinity, preferred_list), NULL), *list;

		doc_put_int(k->arena, item, "weight", weight_of(k, n));
		list = doc_put_list(k->arena, doc_have_map(k->arena, item, "preference"), "matchExpressions");
		put_node(k, doc_put_map(k->arena, list, NULL), n);
	}
}

static void
put_machines(struct k8s *k, struct doc *affinity)
{
	const struct spec_node *node = field_node(k, "node-affinity");
	const struct spec_node *required = node ? first_of(spec_get(node, "required")) : NULL;
	const struct spec_node *preferred = node ? first_of(spec_get(node, "preferred")) : NULL;
	struct doc *d;

	if (!required && !preferred)
		return;
	d = own_group(k, doc_have_map(k->arena, affinity, "nodeAffinity"), "node-affinity");
	if (required)
		put_required(k, d, required);
	put_preferred(k, d, preferred);
}

/* Where a term goes: a preference has its weight around it. */
static struct doc *
term_in(struct k8s *k, struct doc *affinity, const struct spec_node *n)
{
	struct doc *item;

	if (is_word(k, n, "mode", "required"))
		return doc_put_map(k->arena, doc_have_list(k->arena, affinity, required_list), NULL);
	item = doc_put_map(k->arena, doc_have_list(k->arena, affinity, preferred_list), NULL);
	doc_put_int(k->arena, item, "weight", weight_of(k, n));
	return doc_put_map(k->arena, item, "podAffinityTerm");
}

/* The nodes of the cluster from each other. */
static void
put_own_pods(struct k8s *k, struct doc *affinity)
{
	const struct spec_node *n = field_node(k, "anti-affinity");
	struct doc *term;

	if (!n || !k->group->anti_affinity)
		return;
	term = own_group(k, doc_have_map(k->arena, affinity, "podAntiAffinity"), "anti-affinity");
	term = term_in(k, term, n);
	put_selector(k, doc_put_map(k->arena, term, "labelSelector"), "matchLabels");
	put_record(k, term, n, n->type, PART_NONE);
}

static void
put_other_pods(struct k8s *k, struct doc *affinity, const char *field, const char *name)
{
	const struct spec_node *n = first_of(field_node(k, field));

	for (; n; n = next_of(n))
		put_node(k, term_in(k, doc_have_map(k->arena, affinity, name), n), n);
}

void
put_affinity(struct k8s *k, struct doc *spec)
{
	struct doc *d = doc_put_map(k->arena, spec, "affinity");

	put_machines(k, d);
	put_other_pods(k, d, "pod-affinity", "podAffinity");
	put_own_pods(k, d);
	put_other_pods(k, d, "pod-anti-affinity", "podAntiAffinity");
	if (!d->first)
		doc_remove(spec, d);
}

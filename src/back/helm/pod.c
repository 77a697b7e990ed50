/*
 * pod: what the chart takes over into its StatefulSet as it is, copied from
 * the one that `k8s` makes.
 */
#include "back/helm/helm.h"
#include "base/arena.h"

/* The chart's pods have labels of the chart. */
static void
select_chart(struct helm *h, struct doc *d)
{
	struct doc *labels = d->kind == DOC_MAP ? doc_get(d, "matchLabels") : NULL, *own;

	for (struct doc *c = d->first; c; c = c->next)
		select_chart(h, c);
	if (!labels)
		return;
	own = doc_map(h->arena);
	doc_put_text(h->arena, own, "app.kubernetes.io/name", chart_name(h->ir));
	doc_put_text(h->arena, own, "app.kubernetes.io/instance", h->release);
	doc_replace(d, labels, own);
}

static void
put_chart_scheduling(struct helm *h)
{
	static const char *const lists[] = { "nodeSelector", "tolerations", "affinity", "topologySpreadConstraints" };

	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		struct doc *d = put_copy(h, h->values, lists[i], doc_get(h->pod, lists[i]));

		if (d)
			select_chart(h, d);
	}
	put_copy(h, h->values, "priorityClassName", doc_get(h->pod, "priorityClassName"));
}

/* `enabled` is of the chart: it writes the rest, and what it has of its own
 * beside it. */
static struct doc *
put_context(struct helm *h, const char *name, const struct doc *context)
{
	struct doc *d = doc_put_map(h->arena, h->values, name);

	doc_put_bool(h->arena, d, "enabled", true);
	for (const struct doc *c = context->first; c; c = c->next)
		put_copy(h, d, c->name, c);
	return d;
}

/* The chart's container has a user too, which wins over the pod's. */
static void
put_contexts(struct helm *h, const struct doc *container)
{
	struct doc *d;

	put_context(h, "podSecurityContext", doc_get(h->pod, "securityContext"));
	d = put_context(h, "containerSecurityContext", doc_get(container, "securityContext"));
	doc_put_bool(h->arena, d, "runAsNonRoot", h->ir->run_as_user != 0);
	doc_put_int(h->arena, d, "runAsUser", h->ir->run_as_user);
}

static void
put_persistence(struct helm *h)
{
	const struct ir_storage *s = &h->group->storage;
	struct doc *d = values_map(h, "persistence");

	doc_put_bool(h->arena, d, "enabled", s->kind != STORAGE_NONE);
	if (s->kind == STORAGE_EXISTING)
		doc_put_text(h->arena, d, "existingClaim", s->claim);
	if (s->kind != STORAGE_CLAIM)
		return;
	doc_put_text(h->arena, d, "size", s->size);
	if (s->has_class && *s->class)
		doc_put_text(h->arena, d, h->chart->class, s->class);
	else if (s->has_class)
		said_not(&h->said, "storage.class", "the chart takes an empty class for the default one");
	doc_put_text(h->arena, d, "accessMode", s->access ? s->access : "ReadWriteOnce");
}

void
pod_put(struct helm *h)
{
	const struct doc *container = doc_get(h->pod, "containers")->first;

	put_persistence(h);
	put_copy(h, h->values, "resources", doc_get(container, "resources"));
	parts_put(h);
	put_chart_scheduling(h);
	if (version_at_least(&h->ir->version, 4, 2, 0))
		put_contexts(h, container);
}

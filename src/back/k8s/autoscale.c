/*
 * autoscale: a HorizontalPodAutoscaler for each group that has one.  Its
 * workload then says no number of pods, or each apply would undo what the
 * autoscaler did.
 */
#include "back/k8s/fields.h"
#include "base/arena.h"

static void
put_metric(struct k8s *k, struct doc *metrics, const char *name, int64_t share)
{
	struct doc *d, *target;

	if (!share)
		return;
	d = doc_put_map(k->arena, metrics, NULL);
	doc_put_text(k->arena, d, "type", "Resource");
	d = doc_put_map(k->arena, d, "resource");
	doc_put_text(k->arena, d, "name", name);
	target = doc_put_map(k->arena, d, "target");
	doc_put_text(k->arena, target, "type", "Utilization");
	doc_put_int(k->arena, target, "averageUtilization", share);
}

static void
put_group(struct k8s *k)
{
	const struct ir_autoscale *s = &k->group->autoscale;
	const struct spec_node *n;
	struct doc *spec, *d;

	if (!s->max)
		return;
	spec = own_group(k, doc_put_map(k->arena, object_new(k, "autoscaling/v2", "HorizontalPodAutoscaler",
							     group_name(k, k->ir->names.autoscaler)), "spec"), "autoscale");
	d = doc_fix(doc_put_map(k->arena, spec, "scaleTargetRef"));
	doc_put_text(k->arena, d, "apiVersion", "apps/v1");
	doc_put_text(k->arena, d, "kind", "Deployment");
	doc_put_text(k->arena, d, "name", k->group->name);
	doc_put_int(k->arena, spec, "minReplicas", s->min);
	doc_put_int(k->arena, spec, "maxReplicas", s->max);
	d = doc_put_list(k->arena, spec, "metrics");
	put_metric(k, d, "cpu", s->cpu);
	put_metric(k, d, "memory", s->memory);
	n = field_node(k, "autoscale");
	if (n)
		put_record(k, spec, n, n->type, PART_OBJECT);
}

void
autoscalers_make(struct k8s *k)
{
	each_group(k, put_group);
}

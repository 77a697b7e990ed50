/*
 * workload: the StatefulSet, Deployment or Pod around the pods of each group.
 */
#include <string.h>

#include "back/k8s/fields.h"
#include "base/arena.h"

/* A template, each time in the one list. */
static struct doc *
put_template_of(struct k8s *k, struct doc *spec, const struct ir_storage *s, const char *owner)
{
	struct doc *list = doc_get(spec, "volumeClaimTemplates"), *claim;

	if (!list)
		list = doc_fix(doc_put_list(k->arena, spec, "volumeClaimTemplates"));
	claim = doc_own(doc_put_map(k->arena, list, NULL), owner, s->at);
	doc_put_text(k->arena, claim, "apiVersion", "v1");
	doc_put_text(k->arena, claim, "kind", "PersistentVolumeClaim");
	put_claim(k, claim, s->volume, s);
	return claim;
}

static void
put_claims(struct k8s *k, struct doc *spec)
{
	const struct ir_storage *s = &k->group->storage;

	if (s->kind == STORAGE_CLAIM)
		put_claim_rows(k, put_template_of(k, spec, s, ir_field(k->ir, k->group, "storage")));
	if (k->ir->log.kind == STORAGE_CLAIM)
		put_template_of(k, spec, &k->ir->log, "log.storage");
}

static void
put_retention(struct k8s *k, struct doc *spec)
{
	const struct ir_storage *s = &k->group->storage;
	struct doc *d;

	if (s->kind != STORAGE_CLAIM || (!s->when_deleted && !s->when_scaled))
		return;
	d = own_group(k, doc_put_map(k->arena, spec, "persistentVolumeClaimRetentionPolicy"),
		      "storage.retain");
	if (s->when_deleted)
		doc_put_text(k->arena, d, "whenDeleted", s->when_deleted);
	if (s->when_scaled)
		doc_put_text(k->arena, d, "whenScaled", s->when_scaled);
}

static void
put_update_strategy(struct k8s *k, struct doc *spec)
{
	const struct ir *ir = k->ir;
	struct doc *d = doc_put_map(k->arena, spec, "updateStrategy");

	own(k, doc_put_text(k->arena, d, "type", ir->update_strategy), "rollout.update-strategy");
	if (ir->partition >= 0)
		own(k, doc_put_int(k->arena, doc_put_map(k->arena, d, "rollingUpdate"),
				   "partition", ir->partition), "rollout.partition");
}

static void
put_replicas(struct k8s *k, struct doc *spec)
{
	if (!k->group->autoscale.max)
		own_group(k, doc_put_int(k->arena, spec, "replicas", k->group->nodes), "nodes");
	if (k->ir->min_ready >= 0)
		own(k, doc_put_int(k->arena, spec, "minReadySeconds", k->ir->min_ready),
		    "rollout.min-ready");
}

/* What of `rollout` Kubernetes alone reads. */
static void
put_rollout(struct k8s *k, struct doc *spec, enum kube_part part)
{
	const struct spec_node *n = field_node(k, "rollout");

	if (n)
		put_record(k, spec, n, n->type, part);
}

/* Labels, annotations and spec of the pods. */
static void
put_template(struct k8s *k, struct doc *spec)
{
	struct doc *template = doc_put_map(k->arena, spec, "template");
	struct doc *meta = doc_put_map(k->arena, template, "metadata");

	*VEC_ADD(k->arena, &k->pod_metas) = meta;
	put_labels(k, meta);
	put_metadata(k, meta, "Pod");
	put_pod(k, doc_put_map(k->arena, template, "spec"));
}

static void
stateful_set(struct k8s *k)
{
	const struct ir *ir = k->ir;
	struct doc *spec = doc_put_map(k->arena, object_new(k, "apps/v1", "StatefulSet",
							    k->group->name), "spec");

	doc_fix(own(k, doc_put_text(k->arena, spec, "serviceName", ir->names.headless),
		    "names.headless"));
	put_replicas(k, spec);
	own(k, doc_put_text(k->arena, spec, "podManagementPolicy", ir->pod_management),
	    "rollout.pod-management-policy");
	put_update_strategy(k, spec);
	put_rollout(k, spec, PART_OBJECT);
	put_retention(k, spec);
	put_selector(k, doc_fix(doc_put_map(k->arena, spec, "selector")), "matchLabels");
	put_template(k, spec);
	put_claims(k, spec);
}

/* Two pods cannot hold one claim: the old one goes before the new one comes. */
static void
deployment(struct k8s *k)
{
	struct doc *spec = doc_put_map(k->arena, object_new(k, "apps/v1", "Deployment",
							    k->group->name), "spec");

	put_replicas(k, spec);
	put_rollout(k, spec, PART_OBJECT);
	put_rollout(k, spec, PART_DEPLOYMENT);
	if (k->group->storage.kind == STORAGE_EXISTING && !doc_get(spec, "strategy"))
		own(k, doc_put_text(k->arena, doc_put_map(k->arena, spec, "strategy"), "type",
				    "Recreate"), "storage");
	put_selector(k, doc_fix(doc_put_map(k->arena, spec, "selector")), "matchLabels");
	put_template(k, spec);
}

static void
bare_pod(struct k8s *k)
{
	struct doc *d = object_new(k, "v1", "Pod", k->group->name);

	*VEC_ADD(k->arena, &k->pod_metas) = doc_get(d, "metadata");
	put_pod(k, doc_put_map(k->arena, d, "spec"));
}

static void
put_group(struct k8s *k)
{
	static void (*const makers[])(struct k8s *k) = {
		[WORKLOAD_STATEFULSET] = stateful_set,
		[WORKLOAD_DEPLOYMENT] = deployment,
		[WORKLOAD_POD] = bare_pod
	};

	makers[k->group->workload](k);
}

void
workloads_make(struct k8s *k)
{
	each_group(k, put_group);
}

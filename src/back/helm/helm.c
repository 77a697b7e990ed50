/*
 * helm: a cluster as the values of the official chart of its version
 * (doc/design/0101-helm-values.md).
 *
 * In: the ir, and the objects that `k8s` makes of it.  Out: one file of values
 * that says all that the spec decides, and in its head what that chart cannot.
 */
#include "back/helm/helm.h"

#include <string.h>

#include "back/targets.h"
#include "base/arena.h"

/* The cores' one: it comes before that of the replicants. */
static const struct doc *
workload_of(const struct ir *ir, const struct back_options *o)
{
	artifact_list objects = { 0 };

	backend_k8s.build(ir, o, &objects);
	for (size_t i = 0; i < objects.n; i++) {
		const struct doc *kind = doc_get(objects.at[i].doc, "kind");

		if (str_is(kind->text, "StatefulSet") || str_is(kind->text, "Deployment")
		    || str_is(kind->text, "Pod"))
			return objects.at[i].doc;
	}
	return NULL;
}

static const struct doc *
pod_of(const struct doc *workload)
{
	const struct doc *spec = doc_get(workload, "spec"), *template = doc_get(spec, "template");

	return template ? doc_get(template, "spec") : spec;
}

static void
put_chart_image(struct helm *h)
{
	const char *colon = strrchr(h->ir->image, ':'), *at = strchr(h->ir->image, '@');
	const char *end = at ? at : colon;
	struct doc *d = values_map(h, "image"), *list;

	doc_put_str(h->arena, d, "repository", (struct str){ h->ir->image, (size_t)(end - h->ir->image) });
	if (!at && version_at_least(&h->ir->version, 4, 3, 0))
		doc_put_text(h->arena, d, "tag", colon + 1);
	if (h->ir->pull)
		doc_put_text(h->arena, d, "pullPolicy", h->ir->pull);
	if (!h->ir->pull_secrets.n)
		return;
	list = doc_put_list(h->arena, d, "pullSecrets");
	for (size_t i = 0; i < h->ir->pull_secrets.n; i++)
		doc_put_text(h->arena, list, NULL, h->ir->pull_secrets.at[i]);
}

static void
put_names(struct helm *h)
{
	doc_put_text(h->arena, h->values, "fullnameOverride", h->ir->names.workload);
	doc_put_int(h->arena, h->values, "replicaCount", h->group->nodes);
	if (strcmp(h->ir->domain, "cluster.local") != 0)
		doc_put_text(h->arena, h->values, "clusterDomain", h->ir->domain);
	if (h->chart->full_name && strcmp(h->ir->node_name, h->ir->names.workload) != 0)
		said_not(&h->said, "node-name", "the chart calls the nodes `%s@…`, as the workload",
			 h->ir->names.workload);
}

static void
put_chart_pairs(struct helm *h, const char *name, const pair_list *pairs)
{
	for (size_t i = 0; i < pairs->n; i++)
		doc_put_text(h->arena, values_map(h, name), pairs->at[i].key, pairs->at[i].value);
}

/* Over those of every object. */
static void
put_chart_texts(struct helm *h, const char *name, const struct spec_node *texts)
{
	for (const struct spec_node *n = texts ? texts->first : NULL; n; n = n->next) {
		struct doc *d;

		if (!n->present || n->bad || !n->set)
			continue;
		d = doc_get(values_map(h, name), n->name);
		if (d)
			d->text = n->set->value->text;
		else
			doc_put_str(h->arena, values_map(h, name), n->name, n->set->value->text);
	}
}

static void
put_pod_metadata(struct helm *h, const struct spec_node *pod)
{
	const struct spec_node *labels = spec_get(pod, "labels");

	put_chart_texts(h, "podAnnotations", spec_get(pod, "annotations"));
	if (labels && !version_at_least(&h->ir->version, 5, 8, 0))
		said_not(&h->said, spec_path(h->arena, labels), "the chart of EMQX 5.8 and later can");
	else
		put_chart_texts(h, "podLabels", labels);
}

/* `metadata KIND`: no object of the chart but its pods has any of its own. */
static void
put_chart_metadata(struct helm *h)
{
	const struct spec_node *map = spec_get(h->ir->spec->root, ir_field(h->ir, h->group, "metadata"));

	for (const struct spec_node *n = map ? map->first : NULL; n; n = n->next)
		if (strcmp(n->name, "Pod") == 0)
			put_pod_metadata(h, n);
		else
			said_not(&h->said, spec_path(h->arena, n), "the chart has labels and annotations for pods alone");
}

static void
put_rollout(struct helm *h)
{
	const struct ir *ir = h->ir;

	if (version_at_least(&ir->version, 4, 3, 0)) {
		doc_put_bool(h->arena, h->values, "recreatePods", ir->checksum);
		doc_put_text(h->arena, h->values, "podManagementPolicy", ir->pod_management);
	}
	if (ir->min_ready >= 0)
		doc_put_int(h->arena, h->values, "minReadySeconds", ir->min_ready);
	put_chart_pairs(h, "podLabels", &ir->labels);
	put_chart_pairs(h, "podAnnotations", &ir->annotations);
	put_chart_metadata(h);
}

static void
put_budget(struct helm *h)
{
	struct doc *d;

	if (!h->group->max_unavailable || !version_at_least(&h->ir->version, 5, 0, 0))
		return;
	d = values_map(h, "pdb");
	doc_put_bool(h->arena, d, "enabled", true);
	doc_put_text(h->arena, d, "maxUnavailable", h->group->max_unavailable);
	if (strspn(h->group->max_unavailable, "0123456789") == strlen(h->group->max_unavailable))
		d->last->kind = DOC_WORD;
}

static void
put_account(struct helm *h)
{
	const struct ir *ir = h->ir;
	struct doc *d, *notes;

	if (!version_at_least(&ir->version, 4, 4, 0))
		return;
	d = values_map(h, "serviceAccount");
	doc_put_bool(h->arena, d, "create", ir->account_create);
	doc_put_text(h->arena, d, "name", ir->account_name);
	if (!ir->account_annotations.n)
		return;
	notes = doc_put_map(h->arena, d, "annotations");
	for (size_t i = 0; i < ir->account_annotations.n; i++)
		doc_put_text(h->arena, notes, ir->account_annotations.at[i].key,
			     ir->account_annotations.at[i].value);
}

static void
put_list(struct helm *h, struct doc *root, const char *title, const char *const *lines, size_t n)
{
	if (n)
		doc_put_comment(h->arena, root, title);
	for (size_t i = 0; i < n; i++)
		doc_put_comment(h->arena, root, arena_printf(h->arena, "  %s", lines[i]));
}

/* How it is installed, and what is not said. */
static struct doc *
with_head(struct helm *h)
{
	struct doc *root = doc_map(h->arena);
	const char *version = version_text(h->arena, &h->ir->version);

	doc_put_comment(h->arena, root, arena_printf(h->arena, "EMQX %s, cluster %s, environment %s",
						     version, h->ir->cluster, h->ir->env));
	doc_put_comment(h->arena, root,
			arena_printf(h->arena, "helm install %s emqx/%s%s%s -f values.yaml, the chart of that version",
				     h->release, chart_name(h->ir), h->ir->ns ? " -n " : "",
				     h->ir->ns ? h->ir->ns : ""));
	put_list(h, root, arena_printf(h->arena, "Secret %s, which you make, has the keys:", h->ir->names.secret),
		 h->needed.at, h->needed.n);
	put_list(h, root, "What this chart cannot say:", h->said.told.at, h->said.told.n);
	for (struct doc *d = h->values->first, *next; d; d = next) {
		next = d->next;
		doc_put(root, d->name, d);
	}
	return root;
}

static void
build(const struct ir *ir, const struct back_options *o, artifact_list *out)
{
	const struct chart *chart = chart_of(ir);
	struct helm h = {
		.ir = ir, .arena = ir->arena, .group = ir_cores(ir), .chart = chart,
		.release = chart->full_name ? ir->names.workload : ir->node_name,
		.said = { .ir = ir, .target = SAID_HELM }, .values = doc_map(ir->arena),
		.pod = pod_of(workload_of(ir, o))
	};

	said_check(&h.said);
	put_names(&h);
	put_chart_image(&h);
	put_rollout(&h);
	put_account(&h);
	config_put(&h);
	service_put_values(&h);
	ingress_put_values(&h);
	pod_put(&h);
	put_budget(&h);
	needed_tell(&h);
	*VEC_ADD(ir->arena, out) = (struct artifact){
		.path = "helm-values/values.yaml", .syntax = SYNTAX_YAML, .doc = with_head(&h)
	};
}

const struct backend backend_helm = {
	.name = "helm-values",
	.help = "values of the official Helm chart of that version",
	.build = build
};

/*
 * pods: which objects of a set make pods, who selects them, what is EMQX in
 * them, and where a port of a Service leads.
 */
#include "object/objects.h"

#include <string.h>

#include "base/arena.h"

/* Where each kind has the spec of its pods. */
static const struct {
	const char *kind, *meta, *pod;
} pod_kinds[] = {
	{ "StatefulSet", "spec.template.metadata", "spec.template.spec" },
	{ "Deployment", "spec.template.metadata", "spec.template.spec" },
	{ "DaemonSet", "spec.template.metadata", "spec.template.spec" },
	{ "ReplicaSet", "spec.template.metadata", "spec.template.spec" },
	{ "Job", "spec.template.metadata", "spec.template.spec" },
	{ "CronJob", "spec.jobTemplate.spec.template.metadata", "spec.jobTemplate.spec.template.spec" },
	{ "Pod", "metadata", "spec" }
};

static void
add_pods(struct objects *set, struct object *o, const char *meta, const char *pod)
{
	const struct spot *top = object_spot(set->arena, o);
	const struct spot *spec = spot_at(set->arena, top, pod);
	const struct spot *labels = spot_at(set->arena, spot_at(set->arena, top, meta), "labels");
	struct pods *w;

	if (!spec || spec->d->kind != DOC_MAP)
		return;
	w = ARENA_NEW(set->arena, struct pods);
	*w = (struct pods){
		.object = o, .pod = spec, .labels = labels ? labels->d : NULL,
		.replicas = doc_number(doc_field(o->doc, "spec"), "replicas", 1)
	};
	o->pods = w;
	*VEC_ADD(set->arena, &set->pods) = w;
}

/* Brokers last: their variables may come from any object. */
void
objects_index(struct objects *set)
{
	for (size_t i = 0; i < set->all.n; i++)
		for (size_t k = 0; k < sizeof pod_kinds / sizeof *pod_kinds; k++)
			if (strcmp(pod_kinds[k].kind, set->all.at[i].kind) == 0)
				add_pods(set, &set->all.at[i], pod_kinds[k].meta, pod_kinds[k].pod);
	for (size_t i = 0; i < set->pods.n; i++)
		set->pods.at[i]->broker = broker_find(set, set->pods.at[i]);
}

bool
labels_select(const struct doc *selector, const struct doc *labels)
{
	if (!selector || selector->kind != DOC_MAP || !selector->first)
		return false;
	for (const struct doc *d = selector->first; d; d = d->next) {
		const struct doc *other = doc_field(labels, d->name);

		if (!other || other->kind != DOC_STRING || !str_eq(other->text, d->text))
			return false;
	}
	return true;
}

const struct pods *
objects_selected(const struct objects *set, const struct doc *selector, const char *ns, size_t *i)
{
	while (*i < set->pods.n) {
		const struct pods *w = set->pods.at[(*i)++];

		if (objects_same_namespace(w->object->ns, ns) && labels_select(selector, w->labels))
			return w;
	}
	return NULL;
}

static int64_t
named_port(const struct doc *container, struct str wanted)
{
	const struct doc *ports = doc_field(container, "ports");

	for (const struct doc *d = ports ? ports->first : NULL; d; d = d->next) {
		const struct doc *name = doc_field(d, "name");

		if (name && str_eq(name->text, wanted))
			return doc_number(d, "containerPort", 0);
	}
	return 0;
}

int64_t
pods_target(const struct pods *p, const struct doc *port)
{
	const struct doc *target = doc_field(port, "targetPort");
	const struct doc *list = p ? doc_field(p->pod->d, "containers") : NULL;
	int64_t number = 0;

	if (!target)
		return doc_number(port, "port", 0);
	if (target->kind == DOC_INT)
		return target->num;
	for (const struct doc *d = list ? list->first : NULL; d && !number; d = d->next)
		number = named_port(d, target->text);
	return number;
}

/*
 * objects: the set and its index.  Objects are found by a hash of kind and
 * name; those that make pods are known with the spot of their pod.
 */
#include "object/objects.h"

#include <string.h>

#include "base/arena.h"

enum { FIRST_SLOTS = 16 };

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

static uint64_t
hash_of(const char *kind, const char *name)
{
	return str_hash(str_of(kind)) * 31 + str_hash(str_of(name));
}

static uint32_t *
slot_of(const struct objects *set, const char *kind, const char *name)
{
	size_t i = (size_t)hash_of(kind, name) & (set->nslots - 1);

	for (; set->slots[i]; i = (i + 1) & (set->nslots - 1)) {
		const struct object *o = &set->all.at[set->slots[i] - 1];

		if (strcmp(o->kind, kind) == 0 && strcmp(o->name, name) == 0)
			break;
	}
	return &set->slots[i];
}

/* The first of a kind and name stands in a slot, the others behind it. */
static void
put(struct objects *set, uint32_t i)
{
	struct object *o = &set->all.at[i];
	uint32_t *slot = slot_of(set, o->kind, o->name);

	o->next = *slot;
	*slot = i + 1;
}

static void
grow(struct objects *set)
{
	if (set->nslots > set->all.n * 2)
		return;
	set->nslots = set->nslots ? set->nslots * 2 : FIRST_SLOTS;
	set->slots = ARENA_ARRAY(set->arena, uint32_t, set->nslots);
	for (size_t i = 0; i < set->all.n; i++)
		put(set, (uint32_t)i);
}

static const char *
text_or(struct arena *a, const struct doc *map, const char *name, const char *otherwise)
{
	const char *text = doc_text(a, map, name);

	return text ? text : otherwise;
}

void
objects_add(struct objects *set, struct doc *doc)
{
	const struct doc *meta = doc_field(doc, "metadata");
	struct object *o = VEC_ADD(set->arena, &set->all);

	*o = (struct object){
		.kind = text_or(set->arena, doc, "kind", ""),
		.name = text_or(set->arena, meta, "name", ""),
		.api = text_or(set->arena, doc, "apiVersion", ""),
		.ns = text_or(set->arena, meta, "namespace", NULL),
		.said = ARENA_ARRAY(set->arena, bool, DIAG_COUNT),
		.doc = doc
	};
	set->all.n--;
	grow(set);
	set->all.n++;
	put(set, (uint32_t)set->all.n - 1);
}

bool
objects_same_namespace(const char *a, const char *b)
{
	return !a || !b || strcmp(a, b) == 0;
}

const struct object *
objects_find(const struct objects *set, const char *kind, const char *name, const char *ns)
{
	uint32_t i = set->nslots ? *slot_of(set, kind, name) : 0;

	for (; i; i = set->all.at[i - 1].next)
		if (objects_same_namespace(set->all.at[i - 1].ns, ns))
			return &set->all.at[i - 1];
	return NULL;
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

/* ---- ways to nodes ---- */

const struct spot *
spot_keep(struct arena *a, struct spot s)
{
	struct spot *kept = ARENA_NEW(a, struct spot);

	*kept = s;
	return kept;
}

static const struct kind_type *
type_below(const struct spot *s, const struct doc *child)
{
	const struct kind_field *f;

	if (!s->type)
		return NULL;
	if (kind_type_id(s->type) != KIND_STRUCT)
		return kind_item(s->type);
	f = child->name ? kind_field(s->type, child->name) : NULL;
	return f ? kind_field_type(f) : NULL;
}

struct spot
spot_below(const struct spot *s, const struct doc *child, size_t index)
{
	return (struct spot){ s, child, type_below(s, child), index };
}

const struct spot *
object_spot(struct arena *a, const struct object *o)
{
	const struct kind *kind = kind_find(o->kind);

	return spot_keep(a, (struct spot){ NULL, o->doc, kind ? kind_type(kind) : NULL, 0 });
}

/* The field of a map whose name is the first n bytes of a path. */
static const struct doc *
field_at(const struct doc *map, const char *path, size_t n)
{
	if (map->kind != DOC_MAP)
		return NULL;
	for (const struct doc *d = map->first; d; d = d->next)
		if (d->name && *d->name == *path && strncmp(d->name, path, n) == 0 && !d->name[n])
			return d;
	return NULL;
}

const struct spot *
spot_at(struct arena *a, const struct spot *from, const char *path)
{
	while (from && *path) {
		size_t n = strcspn(path, ".");
		const struct doc *d = field_at(from->d, path, n);

		from = d ? spot_keep(a, spot_below(from, d, 0)) : NULL;
		path += n + (path[n] == '.');
	}
	return from;
}

/* ---- who makes pods ---- */

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

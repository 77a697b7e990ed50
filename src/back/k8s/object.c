/*
 * object: what every Kubernetes object has: its kind, its name, its labels and
 * annotations; and who owns a field.
 */
#include <string.h>

#include "back/k8s/fields.h"
#include "base/arena.h"

struct place
field_place(const struct ir *ir, const char *field)
{
	const struct spec_node *n = NULL;

	if (ir->spec && ir->spec->root)
		n = spec_get(ir->spec->root, field);
	return n && n->present ? spec_place(n) : NOWHERE;
}

struct doc *
own(struct k8s *k, struct doc *d, const char *field)
{
	return doc_own(d, field, field_place(k->ir, field));
}

struct doc *
own_group(struct k8s *k, struct doc *d, const char *field)
{
	const char *path = ir_field(k->ir, k->group, field);

	return doc_own(d, path, field_place(k->ir, path));
}

void
each_group(struct k8s *k, void (*make)(struct k8s *k))
{
	for (size_t i = 0; i < k->ir->groups.n; i++) {
		k->group = &k->ir->groups.at[i];
		make(k);
	}
	k->group = NULL;
}

/* The entry of that name among those up to the last one. */
static struct doc *
entry_upto(const struct doc *map, const struct doc *last, const char *name)
{
	for (struct doc *d = last ? map->first : NULL; d; d = d == last ? NULL : d->next)
		if (*d->name == *name && strcmp(d->name, name) == 0)
			return d;
	return NULL;
}

/* Keys of pairs differ: only what was there before may have one of them. */
void
put_pairs(struct k8s *k, struct doc *map, const pair_list *pairs)
{
	const struct doc *last = map->last;

	for (size_t i = 0; i < pairs->n; i++) {
		const struct ir_pair *p = &pairs->at[i];
		struct doc *there = entry_upto(map, last, p->key);

		if (!there)
			doc_put_text(k->arena, map, p->key, p->value);
		else if (!there->fixed)
			there->text = str_of(p->value);
	}
}

void
put_texts(struct k8s *k, struct doc *map, const struct spec_node *texts)
{
	pair_list pairs = { 0 };

	for (const struct spec_node *n = texts ? texts->first : NULL; n; n = n->next)
		if (n->present && !n->bad && n->set)
			*VEC_ADD(k->arena, &pairs) = (struct ir_pair){
				n->name, value_text(k, n->set->value), n->name_at
			};
	put_pairs(k, map, &pairs);
}

static void
put_identity(struct k8s *k, struct doc *labels)
{
	doc_fix(doc_put_text(k->arena, labels, "app.kubernetes.io/name", k->ir->names.app));
	doc_fix(doc_put_text(k->arena, labels, "app.kubernetes.io/instance", k->ir->names.instance));
}

/* The role tells the pods of two groups apart. */
static const char *
role_of(const struct k8s *k)
{
	return k->group ? k->group->role : NULL;
}

void
put_labels(struct k8s *k, struct doc *meta)
{
	struct doc *labels = doc_put_map(k->arena, meta, "labels");

	put_identity(k, labels);
	own(k, doc_put_text(k->arena, labels, "app.kubernetes.io/version", k->version), "version");
	doc_put_text(k->arena, labels, "app.kubernetes.io/component",
		     role_of(k) ? role_of(k) : "broker");
	doc_put_text(k->arena, labels, "app.kubernetes.io/managed-by", "emqxc");
	put_pairs(k, labels, &k->ir->labels);
}

struct doc *
put_selector(struct k8s *k, struct doc *in, const char *name)
{
	struct doc *d = doc_fix(doc_put_map(k->arena, in, name));

	put_identity(k, d);
	if (role_of(k))
		doc_fix(doc_put_text(k->arena, d, "app.kubernetes.io/component", role_of(k)));
	return d;
}

const char *
group_name(struct k8s *k, const char *head)
{
	const char *role = role_of(k);

	return role ? arena_printf(k->arena, "%s-%s", head, role) : head;
}

/* What `metadata KIND` adds: that of the group's block, else the cluster's. */
void
put_metadata(struct k8s *k, struct doc *meta, const char *kind)
{
	const struct spec_node *map = field_node(k, "metadata");
	const struct spec_node *n = map ? spec_get(map, kind) : NULL;

	if (k->ir->annotations.n)
		put_pairs(k, doc_have_map(k->arena, meta, "annotations"), &k->ir->annotations);
	if (!n)
		return;
	put_texts(k, doc_have_map(k->arena, meta, "labels"), spec_get(n, "labels"));
	if (spec_get(n, "annotations"))
		put_texts(k, doc_have_map(k->arena, meta, "annotations"), spec_get(n, "annotations"));
}

struct doc *
object_new(struct k8s *k, const char *api, const char *kind, const char *name)
{
	struct doc *d = doc_map(k->arena), *meta;

	doc_fix(doc_put_text(k->arena, d, "apiVersion", api));
	doc_fix(doc_put_text(k->arena, d, "kind", kind));
	meta = doc_put_map(k->arena, d, "metadata");
	doc_fix(own(k, doc_put_text(k->arena, meta, "name", name), "name"));
	if (k->ir->ns && strcmp(kind, "Namespace") != 0)
		doc_fix(own(k, doc_put_text(k->arena, meta, "namespace", k->ir->ns), "namespace"));
	put_labels(k, meta);
	put_metadata(k, meta, kind);
	*VEC_ADD(k->arena, &k->objects) = (struct object){
		.kind = kind, .name = name, .doc = d };
	return d;
}

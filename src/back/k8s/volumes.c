/*
 * volumes: data, certificates and configuration files of the pods, and where
 * the container finds them.
 */
#include <string.h>

#include "back/k8s/fields.h"
#include "base/arena.h"

enum { MODE_SECRET = 0440 };   /* the pod's group reads it */

void
put_volume_mounts(struct k8s *k, struct doc *container)
{
	const struct ir *ir = k->ir;
	const struct ir_storage *s = &k->group->storage;
	struct doc *list = doc_put_list(k->arena, container, "volumeMounts");

	put_mount(k, list, s->volume, s->mount, false);
	doc_own(list->last, ir_field(ir, k->group, "storage"), s->at);
	if (ir->log.kind == STORAGE_CLAIM) {
		put_mount(k, list, ir->log.volume, ir->log.mount, false);
		own(k, list->last, "log.storage");
	}
	files_put_mounts(k, list);
	for (size_t i = 0; i < ir->tls.n; i++) {
		const struct ir_tls *t = &ir->tls.at[i];

		if (!t->files.n)
			continue;
		put_mount(k, list, t->volume, t->mount, true);
		own(k, list->last, t->owner);
	}
	writable_put_mounts(k, list);
	put_field(k, container, "mount");
}

/* Nothing that changes with a version stands in a claim: it cannot be
 * updated. */
void
put_claim(struct k8s *k, struct doc *claim, const char *name, const struct ir_storage *s)
{
	struct doc *meta = doc_put_map(k->arena, claim, "metadata"), *spec, *d;

	if (name)
		doc_put_text(k->arena, meta, "name", name);
	put_pairs(k, put_selector(k, meta, "labels"), &s->labels);
	if (s->annotations.n)
		put_pairs(k, doc_put_map(k->arena, meta, "annotations"), &s->annotations);
	spec = doc_put_map(k->arena, claim, "spec");
	d = doc_put_list(k->arena, spec, "accessModes");
	doc_put_text(k->arena, d, NULL, s->access ? s->access : "ReadWriteOnce");
	if (s->has_class)
		doc_put_text(k->arena, spec, "storageClassName", s->class);
	d = doc_put_map(k->arena, doc_put_map(k->arena, spec, "resources"), "requests");
	doc_put_text(k->arena, d, "storage", s->size);
}

/* What of `storage` Kubernetes alone reads. */
void
put_claim_rows(struct k8s *k, struct doc *claim)
{
	const struct spec_node *n = field_node(k, "storage");

	put_record(k, doc_get(claim, "spec"), n, field_find(n->type, "claim")->type, PART_OBJECT);
}

/* What a pod that keeps nothing has for its data: a claim that is made and
 * goes with it, or a folder of the machine. */
static void
put_source(struct k8s *k, struct doc *volume)
{
	const struct ir_storage *s = &k->group->storage;
	struct doc *d;

	switch (s->kind) {
	case STORAGE_EXISTING:
		d = doc_put_map(k->arena, volume, "persistentVolumeClaim");
		doc_put_text(k->arena, d, "claimName", s->claim);
		return;
	case STORAGE_CLAIM:
		d = doc_put_map(k->arena, volume, "ephemeral");
		d = doc_put_map(k->arena, d, "volumeClaimTemplate");
		put_claim(k, d, NULL, s);
		put_claim_rows(k, d);
		return;
	case STORAGE_NONE:
		doc_put_map(k->arena, volume, "emptyDir");
		return;
	}
}

/* A claim template of a StatefulSet has a volume of its own. */
static void
put_data(struct k8s *k, struct doc *volumes)
{
	const struct ir_storage *s = &k->group->storage;
	struct doc *d;

	if (s->kind == STORAGE_CLAIM && k->group->workload == WORKLOAD_STATEFULSET)
		return;
	d = doc_own(doc_put_map(k->arena, volumes, NULL), ir_field(k->ir, k->group, "storage"), s->at);
	doc_put_text(k->arena, d, "name", s->volume);
	put_source(k, d);
}

static void
put_log(struct k8s *k, struct doc *volumes)
{
	const struct ir_storage *s = &k->ir->log;
	struct doc *d;

	if (s->kind != STORAGE_CLAIM || k->group->workload == WORKLOAD_STATEFULSET)
		return;
	d = own(k, doc_put_map(k->arena, volumes, NULL), "log.storage");
	doc_put_text(k->arena, d, "name", s->volume);
	d = doc_put_map(k->arena, doc_put_map(k->arena, d, "ephemeral"), "volumeClaimTemplate");
	put_claim(k, d, NULL, s);
}

static void
put_items(struct k8s *k, struct doc *source, const struct ir_tls *t, const char *secret)
{
	struct doc *items = doc_put_list(k->arena, source, "items");

	for (size_t i = 0; i < t->files.n; i++) {
		const struct ir_file *f = &t->files.at[i];
		struct doc *d;

		if (strcmp(f->secret, secret) != 0)
			continue;
		d = doc_put_map(k->arena, items, NULL);
		doc_put_text(k->arena, d, "key", f->key);
		doc_put_text(k->arena, d, "path", f->name);
	}
}

/* Is it the first file that comes from its Secret? */
static bool
is_first(const struct ir_tls *t, size_t file)
{
	for (size_t i = 0; i < file; i++)
		if (strcmp(t->files.at[i].secret, t->files.at[file].secret) == 0)
			return false;
	return true;
}

static bool
is_one_secret(const struct ir_tls *t)
{
	for (size_t i = 1; i < t->files.n; i++)
		if (is_first(t, i))
			return false;
	return true;
}

static void
put_secrets(struct k8s *k, struct doc *volume, const struct ir_tls *t)
{
	struct doc *d, *sources;

	if (is_one_secret(t)) {
		d = doc_put_map(k->arena, volume, "secret");
		doc_put_text(k->arena, d, "secretName", t->files.at[0].secret);
		doc_put_int(k->arena, d, "defaultMode", MODE_SECRET);
		put_items(k, d, t, t->files.at[0].secret);
		return;
	}
	d = doc_put_map(k->arena, volume, "projected");
	doc_put_int(k->arena, d, "defaultMode", MODE_SECRET);
	sources = doc_put_list(k->arena, d, "sources");
	for (size_t i = 0; i < t->files.n; i++) {
		if (!is_first(t, i))
			continue;
		d = doc_put_map(k->arena, doc_put_map(k->arena, sources, NULL), "secret");
		doc_put_text(k->arena, d, "name", t->files.at[i].secret);
		put_items(k, d, t, t->files.at[i].secret);
	}
}

static void
put_tls(struct k8s *k, struct doc *volumes)
{
	for (size_t i = 0; i < k->ir->tls.n; i++) {
		const struct ir_tls *t = &k->ir->tls.at[i];
		struct doc *d;

		if (!t->files.n)
			continue;
		d = own(k, doc_put_map(k->arena, volumes, NULL), t->owner);
		doc_put_text(k->arena, d, "name", t->volume);
		put_secrets(k, d, t);
	}
}

void
put_volumes(struct k8s *k, struct doc *spec)
{
	struct doc *list = doc_put_list(k->arena, spec, "volumes");

	put_data(k, list);
	put_log(k, list);
	files_put_volumes(k, list);
	put_tls(k, list);
	writable_put_volumes(k, list);
	put_field(k, spec, "volume");
	if (!list->first)
		doc_remove(spec, list);
}

/*
 * kustomize: the base of a cluster and its overlays as Kustomize has them.
 *
 * In: the objects of every environment, as `k8s` makes them.  Out: files below
 * kustomize/base and kustomize/overlays/ENV, where a patch holds only what
 * differs; `kustomize build` gives for each what `k8s` gives.  Owner: the
 * target.
 */
#include "back/kustomize/kustomize.h"

#include <string.h>

#include "back/targets.h"
#include "base/arena.h"

/* One folder with a kustomization. */
struct folder {
	struct arena *arena;
	const char *path;          /* below CLUSTER/ */
	artifact_list *out;
	struct doc *kustomization, *resources, *patches;
};

static void
put_file(struct folder *f, const char *name, struct doc *d)
{
	*VEC_ADD(f->arena, f->out) = (struct artifact){
		.path = arena_printf(f->arena, "%s/%s", f->path, name),
		.syntax = SYNTAX_YAML,
		.doc = d
	};
}

static void
open_folder(struct folder *f)
{
	struct doc *d = doc_map(f->arena);

	doc_put_text(f->arena, d, "apiVersion", "kustomize.config.k8s.io/v1beta1");
	doc_put_text(f->arena, d, "kind", "Kustomization");
	f->kustomization = d;
	f->resources = doc_list(f->arena);
	f->patches = doc_list(f->arena);
}

static void
close_folder(struct folder *f)
{
	doc_put(f->kustomization, "resources", f->resources);
	if (f->patches->first)
		doc_put(f->kustomization, "patches", f->patches);
	put_file(f, "kustomization.yaml", f->kustomization);
}

/* "statefulset-emqx.yaml" */
static const char *
file_of(const struct artifact *object)
{
	return strrchr(object->path, '/') + 1;
}

static void
put_resource(struct folder *f, const struct artifact *object)
{
	put_file(f, file_of(object), object->doc);
	doc_put_text(f->arena, f->resources, NULL, file_of(object));
}

/* The target stands beside each patch: operations do not say theirs. */
static void
put_patch(struct folder *f, const char *how, const struct artifact *object, struct doc *patch)
{
	const char *name = arena_printf(f->arena, "%s-%s", how, file_of(object));
	struct doc *entry = doc_put_map(f->arena, f->patches, NULL), *target;

	put_file(f, name, patch);
	doc_put_text(f->arena, entry, "path", name);
	target = doc_put_map(f->arena, entry, "target");
	put_shared(f->arena, target, doc_get(object->doc, "kind"));
	put_shared(f->arena, target, doc_get(doc_get(object->doc, "metadata"), "name"));
}

static const struct artifact *
find(const artifact_list *objects, const char *path)
{
	for (size_t i = 0; i < objects->n; i++)
		if (strcmp(objects->at[i].path, path) == 0)
			return &objects->at[i];
	return NULL;
}

static void
put_object(struct folder *f, const struct artifact *object, const struct artifact *old)
{
	struct delta delta;

	if (!old) {
		put_resource(f, object);
		return;
	}
	delta = delta_make(f->arena, old->doc, object->doc);
	if (delta.json)
		put_patch(f, "json", object, delta.json);
	if (delta.merge)
		put_patch(f, "patch", object, delta.merge);
}

static void
put_base(const struct variant *base, artifact_list *out)
{
	struct folder f = { .arena = base->ir->arena, .path = "kustomize/base", .out = out };

	open_folder(&f);
	for (size_t i = 0; i < base->made.n; i++)
		put_resource(&f, &base->made.at[i]);
	close_folder(&f);
}

static bool
is_other_namespace(const struct ir *base, const struct ir *ir)
{
	return ir->ns && (!base->ns || strcmp(ir->ns, base->ns) != 0);
}

static void
put_overlay(const struct variant *base, const struct variant *v, artifact_list *out)
{
	struct arena *a = v->ir->arena;
	struct folder f = { .arena = a, .out = out,
			    .path = arena_printf(a, "kustomize/overlays/%s", v->ir->env) };

	open_folder(&f);
	if (is_other_namespace(base->ir, v->ir))
		doc_put_text(a, f.kustomization, "namespace", v->ir->ns);
	doc_put_text(a, f.resources, NULL, "../../base");
	for (size_t i = 0; i < v->made.n; i++)
		put_object(&f, &v->made.at[i], find(&base->made, v->made.at[i].path));
	for (size_t i = 0; i < base->made.n; i++)
		if (!find(&v->made, base->made.at[i].path))
			put_patch(&f, "delete", &base->made.at[i],
				  delta_delete(a, base->made.at[i].doc));
	close_folder(&f);
}

static void
join(const struct variant *all, size_t n, artifact_list *out)
{
	put_base(&all[0], out);
	for (size_t i = 1; i < n; i++)
		put_overlay(&all[0], &all[i], out);
}

static void
build(const struct ir *ir, const struct back_options *o, artifact_list *out)
{
	backend_k8s.build(ir, o, out);
}

const struct backend backend_kustomize = {
	.name = "kustomize",
	.help = "a base and an overlay for each environment, for kubectl apply -k",
	.as = "k8s",
	.patches = true,
	.build = build,
	.join = join
};

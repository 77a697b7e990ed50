/*
 * writable: volumes for the folders that the broker writes in when its root
 * cannot be written to.  What the image keeps in such a folder is copied into
 * the volume by an init container of the same image.
 */
#include "back/k8s/k8s.h"
#include "base/arena.h"

void
writable_put_volumes(struct k8s *k, struct doc *volumes)
{
	for (size_t i = 0; i < k->ir->writable.n; i++) {
		struct doc *v = own(k, doc_put_map(k->arena, volumes, NULL), "security.read-only-root");

		doc_put_text(k->arena, v, "name", k->ir->writable.at[i].name);
		doc_put_map(k->arena, v, "emptyDir");
	}
}

void
writable_put_mounts(struct k8s *k, struct doc *mounts)
{
	for (size_t i = 0; i < k->ir->writable.n; i++) {
		const struct ir_writable *w = &k->ir->writable.at[i];

		put_mount(k, mounts, w->name, w->path, false);
		own(k, mounts->last, "security.read-only-root");
	}
}

static void
put_copier(struct k8s *k, struct doc *list, const struct ir_writable *w)
{
	struct doc *c = own(k, doc_put_map(k->arena, list, NULL), "security.read-only-root");
	const char *to = arena_printf(k->arena, "/mnt/%s", w->name);
	struct doc *command;

	doc_put_text(k->arena, c, "name", w->name);
	put_image(k, c);
	command = doc_put_list(k->arena, c, "command");
	doc_put_text(k->arena, command, NULL, "cp");
	doc_put_text(k->arena, command, NULL, "-R");
	doc_put_text(k->arena, command, NULL, arena_printf(k->arena, "%s/.", w->path));
	doc_put_text(k->arena, command, NULL, arena_printf(k->arena, "%s/", to));
	put_resources(k, c);
	put_container_security(k, c);
	put_mount(k, doc_put_list(k->arena, c, "volumeMounts"), w->name, to, false);
}

void
writable_put_init(struct k8s *k, struct doc *spec)
{
	for (size_t i = 0; i < k->ir->writable.n; i++)
		if (k->ir->writable.at[i].copied)
			put_copier(k, doc_have_list(k->arena, spec, "initContainers"), &k->ir->writable.at[i]);
}

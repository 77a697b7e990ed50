/*
 * container_parts: what the broker's container and those that prepare its
 * folders have alike: the image, resources, the least rights, a mount.
 */
#include "back/k8s/k8s.h"
#include "base/arena.h"

void
put_image(struct k8s *k, struct doc *container)
{
	bool said = field_place(k->ir, "image").file != 0;

	own(k, doc_put_text(k->arena, container, "image", k->ir->image), said ? "image" : "version");
	if (k->ir->pull)
		own(k, doc_put_text(k->arena, container, "imagePullPolicy", k->ir->pull),
		    "image.pull");
}

static void
put_quantity(struct k8s *k, struct doc *resources, const char *which, const char *what,
	     const char *amount)
{
	if (amount)
		own_group(k, doc_put_text(k->arena, doc_have_map(k->arena, resources, which), what, amount),
			  arena_printf(k->arena, "resources.%s", what));
}

void
put_resources(struct k8s *k, struct doc *container)
{
	const struct ir_group *g = k->group;
	const struct {
		const char *name;
		const struct ir_range *range;
	} all[] = { { "cpu", &g->cpu }, { "memory", &g->memory }, { "ephemeral-storage", &g->disk } };

	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		struct doc *d;

		if (!all[i].range->request)
			continue;
		d = doc_have_map(k->arena, container, "resources");
		put_quantity(k, d, "requests", all[i].name, all[i].range->request);
		put_quantity(k, d, "limits", all[i].name, all[i].range->limit);
	}
}

/* What is not said is the least that a container needs. */
void
put_container_security(struct k8s *k, struct doc *container)
{
	struct doc *d = doc_have_map(k->arena, container, "securityContext");

	if (!doc_get(d, "allowPrivilegeEscalation"))
		doc_put_bool(k->arena, d, "allowPrivilegeEscalation", false);
	if (k->ir->read_only_root && !doc_get(d, "readOnlyRootFilesystem"))
		own(k, doc_put_bool(k->arena, d, "readOnlyRootFilesystem", true), "security.read-only-root");
	d = doc_have_map(k->arena, d, "capabilities");
	if (!doc_get(d, "drop"))
		doc_put_text(k->arena, doc_put_list(k->arena, d, "drop"), NULL, "ALL");
}

void
put_mount(struct k8s *k, struct doc *mounts, const char *volume, const char *path,
	  bool read_only)
{
	struct doc *d = doc_put_map(k->arena, mounts, NULL);

	doc_put_text(k->arena, d, "name", volume);
	doc_put_text(k->arena, d, "mountPath", path);
	if (read_only)
		doc_put_bool(k->arena, d, "readOnly", true);
}

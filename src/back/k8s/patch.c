/*
 * patch: the `patch KIND [NAME] { }` lines of a spec, on the objects.
 *
 * What the cluster generates may be changed, with a warning that names the
 * field it comes from; what identifies an object may not.
 */
#include "back/k8s/patch.h"

#include <string.h>

#include "base/arena.h"
#include "base/edit.h"

/* Nothing near is made: maybe the kind itself is misspelt. */
static void
help_kinds(const struct patching *c, struct diag *r)
{
	struct nearest near;
	const char *name;

	nearest_start(&near, c->patch->kind);
	for (size_t i = 0; (name = kind_name(i)); i++)
		nearest_offer(&near, name);
	if (near.n && strcmp(near.name[0], c->patch->kind) != 0)
		diag_help(patch_diags(c), r, "Kubernetes has %s, which this cluster does not make",
			  nearest_text(&near, c->k->arena));
}

static void
report_unknown(struct patching *c)
{
	const struct spec_patch *p = c->patch;
	struct diags *d = patch_diags(c);
	struct nearest near;
	struct diag *r;
	const char *meant;

	r = diag_add(d, DIAG_KU047, p->kind_at, "this cluster has no %s%s%s%s", p->kind,
		     p->name ? " `" : "", p->name ? p->name : "", p->name ? "`" : "");
	nearest_start(&near, p->kind);
	for (size_t i = 0; i < c->k->objects.n; i++)
		nearest_offer(&near, c->k->objects.at[i].kind);
	meant = nearest_text(&near, c->k->arena);
	if (meant && strcmp(near.name[0], p->kind) != 0)
		diag_help(d, r, "did you mean %s?", meant);
	else if (!meant)
		help_kinds(c, r);
	for (size_t i = 0; i < c->k->objects.n; i++)
		if (p->name && strcmp(c->k->objects.at[i].kind, p->kind) == 0)
			diag_help(d, r, "there is %s `%s`", p->kind, c->k->objects.at[i].name);
}

static void
report_several(struct patching *c)
{
	const struct spec_patch *p = c->patch;
	struct diags *d = patch_diags(c);
	struct diag *r = diag_add(d, DIAG_KU047, p->kind_at, "this cluster has more than one %s",
				  p->kind);

	for (size_t i = 0; i < c->k->objects.n; i++)
		if (strcmp(c->k->objects.at[i].kind, p->kind) == 0)
			diag_help(d, r, "say which: patch %s %s { … }", p->kind,
				  c->k->objects.at[i].name);
}

/* The one object that the patch means. */
static bool
find_object(struct patching *c)
{
	const struct spec_patch *p = c->patch;

	for (size_t i = 0; i < c->k->objects.n; i++) {
		const struct object *o = &c->k->objects.at[i];

		if (strcmp(o->kind, p->kind) != 0 || (p->name && strcmp(o->name, p->name) != 0))
			continue;
		if (c->object) {
			report_several(c);
			return false;
		}
		c->object = o;
	}
	if (!c->object)
		report_unknown(c);
	return c->object != NULL;
}

static bool
is_readable(const struct value *v)
{
	if (v->kind == VAL_BAD || v->kind == VAL_UNKNOWN)
		return false;
	for (size_t i = 0; i < v->n; i++)
		if (!is_readable(v->kind == VAL_RECORD ? v->entries[i].value : v->items[i]))
			return false;
	return true;
}

/* Nothing is said of objects that lack what a faulty line would give them. */
void
patches_apply(struct k8s *k)
{
	size_t raised;

	if (!k->ir->spec || !k->ir->spec->patches.n)
		return;
	raised = diags_raised(k->ir->spec->program->diags);
	for (size_t i = 0; i < k->ir->spec->patches.n; i++) {
		struct patching c = { .k = k, .patch = &k->ir->spec->patches.at[i] };

		if (c.patch->value && !is_readable(c.patch->value))
			continue;
		if (c.patch->value && !patch_is_public(&c, c.patch->value))
			continue;
		if (find_object(&c))
			patch_apply(&c);
	}
	k->patched = true;
	k->spoilt = diags_raised(k->ir->spec->program->diags) != raised;
}

/*
 * patch_type: the path of a patch held against the structure of its kind:
 * what each step stands in, and what is said of a step that names nothing.
 */
#include <string.h>

#include "back/k8s/patch.h"
#include "base/arena.h"
#include "front/ast.h"

static const struct ast_step *
step_at(const struct patching *c, size_t i)
{
	return &c->patch->path->steps.at[i];
}

static bool
report_field(const struct patching *c, size_t i, const struct kind_type *t)
{
	const struct ast_step *s = step_at(c, i);
	struct diag *r = diag_add(patch_diags(c), DIAG_KU001, s->name.at, "%s has no `%s`",
				  c->object->kind, patch_path(c, i + 1));

	kind_help_fields(patch_diags(c), c->k->arena, r, t, s->name.text);
	return false;
}

/* A name in a list or a scalar, [x] in anything but a list. */
static bool
report_shape(const struct patching *c, size_t i, const struct kind_type *t)
{
	const struct ast_step *s = step_at(c, i);
	struct diag *r = diag_add(patch_diags(c), DIAG_KU001, s->name.at,
				  "`%s` of %s `%s` is %s%s", i ? patch_path(c, i) : "the whole",
				  c->object->kind, c->object->name,
				  kind_type_id(t) < KIND_LIST ? "a single value: " : "",
				  kind_expects(c->k->arena, t));

	if (kind_type_id(t) == KIND_LIST)
		diag_help(patch_diags(c), r, "an entry of a list is written [%s]", s->name.text);
	else if (kind_type_id(t) > KIND_LIST)
		diag_help(patch_diags(c), r, "a field of a map is written .%s", s->name.text);
	return false;
}

static bool
find_type(struct patching *c, size_t i)
{
	const struct ast_step *s = step_at(c, i);
	const struct kind_type *t = c->types[i];
	const struct kind_field *f;

	if (kind_type_id(t) < KIND_LIST || s->index != (kind_type_id(t) == KIND_LIST))
		return report_shape(c, i, t);
	c->types[i + 1] = kind_item(t);
	if (kind_type_id(t) != KIND_STRUCT)
		return true;
	f = kind_field(t, s->name.text);
	if (!f)
		return report_field(c, i, t);
	c->types[i + 1] = kind_field_type(f);
	return true;
}

bool
patch_find_types(struct patching *c)
{
	size_t n = c->patch->path->steps.n;

	c->types = arena_alloc(c->k->arena, (n + 1) * sizeof *c->types);
	memset(c->types, 0, (n + 1) * sizeof *c->types);
	c->types[0] = kind_type(kind_find(c->object->kind));
	for (size_t i = 0; i < n; i++)
		if (!find_type(c, i))
			return false;
	return true;
}

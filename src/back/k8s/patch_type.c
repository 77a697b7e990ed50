/*
 * patch_type: the path of a patch held against the structure of its kind:
 * what each step stands in, and what is said of a step that names nothing.
 */
#include <string.h>

#include "back/k8s/patch.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/edit.h"
#include "front/ast.h"

enum { FEW_FIELDS = 12, WORD_SIZE = 64 };

static const char *
words_text(struct arena *a, const struct kind_type *t)
{
	struct buf b = BUF_IN(a);
	char word[WORD_SIZE], next[WORD_SIZE];

	buf_text(&b, "one of");
	for (size_t i = 0; kind_word(t, i, word, sizeof word); i++) {
		bool last = !kind_word(t, i + 1, next, sizeof next);

		buf_printf(&b, "%s `%s`", !i ? "" : last ? " or" : ",", word);
	}
	return buf_cstr(&b);
}

const char *
patch_expects(struct arena *a, const struct kind_type *t)
{
	static const char *const names[] = {
		[KIND_STRING] = "a string",
		[KIND_BOOL] = "true or false",
		[KIND_INT32] = "a whole number",
		[KIND_INT64] = "a whole number",
		[KIND_INT_OR_STRING] = "a whole number or a string",
		[KIND_QUANTITY] = "a quantity such as 500m or 1Gi",
		[KIND_BASE64] = "base64",
		[KIND_LIST] = "a list",
		[KIND_MAP] = "a map",
		[KIND_STRUCT] = "a map"
	};

	return kind_type_id(t) == KIND_WORDS ? words_text(a, t) : names[kind_type_id(t)];
}

/* All fields, when they are few. */
static void
help_all(const struct patching *c, struct diag *r, const struct kind_type *t)
{
	struct buf b = BUF_IN(c->k->arena);
	const struct kind_field *f;

	if (kind_field_at(t, FEW_FIELDS))
		return;
	for (size_t i = 0; (f = kind_field_at(t, i)); i++)
		buf_printf(&b, "%s`%s`", i ? ", " : "", kind_field_name(f));
	diag_help(patch_diags(c), r, "there %s %s", kind_field_at(t, 1) ? "are" : "is",
		  buf_cstr(&b));
}

void
patch_help_fields(const struct patching *c, struct diag *r, const struct kind_type *t,
		  const char *wanted)
{
	struct nearest near;
	const struct kind_field *f;

	nearest_start(&near, wanted);
	for (size_t i = 0; (f = kind_field_at(t, i)); i++)
		nearest_offer(&near, kind_field_name(f));
	if (!diag_nearest(patch_diags(c), r, &near))
		help_all(c, r, t);
}

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

	patch_help_fields(c, r, t, s->name.text);
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
				  patch_expects(c->k->arena, t));

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

	if (!t)
		return true;
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
	const struct kind *kind = kind_find(c->object->kind);
	size_t n = c->patch->path->steps.n;

	c->types = arena_alloc(c->k->arena, (n + 1) * sizeof *c->types);
	memset(c->types, 0, (n + 1) * sizeof *c->types);
	c->types[0] = kind ? kind_type(kind) : NULL;
	for (size_t i = 0; i < n; i++)
		if (!find_type(c, i))
			return false;
	return true;
}

/*
 * patch_value: the right side of a patch as a document: lists and maps by the
 * structure of the kind.  All that is wrong in it is reported, each where it
 * stands.
 */
#include "back/k8s/patch.h"

#include "base/arena.h"

static struct doc *part(const struct patch_part *p, const struct value *v,
			const struct kind_type *t);

static struct doc *
report_shape(const struct patch_part *p, const struct value *v, const struct kind_type *t)
{
	struct diag *r = patch_report_value(p, v->at, "is %s, and this is %s",
					    kind_expects(p->c->k->arena, t),
					    value_kind_text(v->kind));

	if (kind_type_id(t) == KIND_LIST)
		diag_help(patch_diags(p->c), r, "write [ … ]");
	else
		diag_help(patch_diags(p->c), r, "write { … }");
	return NULL;
}

static struct doc *
list(const struct patch_part *p, const struct value *v, const struct kind_type *t)
{
	struct doc *d = doc_list(p->c->k->arena), *item;
	bool good = true;

	for (size_t i = 0; i < v->n; i++) {
		struct patch_part below = { p->c, p, NULL, i };

		item = part(&below, v->items[i], kind_item(t));
		good = good && item;
		if (item)
			doc_put(d, NULL, item);
	}
	return good ? d : NULL;
}

/* The type of a field, or NULL when t has no such field (reported). */
static const struct kind_type *
field_type(const struct patch_part *p, const struct value_entry *e, const struct kind_type *t)
{
	const struct kind_field *f;
	struct diag *r;

	if (kind_type_id(t) == KIND_MAP)
		return kind_item(t);
	f = kind_field(t, e->name);
	if (f)
		return kind_field_type(f);
	r = patch_report_value(p, e->at, "has no `%s`", e->name);
	kind_help_fields(patch_diags(p->c), p->c->k->arena, r, t, e->name);
	return NULL;
}

static struct doc *
record(const struct patch_part *p, const struct value *v, const struct kind_type *t)
{
	struct doc *d = doc_map(p->c->k->arena);
	bool good = true;

	for (size_t i = 0; i < v->n; i++) {
		const struct value_entry *e = &v->entries[i];
		struct patch_part below = { p->c, p, e->name, 0 };
		const struct kind_type *type = field_type(p, e, t);
		struct doc *field = type ? part(&below, e->value, type) : NULL;

		good = good && field;
		if (field)
			doc_put(d, e->name, field);
	}
	return good ? d : NULL;
}

static struct doc *
shaped(const struct patch_part *p, const struct value *v, const struct kind_type *t)
{
	enum kind_type_id id = kind_type_id(t);

	if (id == KIND_LIST)
		return v->kind == VAL_LIST ? list(p, v, t) : report_shape(p, v, t);
	if (id == KIND_MAP || id == KIND_STRUCT)
		return v->kind == VAL_RECORD ? record(p, v, t) : report_shape(p, v, t);
	return patch_scalar(p, v, t);
}

static struct doc *
part(const struct patch_part *p, const struct value *v, const struct kind_type *t)
{
	struct doc *d = shaped(p, v, t);

	if (d)
		d->edit = &v->at;
	return d;
}

struct doc *
patch_value(const struct patching *c, const struct value *v, const struct kind_type *t)
{
	struct patch_part whole = { .c = c };

	return part(&whole, v, t);
}

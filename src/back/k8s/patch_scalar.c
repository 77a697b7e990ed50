/*
 * patch_scalar: a single value of a patch by the type that its field has: text
 * as it is written, exact numbers within what Kubernetes takes, words of the
 * list.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "back/k8s/patch.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/edit.h"
#include "front/ast.h"
#include "schema/types.h"

enum { WORD_SIZE = 64 };

static struct doc *
leaf(const struct patch_part *p, enum doc_kind kind, struct str text, int64_t num)
{
	struct doc *d = ARENA_NEW(p->c->k->arena, struct doc);

	d->kind = kind;
	d->text = text;
	d->num = num;
	return d;
}

static struct doc *
text_leaf(const struct patch_part *p, const struct value *v)
{
	struct arena *a = p->c->k->arena;

	return leaf(p, DOC_STRING, v->kind == VAL_RANGE ? str_of(value_show(a, v)) : v->text, 0);
}

static struct doc *
report(const struct patch_part *p, const struct value *v, const struct kind_type *t)
{
	patch_report_value(p, v->at, "takes %s, and this is %s",
			   kind_expects(p->c->k->arena, t), value_kind_text(v->kind));
	return NULL;
}

/* The field that a value is for; "" for an entry of a list. */
static const char *
field_of(const struct patch_part *p)
{
	const struct ast_path *path = p->c->patch->path;
	const struct ast_step *last = &path->steps.at[path->steps.n - 1];

	if (p->up)
		return p->name ? p->name : "";
	return last->index ? "" : last->name.text;
}

static bool
is_within(const struct patch_part *p, const struct value *v, int64_t num, bool wide)
{
	const char *fault = kind_number_fault(p->c->k->arena, field_of(p), num, wide);

	if (fault)
		patch_report_value(p, v->at, "takes %s", fault);
	return !fault;
}

static struct doc *
int_leaf(const struct patch_part *p, const struct value *v, const struct kind_type *t)
{
	int64_t num;

	if (v->kind != VAL_INT)
		return report(p, v, t);
	if (number_int(v->text, &num) != NUM_OK) {
		patch_report_value(p, v->at, "takes a number of 64 bits");
		return NULL;
	}
	if (!is_within(p, v, num, kind_type_id(t) == KIND_INT64))
		return NULL;
	return leaf(p, DOC_INT, STR(""), num);
}

static struct doc *
int_or_string(const struct patch_part *p, const struct value *v, const struct kind_type *t)
{
	if (v->kind == VAL_INT)
		return int_leaf(p, v, t);
	if (v->kind != VAL_STRING && v->kind != VAL_WORD && v->kind != VAL_PERCENT)
		return report(p, v, t);
	return text_leaf(p, v);
}

static struct doc *
bool_leaf(const struct patch_part *p, const struct value *v, const struct kind_type *t)
{
	if (v->kind != VAL_BOOL)
		return report(p, v, t);
	return leaf(p, DOC_BOOL, STR(""), str_is(v->text, "true"));
}

static const char *
without_marks(struct arena *a, struct str text)
{
	struct buf b = BUF_IN(a);

	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] != '_')
			buf_char(&b, text.p[i]);
	return b.n ? buf_cstr(&b) : "";
}

static struct doc *
quantity(const struct patch_part *p, const struct value *v, const struct kind_type *t)
{
	struct arena *a = p->c->k->arena;
	const char *text = without_marks(a, v->text);
	size_t n = strlen(text);
	struct diag *r;

	if (v->kind != VAL_INT && v->kind != VAL_DECIMAL && v->kind != VAL_UNIT
	    && v->kind != VAL_STRING && v->kind != VAL_WORD)
		return report(p, v, t);
	if (kind_is_quantity(text) && *text != '-')
		return leaf(p, v->kind == VAL_INT ? DOC_WORD : DOC_STRING, str_of(text), 0);
	r = patch_report_value(p, v->at, "takes %s, and this is `%s`", kind_expects(a, t), text);
	if (n > 2 && text[n - 1] == 'B') {
		const char *cut = arena_strndup(a, text, n - 1);

		if (kind_is_quantity(cut))
			diag_help(patch_diags(p->c), r, "Kubernetes writes `%s`", cut);
	}
	return NULL;
}

static struct doc *
word(const struct patch_part *p, const struct value *v, const struct kind_type *t)
{
	struct arena *a = p->c->k->arena;
	char each[WORD_SIZE];
	struct nearest near;
	const char *said;
	struct diag *r;

	if (v->kind != VAL_STRING && v->kind != VAL_WORD)
		return report(p, v, t);
	said = arena_strndup(a, v->text.p, v->text.n);
	if (kind_has_word(t, said))
		return text_leaf(p, v);
	r = patch_report_value(p, v->at, "takes %s, and this is `%s`", kind_expects(a, t), said);
	nearest_start(&near, said);
	for (size_t i = 0; kind_word(t, i, each, sizeof each); i++)
		nearest_offer(&near, arena_strdup(a, each));
	diag_nearest(patch_diags(p->c), r, &near);
	return NULL;
}

static struct doc *
base64(const struct patch_part *p, const struct value *v, const struct kind_type *t)
{
	if (v->kind != VAL_STRING && v->kind != VAL_WORD && v->kind != VAL_INT)
		return report(p, v, t);
	if (kind_is_base64(arena_strndup(p->c->k->arena, v->text.p, v->text.n)))
		return text_leaf(p, v);
	patch_report_value(p, v->at, "takes base64, and this is not");
	return NULL;
}

struct doc *
patch_scalar(const struct patch_part *p, const struct value *v, const struct kind_type *t)
{
	if (v->kind == VAL_LIST || v->kind == VAL_RECORD)
		return report(p, v, t);
	switch (kind_type_id(t)) {
	case KIND_BOOL:
		return bool_leaf(p, v, t);
	case KIND_INT32:
	case KIND_INT64:
		return int_leaf(p, v, t);
	case KIND_INT_OR_STRING:
		return int_or_string(p, v, t);
	case KIND_QUANTITY:
		return quantity(p, v, t);
	case KIND_WORDS:
		return word(p, v, t);
	case KIND_BASE64:
		return base64(p, v, t);
	case KIND_STRING:
	case KIND_LIST:
	case KIND_MAP:
	case KIND_STRUCT:
		break;
	}
	return text_leaf(p, v);
}

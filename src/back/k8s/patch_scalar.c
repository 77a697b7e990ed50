/*
 * patch_scalar: a single value of a patch by the type that its field has: text
 * as it is written, exact numbers within what Kubernetes takes, words of the
 * list.  Without a table whole numbers are numbers, true and false are
 * booleans, and the rest is text.
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

/* What a number may be where the schemas only say that it is one. */
static const struct limit {
	const char *field;
	int64_t min, max;
} limits[] = {
	{ "containerPort", 1, 65535 }, { "hostPort", 1, 65535 }, { "port", 1, 65535 },
	{ "targetPort", 1, 65535 }, { "endPort", 1, 65535 }, { "nodePort", 30000, 32767 },
	{ "replicas", 0, INT32_MAX }, { "minReplicas", 1, INT32_MAX },
	{ "maxReplicas", 1, INT32_MAX }, { "minReadySeconds", 0, INT32_MAX },
	{ "revisionHistoryLimit", 0, INT32_MAX }, { "progressDeadlineSeconds", 1, INT32_MAX },
	{ "partition", 0, INT32_MAX }, { "start", 0, INT32_MAX },
	{ "initialDelaySeconds", 0, INT32_MAX }, { "periodSeconds", 0, INT32_MAX },
	{ "timeoutSeconds", 0, INT32_MAX }, { "successThreshold", 0, INT32_MAX },
	{ "failureThreshold", 0, INT32_MAX }, { "activeDeadlineSeconds", 1, INT32_MAX },
	{ "stabilizationWindowSeconds", 0, 3600 }, { "weight", 1, 100 },
	{ "maxSkew", 1, INT32_MAX }, { "minDomains", 1, INT32_MAX },
	{ "defaultMode", 0, 0777 }, { "mode", 0, 0777 }, { "runAsUser", 0, INT32_MAX },
	{ "runAsGroup", 0, INT32_MAX }, { "fsGroup", 0, INT32_MAX },
	{ "maxUnavailable", 0, INT32_MAX }, { "maxSurge", 0, INT32_MAX },
	{ "minAvailable", 0, INT32_MAX }, { "backoffLimit", 0, INT32_MAX },
	{ "parallelism", 0, INT32_MAX }, { "completions", 0, INT32_MAX }
};

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
			   patch_expects(p->c->k->arena, t), value_kind_text(v->kind));
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
	const char *field = field_of(p);

	for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
		const struct limit *l = &limits[i];

		if (strcmp(l->field, field) != 0 || (num >= l->min && num <= l->max))
			continue;
		if (l->max == INT32_MAX)
			patch_report_value(p, v->at, "takes a number from %" PRId64, l->min);
		else
			patch_report_value(p, v->at, "takes a number from %" PRId64 " to %" PRId64,
					   l->min, l->max);
		return false;
	}
	if (wide || (num >= INT32_MIN && num <= INT32_MAX))
		return true;
	patch_report_value(p, v->at, "takes a number of 32 bits");
	return false;
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

static size_t
skip(const char *s, const char *of)
{
	return strspn(s, of);
}

/* As the API server reads one: sign, digits, suffix or exponent. */
static bool
is_quantity(const char *s)
{
	static const char *const suffixes[] = {
		"", "n", "u", "m", "k", "M", "G", "T", "P", "E",
		"Ki", "Mi", "Gi", "Ti", "Pi", "Ei", NULL
	};
	size_t whole, part = 0;

	s += *s == '+' || *s == '-';
	whole = skip(s, "0123456789");
	s += whole;
	if (*s == '.') {
		part = skip(s + 1, "0123456789");
		s += part + 1;
	}
	if (!whole && !part)
		return false;
	for (const char *const *x = suffixes; *x; x++)
		if (strcmp(s, *x) == 0)
			return true;
	if (*s != 'e' && *s != 'E')
		return false;
	s += 1 + (s[1] == '+' || s[1] == '-');
	return *s && !s[skip(s, "0123456789")];
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
	if (is_quantity(text) && *text != '-')
		return leaf(p, v->kind == VAL_INT ? DOC_WORD : DOC_STRING, str_of(text), 0);
	r = patch_report_value(p, v->at, "takes %s, and this is `%s`", patch_expects(a, t), text);
	if (n > 2 && text[n - 1] == 'B') {
		const char *cut = arena_strndup(a, text, n - 1);

		if (is_quantity(cut))
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
	r = patch_report_value(p, v->at, "takes %s, and this is `%s`", patch_expects(a, t), said);
	nearest_start(&near, said);
	for (size_t i = 0; kind_word(t, i, each, sizeof each); i++)
		nearest_offer(&near, arena_strdup(a, each));
	diag_nearest(patch_diags(p->c), r, &near);
	return NULL;
}

static struct doc *
base64(const struct patch_part *p, const struct value *v, const struct kind_type *t)
{
	const char *s = arena_strndup(p->c->k->arena, v->text.p, v->text.n);
	size_t n = skip(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
	size_t pad = skip(s + n, "=");

	if (v->kind != VAL_STRING && v->kind != VAL_WORD && v->kind != VAL_INT)
		return report(p, v, t);
	if (!s[n + pad] && pad <= 2 && (n + pad) % 4 == 0)
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

/* Does the name say that Kubernetes has nothing but text below it? */
static bool
is_text(const char *name)
{
	static const char *const names[] = {
		"annotations", "labels", "matchLabels", "nodeSelector", "data", "stringData",
		"value", "values", "args", "command", NULL
	};

	for (const char *const *n = names; *n; n++)
		if (strcmp(*n, name) == 0)
			return true;
	return false;
}

static bool
is_below_text(const struct patch_part *p)
{
	const struct ast_path *path = p->c->patch->path;

	for (; p; p = p->up)
		if (p->name && is_text(p->name))
			return true;
	for (size_t i = 0; i < path->steps.n; i++)
		if (!path->steps.at[i].index && is_text(path->steps.at[i].name.text))
			return true;
	return false;
}

struct doc *
patch_guess(const struct patch_part *p, const struct value *v)
{
	int64_t num;

	if ((v->kind != VAL_INT && v->kind != VAL_DECIMAL && v->kind != VAL_BOOL) || is_below_text(p))
		return text_leaf(p, v);
	if (v->kind == VAL_BOOL)
		return leaf(p, DOC_BOOL, STR(""), str_is(v->text, "true"));
	if (v->kind == VAL_INT && number_int(v->text, &num) == NUM_OK)
		return leaf(p, DOC_INT, STR(""), num);
	return leaf(p, DOC_WORD, str_of(without_marks(p->c->k->arena, v->text)), 0);
}

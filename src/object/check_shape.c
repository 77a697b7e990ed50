/*
 * check_shape: a manifest against the structure of its kind.
 *
 * What does not fit is told, and taken out of the tree: rules see only what
 * has the shape that Kubernetes takes, and nothing is said twice.
 */
#include <string.h>

#include "base/arena.h"
#include "base/edit.h"
#include "object/shape.h"

enum { WORD_SIZE = 64 };

/* Of an object that a server gave out; it takes them back without a word. */
static const char *const by_server[] = {
	"creationTimestamp", "deletionTimestamp", "generation", "managedFields", "resourceVersion",
	"selfLink", "uid", "deletionGracePeriodSeconds", "status", NULL
};

static const char *
kind_text(const struct doc *d)
{
	static const char *const texts[] = {
		[DOC_MAP] = "a map", [DOC_LIST] = "a list", [DOC_STRING] = "a string",
		[DOC_INT] = "a whole number", [DOC_BOOL] = "true or false", [DOC_WORD] = "a number",
		[DOC_COMMENT] = "a comment"
	};

	return d->kind == DOC_WORD && str_is(d->text, "null") ? "null" : texts[d->kind];
}

/* ---- single values ---- */

static bool
report_type(const struct shape *p, const struct spot *s)
{
	struct arena *a = p->c.set->arena;
	struct diag *r;

	if (p->quiet)
		return false;
	r = rule_report(&p->c, s, NULL, DIAG_KU001, "takes %s, and this is %s", kind_expects(a, s->type),
			kind_text(s->d));
	if (kind_type_id(s->type) == KIND_STRING && s->d->kind != DOC_MAP && s->d->kind != DOC_LIST) {
		const char *quoted = arena_printf(a, "\"%.*s\"", STR_ARG(s->d->text));

		diag_help(rule_diags(&p->c), r, "YAML reads it as %s; quoted it is text", kind_text(s->d));
		diag_fix(rule_diags(&p->c), r, s->d->at, quoted);
	}
	return false;
}

static bool
report_value(const struct shape *p, const struct spot *s, const char *takes)
{
	if (!p->quiet)
		rule_report(&p->c, s, NULL, DIAG_KU001, "takes %s, and this is `%.*s`", takes,
			    STR_ARG(s->d->text));
	return false;
}

static bool
int_fits(const struct shape *p, const struct spot *s)
{
	const char *field = s->d->name ? s->d->name : "";
	const char *fault;

	if (s->d->kind != DOC_INT)
		return report_type(p, s);
	fault = kind_number_fault(p->c.set->arena, field, s->d->num, kind_type_id(s->type) == KIND_INT64);
	return !fault || report_value(p, s, fault);
}

static bool
quantity_fits(const struct shape *p, const struct spot *s)
{
	const char *text = arena_strndup(p->c.set->arena, s->d->text.p, s->d->text.n);

	if (s->d->kind != DOC_STRING && s->d->kind != DOC_INT && s->d->kind != DOC_WORD)
		return report_type(p, s);
	return (kind_is_quantity(text) && *text != '-')
		|| report_value(p, s, kind_expects(p->c.set->arena, s->type));
}

static bool
word_fits(const struct shape *p, const struct spot *s)
{
	struct arena *a = p->c.set->arena;
	const char *said = arena_strndup(a, s->d->text.p, s->d->text.n);
	char word[WORD_SIZE];
	struct nearest near;
	struct diag *r;

	if (s->d->kind != DOC_STRING)
		return report_type(p, s);
	if (kind_has_word(s->type, said) || p->quiet)
		return kind_has_word(s->type, said);
	r = rule_report(&p->c, s, NULL, DIAG_KU001, "takes %s, and this is `%s`", kind_expects(a, s->type),
			said);
	nearest_start(&near, said);
	for (size_t i = 0; kind_word(s->type, i, word, sizeof word); i++)
		nearest_offer(&near, arena_strdup(a, word));
	diag_nearest(rule_diags(&p->c), r, &near);
	return false;
}

static bool
scalar_fits(const struct shape *p, const struct spot *s)
{
	struct arena *a = p->c.set->arena;

	switch (kind_type_id(s->type)) {
	case KIND_BOOL:
		return s->d->kind == DOC_BOOL || report_type(p, s);
	case KIND_INT32:
	case KIND_INT64:
		return int_fits(p, s);
	case KIND_INT_OR_STRING:
		return s->d->kind == DOC_STRING || int_fits(p, s);
	case KIND_QUANTITY:
		return quantity_fits(p, s);
	case KIND_WORDS:
		return word_fits(p, s);
	case KIND_BASE64:
		if (s->d->kind == DOC_STRING && !kind_is_base64(arena_strndup(a, s->d->text.p, s->d->text.n))) {
			if (!p->quiet)
				rule_report(&p->c, s, NULL, DIAG_KU001, "takes base64, and this is not");
			return false;
		}
		break;
	default:
		break;
	}
	return s->d->kind == DOC_STRING || report_type(p, s);
}

/* ---- maps and lists ---- */

static bool
report_field(const struct shape *p, const struct spot *s, const struct doc *d)
{
	struct spot spot = { s, d, NULL, 0 };
	struct diag *r;

	if (p->quiet)
		return false;
	r = rule_report(&p->c, &spot, NULL, DIAG_KU001, "is no field that Kubernetes has");
	kind_help_fields(rule_diags(&p->c), p->c.set->arena, r, s->type, d->name);
	return false;
}

static bool
is_by_server(const struct spot *s, const struct doc *d)
{
	bool meta = !s->up || (s->d->name && strcmp(s->d->name, "metadata") == 0);

	return meta && str_is_any(str_of(d->name), by_server);
}

static void
check_required(const struct shape *p, const struct spot *s)
{
	const struct kind_field *f;

	for (size_t i = 0; !p->quiet && (f = kind_field_at(s->type, i)); i++)
		if (kind_field_required(f) && !doc_get(s->d, kind_field_name(f)))
			rule_report(&p->c, s, NULL, DIAG_KU001, "lacks `%s`", kind_field_name(f));
}

static bool fits(const struct shape *p, const struct spot *s, struct doc *d);

static bool
child_fits(const struct shape *p, const struct spot *s, struct doc *d, size_t i)
{
	struct spot below = spot_below(s, d, i);

	if (below.type)
		return fits(p, &below, d);
	return !is_by_server(s, d) && report_field(p, s, d);
}

/* What does not fit goes. */
static void
keep_fitting(const struct shape *p, const struct spot *s, struct doc *in)
{
	struct doc *d = in->first, *after;
	size_t i = 0;

	in->first = in->last = NULL;
	for (; d; d = after, i++) {
		after = d->next;
		if (child_fits(p, s, d, i))
			doc_put(in, d->name, d);
	}
}

/* `d` is the node of the spot, of which entries may go. */
static bool
fits(const struct shape *p, const struct spot *s, struct doc *d)
{
	enum kind_type_id id = kind_type_id(s->type);
	enum doc_kind wanted = id == KIND_LIST ? DOC_LIST : DOC_MAP;

	if (id < KIND_LIST)
		return scalar_fits(p, s);
	if (s->d->kind != wanted)
		return report_type(p, s);
	if (id == KIND_STRUCT)
		check_required(p, s);
	keep_fitting(p, s, d);
	return true;
}

void
shape_check(const struct shape *p, const struct spot *s, struct doc *d)
{
	if (s->type)
		fits(p, s, d);
}

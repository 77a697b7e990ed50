/*
 * types_number: numbers read by the types that take them: integers, ports,
 * sizes, cpu, durations, percentages and rights of files.
 */
#include "schema/types_read.h"

#include <string.h>

#include "base/arena.h"
#include "diag/diag.h"

static bool
in_range(const struct reading *r, const struct value *v, const char *(*show)(struct arena *, int64_t))
{
	const struct type *t = r->type;

	if ((t->min == 0 && t->max == 0) || (v->num >= t->min && v->num <= t->max))
		return true;
	if (v->num < t->min)
		return diag_error(r->diags, DIAG_TY002, v->at, "`%s` is at least %s, not %.*s", r->what,
				  show(r->arena, t->min), STR_ARG(v->text));
	return diag_error(r->diags, DIAG_TY002, v->at, "`%s` is at most %s, not %.*s", r->what,
			  show(r->arena, t->max), STR_ARG(v->text));
}

static const char *
show_int(struct arena *a, int64_t n)
{
	return arena_printf(a, "%lld", (long long)n);
}

/* The whole numbers that other tools take without a unit, or with one more
 * letter: `30` for seconds, `500MB`, `512MiB`. */
static void
help_unit(const struct reading *r, struct diag *d, const struct value *v, const char *units)
{
	struct str text = v->text;
	int64_t n;
	bool ambiguous, quantity = r->type->kind == TYPE_QUANTITY;

	if (v->kind == VAL_INT && r->type->kind == TYPE_DURATION && r->type->unit == 1000)
		units = arena_printf(r->arena, "%s; Kubernetes counts seconds, as in %.*ss", units, STR_ARG(text));
	while (quantity && text.n && strchr("bB", text.p[text.n - 1]))
		text.n--;
	if (!quantity || text.n == v->text.n || number_size(text, true, &n, &ambiguous) != NUM_OK) {
		diag_help(r->diags, d, "units: %s", units);
		return;
	}
	if (text.p[text.n - 1] == 'i')
		diag_fix(r->diags, d, v->at, arena_strndup(r->arena, text.p, text.n));
	else
		diag_help(r->diags, d, "Kubernetes writes %.*s (in steps of 1000) or %.*si (of 1024)", STR_ARG(text), STR_ARG(text));
}

/* A number reader's complaint as a message; `units` names the right ones. */
static bool
number_ok(const struct reading *r, const struct value *v, enum number_fault fault, const char *units)
{
	struct diag *d;

	switch (fault) {
	case NUM_OK:
		return true;
	case NUM_NOT:
		return type_mismatch(r, v);
	case NUM_OVERFLOW:
		return diag_error(r->diags, DIAG_TY009, v->at, "%.*s does not fit in 64 bits",
				  STR_ARG(v->text));
	case NUM_INEXACT:
	case NUM_UNIT:
		break;
	}
	d = diag_add(r->diags, DIAG_TY005, v->at, fault == NUM_INEXACT
		     ? "`%s` takes %s; `%.*s` is a fraction of the smallest unit" : v->kind == VAL_UNIT
		     ? "`%s` takes %s; the unit of `%.*s` does not fit" : "`%s` takes %s, and `%.*s` has no unit",
		     r->what, type_expects(r->arena, r->type), STR_ARG(v->text));
	help_unit(r, d, v, units);
	return false;
}

bool
value_is_number(const struct value *v)
{
	return v->kind == VAL_INT || v->kind == VAL_DECIMAL || v->kind == VAL_UNIT;
}

bool
type_read_int(const struct reading *r, struct value *v)
{
	if (v->kind == VAL_UNIT || v->kind == VAL_DECIMAL || v->kind != VAL_INT)
		return type_mismatch(r, v);
	return number_ok(r, v, number_int(v->text, &v->num), "none") && in_range(r, v, show_int);
}

bool
type_read_port(const struct reading *r, struct value *v)
{
	if (v->kind != VAL_INT)
		return type_mismatch(r, v);
	if (!number_ok(r, v, number_int(v->text, &v->num), "none"))
		return false;
	if (v->num >= 1 && v->num <= 65535)
		return true;
	return diag_error(r->diags, DIAG_TY002, v->at, "`%s` takes %s, not %.*s", r->what,
			  type_expects(r->arena, r->type), STR_ARG(v->text));
}

bool
type_read_size(const struct reading *r, struct value *v)
{
	bool kubernetes = r->type->kind == TYPE_QUANTITY, ambiguous = false;
	enum number_fault fault;

	if (!value_is_number(v))
		return type_mismatch(r, v);
	fault = v->kind == VAL_UNIT ? number_size(v->text, kubernetes, &v->num, &ambiguous) : NUM_UNIT;
	if (!number_ok(r, v, fault, kubernetes ? "Ki, Mi, Gi, Ti (1024) or k, M, G, T (1000)"
					       : "B, KiB, MiB, GiB"))
		return false;
	return in_range(r, v, quantity_text);
}

bool
type_read_cpu(const struct reading *r, struct value *v)
{
	if (!value_is_number(v))
		return type_mismatch(r, v);
	return number_ok(r, v, number_cpu(v->text, &v->num), "none for cores, m for thousandths") &&
	       in_range(r, v, cpu_text);
}

/* Kubernetes counts in whole seconds. */
static bool
is_whole(const struct reading *r, const struct value *v)
{
	if (!r->type->unit || v->num % r->type->unit == 0)
		return true;
	return diag_error(r->diags, DIAG_TY002, v->at, "`%s` is counted in whole seconds, not %s", r->what,
			  value_show(r->arena, v));
}

bool
type_read_duration(const struct reading *r, struct value *v)
{
	if (v->kind == VAL_WORD && str_is(v->text, "infinity")) {
		v->num = -1;
		return r->type->max == 0 ||
		       diag_error(r->diags, DIAG_TY002, v->at, "`%s` cannot be infinity", r->what);
	}
	if (!value_is_number(v))
		return type_mismatch(r, v);
	return number_ok(r, v, v->kind == VAL_UNIT ? number_duration(v->text, &v->num) : NUM_UNIT,
			 "ms, s, m, h, d, w") &&
	       in_range(r, v, duration_text) && is_whole(r, v);
}

bool
type_read_percent(const struct reading *r, struct value *v)
{
	struct str digits = { v->text.p, v->text.n ? v->text.n - 1 : 0 };

	if (v->kind != VAL_PERCENT)
		return type_mismatch(r, v);
	return number_ok(r, v, number_cpu(digits, &v->num), "%");
}

bool
type_read_int_or_percent(const struct reading *r, struct value *v)
{
	if (v->kind == VAL_PERCENT) {
		if (!type_read_percent(r, v))
			return false;
		if (v->num % 1000 == 0 && v->num <= 100000)
			return true;
		return diag_error(r->diags, DIAG_TY002, v->at, "`%s` takes whole percentages up to 100%%", r->what);
	}
	return type_read_int(r, v);
}

bool
type_read_mode(const struct reading *r, struct value *v)
{
	if (v->kind != VAL_INT || !v->text.n || v->text.n > 4)
		return type_mismatch(r, v);
	v->num = 0;
	for (size_t i = 0; i < v->text.n; i++) {
		if (v->text.p[i] < '0' || v->text.p[i] > '7')
			return type_mismatch(r, v);
		v->num = v->num * 8 + (v->text.p[i] - '0');
	}
	return v->num <= 0777 || type_mismatch(r, v);
}

/*
 * keys_fault: what a reader of a value leaves: the value as EMQX has it, or
 * the fault that tells most, and its fix.
 */
#include "schema/keys_types.h"

#include <stdarg.h>

#include "base/arena.h"
#include "schema/types.h"

bool
conf_is_four(const struct conf_reading *r)
{
	return r->c->build->major == 4;
}

bool
conf_leave(struct conf_reading *r, enum fault_rank rank, enum diag_id id, struct place at, const char *text)
{
	if (rank > r->fault.rank)
		r->fault = (struct conf_fault){ .rank = rank, .id = id, .at = at, .text = text };
	return false;
}

bool
conf_bad(struct conf_reading *r, enum diag_id id, const struct value *v, const char *fmt, ...)
{
	va_list ap;
	const char *text;

	va_start(ap, fmt);
	text = arena_vprintf(r->c->arena, fmt, ap);
	va_end(ap);
	return conf_leave(r, FAULT_CONTENT, id, v->at, text);
}

bool
conf_fix(struct conf_reading *r, const char *text)
{
	if (!r->fault.fix)
		r->fault.fix = text;
	return false;
}

bool
conf_overflow(struct conf_reading *r, const struct value *v)
{
	return conf_bad(r, DIAG_TY009, v, "is given a number that does not fit in 64 bits");
}

/* "the word `foo`", "the string "x"", "a list" */
static const char *
found(struct conf_reading *r, const struct value *v)
{
	struct arena *a = r->c->arena;

	switch (v->kind) {
	case VAL_WORD:
	case VAL_BOOL:
	case VAL_INT:
	case VAL_DECIMAL:
	case VAL_UNIT:
	case VAL_PERCENT:
	case VAL_VERSION:
	case VAL_ADDRESS:
		return arena_printf(a, "`%.*s`", STR_ARG(v->text));
	default:
		return value_kind_text(v->kind);
	}
}

/* Would the text of a string be right without its quotes? */
static bool
is_right_bare(const struct key_type *t, struct str text)
{
	int64_t n;
	bool ambiguous;

	switch (t->id) {
	case CT_INT:
		return number_int(text, &n) == NUM_OK;
	case CT_SIZE:
		return number_size(text, false, &n, &ambiguous) == NUM_OK;
	case CT_DURATION:
	case CT_DURATION_S:
	case CT_TIMEOUT:
	case CT_TIMEOUT_S:
		return number_duration(text, &n) == NUM_OK;
	case CT_BOOL:
		return str_is(text, "true") || str_is(text, "false");
	default:
		return false;
	}
}

/* What was written in quotes and should not be, or the other way round. */
static const char *
requoted(struct conf_reading *r, const struct key_type *t, const struct value *v)
{
	bool is_text = t->id == CT_STRING || t->id == CT_TEMPLATE || t->id == CT_RATE;

	if (is_text && v->kind >= VAL_INT && v->kind <= VAL_WORD)
		return arena_printf(r->c->arena, "\"%.*s\"", STR_ARG(v->text));
	if (v->kind == VAL_STRING && is_right_bare(t, v->text))
		return arena_printf(r->c->arena, "%.*s", STR_ARG(v->text));
	return NULL;
}

bool
conf_mismatch(struct conf_reading *r, const struct key_type *t, const struct value *v)
{
	struct arena *a = r->c->arena;
	const char *text = arena_printf(a, "expects %s, not %s", conf_expects(a, t), found(r, v));

	conf_leave(r, FAULT_KIND, DIAG_EX004, v->at, text);
	if (r->fault.rank == FAULT_KIND)
		conf_fix(r, requoted(r, t, v));
	if (t->id == CT_LIST && v->kind == VAL_RECORD)
		r->fault.help = "a list stands in brackets, each block of it in braces: [{ … }, { … }]";
	else if (t->id == CT_LIST && v->kind != VAL_LIST)
		r->fault.help = "a list stands in brackets: [a, b]";
	return false;
}

bool
conf_set(struct conf *out, enum conf_kind kind, struct str text, int64_t num)
{
	out->kind = kind;
	out->text = text;
	out->num = num;
	return true;
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* Letters, digits, _ - @ after a letter: no reader takes it for anything else. */
static bool
is_plain(struct str s)
{
	static const char *const taken[] = { "true", "false", "null", "on", "off", "yes", "no", "include" };

	if (s.n == 0 || !is_letter(s.p[0]))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!is_letter(s.p[i]) && !(s.p[i] >= '0' && s.p[i] <= '9') &&
		    s.p[i] != '-' && s.p[i] != '@')
			return false;
	for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++)
		if (str_is(s, taken[i]))
			return false;
	return true;
}

bool
conf_set_word(struct conf *out, struct str text)
{
	return conf_set(out, is_plain(text) ? CONF_WORD : CONF_STRING, text, 0);
}

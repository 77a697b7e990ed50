/*
 * types_expects: what a type takes, in words, and the message for a value of
 * another kind.
 */
#include "schema/types_read.h"

#include "base/arena.h"
#include "base/buf.h"
#include "diag/diag.h"

/* What a value of this kind looks like, for "takes …". */
static const char *const type_examples[] = {
	[TYPE_BOOL] = "true or false",
	[TYPE_INT] = "an integer",
	[TYPE_SIZE] = "a size such as 64KiB",
	[TYPE_QUANTITY] = "a size such as 1Gi",
	[TYPE_CPU] = "an amount of cpu such as 500m or 2",
	[TYPE_DURATION] = "a duration such as 30s or 1h30m",
	[TYPE_PERCENT] = "a percentage such as 80%",
	[TYPE_MODE] = "rights of a file, octal, such as 0440",
	[TYPE_PORT] = "a port number from 1 to 65535",
	[TYPE_VERSION] = "a version such as 5.8.6",
	[TYPE_ADDRESS] = "an address such as 0.0.0.0:8883",
	[TYPE_IP] = "an IP address such as 0.0.0.0 or \"::\"",
	[TYPE_CIDR] = "an address range such as 10.0.0.0/8",
	[TYPE_URL] = "a URL such as \"https://host:443\"",
	[TYPE_STRING] = "a string",
	[TYPE_NAME] = "a name",
	[TYPE_PATH] = "an absolute path such as \"/mqtt\"",
	[TYPE_REF] = "the name of a member",
	[TYPE_INT_OR_PERCENT] = "an integer or a percentage",
	[TYPE_SECRET] = "a secret: secret(NAME, KEY)",
	[TYPE_RECORD] = "a block { … }",
	[TYPE_VARIANT] = "a word with a block",
	[TYPE_MAP] = "a block of named members",
	[TYPE_ENV_VALUE] = "a string, a number, a secret or env-ref(NAME)",
	[TYPE_CONFIG] = "a block of EMQX keys",
	[TYPE_OPEN] = "a value",
};

const char *
type_expects(struct arena *a, const struct type *t)
{
	struct buf b = BUF_IN(a);

	if (t->kind == TYPE_RANGE)
		return arena_printf(a, "a range request..limit, each %s", type_expects(a, t->of));
	if (t->kind == TYPE_SET || t->kind == TYPE_SEQ)
		return arena_printf(a, "a list [a, b], each %s", type_expects(a, t->of));
	if (t->kind != TYPE_WORD)
		return type_examples[t->kind];
	for (const char *const *w = t->words; *w; w++) {
		if (b.n)
			buf_text(&b, w[1] ? ", " : " or ");
		buf_printf(&b, "`%s`", *w);
	}
	return buf_cstr(&b);
}

/* Where a value of its kind may stand it is its text that is wrong. */
static const char *
what_was_said(const struct reading *r, const struct value *v)
{
	enum type_kind kind = r->type->kind;

	if (v->kind == VAL_INT && kind == TYPE_MODE)
		return arena_printf(r->arena, "`%.*s`", STR_ARG(v->text));
	if (v->kind != VAL_STRING || kind < TYPE_VERSION || kind > TYPE_URL)
		return value_kind_text(v->kind);
	return arena_printf(r->arena, "\"%.*s\"", STR_ARG(v->text));
}

bool
type_mismatch(const struct reading *r, const struct value *v)
{
	struct diag *d;

	if (v->torn)
		return false;
	d = diag_add(r->diags, DIAG_TY001, v->at, "`%s` takes %s, not %s", r->what,
		     type_expects(r->arena, r->type), what_was_said(r, v));
	if (v->kind == VAL_STRING && type_takes_bare(r->type, v->text))
		diag_fix(r->diags, d, v->at, arena_strndup(r->arena, v->text.p, v->text.n));
	return false;
}

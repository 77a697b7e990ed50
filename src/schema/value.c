/*
 * value: how values are compared, and how they are named and shown in
 * messages.
 */
#include "schema/value.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

const char *
value_kind_text(enum value_kind kind)
{
	static const char *const names[] = {
		[VAL_BAD] = "a faulty value",
		[VAL_UNKNOWN] = "a parameter without a value",
		[VAL_STRING] = "a string",
		[VAL_INT] = "a number",
		[VAL_DECIMAL] = "a decimal number",
		[VAL_VERSION] = "a version",
		[VAL_UNIT] = "a number with a unit",
		[VAL_PERCENT] = "a percentage",
		[VAL_ADDRESS] = "an address",
		[VAL_BOOL] = "true or false",
		[VAL_WORD] = "a word",
		[VAL_RANGE] = "a range",
		[VAL_LIST] = "a list",
		[VAL_RECORD] = "a block",
		[VAL_SECRET] = "a secret",
		[VAL_SECRET_FILE] = "a secret file",
		[VAL_ENV_REF] = "a run-time variable",
		[VAL_INSECURE] = "an insecure text",
	};

	return names[kind];
}

bool
value_same(const struct value *a, const struct value *b)
{
	if (a->kind != b->kind || a->n != b->n || a->num != b->num)
		return false;
	if (a->kind == VAL_SECRET)
		return strcmp(a->name, b->name) == 0 && strcmp(a->key, b->key) == 0;
	if (a->kind == VAL_LIST || a->kind == VAL_RANGE) {
		for (size_t i = 0; i < a->n; i++)
			if (!value_same(a->items[i], b->items[i]))
				return false;
		return true;
	}
	return a->num != 0 || str_eq(a->text, b->text);
}

static void
show_items(struct buf *b, struct arena *a, const struct value *v, const char *between)
{
	for (size_t i = 0; i < v->n; i++)
		buf_printf(b, "%s%s", i ? between : "", value_show(a, v->items[i]));
}

const char *
value_show(struct arena *a, const struct value *v)
{
	struct buf b = BUF_IN(a);

	switch (v->kind) {
	case VAL_STRING:
		return arena_printf(a, "\"%.*s\"", STR_ARG(v->text));
	case VAL_SECRET:
		return arena_printf(a, "secret(%s, %s)", v->name, v->key);
	case VAL_SECRET_FILE:
		return arena_printf(a, "secret-file(\"%.*s\")", STR_ARG(v->text));
	case VAL_ENV_REF:
		return arena_printf(a, "env-ref(%.*s)", STR_ARG(v->text));
	case VAL_INSECURE:
		return "insecure(…)";
	case VAL_RECORD:
		return "{ … }";
	case VAL_LIST:
		buf_char(&b, '[');
		show_items(&b, a, v, ", ");
		buf_char(&b, ']');
		return buf_cstr(&b);
	case VAL_RANGE:
		show_items(&b, a, v, "..");
		return buf_cstr(&b);
	default:
		return arena_strndup(a, v->text.p, v->text.n);
	}
}

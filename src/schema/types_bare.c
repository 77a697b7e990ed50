/*
 * types_bare: `nodes = "3"`: what a text would be without its quotes, for the
 * type that does not take the text.  In: a type and the text.  Out: whether it
 * takes it then; nothing is told.
 */
#include <string.h>

#include "schema/types.h"

/* Digits, and letters after them: a unit. */
static bool
is_written_so(struct str text, bool *unit)
{
	static const char digits[] = "0123456789";
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
	size_t i = 0;

	while (i < text.n && memchr(digits, text.p[i], sizeof digits - 1))
		i++;
	*unit = i < text.n;
	for (size_t k = i; k < text.n; k++)
		if (!memchr(letters, text.p[k], sizeof letters - 1))
			return false;
	return i > 0;
}

static bool
number_of(const struct type *t, struct str text, bool unit, int64_t *n)
{
	bool ambiguous;

	switch (t->kind) {
	case TYPE_INT: case TYPE_PORT:
		return !unit && number_int(text, n) == NUM_OK;
	case TYPE_SIZE: case TYPE_QUANTITY:
		return unit && number_size(text, t->kind == TYPE_QUANTITY, n, &ambiguous) == NUM_OK;
	case TYPE_CPU:
		return number_cpu(text, n) == NUM_OK;
	case TYPE_DURATION:
		return unit && number_duration(text, n) == NUM_OK && (!t->unit || *n % t->unit == 0);
	default:
		return false;
	}
}

bool
type_takes_bare(const struct type *t, struct str text)
{
	bool unit;
	int64_t n;

	if (t->kind == TYPE_BOOL)
		return str_is(text, "true") || str_is(text, "false");
	if (!is_written_so(text, &unit) || !number_of(t, text, unit, &n))
		return false;
	if (t->kind == TYPE_PORT)
		return n >= 1 && n <= 65535;
	return (t->min == 0 && t->max == 0) || (n >= t->min && n <= t->max);
}

/*
 * numbers: exact reading and printing of integers, sizes, cpu and durations.
 *
 * All readers take the text as it was written (digits may be grouped with _)
 * and never round: what has no exact value in the unit is NUM_INEXACT.
 */
#include "schema/types.h"

#include <string.h>

#include "base/arena.h"

#define KI INT64_C(1024)

/* The digits at the start of a number: value * 10^-scale. */
struct decimal {
	int64_t value;
	unsigned scale;
	size_t used;
};

static enum number_fault
read_decimal(struct str text, struct decimal *out)
{
	bool dot = false, digit = false;
	size_t i = 0;

	*out = (struct decimal){ 0 };
	for (; i < text.n; i++) {
		char c = text.p[i];

		if (c == '_')
			continue;
		if (c == '.' && !dot && digit && i + 1 < text.n &&
		    text.p[i + 1] >= '0' && text.p[i + 1] <= '9') {
			dot = true;
			continue;
		}
		if (c < '0' || c > '9')
			break;
		if (__builtin_mul_overflow(out->value, 10, &out->value) ||
		    __builtin_add_overflow(out->value, c - '0', &out->value))
			return NUM_OVERFLOW;
		out->scale += dot;
		digit = true;
	}
	out->used = i;
	return digit ? NUM_OK : NUM_NOT;
}

/* value * 10^-scale * unit, exactly */
static enum number_fault
scale_by(const struct decimal *d, int64_t unit, int64_t *out)
{
	int64_t n;

	if (__builtin_mul_overflow(d->value, unit, &n))
		return NUM_OVERFLOW;
	for (unsigned i = 0; i < d->scale; i++) {
		if (n % 10)
			return NUM_INEXACT;
		n /= 10;
	}
	*out = n;
	return NUM_OK;
}

enum number_fault
number_int(struct str text, int64_t *out)
{
	bool negative = text.n && text.p[0] == '-';
	struct decimal d;
	enum number_fault fault;

	if (negative)
		text = (struct str){ text.p + 1, text.n - 1 };
	fault = read_decimal(text, &d);
	if (fault)
		return fault;
	if (d.used != text.n || d.scale)
		return NUM_NOT;
	*out = negative ? -d.value : d.value;
	return NUM_OK;
}

struct unit {
	const char *name;
	int64_t factor;
};

/* Kubernetes: k8s.io/apimachinery resource.Quantity, v1.32. */
static const struct unit quantity_units[] = {
	{ "Ki", KI }, { "Mi", KI * KI }, { "Gi", KI * KI * KI }, { "Ti", KI * KI * KI * KI },
	{ "Pi", KI * KI * KI * KI * KI },
	{ "KiB", KI }, { "MiB", KI * KI }, { "GiB", KI * KI * KI }, { "TiB", KI * KI * KI * KI },
	{ "k", 1000 }, { "M", 1000000 }, { "G", 1000000000 }, { "T", INT64_C(1000000000000) },
	{ "P", INT64_C(1000000000000000) },
	{ "B", 1 },
	{ NULL, 0 }
};

static const struct unit binary_units[] = {
	{ "B", 1 },
	{ "Ki", KI }, { "Mi", KI * KI }, { "Gi", KI * KI * KI }, { "Ti", KI * KI * KI * KI },
	{ "KiB", KI }, { "MiB", KI * KI }, { "GiB", KI * KI * KI }, { "TiB", KI * KI * KI * KI },
	{ NULL, 0 }
};

/* EMQX reads these as powers of 1024 (cuttlefish_bytesize, hocon bytesize). */
static const struct unit emqx_units[] = {
	{ "KB", KI }, { "MB", KI * KI }, { "GB", KI * KI * KI },
	{ "kb", KI }, { "mb", KI * KI }, { "gb", KI * KI * KI },
	{ NULL, 0 }
};

static const struct unit duration_units[] = {
	{ "ms", 1 }, { "s", 1000 }, { "m", 60000 }, { "h", 3600000 },
	{ "d", 86400000 }, { "w", 604800000 },
	{ NULL, 0 }
};

static const struct unit *
unit_find(const struct unit *units, struct str name)
{
	for (; units->name; units++)
		if (str_is(name, units->name))
			return units;
	return NULL;
}

enum number_fault
number_size(struct str text, bool kubernetes, int64_t *bytes, bool *ambiguous)
{
	struct decimal d;
	struct str rest;
	const struct unit *u;
	enum number_fault fault = read_decimal(text, &d);

	*ambiguous = false;
	if (fault)
		return fault;
	rest = (struct str){ text.p + d.used, text.n - d.used };
	u = unit_find(kubernetes ? quantity_units : binary_units, rest);
	if (!u && !kubernetes) {
		u = unit_find(emqx_units, rest);
		*ambiguous = u != NULL;
	}
	if (!u)
		return NUM_UNIT;
	return scale_by(&d, u->factor, bytes);
}

enum number_fault
number_cpu(struct str text, int64_t *milli)
{
	struct decimal d;
	struct str rest;
	enum number_fault fault = read_decimal(text, &d);

	if (fault)
		return fault;
	rest = (struct str){ text.p + d.used, text.n - d.used };
	if (rest.n == 0)
		return scale_by(&d, 1000, milli);
	if (!str_is(rest, "m"))
		return NUM_UNIT;
	return scale_by(&d, 1, milli);
}

/* NUMBER UNIT at the start of the text, which moves behind it. */
static enum number_fault
duration_part(struct str *text, int64_t *ms)
{
	enum number_fault fault;
	const struct unit *u;
	size_t letters = 0;
	struct decimal d;

	fault = read_decimal(*text, &d);
	if (fault)
		return fault;
	*text = (struct str){ text->p + d.used, text->n - d.used };
	while (letters < text->n && !(text->p[letters] >= '0' && text->p[letters] <= '9'))
		letters++;
	u = unit_find(duration_units, (struct str){ text->p, letters });
	*text = (struct str){ text->p + letters, text->n - letters };
	return u ? scale_by(&d, u->factor, ms) : NUM_UNIT;
}

/* One or more parts; each unit once at most is not asked for. */
enum number_fault
number_duration(struct str text, int64_t *ms)
{
	int64_t total = 0;

	if (text.n == 0)
		return NUM_NOT;
	while (text.n) {
		int64_t part = 0;
		enum number_fault fault = duration_part(&text, &part);

		if (fault)
			return fault;
		if (__builtin_add_overflow(total, part, &total))
			return NUM_OVERFLOW;
	}
	*ms = total;
	return NUM_OK;
}

/* The largest unit of the list that divides n. */
static const struct unit *
unit_of(const struct unit *units, size_t count, int64_t n)
{
	while (count-- > 0)
		if (n && n % units[count].factor == 0)
			return &units[count];
	return NULL;
}

const char *
quantity_text(struct arena *a, int64_t bytes)
{
	const struct unit *binary = unit_of(quantity_units, 5, bytes);
	const struct unit *decimal = unit_of(quantity_units + 9, 5, bytes);
	const struct unit *u = binary && (!decimal || binary->factor >= decimal->factor) ? binary : decimal;

	return u ? arena_join(a, arena_int(a, bytes / u->factor), u->name, NULL) : arena_int(a, bytes);
}

const char *
cpu_text(struct arena *a, int64_t milli)
{
	if (milli % 1000 == 0)
		return arena_int(a, milli / 1000);
	return arena_join(a, arena_int(a, milli), "m", NULL);
}

const char *
duration_text(struct arena *a, int64_t ms)
{
	const struct unit *u = unit_of(duration_units, 5, ms);

	if (ms < 0)
		return "infinity";
	if (!u)
		return "0s";
	return arena_join(a, arena_int(a, ms / u->factor), u->name, NULL);
}

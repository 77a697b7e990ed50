/*
 * read_scalar: what an unquoted scalar is, by the rules of the library that
 * kubectl reads YAML with (go-yaml v2: YAML 1.1, with numbers as Go's
 * ParseInt and ParseFloat take them).  Dates stay text there.
 *
 * Origin: goyaml.v2/resolve.go of sigs.k8s.io/yaml (y, n, on, off and yes are
 * booleans; _ may stand in a number that begins with a digit or a sign), and
 * decode.go beside it (a date is kept as its text).
 */
#include "object/read_yaml.h"

#include <string.h>

static bool
is_null(struct str s)
{
	static const char *const words[] = { "", "~", "null", "Null", "NULL", NULL };

	return str_is_any(s, words);
}

static bool
read_boolean(struct str s, int64_t *num)
{
	static const char *const yes[] = {
		"y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON", NULL
	};
	static const char *const no[] = {
		"n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF", NULL
	};

	*num = str_is_any(s, yes);
	return *num || str_is_any(s, no);
}

static int
digit_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 16;
}

/* The base of what follows the sign; the prefix is cut off. */
static int
take_base(struct str *s)
{
	static const struct {
		char letter;
		int base;
	} bases[] = { { 'x', 16 }, { 'b', 2 }, { 'o', 8 } };

	if (s->n < 2 || s->p[0] != '0')
		return 10;
	for (size_t i = 0; i < sizeof bases / sizeof *bases; i++) {
		if ((s->p[1] | 0x20) != bases[i].letter)
			continue;
		*s = (struct str){ s->p + 2, s->n - 2 };
		return bases[i].base;
	}
	*s = (struct str){ s->p + 1, s->n - 1 };
	return 8;
}

static bool
take_sign(struct str *s)
{
	bool minus = s->n && s->p[0] == '-';

	if (s->n && (minus || s->p[0] == '+'))
		*s = (struct str){ s->p + 1, s->n - 1 };
	return minus;
}

static bool
read_int(struct str s, int64_t *num)
{
	bool minus = take_sign(&s), any = false;
	int base = take_base(&s);
	uint64_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		int digit = digit_of(s.p[i]);

		if (s.p[i] == '_')
			continue;
		if (digit >= base || n > (INT64_MAX - (uint64_t)digit) / (uint64_t)base)
			return false;
		n = n * (uint64_t)base + (uint64_t)digit;
		any = true;
	}
	*num = minus ? -(int64_t)n : (int64_t)n;
	return any;
}

static size_t
digits(struct str s, size_t from)
{
	size_t i = from;

	while (i < s.n && ((s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == '_'))
		i++;
	return i - from;
}

/* [-+]? digits, a fraction, an exponent; or .inf and .nan. */
static bool
is_number(struct str s)
{
	static const char *const infinite[] = { ".inf", ".Inf", ".INF", NULL };
	static const char *const none[] = { ".nan", ".NaN", ".NAN", NULL };
	size_t i, whole, part = 0;

	if (str_is_any(s, none))
		return true;
	take_sign(&s);
	if (str_is_any(s, infinite))
		return true;
	i = whole = digits(s, 0);
	if (i < s.n && s.p[i] == '.') {
		part = digits(s, i + 1);
		i += part + 1;
	}
	if (!whole && !part)
		return false;
	if (i < s.n && (s.p[i] | 0x20) == 'e') {
		i++;
		i += i < s.n && (s.p[i] == '-' || s.p[i] == '+');
		part = digits(s, i);
		if (!part)
			return false;
		i += part;
	}
	return i == s.n;
}

enum scalar
yaml_scalar(struct str text, int64_t *num)
{
	if (is_null(text))
		return SCALAR_NULL;
	if (read_boolean(text, num))
		return SCALAR_BOOL;
	if (!strchr("0123456789+-.", text.p[0]))
		return SCALAR_TEXT;
	if (read_int(text, num))
		return SCALAR_INT;
	return is_number(text) ? SCALAR_NUMBER : SCALAR_TEXT;
}

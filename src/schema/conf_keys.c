/*
 * conf_keys: from a configuration text to its outermost keys, one after another.
 * Brackets, strings, comments and line ends tell where a key stands; HOCON and
 * the lines of 4.x have these in common.
 */
#include "schema/conf_keys.h"

#include <string.h>

struct conf_keys
conf_keys_of(struct str text)
{
	return (struct conf_keys){ text.p, text.p + text.n, 0, true };
}

static void
skip_line(struct conf_keys *k)
{
	while (k->p < k->end && *k->p != '\n')
		k->p++;
}

static void
skip_quoted(struct conf_keys *k)
{
	for (k->p++; k->p < k->end && *k->p != '"' && *k->p != '\n'; k->p++)
		k->p += *k->p == '\\' && k->p + 1 < k->end;
}

static bool
begins_comment(const struct conf_keys *k)
{
	return *k->p == '#' || (k->end - k->p > 1 && k->p[0] == '/' && k->p[1] == '/');
}

/* Over one character, comment or string. */
static void
step(struct conf_keys *k)
{
	char c = *k->p;

	if (begins_comment(k)) {
		skip_line(k);
		return;
	}
	if (c == '"')
		skip_quoted(k);
	k->depth += (c == '{' || c == '[') - (c == '}' || c == ']');
	if (c == '\n' || c == ',' || c == '}')
		k->fresh = k->depth == 0;
	else if (c != ' ' && c != '\t' && c != '\r')
		k->fresh = false;
	if (k->p < k->end)
		k->p++;
}

bool
conf_keys_next(struct conf_keys *k, struct str *key)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";

	while (k->p < k->end) {
		const char *from = k->p;

		while (k->fresh && k->depth == 0 && k->p < k->end && *k->p && strchr(letters, *k->p))
			k->p++;
		if (k->p > from) {
			k->fresh = false;
			*key = (struct str){ from, (size_t)(k->p - from) };
			return true;
		}
		step(k);
	}
	return false;
}

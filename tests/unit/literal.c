/*
 * literal: a small reader of values, for tests only.
 */
#include "literal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

struct reader {
	struct arena *arena;
	const char *start, *p;
};

static struct value *read_value(struct reader *r);

static void
fail(const struct reader *r, const char *why)
{
	fprintf(stderr, "literal: %s at: %s\n", why, r->p);
	abort();
}

static void
blanks(struct reader *r)
{
	r->p += strspn(r->p, " \t\n,");
}

static bool
next(struct reader *r, char c)
{
	blanks(r);
	if (*r->p != c)
		return false;
	r->p++;
	return true;
}

static void
need(struct reader *r, char c)
{
	if (!next(r, c))
		fail(r, "something else expected");
}

static struct place
since(const struct reader *r, const char *from)
{
	return (struct place){ 1, (uint32_t)(from - r->start), (uint32_t)(r->p - r->start) };
}

static struct value *
new_value(struct reader *r, enum value_kind kind, const char *from)
{
	struct value *v = ARENA_NEW(r->arena, struct value);

	v->kind = kind;
	v->at = since(r, from);
	return v;
}

/* The content of a string whose opening quote is next. */
static struct str
read_quoted(struct reader *r)
{
	char *out = arena_alloc(r->arena, strlen(r->p));
	size_t n = 0;

	need(r, '"');
	while (*r->p && *r->p != '"') {
		if (*r->p == '\\' && r->p[1]) {
			r->p++;
			out[n++] = *r->p == 'n' ? '\n' : *r->p == 't' ? '\t' : *r->p;
			r->p++;
			continue;
		}
		out[n++] = *r->p++;
	}
	need(r, '"');
	return (struct str){ out, n };
}

static const char *
read_name(struct reader *r)
{
	size_t n;
	const char *name;

	blanks(r);
	if (*r->p == '"') {
		struct str s = read_quoted(r);

		return arena_strndup(r->arena, s.p, s.n);
	}
	n = strcspn(r->p, " \t\n.={};,()[]\"");
	if (n == 0)
		fail(r, "a name expected");
	name = arena_strndup(r->arena, r->p, n);
	r->p += n;
	return name;
}

static struct value_entry *
add_entry(struct reader *r, struct value *record, const char *name, struct place at)
{
	struct value_entry *entries = ARENA_ARRAY(r->arena, struct value_entry, record->n + 1);

	if (record->n)
		memcpy(entries, record->entries, record->n * sizeof(*entries));
	entries[record->n] = (struct value_entry){ .name = name, .at = at };
	record->entries = entries;
	return &entries[record->n++];
}

/* The record below a name of a path: the one that is there, or a new one. */
static struct value *
below(struct reader *r, struct value *record, const char *name, const char *from)
{
	struct value_entry *e;

	for (size_t i = 0; i < record->n; i++)
		if (strcmp(record->entries[i].name, name) == 0)
			return record->entries[i].value;
	e = add_entry(r, record, name, since(r, from));
	e->value = new_value(r, VAL_RECORD, from);
	return e->value;
}

static void
read_entries(struct reader *r, struct value *record)
{
	for (;;) {
		struct value *into = record;
		const char *from, *name;

		while (next(r, ';'))
			;
		blanks(r);
		if (!*r->p || *r->p == '}')
			return;
		for (;;) {
			blanks(r);
			from = r->p;
			name = read_name(r);
			if (*r->p != '.')
				break;
			into = below(r, into, name, from);
			r->p++;
		}
		if (next(r, '=')) {
			struct value_entry *e = add_entry(r, into, name, since(r, from));

			e->at.to = e->at.from + (uint32_t)strlen(name);
			e->value = read_value(r);
			continue;
		}
		need(r, '{');
		read_entries(r, below(r, into, name, from));
		need(r, '}');
	}
}

static struct value *
read_list(struct reader *r)
{
	struct value *v = new_value(r, VAL_LIST, r->p);

	need(r, '[');
	while (!next(r, ']')) {
		struct value **items = ARENA_ARRAY(r->arena, struct value *, v->n + 1);

		if (v->n)
			memcpy(items, v->items, v->n * sizeof(*items));
		items[v->n++] = read_value(r);
		v->items = items;
	}
	return v;
}

static bool
starts(const struct reader *r, const char *word)
{
	return strncmp(r->p, word, strlen(word)) == 0;
}

static struct value *
read_secret(struct reader *r)
{
	struct value *v = new_value(r, VAL_SECRET, r->p);

	r->p += strlen("secret");
	need(r, '(');
	v->name = read_name(r);
	v->key = read_name(r);
	need(r, ')');
	v->secret_at = v->at;
	return v;
}

static struct value *
read_call(struct reader *r, const char *word, enum value_kind kind)
{
	struct value *v = new_value(r, kind, r->p);

	r->p += strlen(word);
	need(r, '(');
	blanks(r);
	v->text = *r->p == '"' ? read_quoted(r) : str_of(read_name(r));
	need(r, ')');
	if (kind == VAL_SECRET_FILE)
		v->secret_at = v->at;
	return v;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static enum value_kind
scalar_kind(struct str s)
{
	const char *digits = "-0123456789_";
	size_t colons = 0, dots = 0, i = 0;

	if (str_is(s, "true") || str_is(s, "false"))
		return VAL_BOOL;
	if (!is_digit(s.p[0]) && s.p[0] != '-')
		return VAL_WORD;
	for (size_t j = 0; j < s.n; j++) {
		colons += s.p[j] == ':' || s.p[j] == '/';
		dots += s.p[j] == '.';
	}
	while (i < s.n && strchr(digits, s.p[i]))
		i++;
	if (colons || dots > 2)
		return VAL_ADDRESS;
	if (s.p[s.n - 1] == '%')
		return VAL_PERCENT;
	if (i == s.n)
		return VAL_INT;
	if (!is_digit(s.p[s.n - 1]))
		return VAL_UNIT;
	return dots == 2 ? VAL_VERSION : VAL_DECIMAL;
}

static struct value *
read_scalar(struct reader *r)
{
	const char *from = r->p;
	size_t n = strcspn(r->p, " \t\n;,{}[]()");
	struct value *v;

	if (n == 0)
		fail(r, "a value expected");
	r->p += n;
	v = new_value(r, scalar_kind((struct str){ from, n }), from);
	v->text = (struct str){ from, n };
	return v;
}

static struct value *
read_plain(struct reader *r)
{
	const char *from = r->p;
	struct value *v;

	if (starts(r, "secret("))
		return read_secret(r);
	if (starts(r, "secret-file("))
		return read_call(r, "secret-file", VAL_SECRET_FILE);
	if (starts(r, "env-ref("))
		return read_call(r, "env-ref", VAL_ENV_REF);
	if (starts(r, "insecure("))
		return read_call(r, "insecure", VAL_INSECURE);
	if (*r->p == '"') {
		struct str s = read_quoted(r);

		v = new_value(r, VAL_STRING, from);
		v->text = s;
		return v;
	}
	return read_scalar(r);
}

static struct value *
read_value(struct reader *r)
{
	struct value *v;

	blanks(r);
	if (*r->p == '[')
		return read_list(r);
	if (*r->p == '{') {
		v = new_value(r, VAL_RECORD, r->p);
		need(r, '{');
	} else {
		v = read_plain(r);
		if (!next(r, '{'))
			return v;
	}
	read_entries(r, v);
	need(r, '}');
	return v;
}

struct value *
literal(struct arena *a, const char *text)
{
	struct reader r = { a, text, text };
	struct value *v = new_value(&r, VAL_RECORD, text);

	read_entries(&r, v);
	if (*r.p)
		fail(&r, "an end expected");
	v->at.to = (uint32_t)(r.p - text);
	return v;
}

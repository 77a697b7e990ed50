/*
 * value: what the right side of `=` means once names are replaced: the bridge
 * between the front, which knows how it was written, and the types, which
 * know how to read it.
 *
 * The scanner keeps the text of a number; a type reads it (types.h for the
 * fields of a cluster, keys.h for EMQX keys) and leaves the result in num.
 */
#ifndef EMQXC_VALUE_H
#define EMQXC_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "diag/source.h"

enum value_kind {
	VAL_BAD,          /* already reported: say nothing more */
	VAL_UNKNOWN,      /* a param without a value, while a profile is checked alone */
	VAL_STRING,       /* text: the content, unescaped and interpolated */
	VAL_INT,          /* text as written, from here to VAL_WORD */
	VAL_DECIMAL,
	VAL_VERSION,
	VAL_UNIT,         /* 1h30m, 1GiB, 500m */
	VAL_PERCENT,
	VAL_ADDRESS,
	VAL_BOOL,         /* "true", "false" */
	VAL_WORD,         /* a bare name: an enum word, a member, on/off */
	VAL_RANGE,        /* items[0]..items[1] */
	VAL_LIST,         /* items */
	VAL_RECORD,       /* entries */
	VAL_SECRET,       /* secret(name, key) */
	VAL_SECRET_FILE,  /* secret-file("/path"): text */
	VAL_ENV_REF,      /* env-ref(NAME): text */
	VAL_INSECURE      /* insecure("…"): text is the plain text */
};

struct arena;
struct value_entry;

struct value {
	enum value_kind kind;
	struct place at;
	struct str text;
	int64_t num;                /* by the type: 0/1, integer, bytes, ms, milli-cpu,
				       1/1000 percent, port */
	struct value **items;       /* LIST, RANGE */
	struct value_entry *entries;/* RECORD; also a scalar that carries a block, and a
				       LIST or RANGE that wrongly has fields */
	size_t n;                   /* of items where there are some, else of entries */
	bool torn;                  /* RECORD: a line of it had an error, and is not here */
	const char *name, *key;     /* SECRET */
	struct place secret_at;     /* where a secret in it comes from; file 0: public */
};

struct value_entry {
	const char *name;
	struct place at;            /* of the name */
	struct value *value;        /* of a path a.b.c: nested records */
	const char *variable;       /* of the environment, whose name stands there; or NULL */
};

/* "a string", "a number with a unit": for messages. */
const char *value_kind_text(enum value_kind kind);

/* Are the two (read) values the same? */
bool value_same(const struct value *a, const struct value *b);
/* As a user would write it; secrets by reference. */
const char *value_show(struct arena *a, const struct value *v);

/* Is it, or does it hold, something that may not be shown? */
static inline bool
value_is_secret(const struct value *v)
{
	return v->secret_at.file != 0;
}

#endif

/*
 * types: what a field may hold, and how each type reads and names a value.
 *
 * Types are constants.  The type of every field is known from its path
 * (fields.h), so an error has one place and one expectation.
 */
#ifndef EMQXC_TYPES_H
#define EMQXC_TYPES_H

#include <stdbool.h>

#include "schema/value.h"

struct arena;
struct diags;
struct field;

enum type_kind {
	TYPE_BOOL,
	TYPE_INT,       /* min..max */
	TYPE_SIZE,      /* num: bytes */
	TYPE_QUANTITY,  /* a Kubernetes size: 1G is 10^9; num: bytes */
	TYPE_CPU,       /* num: thousandths of a core */
	TYPE_DURATION,  /* num: milliseconds; -1 for infinity */
	TYPE_PERCENT,   /* num: thousandths of a percent */
	TYPE_MODE,      /* rights of a file, octal: num */
	TYPE_PORT,      /* 1..65535 */
	TYPE_VERSION,
	TYPE_ADDRESS,   /* host or host:port */
	TYPE_IP,        /* address without a port */
	TYPE_CIDR,
	TYPE_URL,
	TYPE_STRING,
	TYPE_NAME,      /* DNS label */
	TYPE_PATH,      /* absolute path in the container */
	TYPE_WORD,      /* one of words */
	TYPE_REF,       /* name of a declared member: tls = public */
	TYPE_INT_OR_PERCENT,
	TYPE_RANGE,     /* of..of: request..limit; one value is both */
	TYPE_SECRET,    /* a reference, or insecure("…") */
	TYPE_RECORD,    /* closed: fields */
	TYPE_VARIANT,   /* one arm of several: arms are fields */
	TYPE_MAP,       /* named members of type `of` */
	TYPE_SET,       /* of */
	TYPE_SEQ,       /* of */
	TYPE_ENV_VALUE, /* string, number, bool, secret or env-ref */
	TYPE_CONFIG,    /* EMQX keys: open, checked with the version's table */
	TYPE_OPEN       /* any structure: the right side of a patch */
};

struct type {
	enum type_kind kind;
	const char *name;              /* as messages and docs call it: "size" */
	const struct type *of;
	const char *const *words;      /* WORD: NULL-terminated */
	const struct field *fields;    /* RECORD, VARIANT: name NULL ends */
	const char *default_arm;       /* VARIANT: arm that a bare scalar or block means */
	int64_t min, max;              /* INT, SIZE, DURATION …: both 0 is unlimited */
	int64_t unit;                  /* DURATION: it is a multiple of this; 0: of all */
};

/*
 * Read a scalar, range, set or seq by its type into *out (a copy of v with
 * num filled).  `what` is the field as the user knows it ("storage.size").
 * A mismatch is one message at v->at and false; a VAL_BAD gives false in
 * silence, a VAL_UNKNOWN true.  Records, variants, maps and config are not
 * read here: the spec walks them.
 */
bool type_read(struct arena *a, struct diags *d, const struct type *t,
	       const struct value *v, const char *what, struct value *out);

/* types_bare.c: does a text between quotes stand for a number, or for true or
 * false, that the type takes without them? */
bool type_takes_bare(const struct type *t, struct str text);

/* "a size such as 1Gi", "one of `ip`, `dns` or `hostname`". */
const char *type_expects(struct arena *a, const struct type *t);

/* Number readers, also used for EMQX keys.  On success *out is set; the
 * result says why not. */
enum number_fault { NUM_OK, NUM_NOT, NUM_UNIT, NUM_OVERFLOW, NUM_INEXACT };
enum number_fault number_int(struct str text, int64_t *out);
enum number_fault number_size(struct str text, bool kubernetes, int64_t *bytes, bool *ambiguous);
enum number_fault number_cpu(struct str text, int64_t *milli);
enum number_fault number_duration(struct str text, int64_t *ms);

/* Printing in the target's units: "1Gi", "500m", "15s"; exact. */
const char *quantity_text(struct arena *a, int64_t bytes);
const char *cpu_text(struct arena *a, int64_t milli);
const char *duration_text(struct arena *a, int64_t ms);

#endif

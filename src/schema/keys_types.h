/*
 * keys_types: reading a value by the type of an EMQX key, as that version
 * does.  Private to the files of keys.
 *
 * A reader fills a conf or leaves a fault; it queues nothing, so that the
 * alternatives of a union can be tried one by one.  What is worth a warning
 * is kept in `warnings` and queued by the caller when the value is taken.
 */
#ifndef EMQXC_KEYS_TYPES_H
#define EMQXC_KEYS_TYPES_H

#include "base/vec.h"
#include "diag/diag.h"
#include "schema/keys.h"
#include "schema/keys_table.h"

/* How near the value came: the fault of the nearest alternative is told. */
enum fault_rank { FAULT_NONE, FAULT_KIND, FAULT_WORD, FAULT_CONTENT };

struct conf_fault {
	enum fault_rank rank;
	enum diag_id id;
	struct place at;
	const char *text;   /* follows the key's name: "expects a duration …" */
	const char *help;   /* may be NULL */
	const char *fix;    /* replaces what is at `at`; may be NULL */
};

struct conf_reading {
	const struct key_context *c;
	struct conf_fault fault;
	VEC(struct conf_fault) warnings;
};

typedef bool conf_reader(struct conf_reading *r, const struct key_type *t,
			 const struct value *v, struct conf *out);

bool conf_read(struct conf_reading *r, unsigned type, const struct value *v, struct conf *out);

/* The same by a type that is not in the tables. */
conf_reader conf_read_as;

/* "a duration such as 15s", "one of `a` or `b`": also for docs. */
const char *conf_expects(struct arena *a, const struct key_type *t);
/* "a duration or `infinity`": the short name of a type. */
const char *conf_type_text(struct arena *a, const struct key_type *t);

/* keys_fault.c.  For readers: always false, so that a failing one is one return. */
bool conf_mismatch(struct conf_reading *r, const struct key_type *t, const struct value *v);
bool conf_bad(struct conf_reading *r, enum diag_id id, const struct value *v,
	      const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* The fault that came nearest is kept. */
bool conf_leave(struct conf_reading *r, enum fault_rank rank, enum diag_id id, struct place at,
		const char *text);
/* A fix for the fault just left. */
bool conf_fix(struct conf_reading *r, const char *text);
bool conf_overflow(struct conf_reading *r, const struct value *v);
/* Always true. */
bool conf_set(struct conf *out, enum conf_kind kind, struct str text, int64_t num);
/* Text that can be written without quotes everywhere is a word, else a string. */
bool conf_set_word(struct conf *out, struct str text);

bool conf_is_four(const struct conf_reading *r);

/* keys_units.c */
conf_reader conf_read_int, conf_read_time, conf_read_float, conf_read_size, conf_read_percent,
	conf_read_duration, conf_read_address, conf_read_rate;
/* keys_four.c */
conf_reader conf_read_limit4, conf_read_policy4, conf_read_flapping4, conf_read_access4,
	conf_read_priorities4;
/* keys_open.c */
conf_reader conf_read_any, conf_read_free;
/* What a conf file of 4.x can hold: NULL, or what is wrong with the text. */
const char *text_fault_four(struct str text);

/* A size or a duration in the broker's units: "64KB", "1048577"; "15s". */
const char *conf_size_text(struct arena *a, int64_t bytes);

#endif

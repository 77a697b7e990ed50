/*
 * types_read: what the readers of values share.  Private to the files of types.
 */
#ifndef EMQXC_TYPES_READ_H
#define EMQXC_TYPES_READ_H

#include "schema/types.h"

/* What a reader needs to speak of the field. */
struct reading {
	struct arena *arena;
	struct diags *diags;
	const struct type *type;
	const char *what;
};

typedef bool reader(const struct reading *r, struct value *v);

/* types_expects.c: says that the type takes another kind of value; always false. */
bool type_mismatch(const struct reading *r, const struct value *v);

/* types_number.c */
/* Is it written as a number, maybe with a unit? */
bool value_is_number(const struct value *v);
reader type_read_int, type_read_port, type_read_size, type_read_cpu, type_read_duration,
	type_read_percent, type_read_int_or_percent, type_read_mode;

#endif

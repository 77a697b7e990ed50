/*
 * kinds_table: the shape of the generated tables of Kubernetes kinds.
 * tools/kinds2c prints them from stdlib/kubernetes; only kinds.c includes
 * this.
 *
 * A type stands once, however many fields have it, so what is common to the
 * kinds (the spec of pods) is shared.  Nothing here is a pointer, so nothing
 * is relocated.  Texts are offsets into kind_text; 0 is "".
 */
#ifndef EMQXC_KINDS_TABLE_H
#define EMQXC_KINDS_TABLE_H

#include "schema/kinds.h"

struct kind {
	uint16_t name, api, type;
};

struct kind_field {
	uint16_t name;
	uint16_t type;
	bool required;
};

struct kind_type {
	uint16_t first;   /* STRUCT: of its fields, by name; LIST, MAP: type of the items */
	uint16_t text;    /* WORDS: a|b|c; LIST: a,b: keys that it is merged by */
	uint16_t n;       /* STRUCT: fields */
	uint8_t id;       /* enum kind_type_id */
};

extern const struct kind kind_rows[];      /* by name */
extern const struct kind_field kind_fields[];
extern const struct kind_type kind_types[];
extern const char kind_text[];
extern const unsigned kind_rows_count;

#endif

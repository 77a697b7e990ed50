/*
 * kinds: the structure of Kubernetes objects: which fields there are, of which
 * type, what is required, and by which keys a list is merged.
 */
#ifndef EMQXC_KINDS_H
#define EMQXC_KINDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum kind_type_id {
	KIND_STRING,
	KIND_BOOL,
	KIND_INT32,
	KIND_INT64,
	KIND_INT_OR_STRING,
	KIND_QUANTITY,
	KIND_BASE64,
	KIND_WORDS,
	KIND_LIST,
	KIND_MAP,
	KIND_STRUCT
};

struct arena;
struct diag;
struct diags;
struct kind;
struct kind_field;
struct kind_type;

/* The kind of that name, or NULL. */
const struct kind *kind_find(const char *name);
const char *kind_api(const struct kind *k);
const struct kind_type *kind_type(const struct kind *k);
/* Names of the kinds, in order; NULL after the last. */
const char *kind_name(size_t i);

enum kind_type_id kind_type_id(const struct kind_type *t);
/* LIST, MAP: what each item is. */
const struct kind_type *kind_item(const struct kind_type *t);
/* WORDS: word i, KIND_LIST: merge key i, into out; false after the last. */
bool kind_word(const struct kind_type *t, size_t i, char *out, size_t size);
bool kind_has_word(const struct kind_type *t, const char *word);

/* STRUCT: its fields by name, and by number; NULL when there is none. */
const struct kind_field *kind_field(const struct kind_type *t, const char *name);
const struct kind_field *kind_field_at(const struct kind_type *t, size_t i);
const char *kind_field_name(const struct kind_field *f);
const struct kind_type *kind_field_type(const struct kind_field *f);
bool kind_field_required(const struct kind_field *f);

/* kinds_values.c: "a list", "a whole number", "one of `a` or `b`". */
const char *kind_expects(struct arena *a, const struct kind_type *t);
/* What a number of that field has to be ("a number from 1 to 65535"), or NULL
 * when it is; `wide` ones have 64 bits. */
const char *kind_number_fault(struct arena *a, const char *field, int64_t num, bool wide);
/* As the API server reads one: sign, digits, suffix or exponent. */
bool kind_is_quantity(const char *s);
bool kind_is_base64(const char *s);
/* Help with the names that were meant instead of this one, below a record. */
void kind_help_fields(struct diags *all, struct arena *a, struct diag *r, const struct kind_type *t,
		      const char *wanted);

#endif

/*
 * doc: an ordered tree of maps, lists and scalars that knows nothing of EMQX.
 * Backends build it, writers print it, and the reader of YAML makes it of
 * manifests.
 */
#ifndef EMQXC_OBJECT_DOC_H
#define EMQXC_OBJECT_DOC_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "diag/source.h"

struct arena;
struct buf;

enum doc_kind { DOC_MAP, DOC_LIST, DOC_STRING, DOC_INT, DOC_BOOL, DOC_WORD, DOC_COMMENT };

struct doc {
	enum doc_kind kind;
	const char *name;       /* in a map */
	struct str text;        /* STRING, WORD (never quoted), COMMENT */
	int64_t num;            /* INT, BOOL */
	struct doc *first, *last, *next;
	const char *owner;      /* field of the cluster that decides it; a patch names it */
	struct place at;        /* where that field is set; of a manifest: the value */
	struct place name_at;   /* of a manifest: where its name stands */
	bool fixed;             /* identity: a patch is refused */
	const struct place *edit; /* the line of a spec that made it, or took from it */
};

struct doc *doc_map(struct arena *a);
struct doc *doc_list(struct arena *a);

/* Append to a map (name) or a list (name NULL); return the new node. */
struct doc *doc_put(struct doc *in, const char *name, struct doc *value);
struct doc *doc_put_map(struct arena *a, struct doc *in, const char *name);
struct doc *doc_put_list(struct arena *a, struct doc *in, const char *name);
struct doc *doc_put_str(struct arena *a, struct doc *in, const char *name, struct str text);
struct doc *doc_put_int(struct arena *a, struct doc *in, const char *name, int64_t num);
struct doc *doc_put_bool(struct arena *a, struct doc *in, const char *name, bool b);
struct doc *doc_put_comment(struct arena *a, struct doc *in, const char *text);
static inline struct doc *
doc_put_text(struct arena *a, struct doc *in, const char *name, const char *text)
{
	return doc_put_str(a, in, name, str_of(text));
}

/* The map or list of that name, made when it is not there. */
struct doc *doc_have_map(struct arena *a, struct doc *in, const char *name);
struct doc *doc_have_list(struct arena *a, struct doc *in, const char *name);

/* Says which field decides a node; returns it. */
struct doc *doc_own(struct doc *d, const char *owner, struct place at);
struct doc *doc_fix(struct doc *d);

struct doc *doc_get(const struct doc *map, const char *name);
/* For trees that somebody else made: NULL, `otherwise` or false when map is no
 * map, or the entry is not there or of another kind. */
struct doc *doc_field(const struct doc *map, const char *name);
const char *doc_text(struct arena *a, const struct doc *map, const char *name);
int64_t doc_number(const struct doc *map, const char *name, int64_t otherwise);
bool doc_is_true(const struct doc *map, const char *name);
bool doc_is_false(const struct doc *map, const char *name);
/* Is a text among the entries of a list (NULL: of none)? */
bool doc_has_text(const struct doc *list, const char *text);
bool doc_text_is(const struct doc *map, const char *name, const char *text);
/* The entries of a list or map: how many. */
size_t doc_count(const struct doc *d);
/* How many of these fields (NULL-terminated) a map has. */
size_t doc_count_named(const struct doc *map, const char *const *names);
void doc_remove(struct doc *in, struct doc *child);
void doc_replace(struct doc *in, struct doc *old, struct doc *with);
/* Entries of a map by name; stable. */
void doc_sort(struct doc *map);
/* FNV-1a over content and order, 16 hexadecimal digits, for checksums. */
const char *doc_hash(struct arena *a, const struct doc *d);
/* The same values, however they were written. */
bool doc_same(const struct doc *a, const struct doc *b);

/* --dump=doc */
void doc_dump(const struct doc *d, struct buf *out);

#endif

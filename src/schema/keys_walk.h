/*
 * keys_walk: one pass over a `config { }`: where it stands (keys_walk.c), and
 * its steps: keys_read.c (blocks and values), keys_secret.c, keys_variant.c
 * (unions) and keys_unknown.c (names that are not there).  Private to the files
 * of keys.
 */
#ifndef EMQXC_KEYS_WALK_H
#define EMQXC_KEYS_WALK_H

#include "schema/keys_find.h"
#include "schema/keys_types.h"

struct walk {
	const struct key_context *c;
	struct when when;
	const char *version;        /* "5.8.6", for messages */
	VEC(const char *) steps;    /* of the key that is being read; "[2]" in a list */
	setting_list *out;
};

/* What is read into: settings, or an object inside a list. */
struct block {
	unsigned node;              /* whose children the entries are */
	unsigned variant;           /* the arm of a union that also holds children, or 0 */
	const struct key *fact;     /* of the block; NULL for one without */
	struct conf *object;        /* NULL: settings */
	struct place at;
	const struct value *record; /* its entries, while they are read */
};

/* "authentication[2].server" */
const char *walk_path(const struct walk *w);
/* The same with one step more. */
const char *walk_path_with(const struct walk *w, const char *name);
void walk_push(struct walk *w, const char *name);
void walk_pop(struct walk *w);

struct conf *walk_conf(struct walk *w, enum conf_kind kind, const struct value *v);
/* What was read of the key where the walk stands, into the object or as a
 * setting. */
void walk_take(struct walk *w, const struct block *into, const struct key *fact, struct conf *value,
	       struct place at);

/* true: the value has to do with secrets and is done with; *out is what to
 * keep, or NULL after a message. */
bool secret_read(struct walk *w, const struct key *fact, const struct value *v, struct conf **out);
/* A secret somewhere in a list or open block that is public; told. */
bool secret_inside(struct walk *w, const struct key *fact, const struct value *v);

/* The living arm for these entries; false when none fits (and that is told).
 * 0 when the node is no union.  A whole block, as in a list, must have what
 * tells the arms apart; others may get it from elsewhere. */
bool variant_choose(struct walk *w, unsigned node, bool whole, const struct value *v, unsigned *out);

/* A name that the block does not have in this build: says why. */
void unknown_entry(struct walk *w, const struct block *b, const struct value_entry *e);
/* An old name: warned of (alias) or refused (moved).  The node of the new
 * name, or 0; *name is its last step when it is a sibling. */
unsigned renamed_entry(struct walk *w, const struct block *b, const struct key *fact,
		       const struct value_entry *e, const char **name);

#endif

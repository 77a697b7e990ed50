/*
 * keys_find: steps through the generated tables.  Private to the files of
 * keys; the shape of the tables is in keys_table.h.
 *
 * A node is an index; 0, the root, also stands for "none".
 */
#ifndef EMQXC_KEYS_FIND_H
#define EMQXC_KEYS_FIND_H

#include "base/str.h"
#include "schema/keys.h"
#include "schema/keys_table.h"

/* Which facts count: those of a build and a patch of it; any is all of them. */
struct when {
	build_set builds;
	unsigned patch;
};

enum { PATCH_NEWEST = 254, PATCH_ANY = 256 };

#define WHEN_EVER ((struct when){ ~UINT32_C(0), PATCH_ANY })

struct when when_of(const struct build *b, const struct version *v);
struct when when_newest(const struct build *b);

/* The fact that holds of a node, or NULL.  Old names have facts too. */
const struct key *node_fact(unsigned node, struct when when);
/* Is the node, or anything below it, there? */
bool node_lives(unsigned node, struct when when);
/* Builds in which the node is a key (not an old name); below: or has keys in it. */
build_set node_builds(unsigned node);

/* The child with that name, whether it lives or not. */
unsigned node_child(unsigned node, enum step_kind kind, struct str name);
/* Children of one kind: the number of them, and the first's place in key_children. */
size_t node_children(unsigned node, enum step_kind kind, const uint16_t **out);
/* The first living child of a kind, or 0. */
unsigned node_first(unsigned node, enum step_kind kind, struct when when);

/* The node of a path ("a.b", with or without [] and <>); through unions,
 * wildcards and lists.  0 when there is none. */
unsigned node_at(const char *path, struct when when);
/* "a.$name[]<x=y>.b" */
const char *node_path(unsigned node, struct arena *a);

const struct key_extra *fact_extra(const struct key *k);
const struct key_type *fact_type(const struct key *k);
/* Where the keys in this block are: mostly the node itself. */
unsigned fact_block(const struct key *k);
/* Is the fact an old name? */
bool fact_is_old(const struct key *k);
/* What it stands for: ".name" of a sibling, a path, or several with commas. */
const char *fact_target(const struct key *k);
/* The node of the one target of an old name, or 0. */
unsigned fact_target_node(const struct key *k, struct when when);

#endif

/*
 * edit: nearest names for "did you mean".
 */
#ifndef EMQXC_EDIT_H
#define EMQXC_EDIT_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* Edit distance with transpositions (optimal string alignment), ASCII case
 * folded at half cost; stops above limit and then returns limit + 1. */
size_t edit_distance(const char *a, const char *b, size_t limit);

/* One word in two spellings: nodeSelector, node_selector, node-selector. */
bool edit_same_word(const char *a, const char *b);

/* Collects candidates and keeps the nearest ones (at most three) that are
 * near enough to be meant: a third of the longer name, at least one; or
 * the beginning of it. */
struct nearest {
	const char *wanted;
	const char *name[3];
	size_t distance[3];
	size_t n;
};

void nearest_start(struct nearest *s, const char *wanted);
void nearest_offer(struct nearest *s, const char *candidate);

/* Is the nearest one meant for certain, or alone? */
bool nearest_is_sure(const struct nearest *s);
/* "`a`", "`a` or `b`", or NULL when nothing is near; in the arena. */
const char *nearest_text(const struct nearest *s, struct arena *a);

#endif

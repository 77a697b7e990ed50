/*
 * atom: interned, NUL-terminated strings.  Two atoms of one table are the
 * same text exactly when they are the same pointer.
 */
#ifndef EMQXC_ATOM_H
#define EMQXC_ATOM_H

#include "base/str.h"

struct arena;
struct atoms;

/* A table that lives in the arena. */
struct atoms *atoms_new(struct arena *a);

/* A table for what the other has not, which comes to know nothing more by it:
 * both together are one table, as long as nobody adds to the other. */
struct atoms *atoms_within(struct arena *a, const struct atoms *outer);

/* The atom of that text (made if new); lives as long as the table's arena. */
const char *atom_of(struct atoms *t, struct str text);

#endif

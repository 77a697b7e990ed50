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

/* The atom of that text (made if new); lives as long as the table's arena. */
const char *atom_of(struct atoms *t, struct str text);

#endif

/*
 * identity: no two clusters of a run make objects of one name in one
 * namespace.  Declared names differ (NA006 of the front); the field `name`
 * can make two of them one.
 */
#ifndef EMQXC_IDENTITY_H
#define EMQXC_IDENTITY_H

#include "ir/ir.h"

struct identities;

/* Lives in the arena, which outlives the clusters. */
struct identities *identities_new(struct arena *a);
/* Another cluster of the same environment and target; a message when its name
 * is taken. */
void identities_add(struct identities *all, const struct ir *ir);

#endif

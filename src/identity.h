/*
 * identity: no two clusters of a run make one object, of a kind, a name and a
 * namespace: applied, the second would replace the first.  Declared names
 * differ (NA006 of the front); the field `name` can make two of them one, the
 * fields of `names` can, and the Service `a-headless` of a cluster `a` is that
 * of a cluster `a-headless`.
 */
#ifndef EMQXC_IDENTITY_H
#define EMQXC_IDENTITY_H

#include "ir/ir.h"

struct identities;

/* Lives in the arena, which outlives the clusters; made for so many, and grows
 * when there are more. */
struct identities *identities_new(struct arena *a, size_t expected);
/* A cluster as that request made it; a message when another has its name, or
 * one of its objects, in that environment, for that target. */
void identities_add(struct identities *all, const struct ir *ir, const struct spec_cluster *c,
		    const struct spec_request *request);

#endif

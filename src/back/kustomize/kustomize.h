/*
 * kustomize: what the patches of an overlay are made of.
 */
#ifndef EMQXC_KUSTOMIZE_H
#define EMQXC_KUSTOMIZE_H

#include "object/doc.h"

/* How an object of the base becomes that of an overlay: first the operations,
 * which count places as the base has them, then the merge. */
struct delta {
	struct doc *merge;   /* strategic merge patch; NULL: nothing to merge */
	struct doc *json;    /* list of JSON 6902 operations; NULL: none */
};

/* Both are objects of one name and kind.  Another namespace is left to the
 * kustomization. */
struct delta delta_make(struct arena *a, const struct doc *from, const struct doc *to);
/* The patch that takes an object away. */
struct doc *delta_delete(struct arena *a, const struct doc *object);

/* operations.c: appends to `operations` what makes `to` of `from` at the
 * pointer `at`. */
void operations_put(struct arena *a, struct doc *operations, const struct doc *from,
		    const struct doc *to, const char *at);
void operation_remove(struct arena *a, struct doc *operations, const char *at);
void operation_replace(struct arena *a, struct doc *operations, const struct doc *to,
		       const char *at);
/* The pointer to a member, to an item. */
const char *pointer_to(struct arena *a, const char *at, const char *name);
const char *pointer_at(struct arena *a, const char *at, size_t i);

/* A node of another tree put into this one as well; neither may change after. */
struct doc *put_shared(struct arena *a, struct doc *in, const struct doc *node);

#endif

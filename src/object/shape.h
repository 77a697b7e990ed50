/*
 * shape: the structure of an object of a manifest, and its API version.
 */
#ifndef EMQXC_OBJECT_SHAPE_H
#define EMQXC_OBJECT_SHAPE_H

#include "object/check.h"

struct shape {
	struct check c;
	bool quiet;          /* another message says what is wrong */
};

/* check_shape.c: what does not fit is told and taken out. */
void shape_check(const struct shape *p, const struct spot *s, struct doc *d);

/* check_api.c: is the object one that Kubernetes has?  false: told. */
bool api_check(const struct check *c, const struct spot *s);
/* Is it of a group that is not Kubernetes' own? */
bool api_is_foreign(const char *api);

#endif

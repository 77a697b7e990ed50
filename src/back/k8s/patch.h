/*
 * patch: one line of a patch block at work.
 */
#ifndef EMQXC_K8S_PATCH_H
#define EMQXC_K8S_PATCH_H

#include "back/k8s/k8s.h"
#include "diag/diag.h"
#include "front/load.h"
#include "object/item.h"
#include "schema/kinds.h"

struct patching {
	struct k8s *k;
	const struct spec_patch *patch;
	const struct object *object;
	const struct doc *above;      /* the nearest that has an owner, on the way */
	/* What stands before each step, and what the last one names; NULL is
	 * what no table knows. */
	const struct kind_type **types;
};

/* patch_report.c: what messages say */
struct diags *patch_diags(const struct patching *c);
/* "spec.template.spec.containers[emqx].image", up to step n. */
const char *patch_path(const struct patching *c, size_t n);

/* patch_apply.c: walks the path and does what the line says. */
void patch_apply(struct patching *c);

/* patch_rules.c: what a patch may touch; each reports what is wrong. */
bool patch_may_touch(const struct patching *c, const struct doc *d);
void patch_warn_owned(const struct patching *c, const struct doc *d);
bool patch_is_public(const struct patching *c, const struct value *v);

/* patch_type.c: what each step is; false when the kind has no such thing. */
bool patch_find_types(struct patching *c);

/*
 * A value, or a part of one, on its way into the object: `name` is the field
 * (NULL: an entry of a list) below `up`; without `up` it is all that the line
 * gives.
 */
struct patch_part {
	const struct patching *c;
	const struct patch_part *up;
	const char *name;
	size_t index;
};

/* patch_report.c: of a part of the value, by its path */
struct diag *patch_report_value(const struct patch_part *p, struct place at, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* patch_value.c: as a document, by its type; NULL when that was reported. */
struct doc *patch_value(const struct patching *c, const struct value *v, const struct kind_type *t);

/* patch_scalar.c */
struct doc *patch_scalar(const struct patch_part *p, const struct value *v,
			 const struct kind_type *t);

#endif

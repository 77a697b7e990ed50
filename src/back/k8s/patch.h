/*
 * patch: one line of a patch block at work.
 */
#ifndef EMQXC_K8S_PATCH_H
#define EMQXC_K8S_PATCH_H

#include "back/k8s/k8s.h"
#include "diag/diag.h"
#include "front/load.h"

struct patching {
	struct k8s *k;
	const struct spec_patch *patch;
	const struct object *object;
	const struct doc *above;      /* the nearest that has an owner, on the way */
};

struct diags *patch_diags(const struct patching *c);
/* "spec.template.spec.containers[emqx].image", up to step n. */
const char *patch_path(const struct patching *c, size_t n);

/* patch_apply.c: walks the path and does what the line says. */
void patch_apply(struct patching *c);

/* patch_rules.c: what a patch may touch; each reports what is wrong. */
bool patch_may_touch(const struct patching *c, const struct doc *d);
void patch_warn_owned(const struct patching *c, const struct doc *d);
bool patch_is_public(const struct patching *c, const struct value *v);

/* patch_value.c */
/* With `text` every scalar is a string. */
struct doc *patch_value(struct arena *a, const struct value *v, bool text);
/* Is everything below that name text? */
bool patch_is_text(const char *name);

#endif

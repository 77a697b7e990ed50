/*
 * manifest: YAML files of Kubernetes objects that somebody else made: read as
 * one set, checked by the same rules, with places in the YAML.
 */
#ifndef EMQXC_MANIFEST_H
#define EMQXC_MANIFEST_H

#include "base/vec.h"
#include "diag/diag.h"

typedef VEC(uint32_t) file_list;

struct objects;

/* What is known beside the files. */
struct manifests_beside {
	bool closed;                    /* there is nothing else */
	const struct objects *before;   /* what is there already, or NULL */
};

/* All files are one set. */
void manifests_check(struct arena *a, struct diags *d, struct sources *s, const file_list *files,
		     const struct manifests_beside *beside);
/* The objects of the files, which are not checked. */
const struct objects *manifests_read(struct arena *a, struct diags *d, struct sources *s,
				     const file_list *files);

#endif

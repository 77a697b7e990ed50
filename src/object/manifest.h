/*
 * manifest: YAML files of Kubernetes objects that somebody else made: read as
 * one set, checked by the same rules, with places in the YAML.
 */
#ifndef EMQXC_MANIFEST_H
#define EMQXC_MANIFEST_H

#include "base/vec.h"
#include "diag/diag.h"

typedef VEC(uint32_t) file_list;

/* All files are one set; closed: there is nothing else. */
void manifests_check(struct arena *a, struct diags *d, struct sources *s, const file_list *files,
		     bool closed);

#endif

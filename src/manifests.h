/*
 * manifests: the files of a run that are Kubernetes manifests.
 */
#ifndef EMQXC_MANIFESTS_H
#define EMQXC_MANIFESTS_H

#include "run.h"

/* Is it one by its name, or by the options? */
bool manifests_has(const struct options *o, const char *path);
/* Read a file of the run; a status when it cannot be read. */
enum status manifests_load(struct run *r, const char *path);
void manifests_add_text(struct run *r, const char *name, struct str text);
/* The files of --against. */
enum status manifests_load_before(struct run *r);
/* Check what was read. */
void manifests_lint(struct run *r);

#endif

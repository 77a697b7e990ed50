/*
 * commit: the end of a run: the product and its dependency file appear
 * together, or what was asked about them is printed.
 */
#ifndef EMQXC_COMMIT_H
#define EMQXC_COMMIT_H

#include "run.h"

/* The outset that the options ask for. */
void commit_open(struct run *r);
/* Or only what was read: -M that is told its targets. */
bool commit_needs_product(const struct run *r);
enum status commit(struct run *r);
/* The outset alone; -v says what was written. */
enum status commit_product(struct run *r);

#endif

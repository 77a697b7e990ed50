/*
 * names: the names of the command line (-c, -e, -D) against those of the files.
 */
#ifndef EMQXC_NAMES_H
#define EMQXC_NAMES_H

#include "run.h"

/* STATUS_USAGE, and the nearest names, for one that nothing has. */
enum status names_check(struct run *r, const struct spec_request *request);

#endif

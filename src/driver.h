/*
 * driver: the stations from files to product.
 */
#ifndef EMQXC_DRIVER_H
#define EMQXC_DRIVER_H

#include "run.h"

/* Load the files of the options and check what is the same for every cluster;
 * what is asked of each goes to *request. */
enum status driver_load(struct run *r, struct spec_request *request);

/* Is the cluster of that number one of those that -c asks for? */
bool driver_selects(const struct run *r, size_t cluster);

/* Compile what the options of the run name, up to (and without) the commit:
 * the product waits in r->outset, messages in the program's diags. */
enum status driver_compile(struct run *r);

/* Compile, show messages, and write the product if there is no error. */
enum status driver_run(struct run *r);

#endif

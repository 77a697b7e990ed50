/*
 * depfile: what a product depends on, for Make and Ninja, as compilers write
 * it.
 */
#ifndef EMQXC_DEPFILE_H
#define EMQXC_DEPFILE_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

struct depfile {
	const char *const *targets;
	size_t ntargets;
	const char *const *reads;   /* paths; `-` is left out */
	size_t nreads;
	const char *const *mains;   /* no phony targets: Make was told of them */
	size_t nmains;
	bool phony;
};

void depfile_write(const struct depfile *d, struct buf *out);

#endif

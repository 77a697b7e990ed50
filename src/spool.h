/*
 * spool: bytes that wait until it is known whether they may be written: in
 * memory while they are few, in a nameless file after that.
 */
#ifndef EMQXC_SPOOL_H
#define EMQXC_SPOOL_H

#include "base/buf.h"

struct spool {
	struct buf memory;
	int fd;            /* -1 while everything is in memory */
	size_t n;          /* bytes in all */
	void *map;         /* of the file, while it is viewed */
};

void spool_start(struct spool *s, struct arena *a);
/* 0 or an errno, also from the next two. */
int spool_add(struct spool *s, struct str bytes);
/* All bytes, until the next spool_add(). */
int spool_view(struct spool *s, struct str *out);
/* All bytes to a descriptor. */
int spool_copy(struct spool *s, int to);
void spool_end(struct spool *s);

#endif

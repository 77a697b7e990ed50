/*
 * spool: bytes that wait until it is known whether they may be written: in
 * memory while they are few, in a nameless file after that.
 */
#ifndef EMQXC_SPOOL_H
#define EMQXC_SPOOL_H

#include "base/buf.h"

struct spool {
	struct buf memory; /* what is not in the file yet */
	int fd;            /* -1 while everything is in memory */
	size_t n;          /* bytes in all */
};

void spool_start(struct spool *s, struct arena *a);
/* 0 or an errno, also from the next two. */
int spool_add(struct spool *s, struct str bytes);
/* n bytes from `at`: until the next spool_add(), and as long as the arena. */
int spool_read(struct spool *s, struct arena *a, size_t at, size_t n, struct str *out);
/* The same as the new content of a file (fs_stage). */
int spool_stage(struct spool *s, struct arena *a, size_t at, size_t n, const char *path,
		const char **temp);
/* All bytes to a descriptor. */
int spool_copy(struct spool *s, int to);
void spool_end(struct spool *s);

#endif

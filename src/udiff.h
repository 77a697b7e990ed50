/*
 * udiff: how two texts differ, as `diff -u` writes it.
 */
#ifndef EMQXC_UDIFF_H
#define EMQXC_UDIFF_H

#include "base/str.h"

struct arena;
struct buf;

/* old_name NULL: there was no such file.  Nothing is added when they are the
 * same; memory of the arena is not needed afterwards. */
void udiff(struct arena *a, const char *old_name, const char *new_name,
	   struct str old_text, struct str new_text, struct buf *out);

#endif

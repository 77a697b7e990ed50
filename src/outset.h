/*
 * outset: the bytes of a run by path; only it becomes files, and only if no
 * error was reported.
 *
 * Memory stays flat: everything waits in a spool, and at the end what is for
 * files is staged beside its targets and renamed.
 */
#ifndef EMQXC_OUTSET_H
#define EMQXC_OUTSET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct arena;
struct outset;

enum outset_mode {
	OUT_STREAM,   /* one stream: standard output, or the file `path` */
	OUT_FOLDER,   /* each artifact its own file below `path` */
	OUT_LIST,     /* only the paths, one a line, on standard output */
	OUT_DIFF      /* compare with what is on disk: unified diff on standard output */
};

/* OUT_LIST and OUT_DIFF: a path that ends in `/` is a folder. */

struct outset *outset_new(struct arena *a, enum outset_mode mode, const char *path);
bool outset_is_folder(const struct outset *o);

/* Add the bytes of one file (path relative to the folder) or the next piece
 * of the stream.  0 or an errno; *outset_failed_path() says whose. */
int outset_add(struct outset *o, const char *path, struct str bytes);
const char *outset_failed_path(const struct outset *o);

/* The path that two artifacts of a folder claimed (message material), or NULL. */
const char *outset_clash(const struct outset *o);

/* Make it so: all or nothing.  *differs: OUT_DIFF found a difference. */
int outset_commit(struct outset *o, bool *differs);
/* Forget it: temporary files are removed. */
void outset_abandon(struct outset *o);

/* The files written (or that would be), for dependency files. */
size_t outset_paths(const struct outset *o, const char *const **out);
/* Those that were not already as they should be; after commit. */
size_t outset_written(const struct outset *o, const char *const **out);

/* Instead of a commit: hand every file of a folder to a function, until it
 * returns other than 0; that is returned. */
int outset_each(struct outset *o, int (*take)(void *with, const char *path, struct str bytes),
		void *with);

#endif

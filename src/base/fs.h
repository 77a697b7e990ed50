/*
 * fs: the only place that opens files.
 *
 * Results are 0, or the errno of what failed.  Nothing is printed.
 */
#ifndef EMQXC_FS_H
#define EMQXC_FS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct arena;

/* The whole file in the arena, with a NUL after it that is not counted.
 * "-" is standard input.  EFBIG above max bytes, EISDIR for a folder. */
int fs_read(struct arena *a, const char *path, size_t max, struct str *out);

/* Close what was used with this result, 0 or an errno; that one, or why it could
 * not be closed.  When a signal comes in between, it is closed (Linux). */
int fs_close(int fd, int error);

/* Write all of it to an open descriptor (EINTR and short writes handled). */
int fs_write_fd(int fd, struct str bytes);

/* Replace path by a file with these bytes: a temporary file in the same
 * folder, fsync, rename.  A file that already has these bytes is not
 * touched; *changed (may be NULL) says so.  Missing folders are made. */
int fs_replace(const char *path, struct str bytes, bool *changed);

/* The parts of fs_replace, for a set of files that appear together: stage
 * writes TEMP beside path, fs_sync brings all of them to the disk, commit
 * renames one, abandon removes it.  *temp is NULL when the file already has
 * these bytes. */
int fs_stage(struct arena *a, const char *path, struct str bytes, const char **temp);
/* The same with n bytes of an open file, from `at`; they are never in memory
 * all at once. */
int fs_stage_from(struct arena *a, const char *path, int fd, size_t at, size_t n,
		  const char **temp);
/* One file is synced by itself, several by their file systems. */
int fs_sync(const char *const *temps, size_t n);
int fs_commit(const char *temp, const char *path);
void fs_abandon(const char *temp);

bool fs_is_dir(const char *path);
int fs_make_dirs(const char *path);

/* Give closed standard streams a descriptor that refuses every use, so that no
 * file that is opened later takes their place. */
void fs_guard_streams(void);

/* A nameless temporary file that is open for reading and writing, or -1. */
int fs_spool(void);
/* n bytes of an open file from `at`, in the arena. */
int fs_read_fd(struct arena *a, int fd, size_t at, size_t n, struct str *out);
/* n bytes of an open file from `at` to descriptor to; within the kernel where
 * that can be. */
int fs_copy_fd(int from, size_t at, size_t n, int to);

/* Path arithmetic, purely textual; results in the arena. */
const char *fs_join(struct arena *a, const char *dir, const char *name);
const char *fs_dirname(struct arena *a, const char *path);
/* a/./b/../c -> a/c; a leading .. stays. */
const char *fs_normal(struct arena *a, const char *path);
/* Is the (normal) path inside the (normal) folder? */
bool fs_inside(const char *path, const char *dir);

#endif

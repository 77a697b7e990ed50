/*
 * failing: emqxc with system calls that fail when they are told to.
 *
 * Linked over src/main.c with --wrap.  The call number $FAIL_AT of those below,
 * from 1, does not do its work and returns an error, EIO or what $FAIL_WITH
 * names; a line on standard error says which it was.  Without it every call does
 * its work.
 */
#define _GNU_SOURCE 1

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

ssize_t __real_write(int fd, const void *bytes, size_t n);

/* EINTR, ENOSPC, else EIO. */
static int
error_wanted(void)
{
	const char *name = getenv("FAIL_WITH");

	if (name && strcmp(name, "EINTR") == 0)
		return EINTR;
	return name && strcmp(name, "ENOSPC") == 0 ? ENOSPC : EIO;
}

/* Is it this call's turn? */
static bool
fails(const char *name)
{
	static long left = -1;
	char line[64];
	int n;

	if (left < 0)
		left = getenv("FAIL_AT") ? atol(getenv("FAIL_AT")) : 0;
	if (left == 0 || --left > 0)
		return false;
	n = snprintf(line, sizeof line, "failing: %s\n", name);
	if (__real_write(STDERR_FILENO, line, (size_t)n) != n)
		abort();
	errno = error_wanted();
	return true;
}

#define WRAP(type, name, parameters, arguments) \
	type __real_##name parameters; \
	type __wrap_##name parameters; \
	type \
	__wrap_##name parameters \
	{ \
		return fails(#name) ? -1 : __real_##name arguments; \
	}

WRAP(ssize_t, write, (int fd, const void *bytes, size_t n), (fd, bytes, n))
WRAP(ssize_t, read, (int fd, void *to, size_t n), (fd, to, n))
WRAP(ssize_t, pread, (int fd, void *to, size_t n, off_t at), (fd, to, n, at))
WRAP(ssize_t, sendfile, (int to, int from, off_t *at, size_t n), (to, from, at, n))
WRAP(ssize_t, readlink, (const char *path, char *to, size_t n), (path, to, n))
WRAP(int, fsync, (int fd), (fd))
WRAP(int, syncfs, (int fd), (fd))
WRAP(int, fchmod, (int fd, mode_t mode), (fd, mode))
WRAP(int, fstat, (int fd, struct stat *to), (fd, to))
WRAP(int, stat, (const char *path, struct stat *to), (path, to))
WRAP(int, access, (const char *path, int mode), (path, mode))
WRAP(int, mkdir, (const char *path, mode_t mode), (path, mode))
WRAP(int, mkstemp, (char *name), (name))
WRAP(int, rename, (const char *from, const char *to), (from, to))
WRAP(int, unlink, (const char *path), (path))
WRAP(off_t, lseek, (int fd, off_t at, int from), (fd, at, from))

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);

int
__wrap_open(const char *path, int flags, ...)
{
	mode_t mode = 0;
	va_list ap;

	va_start(ap, flags);
	if (flags & O_CREAT)
		mode = (mode_t)va_arg(ap, int);
	va_end(ap);
	return fails("open") ? -1 : __real_open(path, flags, mode);
}

int __real_close(int fd);
int __wrap_close(int fd);

/* The descriptor is gone all the same. */
int
__wrap_close(int fd)
{
	int result = __real_close(fd);

	return fails("close") ? -1 : result;
}

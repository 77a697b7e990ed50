/*
 * fs: reading whole files, and replacing files so that at any moment either
 * the old bytes are there or the new ones.
 *
 * Input: paths and bytes.  Output: 0 or an errno.  Only this file opens files.
 */
#include "base/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"

#ifndef PATH_MAX
#define PATH_MAX 4096
#endif

enum { CHUNK = 16 * 1024 };

/* read() that is not interrupted. */
static ssize_t
read_some(int fd, void *to, size_t n)
{
	ssize_t got;

	do
		got = read(fd, to, n);
	while (got < 0 && errno == EINTR);
	return got;
}

int
fs_close(int fd, int error)
{
	if (close(fd) != 0 && errno != EINTR && !error)
		return errno;
	return error;
}

/* All that the descriptor has; first is how much that probably is. */
static int
read_all(struct arena *a, int fd, size_t first, size_t max, struct str *out)
{
	size_t cap = first + 1, n = 0;
	char *p = arena_alloc(a, cap + 1);
	ssize_t got;

	while ((got = read_some(fd, p + n, cap - n)) > 0) {
		n += (size_t)got;
		if (n > max)
			return EFBIG;
		if (n == cap) {
			char *grown = arena_alloc(a, cap * 2 + 1);

			p = memcpy(grown, p, n);
			cap *= 2;
		}
	}
	if (got < 0)
		return errno;
	p[n] = '\0';
	*out = (struct str){ p, n };
	return 0;
}

static int
read_open(struct arena *a, int fd, size_t max, struct str *out)
{
	size_t first = CHUNK;
	struct stat st;

	if (fstat(fd, &st) != 0)
		return errno;
	if (S_ISDIR(st.st_mode))
		return EISDIR;
	if (S_ISREG(st.st_mode)) {
		if (st.st_size < 0 || (uintmax_t)st.st_size > max)
			return EFBIG;
		first = (size_t)st.st_size;
	}
	return read_all(a, fd, first, max, out);
}

int
fs_read(struct arena *a, const char *path, size_t max, struct str *out)
{
	jmp_buf *outer = arena_oom(a);
	jmp_buf here;
	int fd;

	if (strcmp(path, "-") == 0)
		return read_open(a, STDIN_FILENO, max, out);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return errno;
	/* out of memory passes through here, so that the descriptor is closed */
	if (setjmp(here)) {
		arena_on_oom(a, outer);
		close(fd);
		longjmp(*outer, 1);
	}
	if (outer)
		arena_on_oom(a, &here);
	int error = read_open(a, fd, max, out);
	arena_on_oom(a, outer);
	return fs_close(fd, error);
}

int
fs_write_fd(int fd, struct str bytes)
{
	while (bytes.n) {
		ssize_t n = write(fd, bytes.p, bytes.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno;
		bytes.p += n;
		bytes.n -= (size_t)n;
	}
	return 0;
}

bool
fs_is_dir(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static int
make_dir(const char *path)
{
	int error = mkdir(path, 0777) == 0 ? 0 : errno;

	if (!error || fs_is_dir(path))
		return 0;
	return error == EEXIST ? ENOTDIR : error;
}

int
fs_make_dirs(const char *path)
{
	char part[PATH_MAX];
	size_t n = strlen(path);

	if (n >= sizeof part)
		return ENAMETOOLONG;
	if (n == 0 || fs_is_dir(path))
		return 0;
	memcpy(part, path, n + 1);
	for (size_t i = 1; i < n; i++) {
		int error;

		if (part[i] != '/' || part[i - 1] == '/')
			continue;
		part[i] = '\0';
		error = make_dir(part);
		part[i] = '/';
		if (error)
			return error;
	}
	return make_dir(part);
}

void
fs_guard_streams(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
		int way = fd == STDIN_FILENO ? O_WRONLY : O_RDONLY;

		/* the lowest that is free is the one that is closed */
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", way) < 0)
			return;
	}
}

/* A nameless file is the system's matter, so its folder is looked for where
 * POSIX says that temporary files go; nothing that is compiled depends on it. */
int
fs_spool(void)
{
	const char *dir = getenv("TMPDIR");
	char name[PATH_MAX];
	int fd, n;

	n = snprintf(name, sizeof name, "%s/emqxc-XXXXXX",
		     dir && *dir ? dir : "/tmp");
	if (n < 0 || (size_t)n >= sizeof name) {
		errno = ENAMETOOLONG;
		return -1;
	}
	fd = mkstemp(name);
	if (fd < 0)
		return -1;
	unlink(name);
	fcntl(fd, F_SETFD, FD_CLOEXEC);
	return fd;
}

int
fs_read_fd(struct arena *a, int fd, size_t at, size_t n, struct str *out)
{
	char *p = arena_alloc(a, n + 1);

	*out = (struct str){ p, n };
	while (n) {
		ssize_t got = pread(fd, p, n, (off_t)at);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return got < 0 ? errno : EIO;
		p += got;
		at += (size_t)got;
		n -= (size_t)got;
	}
	return 0;
}

/* For what sendfile() refuses: files open for appending, some file systems. */
static int
copy_through(int from, off_t at, size_t n, int to)
{
	char chunk[CHUNK];

	while (n) {
		ssize_t got = pread(from, chunk, n < sizeof chunk ? n : sizeof chunk, at);
		int error = got < 0 ? errno : EIO;

		if (got < 0 && error == EINTR)
			continue;
		if (got > 0)
			error = fs_write_fd(to, (struct str){ chunk, (size_t)got });
		if (error)
			return error;
		at += got;
		n -= (size_t)got;
	}
	return 0;
}

int
fs_copy_fd(int from, size_t at, size_t n, int to)
{
	off_t next = (off_t)at;

	while (n) {
		ssize_t sent = sendfile(to, from, &next, n);

		if (sent < 0 && errno == EINTR)
			continue;
		if (sent < 0 && (errno == EINVAL || errno == ENOSYS))
			return copy_through(from, next, n, to);
		if (sent <= 0)
			return sent < 0 ? errno : EIO;
		n -= (size_t)sent;
	}
	return 0;
}

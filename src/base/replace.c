/*
 * replace: a file's new bytes in the place of the old ones, for fs.h.
 *
 * A target is what a path leads to: symbolic links are followed, so that a
 * link stays a link.  What is not a regular file (a device, a pipe, and names
 * under /dev and /proc) cannot be replaced and is written to as it is.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"

#ifndef PATH_MAX
#define PATH_MAX 4096
#endif

enum {
	MOST_LINKS = 40,
	MOST_NAMES = 1000,   /* tries at a free temporary name */
	NAME_PART = 200,     /* of the target's name, in a temporary one */
	TEMP_NAME = 256,     /* room for a temporary name */
	CHUNK = 16 * 1024
};

struct target {
	char path[PATH_MAX];
	bool exists;
	bool direct;   /* write to it, do not replace it */
	mode_t mode;   /* of the file that exists */
};

/* What is to be written: bytes in memory, or n of an open file from `at`. */
struct content {
	const char *p;
	int fd;        /* -1: in memory */
	off_t at;
	size_t n;
};

static struct content
content_of(struct str bytes)
{
	return (struct content){ .p = bytes.p, .fd = -1, .n = bytes.n };
}

/* pread() that is not interrupted. */
static ssize_t
read_at(int fd, char *to, size_t n, off_t at)
{
	ssize_t got;

	do
		got = pread(fd, to, n, at);
	while (got < 0 && errno == EINTR);
	return got;
}

/* The next bytes, at most so many, into chunk; they are taken off. */
static ssize_t
take_some(struct content *c, char *chunk, size_t most)
{
	size_t wanted = c->n < most ? c->n : most;
	ssize_t n = (ssize_t)wanted;

	if (c->fd >= 0)
		n = read_at(c->fd, chunk, wanted, c->at);
	else if (wanted)
		memcpy(chunk, c->p, wanted);
	if (n <= 0)
		return n;
	c->p = c->fd < 0 ? c->p + n : NULL;
	c->at += n;
	c->n -= (size_t)n;
	return n;
}

static int
write_content(int fd, struct content c)
{
	return c.fd < 0 ? fs_write_fd(fd, (struct str){ c.p, c.n })
			: fs_copy_fd(c.fd, (size_t)c.at, c.n, fd);
}

/* Bytes of path up to and with the last slash. */
static size_t
folder_length(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? (size_t)(slash - path) + 1 : 0;
}

/* One link further; EINVAL when path is no link. */
static int
follow_link(char path[PATH_MAX])
{
	char to[PATH_MAX];
	ssize_t n = readlink(path, to, sizeof to - 1);
	size_t keep;

	if (n < 0)
		return errno;
	to[n] = '\0';
	keep = *to == '/' ? 0 : folder_length(path);
	if (keep + (size_t)n >= PATH_MAX)
		return ENAMETOOLONG;
	memcpy(path + keep, to, (size_t)n + 1);
	return 0;
}

static bool
is_system_name(const char *path)
{
	if (strncmp(path, "/proc/", 6) == 0)
		return true;
	return strncmp(path, "/dev/", 5) == 0 && strncmp(path, "/dev/shm/", 9) != 0;
}

static int
follow_links(struct target *t)
{
	for (int i = 0; i < MOST_LINKS; i++) {
		int error;

		if (is_system_name(t->path)) {
			t->direct = true;
			return 0;
		}
		error = follow_link(t->path);
		if (error == EINVAL || error == ENOENT)
			return 0;
		if (error)
			return error;
	}
	return ELOOP;
}

static int
find_target(const char *path, struct target *t)
{
	size_t n = strlen(path);
	struct stat st;
	int error;

	if (n == 0)
		return ENOENT;
	if (n >= sizeof t->path)
		return ENAMETOOLONG;
	if (path[n - 1] == '/')
		return EISDIR;
	t->exists = t->direct = false;
	memcpy(t->path, path, n + 1);
	error = follow_links(t);
	if (error || stat(t->path, &st) != 0)
		return error;
	if (S_ISDIR(st.st_mode))
		return EISDIR;
	t->exists = true;
	t->mode = st.st_mode & 0777;
	if (!S_ISREG(st.st_mode))
		t->direct = true;
	/* rename() would not ask whether the file may be written */
	return access(t->path, W_OK) == 0 ? 0 : errno;
}

static bool
has_content(const char *path, struct content c)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	char old[CHUNK], chunk[CHUNK];
	struct stat st;
	off_t at = 0;
	bool same;

	if (fd < 0)
		return false;
	same = fstat(fd, &st) == 0 && (size_t)st.st_size == c.n;
	while (same && c.n) {
		ssize_t n = take_some(&c, chunk, sizeof chunk);

		same = n > 0 && read_at(fd, old, (size_t)n, at) == n
			&& memcmp(chunk, old, (size_t)n) == 0;
		at += n;
	}
	close(fd);
	return same;
}

/* The folder for a temporary file: the target's own, so that rename() can
 * take it there; a device's has no room. */
static size_t
temp_folder(const struct target *t, const char **folder)
{
	*folder = t->direct ? "/tmp/" : t->path;
	return folder_length(*folder);
}

/* A new file whose name goes to temp.  The target's name is in it, because
 * thousands of files may be staged in one folder.  open() and not mkstemp(),
 * because only the kernel can apply the umask safely. */
static int
open_temp(const struct target *t, char *temp, size_t size, int *fd)
{
	const char *folder, *name = t->path + folder_length(t->path);
	size_t n = temp_folder(t, &folder);

	if (n + TEMP_NAME > size)
		return ENAMETOOLONG;
	memcpy(temp, folder, n);
	for (int i = 0; i < MOST_NAMES; i++) {
		snprintf(temp + n, size - n, ".%.*s.emqxc-%ld-%d",
			 (int)NAME_PART, name, (long)getpid(), i);
		*fd = open(temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (*fd >= 0)
			return 0;
		if (errno != EEXIST)
			return errno;
	}
	return EEXIST;
}

/* Write all, and close. */
static int
fill_temp(int fd, const struct target *t, struct content c)
{
	int error = write_content(fd, c);

	if (!error && t->exists && !t->direct && fchmod(fd, t->mode) != 0)
		error = errno;
	return fs_close(fd, error);
}

static int
make_temp(const struct target *t, struct content c, char *temp, size_t size)
{
	int fd, error;

	error = open_temp(t, temp, size, &fd);
	if (error)
		return error;
	error = fill_temp(fd, t, c);
	if (error)
		unlink(temp);
	return error;
}

static int
make_folder(const char *path)
{
	char dir[PATH_MAX];
	size_t n = folder_length(path);

	memcpy(dir, path, n);
	dir[n] = '\0';
	return fs_make_dirs(dir);
}

static int
open_direct(const char *path, int *fd)
{
	*fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY);
	return *fd < 0 ? errno : 0;
}

static int
write_direct(const char *path, struct str bytes)
{
	int fd, error = open_direct(path, &fd);

	if (error)
		return error;
	error = fs_write_fd(fd, bytes);
	return fs_close(fd, error);
}

static int
replace_file(const struct target *t, struct str bytes)
{
	char temp[PATH_MAX];
	int error = make_folder(t->path);

	if (!error)
		error = make_temp(t, content_of(bytes), temp, sizeof temp);
	if (error)
		return error;
	error = fs_sync((const char *[]){ temp }, 1);
	if (!error && rename(temp, t->path) != 0)
		error = errno;
	if (error)
		unlink(temp);
	return error;
}

int
fs_replace(const char *path, struct str bytes, bool *changed)
{
	struct target t;
	int error = find_target(path, &t);
	bool same;

	if (error)
		return error;
	same = t.exists && !t.direct && has_content(t.path, content_of(bytes));
	if (changed)
		*changed = !same;
	if (same)
		return 0;
	return t.direct ? write_direct(t.path, bytes) : replace_file(&t, bytes);
}

static int
stage(struct arena *a, const char *path, struct content c, const char **temp)
{
	char name[PATH_MAX];
	const char *folder;
	struct target t;
	int error = find_target(path, &t);

	*temp = NULL;
	if (error)
		return error;
	if (t.exists && !t.direct && has_content(t.path, c))
		return 0;
	if (!t.direct)
		error = make_folder(t.path);
	if (error)
		return error;
	/* the arena may jump away, so its memory comes before the file */
	char *kept = arena_alloc(a, temp_folder(&t, &folder) + TEMP_NAME);
	error = make_temp(&t, c, name, sizeof name);
	if (!error)
		*temp = strcpy(kept, name);
	return error;
}

int
fs_stage(struct arena *a, const char *path, struct str bytes, const char **temp)
{
	return stage(a, path, content_of(bytes), temp);
}

int
fs_stage_from(struct arena *a, const char *path, int fd, size_t at, size_t n,
	      const char **temp)
{
	struct content c = { .fd = fd, .at = (off_t)at, .n = n };

	return stage(a, path, c, temp);
}

static int
copy_direct(const char *temp, const char *path)
{
	int to = -1, from = open(temp, O_RDONLY | O_CLOEXEC);
	struct stat st;
	int error;

	if (from < 0)
		return errno;
	error = fstat(from, &st) != 0 ? errno : open_direct(path, &to);
	if (!error) {
		error = fs_copy_fd(from, 0, (size_t)st.st_size, to);
		error = fs_close(to, error);
	}
	close(from);
	if (!error)
		unlink(temp);
	return error;
}

int
fs_commit(const char *temp, const char *path)
{
	struct target t;
	int error = find_target(path, &t);

	if (error)
		return error;
	if (t.direct)
		return copy_direct(temp, t.path);
	return rename(temp, t.path) == 0 ? 0 : errno;
}

void
fs_abandon(const char *temp)
{
	if (temp)
		unlink(temp);
}

/*
 * sync: files that were written are brought to the disk, for fs.h.
 *
 * A sync of one file waits for the disk; so thousands of files, each synced by
 * itself, take minutes.  A file system is synced as a whole in about the time
 * of one file, and syncfs() fails, since Linux 5.8, when bytes of it did not
 * reach the disk (syncfs(2); before, only fsync() told).
 */
#define _GNU_SOURCE 1 /* syncfs */

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"

/* Some file systems have nothing to sync, and say so. */
static int
result_of(int result)
{
	return result == 0 || errno == EINVAL || errno == ENOTSUP ? 0 : errno;
}

/* Reading or writing is the same to a sync; the umask may allow one alone. */
static int
open_somehow(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	return fd >= 0 || errno != EACCES ? fd : open(path, O_WRONLY | O_CLOEXEC);
}

static int
sync_with(const char *path, int (*sync)(int fd))
{
	int fd = open_somehow(path);
	int error;

	if (fd < 0)
		return errno;
	error = result_of(sync(fd));
	return fs_close(fd, error);
}

/* Each file system once, where files that stand together share it. */
static int
sync_systems(const char *const *paths, size_t n)
{
	dev_t last = 0;

	for (size_t i = 0; i < n; i++) {
		struct stat st;
		int error;

		if (stat(paths[i], &st) != 0)
			return errno;
		if (i > 0 && st.st_dev == last)
			continue;
		error = sync_with(paths[i], syncfs);
		if (error)
			return error;
		last = st.st_dev;
	}
	return 0;
}

int
fs_sync(const char *const *temps, size_t n)
{
	return n == 1 ? sync_with(temps[0], fsync) : sync_systems(temps, n);
}

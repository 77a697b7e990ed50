/*
 * spool: see the header.  The limit is what a large spec makes; only fleets
 * pass it, and their memory stays flat.
 */
#include "spool.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/fs.h"

enum { IN_MEMORY = 8 * 1024 * 1024 };

void
spool_start(struct spool *s, struct arena *a)
{
	*s = (struct spool){ .memory = BUF_IN(a), .fd = -1 };
}

static int
spill(struct spool *s)
{
	s->fd = fs_spool();
	return s->fd < 0 ? errno : fs_write_fd(s->fd, buf_view(&s->memory));
}

static void
unmap(struct spool *s)
{
	if (s->map)
		munmap(s->map, s->n);
	s->map = NULL;
}

int
spool_add(struct spool *s, struct str bytes)
{
	int error = 0;

	unmap(s);
	if (s->fd < 0 && s->n + bytes.n <= IN_MEMORY)
		buf_str(&s->memory, bytes);
	else if (s->fd < 0)
		error = spill(s);
	if (!error && s->fd >= 0)
		error = fs_write_fd(s->fd, bytes);
	s->n += bytes.n;
	return error;
}

int
spool_view(struct spool *s, struct str *out)
{
	*out = buf_view(&s->memory);
	if (s->fd < 0)
		return 0;
	if (!s->map) {
		void *map = mmap(NULL, s->n, PROT_READ, MAP_SHARED, s->fd, 0);

		if (map == MAP_FAILED)
			return errno;
		s->map = map;
	}
	*out = (struct str){ s->map, s->n };
	return 0;
}

int
spool_copy(struct spool *s, int to)
{
	if (s->fd < 0)
		return fs_write_fd(to, buf_view(&s->memory));
	return fs_copy_fd(s->fd, to);
}

void
spool_end(struct spool *s)
{
	unmap(s);
	if (s->fd >= 0)
		close(s->fd);
	s->fd = -1;
}

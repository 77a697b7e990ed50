/*
 * spool: see the header.  The limit is what a large spec makes; only fleets
 * pass it, and their memory stays flat.  What follows goes to the file in
 * large pieces, for artifacts are small and many.  Once they are more than a
 * few the memory is taken as a whole: no page of it is touched before its time.
 */
#include "spool.h"

#include <unistd.h>

#include "base/fs.h"

enum { FEW = 64 * 1024, IN_MEMORY = 2 * 1024 * 1024, PIECE = 256 * 1024 };

void
spool_start(struct spool *s, struct arena *a)
{
	*s = (struct spool){ .memory = BUF_IN(a), .fd = -1 };
}

/* To the file, if there is one. */
static int
flush(struct spool *s)
{
	int error = s->fd < 0 ? 0 : fs_write_fd(s->fd, buf_view(&s->memory));

	if (s->fd >= 0)
		s->memory.n = 0;
	return error;
}

/* A machine without room for temporary files keeps all in memory. */
static int
spill(struct spool *s)
{
	s->fd = fs_spool();
	return flush(s);
}

int
spool_add(struct spool *s, struct str bytes)
{
	int error = 0;

	if (s->fd < 0 && s->n + bytes.n > IN_MEMORY)
		error = spill(s);
	else if (s->fd >= 0 && s->memory.n + bytes.n > PIECE)
		error = flush(s);
	if (error)
		return error;
	if (s->fd < 0 && s->n <= FEW && s->n + bytes.n > FEW)
		buf_room(&s->memory, IN_MEMORY - s->n);
	buf_str(&s->memory, bytes);
	s->n += bytes.n;
	return 0;
}

int
spool_read(struct spool *s, struct arena *a, size_t at, size_t n, struct str *out)
{
	int error = flush(s);

	if (error)
		return error;
	if (s->fd >= 0)
		return fs_read_fd(a, s->fd, at, n, out);
	*out = (struct str){ n ? s->memory.p + at : "", n };
	return 0;
}

int
spool_stage(struct spool *s, struct arena *a, size_t at, size_t n, const char *path,
	    const char **temp)
{
	int error = flush(s);

	*temp = NULL;
	if (error)
		return error;
	if (s->fd >= 0)
		return fs_stage_from(a, path, s->fd, at, n, temp);
	return fs_stage(a, path, (struct str){ n ? s->memory.p + at : "", n }, temp);
}

int
spool_copy(struct spool *s, int to)
{
	int error = flush(s);

	if (error)
		return error;
	return s->fd < 0 ? fs_write_fd(to, buf_view(&s->memory)) : fs_copy_fd(s->fd, 0, s->n, to);
}

void
spool_end(struct spool *s)
{
	if (s->fd >= 0)
		close(s->fd);
	s->fd = -1;
}

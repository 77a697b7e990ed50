/*
 * path: paths joined, shortened and compared as texts, for fs.h.  Nothing here
 * looks at the file system.
 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"

const char *
fs_join(struct arena *a, const char *dir, const char *name)
{
	size_t n = strlen(dir);

	if (*name == '/' || n == 0 || strcmp(dir, ".") == 0)
		return arena_strdup(a, name);
	return arena_printf(a, dir[n - 1] == '/' ? "%s%s" : "%s/%s", dir, name);
}

const char *
fs_dirname(struct arena *a, const char *path)
{
	size_t n = strlen(path);

	while (n > 1 && path[n - 1] == '/')
		n--;
	while (n > 0 && path[n - 1] != '/')
		n--;
	if (n == 0)
		return arena_strdup(a, ".");
	while (n > 1 && path[n - 1] == '/')
		n--;
	return arena_strndup(a, path, n);
}

/* Where the last segment of out starts. */
static size_t
last_segment(const struct buf *out)
{
	size_t i = out->n;

	while (i > 0 && out->p[i - 1] != '/')
		i--;
	return i;
}

/* Take the segment before ".." off again, if there is one to take. */
static void
go_up(struct buf *out, bool absolute)
{
	size_t i = last_segment(out);
	bool nothing = i == out->n;

	if (nothing && absolute)
		return;
	if (nothing || str_is((struct str){ out->p + i, out->n - i }, "..")) {
		buf_text(out, out->n ? "/.." : "..");
		return;
	}
	out->n = i > 1 || (i == 1 && !absolute) ? i - 1 : i;
}

const char *
fs_normal(struct arena *a, const char *path)
{
	struct buf out = BUF_IN(a);
	bool absolute = *path == '/';

	if (absolute)
		buf_char(&out, '/');
	while (*path) {
		struct str part = { path, strcspn(path, "/") };

		path += part.n + strspn(path + part.n, "/");
		if (part.n == 0 || str_is(part, "."))
			continue;
		if (str_is(part, "..")) {
			go_up(&out, absolute);
			continue;
		}
		if (out.n && out.p[out.n - 1] != '/')
			buf_char(&out, '/');
		buf_str(&out, part);
	}
	if (out.n == 0)
		buf_char(&out, '.');
	return buf_cstr(&out);
}

/* How often a normal relative path goes up before it goes down; *rest is
 * what follows. */
static size_t
count_ups(const char *path, const char **rest)
{
	size_t n = 0;

	while (strncmp(path, "..", 2) == 0 && (path[2] == '/' || !path[2])) {
		path += path[2] ? 3 : 2;
		n++;
	}
	*rest = strcmp(path, ".") == 0 ? "" : path;
	return n;
}

bool
fs_inside(const char *path, const char *dir)
{
	const char *below, *top;
	size_t ups, dir_ups, n;

	if ((*path == '/') != (*dir == '/'))
		return false;
	ups = count_ups(path, &below);
	dir_ups = count_ups(dir, &top);
	n = strlen(top);
	if (n == 0)
		return ups <= dir_ups;
	if (ups != dir_ups || strncmp(below, top, n) != 0)
		return false;
	return !below[n] || below[n] == '/' || top[n - 1] == '/';
}

/*
 * depfile: what was made and what was read for it, as a rule without a recipe:
 * targets, a colon, what was read.
 *
 * A name is escaped as Make reads it: `\` before a space, with the
 * backslashes that stand right before it doubled; `$$`; `\#`.
 */
#include "depfile.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

enum { LINE_WIDTH = 78 };

static void
put_escaped(const char *name, struct buf *out)
{
	size_t slashes = 0;

	for (; *name; name++) {
		if (*name == ' ' || *name == '\t')
			buf_fill(out, '\\', slashes + 1);
		else if (*name == '#')
			buf_char(out, '\\');
		else if (*name == '$')
			buf_char(out, '$');
		buf_char(out, *name);
		slashes = *name == '\\' ? slashes + 1 : 0;
	}
}

/* A name after a space, or on a new line when this one is full. */
static void
put_name(const char *name, size_t *column, struct buf *out)
{
	struct buf text = BUF_IN(out->arena);

	put_escaped(name, &text);
	if (*column && *column + 1 + text.n > LINE_WIDTH) {
		buf_text(out, " \\\n");
		*column = 0;
	}
	if (out->n)
		buf_char(out, ' ');
	buf_str(out, buf_view(&text));
	*column += 1 + text.n;
}

static bool
is_main(const struct depfile *d, const char *name)
{
	for (size_t i = 0; i < d->nmains; i++)
		if (strcmp(d->mains[i], name) == 0)
			return true;
	return false;
}

static void
put_phony(const struct depfile *d, struct buf *out)
{
	for (size_t i = 0; i < d->nreads; i++) {
		if (strcmp(d->reads[i], "-") == 0 || is_main(d, d->reads[i]))
			continue;
		buf_char(out, '\n');
		put_escaped(d->reads[i], out);
		buf_text(out, ":\n");
	}
}

void
depfile_write(const struct depfile *d, struct buf *out)
{
	size_t column = 0;

	for (size_t i = 0; i < d->ntargets; i++)
		put_name(d->targets[i], &column, out);
	buf_char(out, ':');
	for (size_t i = 0; i < d->nreads; i++)
		if (strcmp(d->reads[i], "-") != 0)
			put_name(d->reads[i], &column, out);
	buf_char(out, '\n');
	if (d->phony)
		put_phony(d, out);
}

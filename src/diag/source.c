/*
 * source: the texts of a compilation; offsets into lines and columns.
 *
 * Line starts are found once a file, when first asked for.  Columns continue
 * from the last answer of the file where they can, so that many places on one
 * long line, asked for in order, cost one walk over it.
 */
#include "diag/source.h"

#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "base/vec.h"

struct file {
	struct source source;
	uint32_t line, offset, column; /* the last answer; line 0 is none */
	VEC(struct place) hidden;
};

struct sources {
	struct arena *arena;
	VEC(struct file *) files;
};

struct sources *
sources_new(struct arena *a)
{
	struct sources *s = ARENA_NEW(a, struct sources);

	s->arena = a;
	return s;
}

uint32_t
sources_add(struct sources *s, const char *name, struct str text)
{
	struct file *f = ARENA_NEW(s->arena, struct file);

	f->source.name = arena_strdup(s->arena, name);
	f->source.text = text;
	*VEC_ADD(s->arena, &s->files) = f;
	return (uint32_t)s->files.n;
}

uint32_t
sources_count(const struct sources *s)
{
	return (uint32_t)s->files.n;
}

static struct file *
file_of(const struct sources *s, uint32_t file)
{
	return file == 0 || file > s->files.n ? NULL : s->files.at[file - 1];
}

const struct source *
sources_get(const struct sources *s, uint32_t file)
{
	struct file *f = file_of(s, file);

	return f ? &f->source : NULL;
}

static size_t
count_lines(struct str text)
{
	const char *p = text.p, *end = p + text.n;
	size_t n = 1;

	while (p < end && (p = memchr(p, '\n', (size_t)(end - p)))) {
		p++;
		n++;
	}
	return n;
}

/* The first line starts after a byte order mark. */
static void
find_lines(struct sources *s, struct source *f)
{
	size_t most = count_lines(f->text), n = 0;
	uint32_t *at = ARENA_ARRAY(s->arena, uint32_t, most);

	at[n++] = str_starts(f->text, "\xef\xbb\xbf") ? 3 : 0;
	for (size_t i = 0; n < most; i++)
		if (f->text.p[i] == '\n')
			at[n++] = (uint32_t)i + 1;
	f->lines = at;
	f->nlines = (uint32_t)n;
}

static struct file *
lined_file(struct sources *s, uint32_t file)
{
	struct file *f = file_of(s, file);

	if (f && !f->source.lines)
		find_lines(s, &f->source);
	return f;
}

/* The last line that starts at or before the offset. */
static uint32_t
line_at(const struct source *f, uint32_t offset)
{
	uint32_t low = 0, high = f->nlines;

	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (f->lines[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return low + 1;
}

struct line_col
source_locate(struct sources *s, uint32_t file, uint32_t offset)
{
	struct file *f = lined_file(s, file);
	uint32_t line, at, column;

	if (!f)
		return (struct line_col){ 1, 1 };
	if (offset > f->source.text.n)
		offset = (uint32_t)f->source.text.n;
	line = line_at(&f->source, offset);
	at = f->source.lines[line - 1];
	column = 1;
	if (f->line == line && f->offset <= offset) {
		at = f->offset;
		column = f->column;
	}
	while (at < offset) {
		size_t left = f->source.text.n - at;
		size_t n = utf8_step((struct str){ f->source.text.p + at, left });

		if (n > offset - at)
			break;
		at += (uint32_t)n;
		column++;
	}
	f->line = line;
	f->offset = at;
	f->column = column;
	return (struct line_col){ line, column };
}

struct str
source_line(struct sources *s, uint32_t file, uint32_t line)
{
	struct file *f = lined_file(s, file);
	struct str text = { "", 0 };
	const char *end;

	if (!f || line == 0 || line > f->source.nlines)
		return text;
	text.p = f->source.text.p + f->source.lines[line - 1];
	text.n = f->source.text.n - f->source.lines[line - 1];
	end = text.n ? memchr(text.p, '\n', text.n) : NULL;
	if (end)
		text.n = (size_t)(end - text.p);
	if (text.n && text.p[text.n - 1] == '\r')
		text.n--;
	return text;
}

struct str
source_text(const struct sources *s, struct place at)
{
	const struct source *f = sources_get(s, at.file);

	if (!f || at.from > at.to || at.to > f->text.n)
		return (struct str){ "", 0 };
	return (struct str){ f->text.p + at.from, at.to - at.from };
}

struct place
place_span(struct place first, struct place last)
{
	if (first.file == 0)
		return last;
	if (last.file != first.file)
		return first;
	if (last.from < first.from)
		first.from = last.from;
	if (last.to > first.to)
		first.to = last.to;
	return first;
}

/* The first that ends behind the begin of this one: they stand in order, and
 * none overlap. */
static size_t
hidden_behind(const struct file *f, struct place at)
{
	size_t low = 0, high = f->hidden.n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (f->hidden.at[middle].to > at.from)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

void
sources_hide(struct sources *s, struct place at)
{
	struct file *f = file_of(s, at.file);
	size_t i;

	if (!f || source_hides(s, at))
		return;
	i = hidden_behind(f, at);
	VEC_ADD(s->arena, &f->hidden);
	memmove(&f->hidden.at[i + 1], &f->hidden.at[i], (f->hidden.n - 1 - i) * sizeof at);
	f->hidden.at[i] = at;
}

bool
source_hides(const struct sources *s, struct place at)
{
	const struct file *f = file_of(s, at.file);
	size_t i = f ? hidden_behind(f, at) : 0;

	return f && i < f->hidden.n && f->hidden.at[i].from < at.to;
}

/*
 * excerpt: a source line with what is meant underlined.
 *
 *	   24 |     server = "pg://app:${pw}@pg.db.svc"
 *	      |                        ^^^^^ label
 *
 * One character is one column, a tab is four, and what a terminal must not
 * get is a question mark, a secret is asterisks.  A long line is cut to a window around the place;
 * a place over several lines is shown by its first.
 */
#include "diag/show.h"

#include "base/buf.h"
#include "base/utf8.h"

enum {
	WINDOW = 160,       /* characters of a line that are shown */
	BEFORE = 60,        /* of them before the place, in a long line */
	TAB = 4
};

/* What is to be drawn, in bytes (from, to) and characters of the line. */
struct view {
	const struct sources *sources;
	struct place start;  /* of the line */
	struct str line;
	size_t from, to;
	size_t first, last;  /* characters that are shown */
	size_t length;       /* characters of the line */
};

static size_t
count_characters(struct str s)
{
	size_t n = 0;

	while (s.n) {
		size_t step = utf8_step(s);

		s = (struct str){ s.p + step, s.n - step };
		n++;
	}
	return n;
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static struct view
view_of(struct sources *s, struct place at, uint32_t number)
{
	struct view v = { .sources = s, .line = source_line(s, at.file, number) };
	const struct source *f = sources_get(s, at.file);
	size_t start = f->lines[number - 1];
	size_t column;

	v.start = (struct place){ at.file, (uint32_t)start, (uint32_t)start };
	v.from = at.from > start ? least(at.from - start, v.line.n) : 0;
	v.to = at.to > start ? least(at.to - start, v.line.n) : 0;
	if (v.to <= v.from)
		v.to = v.from + 1;
	v.length = v.last = count_characters(v.line);
	if (v.length <= WINDOW)
		return v;
	column = count_characters((struct str){ v.line.p, v.from });
	v.first = column > BEFORE ? column - BEFORE : 0;
	v.first = least(v.first, v.length - WINDOW);
	v.last = v.first + WINDOW;
	return v;
}

/* Draw one character; returns its width. */
static size_t
draw(struct str c, struct buf *out)
{
	uint32_t point;

	if (*c.p == '\t') {
		buf_fill(out, ' ', TAB);
		return TAB;
	}
	if (utf8_decode(c, &point) == 0 || utf8_unprintable(point))
		buf_char(out, '?');
	else
		buf_str(out, c);
	return 1;
}

static bool
is_secret(const struct view *v, size_t at, size_t n)
{
	uint32_t from = v->start.from + (uint32_t)at;

	return source_hides(v->sources, (struct place){ v->start.file, from, from + (uint32_t)n });
}

/* The line goes to out, what stands below it to under. */
static void
draw_view(const struct view *v, struct buf *out, struct buf *under)
{
	size_t at = 0;

	if (v->first > 0) {
		buf_text(out, "…");
		buf_char(under, ' ');
	}
	for (size_t i = 0; i < v->last; i++) {
		struct str c = { v->line.p + at, v->line.n - at };
		size_t width;

		c.n = utf8_step(c);
		if (i >= v->first) {
			width = draw(is_secret(v, at, c.n) ? STR("*") : c, out);
			if (at < v->from)
				buf_fill(under, ' ', width);
			else if (at < v->to)
				buf_fill(under, '^', width);
		}
		at += c.n;
	}
	if (v->from >= v->line.n)
		buf_char(under, '^');
	if (v->last < v->length)
		buf_text(out, "…");
}

static void
trim(struct buf *out)
{
	while (out->n && out->p[out->n - 1] == ' ')
		out->n--;
}

void
show_excerpt(struct sources *s, struct place at, const char *label,
	     const struct show_paint *paint, struct buf *out)
{
	uint32_t number = source_locate(s, at.file, at.from).line;
	struct view v = view_of(s, at, number);
	struct buf under = BUF_IN(out->arena);
	size_t start = out->n, gutter;

	buf_printf(out, "%5u", (unsigned)number);
	gutter = out->n - start;
	out->n = start;
	buf_printf(out, "%s%5u |%s ", paint->gutter, (unsigned)number, paint->rest);
	draw_view(&v, out, &under);
	trim(out);
	buf_printf(out, "\n%s%*s |%s ", paint->gutter, (int)gutter, "", paint->rest);
	buf_text(out, paint->mark);
	buf_str(out, buf_view(&under));
	if (label) {
		buf_char(out, ' ');
		show_text(label, " ", out);
	}
	buf_text(out, paint->rest);
	buf_char(out, '\n');
}

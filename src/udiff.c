/*
 * udiff: Myers' difference of lines in linear space, as unified hunks.
 *
 * In: two texts.  Out: text of the hunks.  A line is kept (both texts have
 * it), gone or new; finding which is the work of split(), which looks for the
 * middle of a shortest edit from both ends and goes on with the two halves.
 * A part that is very unlike is taken as replaced whole, so that time stays
 * bounded.
 */
#include "udiff.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"

enum { CONTEXT = 3, MOST_STEPS = 2000 };

struct line {
	struct str text;     /* with its newline, if it has one */
	uint64_t hash;
	bool changed;
};

struct side {
	struct line *at;
	long n;
};

struct diff {
	struct side old_side, new_side;
	long *down, *up;     /* furthest reach by diagonal */
	long offset;         /* index of diagonal 0 */
};

static struct side
lines_of(struct arena *a, struct str text)
{
	VEC(struct line) lines = { 0 };

	while (text.n) {
		const char *end = memchr(text.p, '\n', text.n);
		struct line line = { .hash = 0xcbf29ce484222325u };

		line.text = (struct str){ text.p, end ? (size_t)(end - text.p) + 1 : text.n };
		for (size_t i = 0; i < line.text.n; i++)
			line.hash = (line.hash ^ (unsigned char)text.p[i]) * 0x100000001b3u;
		*VEC_ADD(a, &lines) = line;
		text.p += line.text.n;
		text.n -= line.text.n;
	}
	return (struct side){ lines.at, (long)lines.n };
}

static bool
same(const struct diff *d, long x, long y)
{
	const struct line *a = &d->old_side.at[x], *b = &d->new_side.at[y];

	return a->hash == b->hash && str_eq(a->text, b->text);
}

static void
mark(struct side *s, long from, long to)
{
	for (long i = from; i < to; i++)
		s->at[i].changed = true;
}

/* A part of both sides. */
struct box { long x1, y1, x2, y2; };

/* One step from the top left; true: met the way from below. */
static bool
step_down(const struct diff *d, struct box b, long steps, long *mx, long *my)
{
	long delta = (b.x2 - b.x1) - (b.y2 - b.y1);
	long *v = d->down + d->offset, *w = d->up + d->offset;

	for (long k = -steps; k <= steps; k += 2) {
		bool below = k == -steps || (k != steps && v[k - 1] < v[k + 1]);
		long x = below ? v[k + 1] : v[k - 1] + 1, y = x - k;

		while (x < b.x2 - b.x1 && y < b.y2 - b.y1 && y >= 0
		       && same(d, b.x1 + x, b.y1 + y))
			x++, y++;
		v[k] = x;
		if (delta % 2 && k - delta > -steps && k - delta < steps
		    && x + w[delta - k] >= b.x2 - b.x1) {
			*mx = b.x1 + x;
			*my = b.y1 + y;
			return true;
		}
	}
	return false;
}

/* The same from the bottom right: distances are counted from there. */
static bool
step_up(const struct diff *d, struct box b, long steps, long *mx, long *my)
{
	long delta = (b.x2 - b.x1) - (b.y2 - b.y1);
	long *v = d->down + d->offset, *w = d->up + d->offset;

	for (long k = -steps; k <= steps; k += 2) {
		bool below = k == -steps || (k != steps && w[k - 1] < w[k + 1]);
		long x = below ? w[k + 1] : w[k - 1] + 1, y = x - k;

		while (x < b.x2 - b.x1 && y < b.y2 - b.y1 && y >= 0
		       && same(d, b.x2 - 1 - x, b.y2 - 1 - y))
			x++, y++;
		w[k] = x;
		if (delta % 2 == 0 && delta - k >= -steps && delta - k <= steps
		    && x + v[delta - k] >= b.x2 - b.x1) {
			*mx = b.x2 - x;
			*my = b.y2 - y;
			return true;
		}
	}
	return false;
}

/* A point of a shortest edit; false when that would take too long. */
static bool
middle(const struct diff *d, struct box b, long *mx, long *my)
{
	d->down[d->offset + 1] = d->up[d->offset + 1] = 0;
	for (long steps = 0; steps <= MOST_STEPS; steps++) {
		if (step_down(d, b, steps, mx, my))
			return true;
		if (step_up(d, b, steps, mx, my))
			return true;
	}
	return false;
}

static void
split(struct diff *d, struct box b)
{
	long mx, my;

	while (b.x1 < b.x2 && b.y1 < b.y2 && same(d, b.x1, b.y1))
		b.x1++, b.y1++;
	while (b.x1 < b.x2 && b.y1 < b.y2 && same(d, b.x2 - 1, b.y2 - 1))
		b.x2--, b.y2--;
	if (b.x1 == b.x2 || b.y1 == b.y2 || !middle(d, b, &mx, &my)) {
		mark(&d->old_side, b.x1, b.x2);
		mark(&d->new_side, b.y1, b.y2);
		return;
	}
	split(d, (struct box){ b.x1, b.y1, mx, my });
	split(d, (struct box){ mx, my, b.x2, b.y2 });
}

static void
put_line(struct buf *out, char sign, const struct line *line)
{
	buf_char(out, sign);
	buf_str(out, line->text);
	if (!str_ends(line->text, "\n"))
		buf_text(out, "\n\\ No newline at end of file\n");
}

/* A walk over both sides at once. */
struct walk { long x, y; };

static bool
at_change(const struct diff *d, struct walk w)
{
	return (w.x < d->old_side.n && d->old_side.at[w.x].changed)
		|| (w.y < d->new_side.n && d->new_side.at[w.y].changed);
}

static bool
at_end(const struct diff *d, struct walk w)
{
	return w.x >= d->old_side.n && w.y >= d->new_side.n;
}

static struct walk
over_change(const struct diff *d, struct walk w)
{
	while (w.x < d->old_side.n && d->old_side.at[w.x].changed)
		w.x++;
	while (w.y < d->new_side.n && d->new_side.at[w.y].changed)
		w.y++;
	return w;
}

static struct walk
over_same(const struct diff *d, struct walk w, long most)
{
	for (; most && !at_end(d, w) && !at_change(d, w); most--)
		w.x++, w.y++;
	return w;
}

/* End of the hunk whose first change is at w: changes that are near belong
 * together. */
static struct walk
hunk_end(const struct diff *d, struct walk w)
{
	for (;;) {
		struct walk gap;

		w = over_change(d, w);
		gap = over_same(d, w, 2 * CONTEXT);
		if (at_end(d, gap) || !at_change(d, gap))
			return over_same(d, w, CONTEXT);
		w = gap;
	}
}

/* "3,7": first line and count; an empty range names the line before it. */
static void
put_range(struct buf *out, long from, long to)
{
	if (to - from == 1)
		buf_printf(out, "%ld", from + 1);
	else
		buf_printf(out, "%ld,%ld", to > from ? from + 1 : from, to - from);
}

static void
put_hunk(const struct diff *d, struct walk from, struct walk to, struct buf *out)
{
	buf_text(out, "@@ -");
	put_range(out, from.x, to.x);
	buf_text(out, " +");
	put_range(out, from.y, to.y);
	buf_text(out, " @@\n");
	while (from.x < to.x || from.y < to.y) {
		struct walk w = over_change(d, from);

		for (; from.x < w.x; from.x++)
			put_line(out, '-', &d->old_side.at[from.x]);
		for (; from.y < w.y; from.y++)
			put_line(out, '+', &d->new_side.at[from.y]);
		if (from.x >= to.x)
			continue;
		put_line(out, ' ', &d->old_side.at[from.x]);
		from.x++, from.y++;
	}
}

static void
put_hunks(const struct diff *d, struct buf *out)
{
	struct walk w = { 0, 0 };

	while (!at_end(d, w)) {
		struct walk change = over_same(d, w, -1), from = change, to;
		long back = change.x - w.x < CONTEXT ? change.x - w.x : CONTEXT;

		if (at_end(d, change))
			return;
		from.x -= back;
		from.y -= back;
		to = hunk_end(d, change);
		put_hunk(d, from, to, out);
		w = to;
	}
}

void
udiff(struct arena *a, const char *old_name, const char *new_name, struct str old_text,
      struct str new_text, struct buf *out)
{
	struct diff d = { .old_side = lines_of(a, old_text), .new_side = lines_of(a, new_text) };

	if (old_name && str_eq(old_text, new_text))
		return;
	d.offset = MOST_STEPS + 2;
	d.down = ARENA_ARRAY(a, long, 2 * (size_t)d.offset + 1);
	d.up = ARENA_ARRAY(a, long, 2 * (size_t)d.offset + 1);
	split(&d, (struct box){ 0, 0, d.old_side.n, d.new_side.n });
	buf_printf(out, "--- %s\n+++ %s\n", old_name ? old_name : "/dev/null", new_name);
	put_hunks(&d, out);
}

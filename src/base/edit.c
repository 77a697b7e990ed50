/*
 * edit: distance between names and the choice of the nearest.
 *
 * The distance is counted in halves, so that a difference in case only can
 * cost half an edit; it is rounded up at the end.
 */
#include "base/edit.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

enum { LONGEST = 255 };  /* longer names are only ever equal or far */

static unsigned
smaller(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

static char
folded(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Halves that it costs to write y for x. */
static unsigned
cost(char x, char y)
{
	if (x == y)
		return 0;
	return folded(x) == folded(y) ? 1 : 2;
}

/* Row i of the table from the two above it; returns its least value. */
static unsigned
fill_row(const char *a, const char *b, size_t i, unsigned *const row[3])
{
	const unsigned *last = row[1], *second_last = row[2];
	unsigned *now = row[0];
	unsigned least;

	now[0] = least = 2 * (unsigned)i;
	for (size_t j = 1; b[j - 1]; j++) {
		unsigned d = smaller(last[j], now[j - 1]) + 2;

		d = smaller(d, last[j - 1] + cost(a[i - 1], b[j - 1]));
		if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
			d = smaller(d, second_last[j - 2] + 2);
		now[j] = d;
		least = smaller(least, d);
	}
	return least;
}

/* The whole table, three rows at a time. */
static size_t
measure(const char *a, size_t na, const char *b, size_t nb, size_t limit)
{
	unsigned store[3][LONGEST + 1];
	unsigned least = 0;

	for (size_t j = 0; j <= nb; j++)
		store[0][j] = 2 * (unsigned)j;
	for (size_t i = 1; i <= na; i++) {
		unsigned *const row[3] = {
			store[i % 3], store[(i + 2) % 3], store[(i + 1) % 3]
		};
		unsigned before = least;

		least = fill_row(a, b, i, row);
		/* a transposition can reach back over one row */
		if (before > 2 * limit && least > 2 * limit)
			return limit + 1;
	}
	return (store[na % 3][nb] + 1) / 2;
}

/* Letters as bits; some share one. */
static uint64_t
letters(const char *text)
{
	uint64_t bits = 0;

	for (; *text; text++)
		bits |= UINT64_C(1) << (folded(*text) & 63);
	return bits;
}

/* One edit brings, or takes away, one letter at most. */
static bool
has_too_many_others(const char *a, const char *b, size_t limit)
{
	uint64_t of_a = letters(a), of_b = letters(b), of_one;
	size_t n = 0, m = 0;

	for (of_one = of_a & ~of_b; of_one; of_one &= of_one - 1)
		n++;
	for (of_one = of_b & ~of_a; of_one; of_one &= of_one - 1)
		m++;
	return n > limit || m > limit;
}

size_t
edit_distance(const char *a, const char *b, size_t limit)
{
	size_t na = strlen(a), nb = strlen(b), d;

	if (strcmp(a, b) == 0)
		return 0;
	if (na > LONGEST || nb > LONGEST)
		return limit + 1;
	if ((na > nb ? na - nb : nb - na) > limit || has_too_many_others(a, b, limit))
		return limit + 1;
	d = measure(a, na, b, nb, limit);
	return d > limit ? limit + 1 : d;
}

bool
edit_same_word(const char *a, const char *b)
{
	for (;; a++, b++) {
		a += strspn(a, "-_");
		b += strspn(b, "-_");
		if (folded(*a) != folded(*b))
			return false;
		if (!*a)
			return true;
	}
}

void
nearest_start(struct nearest *s, const char *wanted)
{
	*s = (struct nearest){ .wanted = wanted };
}

static bool
offered_before(const struct nearest *s, const char *candidate)
{
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->name[i], candidate) == 0)
			return true;
	return false;
}

/* Keep the three sorted by distance, then by when they were offered. */
static void
keep(struct nearest *s, const char *candidate, size_t distance)
{
	enum { MOST = sizeof s->name / sizeof *s->name };
	size_t i = s->n;

	while (i > 0 && s->distance[i - 1] > distance)
		i--;
	if (i == MOST)
		return;
	if (s->n < MOST)
		s->n++;
	for (size_t j = s->n - 1; j > i; j--) {
		s->name[j] = s->name[j - 1];
		s->distance[j] = s->distance[j - 1];
	}
	s->name[i] = candidate;
	s->distance[i] = distance;
}

/* warn, for warning; but not node, for node-affinity */
static bool
is_short_for(const char *wanted, size_t n, const char *candidate)
{
	return n >= 4 && strncmp(wanted, candidate, n) == 0 && !candidate[n + strcspn(candidate + n, "-_. ")];
}

void
nearest_offer(struct nearest *s, const char *candidate)
{
	size_t nw = strlen(s->wanted), nc = strlen(candidate);
	size_t longer = nw > nc ? nw : nc;
	size_t limit = longer / 3 ? longer / 3 : 1;
	size_t d = edit_same_word(s->wanted, candidate) ? 0 : edit_distance(s->wanted, candidate, limit);

	if (d > limit && is_short_for(s->wanted, nw, candidate))
		d = limit;
	/* a name with no letter in common is not near, however short */
	if (d > limit || d >= longer || offered_before(s, candidate))
		return;
	keep(s, candidate, d);
}

bool
nearest_is_sure(const struct nearest *s)
{
	return s->n == 1 || (s->n && edit_same_word(s->wanted, s->name[0]));
}

/* Names that are further than the nearest only distract. */
const char *
nearest_text(const struct nearest *s, struct arena *a)
{
	struct buf b = BUF_IN(a);
	size_t n = 0;

	while (n < s->n && s->distance[n] == s->distance[0])
		n++;
	if (n == 0)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_text(&b, i + 1 < n ? ", " : " or ");
		buf_printf(&b, "`%s`", s->name[i]);
	}
	return buf_cstr(&b);
}

/*
 * version: reading, ordering and printing versions, and finding their build.
 * The table `builds` itself is generated (tools/keys2c).
 */
#include "schema/version.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

/* The digits at the start; false when there are none or too many. */
static bool
take_number(struct str *s, int32_t max, int32_t *out)
{
	int32_t n = 0;
	size_t i = 0;

	for (; i < s->n && s->p[i] >= '0' && s->p[i] <= '9'; i++) {
		n = n * 10 + (s->p[i] - '0');
		if (n > max)
			return false;
	}
	*out = n;
	*s = (struct str){ s->p + i, s->n - i };
	return i > 0;
}

static bool
take_char(struct str *s, char c)
{
	if (s->n == 0 || s->p[0] != c)
		return false;
	*s = (struct str){ s->p + 1, s->n - 1 };
	return true;
}

/* "-rc.1": letters, digits and dots. */
static bool
take_pre(struct str *s, struct version *out)
{
	if (s->n == 0 || s->n >= sizeof(out->pre))
		return false;
	for (size_t i = 0; i < s->n; i++) {
		char c = s->p[i];

		if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z') &&
		    !(c >= 'A' && c <= 'Z') && c != '.' && c != '-')
			return false;
	}
	memcpy(out->pre, s->p, s->n);
	s->n = 0;
	return true;
}

bool
version_parse(struct str text, struct version *out)
{
	struct version v = { .patch = -1 };
	int32_t major, minor;

	if (!take_number(&text, 999, &major) || !take_char(&text, '.') ||
	    !take_number(&text, 999, &minor))
		return false;
	v.major = (uint16_t)major;
	v.minor = (uint16_t)minor;
	if (take_char(&text, '.') && !take_number(&text, 99999, &v.patch))
		return false;
	if (take_char(&text, '-') && !take_pre(&text, &v))
		return false;
	if (text.n)
		return false;
	*out = v;
	return true;
}

/* A minor without a patch is its newest patch; a pre-release of one is of .0 */
static long
patch_rank(const struct version *v)
{
	if (v->patch >= 0)
		return v->patch;
	return v->pre[0] ? 0 : LONG_MAX;
}

/* "rc.1" < "rc.2" < "rc.10": part by part, numbers as numbers. */
static int
cmp_pre(const char *a, const char *b)
{
	/* a release comes after its pre-releases */
	if (!*a || !*b)
		return (*b != '\0') - (*a != '\0');
	while (*a && *b) {
		size_t na = strcspn(a, ".-"), nb = strcspn(b, ".-");
		char *end_a, *end_b;
		long x = strtol(a, &end_a, 10), y = strtol(b, &end_b, 10);
		int c;

		if (na && nb && end_a == a + na && end_b == b + nb)
			c = (x > y) - (x < y);
		else
			c = str_cmp((struct str){ a, na }, (struct str){ b, nb });
		if (c)
			return c;
		a += na + (a[na] != '\0');
		b += nb + (b[nb] != '\0');
	}
	return (*a != '\0') - (*b != '\0');
}

int
version_cmp(const struct version *a, const struct version *b)
{
	long pa = patch_rank(a), pb = patch_rank(b);

	if (a->major != b->major)
		return a->major < b->major ? -1 : 1;
	if (a->minor != b->minor)
		return a->minor < b->minor ? -1 : 1;
	if (pa != pb)
		return pa < pb ? -1 : 1;
	return cmp_pre(a->pre, b->pre);
}

bool
version_at_least(const struct version *a, int major, int minor, int patch)
{
	struct version b = { .major = (uint16_t)major, .minor = (uint16_t)minor, .patch = patch };

	return version_cmp(a, &b) >= 0;
}

const char *
version_text(struct arena *a, const struct version *v)
{
	const char *dash = v->pre[0] ? "-" : "";

	return arena_join(a, arena_int(a, v->major), ".", arena_int(a, v->minor), v->patch < 0 ? "" : ".",
			  v->patch < 0 ? "" : arena_int(a, v->patch), dash, v->pre, NULL);
}

static bool
flavor_fits(const struct build *b, enum flavor flavor)
{
	return b->single || b->flavor == flavor;
}

const struct build *
build_for(const struct version *v, enum flavor flavor)
{
	const struct build *found = NULL;

	for (unsigned i = 0; i < nbuilds; i++) {
		const struct build *b = &builds[i];

		if (b->major != v->major || b->minor != v->minor || !flavor_fits(b, flavor))
			continue;
		if (b->pre[0] == '\0')
			found = b;
		else if (v->patch <= 0 && strcmp(b->pre, v->pre) == 0)
			return b;
	}
	return found;
}

const struct build *
build_newest(enum flavor flavor)
{
	for (unsigned i = nbuilds; i-- > 0; )
		if (flavor_fits(&builds[i], flavor))
			return &builds[i];
	return NULL;
}

const struct build *
build_nearest(const struct version *v, enum flavor flavor)
{
	const struct build *below = NULL;

	for (unsigned i = 0; i < nbuilds; i++) {
		const struct build *b = &builds[i];

		if (b->pre[0] || !flavor_fits(b, flavor))
			continue;
		if (below && (b->major > v->major || (b->major == v->major && b->minor > v->minor)))
			return below;
		below = b;
	}
	return below;
}

/* ---- sets of builds in words ---- */

enum part { NOBODY = 0, OPEN = 1, PAID = 2, BOTH = 3 };

/* One minor of the table: which editions of it a set has. */
struct span {
	const struct build *from, *to;
	enum part part;
};

static bool
same_minor(const struct build *a, const struct build *b)
{
	return a->major == b->major && a->minor == b->minor && strcmp(a->pre, b->pre) == 0;
}

static enum part
part_of(const struct build *b, build_set set)
{
	if (!(set >> b->id & 1))
		return NOBODY;
	if (b->single)
		return BOTH;
	return b->flavor == ENTERPRISE ? PAID : OPEN;
}

static void
add_span(struct buf *out, const struct span *s)
{
	const char *edition = s->part == PAID ? " enterprise" : s->part == OPEN ? " open source" : "";

	if (out->n)
		buf_text(out, ", ");
	buf_printf(out, "%d.%d%s%s", s->from->major, s->from->minor, s->from->pre[0] ? "-" : "",
		   s->from->pre);
	if (s->to != s->from)
		buf_printf(out, "–%d.%d", s->to->major, s->to->minor);
	buf_text(out, edition);
}

const char *
build_set_text(struct arena *a, build_set set)
{
	struct buf out = BUF_IN(a);
	struct span s = { NULL, NULL, NOBODY };

	for (unsigned i = 0; i < nbuilds; i++) {
		const struct build *b = &builds[i];
		int part = part_of(b, set);

		while (i + 1 < nbuilds && same_minor(b, &builds[i + 1]))
			part |= part_of(&builds[++i], set);
		if (s.part && part == (int)s.part) {
			s.to = b;
			continue;
		}
		if (s.part)
			add_span(&out, &s);
		s = (struct span){ b, b, (enum part)part };
	}
	if (s.part)
		add_span(&out, &s);
	return buf_cstr(&out);
}

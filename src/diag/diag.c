/*
 * diag: the queue of records.
 *
 * Input: faults, in any order and as often as they are found.  Output: each
 * once, sorted.  Owner: the arena given to diags_new(); texts are copied into
 * it, so a caller's memory may go.
 *
 * The same fault is usually found once a cluster and environment, so whether
 * a record is there already is asked of a table.
 */
#include "diag/diag.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/edit.h"
#include "base/table.h"
#include "base/vec.h"

const struct diag_row diag_rows[DIAG_COUNT] = {
#define DIAG(code, slug, severity, group, title) \
	{ #code, slug, severity, group, title },
#include "diag/diags.def"
#undef DIAG
};

struct diags {
	struct arena *arena;
	struct sources *sources;
	enum severity severity[DIAG_COUNT], advice[DIAG_COUNT];
	bool denied[DIAG_COUNT];
	size_t count[SEV_ERROR + 1];
	size_t raised;            /* errors, those that were there already too */
	struct envs *envs;

	struct table by_fault;    /* numbers of known */
	VEC(struct diag *) known, all;
	size_t nsorted;           /* so many of all are in order */

	struct buf text;          /* being formatted */
	struct diag dropped;      /* takes what nobody will see */
};

/* Looked at once for every `allow` of every cluster: most rows differ in the
 * first letter. */
static bool
is_called(const struct diag_row *row, const char *text)
{
	if (*row->slug == *text && strcmp(row->slug, text) == 0)
		return true;
	return (*row->code | 0x20) == (*text | 0x20) && strcasecmp(row->code, text) == 0;
}

const struct diag_row *
diag_find(const char *code_or_slug)
{
	for (size_t i = 0; i < DIAG_COUNT; i++)
		if (is_called(&diag_rows[i], code_or_slug))
			return &diag_rows[i];
	return NULL;
}

void
diag_offer_slugs(struct nearest *near)
{
	for (size_t i = 0; i < DIAG_COUNT; i++)
		nearest_offer(near, diag_rows[i].slug);
}

struct diags *
diags_new(struct arena *a, struct sources *s)
{
	struct diags *d = ARENA_NEW(a, struct diags);

	d->arena = a;
	d->sources = s;
	d->text = BUF_IN(a);
	d->envs = envs_new(a);
	for (size_t i = 0; i < DIAG_COUNT; i++)
		d->severity[i] = *diag_rows[i].group
			? SEV_OFF : diag_rows[i].severity;
	return d;
}

void
diags_set_severity(struct diags *d, enum diag_id id, enum severity to)
{
	d->severity[id] = to;
}

enum severity
diags_severity(const struct diags *d, enum diag_id id)
{
	return d->severity[id];
}

void
diags_set_advice(struct diags *d, enum diag_id id, enum severity to)
{
	d->advice[id] = to;
}

enum severity
diags_advice(const struct diags *d, enum diag_id id)
{
	return d->advice[id];
}

void
diags_deny(struct diags *d, enum diag_id id)
{
	d->denied[id] = true;
	d->severity[id] = d->advice[id] = SEV_ERROR;
}

bool
diags_denied(const struct diags *d, enum diag_id id)
{
	return d->denied[id];
}

struct envs *
diags_envs(struct diags *d)
{
	return d->envs;
}

static uint64_t
hash_of(const struct diag *r)
{
	uint64_t h = str_hash(str_of(r->text));

	h = (h ^ r->id) * 0x9e3779b97f4a7c15u;
	h = (h ^ r->at.file) * 0x9e3779b97f4a7c15u;
	h = (h ^ r->at.from) * 0x9e3779b97f4a7c15u;
	return h ^ r->at.to;
}

static bool
same_fault(const struct diag *a, const struct diag *b)
{
	return a->id == b->id && a->at.file == b->at.file
		&& a->at.from == b->at.from && a->at.to == b->at.to
		&& strcmp(a->text, b->text) == 0;
}

/* What was said of it before, or NULL. */
static struct diag *
find_known(const struct diags *d, const struct diag *r, uint64_t hash)
{
	struct probe p = table_probe(&d->by_fault, hash);
	uint32_t i;

	while ((i = probe_next(&p)) && !same_fault(d->known.at[i - 1], r))
		;
	return i ? d->known.at[i - 1] : NULL;
}

static struct diag *
keep(struct diags *d, const struct diag *r, uint64_t hash)
{
	struct diag *kept = ARENA_NEW(d->arena, struct diag);

	*kept = *r;
	kept->text = arena_strdup(d->arena, r->text);
	kept->order = d->all.n;
	*VEC_ADD(d->arena, &d->all) = kept;
	*VEC_ADD(d->arena, &d->known) = kept;
	table_add(d->arena, &d->by_fault, hash, (uint32_t)d->known.n);
	d->count[r->severity]++;
	return kept;
}

struct diag *
diag_vadd_as(struct diags *d, enum severity severity, enum diag_id id,
	     struct place at, const char *fmt, va_list ap)
{
	struct diag r = { .id = id, .severity = severity, .at = at };
	struct diag *same, *kept;
	uint64_t hash;

	assert(at.file <= sources_count(d->sources));
	if (r.severity == SEV_OFF)
		return &d->dropped;
	d->raised += r.severity == SEV_ERROR;
	d->text.n = 0;
	buf_vprintf(&d->text, fmt, ap);
	r.text = buf_cstr(&d->text);
	hash = hash_of(&r);
	same = find_known(d, &r, hash);
	kept = same ? same : keep(d, &r, hash);
	envs_find(d->envs, &kept->envs, at);
	return same ? &d->dropped : kept;
}

struct diag *
diag_add_as(struct diags *d, enum severity severity, enum diag_id id, struct place at,
	    const char *fmt, ...)
{
	struct diag *r;
	va_list ap;

	va_start(ap, fmt);
	r = diag_vadd_as(d, severity, id, at, fmt, ap);
	va_end(ap);
	return r;
}

struct diag *
diag_vadd(struct diags *d, enum diag_id id, struct place at, const char *fmt,
	  va_list ap)
{
	return diag_vadd_as(d, d->severity[id], id, at, fmt, ap);
}

struct diag *
diag_add(struct diags *d, enum diag_id id, struct place at, const char *fmt, ...)
{
	struct diag *r;
	va_list ap;

	va_start(ap, fmt);
	r = diag_vadd(d, id, at, fmt, ap);
	va_end(ap);
	return r;
}

struct diag *
diag_nothing(struct diags *d)
{
	return &d->dropped;
}

bool
diag_error(struct diags *d, enum diag_id id, struct place at, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	diag_vadd(d, id, at, fmt, ap);
	va_end(ap);
	return false;
}

void
diag_label(struct diags *d, struct diag *r, const char *fmt, ...)
{
	va_list ap;

	if (r == &d->dropped)
		return;
	va_start(ap, fmt);
	r->label = arena_vprintf(d->arena, fmt, ap);
	va_end(ap);
}

/* A note at the end of the record's list. */
static struct diag_note *
append_note(struct diags *d, struct diag *r)
{
	struct diag_note **end = &r->notes;

	while (*end)
		end = &(*end)->next;
	return *end = ARENA_NEW(d->arena, struct diag_note);
}

void
diag_note(struct diags *d, struct diag *r, struct place at, const char *fmt, ...)
{
	struct diag_note *n;
	va_list ap;

	if (r == &d->dropped)
		return;
	n = append_note(d, r);
	n->at = at;
	n->kind = NOTE_NOTE;
	va_start(ap, fmt);
	n->text = arena_vprintf(d->arena, fmt, ap);
	va_end(ap);
}

void
diag_help(struct diags *d, struct diag *r, const char *fmt, ...)
{
	struct diag_note *n;
	va_list ap;

	if (r == &d->dropped)
		return;
	n = append_note(d, r);
	n->kind = NOTE_HELP;
	va_start(ap, fmt);
	n->text = arena_vprintf(d->arena, fmt, ap);
	va_end(ap);
}

bool
diag_nearest(struct diags *d, struct diag *r, const struct nearest *near)
{
	if (near->n)
		diag_help(d, r, "did you mean %s?", nearest_text(near, d->arena));
	return near->n != 0;
}

static void
append_fix(struct diags *d, struct diag *r, struct place at, const char *text, bool certain)
{
	struct diag_fix **end = &r->fixes;

	if (r == &d->dropped)
		return;
	while (*end)
		end = &(*end)->next;
	*end = ARENA_NEW(d->arena, struct diag_fix);
	(*end)->at = at;
	(*end)->text = arena_strdup(d->arena, text);
	(*end)->certain = certain;
}

void
diag_fix(struct diags *d, struct diag *r, struct place at, const char *text)
{
	append_fix(d, r, at, text, true);
}

void
diag_suggest(struct diags *d, struct diag *r, struct place at, const char *text)
{
	append_fix(d, r, at, text, false);
}

void
diag_fix_name(struct diags *d, struct diag *r, struct place at, const char *written,
	      const char *name)
{
	append_fix(d, r, at, name, edit_same_word(written, name));
}

void
diag_hide(struct diags *d, const struct diag *r)
{
	sources_hide(d->sources, r->at);
}

size_t
diags_raised(const struct diags *d)
{
	return d->raised;
}

size_t
diags_errors(const struct diags *d)
{
	return d->count[SEV_ERROR];
}

size_t
diags_warnings(const struct diags *d)
{
	return d->count[SEV_WARNING];
}

static int
compare(size_t a, size_t b)
{
	return (a > b) - (a < b);
}

/* By place, the graver first, and as they came: no two are equal. */
static int
in_order(const void *left, const void *right)
{
	const struct diag *a = *(struct diag *const *)left;
	const struct diag *b = *(struct diag *const *)right;
	int c = compare(a->at.file, b->at.file);

	if (!c)
		c = compare(a->at.from, b->at.from);
	if (!c)
		c = compare(b->severity, a->severity);
	return c ? c : compare(a->order, b->order);
}

size_t
diags_sorted(struct diags *d, struct diag *const **out)
{
	if (d->nsorted != d->all.n)
		qsort(d->all.at, d->all.n, sizeof *d->all.at, in_order);
	d->nsorted = d->all.n;
	*out = d->all.at;
	return d->all.n;
}

/*
 * diag: messages as queued records.
 *
 * Every fault is one record: code, place, text, notes with places, help, and
 * maybe a fix.  Records are kept until they are shown: sorted by place, one
 * for a fault (the same code at the same place with the same text is taken
 * once), at most 20 shown and then a count.
 *
 * Texts are in the user's words, lower case, no full stop at the end.
 */
#ifndef EMQXC_DIAG_H
#define EMQXC_DIAG_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "diag/envs.h"
#include "diag/source.h"

struct arena;
struct buf;
struct nearest;

enum severity { SEV_OFF, SEV_INFO, SEV_WARNING, SEV_ERROR };

enum diag_id {
#define DIAG(code, slug, severity, group, title) DIAG_##code,
#include "diag/diags.def"
#undef DIAG
	DIAG_COUNT
};

/* A row of diags.def. */
struct diag_row {
	const char *code;       /* "EX001" */
	const char *slug;       /* "unknown-key" */
	enum severity severity; /* as it is by default; SEV_OFF never */
	const char *group;      /* "" always on; "hardening" only when asked */
	const char *title;
};

extern const struct diag_row diag_rows[DIAG_COUNT];

/* By code or slug (case folded for codes), or NULL. */
const struct diag_row *diag_find(const char *code_or_slug);
/* All slugs, where one was meant that there is not. */
void diag_offer_slugs(struct nearest *near);

struct diag_note {
	struct diag_note *next;
	struct place at;   /* file 0: without a place */
	const char *text;
	enum { NOTE_NOTE, NOTE_HELP } kind;
};

/* The certain ones of a record are one cure; any other is a guess, one of
 * several ways or not surely what was meant, and is never applied. */
struct diag_fix {
	struct diag_fix *next;
	struct place at;      /* these bytes … */
	const char *text;     /* … become this */
	bool certain;
};

struct diag {
	enum diag_id id;
	enum severity severity; /* as it counts in this run */
	struct place at;
	const char *text;
	const char *label;      /* beside the underline; may be NULL */
	struct diag_note *notes;
	struct diag_fix *fixes;
	struct envs_found envs;
	size_t order;
};

struct diags;

struct diags *diags_new(struct arena *a, struct sources *s);

/* How the command line and policies change severities. */
void diags_set_severity(struct diags *d, enum diag_id id, enum severity to);
enum severity diags_severity(const struct diags *d, enum diag_id id);
/* What a row counts as where it only advises to set something: off unless it,
 * or hardening, was asked for. */
void diags_set_advice(struct diags *d, enum diag_id id, enum severity to);
enum severity diags_advice(const struct diags *d, enum diag_id id);
/* --deny: an error that no `allow` lifts. */
void diags_deny(struct diags *d, enum diag_id id);
bool diags_denied(const struct diags *d, enum diag_id id);

/* The environments that records are found in: a record that is there already
 * holds in one more. */
struct envs *diags_envs(struct diags *d);

/*
 * Queue a message.  Never NULL: a record that is off, or is there already, is
 * accepted and dropped, so the caller can add notes without asking.
 */
struct diag *diag_add(struct diags *d, enum diag_id id, struct place at,
		      const char *fmt, ...) __attribute__((format(printf, 4, 5)));
struct diag *diag_vadd(struct diags *d, enum diag_id id, struct place at,
		       const char *fmt, va_list ap)
	__attribute__((format(printf, 4, 0)));

/* With a severity of its own: SEV_OFF drops it. */
struct diag *diag_add_as(struct diags *d, enum severity severity, enum diag_id id,
			 struct place at, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));
struct diag *diag_vadd_as(struct diags *d, enum severity severity, enum diag_id id,
			  struct place at, const char *fmt, va_list ap)
	__attribute__((format(printf, 5, 0)));

/* The record that is dropped, for what is not worth a text. */
struct diag *diag_nothing(struct diags *d);

/* The same for callers that only want to leave: always false. */
bool diag_error(struct diags *d, enum diag_id id, struct place at,
		const char *fmt, ...) __attribute__((format(printf, 4, 5)));

void diag_label(struct diags *d, struct diag *r, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
void diag_note(struct diags *d, struct diag *r, struct place at, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
void diag_help(struct diags *d, struct diag *r, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* Help with the names that are near: false when none is. */
bool diag_nearest(struct diags *d, struct diag *r, const struct nearest *near);
/* A cure that is certain: it says what the text says, or all that it can. */
void diag_fix(struct diags *d, struct diag *r, struct place at, const char *text);
/* What may have been meant. */
void diag_suggest(struct diags *d, struct diag *r, struct place at, const char *text);
/* A name that is meant: certain when it is the written one in another spelling. */
void diag_fix_name(struct diags *d, struct diag *r, struct place at, const char *written,
		   const char *name);

/* What stands at the record's place is secret: no form shows it. */
void diag_hide(struct diags *d, const struct diag *r);

/* Counts of what is queued (after severities). */
size_t diags_errors(const struct diags *d);
size_t diags_warnings(const struct diags *d);
/* Errors reported so far, those that were queued already counted again: tells
 * whether a piece of work met a fault. */
size_t diags_raised(const struct diags *d);

/* Sorted view of all queued records; valid until the next diag_add(). */
size_t diags_sorted(struct diags *d, struct diag *const **out);

/* How records look: one function a form (diag/show_*.c).  They only write to
 * the buffer. */
struct show_options {
	bool color;
	size_t cap;      /* most records shown; 0 is all */
};
void show_human(struct diags *d, struct sources *s, const struct show_options *o, struct buf *out);
void show_short(struct diags *d, struct sources *s, const struct show_options *o, struct buf *out);
void show_json(struct diags *d, struct sources *s, const struct show_options *o, struct buf *out);
void show_sarif(struct diags *d, struct sources *s, const struct show_options *o, struct buf *out);
void show_github(struct diags *d, struct sources *s, const struct show_options *o, struct buf *out);
void show_junit(struct diags *d, struct sources *s, const struct show_options *o, struct buf *out);

/* The page of a row for --explain (built in from tests/errors/CODE-slug.md),
 * or NULL. */
const char *diag_page(enum diag_id id);

#endif

/*
 * show: what the forms of a message (show_*.c) share.
 */
#ifndef EMQXC_SHOW_H
#define EMQXC_SHOW_H

#include <stdbool.h>
#include <stddef.h>

#include "diag/diag.h"

/* "error", "warning" or "note". */
const char *show_word(enum severity severity);

/* "file:line:column:", or "emqxc:" for what has no place. */
void show_place(struct sources *s, struct place at, struct buf *out);

/* A text that a terminal can take: control characters and bytes that are not
 * UTF-8 are escaped; a line end becomes the text given for it. */
void show_text(const char *text, const char *line_end, struct buf *out);

/* The record's text, with the environments that it holds in, where not all have it. */
void show_message(const struct diag *r, const char *line_end, struct buf *out);

/* ["prod","eu"]: the environments that it was found in, from the first on. */
void show_env_names(const struct diag *r, size_t first, struct buf *out);

/* "2 errors, 1 warning"; more is "" or "more ". */
void show_counts(const size_t count[SEV_ERROR + 1], const char *more, struct buf *out);

/* The source line of a place with an underline and, beside it, a label (may
 * be NULL).  paint goes before what is drawn below the line, rest after. */
struct show_paint {
	const char *gutter, *mark, *rest;
};
void show_excerpt(struct sources *s, struct place at, const char *label,
		  const struct show_paint *paint, struct buf *out);

/* Which records are shown when there are more than the cap: errors first. */
struct show_pick {
	size_t left[SEV_ERROR + 1];   /* that may still be shown */
	size_t hidden[SEV_ERROR + 1];
};
void show_pick_start(struct show_pick *p, struct diag *const *all, size_t n, size_t cap);
bool show_pick_takes(struct show_pick *p, const struct diag *r);
/* "… and 3 more errors", or nothing. */
void show_hidden(const struct show_pick *p, struct buf *out);

/* What makes each record the same one in another version of its file. */
const char *const *show_fingers(struct diag *const *all, size_t n, struct sources *s,
				struct arena *a);

#endif

/*
 * source: the texts of a compilation, and places in them.
 *
 * A place is a file and two byte offsets; line and column are worked out when
 * it is shown.
 */
#ifndef EMQXC_SOURCE_H
#define EMQXC_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct arena;

struct place {
	uint32_t file;     /* index into sources, from 1; 0 is "nowhere" */
	uint32_t from, to; /* byte offsets, to is one past the end */
};

#define NOWHERE ((struct place){ 0, 0, 0 })

struct source {
	const char *name;  /* as shown to the user */
	struct str text;
	const uint32_t *lines; /* offsets of line starts; made on first use */
	uint32_t nlines;
};

struct sources;

struct sources *sources_new(struct arena *a);
/* Takes the text as it is (the caller keeps it alive); returns the file number. */
uint32_t sources_add(struct sources *s, const char *name, struct str text);
const struct source *sources_get(const struct sources *s, uint32_t file);
uint32_t sources_count(const struct sources *s);

struct line_col {
	uint32_t line;   /* from 1 */
	uint32_t column; /* from 1, in characters (UTF-8 code points) */
};

struct line_col source_locate(struct sources *s, uint32_t file, uint32_t offset);
/* The text of a line (from 1), without its end. */
struct str source_line(struct sources *s, uint32_t file, uint32_t line);
/* The bytes at a place. */
struct str source_text(const struct sources *s, struct place at);
/* What stands there is secret: no message shows it. */
void sources_hide(struct sources *s, struct place at);
/* Is any of it? */
bool source_hides(const struct sources *s, struct place at);
/* From the start of one place to the end of another in the same file. */
struct place place_span(struct place first, struct place last);

#endif

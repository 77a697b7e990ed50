/*
 * embedded: files that are built into the binary; tools/embed makes the
 * tables.
 */
#ifndef EMQXC_EMBEDDED_H
#define EMQXC_EMBEDDED_H

#include <stddef.h>

struct embedded {
	const char *name;   /* the file's, without folder and extension */
	const char *text;   /* with a NUL after it */
	size_t length;
};

/* Sorted by name; a NULL name ends them. */
extern const struct embedded diag_pages[]; /* tests/errors/CODE-slug.md */
extern const struct embedded std_texts[];  /* stdlib/profiles */

/* The row of that name, or NULL. */
const struct embedded *embedded_find(const struct embedded *table, const char *name);

#endif

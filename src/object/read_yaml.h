/*
 * read_yaml: the documents of a YAML text as docs with their places.
 *
 * Read as kubectl reads it (the YAML 1.1 of its Go library): `on` is a
 * boolean, 0123 is octal, 1e3 a number; a null is as if it were not there.
 * Every fault is a message (KU004, KU044); after one the next document is read.
 */
#ifndef EMQXC_READ_YAML_H
#define EMQXC_READ_YAML_H

#include "base/vec.h"
#include "object/doc.h"

struct diags;

enum {
	YAML_MOST_BYTES = 64 << 20,     /* of a text */
	YAML_MOST_DEPTH = 100,
	YAML_MOST_COPIES = 100000       /* values that aliases and merge keys may make */
};

typedef VEC(struct doc *) document_list;

/* Appends each document that is no comment.  true: no fault. */
bool yaml_read(struct arena *a, struct diags *d, struct sources *s, uint32_t file, document_list *out);

/* read_scalar.c: an unquoted scalar.  A word is a number that is not whole. */
enum scalar { SCALAR_TEXT, SCALAR_NULL, SCALAR_BOOL, SCALAR_INT, SCALAR_NUMBER };
enum scalar yaml_scalar(struct str text, int64_t *num);

/*
 * read_tabs.c: YAML indents with blanks.  Lines with a tab in their indentation
 * are told in one message, and the text is given with blanks in their place, so
 * that the rest of it can be read; NULL when there is none from offset `from`
 * on.  The text stands at `base` in the file.
 */
struct yaml_tabs;
struct yaml_tabs *yaml_tabs(struct arena *a, struct diags *d, uint32_t file, size_t base,
			    struct str text, size_t from);
struct str yaml_tabs_text(const struct yaml_tabs *t);
/* The offset in the given text of one in that. */
size_t yaml_tabs_offset(const struct yaml_tabs *t, size_t offset);

#endif

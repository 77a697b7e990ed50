/*
 * parsed: a text, parsed for a test.
 */
#ifndef EMQXC_TESTS_PARSED_H
#define EMQXC_TESTS_PARSED_H

#include "front/ast.h"

struct parsed {
	struct arena *arena;
	struct sources *sources;
	struct diags *diags;
	struct ast_file *ast;
};

/* Everything lives in the arena. */
struct parsed parsed_text(struct arena *a, const char *text, size_t n);
struct parsed parsed_string(struct arena *a, const char *text);

/* The tree and the layout as text. */
const char *parsed_dump(struct parsed p);
const char *parsed_format(struct parsed p);

/* "2:SY001 5:SY003": line and code of each message in order. */
const char *parsed_faults(struct parsed p);

/* tests/golden/NAME of the sources. */
struct str parsed_golden(struct arena *a, const char *name);

#endif

/*
 * built: the one cluster of a text, for a test.
 */
#ifndef EMQXC_TESTS_BUILT_H
#define EMQXC_TESTS_BUILT_H

#include "ir/ir.h"

/* Everything lives in the arena.  ir is NULL where the text had errors. */
struct built {
	struct sources *sources;
	struct diags *diags;
	struct ir *ir;
};

/* For that target, without environments.  Nothing has linted it. */
struct built built_text(struct arena *a, const char *target, const char *text);

#endif

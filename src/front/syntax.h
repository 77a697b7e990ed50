/*
 * syntax: a syntax error on its way to a message.  Private to the parser.
 */
#ifndef EMQXC_SYNTAX_H
#define EMQXC_SYNTAX_H

#include "front/ast_build.h"

struct syntax {
	struct parse *p;
	struct scan_token token;      /* does not fit … */
	struct scan_token prev;       /* … after this one */
	int frame;                    /* innermost open bracket: { ( [ or 0 */
	unsigned mode;                /* of that frame */
	const char *const *expected;  /* names of tokens, as in the grammar */
	size_t nexpected;
};

bool syntax_expects(const struct syntax *x, const char *token);

/* Does something that is no declaration stand outside of every block? */
bool syntax_is_outside(const struct syntax *x);

/* Help and fix for the first habit of other languages that fits. */
void syntax_hint(const struct syntax *x, struct diag *r);

#endif

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

/* syntax_choice.c: would the parser take that token? */
bool syntax_expects(const struct syntax *x, const char *token);

/* What it would take, for the message. */
enum { SYNTAX_LISTED = 5 };      /* more alternatives help nobody */
struct syntax_choice {
	const char *group;           /* "a value", or NULL */
	const char *phrase[SYNTAX_LISTED + 1];
	size_t n;
};
struct syntax_choice syntax_choice_of(const struct syntax *x);

/* Does something that is no declaration stand outside of every block? */
bool syntax_is_outside(const struct syntax *x);
/* Is it a line of YAML, outside of every block? */
bool syntax_is_yaml(const struct syntax *x);

/* Does the file begin as JSON does? */
bool syntax_is_json(const struct syntax *x);

/* syntax_foreign.c: help for a first word that other languages have. */
bool syntax_foreign_word(const struct syntax *x, struct diag *r);

/* Help and fix for the first habit of other languages that fits. */
void syntax_hint(const struct syntax *x, struct diag *r);

#endif

/*
 * syntax: what to say about a token that does not fit.
 *
 * Input: where the parser stands and what it would take.  Output: one message
 * in the user's words, and the scanner set to skip what belongs to the fault.
 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/edit.h"
#include "front/ast_build.h"
#include "grammar/parse.h"

void
syntax_error(struct parse *p, const char *const *expected, size_t n)
{
	struct scan *s = &p->scan;
	struct buf b = BUF_IN(p->arena);
	for (size_t i = 0; i < n && i < 5; i++)
		buf_printf(&b, " %s", expected[i]);
	if (!s->stopped && !s->last.made_up && s->last.token != T_BAD && s->before.token != T_BAD)
		ast_fault(p, DIAG_SY001, s->last.at, "unexpected %s: expected%s", syntax_token(s->last.token), buf_cstr(&b));
	scan_recover(p);
}

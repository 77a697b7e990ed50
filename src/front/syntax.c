/*
 * syntax: what to say about a token that does not fit.
 *
 * Input: where the parser stands and what it would take.  Output: one message
 * in the user's words, help where the habit behind the mistake is known
 * (syntax_hint.c), and the scanner set to skip what belongs to the fault.
 */
#include "front/syntax.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "grammar/parse.h"

enum { MAX_FOUND = 40 };    /* bytes of the token that are shown */

/* Does the token stand on a later line than what it does not fit to? */
static bool
is_on_next_line(const struct syntax *x)
{
	uint32_t from = x->prev.at.to, n = x->token.at.from - from;

	return !scan_ends_item(x->prev.token) && x->prev.token != T_NL
		&& x->prev.token != '{' && x->prev.token != '}'
		&& memchr(x->p->text.p + from, '\n', n);
}

static const char *
found(const struct syntax *x)
{
	struct str text = ast_text(x->p, x->token.at);
	size_t n = 0;

	if (x->token.token == T_END)
		return "end of file";
	if ((x->token.token == T_NL && !str_is(text, ";")) || is_on_next_line(x))
		return "end of line";
	while (n < text.n && n < MAX_FOUND && text.p[n] != '\n' && text.p[n] != '\r')
		n += utf8_step((struct str){ text.p + n, text.n - n });
	return arena_printf(x->p->arena, "`%.*s%s`", (int)n, text.p,
			    n < text.n ? "…" : "");
}

static struct place
place_of(const struct syntax *x)
{
	struct place at = x->token.at;

	if (x->token.token == T_END || is_on_next_line(x)
	    || (x->token.token == T_NL && x->p->text.p[at.from] == '\n'))
		at.from = at.to = x->prev.at.to;
	return at;
}

static struct diag *
say(const struct syntax *x)
{
	struct syntax_choice c = syntax_choice_of(x);
	struct buf b = BUF_IN(x->p->arena);

	if (c.n == 0 || c.n > SYNTAX_LISTED)
		return ast_fault(x->p, DIAG_SY001, place_of(x), "unexpected %s",
				 found(x));
	for (size_t i = 0; i < c.n; i++)
		buf_printf(&b, "%s%s", i == 0 ? "" : i + 1 < c.n ? ", " : " or ",
			   c.phrase[i]);
	return ast_fault(x->p, DIAG_SY001, place_of(x), "expected %s, found %s",
			 buf_cstr(&b), found(x));
}

/* The next line of a list written with dashes: said once is enough. */
static bool
is_same_list(const struct syntax *x)
{
	const struct scan *s = &x->p->scan;
	const char *from = x->p->text.p + s->fault.at.to, *end;

	if (x->token.token != '-' || s->fault.token != '-')
		return false;
	end = strchr(from, '\n');
	return end && scan_gap(x->p, (uint32_t)(end - x->p->text.p)) == x->token.at.from;
}

/* Right after a `{` that fitted no better. */
static bool
is_same_brace(const struct syntax *x)
{
	return x->prev.token == '{' && x->prev.at.from == x->p->scan.fault.at.from;
}

/* An item of a block whose head is lost. */
static bool
is_orphan(const struct syntax *x)
{
	const struct scan_token *first = &x->p->scan.first;
	const char *next = x->p->text.p + first->at.to;

	if (x->frame != 0)
		return false;
	if (x->token.token == '-' || syntax_is_yaml(x) || syntax_is_json(x))
		return true;
	return first->token == T_USE || first->token == T_LET
		|| (syntax_is_outside(x)
		    && (next[strspn(next, " \t")] == '{'
			|| scan_looks_like_item(x->p, first->at.from)));
}

/* The string that ended at its newline, or what stands after it? */
static bool
is_open_string(const struct syntax *x)
{
	struct place at = x->p->scan.open_string_at;

	return at.file && (x->prev.at.from == at.from || x->token.at.from == at.from);
}

/* Was the fault reported already, or the token by who made it? */
static bool
is_known(const struct syntax *x)
{
	const struct scan *s = &x->p->scan;

	return s->stopped || x->token.made_up || x->token.token == T_BAD
		|| x->prev.token == T_BAD || is_open_string(x)
		|| is_same_list(x) || is_same_brace(x)
		|| (s->frames[0].fault && syntax_is_json(x))
		|| (s->frames[0].fault && is_orphan(x));
}

/* The frame that the last token stands in; what it closed is behind it. */
static struct scan_frame *
frame_of(struct scan *s)
{
	switch (s->last.token) {
	case '}': case ')': case ']':
		return &s->frames[s->depth + 1];
	case '{': case '(': case '[':
		return &s->frames[s->depth - 1];
	}
	return &s->frames[s->depth];
}

void
syntax_error(struct parse *p, const char *const *expected, size_t n)
{
	struct scan *s = &p->scan;
	struct syntax x = { .p = p, .token = s->last, .prev = s->before,
			    .expected = expected, .nexpected = n };
	struct scan_frame *frame = frame_of(s);

	x.frame = frame->kind;
	x.mode = frame->mode;
	if (!is_known(&x))
		syntax_hint(&x, say(&x));
	if (frame->kind || syntax_expects(&x, "{") || is_orphan(&x))
		frame->fault = true;
	s->fault = s->last;
	scan_recover(p);
}

/*
 * scan_word: what the place of a word or of a newline makes of it.
 *
 * Words are keywords where grammar/keywords.def says so, newlines count after
 * what can end an item.  To tell, the text that follows is looked at
 * (scan_ahead.c).
 */
#include "front/scan.h"

#include <string.h>

#include "front/ast_build.h"
#include "grammar/parse.h"

bool
scan_ends_item(int token)
{
	switch (token) {
	case T_NAME: case T_STEP: case T_STRING: case T_TEXT: case T_BOOL:
	case T_INT: case T_DECIMAL: case T_VERSION: case T_UNIT:
	case T_PERCENT: case T_ADDRESS: case T_BAD:
	case '}': case ')': case ']': case '?':
		return true;
	}
	return false;
}

static bool
is_item_frame(const struct scan *s)
{
	int kind = s->frames[s->depth].kind;

	return kind == 0 || kind == '{';
}

/* The positions that the next word has. */
static unsigned
position(const struct scan *s)
{
	const struct scan_frame *f = &s->frames[s->depth];
	bool after = scan_ends_item(s->last.token);
	unsigned where = AS_VALUE;

	if (s->last.token == '.')
		return 0;
	if (is_item_frame(s) && (s->last.token == T_NL || s->last.token == '{'))
		return f->kind ? AT_ITEM : AT_TOP;
	if (s->last.token == T_ELSE)
		where |= AFTER_ELSE;
	if (f->mode == IN_GUARD)
		where |= after ? AT_OPERATOR : AT_OPERAND;
	else if (after)
		where |= f->mode;
	if (after && f->kind == '{')
		where |= BEFORE_TEXT;
	return where;
}

int
scan_word(struct parse *p, struct place at, unsigned *opens)
{
	const struct keyword *k = scan_keyword(ast_text(p, at));
	unsigned where;

	if (!k)
		return T_NAME;
	where = position(&p->scan);
	if (where == AT_ITEM && k->where == AT_TOP && !p->scan.skip)
		p->scan.brace_missing = scan_brace_is_missing(p, at);
	if (p->scan.brace_missing)
		where = AT_TOP;
	if (!(k->where & where))
		return T_NAME;
	if (where == AT_ITEM && scan_is_field_name(p, k->opens, at.to))
		return T_NAME;
	if (k->where == BEFORE_TEXT && p->text.p[scan_blanks(p, at.to)] != '"')
		return T_NAME;
	*opens = k->opens;
	return k->token;
}

/* A newline before `else` does not count. */
static bool
joins_else(struct parse *p, uint32_t from)
{
	return p->scan.frames[p->scan.depth].mode == IN_GUARD && scan_else_follows(p, from);
}

/* A `{` that stands on a line after the one that it belongs to: told, and
 * taken for what it is meant. */
static bool
is_late_brace(struct parse *p, struct place newline)
{
	const struct scan *s = &p->scan;
	uint32_t at = newline.from;
	struct diag *r;

	at += (uint32_t)strspn(p->text.p + at, " \t\r\n");
	if (p->text.p[at] != '{' || s->last.token == '}' || s->skip)
		return false;
	r = ast_fault(p, DIAG_SY001, (struct place){ p->file, at, at + 1 },
		      "the `{` of a block stands on the line of its name");
	diag_help(p->diags, r, "write %.*s {", STR_ARG(ast_text(p, (struct place){ p->file, s->first.at.from, s->last.at.to })));
	return true;
}

bool
scan_newline_counts(struct parse *p, struct place at)
{
	const struct scan *s = &p->scan;
	int last = s->last.token;

	if (p->text.p[at.from] == ';')
		return is_item_frame(s) || !s->skip;
	if (s->open_string)
		return true;
	if (!is_item_frame(s))
		return scan_ends_item(last) && scan_looks_like_item(p, at.from);
	if (s->skip && s->depth == s->skip_depth)
		return !joins_else(p, at.from);
	if (last == '=' || last == T_ADD || last == T_SUB)
		return scan_looks_like_item(p, at.from);
	return scan_ends_item(last) && !joins_else(p, at.from) && !is_late_brace(p, at);
}

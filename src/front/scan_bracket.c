/*
 * scan_bracket: brackets that are not closed, closers of nothing, and what
 * nests too deeply.
 *
 * A bracket that is missing is reported where it is missed and then made up,
 * so the grammar sees balanced text and says nothing more about it.
 */
#include "front/scan.h"

#include <string.h>

#include "base/arena.h"
#include "front/ast_build.h"
#include "grammar/parse.h"

struct place
scan_end(const struct parse *p)
{
	const struct scan_token *last = &p->scan.last;
	uint32_t end = last->token == T_NL ? last->at.from : last->at.to;

	return (struct place){ p->file, end, end };
}

int
scan_closer(int kind)
{
	return kind == '{' ? '}' : kind == '(' ? ')' : ']';
}

static int
opener_of(int closer)
{
	return closer == '}' ? '{' : closer == ')' ? '(' : '[';
}

/* What stays for the whole run of the parser. */
struct arena *
scan_arena(const struct parse *p)
{
	return p->stubs.kept ? p->stubs.kept : p->arena;
}

void
scan_push(struct parse *p, int kind, struct place at)
{
	struct scan *s = &p->scan;
	struct scan_frame outer = s->frames[s->depth];
	struct scan_frame f = { .kind = kind, .at = at };

	if (s->depth == AST_MAX_DEPTH) {
		ast_limit(p, at, "brackets nest more than 100 deep");
		return;
	}
	if (kind == '(')
		f.mode = outer.mode;
	f.parts = f.base = outer.parts;
	s->depth++;
	s->frames = vec_grow(scan_arena(p), s->frames, s->depth, &s->most, sizeof f);
	s->frames[s->depth] = f;
}

/* Does nothing but blanks stand before it on its line? */
static bool
first_on_line(const struct parse *p, uint32_t at, uint32_t *indent)
{
	uint32_t from = at;

	while (from > 0 && (p->text.p[from - 1] == ' ' || p->text.p[from - 1] == '\t'))
		from--;
	*indent = at - from;
	return from == 0 || p->text.p[from - 1] == '\n';
}

static uint32_t
indent_of_line(const struct parse *p, uint32_t at)
{
	uint32_t from = at, to;

	while (from > 0 && p->text.p[from - 1] != '\n')
		from--;
	for (to = from; to < at; to++)
		if (p->text.p[to] != ' ' && p->text.p[to] != '\t')
			break;
	return to - from;
}

/* A `}` further left than the line of its `{` rather belongs to an outer one;
 * should one be missing in the end, it is this. */
static void
suspect(struct parse *p, const struct scan_frame *f, struct place closer)
{
	uint32_t indent;

	p->scan.closed = closer;
	if (p->scan.depth == 0)
		p->scan.suspect = NOWHERE;
	else if (p->scan.suspect.file == 0 && first_on_line(p, closer.from, &indent)
		 && indent < indent_of_line(p, f->at.from))
		p->scan.suspect = f->at;
}

void
scan_pop(struct parse *p, struct place at)
{
	struct scan *s = &p->scan;
	struct scan_frame *f = &s->frames[s->depth--];

	if (f->kind == '{')
		suspect(p, f, at);
	else
		s->frames[s->depth].parts = f->parts;
}

/* The innermost open block, or 0. */
static size_t
innermost_block(const struct scan *s)
{
	size_t i = s->depth;

	while (i > 0 && s->frames[i].kind != '{')
		i--;
	return i;
}

/* The innermost bracket of that kind within the block, or 0. */
static size_t
innermost_bracket(const struct scan *s, int kind)
{
	size_t i = s->depth;

	while (i > 0 && s->frames[i].kind != '{' && s->frames[i].kind != kind)
		i--;
	return s->frames[i].kind == kind ? i : 0;
}

/* Something has to be closed before what comes next. */
static void
say_missing(struct parse *p, const char *next)
{
	struct scan *s = &p->scan;
	const struct scan_frame *f = &s->frames[s->depth];
	struct place opened = f->at;
	struct diag *r;

	if (f->fault && f->kind != '{')
		return; /* most likely that was the fault */
	if (f->kind == '{' && s->suspect.file)
		opened = s->suspect;
	r = ast_fault(p, DIAG_SY003, scan_end(p), "expected `%c` before %s",
		      scan_closer(f->kind), next);
	diag_note(p->diags, r, opened, "this `%c` is not closed", f->kind);
}

static bool
settle_end(struct parse *p)
{
	struct scan *s = &p->scan;

	s->close_to = 0;
	if (s->open_string && s->swallowed >= s->depth)
		return true;
	if (s->depth > 0 && !s->open_text)
		say_missing(p, "the end of the file");
	return true;
}

/* The line ends with a string that is not closed: what it swallowed counts
 * as closed, without a word. */
static bool
settle_open_string(struct parse *p, struct place line)
{
	struct scan *s = &p->scan;

	s->open_string = false;
	s->close_to = s->depth - s->swallowed;
	if (s->close_to == innermost_block(s) || s->swallowed > 0)
		return true;
	if (!scan_looks_like_item(p, line.from))
		return false;
	s->close_to = innermost_block(s);
	return true;
}

static bool
settle_line(struct parse *p, struct place at)
{
	struct scan *s = &p->scan;
	size_t block = innermost_block(s);

	if (s->open_string)
		return settle_open_string(p, at);
	if (block == s->depth)
		return true;
	s->close_to = block;
	say_missing(p, p->text.p[at.from] == ';' ? "`;`" : "the end of the line");
	return true;
}

/* Does a bracket that stands around the block close right after it? */
static bool
closes_more(const struct parse *p, size_t block, uint32_t i)
{
	i = scan_blanks(p, i);
	return (p->text.p[i] == ']' || p->text.p[i] == ')')
		&& p->scan.frames[block - 1].kind == opener_of(p->text.p[i]);
}

/* In a file that has a `}` too many: is it this one?  It stands where the
 * block around it would not end: behind something, when the block began on
 * an earlier line, or further right than that line. */
static bool
is_misplaced(struct parse *p, size_t block, struct place at)
{
	struct place opened = p->scan.frames[block].at;
	struct str between = ast_text(p, (struct place){ p->file, opened.to, at.from });
	uint32_t indent;

	if (!memchr(between.p, '\n', between.n) || closes_more(p, block, at.to))
		return false;
	if (first_on_line(p, at.from, &indent)
	    && indent <= indent_of_line(p, opened.from))
		return false;
	return scan_stay_open(p, at.to) < 1;
}

/* Did a syntax error stand on the line? */
static bool
is_line_faulty(const struct parse *p, struct place at)
{
	struct place fault = p->scan.fault.at;

	return fault.file && !memchr(p->text.p + fault.to, '\n', at.from - fault.to);
}

static bool
settle_brace(struct parse *p, struct place at)
{
	struct scan *s = &p->scan;
	size_t block = innermost_block(s);
	struct diag *r;

	s->close_to = s->depth;
	if (block > 0 && is_misplaced(p, block, at)) {
		if (!s->frames[block].fault && !s->skip && !is_line_faulty(p, at))
			ast_fault(p, DIAG_SY003, at, "`}` closes no `{`");
		return false;
	}
	s->close_to = block;
	if (s->close_to > 0) {
		if (s->close_to < s->depth)
			say_missing(p, "`}`");
		return true;
	}
	s->close_to = s->depth;
	if (s->frames[0].fault)
		return false;
	r = ast_fault(p, DIAG_SY003, at, "`}` closes no `{`");
	if (s->closed.file)
		diag_note(p->diags, r, s->closed, "the last block was closed here");
	return false;
}

static bool
settle_bracket(struct parse *p, struct scan_token *t)
{
	struct scan *s = &p->scan;
	const struct scan_frame *f = &s->frames[s->depth];
	size_t match = innermost_bracket(s, opener_of(t->token));
	struct diag *r;

	if (match > 0) {
		s->close_to = match;
		if (match < s->depth)
			say_missing(p, t->token == ')' ? "`)`" : "`]`");
		return true;
	}
	if (f->kind == '{' && f[-1].kind == opener_of(t->token)) {
		s->close_to = s->depth - 1;
		say_missing(p, t->token == ')' ? "`)`" : "`]`");
		return true;
	}
	if (f->kind == 0 || f->kind == '{') {
		if (!s->skip)
			ast_fault(p, DIAG_SY003, t->at, "`%c` closes no `%c`",
				  t->token, opener_of(t->token));
		return false;
	}
	r = ast_fault(p, DIAG_SY003, t->at, "expected `%c`, found `%c`",
		      scan_closer(f->kind), t->token);
	diag_note(p->diags, r, f->at, "this `%c` is open", f->kind);
	t->token = scan_closer(f->kind);
	return true;
}

/* { of a body, while the head is still in parentheses. */
static bool
begins_body(const struct scan *s)
{
	const struct scan_frame *f = &s->frames[s->depth];

	if (f->kind != '(')
		return false;
	return f->mode == IN_GUARD
		|| (s->depth == 1 && s->first.token == T_PROFILE
		    && s->last.token != '=' && s->before.token != '=');
}

/* else, while the block before it is still open. */
static bool
follows_block(const struct scan *s)
{
	const struct scan_frame *f = &s->frames[s->depth];

	return f->kind == '{' && f[-1].mode == IN_GUARD
		&& (s->last.token == T_NL || s->last.token == '{');
}

/* A keyword or `{` that stands where something is still open. */
static bool
settle_start(struct parse *p, const struct scan_token *t)
{
	struct scan *s = &p->scan;
	struct str word = ast_text(p, t->at);

	if (s->brace_missing)
		s->close_to = 0;
	else if (t->token == '{' && begins_body(s))
		s->close_to = innermost_block(s);
	else if (t->token == T_ELSE && follows_block(s))
		s->close_to = s->depth - 1;
	if (s->close_to < s->depth)
		say_missing(p, arena_printf(p->arena, "`%.*s`", STR_ARG(word)));
	return true;
}

/* What must be closed before this token; false when it is dropped. */
bool
scan_settle(struct parse *p, struct scan_token *t)
{
	struct scan *s = &p->scan;

	s->close_to = s->depth;
	switch (t->token) {
	case T_END:
		return settle_end(p);
	case T_NL:
		return settle_line(p, t->at);
	case '}':
		return settle_brace(p, t->at);
	case ')': case ']':
		return settle_bracket(p, t);
	}
	return settle_start(p, t);
}

/* A string took the rest of its line: how many brackets would the rest have
 * closed? */
void
scan_swallow(struct parse *p, struct place string)
{
	struct scan *s = &p->scan;
	size_t depth = s->depth, inner = 0;

	for (uint32_t i = string.from; i < string.to && depth > 0; i++) {
		int c = p->text.p[i];

		if (c == '{' || c == '(' || c == '[')
			inner++;
		if (c != '}' && c != ')' && c != ']')
			continue;
		if (inner > 0)
			inner--;
		else if (s->frames[depth].kind == opener_of(c))
			depth--;
	}
	s->open_string = true;
	s->open_string_at = string;
	s->swallowed = s->depth - depth;
}

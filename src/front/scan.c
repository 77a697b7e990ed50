/*
 * scan: the stream of tokens that the grammar reads.
 *
 * Raw tokens from grammar/scan.l come in; out go tokens whose brackets are
 * balanced, whose words are keywords where they count, and of which those
 * that belong to a syntax error are left out.  Owner: one run of the parser.
 */
#include "front/scan.h"

#include "front/ast_build.h"
#include "grammar/parse.h"

void
scan_start(struct parse *p, uint32_t from)
{
	struct scan *s = &p->scan;

	s->frames = vec_grow(scan_arena(p), NULL, 0, &s->most, sizeof *s->frames);
	s->offset = from;
	s->last.token = T_NL;
	s->last.at = (struct place){ p->file, from, from };
	s->flex = scan_open(p, (struct str){ p->text.p + from, p->text.n - from });
}

/* The next raw token that counts, with what its word opens. */
static struct scan_token
read_token(struct parse *p)
{
	struct scan_token t = { 0 };

	p->scan.opens = 0;
	do
		t.token = scan_raw(&t.at, p->scan.flex);
	while (t.token == T_NL && !scan_newline_counts(p, t.at));
	p->scan.net += t.token == '{';
	p->scan.net -= t.token == '}';
	if (t.token == T_NAME)
		t.token = scan_word(p, t.at, &p->scan.opens);
	return t;
}

/* The next token: the held one, once all is closed that it needs closed. */
static struct scan_token
pull(struct parse *p)
{
	struct scan *s = &p->scan;
	struct scan_token t = { 0, scan_end(p), true };

	while (!s->holding) {
		s->held = read_token(p);
		s->holding = scan_settle(p, &s->held);
	}
	if (s->depth > s->close_to) {
		t.token = scan_closer(s->frames[s->depth].kind);
		return t;
	}
	if ((s->held.token == T_END || s->brace_missing)
	    && scan_ends_item(s->last.token)) {
		t.token = T_NL;
		return t;
	}
	s->holding = s->brace_missing = false;
	return s->held;
}

/* One more operator or `else` in this item. */
static void
count_part(struct parse *p, struct place at)
{
	if (++p->scan.frames[p->scan.depth].parts > AST_MAX_DEPTH)
		ast_limit(p, at, "a condition has more than 100 parts");
}

static void
note_word(struct parse *p, const struct scan_token *t)
{
	struct scan *s = &p->scan;

	if (s->opens && !t->made_up)
		s->frames[s->depth].mode = s->opens;
	if (t->token == T_AND || t->token == T_OR || t->token == T_NOT
	    || t->token == T_ELSE)
		count_part(p, t->at);
}

/* What the token does to those that follow it. */
static void
deliver(struct parse *p, const struct scan_token *t)
{
	struct scan *s = &p->scan;
	struct scan_frame *f = &s->frames[s->depth];
	bool starts = s->last.token == T_NL || s->last.token == '{';

	switch (t->token) {
	case '{': case '(': case '[':
		scan_push(p, t->token, t->at);
		break;
	case '}': case ')': case ']':
		scan_pop(p, t->at);
		break;
	case T_NL:
		f->mode = 0;
		f->parts = f->base;
		break;
	default:
		note_word(p, t);
	}
	s->before = s->last;
	s->last = *t;
	if (starts)
		s->first = *t;
}

/* Does the grammar go on with the last token, in the frame of the error? */
static bool
resumes(const struct parse *p)
{
	const struct scan *s = &p->scan;
	int kind = s->frames[s->skip_depth].kind;
	bool item = kind == 0 || kind == '{';

	if (s->last.token == T_END || s->depth < s->skip_depth)
		return true;
	if (s->depth > s->skip_depth)
		return item && s->depth == s->skip_depth + 1
			&& s->last.token == '{' && s->skip == SKIP_TO_BODY;
	if (!item)
		return s->last.token == ',';
	return s->last.token == T_NL
		|| (s->last.token == T_ELSE && s->skip == SKIP_REST);
}

int
scan_next(struct parse *p, struct place *at)
{
	struct scan *s = &p->scan;
	struct scan_token t = { T_END, scan_end(p), true };

	do {
		if (!s->stopped)
			t = pull(p);
		if (!s->stopped)
			deliver(p, &t);
		if (s->stopped)
			t.token = s->last.token = T_END;
	} while (s->skip && !resumes(p));
	s->skip = SKIP_NOTHING;
	*at = t.at;
	return t.token;
}

void
scan_recover(struct parse *p)
{
	struct scan *s = &p->scan;
	size_t depth = s->depth;
	int token = s->last.token, kind;

	if (token == '{' || token == '(' || token == '[')
		depth--;
	kind = s->frames[depth].kind;
	s->skip_depth = depth;
	s->skip = SKIP_TO_BODY;
	if (token == T_NL || token == T_END || token == '}' || token == ')'
	    || token == ']' || (token == ',' && kind && kind != '{')
	    || (token == '{' && (!kind || kind == '{')))
		s->skip = SKIP_NOTHING;
}

void
scan_skip_rest(struct parse *p)
{
	p->scan.skip = SKIP_REST;
	p->scan.skip_depth = p->scan.depth;
}

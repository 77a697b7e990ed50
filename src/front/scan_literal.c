/*
 * scan_literal: what single tokens are, and those that the language has not.
 *
 * Habits of other languages (// comments, 'quotes', &&) are reported with
 * what to write, and read as meant where that is certain.
 */
#include "front/scan.h"

#include <string.h>

#include "base/arena.h"
#include "front/ast_build.h"
#include "grammar/parse.h"

struct place
scan_advance(struct parse *p, size_t n)
{
	uint32_t from = p->scan.offset;

	p->scan.offset += (uint32_t)n;
	return (struct place){ p->file, from, p->scan.offset };
}

bool
scan_is_quiet(const struct parse *p)
{
	return p->scan.skip || p->scan.last.token == T_BAD;
}

static bool
stands_alone(const struct parse *p, uint32_t at)
{
	while (at > 0 && (p->text.p[at - 1] == ' ' || p->text.p[at - 1] == '\t'))
		at--;
	return at == 0 || p->text.p[at - 1] == '\n'
		|| (at == 3 && (unsigned char)p->text.p[2] == 0xbf);
}

void
scan_comment(struct parse *p, struct place at)
{
	struct ast_comment *c;

	if (p->stubs.scratch || p->single)
		return;
	c = VEC_ADD(p->arena, &p->out->comments);
	while (at.to > at.from && strchr(" \t\r", p->text.p[at.to - 1]))
		at.to--;
	c->at = at;
	c->own_line = stands_alone(p, at.from);
	c->doc = str_starts(ast_text(p, at), "##");
}

void
scan_slashes(struct parse *p, struct place at)
{
	struct place slashes = { at.file, at.from, at.from + 2 };
	struct diag *r;

	if (scan_is_quiet(p))
		return;
	r = ast_fault(p, DIAG_SY001, slashes, "a comment begins with `#`");
	if (p->text.p[at.from + 1] != '*')
		diag_fix(p->diags, r, slashes, "#");
	else
		diag_help(p->diags, r, "a comment ends with its line: each line has a `#` of its own");
}

enum { MAX_SHAPE = AST_MAX_NUMBER + 1 };

/* The shape of a number: D for digits, A for letters, else the character. */
static void
shape_of(struct str text, char *shape)
{
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i], class = c;
		bool digit = c >= '0' && c <= '9';

		if (digit)
			class = 'D';
		else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
			class = 'A';
		else if (c == '_' && i > 0 && text.p[i - 1] != '_' && i + 1 < text.n
			 && shape[-1] == 'D' && text.p[i + 1] >= '0' && text.p[i + 1] <= '9')
			class = 'D';
		if ((class == 'D' || class == 'A') && shape[-1] == class)
			continue;
		*shape++ = class;
	}
	*shape = '\0';
}

static const struct { const char *shape; int token; } shapes[] = {
	{ "D", T_INT }, { "-D", T_INT },
	{ "D.D", T_DECIMAL }, { "-D.D", T_DECIMAL },
	{ "D.D.D", T_VERSION },
	{ "D%", T_PERCENT }, { "D.D%", T_PERCENT },
	{ "D.D.D.D", T_ADDRESS }, { "D.D.D.D:D", T_ADDRESS },
	{ "D.D.D.D/D", T_ADDRESS }, { "D.D.D.D/D:D", T_ADDRESS },
};

/* 1h30m, 1.5Gi */
static bool
is_unit(const char *shape)
{
	while (*shape) {
		if (strncmp(shape, "D.DA", 4) == 0)
			shape += 4;
		else if (strncmp(shape, "DA", 2) == 0)
			shape += 2;
		else
			return false;
	}
	return true;
}

/* 4.1-rc.1 */
static bool
is_prerelease(const char *shape)
{
	size_t n = strncmp(shape, "D.D.D-", 6) == 0 ? 6
		: strncmp(shape, "D.D-", 4) == 0 ? 4 : 0;

	return n > 0 && strspn(shape + n, "DA.-") == strlen(shape + n);
}

static int
classify(struct str text)
{
	char shape[MAX_SHAPE + 1] = "";

	shape_of(text, shape + 1);
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
		if (strcmp(shapes[i].shape, shape + 1) == 0)
			return shapes[i].token;
	if (is_unit(shape + 1))
		return T_UNIT;
	return is_prerelease(shape + 1) ? T_VERSION : T_BAD;
}

static bool
is_amount(struct str text)
{
	int token = text.n ? classify(text) : T_BAD;

	return token == T_INT || token == T_DECIMAL || token == T_UNIT;
}

/* `500m-2` is a range; what else there is, is a text. */
static void
help_number(struct parse *p, struct diag *r, struct str text)
{
	const char *dash = text.n > 1 ? memchr(text.p + 1, '-', text.n - 1) : NULL;
	size_t n = dash ? (size_t)(dash - text.p) : 0;
	struct str low = { text.p, n }, high = { text.p + n + 1, dash ? text.n - n - 1 : 0 };

	if (is_amount(low) && is_amount(high))
		diag_help(p->diags, r, "a range is written %.*s..%.*s", STR_ARG(low), STR_ARG(high));
	else
		diag_help(p->diags, r, "text takes double quotes: \"%.*s\"", STR_ARG(text));
}

int
scan_number(struct parse *p, struct place at)
{
	struct str text = ast_text(p, at);
	struct diag *r;
	int token;

	if (text.n > AST_MAX_NUMBER) {
		ast_fault(p, DIAG_SY005, at, "a number has at most %d characters",
			  AST_MAX_NUMBER);
		return T_BAD;
	}
	token = classify(text);
	if (token == T_BAD && !scan_is_quiet(p)) {
		r = ast_fault(p, DIAG_SY001, at, "`%.*s` is not a number, size, "
			      "duration, version or address", STR_ARG(text));
		help_number(p, r, text);
	}
	return token;
}

int
scan_open_string(struct parse *p, struct place at)
{
	struct place quote = { at.file, at.from, at.from + 1 };
	struct diag *r;

	scan_swallow(p, at);
	if (scan_is_quiet(p))
		return T_STRING;
	r = ast_fault(p, DIAG_SY002, quote, "this string is not closed on its line");
	diag_help(p->diags, r, "text of several lines takes three quotes: "
		  "\"\"\" … \"\"\"");
	return T_STRING;
}

int
scan_open_text(struct parse *p, struct place at)
{
	struct place quotes = { at.file, at.from, at.from + 3 };

	ast_fault(p, DIAG_SY002, quotes, "this text block is never closed by \"\"\"");
	p->scan.open_text = true;
	return T_TEXT;
}

int
scan_single_quotes(struct parse *p, struct place at)
{
	struct str text = ast_text(p, at);
	struct diag *r;

	if (scan_is_quiet(p))
		return T_BAD;
	text = (struct str){ text.p + 1, text.n - 2 };
	r = ast_fault(p, DIAG_SY001, at, "a string takes double quotes");
	if (!memchr(text.p, '"', text.n) && !memchr(text.p, '\\', text.n)
	    && !memchr(text.p, '$', text.n))
		diag_fix(p->diags, r, at,
			 arena_printf(p->arena, "\"%.*s\"", STR_ARG(text)));
	return T_BAD;
}

/* && || ! for and, or, not */
int
scan_foreign(struct parse *p, struct place at, int token, const char *word)
{
	struct str text = ast_text(p, at);
	bool guard = p->scan.frames[p->scan.depth].mode == IN_GUARD;
	struct diag *r;

	if (scan_is_quiet(p))
		return T_BAD;
	if (!guard) {
		ast_fault(p, DIAG_SY001, at, "unexpected `%.*s`", STR_ARG(text));
		return T_BAD;
	}
	r = ast_fault(p, DIAG_SY001, at, "write `%s`, not `%.*s`", word, STR_ARG(text));
	if (token == T_NOT)   /* which binds less than `!` */
		diag_suggest(p->diags, r, at, "not ");
	else
		diag_fix(p->diags, r, at, word);
	return token;
}

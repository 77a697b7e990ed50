/*
 * scan_word: what the place of a word or of a newline makes of it.
 *
 * Words are keywords where grammar/keywords.def says so, newlines count after
 * what can end an item.  To tell, the text that follows is looked at, but
 * never twice: the work stays linear.
 */
#include "front/scan.h"

#include <string.h>

#include "front/ast_build.h"
#include "grammar/parse.h"

const struct keyword scan_keywords[] = {
#define KEYWORD(word, token, where, opens) \
	{ word, sizeof(word) - 1, T_##token, where, opens },
#include "grammar/keywords.def"
#undef KEYWORD
	{ NULL, 0, 0, 0, 0 }
};

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

static bool
is_word_char(int c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
		|| (c >= '0' && c <= '9') || c == '_' || c == '-';
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

static uint32_t
skip_blanks(const struct parse *p, uint32_t i)
{
	while (p->text.p[i] == ' ' || p->text.p[i] == '\t')
		i++;
	return i;
}

/* Is a field set or amended by what stands at i? */
static bool
sets_field(const struct parse *p, uint32_t i)
{
	const char *c = p->text.p + i;

	if (*c == '=')
		return c[1] != '=';
	return (*c == '+' || *c == '-') && c[1] == '=';
}

/* A word that could begin an item is a field's name all the same when it is
 * treated like one: allow = x, use.y = 1, final { }. */
static bool
is_field_name(const struct parse *p, unsigned opens, uint32_t end)
{
	uint32_t i = skip_blanks(p, end);
	const char *c = p->text.p + i;

	if (sets_field(p, i) || *c == '[' || (*c == '.' && c[1] != '.'))
		return true;
	return *c == '{' && opens != IN_GUARD;
}

static const struct keyword *
find_keyword(struct str word)
{
	const struct keyword *k = scan_keywords;

	for (; k->word; k++)
		if (k->length == word.n && *k->word == *word.p
		    && memcmp(k->word, word.p, word.n) == 0)
			return k;
	return NULL;
}

int
scan_word(struct parse *p, struct place at, unsigned *opens)
{
	const struct keyword *k = find_keyword(ast_text(p, at));
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
	if (where == AT_ITEM && is_field_name(p, k->opens, at.to))
		return T_NAME;
	if (k->where == BEFORE_TEXT && p->text.p[skip_blanks(p, at.to)] != '"')
		return T_NAME;
	*opens = k->opens;
	return k->token;
}

uint32_t
scan_gap(struct parse *p, uint32_t from)
{
	struct scan *s = &p->scan;
	const char *c = p->text.p + from;

	if (from >= s->gap_from && from < s->gap_to)
		return s->gap_to;
	for (;;) {
		c += strspn(c, " \t\r\n");
		if (*c != '#')
			break;
		c += strcspn(c, "\n");
	}
	s->gap_from = from;
	s->gap_to = (uint32_t)(c - p->text.p);
	return s->gap_to;
}

/* Past a step of a left side: a word, "a key", [an index]. */
static uint32_t
skip_step(const struct parse *p, uint32_t i)
{
	const char *c = p->text.p + i;

	if (*c == '"' || *c == '[') {
		size_t n = 1 + strcspn(c + 1, *c == '"' ? "\"\n" : "]\n");

		return c[n] && c[n] != '\n' ? i + (uint32_t)n + 1 : i;
	}
	while (is_word_char(*c) || *c == '.')
		c++;
	return (uint32_t)(c - p->text.p);
}

/* `remove x`, `when x`: a keyword with something to say. */
static bool
is_statement(const struct parse *p, uint32_t i, uint32_t end)
{
	struct str word = { p->text.p + i, end - i };
	const struct keyword *k = find_keyword(word);
	uint32_t next = skip_blanks(p, end);

	if (!k || !(k->where & (AT_TOP | AT_ITEM)) || next == end)
		return false;
	return is_word_char(p->text.p[next]) || p->text.p[next] == '"';
}

bool
scan_looks_like_item(struct parse *p, uint32_t from)
{
	uint32_t i = scan_gap(p, from), next;
	size_t words = 0;

	if (p->text.p[i] == '[' || p->text.p[i] == '.')
		return false;
	if (is_statement(p, i, skip_step(p, i)))
		return true;
	while ((next = skip_step(p, i)) != i) {
		words++;
		i = skip_blanks(p, next);
	}
	return words > 0 && (sets_field(p, i) || (words > 1 && p->text.p[i] == '{'));
}

/* A newline before `else` does not count. */
static bool
joins_else(struct parse *p, uint32_t from)
{
	const struct scan *s = &p->scan;
	struct str word = STR("else");
	uint32_t next;

	if (s->frames[s->depth].mode != IN_GUARD)
		return false;
	next = scan_gap(p, from);
	return strncmp(p->text.p + next, word.p, word.n) == 0
		&& !is_word_char(p->text.p[next + word.n])
		&& !is_field_name(p, IN_GUARD, next + (uint32_t)word.n);
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
	return scan_ends_item(last) && !joins_else(p, at.from);
}

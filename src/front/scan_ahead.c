/*
 * scan_ahead: what the text behind a token looks like, before it is read: a
 * field, an item, blocks that stay open.  No text is looked over twice, so
 * that the work stays linear.
 */
#include "front/scan.h"

#include <string.h>

#include "front/ast_build.h"

static bool
is_word_char(int c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
		|| (c >= '0' && c <= '9') || c == '_' || c == '-';
}

uint32_t
scan_blanks(const struct parse *p, uint32_t i)
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
bool
scan_is_field_name(const struct parse *p, unsigned opens, uint32_t end)
{
	uint32_t i = scan_blanks(p, end);
	const char *c = p->text.p + i;

	if (sets_field(p, i) || *c == '[' || (*c == '.' && c[1] != '.'))
		return true;
	return *c == '{' && opens != IN_GUARD;
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
	const struct keyword *k = scan_keyword(word);
	uint32_t next = scan_blanks(p, end);

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
		i = scan_blanks(p, next);
	}
	return words > 0 && (sets_field(p, i) || (words > 1 && p->text.p[i] == '{'));
}

bool
scan_else_follows(struct parse *p, uint32_t from)
{
	struct str word = STR("else");
	uint32_t next = scan_gap(p, from);

	return strncmp(p->text.p + next, word.p, word.n) == 0
		&& !is_word_char(p->text.p[next + word.n])
		&& !scan_is_field_name(p, IN_GUARD, next + (uint32_t)word.n);
}

/* The end of the string, text block or comment that starts at i. */
static uint32_t
skip_quoted(const struct parse *p, uint32_t i)
{
	const char *text = p->text.p, *end;

	if (text[i] == '#') {
		end = memchr(text + i, '\n', p->text.n - i);
		return end ? (uint32_t)(end - text) : (uint32_t)p->text.n;
	}
	if (text[i + 1] == '"' && text[i + 2] == '"') {
		end = strstr(text + i + 3, "\"\"\"");
		return end ? (uint32_t)(end - text) + 3 : (uint32_t)p->text.n;
	}
	for (i++; text[i] && text[i] != '\n' && text[i] != '"'; i++)
		if (text[i] == '\\' && text[i + 1] && text[i + 1] != '\n')
			i++;
	return text[i] == '"' ? i + 1 : i;
}

/* How many blocks stay open in the end, as it looks from i: those that are
 * open, and { less } in the rest.  The rest is counted once. */
long
scan_stay_open(struct parse *p, uint32_t i)
{
	struct scan *s = &p->scan;
	long balance = 0, open = 0;

	for (size_t n = 1; n <= s->depth; n++)
		open += s->frames[n].kind == '{';
	if (s->has_balance)
		return open + s->balance - s->net;
	while (i < p->text.n) {
		char c = p->text.p[i];

		balance += c == '{';
		balance -= c == '}';
		i = c == '"' || c == '#' ? skip_quoted(p, i) : i + 1;
	}
	s->has_balance = true;
	s->balance = s->net + balance;
	return open + balance;
}

/* A declaration's word at the very left, inside a block, in a file that has
 * a `{` too many: the `}` is missing before it. */
bool
scan_brace_is_missing(struct parse *p, struct place word)
{
	uint32_t next = scan_blanks(p, word.to);

	if (word.from > 0 && p->text.p[word.from - 1] != '\n')
		return false;
	if (next == word.to || !strchr("\"_abcdefghijklmnopqrstuvwxyz"
				       "ABCDEFGHIJKLMNOPQRSTUVWXYZ", p->text.p[next]))
		return false;
	return scan_stay_open(p, word.from) > 0;
}

/*
 * syntax_choice: what the parser would take at a fault, in words: its tokens,
 * without those that something larger stands for.
 */
#include "front/syntax.h"

#include <string.h>

#include "base/arena.h"
#include "grammar/parse.h"

/* Words for tokens; others are shown as they are written. */
static const struct { const char *token, *phrase; } phrases[] = {
	{ "end of line", "end of line" }, { "end of file", "end of file" },
	{ "name", "a name" }, { "string", "a string" },
	{ "text block", "a text block" }, { "integer", "a number" },
};

/* Tokens that stand for something larger, or that go on with what stands
 * there already: not worth a mention beside it. */
static const char *const value_tokens[] = {
	"string", "text block", "true or false", "integer", "decimal",
	"version", "number with a unit", "percentage", "address", NULL
};
static const char *const value_starts[] = { "name", "[", "{", "(", "not", NULL };
static const char *const continuing[] = { "[", "(", NULL };
static const char *const never[] = {
	"numbered step", "faulty literal", ".", "..", "?", "raw", NULL
};

bool
syntax_expects(const struct syntax *x, const char *token)
{
	for (size_t i = 0; i < x->nexpected; i++)
		if (strcmp(x->expected[i], token) == 0)
			return true;
	return false;
}

static const char *
group_of(const struct syntax *x)
{
	if (syntax_expects(x, "cluster"))
		return "a declaration";
	if (syntax_expects(x, "remove"))
		return "a field";
	if (!syntax_expects(x, "decimal") || scan_ends_item(x->prev.token))
		return NULL;
	return syntax_expects(x, "not") ? "a condition" : "a value";
}

/* Is it said by the group, or not worth saying? */
static bool
is_implied(const struct syntax *x, const char *group, const char *token)
{
	if (str_is_any(str_of(token), never))
		return true;
	if (syntax_expects(x, "cluster") || syntax_expects(x, "remove"))
		return strcmp(token, "}") != 0;
	if (scan_ends_item(x->prev.token) && str_is_any(str_of(token), continuing))
		return true;
	if (*token == '+' || *token == '-')
		return syntax_expects(x, "=");
	if (syntax_expects(x, "decimal") && str_is_any(str_of(token), value_tokens))
		return true;
	if (strcmp(token, "string") == 0)
		return syntax_expects(x, "name");
	return group && str_is_any(str_of(token), value_starts);
}

static const char *
phrase_of(const struct syntax *x, const char *token)
{
	for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
		if (strcmp(phrases[i].token, token) == 0)
			return phrases[i].phrase;
	return arena_printf(x->p->arena, "`%s`", token);
}

struct syntax_choice
syntax_choice_of(const struct syntax *x)
{
	struct syntax_choice c = { .group = group_of(x) };

	if (c.group)
		c.phrase[c.n++] = c.group;
	for (size_t i = 0; i < x->nexpected && c.n <= SYNTAX_LISTED; i++)
		if (!is_implied(x, c.group, x->expected[i]))
			c.phrase[c.n++] = phrase_of(x, x->expected[i]);
	return c;
}

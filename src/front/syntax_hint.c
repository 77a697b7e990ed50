/*
 * syntax_hint: the habit behind a mistake, and what to write instead.
 *
 * One row a habit, the most certain first; the first that fits speaks.
 */
#include <string.h>

#include "base/arena.h"
#include "base/edit.h"
#include "front/syntax.h"
#include "grammar/parse.h"

struct hint {
	bool (*fits)(const struct syntax *x);
	const char *help;
	const char *fix;      /* instead of the token, or NULL; " =": before it */
};

static bool
in_item(const struct syntax *x)
{
	return x->frame == 0 || x->frame == '{';
}

/* Something that a value may begin with. */
static bool
begins_value(int token)
{
	return token == '{' || token == '['
		|| (scan_ends_item(token) && token != '}' && token != ']' && token != ')');
}

static bool
is_colon(const struct syntax *x)
{
	return x->token.token == ':' && in_item(x);
}

/* `nodes := 3`, `nodes => 3` */
static bool
is_other_equals(const struct syntax *x)
{
	uint32_t at = x->token.at.to;

	if (x->token.token == '>')
		return x->prev.token == '=' && x->prev.at.to == x->token.at.from;
	return is_colon(x) && x->p->text.p[at] == '=';
}

static bool
is_argument_equals(const struct syntax *x)
{
	return x->token.token == '=' && x->frame == '(' && x->prev.token == T_NAME
		&& x->mode != IN_GUARD;
}

static bool
is_guard_equals(const struct syntax *x)
{
	return x->token.token == '=' && x->mode == IN_GUARD;
}

static bool
is_field_equality(const struct syntax *x)
{
	return x->token.token == T_EQ && syntax_expects(x, "=");
}

static bool
is_dash(const struct syntax *x)
{
	return x->token.token == '-';
}

static bool
is_comma(const struct syntax *x)
{
	return x->token.token == ',' && in_item(x);
}

/* `a = 1, b = 2` */
static bool
is_comma_between(const struct syntax *x)
{
	struct str text = x->p->text;
	size_t at = x->token.at.to;

	while (at < text.n && strchr(" \t\r", text.p[at]))
		at++;
	return is_comma(x) && at < text.n && !strchr("\n}#", text.p[at]);
}

/* `<<EOF` */
static bool
is_here_document(const struct syntax *x)
{
	return x->token.token == '<' && x->p->text.p[x->token.at.to] == '<';
}

/* `cluster emqx`, and nothing more on the line */
static bool
is_without_block(const struct syntax *x)
{
	return x->token.token == T_NL && syntax_expects(x, "{") && !syntax_expects(x, "=");
}

static bool
is_bare_file(const struct syntax *x)
{
	return x->prev.token == T_USE && x->token.token == '.';
}

/* `else if` */
static bool
is_else_if(const struct syntax *x)
{
	return x->prev.token == T_ELSE && str_is(ast_text(x->p, x->token.at), "if");
}

/* `{ "a", "b" }` */
static bool
is_braced_list(const struct syntax *x)
{
	return x->token.token == ',' && x->frame == '{' && x->prev.at.from == x->p->scan.first.at.from;
}

/* `{{ .Values.nodes }}` */
static bool
is_template(const struct syntax *x)
{
	return x->token.token == '{' && x->prev.token == '{' && x->prev.at.to == x->token.at.from;
}

/* Does a `=` stand between the first word of the item and here? */
static bool
is_after_equals(const struct syntax *x)
{
	struct place first = x->p->scan.first.at;

	return x->token.at.from > first.to
		&& memchr(x->p->text.p + first.to, '=', x->token.at.from - first.to);
}

/* `a = b, c`: what follows the comma is no field. */
static bool
is_bare_list(const struct syntax *x)
{
	struct str text = x->p->text;
	size_t at = x->token.at.to;

	if (!is_comma_between(x) || !is_after_equals(x))
		return false;
	while (at < text.n && !strchr("=:{;\n}#", text.p[at]))
		at++;
	return at == text.n || !strchr("=:{", text.p[at]);
}

/* `config-map site`: the word says the kind, and the name is a text. */
static bool
is_bare_text(const struct syntax *x)
{
	return in_item(x) && x->token.token == T_NAME && x->prev.token == T_NAME && is_after_equals(x);
}

static bool
is_missing_comma(const struct syntax *x)
{
	return (x->frame == '[' || x->frame == '(') && syntax_expects(x, ",")
		&& begins_value(x->token.token);
}

static bool
is_not_in(const struct syntax *x)
{
	return x->mode == IN_GUARD && x->token.token == T_NAME
		&& str_is(ast_text(x->p, x->token.at), "not");
}

static bool
is_removed_member(const struct syntax *x)
{
	return x->p->scan.first.token == T_REMOVE && begins_value(x->token.token);
}

static bool
is_unreasoned(const struct syntax *x)
{
	return x->token.token == T_NL && syntax_expects(x, "else")
		&& x->p->scan.first.token == T_REQUIRE;
}

/* `level = debug enable = true` on one line. */
static bool
is_next_item(const struct syntax *x)
{
	return in_item(x) && x->token.token == T_NAME && x->prev.token != T_NAME && is_after_equals(x);
}

/* `discovery dns`, `cookie secret(a, b)` */
static bool
is_word_alone(const struct syntax *x)
{
	return in_item(x) && (x->token.token == T_NL || x->token.token == '(') && x->prev.token == T_NAME
		&& x->p->scan.first.token == T_NAME && x->prev.at.from > x->p->scan.first.at.from
		&& syntax_expects(x, "=");
}

/* A name, and then a value, with nothing between them. */
static bool
is_missing_equals(const struct syntax *x)
{
	struct place first = x->p->scan.first.at;
	size_t n;

	if (!in_item(x) || !begins_value(x->token.token)
	    || x->p->scan.first.token != T_NAME || x->token.at.from <= first.to)
		return false;
	n = x->token.at.from - first.to;
	return !memchr(x->p->text.p + first.to, '=', n)
		&& (syntax_expects(x, "=") || syntax_expects(x, "{"));
}

/* `listener mqtt tcp 1883` */
static bool
is_member_without_equals(const struct syntax *x)
{
	return is_missing_equals(x) && !syntax_expects(x, "=");
}

/* Words that the item's first word may have been meant as. */
static struct nearest
near_keywords(const struct syntax *x)
{
	struct parse *p = x->p;
	const struct scan_token *first = &p->scan.first;
	unsigned where = x->frame == 0 ? AT_TOP : AT_ITEM;
	struct str word = ast_text(p, first->at);
	struct nearest near;

	nearest_start(&near, arena_strndup(p->arena, word.p, word.n));
	if (!in_item(x) || first->token != T_NAME)
		return near;
	for (const struct keyword *k = scan_keywords; k->word; k++)
		if (k->where & where)
			nearest_offer(&near, k->word);
	return near;
}

static bool
offer_keyword(const struct syntax *x, struct diag *r)
{
	struct parse *p = x->p;
	struct nearest near = near_keywords(x);

	if (!diag_nearest(p->diags, r, &near))
		return false;
	if (nearest_is_sure(&near))
		diag_fix_name(p->diags, r, p->scan.first.at, near.wanted, near.name[0]);
	return true;
}

bool
syntax_is_outside(const struct syntax *x)
{
	return x->frame == 0 && syntax_expects(x, "cluster")
		&& near_keywords(x).n == 0;
}

/* `cluster:`, `apiVersion: v1`, `---` */
bool
syntax_is_yaml(const struct syntax *x)
{
	struct str text = x->p->text;
	size_t at = x->token.token == ':' ? x->token.at.from : scan_gap(x->p, x->token.at.to);

	if (x->frame == 0 && is_dash(x) && strncmp(text.p + x->token.at.from, "---", 3) == 0)
		return true;
	return x->frame == 0 && at + 1 < text.n && text.p[at] == ':' && strchr(" \n\r", text.p[at + 1]);
}

/* A file that begins with `{`. */
bool
syntax_is_json(const struct syntax *x)
{
	return x->p->text.p[scan_gap(x->p, 0)] == '{';
}

static const struct hint hints[] = {
	{ syntax_is_json, "this is JSON, and a spec is written cluster NAME { version = 5.8.6 }", NULL },
	{ syntax_is_yaml, "this is YAML, and a spec is written cluster NAME { version = 5.8.6 }", NULL },
	{ is_else_if, "a condition is written when env == prod { … }", "when" },
	{ is_other_equals, "a field is set with `=`", "" },
	{ is_colon, "a field is set with `=`", "=" },
	{ is_argument_equals, "an argument is named with `:`", ":" },
	{ is_guard_equals, "`==` compares", "==" },
	{ is_field_equality, "a field is set with `=`; `==` compares", "=" },
	{ is_template, "there are no templates: what differs is a param, or stands in an overlay", NULL },
	{ is_here_document, "text of several lines takes three quotes: \"\"\" … \"\"\"", NULL },
	{ is_bare_file, "a file stands between quotes: use \"./base.emqx\"", NULL },
	{ is_dash, "a list is written [a, b]", NULL },
	{ is_braced_list, "a list stands in brackets: [a, b]", NULL },
	{ is_bare_list, "a list is written [a, b]", NULL },
	{ is_comma_between, "an item ends with its line or at `;`, without a comma", ";" },
	{ is_comma, "an item ends with its line or at `;`, without a comma", "" },
	{ is_missing_comma, "elements are separated by commas", NULL },
	{ is_not_in, "write it as `not name in [a, b]`", NULL },
	{ is_removed_member, "a member is named with a dot: remove listener.ws", NULL },
	{ is_unreasoned, "a rule says why: require nodes >= 3 else \"…\"", NULL },
	{ is_bare_text, "a text stands between quotes: config-map \"site\"", NULL },
	{ is_member_without_equals, "a field is set with `=`: listener mqtt = tcp 1883", NULL },
	{ is_missing_equals, "a field is set with `=`: nodes = 3", " =" },
	{ is_word_alone, "a field is set with `=`: discovery = dns", NULL },
	{ is_without_block, "what it holds stands in a block: cluster emqx { nodes = 3 }", NULL },
	{ is_next_item, "each item stands on a line of its own, or after `;`", NULL },
	{ syntax_is_outside, "fields stand in a block: cluster emqx { nodes = 3 }", NULL },
};

/* Does a field stand outside because a `}` came too early? */
static void
note_end(const struct syntax *x, struct diag *r)
{
	struct place closed = x->p->scan.closed;

	if (syntax_is_outside(x) && closed.file && x->token.token == T_NAME)
		diag_note(x->p->diags, r, closed, "the block before ends here");
}

/* `nodes: 3` becomes `nodes = 3`. */
static const char *
spaced(const struct syntax *x, const char *fix)
{
	size_t at = x->token.at.from;

	if (*fix != '=' || at == 0 || strchr(" \t", x->p->text.p[at - 1]))
		return fix;
	return arena_printf(x->p->arena, " %s", fix);
}

/* `keep = 5s` becomes `keep: 5s`. */
static struct place
replaced(const struct syntax *x, const char *fix)
{
	struct place at = x->token.at;

	if (*fix == ':')
		at.from = x->prev.at.to;
	if (*fix == ' ')
		at.from = at.to = x->prev.at.to;
	return at;
}

/* In a block a field's name may look like a keyword: there, that is offered
 * only when nothing else explains the fault. */
void
syntax_hint(const struct syntax *x, struct diag *r)
{
	size_t n = sizeof hints / sizeof *hints;

	note_end(x, r);
	if (syntax_foreign_word(x, r) || (syntax_expects(x, "cluster") && offer_keyword(x, r)))
		return;
	for (size_t i = 0; i < n; i++) {
		if (!hints[i].fits(x))
			continue;
		diag_help(x->p->diags, r, "%s", hints[i].help);
		if (hints[i].fix)
			diag_fix(x->p->diags, r, replaced(x, hints[i].fix), spaced(x, hints[i].fix));
		return;
	}
	offer_keyword(x, r);
}

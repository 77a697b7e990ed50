/*
 * syntax_foreign: first words of other languages (`if`, `import`, `variable`),
 * where the parser could make nothing of what follows them.
 */
#include "front/syntax.h"

#include "grammar/parse.h"

enum { OF_TOP = 1, OF_BLOCK = 2 };

static const char a_spec[] = "a spec is written cluster NAME { version = 5.8.6 }";
static const char a_let[] = "a constant is written let NAME = 3";
static const char a_use[] = "another file is read by use \"./base.emqx\"";
static const char an_overlay[] = "an environment is written overlay NAME { … }";
static const char a_when[] = "a condition is written when env == prod { … }";
static const char a_remove[] = "what an overlay takes away is written remove listener.ws";

/* One row a word: where it was first, what to write, and the word instead of
 * it where the rest is written alike. */
static const struct {
	const char *word;
	unsigned where;
	const char *help, *fix;
} words[] = {
	{ "if", OF_TOP | OF_BLOCK, a_when, "when" },
	{ "import", OF_TOP | OF_BLOCK, a_use, NULL },
	{ "include", OF_TOP | OF_BLOCK, a_use, NULL },
	{ "delete", OF_BLOCK, a_remove, "remove" },
	{ "unset", OF_BLOCK, a_remove, "remove" },
	{ "variable", OF_TOP, "a value that a build sets is written param NAME: int = 3", NULL },
	{ "var", OF_TOP | OF_BLOCK, a_let, NULL },
	{ "const", OF_TOP | OF_BLOCK, a_let, NULL },
	{ "locals", OF_TOP, a_let, NULL },
	{ "resource", OF_TOP, a_spec, NULL },
	{ "module", OF_TOP, a_spec, NULL },
	{ "environment", OF_TOP, an_overlay, NULL },
	{ "env", OF_TOP, an_overlay, NULL },
	{ "stage", OF_TOP, an_overlay, NULL },
};

bool
syntax_foreign_word(const struct syntax *x, struct diag *r)
{
	const struct scan_token *first = &x->p->scan.first;
	unsigned where = x->frame == 0 ? OF_TOP : x->frame == '{' ? OF_BLOCK : 0;

	if (first->token != T_NAME || x->token.token == '=' || x->token.token == ':')
		return false;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (!(words[i].where & where) || !str_is(ast_text(x->p, first->at), words[i].word))
			continue;
		diag_help(x->p->diags, r, "%s", words[i].help);
		if (words[i].fix)
			diag_fix(x->p->diags, r, first->at, words[i].fix);
		return true;
	}
	return false;
}

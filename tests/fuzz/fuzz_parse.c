/*
 * fuzz_parse: any bytes through the scanner, the parser and the formatter.
 *
 * Properties: a tree that is not whole has a message, and every message has a
 * place in the text; a text without faults, once laid out, has no fault, is
 * the same tree with as many comments, and is laid out the same again.
 */
#include "fuzz.h"

#include <setjmp.h>
#include <string.h>

#include "base/arena.h"
#include "base/atom.h"
#include "base/buf.h"
#include "diag/diag.h"
#include "diag/show.h"
#include "front/ast.h"

struct parsed {
	struct sources *sources;
	struct diags *diags;
	struct ast_file *ast;
	struct buf tree, layout;
};

static void
parse(struct arena *a, struct str text, struct parsed *p)
{
	struct str copy = { arena_strndup(a, text.p, text.n), text.n };
	uint32_t file;

	*p = (struct parsed){ .sources = sources_new(a), .tree = BUF_IN(a), .layout = BUF_IN(a) };
	p->diags = diags_new(a, p->sources);
	file = sources_add(p->sources, "fuzz.emqx", copy);
	p->ast = ast_parse(a, atoms_new(a), p->sources, p->diags, file);
	ast_dump(p->ast, &p->tree);
}

static void
check_messages(struct arena *a, const struct parsed *p, size_t n)
{
	struct show_options how = { .cap = 20 };
	struct diag *const *all;
	size_t count = diags_sorted(p->diags, &all);
	struct buf text = BUF_IN(a);

	HOLDS("a tree that is not whole has a message", !p->ast->bad || diags_errors(p->diags));
	for (size_t i = 0; i < count; i++) {
		HOLDS("a message has a place", all[i]->at.file != 0);
		HOLDS("the place is in the text", all[i]->at.from <= all[i]->at.to &&
		      all[i]->at.to <= n);
	}
	show_human(p->diags, p->sources, &how, &text);
	show_json(p->diags, p->sources, &how, &text);
}

static void
check_layout(struct arena *a, struct parsed *p)
{
	struct parsed again;

	ast_format(p->ast, p->sources, &p->layout);
	parse(a, buf_view(&p->layout), &again);
	HOLDS("a layout has no fault", !again.ast->bad && !diags_errors(again.diags));
	HOLDS("a layout is the same tree", str_eq(buf_view(&again.tree), buf_view(&p->tree)));
	HOLDS("a layout keeps comments", again.ast->comments.n == p->ast->comments.n);
	ast_format(again.ast, again.sources, &again.layout);
	HOLDS("a layout is laid out the same",
	      str_eq(buf_view(&again.layout), buf_view(&p->layout)));
}

static void
check(struct arena *a, struct str text)
{
	struct buf tokens = BUF_IN(a);
	struct parsed p;

	parse(a, text, &p);
	check_messages(a, &p, text.n);
	if (!p.ast->bad && !diags_errors(p.diags))
		check_layout(a, &p);
	ast_dump_tokens(a, atoms_new(a), p.sources, diags_new(a, p.sources), p.ast->file, &tokens);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *a = arena_new();
	jmp_buf full;

	HOLDS("there is memory", a && !setjmp(full));
	arena_on_oom(a, &full);
	check(a, (struct str){ n ? (const char *)bytes : "", n });
	arena_free(a);
	return 0;
}

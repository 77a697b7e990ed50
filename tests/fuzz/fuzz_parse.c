/*
 * fuzz_parse: any bytes through the scanner and the parser.
 *
 * Properties: the same text gives the same tree; a tree that is not whole has
 * a message, and every message has a place in the text and can be shown; a
 * cluster that is parsed by itself when its turn comes is the same tree.
 */
#include <string.h>

#include "fuzz_front.h"

#include "base/atom.h"
#include "diag/show.h"

/* The few first messages in the forms that show the text. */
static void
show(const struct parsed *p)
{
	struct show_options how = { .cap = 3 };
	struct buf text = BUF_IN(p->arena);

	show_human(p->diags, p->sources, &how, &text);
	show_json(p->diags, p->sources, &how, &text);
}

/* Of a tree with stubs the whole one: what is no stub stands where it stood. */
static void
make_whole(struct parsed *p, const struct ast_file *whole, const struct atoms *atoms)
{
	struct ast_file made = *p->ast;
	size_t top = 0, stub = 0;

	memset(&made.tops, 0, sizeof made.tops);
	for (size_t i = 0; i < whole->tops.n; i++) {
		bool is_stub = whole->tops.at[i]->kind == AST_TOP_CLUSTER && p->ast->nstubs > 0;

		*VEC_ADD(p->arena, &made.tops) = is_stub
			? ast_stub_tree(p->arena, atoms, p->sources, p->diags, p->ast, stub++)
			: p->ast->tops.at[top++];
	}
	HOLDS("no more and no less is declared", top == p->ast->tops.n && stub == p->ast->nstubs);
	ast_dump(&made, &p->tree);
}

static void
check_stubs(struct arena *a, struct str text, const struct parsed *first)
{
	struct arena *scratch = arena_new();
	struct atoms *atoms = atoms_new(a);
	struct parsed p;
	size_t faults;

	HOLDS("there is memory", scratch != NULL);
	arena_on_oom(scratch, arena_oom(a));
	front_open(a, text, &p);
	p.ast = ast_parse_stubs(a, scratch, 0, atoms, p.sources, p.diags, p.file);
	faults = diags_raised(p.diags);
	make_whole(&p, first->ast, atoms);
	HOLDS("a cluster by itself is the same tree", str_eq(buf_view(&first->tree), buf_view(&p.tree)));
	HOLDS("messages are the same", faults == diags_raised(first->diags));
	HOLDS("none comes twice", faults == diags_raised(p.diags));
	arena_free(scratch);
}

static void
check(struct arena *a, struct str text)
{
	struct parsed first, again;

	front_parse(a, text, &first);
	front_parse(a, text, &again);
	check_stubs(a, text, &first);
	HOLDS("the same text gives the same tree",
	      str_eq(buf_view(&first.tree), buf_view(&again.tree)));
	HOLDS("a tree that is not whole has a message",
	      !first.ast->bad || diags_errors(first.diags));
	front_check_places(&first, text.n);
	show(&first);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	front_input(bytes, n, check);
	return 0;
}

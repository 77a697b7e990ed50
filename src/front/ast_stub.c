/*
 * ast_stub: clusters whose trees do not stay.
 *
 * A fleet is one cluster a line, and a tree takes thirty times the memory of
 * its text.  The parser reads the whole file, so all its faults are told; of a
 * cluster it then keeps where it stands, and the text is parsed again when
 * that cluster has its turn.  What is parsed again was without a fault, and
 * begins a line: nothing before it has a part in how it is read.  Names that
 * only it has are forgotten with it.
 */
#include "base/arena.h"
#include "base/atom.h"
#include "front/ast_build.h"

/* Stubs that are allocated at once. */
enum { PIECE = 1024 };

void
ast_stub_begin(struct parse *p)
{
	struct stubs *s = &p->stubs;

	if (!s->scratch || ++s->clusters <= s->few || p->out->bad)
		return;
	p->arena = s->scratch;
	p->atoms = atoms_within(s->scratch, s->names);
}

static void
add_stub(struct parse *p, const struct ast_top *top)
{
	struct ast_file *f = p->out;
	size_t i = f->nstubs++ % PIECE;

	if (i == 0)
		*VEC_ADD(p->stubs.kept, &f->stubs) = ARENA_ARRAY(p->stubs.kept, struct ast_stub, PIECE);
	f->stubs.at[f->stubs.n - 1][i] = (struct ast_stub){
		.from = top->at.from & 0x7fffffff, .guard = ast_has_guard(top->body),
		.name = ast_stub_name(top->name.text),
	};
}

bool
ast_stub_end(struct parse *p, const struct ast_top *top)
{
	struct stubs *s = &p->stubs;

	if (!s->scratch || p->arena != s->scratch)
		return false;
	if (!p->out->bad)
		add_stub(p, top);
	arena_rewind(s->scratch, s->empty);
	p->arena = s->kept;
	p->atoms = s->names;
	return true;
}

const struct ast_stub *
ast_stub(const struct ast_file *f, size_t i)
{
	return &f->stubs.at[i / PIECE][i % PIECE];
}

uint32_t
ast_stub_name(const char *name)
{
	return (uint32_t)(str_hash(str_of(name)) >> 32);
}

bool
ast_has_guard(const struct ast_block *block)
{
	for (size_t i = 0; i < block->items.n; i++) {
		const struct ast_item *item = block->items.at[i];

		if (item->kind == AST_WHEN || (item->block && ast_has_guard(item->block)))
			return true;
	}
	return false;
}

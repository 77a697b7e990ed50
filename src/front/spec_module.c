/*
 * spec_module: what a file declares, by kind, and which files it reaches by
 * `use`; found once, so that no cluster walks the file again.
 */
#include "front/spec_impl.h"

#include "base/arena.h"
#include "base/table.h"

/* The declarations of a module by kind. */
struct module_index {
	VEC(const struct ast_top *) kind[AST_TOP_TEST + 1];
	VEC(struct module *) reach;    /* itself and all that it uses */
	struct table profiles;         /* by the atom of their name: the first of each */
};

static struct module_index *index_of(struct program *p, struct module *m);

/* Everything that m uses, itself included; made once. */
static void
closure_make(struct program *p, struct module *m)
{
	*VEC_ADD(p->arena, &m->index->reach) = m;
	for (size_t i = 0; i < m->imports.n; i++) {
		struct module *im = m->imports.at[i].module;

		if (!im)
			continue;
		index_of(p, im);
		for (size_t k = 0; k < im->index->reach.n; k++)
			if (!module_reaches(m, im->index->reach.at[k]))
				*VEC_ADD(p->arena, &m->index->reach) = im->index->reach.at[k];
	}
}

static const struct ast_top *
find_profile(const struct module_index *index, const char *name)
{
	struct probe p = table_probe(&index->profiles, (uintptr_t)name);
	uint32_t i;

	while ((i = probe_next(&p)) && index->kind[AST_TOP_PROFILE].at[i - 1]->name.text != name)
		;
	return i ? index->kind[AST_TOP_PROFILE].at[i - 1] : NULL;
}

static void
index_profiles(struct arena *a, struct module_index *index)
{
	for (size_t i = 0; i < index->kind[AST_TOP_PROFILE].n; i++) {
		const char *name = index->kind[AST_TOP_PROFILE].at[i]->name.text;

		if (!find_profile(index, name))
			table_add(a, &index->profiles, (uintptr_t)name, (uint32_t)i + 1);
	}
}

static struct module_index *
index_of(struct program *p, struct module *m)
{
	if (m->index)
		return m->index;
	m->index = ARENA_NEW(p->arena, struct module_index);
	for (size_t i = 0; i < m->ast->tops.n; i++) {
		const struct ast_top *top = m->ast->tops.at[i];

		*VEC_ADD(p->arena, &m->index->kind[top->kind]) = top;
	}
	index_profiles(p->arena, m->index);
	closure_make(p, m);
	return m->index;
}

bool
module_reaches(const struct module *from, const struct module *to)
{
	for (size_t i = 0; i < from->index->reach.n; i++)
		if (from->index->reach.at[i] == to)
			return true;
	return false;
}

const struct ast_top *const *
module_tops(struct program *p, struct module *m, enum ast_top_kind kind, size_t *n)
{
	const struct module_index *index = index_of(p, m);

	*n = index->kind[kind].n;
	return index->kind[kind].at;
}

const struct ast_top *
module_profile(struct program *p, struct module *m, const char *name)
{
	return find_profile(index_of(p, m), name);
}

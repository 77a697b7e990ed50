/*
 * spec_cluster: the clusters of a program, by number and by name.
 *
 * Of each module first those whose trees stay, then its stubs: that is their
 * order in the text.  To ask for a name makes no tree but where the hash of it
 * is right.
 */
#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/atom.h"
#include "front/spec_impl.h"

size_t
spec_clusters(struct program *p)
{
	size_t all = 0, n;

	for (size_t i = 0; i < p->modules.n; i++) {
		module_tops(p, p->modules.at[i], AST_TOP_CLUSTER, &n);
		all += n + p->modules.at[i]->ast->nstubs;
	}
	return all;
}

/* Where a cluster stands: one of the module's trees, or of its stubs. */
struct spot {
	struct module *module;
	const struct ast_top *top;   /* NULL: a stub */
	size_t stub;
};

static struct spot
spot_of(struct program *p, size_t number)
{
	assert(number < spec_clusters(p));
	for (size_t i = 0;; i++) {
		struct module *m = p->modules.at[i];
		size_t n;
		const struct ast_top *const *tops = module_tops(p, m, AST_TOP_CLUSTER, &n);

		if (number < n)
			return (struct spot){ m, tops[number], 0 };
		number -= n;
		if (number < m->ast->nstubs)
			return (struct spot){ m, NULL, number };
		number -= m->ast->nstubs;
	}
}

struct spec_cluster
spec_cluster(struct arena *a, struct program *p, size_t number)
{
	struct spot s = spot_of(p, number);

	if (!s.top)
		s.top = ast_stub_tree(a, p->atoms, p->sources, p->diags, s.module->ast, s.stub);
	return (struct spec_cluster){ s.top, s.module, s.top->name.text, number };
}

uint32_t
cluster_hash(struct program *p, size_t number)
{
	struct spot s = spot_of(p, number);

	return s.top ? ast_stub_name(s.top->name.text) : ast_stub(s.module->ast, s.stub)->name;
}

/* Its name, as long as the program is there. */
static const char *
name_of(struct program *p, size_t number)
{
	struct spot s = spot_of(p, number);
	struct arena_mark before;
	const char *name;

	if (s.top)
		return s.top->name.text;
	before = arena_mark(p->scratch);
	name = spec_cluster(p->scratch, p, number).name;
	name = atom_of(p->atoms, str_of(name));
	arena_rewind(p->scratch, before);
	return name;
}

bool
spec_cluster_is(struct program *p, size_t number, const char *name)
{
	struct spot s = spot_of(p, number);

	if (s.top)
		return strcmp(s.top->name.text, name) == 0;
	return ast_stub(s.module->ast, s.stub)->name == ast_stub_name(name)
		&& strcmp(name_of(p, number), name) == 0;
}

bool
spec_cluster_find(struct program *p, const char *name, size_t *number, struct nearest *near)
{
	size_t n = spec_clusters(p);

	for (size_t i = 0; i < n; i++)
		if (spec_cluster_is(p, *number = i, name))
			return true;
	nearest_start(near, name);
	for (size_t i = 0; i < n; i++)
		nearest_offer(near, name_of(p, i));
	return false;
}

bool
spec_cluster_known(struct program *p, const char *name, struct nearest *near)
{
	size_t number;

	return spec_cluster_find(p, name, &number, near);
}

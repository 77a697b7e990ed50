/*
 * identity: a hash set of environment, target, namespace and name.
 *
 * A fleet has a hundred thousand of them, and each is kept for the whole run:
 * so as half of its hash and the number of its cluster, and no text.  Where the
 * half is the same the spec of that cluster is built again, which tells.
 */
#include "identity.h"

#include <string.h>

#include "base/arena.h"
#include "base/table.h"
#include "front/load.h"

struct identities {
	struct arena *arena;
	struct table clusters;   /* the number of each + 1 */
};

struct identities *
identities_new(struct arena *a, size_t expected)
{
	struct identities *all = ARENA_NEW(a, struct identities);

	all->arena = a;
	table_expect(a, &all->clusters, expected);
	return all;
}

/* Has the other cluster the same name and namespace there?  What its spec has
 * to say was said when it was built first. */
static bool
is_same(const struct ir *ir, const struct spec_cluster *other, const struct spec_request *r)
{
	struct program *p = ir->spec->program;
	struct diags *diags = p->diags;
	const struct value *ns;
	const struct spec *s;

	p->diags = diags_new(ir->arena, p->sources);
	s = spec_build(ir->arena, p, other, r);
	ns = spec_value(s, s->root, "namespace.name");
	if (ns && (ns->kind == VAL_BAD || ns->kind == VAL_UNKNOWN))
		ns = NULL;
	p->diags = diags;
	return strcmp(s->name, ir->spec->name) == 0
		&& (ns && ir->ns ? str_is(ns->text, ir->ns) : !ns && !ir->ns);
}

static void
report(const struct ir *ir, const struct spec_cluster *first)
{
	struct diags *d = ir->spec->program->diags;
	struct diag *r;

	/* of one name: it was told where they are declared */
	if (strcmp(first->name, ir->spec->top->name.text) == 0)
		return;
	r = diag_add(d, DIAG_NA006, ir->at, "cluster `%s` makes objects with the names of cluster `%s`",
		     ir->spec->top->name.text, first->name);
	diag_note(d, r, first->top->name.at, "`%s` is declared here", first->name);
	diag_help(d, r, "give one of them another `name` or `namespace`");
}

void
identities_add(struct identities *all, const struct ir *ir, const struct spec_cluster *c,
	       const struct spec_request *r)
{
	const char *text = arena_join(ir->arena, ir->env, " ", ir->target, " ",
				      ir->ns ? ir->ns : "", "/", ir->spec->name, NULL);
	uint64_t hash = str_hash(str_of(text));
	struct probe p = table_probe(&all->clusters, hash);

	for (uint32_t i; (i = probe_next(&p)); ) {
		struct spec_cluster other;

		if (i == (uint32_t)c->number + 1)
			return;
		other = spec_cluster(ir->arena, ir->spec->program, i - 1);
		if (is_same(ir, &other, r)) {
			report(ir, &other);
			return;
		}
	}
	table_add(all->arena, &all->clusters, hash, (uint32_t)c->number + 1);
}

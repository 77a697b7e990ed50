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
#include "front/load.h"

struct identity {
	uint32_t hash;
	uint32_t cluster;    /* its number + 1; 0: a free slot */
};

struct identities {
	struct arena *arena;
	struct identity *slots;
	size_t n, nslots;
};

enum { FEWEST_SLOTS = 64 };

struct identities *
identities_new(struct arena *a, size_t expected)
{
	struct identities *all = ARENA_NEW(a, struct identities);

	all->arena = a;
	all->nslots = FEWEST_SLOTS + expected + expected / 4;
	all->slots = ARENA_ARRAY(a, struct identity, all->nslots);
	return all;
}

static struct identity *
first_slot(const struct identities *all, uint32_t hash)
{
	return &all->slots[((uint64_t)hash * all->nslots) >> 32];
}

static struct identity *
next_slot(const struct identities *all, struct identity *slot)
{
	return slot + 1 < all->slots + all->nslots ? slot + 1 : all->slots;
}

static void
put(struct identities *all, struct identity identity)
{
	struct identity *slot = first_slot(all, identity.hash);

	while (slot->cluster)
		slot = next_slot(all, slot);
	*slot = identity;
}

/* At most seven of eight slots are taken. */
static void
grow(struct identities *all)
{
	struct identities old = *all;

	if (all->n++ < all->nslots - all->nslots / 8)
		return;
	all->nslots *= 2;
	all->slots = ARENA_ARRAY(all->arena, struct identity, all->nslots);
	for (size_t i = 0; i < old.nslots; i++)
		if (old.slots[i].cluster)
			put(all, old.slots[i]);
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
	struct identity new = { (uint32_t)(str_hash(str_of(text)) >> 32), (uint32_t)c->number + 1 };
	struct identity *slot = first_slot(all, new.hash);

	for (; slot->cluster; slot = next_slot(all, slot)) {
		struct spec_cluster other;

		if (slot->hash != new.hash)
			continue;
		if (slot->cluster == new.cluster)
			return;
		other = spec_cluster(ir->arena, ir->spec->program, slot->cluster - 1);
		if (is_same(ir, &other, r)) {
			report(ir, &other);
			return;
		}
	}
	*slot = new;
	grow(all);
}

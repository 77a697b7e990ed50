/*
 * identity: a hash set of environment, target, namespace and name.
 *
 * A fleet has a hundred thousand of them, and each is kept for the whole run:
 * so as the 64 bits of its hash and the number of its cluster, and no text.
 * That two of so many differ and have one hash is less likely than a fault of
 * the machine.
 */
#include "identity.h"

#include "base/arena.h"
#include "front/load.h"

struct identities {
	struct arena *arena;
	uint64_t *hashes;    /* 0: a free slot */
	uint32_t *numbers;   /* of clusters */
	size_t n, nslots;
};

enum { FEWEST_SLOTS = 64 };

static void
make_slots(struct identities *all, size_t nslots)
{
	all->nslots = nslots;
	all->hashes = ARENA_ARRAY(all->arena, uint64_t, nslots);
	all->numbers = ARENA_ARRAY(all->arena, uint32_t, nslots);
}

struct identities *
identities_new(struct arena *a, size_t expected)
{
	struct identities *all = ARENA_NEW(a, struct identities);

	all->arena = a;
	make_slots(all, FEWEST_SLOTS + expected + expected / 6);
	return all;
}

/* The slot with that hash, or the free one where it belongs. */
static size_t
find_slot(const struct identities *all, uint64_t hash)
{
	size_t i = hash % all->nslots;

	while (all->hashes[i] && all->hashes[i] != hash)
		i = i + 1 < all->nslots ? i + 1 : 0;
	return i;
}

static void
put(struct identities *all, size_t slot, uint64_t hash, uint32_t number)
{
	all->hashes[slot] = hash;
	all->numbers[slot] = number;
}

/* At most seven of eight slots are taken. */
static void
grow(struct identities *all)
{
	struct identities old = *all;

	if (all->n++ < all->nslots - all->nslots / 8)
		return;
	make_slots(all, old.nslots * 2);
	for (size_t i = 0; i < old.nslots; i++)
		if (old.hashes[i])
			put(all, find_slot(all, old.hashes[i]), old.hashes[i], old.numbers[i]);
}

static void
report(const struct ir *ir, size_t number)
{
	struct program *p = ir->spec->program;
	struct spec_cluster first = spec_cluster(ir->spec->arena, p, number);
	struct diag *r;

	/* of one name: it was told where they are declared */
	if (strcmp(first.name, ir->spec->top->name.text) == 0)
		return;
	r = diag_add(p->diags, DIAG_NA006, ir->at, "cluster `%s` makes objects with the names of cluster `%s`",
		     ir->spec->top->name.text, first.name);
	diag_note(p->diags, r, first.top->name.at, "`%s` is declared here", first.name);
	diag_help(p->diags, r, "give one of them another `name` or `namespace`");
}

void
identities_add(struct identities *all, const struct ir *ir, size_t number)
{
	const char *text = arena_join(ir->spec->arena, ir->env, " ", ir->target, " ",
				      ir->ns ? ir->ns : "", "/", ir->spec->name, NULL);
	uint64_t hash = str_hash(str_of(text)) | 1;
	size_t slot = find_slot(all, hash);

	if (all->hashes[slot] && all->numbers[slot] != number)
		report(ir, all->numbers[slot]);
	if (all->hashes[slot])
		return;
	put(all, slot, hash, (uint32_t)number);
	grow(all);
}

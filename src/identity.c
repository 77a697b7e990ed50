/*
 * identity: a hash set of environment, target, namespace and name.
 */
#include "identity.h"

#include <string.h>

#include "base/arena.h"
#include "front/load.h"

struct identity {
	const char *text;    /* "prod k8s mqtt/emqx"; NULL: a free slot */
	const char *cluster; /* as declared */
	struct place at;
};

struct identities {
	struct arena *arena;
	struct identity *slots;
	size_t n, nslots;    /* nslots is a power of two */
};

enum { FIRST_SLOTS = 64 };

struct identities *
identities_new(struct arena *a)
{
	struct identities *all = ARENA_NEW(a, struct identities);

	all->arena = a;
	all->nslots = FIRST_SLOTS;
	all->slots = ARENA_ARRAY(a, struct identity, FIRST_SLOTS);
	return all;
}

/* The slot with that text, or the free one where it belongs. */
static struct identity *
find_slot(const struct identities *all, const char *text)
{
	size_t i = str_hash(str_of(text)) & (all->nslots - 1);

	while (all->slots[i].text && strcmp(all->slots[i].text, text) != 0)
		i = (i + 1) & (all->nslots - 1);
	return &all->slots[i];
}

static void
grow(struct identities *all)
{
	struct identity *old = all->slots;
	size_t n = all->nslots;

	all->nslots *= 2;
	all->slots = ARENA_ARRAY(all->arena, struct identity, all->nslots);
	for (size_t i = 0; i < n; i++)
		if (old[i].text)
			*find_slot(all, old[i].text) = old[i];
}

static void
report(const struct identity *first, const struct ir *ir)
{
	struct diags *d = ir->spec->program->diags;
	struct diag *r = diag_add(d, DIAG_NA006, ir->at, "cluster `%s` makes objects with the names of cluster `%s`",
				  ir->spec->top->name.text, first->cluster);

	diag_note(d, r, first->at, "`%s` is declared here", first->cluster);
	diag_help(d, r, "give one of them another `name` or `namespace`");
}

void
identities_add(struct identities *all, const struct ir *ir)
{
	const char *text = arena_join(all->arena, ir->env, " ", ir->target, " ",
				      ir->ns ? ir->ns : "", "/", ir->spec->name, NULL);
	struct identity *slot = find_slot(all, text);

	if (slot->text && memcmp(&slot->at, &ir->at, sizeof ir->at) != 0)
		report(slot, ir);
	if (slot->text)
		return;
	*slot = (struct identity){ text, ir->spec->top->name.text, ir->at };
	if (++all->n * 2 > all->nslots)
		grow(all);
}

/*
 * table: open addressing with linear probes.  A slot's place is the part of all
 * slots that its hash is of all hashes, so there may be any number of them.
 */
#include "base/table.h"

#include "base/arena.h"

enum { FEWEST_SLOTS = 16 };

static void
put(struct table *t, struct table_slot slot)
{
	uint32_t i = (uint32_t)((uint64_t)slot.hash * t->nslots >> 32);

	while (t->slots[i].number)
		i = i + 1 < t->nslots ? i + 1 : 0;
	t->slots[i] = slot;
}

/* Nothing changes when there is no memory. */
static void
resize(struct arena *a, struct table *t, size_t nslots)
{
	struct table old = *t;

	t->slots = ARENA_ARRAY(a, struct table_slot, nslots);
	t->nslots = (uint32_t)nslots;
	for (uint32_t i = 0; i < old.nslots; i++)
		if (old.slots[i].number)
			put(t, old.slots[i]);
}

void
table_expect(struct arena *a, struct table *t, size_t n)
{
	resize(a, t, FEWEST_SLOTS + n + n / 4);
}

void
table_add(struct arena *a, struct table *t, uint64_t hash, uint32_t number)
{
	if (t->n >= t->nslots - t->nslots / 5)
		resize(a, t, t->nslots ? (size_t)t->nslots * 2 : FEWEST_SLOTS);
	t->n++;
	put(t, (struct table_slot){ table_half(hash), number });
}

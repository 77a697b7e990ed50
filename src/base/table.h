/*
 * table: what was put under a hash.  The things are their owner's, in an array
 * or wherever a number finds them; the table has the numbers, from 1 on, and
 * half of each hash.  It tells which may be the one, and the owner looks:
 *
 *	struct probe p = table_probe(&t, str_hash(name));
 *	uint32_t i;
 *
 *	while ((i = probe_next(&p)) && strcmp(things.at[i - 1].name, name) != 0)
 *		;
 *
 * Eight bytes a slot, and at most four of five slots are taken: ten bytes a
 * thing where it was said how many there will be.  Many things under one hash
 * make it slow: those have one number, and find each other.
 */
#ifndef EMQXC_TABLE_H
#define EMQXC_TABLE_H

#include <stddef.h>
#include <stdint.h>

struct arena;

struct table_slot {
	uint32_t hash, number;        /* number 0: free */
};

/* All zero is an empty one. */
struct table {
	struct table_slot *slots;
	uint32_t n, nslots;
};

struct probe {
	const struct table *table;
	uint32_t hash, at;
};

/* Room for so many, before the first is there. */
void table_expect(struct arena *a, struct table *t, size_t n);
/* One more; that it is not there yet is for the caller to know. */
void table_add(struct arena *a, struct table *t, uint64_t hash, uint32_t number);

/* The half that is kept: all bits of the hash have a part in it. */
static inline uint32_t
table_half(uint64_t hash)
{
	return (uint32_t)(hash * UINT64_C(0x9e3779b97f4a7c15) >> 32);
}

/* Here, since names of a spec are looked up a thousand times a cluster. */
static inline struct probe
table_probe(const struct table *t, uint64_t hash)
{
	uint32_t half = table_half(hash);

	return (struct probe){ t, half, (uint32_t)((uint64_t)half * t->nslots >> 32) };
}

/* The next number that was put under that hash; 0: that was all. */
static inline uint32_t
probe_next(struct probe *p)
{
	const struct table *t = p->table;

	while (t->nslots) {
		const struct table_slot *slot = &t->slots[p->at];

		if (!slot->number || slot->hash == p->hash) {
			p->at = p->at + 1 < t->nslots ? p->at + 1 : 0;
			return slot->number;
		}
		p->at = p->at + 1 < t->nslots ? p->at + 1 : 0;
	}
	return 0;
}

#endif

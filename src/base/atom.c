/*
 * atom: one copy of each text, found by hash (open addressing, linear probes,
 * never more than half full).
 */
#include "base/atom.h"

#include "base/arena.h"

enum { FIRST_SLOTS = 256 };

struct slot {
	uint64_t hash;
	struct str text; /* p is NULL in an empty slot */
};

struct atoms {
	struct arena *arena;
	struct slot *slots;
	size_t n, cap;   /* cap is a power of two */
};

struct atoms *
atoms_new(struct arena *a)
{
	struct atoms *t = ARENA_NEW(a, struct atoms);

	t->arena = a;
	t->slots = ARENA_ARRAY(a, struct slot, FIRST_SLOTS);
	t->cap = FIRST_SLOTS;
	return t;
}

/* The slot of that text, or the empty one where it belongs. */
static struct slot *
find_slot(struct slot *slots, size_t cap, uint64_t hash, struct str text)
{
	size_t i = hash & (cap - 1);

	while (slots[i].text.p) {
		if (slots[i].hash == hash && str_eq(slots[i].text, text))
			break;
		i = (i + 1) & (cap - 1);
	}
	return &slots[i];
}

static void
grow(struct atoms *t)
{
	size_t cap = t->cap * 2;
	struct slot *slots = ARENA_ARRAY(t->arena, struct slot, cap);

	for (size_t i = 0; i < t->cap; i++) {
		struct slot *s = &t->slots[i];

		if (s->text.p)
			*find_slot(slots, cap, s->hash, s->text) = *s;
	}
	t->slots = slots;
	t->cap = cap;
}

const char *
atom_of(struct atoms *t, struct str text)
{
	uint64_t hash = str_hash(text);
	struct slot *s = find_slot(t->slots, t->cap, hash, text);

	if (s->text.p)
		return s->text.p;
	if ((t->n + 1) * 2 > t->cap) {
		grow(t);
		s = find_slot(t->slots, t->cap, hash, text);
	}
	s->text.p = arena_strndup(t->arena, text.p, text.n);
	s->text.n = text.n;
	s->hash = hash;
	t->n++;
	return s->text.p;
}

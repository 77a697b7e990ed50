/*
 * atom: one copy of each text, found by hash (open addressing, linear probes,
 * never more than half full).
 */
#include "base/atom.h"

#include "base/arena.h"

enum { FIRST_SLOTS = 256, FIRST_WITHIN = 32 };

struct slot {
	uint64_t hash;
	struct str text; /* p is NULL in an empty slot */
};

struct atoms {
	struct arena *arena;
	const struct atoms *outer; /* asked first, or NULL */
	struct slot *slots;
	size_t n, cap;   /* cap is a power of two */
};

static struct atoms *
table_of(struct arena *a, size_t cap, const struct atoms *outer)
{
	struct atoms *t = ARENA_NEW(a, struct atoms);

	*t = (struct atoms){ .arena = a, .outer = outer, .cap = cap };
	t->slots = ARENA_ARRAY(a, struct slot, cap);
	return t;
}

struct atoms *
atoms_new(struct arena *a)
{
	return table_of(a, FIRST_SLOTS, NULL);
}

struct atoms *
atoms_within(struct arena *a, const struct atoms *outer)
{
	return table_of(a, FIRST_WITHIN, outer);
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
	const struct atoms *outer = t->outer;
	struct slot *s = outer ? find_slot(outer->slots, outer->cap, hash, text) : NULL;

	if (!s || !s->text.p)
		s = find_slot(t->slots, t->cap, hash, text);
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

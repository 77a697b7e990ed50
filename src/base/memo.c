/*
 * memo: open addressing with linear probes, never more than half full.
 */
#include "base/memo.h"

#include <string.h>

#include "base/arena.h"

enum { FIRST_SLOTS = 64, MOST = 2048 };

struct slot {
	uint64_t hash, number;
	const char *text;             /* NULL: an empty slot */
	struct memo_answer answer;
};

struct memo {
	struct arena *arena;
	struct slot *slots;
	size_t n, cap;                /* cap is a power of two */
	struct memo_answer unkept;
};

struct memo *
memo_new(struct arena *a)
{
	struct memo *m = ARENA_NEW(a, struct memo);

	m->arena = a;
	m->slots = ARENA_ARRAY(a, struct slot, FIRST_SLOTS);
	m->cap = FIRST_SLOTS;
	return m;
}

/* The slot of that question, or the empty one where it belongs. */
static struct slot *
find_slot(const struct memo *m, uint64_t hash, uint64_t number, const char *text)
{
	size_t i = hash & (m->cap - 1);

	for (; m->slots[i].text; i = (i + 1) & (m->cap - 1))
		if (m->slots[i].hash == hash && m->slots[i].number == number
		    && strcmp(m->slots[i].text, text) == 0)
			break;
	return &m->slots[i];
}

static void
grow(struct memo *m)
{
	struct memo old = *m;

	m->cap = old.cap * 2;
	m->slots = ARENA_ARRAY(m->arena, struct slot, m->cap);
	for (size_t i = 0; i < old.cap; i++) {
		const struct slot *s = &old.slots[i];

		if (s->text)
			*find_slot(m, s->hash, s->number, s->text) = *s;
	}
}

struct memo_answer *
memo_ask(struct memo *m, uint64_t hash, uint64_t number, const char *text)
{
	struct slot *s = find_slot(m, hash, number, text);

	if (s->text)
		return &s->answer;
	if (m->n == MOST) {
		m->unkept.known = false;
		return &m->unkept;
	}
	if (m->n++ * 2 == m->cap) {
		grow(m);
		s = find_slot(m, hash, number, text);
	}
	*s = (struct slot){ .hash = hash, .number = number, .text = arena_strdup(m->arena, text) };
	return &s->answer;
}

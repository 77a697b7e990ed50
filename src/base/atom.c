/*
 * atom: one copy of each text, found by hash.
 */
#include "base/atom.h"

#include "base/arena.h"
#include "base/table.h"
#include "base/vec.h"

enum { USUAL = 256 };

struct atoms {
	struct arena *arena;
	const struct atoms *outer; /* asked first, or NULL */
	struct table by_text;
	VEC(struct str) texts;
};

struct atoms *
atoms_within(struct arena *a, const struct atoms *outer)
{
	struct atoms *t = ARENA_NEW(a, struct atoms);

	t->arena = a;
	t->outer = outer;
	return t;
}

struct atoms *
atoms_new(struct arena *a)
{
	struct atoms *t = atoms_within(a, NULL);

	table_expect(a, &t->by_text, USUAL);
	return t;
}

static const char *
find(const struct atoms *t, uint64_t hash, struct str text)
{
	struct probe p = table_probe(&t->by_text, hash);
	uint32_t i;

	while ((i = probe_next(&p)) && !str_eq(t->texts.at[i - 1], text))
		;
	return i ? t->texts.at[i - 1].p : NULL;
}

const char *
atom_of(struct atoms *t, struct str text)
{
	uint64_t hash = str_hash(text);
	const char *known = t->outer ? find(t->outer, hash, text) : NULL;

	if (!known)
		known = find(t, hash, text);
	if (known)
		return known;
	known = arena_strndup(t->arena, text.p, text.n);
	*VEC_ADD(t->arena, &t->texts) = (struct str){ known, text.n };
	table_add(t->arena, &t->by_text, hash, (uint32_t)t->texts.n);
	return known;
}

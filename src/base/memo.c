/*
 * memo: what was asked, found by its hash, and the answers.
 */
#include "base/memo.h"

#include <string.h>

#include "base/arena.h"
#include "base/table.h"
#include "base/vec.h"

enum { MOST = 2048 };

struct question {
	uint64_t number;
	const char *text;
	struct memo_answer answer;
};

struct memo {
	struct arena *arena;
	struct table by_hash;
	VEC(struct question) asked;
	struct memo_answer unkept;
};

struct memo *
memo_new(struct arena *a)
{
	struct memo *m = ARENA_NEW(a, struct memo);

	m->arena = a;
	return m;
}

struct memo_answer *
memo_ask(struct memo *m, uint64_t hash, uint64_t number, const char *text)
{
	struct probe p = table_probe(&m->by_hash, hash);

	for (uint32_t i; (i = probe_next(&p)); ) {
		struct question *q = &m->asked.at[i - 1];

		if (q->number == number && strcmp(q->text, text) == 0)
			return &q->answer;
	}
	if (m->asked.n == MOST) {
		m->unkept.known = false;
		return &m->unkept;
	}
	*VEC_ADD(m->arena, &m->asked) = (struct question){
		.number = number, .text = arena_strdup(m->arena, text) };
	table_add(m->arena, &m->by_hash, hash, (uint32_t)m->asked.n);
	return &m->asked.at[m->asked.n - 1].answer;
}

/*
 * fuzz_front: see the header.
 */
#include "fuzz_front.h"

#include <setjmp.h>

#include "base/atom.h"

void
front_input(const uint8_t *bytes, size_t n, void (*check)(struct arena *a, struct str text))
{
	static struct arena *arena;
	jmp_buf full;

	if (!arena)
		arena = arena_new();
	HOLDS("there is memory", arena && !setjmp(full));
	arena_on_oom(arena, &full);
	check(arena, (struct str){ n ? (const char *)bytes : "", n });
	arena_reset(arena);
}

void
front_open(struct arena *a, struct str text, struct parsed *p)
{
	struct str copy = { arena_strndup(a, text.p, text.n), text.n };

	*p = (struct parsed){ .arena = a, .sources = sources_new(a), .tree = BUF_IN(a) };
	p->diags = diags_new(a, p->sources);
	p->file = sources_add(p->sources, "fuzz.emqx", copy);
}

void
front_parse(struct arena *a, struct str text, struct parsed *p)
{
	front_open(a, text, p);
	p->ast = ast_parse(a, atoms_new(a), p->sources, p->diags, p->file);
	ast_dump(p->ast, &p->tree);
}

bool
front_is_sound(const struct parsed *p)
{
	return !p->ast->bad && !diags_errors(p->diags);
}

void
front_check_places(const struct parsed *p, size_t n)
{
	struct diag *const *all;
	size_t count = diags_sorted(p->diags, &all);

	for (size_t i = 0; i < count; i++) {
		HOLDS("a message has a place", all[i]->at.file != 0);
		HOLDS("the place is in the text", all[i]->at.from <= all[i]->at.to &&
		      all[i]->at.to <= n);
	}
}

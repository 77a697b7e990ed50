/*
 * envs: from the passes in which a record was found to the environments that a
 * message names.  It is weighed when the environments of a cluster have been
 * gone through; only names stay after that.  Owner: the arena of the queue.
 */
#include "diag/envs.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

/* One environment of the cluster at hand. */
struct pass {
	const char *name;
	const struct places *own;
	bool whole;
};

struct envs {
	struct arena *arena;
	VEC(struct pass) passes;
	VEC(struct envs_found *) touched;   /* while these passes last */
	bool inside;                        /* the last of them */
};

struct envs *
envs_new(struct arena *a)
{
	struct envs *e = ARENA_NEW(a, struct envs);

	e->arena = a;
	return e;
}

void
envs_start(struct envs *e)
{
	e->passes.n = e->touched.n = 0;
}

void
envs_enter(struct envs *e, const char *name, const struct places *own)
{
	*VEC_ADD(e->arena, &e->passes) = (struct pass){ name, own, false };
	e->inside = true;
}

void
envs_leave(struct envs *e, bool whole)
{
	e->passes.at[e->passes.n - 1].whole = whole;
	e->inside = false;
}

/* Does it mean something that a record is not found there? */
static bool
counts(const struct envs *e, size_t pass)
{
	return pass == 0 || e->passes.at[pass].whole;
}

static void
weigh(const struct envs *e, struct envs_found *f, size_t most)
{
	size_t n = 0;

	for (size_t i = 0; i < f->passes.n; i++)
		n += counts(e, f->passes.at[i]);
	f->some |= n < most;
	f->passes.n = 0;
}

void
envs_end(struct envs *e)
{
	size_t most = 0;

	for (size_t i = 0; i < e->passes.n; i++)
		most += counts(e, i);
	for (size_t i = 0; i < e->touched.n; i++)
		weigh(e, e->touched.at[i], most);
	envs_start(e);
}

static bool
holds(const struct places *all, struct place at)
{
	for (size_t i = 0; all && i < all->n; i++)
		if (all->at[i].file == at.file && all->at[i].from <= at.from
		    && at.to <= all->at[i].to)
			return true;
	return false;
}

static void
add_name(struct envs *e, struct envs_found *f, const char *name)
{
	for (size_t i = 0; i < f->names.n; i++)
		if (strcmp(f->names.at[i], name) == 0)
			return;
	*VEC_ADD(e->arena, &f->names) = arena_strdup(e->arena, name);
}

void
envs_find(struct envs *e, struct envs_found *f, struct place at)
{
	uint32_t now = (uint32_t)e->passes.n - 1;

	if (!e->inside || (f->passes.n && f->passes.at[f->passes.n - 1] == now))
		return;
	if (!f->passes.n)
		*VEC_ADD(e->arena, &e->touched) = f;
	*VEC_ADD(e->arena, &f->passes) = now;
	f->first |= !f->names.n && now == 0;
	f->own |= holds(e->passes.at[now].own, at);
	add_name(e, f, e->passes.at[now].name);
}

void
envs_say(const struct envs_found *f, struct buf *out)
{
	bool also = f->first && f->names.n > 1;

	if (!f->some || f->own)
		return;
	buf_text(out, also ? "also in " : "in ");
	for (size_t i = also; i < f->names.n; i++)
		buf_printf(out, "%s%s", i == also ? "" : ", ", f->names.at[i]);
}

/*
 * keys_walk: where a walk through a `config { }` stands, and where it puts what
 * it read: a setting for each leaf, or members of an object in a list.
 */
#include "schema/keys_walk.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

void
walk_push(struct walk *w, const char *name)
{
	*VEC_ADD(w->c->arena, &w->steps) = name;
}

void
walk_pop(struct walk *w)
{
	w->steps.n--;
}

const char *
walk_path(const struct walk *w)
{
	struct buf b = BUF_IN(w->c->arena);

	for (size_t i = 0; i < w->steps.n; i++)
		buf_printf(&b, "%s%s", i && w->steps.at[i][0] != '[' ? "." : "", w->steps.at[i]);
	return buf_cstr(&b);
}

const char *
walk_path_with(const struct walk *w, const char *name)
{
	if (w->steps.n == 0)
		return name;
	return arena_printf(w->c->arena, "%s.%s", walk_path(w), name);
}

struct conf *
walk_conf(struct walk *w, enum conf_kind kind, const struct value *v)
{
	struct conf *c = ARENA_NEW(w->c->arena, struct conf);

	c->kind = kind;
	c->from = v;
	return c;
}

static void
add_setting(struct walk *w, const struct key *fact, struct conf *value, struct place at)
{
	struct arena *a = w->c->arena;
	struct setting *s;
	const char **steps = ARENA_ARRAY(a, const char *, w->steps.n + 1);

	memcpy(steps, w->steps.at, w->steps.n * sizeof(*steps));
	s = VEC_ADD(a, w->out);
	s->path = walk_path(w);
	s->steps = steps;
	s->nsteps = w->steps.n;
	s->key = fact;
	s->value = value;
	s->at = at;
}

static void
add_member(struct walk *w, struct conf *object, const char *name, struct conf *value)
{
	struct arena *a = w->c->arena;
	struct conf **items = ARENA_ARRAY(a, struct conf *, object->n + 1);
	const char **names = ARENA_ARRAY(a, const char *, object->n + 1);

	if (object->n) {
		memcpy(items, object->items, object->n * sizeof(*items));
		memcpy(names, object->names, object->n * sizeof(*names));
	}
	items[object->n] = value;
	names[object->n] = name;
	object->items = items;
	object->names = names;
	object->n++;
}

void
walk_take(struct walk *w, const struct block *into, const struct key *fact, struct conf *value,
	  struct place at)
{
	if (into->object)
		add_member(w, into->object, w->steps.at[w->steps.n - 1], value);
	else
		add_setting(w, fact, value, at);
}

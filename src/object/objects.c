/*
 * objects: the set, in which an object is found by its kind and name.
 */
#include "object/objects.h"

#include <string.h>

#include "base/arena.h"

static uint64_t
hash_called(const char *kind, const char *name)
{
	return str_hash(str_of(kind)) * 31 + str_hash(str_of(name));
}

/* The same, in a namespace (NULL: it says none). */
static uint64_t
hash_here(uint64_t called, const char *ns)
{
	return ns ? called * 31 + str_hash(str_of(ns)) : called;
}

static bool
is_called(const struct object *o, const char *kind, const char *name)
{
	return strcmp(o->kind, kind) == 0 && strcmp(o->name, name) == 0;
}

/* The first of a kind and name, or NULL. */
static struct object *
first_called(const struct objects *set, uint64_t hash, const char *kind, const char *name)
{
	struct probe p = table_probe(&set->by_name, hash);
	uint32_t i;

	while ((i = probe_next(&p)) && !is_called(&set->all.at[i - 1], kind, name))
		;
	return i ? &set->all.at[i - 1] : NULL;
}

/* The first of them that says this namespace, or NULL. */
static struct object *
first_here(const struct objects *set, uint64_t hash, const char *kind, const char *name, const char *ns)
{
	struct probe p = table_probe(&set->by_place, hash);

	for (uint32_t i; (i = probe_next(&p)); ) {
		struct object *o = &set->all.at[i - 1];

		if (is_called(o, kind, name) && (ns && o->ns ? strcmp(ns, o->ns) == 0 : ns == o->ns))
			return o;
	}
	return NULL;
}

/* Of many the first is found, which knows the last: a fleet has one name in as
 * many namespaces as it has clusters. */
static void
put(struct objects *set, uint32_t number)
{
	struct object *o = &set->all.at[number - 1];
	uint64_t by_name = hash_called(o->kind, o->name), by_place = hash_here(by_name, o->ns);
	struct object *called = first_called(set, by_name, o->kind, o->name);
	struct object *here = called ? first_here(set, by_place, o->kind, o->name, o->ns) : NULL;

	if (!called)
		table_add(set->arena, &set->by_name, by_name, number);
	if (!here)
		table_add(set->arena, &set->by_place, by_place, number);
	o->before = here ? here->last_here : 0;
	(called ? called : o)->last = number;
	(here ? here : o)->last_here = number;
}

static const char *
text_or(struct arena *a, const struct doc *map, const char *name, const char *otherwise)
{
	const char *text = doc_text(a, map, name);

	return text ? text : otherwise;
}

void
objects_add(struct objects *set, struct doc *doc)
{
	const struct doc *meta = doc_field(doc, "metadata");
	struct object *o = VEC_ADD(set->arena, &set->all);

	*o = (struct object){
		.kind = text_or(set->arena, doc, "kind", ""),
		.name = text_or(set->arena, meta, "name", ""),
		.api = text_or(set->arena, doc, "apiVersion", ""),
		.ns = text_or(set->arena, meta, "namespace", NULL),
		.said = ARENA_ARRAY(set->arena, bool, DIAG_COUNT),
		.doc = doc
	};
	put(set, (uint32_t)set->all.n);
}

bool
objects_same_namespace(const char *a, const char *b)
{
	return !a || !b || strcmp(a, b) == 0;
}

const struct object *
objects_find(const struct objects *set, const char *kind, const char *name, const char *ns)
{
	uint64_t hash = hash_called(kind, name);
	const struct object *called = first_called(set, hash, kind, name), *here, *anywhere;
	uint32_t last;

	if (!called)
		return NULL;
	if (!ns)
		return &set->all.at[called->last - 1];
	here = first_here(set, hash_here(hash, ns), kind, name, ns);
	anywhere = first_here(set, hash, kind, name, NULL);
	last = here ? here->last_here : 0;
	if (anywhere && anywhere->last_here > last)
		last = anywhere->last_here;
	return last ? &set->all.at[last - 1] : NULL;
}

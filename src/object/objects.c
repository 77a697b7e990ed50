/*
 * objects: the set, in which an object is found by a hash of its kind and name.
 */
#include "object/objects.h"

#include <string.h>

#include "base/arena.h"

enum { FIRST_SLOTS = 16 };

static uint64_t
hash_of(const char *kind, const char *name)
{
	return str_hash(str_of(kind)) * 31 + str_hash(str_of(name));
}

static uint32_t *
slot_of(const struct objects *set, const char *kind, const char *name)
{
	size_t i = (size_t)hash_of(kind, name) & (set->nslots - 1);

	for (; set->slots[i]; i = (i + 1) & (set->nslots - 1)) {
		const struct object *o = &set->all.at[set->slots[i] - 1];

		if (strcmp(o->kind, kind) == 0 && strcmp(o->name, name) == 0)
			break;
	}
	return &set->slots[i];
}

/* The first of a kind and name stands in a slot, the others behind it. */
static void
put(struct objects *set, uint32_t i)
{
	struct object *o = &set->all.at[i];
	uint32_t *slot = slot_of(set, o->kind, o->name);

	o->next = *slot;
	*slot = i + 1;
}

static void
grow(struct objects *set)
{
	if (set->nslots > set->all.n * 2)
		return;
	set->nslots = set->nslots ? set->nslots * 2 : FIRST_SLOTS;
	set->slots = ARENA_ARRAY(set->arena, uint32_t, set->nslots);
	for (size_t i = 0; i < set->all.n; i++)
		put(set, (uint32_t)i);
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
	set->all.n--;
	grow(set);
	set->all.n++;
	put(set, (uint32_t)set->all.n - 1);
}

bool
objects_same_namespace(const char *a, const char *b)
{
	return !a || !b || strcmp(a, b) == 0;
}

const struct object *
objects_find(const struct objects *set, const char *kind, const char *name, const char *ns)
{
	uint32_t i = set->nslots ? *slot_of(set, kind, name) : 0;

	for (; i; i = set->all.at[i - 1].next)
		if (objects_same_namespace(set->all.at[i - 1].ns, ns))
			return &set->all.at[i - 1];
	return NULL;
}

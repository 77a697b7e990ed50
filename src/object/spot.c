/*
 * spot: a node of an object, with the way to it and the type that its kind
 * gives it.
 */
#include "object/objects.h"

#include <string.h>

#include "base/arena.h"

const struct spot *
spot_keep(struct arena *a, struct spot s)
{
	struct spot *kept = ARENA_NEW(a, struct spot);

	*kept = s;
	return kept;
}

static const struct kind_type *
type_below(const struct kind_type *t, const struct doc *child)
{
	const struct kind_field *f;

	if (!t)
		return NULL;
	if (kind_type_id(t) != KIND_STRUCT)
		return kind_item(t);
	f = child->name ? kind_field(t, child->name) : NULL;
	return f ? kind_field_type(f) : NULL;
}

const struct kind_type *
spot_type(const struct spot *s)
{
	return s->type || !s->up ? s->type : type_below(spot_type(s->up), s->d);
}

struct spot
spot_below(const struct spot *s, const struct doc *child, size_t index)
{
	return (struct spot){ s, child, type_below(s->type, child), index };
}

const struct spot *
object_spot(struct arena *a, const struct object *o)
{
	const struct kind *kind = kind_find(o->kind);

	return spot_keep(a, (struct spot){ NULL, o->doc, kind ? kind_type(kind) : NULL, 0 });
}

/* The field of a map whose name is the first n bytes of a path. */
static const struct doc *
field_at(const struct doc *map, const char *path, size_t n)
{
	if (map->kind != DOC_MAP)
		return NULL;
	for (const struct doc *d = map->first; d; d = d->next)
		if (d->name && *d->name == *path && strncmp(d->name, path, n) == 0 && !d->name[n])
			return d;
	return NULL;
}

/* Rules look for many fields and find few at fault: types wait until then. */
const struct spot *
spot_at(struct arena *a, const struct spot *from, const char *path)
{
	while (from && *path) {
		size_t n = strcspn(path, ".");
		const struct doc *d = field_at(from->d, path, n);

		from = d ? spot_keep(a, (struct spot){ .up = from, .d = d }) : NULL;
		path += n + (path[n] == '.');
	}
	return from;
}

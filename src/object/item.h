/*
 * item: entries of the lists of an object, found and told apart by their keys.
 */
#ifndef EMQXC_OBJECT_ITEM_H
#define EMQXC_OBJECT_ITEM_H

#include "base/table.h"
#include "base/vec.h"
#include "object/doc.h"
#include "schema/kinds.h"

struct doc *item_find(const struct doc *list, const struct kind_type *t, const char *text);
/* Have both all keys by which the server tells entries of that list apart, and
 * the same?  It would keep one of them. */
bool item_same(const struct kind_type *t, const struct doc *a, const struct doc *b);
/* These keys, for a message. */
const char *item_key(struct arena *arena, const struct kind_type *t, const struct doc *item);

/* The entries of a list, one after the other. */
struct items {
	struct arena *arena;
	const struct kind_type *type;  /* of the list */
	struct table by_key;
	VEC(const struct doc *) items;
};

/* Has one that came before the same keys? */
bool items_add(struct items *all, const struct doc *item);

/* What messages call it: its name, its key or its number. */
const char *item_name(struct arena *arena, const struct kind_type *t, const struct doc *item,
		      size_t index);

#endif

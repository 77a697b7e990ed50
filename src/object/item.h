/*
 * item: entries of the lists of an object, found and told apart by their keys.
 */
#ifndef EMQXC_OBJECT_ITEM_H
#define EMQXC_OBJECT_ITEM_H

#include "object/doc.h"
#include "schema/kinds.h"

struct doc *item_find(const struct doc *list, const struct kind_type *t, const char *text);
/* The keys by which a and b would be one entry, or NULL. */
const char *item_clash(struct arena *arena, const struct kind_type *t, const struct doc *a,
		       const struct doc *b);
/* What messages call it: its name, its key or its number. */
const char *item_name(struct arena *arena, const struct kind_type *t, const struct doc *item,
		      size_t index);

#endif

/*
 * item: entries of the lists of an object.  An entry is named by its `name`,
 * by the first of the keys that Kubernetes merges that list by, by its `key`,
 * or by its number from 0.
 */
#include "object/item.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

enum { KEY_SIZE = 32 };

/* The i-th field that may name an entry. */
static bool
naming_key(const struct kind_type *list, size_t i, char *out)
{
	static const char *const common[] = { "name", "key" };

	if (i >= sizeof common / sizeof *common)
		return list && kind_word(list, i - sizeof common / sizeof *common, out, KEY_SIZE);
	strcpy(out, common[i]);
	return true;
}

static bool
scalar_is(const struct doc *d, const char *text)
{
	char num[24];

	if (d->kind != DOC_INT)
		return d->kind == DOC_STRING && str_is(d->text, text);
	snprintf(num, sizeof num, "%" PRId64, d->num);
	return strcmp(num, text) == 0;
}

static bool
entry_is(const struct doc *entry, const char *key, const char *text)
{
	const struct doc *d;

	if (entry->kind != DOC_MAP)
		return scalar_is(entry, text);
	d = doc_get(entry, key);
	return d && scalar_is(d, text);
}

static struct doc *
entry_numbered(const struct doc *list, const char *text)
{
	unsigned long n;
	struct doc *d = list->first;

	if (!*text || strspn(text, "0123456789") != strlen(text) || strlen(text) > 6)
		return NULL;
	for (n = strtoul(text, NULL, 10); d && n; n--)
		d = d->next;
	return d;
}

struct doc *
item_find(const struct doc *list, const struct kind_type *t, const char *text)
{
	char key[KEY_SIZE];

	for (size_t i = 0; naming_key(t, i, key); i++)
		for (struct doc *d = list->first; d; d = d->next)
			if (entry_is(d, key, text))
				return d;
	return entry_numbered(list, text);
}

/* Ports that say no protocol are TCP: the only key that has a default. */
static struct str
key_value(char room[INT_ROOM], const struct doc *entry, const char *key)
{
	const struct doc *d = doc_get(entry, key);

	if (!d)
		return strcmp(key, "protocol") == 0 ? STR("TCP") : STR("");
	return d->kind == DOC_INT ? int_text(room, d->num) : d->text;
}

bool
item_same(const struct kind_type *t, const struct doc *a, const struct doc *b)
{
	char key[KEY_SIZE], room[INT_ROOM], other[INT_ROOM];
	size_t i = 0;

	if (a->kind != DOC_MAP || b->kind != DOC_MAP)
		return false;
	for (; t && kind_word(t, i, key, sizeof key); i++) {
		struct str value = key_value(room, a, key);

		if (!value.n || !str_eq(value, key_value(other, b, key)))
			return false;
	}
	return i != 0;
}

const char *
item_key(struct arena *arena, const struct kind_type *t, const struct doc *item)
{
	struct buf said = BUF_IN(arena);
	char key[KEY_SIZE], room[INT_ROOM];

	for (size_t i = 0; kind_word(t, i, key, sizeof key); i++) {
		if (i)
			buf_char(&said, ' ');
		buf_str(&said, key_value(room, item, key));
	}
	return buf_cstr(&said);
}

/* Of its keys, or 0 when one is missing. */
static uint64_t
key_hash(const struct kind_type *t, const struct doc *item)
{
	char key[KEY_SIZE], room[INT_ROOM];
	uint64_t hash = 0;

	for (size_t i = 0; t && kind_word(t, i, key, sizeof key); i++) {
		struct str value = key_value(room, item, key);

		if (!value.n)
			return 0;
		hash = hash * 31 + str_hash(value);
	}
	return hash;
}

bool
items_add(struct items *all, const struct doc *item)
{
	uint64_t hash = item->kind == DOC_MAP ? key_hash(all->type, item) : 0;
	struct probe p = table_probe(&all->by_key, hash);

	if (!hash)
		return false;
	for (uint32_t i; (i = probe_next(&p)); )
		if (item_same(all->type, all->items.at[i - 1], item))
			return true;
	*VEC_ADD(all->arena, &all->items) = item;
	table_add(all->arena, &all->by_key, hash, (uint32_t)all->items.n);
	return false;
}

const char *
item_name(struct arena *arena, const struct kind_type *t, const struct doc *item, size_t index)
{
	char key[KEY_SIZE], room[INT_ROOM];

	for (size_t i = 0; item->kind == DOC_MAP && naming_key(t, i, key); i++) {
		struct str value = key_value(room, item, key);

		if (value.n)
			return arena_strndup(arena, value.p, value.n);
	}
	return arena_printf(arena, "%zu", index);
}

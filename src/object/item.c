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
key_value(struct arena *arena, const struct doc *entry, const char *key)
{
	const struct doc *d = doc_get(entry, key);

	if (!d)
		return strcmp(key, "protocol") == 0 ? STR("TCP") : STR("");
	if (d->kind == DOC_INT)
		return str_of(arena_printf(arena, "%" PRId64, d->num));
	return d->text;
}

struct str
item_key(struct arena *arena, const struct kind_type *t, const struct doc *item)
{
	struct buf all = BUF_IN(arena);
	char key[KEY_SIZE];

	for (size_t i = 0; t && item->kind == DOC_MAP && kind_word(t, i, key, sizeof key); i++) {
		struct str value = key_value(arena, item, key);

		if (!value.n)
			return (struct str){ 0 };
		if (i)
			buf_char(&all, ' ');
		buf_str(&all, value);
	}
	return buf_view(&all);
}

const char *
items_add(struct items *all, const struct doc *item)
{
	struct str key = item_key(all->arena, all->type, item);
	uint64_t hash = str_hash(key);
	struct probe p = table_probe(&all->by_key, hash);

	if (!key.n)
		return NULL;
	for (uint32_t i; (i = probe_next(&p)); )
		if (str_eq(all->keys.at[i - 1], key))
			return arena_strndup(all->arena, key.p, key.n);
	*VEC_ADD(all->arena, &all->keys) = key;
	table_add(all->arena, &all->by_key, hash, (uint32_t)all->keys.n);
	return NULL;
}

const char *
item_name(struct arena *arena, const struct kind_type *t, const struct doc *item, size_t index)
{
	char key[KEY_SIZE];

	for (size_t i = 0; item->kind == DOC_MAP && naming_key(t, i, key); i++) {
		struct str value = key_value(arena, item, key);

		if (value.n)
			return arena_strndup(arena, value.p, value.n);
	}
	return arena_printf(arena, "%zu", index);
}

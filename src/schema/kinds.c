/*
 * kinds: looking up the tables of Kubernetes kinds.
 */
#include "schema/kinds_table.h"

#include <string.h>

static const char *
text_at(uint16_t offset)
{
	return &kind_text[offset];
}

const struct kind *
kind_find(const char *name)
{
	size_t low = 0, high = kind_rows_count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = strcmp(name, text_at(kind_rows[mid].name));

		if (order == 0)
			return &kind_rows[mid];
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

const char *
kind_api(const struct kind *k)
{
	return text_at(k->api);
}

const struct kind_type *
kind_type(const struct kind *k)
{
	return &kind_types[k->type];
}

const char *
kind_name(size_t i)
{
	return i < kind_rows_count ? text_at(kind_rows[i].name) : NULL;
}

enum kind_type_id
kind_type_id(const struct kind_type *t)
{
	return (enum kind_type_id)t->id;
}

const struct kind_type *
kind_item(const struct kind_type *t)
{
	return t->id == KIND_LIST || t->id == KIND_MAP ? &kind_types[t->first] : NULL;
}

/* The part i of a text a|b|c or a,b; its length in *n. */
static const char *
part(const char *s, size_t i, size_t *n)
{
	for (;; i--) {
		*n = strcspn(s, "|,");
		if (!i || !s[*n])
			break;
		s += *n + 1;
	}
	return i || !*n ? NULL : s;
}

bool
kind_word(const struct kind_type *t, size_t i, char *out, size_t size)
{
	size_t n;
	const char *s = part(text_at(t->text), i, &n);

	if (!s || n >= size)
		return false;
	memcpy(out, s, n);
	out[n] = '\0';
	return true;
}

bool
kind_has_word(const struct kind_type *t, const char *word)
{
	const char *s;
	size_t n;

	for (size_t i = 0; (s = part(text_at(t->text), i, &n)); i++)
		if (strlen(word) == n && memcmp(s, word, n) == 0)
			return true;
	return false;
}

const struct kind_field *
kind_field(const struct kind_type *t, const char *name)
{
	size_t low = 0, high = t->id == KIND_STRUCT ? t->n : 0;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const char *field = text_at(kind_fields[t->first + mid].name);
		int order = *name == *field ? strcmp(name, field) : (unsigned char)*name - (unsigned char)*field;

		if (order == 0)
			return &kind_fields[t->first + mid];
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

const struct kind_field *
kind_field_at(const struct kind_type *t, size_t i)
{
	return t->id == KIND_STRUCT && i < t->n ? &kind_fields[t->first + i] : NULL;
}

const char *
kind_field_name(const struct kind_field *f)
{
	return text_at(f->name);
}

const struct kind_type *
kind_field_type(const struct kind_field *f)
{
	return &kind_types[f->type];
}

bool
kind_field_required(const struct kind_field *f)
{
	return f->required;
}

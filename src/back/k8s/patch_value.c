/*
 * patch_value: the right side of a patch as a document: whole numbers are
 * numbers, true and false are booleans, everything else is text.  Below some
 * names Kubernetes has nothing but text, and refuses a number.
 */
#include <string.h>

#include "back/k8s/patch.h"
#include "base/arena.h"
#include "base/buf.h"
#include "schema/types.h"

static struct doc *
leaf(struct arena *a, enum doc_kind kind, struct str text, int64_t num)
{
	struct doc *d = ARENA_NEW(a, struct doc);

	d->kind = kind;
	d->text = text;
	d->num = num;
	return d;
}

/* Digits may be grouped by _ in a spec. */
static struct doc *
number(struct arena *a, struct str text)
{
	struct buf b = BUF_IN(a);
	int64_t num;

	if (number_int(text, &num) == NUM_OK)
		return leaf(a, DOC_INT, (struct str){ NULL, 0 }, num);
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] != '_')
			buf_char(&b, text.p[i]);
	return leaf(a, DOC_WORD, buf_view(&b), 0);
}

bool
patch_is_text(const char *name)
{
	static const char *const names[] = {
		"annotations", "labels", "matchLabels", "nodeSelector", "data", "stringData",
		"value", "values", "args", "command", NULL
	};

	for (const char *const *n = names; *n; n++)
		if (strcmp(*n, name) == 0)
			return true;
	return false;
}

static struct doc *
list(struct arena *a, const struct value *v, bool text)
{
	struct doc *d = doc_list(a);

	for (size_t i = 0; i < v->n; i++)
		doc_put(d, NULL, patch_value(a, v->items[i], text));
	return d;
}

static struct doc *
record(struct arena *a, const struct value *v, bool text)
{
	struct doc *d = doc_map(a);

	for (size_t i = 0; i < v->n; i++) {
		const struct value_entry *e = &v->entries[i];

		doc_put(d, e->name, patch_value(a, e->value, text || patch_is_text(e->name)));
	}
	return d;
}

struct doc *
patch_value(struct arena *a, const struct value *v, bool text)
{
	switch (v->kind) {
	case VAL_INT:
	case VAL_DECIMAL:
		return text ? leaf(a, DOC_STRING, v->text, 0) : number(a, v->text);
	case VAL_BOOL:
		return text ? leaf(a, DOC_STRING, v->text, 0) : leaf(a, DOC_BOOL, (struct str){ NULL, 0 }, str_is(v->text, "true"));
	case VAL_LIST:
		return list(a, v, text);
	case VAL_RECORD:
		return record(a, v, text);
	case VAL_RANGE:
		return leaf(a, DOC_STRING, str_of(value_show(a, v)), 0);
	default:
		return leaf(a, DOC_STRING, v->text, 0);
	}
}

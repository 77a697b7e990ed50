/*
 * doc: building, looking up, sorting and comparing trees of maps, lists and
 * scalars.  Children are a chain with a tail, so building is linear.  The
 * nodes belong to the arena that they were made in.
 */
#include "object/doc.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"

static struct doc *
node(struct arena *a, enum doc_kind kind)
{
	struct doc *d = ARENA_NEW(a, struct doc);

	d->kind = kind;
	return d;
}

struct doc *
doc_map(struct arena *a)
{
	return node(a, DOC_MAP);
}

struct doc *
doc_list(struct arena *a)
{
	return node(a, DOC_LIST);
}

struct doc *
doc_put(struct doc *in, const char *name, struct doc *value)
{
	assert(in->kind == DOC_MAP || in->kind == DOC_LIST);
	value->name = name;
	value->next = NULL;
	if (in->last)
		in->last->next = value;
	else
		in->first = value;
	in->last = value;
	return value;
}

struct doc *
doc_put_map(struct arena *a, struct doc *in, const char *name)
{
	return doc_put(in, name, node(a, DOC_MAP));
}

struct doc *
doc_put_list(struct arena *a, struct doc *in, const char *name)
{
	return doc_put(in, name, node(a, DOC_LIST));
}

struct doc *
doc_put_str(struct arena *a, struct doc *in, const char *name, struct str text)
{
	struct doc *d = node(a, DOC_STRING);

	d->text = text;
	return doc_put(in, name, d);
}

struct doc *
doc_put_int(struct arena *a, struct doc *in, const char *name, int64_t num)
{
	struct doc *d = node(a, DOC_INT);

	d->num = num;
	return doc_put(in, name, d);
}

struct doc *
doc_put_bool(struct arena *a, struct doc *in, const char *name, bool b)
{
	struct doc *d = node(a, DOC_BOOL);

	d->num = b;
	return doc_put(in, name, d);
}

struct doc *
doc_put_comment(struct arena *a, struct doc *in, const char *text)
{
	struct doc *d = node(a, DOC_COMMENT);

	d->text = str_of(text);
	return doc_put(in, NULL, d);
}

struct doc *
doc_have_map(struct arena *a, struct doc *in, const char *name)
{
	struct doc *d = doc_get(in, name);

	return d ? d : doc_put_map(a, in, name);
}

struct doc *
doc_have_list(struct arena *a, struct doc *in, const char *name)
{
	struct doc *d = doc_get(in, name);

	return d ? d : doc_put_list(a, in, name);
}

struct doc *
doc_own(struct doc *d, const char *owner, struct place at)
{
	d->owner = owner;
	d->at = at;
	return d;
}

struct doc *
doc_fix(struct doc *d)
{
	d->fixed = true;
	return d;
}

struct doc *
doc_get(const struct doc *map, const char *name)
{
	for (struct doc *d = map->first; d; d = d->next)
		if (d->name && (d->name == name || (*d->name == *name && strcmp(d->name, name) == 0)))
			return d;
	return NULL;
}

struct doc *
doc_field(const struct doc *map, const char *name)
{
	return map && map->kind == DOC_MAP ? doc_get(map, name) : NULL;
}

const char *
doc_text(struct arena *a, const struct doc *map, const char *name)
{
	const struct doc *d = doc_field(map, name);

	return d && d->kind == DOC_STRING ? arena_strndup(a, d->text.p, d->text.n) : NULL;
}

int64_t
doc_number(const struct doc *map, const char *name, int64_t otherwise)
{
	const struct doc *d = doc_field(map, name);

	return d && d->kind == DOC_INT ? d->num : otherwise;
}

bool
doc_has_text(const struct doc *list, const char *text)
{
	for (const struct doc *d = list ? list->first : NULL; d; d = d->next)
		if (d->kind == DOC_STRING && str_is(d->text, text))
			return true;
	return false;
}

bool
doc_is_true(const struct doc *map, const char *name)
{
	const struct doc *d = doc_field(map, name);

	return d && d->kind == DOC_BOOL && d->num;
}

bool
doc_is_false(const struct doc *map, const char *name)
{
	const struct doc *d = doc_field(map, name);

	return d && d->kind == DOC_BOOL && !d->num;
}

bool
doc_text_is(const struct doc *map, const char *name, const char *text)
{
	const struct doc *d = doc_field(map, name);

	return d && d->kind == DOC_STRING && str_is(d->text, text);
}

size_t
doc_count(const struct doc *d)
{
	size_t n = 0;

	for (const struct doc *c = d ? d->first : NULL; c; c = c->next)
		n++;
	return n;
}

size_t
doc_count_named(const struct doc *map, const char *const *names)
{
	size_t n = 0;

	for (; *names; names++)
		n += doc_field(map, *names) != NULL;
	return n;
}

static struct doc *
before(const struct doc *in, const struct doc *child)
{
	struct doc *d = in->first;

	if (d == child)
		return NULL;
	while (d->next != child)
		d = d->next;
	return d;
}

void
doc_remove(struct doc *in, struct doc *child)
{
	struct doc *prev = before(in, child);

	if (prev)
		prev->next = child->next;
	else
		in->first = child->next;
	if (in->last == child)
		in->last = prev;
	child->next = NULL;
}

void
doc_replace(struct doc *in, struct doc *old, struct doc *with)
{
	struct doc *prev = before(in, old);

	with->name = old->name;
	with->next = old->next;
	if (prev)
		prev->next = with;
	else
		in->first = with;
	if (in->last == old)
		in->last = with;
	old->next = NULL;
}

static const char *
sort_key(const struct doc *d)
{
	return d->name ? d->name : "";
}

/* Two sorted chains as one; of equals the one from `a` comes first. */
static struct doc *
merge(struct doc *a, struct doc *b)
{
	struct doc head = { .next = NULL }, *tail = &head;

	while (a && b) {
		struct doc **less = strcmp(sort_key(a), sort_key(b)) <= 0 ? &a : &b;

		tail->next = *less;
		tail = *less;
		*less = (*less)->next;
	}
	tail->next = a ? a : b;
	return head.next;
}

/* Cut a chain after its first n nodes; returns the rest. */
static struct doc *
cut(struct doc *d, size_t n)
{
	struct doc *rest;

	while (d && --n)
		d = d->next;
	if (!d)
		return NULL;
	rest = d->next;
	d->next = NULL;
	return rest;
}

static struct doc *
sort(struct doc *d, size_t n)
{
	struct doc *rest;

	if (n < 2)
		return d;
	rest = cut(d, n / 2);
	return merge(sort(d, n / 2), sort(rest, n - n / 2));
}

/* Comments have no name and come first. */
void
doc_sort(struct doc *map)
{
	size_t n = 0;

	for (struct doc *d = map->first; d; d = d->next)
		n++;
	map->first = sort(map->first, n);
	for (struct doc *d = map->first; d; d = d->next)
		map->last = d;
}

#define FNV_START UINT64_C(14695981039346656037)
#define FNV_PRIME UINT64_C(1099511628211)

static uint64_t
hash_bytes(uint64_t h, const void *bytes, size_t n)
{
	const unsigned char *p = bytes;

	for (size_t i = 0; i < n; i++)
		h = (h ^ p[i]) * FNV_PRIME;
	return h;
}

/* Numbers go in by their eight bytes, lowest first, on every machine. */
static uint64_t
hash_num(uint64_t h, uint64_t num)
{
	for (int i = 0; i < 8; i++, num >>= 8)
		h = (h ^ (num & 0xff)) * FNV_PRIME;
	return h;
}

static uint64_t
hash_doc(uint64_t h, const struct doc *d)
{
	h = hash_num(h, d->kind);
	if (d->name)
		h = hash_bytes(h, d->name, strlen(d->name) + 1);
	h = hash_num(h, d->text.n);
	h = hash_bytes(h, d->text.p, d->text.n);
	h = hash_num(h, (uint64_t)d->num);
	for (const struct doc *c = d->first; c; c = c->next)
		h = hash_doc(h, c);
	return hash_num(h, UINT64_MAX);
}

const char *
doc_hash(struct arena *a, const struct doc *d)
{
	return arena_printf(a, "%016llx", (unsigned long long)hash_doc(FNV_START, d));
}

static bool
same_name(const struct doc *a, const struct doc *b)
{
	if (!a->name || !b->name)
		return a->name == b->name;
	return strcmp(a->name, b->name) == 0;
}

/* What is read has its text as well: of a number or a bool that says how it was
 * written. */
static bool
same_scalar(const struct doc *a, const struct doc *b)
{
	if (a->kind == DOC_INT || a->kind == DOC_BOOL)
		return a->num == b->num;
	return str_eq(a->text, b->text);
}

bool
doc_same(const struct doc *a, const struct doc *b)
{
	const struct doc *x = a->first, *y = b->first;

	if (a->kind != b->kind || !same_scalar(a, b))
		return false;
	for (; x && y; x = x->next, y = y->next)
		if (!same_name(x, y) || !doc_same(x, y))
			return false;
	return x == y;
}

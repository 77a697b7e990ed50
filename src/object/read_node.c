/*
 * read_node: events become docs.  One table finds keys that are there already,
 * and anchors.
 */
#include "object/read_yaml_impl.h"

#include <string.h>

#include "base/arena.h"
#include "diag/diag.h"

/* ---- names ---- */

static uint64_t
hash_of(const char *name, size_t map)
{
	return str_hash(str_of(name)) + map * 0x9e3779b97f4a7c15u;
}

/* What that name is in a map (0: the anchors), or NULL. */
static struct known *
look(const struct reader *r, const char *name, size_t map)
{
	struct probe p = table_probe(&r->by_name, hash_of(name, map));

	for (uint32_t i; (i = probe_next(&p)); ) {
		struct known *known = &r->known.at[i - 1];

		if (known->map == map && strcmp(known->name, name) == 0)
			return known;
	}
	return NULL;
}

static void
keep(struct reader *r, const char *name, size_t map, const struct doc *d)
{
	*VEC_ADD(r->arena, &r->known) = (struct known){ name, map, d };
	table_add(r->arena, &r->by_name, hash_of(name, map), (uint32_t)r->known.n);
}

/* The last of a name counts. */
static void
keep_anchor(struct reader *r, const char *name, const struct doc *d)
{
	struct known *known = look(r, name, 0);

	if (known)
		known->doc = d;
	else
		keep(r, name, 0, d);
}

/* ---- nodes ---- */

static struct doc *
new_doc(struct reader *r, enum doc_kind kind)
{
	struct doc *d = ARENA_NEW(r->arena, struct doc);

	d->kind = kind;
	d->at = event_place(r);
	return d;
}

static struct str
scalar_text(const struct reader *r)
{
	const char *p = (const char *)r->event.data.scalar.value;
	size_t n = r->event.data.scalar.length;

	return (struct str){ arena_strndup(r->arena, p, n), n };
}

static enum scalar
scalar_kind(const struct reader *r, struct str text, int64_t *num)
{
	if (r->event.data.scalar.style != YAML_PLAIN_SCALAR_STYLE || r->event.data.scalar.tag)
		return SCALAR_TEXT;
	return yaml_scalar(text, num);
}

/* A null is a word here; a map drops it. */
static struct doc *
read_scalar(struct reader *r)
{
	static const enum doc_kind kinds[] = {
		[SCALAR_TEXT] = DOC_STRING, [SCALAR_NULL] = DOC_WORD, [SCALAR_BOOL] = DOC_BOOL,
		[SCALAR_INT] = DOC_INT, [SCALAR_NUMBER] = DOC_WORD
	};
	struct str text = scalar_text(r);
	int64_t num = 0;
	enum scalar kind = scalar_kind(r, text, &num);
	struct doc *d = new_doc(r, kinds[kind]);

	d->text = kind == SCALAR_NULL ? STR("null") : text;
	d->num = num;
	return d;
}

bool
node_is_null(const struct doc *d)
{
	return d->kind == DOC_WORD && str_is(d->text, "null");
}

static struct doc *
read_list(struct reader *r)
{
	struct doc *list = new_doc(r, DOC_LIST), *d;

	while (event_next(r)) {
		if (r->event.type == YAML_SEQUENCE_END_EVENT)
			return list;
		d = node_read(r);
		if (!d)
			return NULL;
		doc_put(list, NULL, d);
	}
	return NULL;
}

/* As kubectl makes a name of a key: `on` becomes "true". */
static const char *
key_name(struct reader *r)
{
	struct str text = scalar_text(r);
	int64_t num;

	if (scalar_kind(r, text, &num) == SCALAR_BOOL)
		return num ? "true" : "false";
	return text.p;
}

/* A map while it is read. */
struct reading {
	struct doc *map;
	size_t number;
	document_list merged;      /* by `<<` */
};

static void
put_entry(struct reader *r, struct reading *m, const char *name, struct place at, struct doc *d)
{
	const struct known *known = look(r, name, m->number);
	struct diag *said;

	if (known) {
		said = diag_add(r->diags, DIAG_KU044, at, "`%s` stands in this map already: only the last"
				" counts, without a word", name);
		diag_note(r->diags, said, known->doc->name_at, "the first is here");
		return;
	}
	d->name_at = at;
	keep(r, name, m->number, d);
	if (!node_is_null(d))
		doc_put(m->map, name, d);
}

static bool
take_merge(struct reader *r, struct reading *m, struct doc *d)
{
	if (d->kind == DOC_MAP) {
		*VEC_ADD(r->arena, &m->merged) = d;
		return true;
	}
	for (struct doc *c = d->kind == DOC_LIST ? d->first : NULL, *after; c; c = after) {
		after = c->next;
		if (c->kind != DOC_MAP)
			return event_refuse(r, c->at, "`<<` merges maps, and this is none");
		*VEC_ADD(r->arena, &m->merged) = c;
	}
	return d->kind == DOC_LIST || event_refuse(r, d->at, "`<<` merges maps, and this is none");
}

static bool
read_entry(struct reader *r, struct reading *m)
{
	struct place at = event_place(r);
	const char *name;
	bool merges;
	struct doc *d;

	if (r->event.type != YAML_SCALAR_EVENT)
		return event_refuse(r, at, "a key is a text, and this is none");
	name = key_name(r);
	merges = strcmp(name, "<<") == 0 && r->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	if (!event_next(r) || !(d = node_read(r)))
		return false;
	if (merges)
		return take_merge(r, m, d);
	put_entry(r, m, name, at, d);
	return true;
}

/* What `<<` brings gives way to what is written. */
static void
put_merged(struct reader *r, struct reading *m)
{
	for (size_t i = 0; i < m->merged.n; i++)
		for (struct doc *d = m->merged.at[i]->first, *after; d; d = after) {
			after = d->next;
			if (look(r, d->name, m->number))
				continue;
			keep(r, d->name, m->number, d);
			doc_put(m->map, d->name, d);
		}
}

static struct doc *
read_map(struct reader *r)
{
	struct reading m = { .map = new_doc(r, DOC_MAP), .number = ++r->maps };

	while (event_next(r)) {
		if (r->event.type == YAML_MAPPING_END_EVENT) {
			put_merged(r, &m);
			return m.map;
		}
		if (!read_entry(r, &m))
			return NULL;
	}
	return NULL;
}

static const char *
too_deep(const struct reader *r)
{
	return arena_printf(r->arena, "this nests more than %d deep", YAML_MOST_DEPTH);
}

/* ---- aliases ---- */

/* NULL: it comes to too many values, or nests too deep where it is to stand;
 * *why says which. */
static struct doc *
copy(struct reader *r, const struct doc *from, unsigned depth, const char **why)
{
	struct doc *d;

	if (++r->copies > YAML_MOST_COPIES)
		*why = arena_printf(r->arena, "aliases make more than %d values of this text", YAML_MOST_COPIES);
	if (depth > YAML_MOST_DEPTH)
		*why = too_deep(r);
	if (*why)
		return NULL;
	d = ARENA_NEW(r->arena, struct doc);
	*d = *from;
	d->first = d->last = d->next = NULL;
	for (const struct doc *c = from->first; c; c = c->next) {
		struct doc *child = copy(r, c, depth + 1, why);

		if (!child)
			return NULL;
		doc_put(d, c->name, child);
	}
	return d;
}

static struct doc *
read_alias(struct reader *r)
{
	const char *name = (const char *)r->event.data.alias.anchor, *why = NULL;
	const struct known *known = look(r, name, 0);
	struct place at = event_place(r);
	struct doc *d = NULL;

	if (known)
		d = copy(r, known->doc, r->depth, &why);
	else
		why = arena_printf(r->arena, "`*%s` refers to nothing that is complete above it", name);
	if (!d)
		event_refuse(r, at, why);
	return d;
}

static const char *
anchor_of(const struct reader *r)
{
	const yaml_char_t *anchor = NULL;

	if (r->event.type == YAML_SCALAR_EVENT)
		anchor = r->event.data.scalar.anchor;
	else if (r->event.type == YAML_SEQUENCE_START_EVENT)
		anchor = r->event.data.sequence_start.anchor;
	else if (r->event.type == YAML_MAPPING_START_EVENT)
		anchor = r->event.data.mapping_start.anchor;
	return anchor ? arena_strdup(r->arena, (const char *)anchor) : NULL;
}

static struct doc *
read_by_event(struct reader *r)
{
	switch (r->event.type) {
	case YAML_SCALAR_EVENT:
		return read_scalar(r);
	case YAML_SEQUENCE_START_EVENT:
		return read_list(r);
	case YAML_MAPPING_START_EVENT:
		return read_map(r);
	default:
		return read_alias(r);
	}
}

struct doc *
node_read(struct reader *r)
{
	const char *anchor = anchor_of(r);
	struct doc *d;

	if (++r->depth > YAML_MOST_DEPTH) {
		event_refuse(r, event_place(r), too_deep(r));
		return NULL;
	}
	d = read_by_event(r);
	r->depth--;
	if (d && anchor)
		keep_anchor(r, anchor, d);
	return d;
}

void
node_forget(struct reader *r)
{
	r->by_name = (struct table){ 0 };
	r->known.n = 0;
}

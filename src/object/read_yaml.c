/*
 * read_yaml: libyaml's events become docs.
 *
 * One table finds keys that are there already, and anchors.  What libyaml
 * allocates is given back also when the arena runs out while it is at work.
 */
#include "object/read_yaml.h"

#include <setjmp.h>
#include <string.h>
#include <yaml.h>

#include "base/arena.h"
#include "base/buf.h"
#include "diag/diag.h"
#include "object/read_words.h"

enum { FIRST_SLOTS = 256 };

/* A key of a map, or an anchor (map 0). */
struct known {
	const char *name;
	size_t map;
	const struct doc *doc;
};

struct reader {
	struct arena *arena;
	struct diags *diags;
	uint32_t file;
	struct str text;              /* that libyaml reads */
	size_t base;                  /* where it begins in the file */
	const struct yaml_tabs *tabs; /* it is not as in the file; or NULL */
	bool quiet;

	yaml_parser_t parser;
	yaml_event_t event;
	bool has_event;
	struct { size_t chars, bytes; } cursor;
	size_t document;              /* where the one that is read begins */
	size_t fault;                 /* where reading ended */
	unsigned depth;
	size_t copies, maps;

	struct known *slots;
	size_t nslots, nknown;
	document_list *out;
};

/* ---- places: libyaml counts characters ---- */

static bool
is_rest(const struct reader *r, size_t i)
{
	return i < r->text.n && ((unsigned char)r->text.p[i] & 0xc0) == 0x80;
}

static size_t
offset_of(struct reader *r, size_t chars)
{
	while (r->cursor.chars < chars && r->cursor.bytes < r->text.n) {
		for (r->cursor.bytes++; is_rest(r, r->cursor.bytes);)
			r->cursor.bytes++;
		r->cursor.chars++;
	}
	while (r->cursor.chars > chars && r->cursor.bytes) {
		for (r->cursor.bytes--; is_rest(r, r->cursor.bytes) && r->cursor.bytes;)
			r->cursor.bytes--;
		r->cursor.chars--;
	}
	return r->cursor.bytes;
}

static uint32_t
file_offset(const struct reader *r, size_t offset)
{
	return (uint32_t)(r->base + (r->tabs ? yaml_tabs_offset(r->tabs, offset) : offset));
}

static struct place
place_of(struct reader *r, const yaml_mark_t *from, const yaml_mark_t *to)
{
	size_t start = offset_of(r, from->index), end = offset_of(r, to->index);

	return (struct place){ r->file, file_offset(r, start), file_offset(r, end) };
}

static struct place
event_place(struct reader *r)
{
	return place_of(r, &r->event.start_mark, &r->event.end_mark);
}

/* ---- what is wrong ---- */

static void
help_template(struct reader *r, struct diag *d)
{
	if (strstr(r->text.p, "{{"))
		diag_help(r->diags, d, "a template of Helm is YAML only when it is rendered:"
			  " helm template … | emqxc --check --manifests -");
}

static bool
refuse(struct reader *r, struct place at, const char *text)
{
	r->fault = r->cursor.bytes;
	if (!r->quiet)
		help_template(r, diag_add(r->diags, DIAG_KU004, at, "%s", text));
	return false;
}

static bool
refuse_parse(struct reader *r)
{
	const yaml_parser_t *p = &r->parser;
	size_t at = p->error == YAML_READER_ERROR ? p->problem_offset : offset_of(r, p->problem_mark.index);
	struct place place = { r->file, file_offset(r, at), file_offset(r, at) };
	struct diag *d;

	r->fault = at;
	if (r->quiet || (at < r->text.n && r->text.p[at] == '\t'))
		return false;
	d = diag_add(r->diags, DIAG_KU004, place, "%s", yaml_words(r->arena, p->problem));
	if (p->context && p->error != YAML_READER_ERROR && p->context_mark.index != p->problem_mark.index)
		diag_note(r->diags, d, place_of(r, &p->context_mark, &p->context_mark),
			  "what it belongs to begins here");
	help_template(r, d);
	return false;
}

static bool
next(struct reader *r)
{
	if (r->has_event)
		yaml_event_delete(&r->event);
	r->has_event = yaml_parser_parse(&r->parser, &r->event);
	return r->has_event || refuse_parse(r);
}

/* ---- names ---- */

static struct known *
slot_of(const struct reader *r, const char *name, size_t map)
{
	size_t i = (size_t)(str_hash(str_of(name)) + map * 0x9e3779b97f4a7c15u) & (r->nslots - 1);

	while (r->slots[i].name && (r->slots[i].map != map || strcmp(r->slots[i].name, name) != 0))
		i = (i + 1) & (r->nslots - 1);
	return &r->slots[i];
}

static void
grow(struct reader *r)
{
	struct known *old = r->slots;
	size_t n = r->nslots;

	if (r->nslots > r->nknown * 2)
		return;
	r->nslots = n ? n * 2 : FIRST_SLOTS;
	r->slots = ARENA_ARRAY(r->arena, struct known, r->nslots);
	for (size_t i = 0; i < n; i++)
		if (old[i].name)
			*slot_of(r, old[i].name, old[i].map) = old[i];
}

/* What that name is in a map (0: the anchors), or where to keep it. */
static struct known *
look(struct reader *r, const char *name, size_t map)
{
	grow(r);
	return slot_of(r, name, map);
}

static void
keep(struct reader *r, struct known *slot, const char *name, size_t map, const struct doc *d)
{
	r->nknown += !slot->name;
	*slot = (struct known){ name, map, d };
}

/* ---- nodes ---- */

static struct doc *read_any(struct reader *r);

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

static bool
is_null(const struct doc *d)
{
	return d->kind == DOC_WORD && str_is(d->text, "null");
}

static struct doc *
read_list(struct reader *r)
{
	struct doc *list = new_doc(r, DOC_LIST), *d;

	while (next(r)) {
		if (r->event.type == YAML_SEQUENCE_END_EVENT)
			return list;
		d = read_any(r);
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
	struct known *slot = look(r, name, m->number);
	struct diag *said;

	if (slot->name) {
		said = diag_add(r->diags, DIAG_KU044, at, "`%s` stands in this map already: only the last"
				" counts, without a word", name);
		diag_note(r->diags, said, slot->doc->name_at, "the first is here");
		return;
	}
	d->name_at = at;
	keep(r, slot, name, m->number, d);
	if (!is_null(d))
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
			return refuse(r, c->at, "`<<` merges maps, and this is none");
		*VEC_ADD(r->arena, &m->merged) = c;
	}
	return d->kind == DOC_LIST || refuse(r, d->at, "`<<` merges maps, and this is none");
}

static bool
read_entry(struct reader *r, struct reading *m)
{
	struct place at = event_place(r);
	const char *name;
	bool merges;
	struct doc *d;

	if (r->event.type != YAML_SCALAR_EVENT)
		return refuse(r, at, "a key is a text, and this is none");
	name = key_name(r);
	merges = strcmp(name, "<<") == 0 && r->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	if (!next(r) || !(d = read_any(r)))
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
			struct known *slot = look(r, d->name, m->number);

			after = d->next;
			if (slot->name)
				continue;
			keep(r, slot, d->name, m->number, d);
			doc_put(m->map, d->name, d);
		}
}

static struct doc *
read_map(struct reader *r)
{
	struct reading m = { .map = new_doc(r, DOC_MAP), .number = ++r->maps };

	while (next(r)) {
		if (r->event.type == YAML_MAPPING_END_EVENT) {
			put_merged(r, &m);
			return m.map;
		}
		if (!read_entry(r, &m))
			return NULL;
	}
	return NULL;
}

/* ---- aliases ---- */

static struct doc *
copy(struct reader *r, const struct doc *from)
{
	struct doc *d;

	if (++r->copies > YAML_MOST_COPIES)
		return NULL;
	d = ARENA_NEW(r->arena, struct doc);
	*d = *from;
	d->first = d->last = d->next = NULL;
	for (const struct doc *c = from->first; c; c = c->next) {
		struct doc *child = copy(r, c);

		if (!child)
			return NULL;
		doc_put(d, c->name, child);
	}
	return d;
}

static struct doc *
read_alias(struct reader *r)
{
	const char *name = (const char *)r->event.data.alias.anchor;
	const struct known *known = look(r, name, 0);
	struct place at = event_place(r);
	struct doc *d;

	if (!known->name) {
		refuse(r, at, arena_printf(r->arena, "`*%s` refers to nothing that is complete above it",
					   name));
		return NULL;
	}
	d = copy(r, known->doc);
	if (!d)
		refuse(r, at, arena_printf(r->arena, "aliases make more than %d values of this text",
					   YAML_MOST_COPIES));
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

static struct doc *
read_any(struct reader *r)
{
	const char *anchor = anchor_of(r);
	struct doc *d;

	if (++r->depth > YAML_MOST_DEPTH) {
		refuse(r, event_place(r), arena_printf(r->arena, "this nests more than %d deep",
						       YAML_MOST_DEPTH));
		return NULL;
	}
	d = read_by_event(r);
	r->depth--;
	if (d && anchor)
		keep(r, look(r, anchor, 0), anchor, 0, d);
	return d;
}

/* ---- documents ---- */

/* Anchors live in one document. */
static bool
read_document(struct reader *r)
{
	struct doc *d;

	r->document = offset_of(r, r->event.start_mark.index);
	r->slots = NULL;
	r->nslots = r->nknown = 0;
	if (!next(r) || !(d = read_any(r)) || !next(r))
		return false;
	if (!is_null(d))
		*VEC_ADD(r->arena, r->out) = d;
	return true;
}

static bool
read_documents(struct reader *r)
{
	while (next(r)) {
		if (r->event.type == YAML_STREAM_END_EVENT)
			return true;
		if (r->event.type == YAML_DOCUMENT_START_EVENT && !read_document(r))
			return false;
	}
	return false;
}

static void
end_parser(struct reader *r)
{
	if (r->has_event)
		yaml_event_delete(&r->event);
	r->has_event = false;
	yaml_parser_delete(&r->parser);
}

/* A text with a parser of its own. */
static bool
read_stream(struct reader *r)
{
	jmp_buf full, *outer = arena_oom(r->arena);
	bool good;

	if (!yaml_parser_initialize(&r->parser))
		longjmp(*outer, 1);
	if (setjmp(full)) {
		end_parser(r);
		arena_on_oom(r->arena, outer);
		longjmp(*outer, 1);
	}
	arena_on_oom(r->arena, &full);
	yaml_parser_set_encoding(&r->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&r->parser, (const unsigned char *)r->text.p, r->text.n);
	good = read_documents(r);
	end_parser(r);
	arena_on_oom(r->arena, outer);
	return good;
}

/* The next line that begins a document. */
static size_t
next_document(struct str text, size_t from)
{
	const char *p = text.p + from, *end = text.p + text.n;

	while ((p = memchr(p, '\n', (size_t)(end - p)))) {
		p++;
		if (end - p >= 3 && memcmp(p, "---", 3) == 0)
			return (size_t)(p - text.p);
	}
	return text.n;
}

static size_t
line_start(struct str text, size_t at)
{
	while (at && text.p[at - 1] != '\n')
		at--;
	return at;
}

/* Where the one after a fault begins; the fault may be its very `---`. */
static size_t
end_of_document(const struct reader *r)
{
	size_t fault = r->fault < r->text.n ? r->fault : r->text.n;
	size_t line = line_start(r->text, fault), end = next_document(r->text, line ? line - 1 : 0);

	return end > r->document ? end : next_document(r->text, fault);
}

/* The document that a tab ended once more, with blanks for it. */
static void
read_again(const struct reader *failed, struct str document)
{
	struct reader *r = ARENA_NEW(failed->arena, struct reader);
	size_t from = line_start(document, failed->fault - failed->document);
	struct yaml_tabs *tabs = yaml_tabs(failed->arena, failed->diags, failed->file, failed->base +
					   failed->document, document, from);

	if (!tabs)
		return;
	*r = (struct reader){
		.arena = failed->arena, .diags = failed->diags, .file = failed->file,
		.base = failed->base + failed->document, .tabs = tabs, .text = yaml_tabs_text(tabs),
		.quiet = true, .out = failed->out
	};
	read_stream(r);
}

/* From an offset on; returns where to go on, 0 when nothing is left. */
static size_t
read_from(struct arena *a, struct diags *d, uint32_t file, struct str whole, size_t from, document_list *out)
{
	struct reader *r = ARENA_NEW(a, struct reader);
	size_t end;

	*r = (struct reader){
		.arena = a, .diags = d, .file = file, .base = from, .out = out,
		.text = { whole.p + from, whole.n - from }
	};
	if (read_stream(r))
		return 0;
	end = end_of_document(r);
	if (r->fault < r->text.n && r->text.p[r->fault] == '\t')
		read_again(r, (struct str){ r->text.p + r->document, end - r->document });
	return end < r->text.n ? from + end : 0;
}

bool
yaml_read(struct arena *a, struct diags *d, struct sources *s, uint32_t file, document_list *out)
{
	struct str text = sources_get(s, file)->text;
	size_t raised = diags_raised(d), from = str_starts(text, "\xef\xbb\xbf") ? 3 : 0;

	if (text.n > YAML_MOST_BYTES) {
		diag_add(d, DIAG_KU004, (struct place){ file, 0, 0 }, "this text has more than %d MiB",
			 YAML_MOST_BYTES >> 20);
		return false;
	}
	do {
		from = read_from(a, d, file, text, from, out);
	} while (from);
	return diags_raised(d) == raised;
}

/*
 * read_event: libyaml's events one after another, their places in the file, and
 * the messages of what it does not take.
 */
#include "object/read_yaml_impl.h"

#include <string.h>

#include "base/arena.h"
#include "diag/diag.h"
#include "object/read_words.h"

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

struct place
event_place(struct reader *r)
{
	return place_of(r, &r->event.start_mark, &r->event.end_mark);
}

size_t
event_offset(struct reader *r)
{
	return offset_of(r, r->event.start_mark.index);
}

/* ---- what is wrong ---- */

static void
help_template(struct reader *r, struct diag *d)
{
	if (strstr(r->text.p, "{{"))
		diag_help(r->diags, d, "a template of Helm is YAML only when it is rendered:"
			  " helm template … | emqxc --check --manifests -");
}

bool
event_refuse(struct reader *r, struct place at, const char *text)
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

bool
event_next(struct reader *r)
{
	if (r->has_event)
		yaml_event_delete(&r->event);
	r->has_event = yaml_parser_parse(&r->parser, &r->event);
	return r->has_event || refuse_parse(r);
}

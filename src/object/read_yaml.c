/*
 * read_yaml: the documents of a text, one after another.
 *
 * What is unsound ends its document, not the text.  What libyaml allocates is
 * given back also when the arena runs out while it is at work.
 */
#include "object/read_yaml_impl.h"

#include <setjmp.h>
#include <string.h>

#include "base/arena.h"
#include "diag/diag.h"

static bool
read_document(struct reader *r)
{
	struct doc *d;

	r->document = event_offset(r);
	node_forget(r);
	if (!event_next(r) || !(d = node_read(r)) || !event_next(r))
		return false;
	if (!node_is_null(d))
		*VEC_ADD(r->arena, r->out) = d;
	return true;
}

static bool
read_documents(struct reader *r)
{
	while (event_next(r)) {
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

/*
 * show_json: one JSON object a line for each record, for other programs.
 *
 *	code, slug, severity ("error", "warning", "note")
 *	file, line, column, endLine, endColumn     from 1, columns in characters
 *	offset, end                                bytes
 *	message, label
 *	notes    [{ kind ("note", "help"), file, line, column, message }]
 *	fixes    [{ file, offset, end, text, certain }]: these bytes become that
 *	         text; --fix applies those that are certain
 *	environments [name]: those that it was found in, of those that were looked
 *	         at ("base" is what no overlay changes); [] is a fault of the text
 *	also     [name]: all of them but the first
 *
 * Every key is always there; what a record does not have is null.  Keys may
 * be added, never renamed.  doc/messages.schema.json says the same to programs.
 */
#include "base/buf.h"
#include "base/json.h"
#include "diag/diag.h"
#include "diag/show.h"

static void
put_number(const char *key, bool known, uint32_t n, struct buf *out)
{
	if (known)
		buf_printf(out, ",\"%s\":%u", key, (unsigned)n);
	else
		buf_printf(out, ",\"%s\":null", key);
}

/* file, and where the place starts and, if asked, ends. */
static void
put_place(struct sources *s, struct place at, bool end, struct buf *out)
{
	const struct source *f = sources_get(s, at.file);
	struct line_col lc = source_locate(s, at.file, at.from);

	json_member(out, "file", f ? f->name : NULL);
	put_number("line", f, lc.line, out);
	put_number("column", f, lc.column, out);
	if (!end)
		return;
	lc = source_locate(s, at.file, at.to > at.from ? at.to : at.from);
	put_number("endLine", f, lc.line, out);
	put_number("endColumn", f, lc.column, out);
	put_number("offset", f, at.from, out);
	put_number("end", f, at.to, out);
}

static void
put_notes(const struct diag *r, struct sources *s, struct buf *out)
{
	buf_text(out, ",\"notes\":[");
	for (const struct diag_note *n = r->notes; n; n = n->next) {
		buf_printf(out, "%s{", n == r->notes ? "" : ",");
		json_member(out, "kind", n->kind == NOTE_HELP ? "help" : "note");
		buf_char(out, ',');
		put_place(s, n->at, false, out);
		buf_char(out, ',');
		json_member(out, "message", n->text);
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

static void
put_fixes(const struct diag *r, struct sources *s, struct buf *out)
{
	buf_text(out, ",\"fixes\":[");
	for (const struct diag_fix *x = r->fixes; x; x = x->next) {
		const struct source *f = sources_get(s, x->at.file);

		buf_printf(out, "%s{", x == r->fixes ? "" : ",");
		json_member(out, "file", f ? f->name : NULL);
		put_number("offset", f, x->at.from, out);
		put_number("end", f, x->at.to, out);
		buf_char(out, ',');
		json_member(out, "text", x->text);
		buf_printf(out, ",\"certain\":%s}", x->certain ? "true" : "false");
	}
	buf_char(out, ']');
}

static void
put_message(const struct diag *r, struct sources *s, struct buf *out)
{
	const struct diag_row *row = &diag_rows[r->id];

	buf_printf(out, "{\"code\":\"%s\",\"slug\":\"%s\",\"severity\":\"%s\",",
		   row->code, row->slug, show_word(r->severity));
	put_place(s, r->at, true, out);
	buf_char(out, ',');
	json_member(out, "message", r->text);
	buf_char(out, ',');
	json_member(out, "label", r->label);
	put_notes(r, s, out);
	put_fixes(r, s, out);
	buf_text(out, ",\"also\":");
	show_env_names(r, 1, out);
	buf_text(out, ",\"environments\":");
	show_env_names(r, 0, out);
	buf_text(out, "}\n");
}

/* A reader wants all of them: the options are for people. */
void
show_json(struct diags *d, struct sources *s, const struct show_options *o, struct buf *out)
{
	struct diag *const *all;
	size_t n = diags_sorted(d, &all);

	(void)o;
	for (size_t i = 0; i < n; i++)
		put_message(all[i], s, out);
}

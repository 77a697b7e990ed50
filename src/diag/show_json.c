/*
 * show_json: one JSON object a line for each record, for other programs.
 *
 *	code, slug, severity ("error", "warning", "note")
 *	file, line, column, endLine, endColumn     from 1, columns in characters
 *	offset, end                                bytes
 *	message, label
 *	notes    [{ kind ("note", "help"), file, line, column, message }]
 *	fixes    [{ file, offset, end, text }]: these bytes become that text
 *	also     [environment]
 *
 * Every key is always there; what a record does not have is null.  Keys may
 * be added, never renamed.
 */
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "diag/diag.h"
#include "diag/show.h"

static void
put_character(struct str c, size_t n, struct buf *out)
{
	static const char plain[] = "\"\\\b\f\n\r\t", names[] = "\"\\bfnrt";
	const char *found = *c.p ? strchr(plain, *c.p) : NULL;

	if (n == 0)
		buf_text(out, "\xef\xbf\xbd");
	else if (found)
		buf_printf(out, "\\%c", names[found - plain]);
	else if ((unsigned char)*c.p < 0x20 || *c.p == 0x7f)
		buf_printf(out, "\\u%04x", (unsigned)*c.p);
	else
		buf_add(out, c.p, n);
}

static void
put_string(struct str s, struct buf *out)
{
	buf_char(out, '"');
	while (s.n) {
		uint32_t point;
		size_t n = utf8_decode(s, &point), step = n ? n : 1;

		put_character(s, n, out);
		s = (struct str){ s.p + step, s.n - step };
	}
	buf_char(out, '"');
}

static void
put_text(const char *key, const char *text, struct buf *out)
{
	buf_printf(out, "\"%s\":", key);
	if (text)
		put_string(str_of(text), out);
	else
		buf_text(out, "null");
}

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

	put_text("file", f ? f->name : NULL, out);
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
		put_text("kind", n->kind == NOTE_HELP ? "help" : "note", out);
		buf_char(out, ',');
		put_place(s, n->at, false, out);
		buf_char(out, ',');
		put_text("message", n->text, out);
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
		put_text("file", f ? f->name : NULL, out);
		put_number("offset", f, x->at.from, out);
		put_number("end", f, x->at.to, out);
		buf_char(out, ',');
		put_text("text", x->text, out);
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

static void
put_also(const struct diag *r, struct buf *out)
{
	const char *p = r->also ? r->also : "";

	buf_text(out, ",\"also\":[");
	while (*p) {
		const char *comma = strstr(p, ", ");
		size_t n = comma ? (size_t)(comma - p) : strlen(p);

		put_string((struct str){ p, n }, out);
		p += n;
		if (!comma)
			break;
		buf_char(out, ',');
		p += 2;
	}
	buf_char(out, ']');
}

static void
put_record(const struct diag *r, struct sources *s, struct buf *out)
{
	const struct diag_row *row = &diag_rows[r->id];

	buf_printf(out, "{\"code\":\"%s\",\"slug\":\"%s\",\"severity\":\"%s\",",
		   row->code, row->slug, show_word(r->severity));
	put_place(s, r->at, true, out);
	buf_char(out, ',');
	put_text("message", r->text, out);
	buf_char(out, ',');
	put_text("label", r->label, out);
	put_notes(r, s, out);
	put_fixes(r, s, out);
	put_also(r, out);
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
		put_record(all[i], s, out);
}

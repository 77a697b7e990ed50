/*
 * show_github: workflow commands that GitHub turns into annotations.
 *
 * Input: the queue.  Output: a command a line, errors first.  A step shows ten
 * of a kind, so no more are written; one notice counts the others.
 */
#include <string.h>

#include "base/buf.h"
#include "diag/diag.h"
#include "diag/show.h"

enum { MOST_OF_A_KIND = 10 };

/* Escaped as that reader undoes it; also: what else is escaped (in values). */
static void
put_escaped(const char *text, const char *also, struct buf *out)
{
	for (; *text; text++) {
		if (*text == '%' || *text == '\r' || *text == '\n' || strchr(also, *text))
			buf_printf(out, "%%%02X", (unsigned char)*text);
		else
			buf_char(out, *text);
	}
}

/* The texts of a record, harmless, with line ends. */
static const char *
message_of(const struct diag *r, struct arena *a)
{
	struct buf text = BUF_IN(a);

	show_message(r, "\n", &text);
	for (const struct diag_note *n = r->notes; n; n = n->next) {
		if (n->kind != NOTE_HELP)
			continue;
		buf_text(&text, "\nhelp: ");
		show_text(n->text, "\n", &text);
	}
	return buf_cstr(&text);
}

static void
put_place(struct sources *s, struct place at, struct buf *out)
{
	const struct source *f = sources_get(s, at.file);
	struct line_col from, to;
	struct buf name = BUF_IN(out->arena);

	if (!f)
		return;
	from = source_locate(s, at.file, at.from);
	to = source_locate(s, at.file, at.to > at.from ? at.to : at.from);
	show_text(f->name, " ", &name);
	buf_text(out, "file=");
	put_escaped(buf_cstr(&name), ":,", out);
	buf_printf(out, ",line=%u,endLine=%u,col=%u", (unsigned)from.line, (unsigned)to.line,
		   (unsigned)from.column);
	/* columns of an annotation are those of one line, the last included */
	if (from.line == to.line)
		buf_printf(out, ",endColumn=%u", (unsigned)(to.column > from.column
			   ? to.column - 1 : from.column));
	buf_char(out, ',');
}

static void
put_message(const struct diag *r, const char *word, struct sources *s, struct buf *out)
{
	const struct diag_row *row = &diag_rows[r->id];

	buf_printf(out, "::%s ", word);
	put_place(s, r->at, out);
	buf_printf(out, "title=%s %s::", row->code, row->slug);
	put_escaped(message_of(r, out->arena), "", out);
	buf_char(out, '\n');
}

/* Is there a kind with more than a step shows?  Then its notice needs a place. */
static size_t
most_notices(const size_t count[SEV_ERROR + 1])
{
	bool summary = count[SEV_ERROR] > MOST_OF_A_KIND || count[SEV_WARNING] > MOST_OF_A_KIND
		|| count[SEV_INFO] > MOST_OF_A_KIND;

	return summary ? MOST_OF_A_KIND - 1 : MOST_OF_A_KIND;
}

static void
put_summary(const size_t hidden[SEV_ERROR + 1], struct buf *out)
{
	if (!hidden[SEV_ERROR] && !hidden[SEV_WARNING] && !hidden[SEV_INFO])
		return;
	buf_text(out, "::notice title=emqxc::and ");
	show_counts(hidden, "more ", out);
	buf_text(out, " (a step shows ten of a kind)\n");
}

void
show_github(struct diags *d, struct sources *s, const struct show_options *o, struct buf *out)
{
	static const char *const words[] = {
		[SEV_INFO] = "notice", [SEV_WARNING] = "warning", [SEV_ERROR] = "error",
	};
	size_t count[SEV_ERROR + 1] = { 0 }, most[SEV_ERROR + 1], hidden[SEV_ERROR + 1] = { 0 };
	struct diag *const *all;
	size_t n = diags_sorted(d, &all);

	(void)o;
	for (size_t i = 0; i < n; i++)
		count[all[i]->severity]++;
	most[SEV_ERROR] = most[SEV_WARNING] = MOST_OF_A_KIND;
	most[SEV_INFO] = most_notices(count);
	for (int kind = SEV_ERROR; kind > SEV_OFF; kind--) {
		size_t left = most[kind];

		for (size_t i = 0; i < n; i++) {
			if ((int)all[i]->severity != kind)
				continue;
			if (left) {
				left--;
				put_message(all[i], words[kind], s, out);
			} else {
				hidden[kind]++;
			}
		}
	}
	put_summary(hidden, out);
}

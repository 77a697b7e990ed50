/*
 * show_junit: JUnit's XML for readers of test results.
 *
 * Input: the queue.  Output: a case for each record, which fails when the
 * record is an error, and one that passes for each file without an error; so
 * a clean run is no empty suite.
 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/xml.h"
#include "diag/diag.h"
#include "diag/show.h"

/* " NAME="TEXT"" */
static void
put_attribute(const char *name, const char *text, struct buf *out)
{
	buf_printf(out, " %s=\"", name);
	xml_text(out, text);
	buf_char(out, '"');
}

static const char *
message_of(const struct diag *r, struct arena *a)
{
	struct buf text = BUF_IN(a);

	show_message(r, "\n", &text);
	return buf_cstr(&text);
}

static const char *
place_of(const struct diag *r, struct sources *s, struct arena *a)
{
	struct buf text = BUF_IN(a);

	show_place(s, r->at, &text);
	return buf_cstr(&text);
}

/* The record as people read it in one line, and its help. */
static void
put_lines(const struct diag *r, struct sources *s, struct buf *out)
{
	const char *text = arena_printf(out->arena, "%s %s[%s]: %s\n",
					place_of(r, s, out->arena), show_word(r->severity),
					diag_rows[r->id].code, message_of(r, out->arena));

	xml_text(out, text);
	for (const struct diag_note *n = r->notes; n; n = n->next)
		if (n->kind == NOTE_HELP)
			xml_text(out, arena_printf(out->arena, "help: %s\n", n->text));
}

static void
put_message(const struct diag *r, struct sources *s, struct buf *out)
{
	const struct diag_row *row = &diag_rows[r->id];
	const struct source *f = sources_get(s, r->at.file);
	bool fails = r->severity == SEV_ERROR;
	const char *element = fails ? "failure" : "system-out";

	buf_text(out, "  <testcase");
	put_attribute("classname", f ? f->name : "emqxc", out);
	put_attribute("name", arena_printf(out->arena, "%s %s (%s)", row->code, row->slug,
					   place_of(r, s, out->arena)), out);
	buf_printf(out, "><%s", element);
	if (fails) {
		put_attribute("message", message_of(r, out->arena), out);
		put_attribute("type", row->slug, out);
	}
	buf_char(out, '>');
	put_lines(r, s, out);
	buf_printf(out, "</%s></testcase>\n", element);
}

/* Which files have an error; by number. */
static bool *
files_with_errors(struct diag *const *all, size_t n, const struct sources *s, struct arena *a)
{
	bool *bad = ARENA_ARRAY(a, bool, sources_count(s) + 1);

	for (size_t i = 0; i < n; i++)
		if (all[i]->severity == SEV_ERROR)
			bad[all[i]->at.file] = true;
	return bad;
}

/* A module of ours (`<std.…>`) is no case. */
static bool
is_users(const struct source *f)
{
	return strncmp(f->name, "<std.", 5) != 0;
}

static size_t
put_good_files(const bool *bad, struct sources *s, struct buf *out)
{
	size_t count = 0;

	for (uint32_t i = 1; i <= sources_count(s); i++) {
		const struct source *f = sources_get(s, i);

		if (bad[i] || !is_users(f))
			continue;
		buf_text(out, "  <testcase");
		put_attribute("classname", f->name, out);
		buf_text(out, " name=\"no errors\"/>\n");
		count++;
	}
	return count;
}

void
show_junit(struct diags *d, struct sources *s, const struct show_options *o, struct buf *out)
{
	struct buf cases = BUF_IN(out->arena);
	struct diag *const *all;
	size_t n = diags_sorted(d, &all), good;

	(void)o;
	good = put_good_files(files_with_errors(all, n, s, out->arena), s, &cases);
	for (size_t i = 0; i < n; i++)
		put_message(all[i], s, &cases);
	buf_printf(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		   "<testsuite name=\"emqxc\" tests=\"%zu\" failures=\"%zu\">\n",
		   n + good, diags_errors(d));
	buf_str(out, buf_view(&cases));
	buf_text(out, "</testsuite>\n");
}

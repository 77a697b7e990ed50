/*
 * show_human: messages for people.
 *
 * Input: the queue.  Output: per record its head line, which editors and CI
 * read as they read a C compiler's, the source line, notes, help, fixes, and
 * where to read more; at the end the counts.
 */
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "diag/diag.h"
#include "diag/show.h"

/* Further lines of one text. */
#define CONTINUED "\n        "

enum { QUOTED = 40 };  /* characters of a fix that are shown */

struct palette {
	const char *word[SEV_ERROR + 1];
	const char *strong, *gutter, *rest;
};

static const struct palette plain = { { "", "", "", "" }, "", "", "" };
static const struct palette colored = {
	{ "", "\033[1;36m", "\033[1;33m", "\033[1;31m" },
	"\033[1m", "\033[1;34m", "\033[0m"
};

struct form {
	struct sources *sources;
	const struct palette *palette;
	struct buf *out;
};

static void
head(const struct form *f, struct place at)
{
	buf_text(f->out, f->palette->strong);
	show_place(f->sources, at, f->out);
	buf_printf(f->out, "%s ", f->palette->rest);
}

static void
excerpt(const struct form *f, struct place at, const char *label, enum severity severity)
{
	struct show_paint paint = {
		f->palette->gutter, f->palette->word[severity], f->palette->rest
	};

	if (sources_get(f->sources, at.file))
		show_excerpt(f->sources, at, label, &paint, f->out);
}

/* The start of a line such as "      = help: ". */
static void
aside(const struct form *f, const char *what)
{
	buf_printf(f->out, "%s      =%s %s: ", f->palette->gutter,
		   f->palette->rest, what);
}

static void
show_note(const struct form *f, const struct diag_note *n)
{
	if (!n->at.file) {
		aside(f, n->kind == NOTE_HELP ? "help" : "note");
		show_text(n->text, CONTINUED, f->out);
		buf_char(f->out, '\n');
		return;
	}
	head(f, n->at);
	buf_printf(f->out, "%snote:%s ", f->palette->word[SEV_INFO], f->palette->rest);
	show_text(n->text, CONTINUED, f->out);
	buf_char(f->out, '\n');
	excerpt(f, n->at, NULL, SEV_INFO);
}

static void
show_notes(const struct form *f, const struct diag *r, int kind)
{
	for (const struct diag_note *n = r->notes; n; n = n->next)
		if ((int)n->kind == kind)
			show_note(f, n);
}

/* `text`, or as much of its first line as fits. */
static void
quote(const struct form *f, struct str text)
{
	struct buf part = BUF_IN(f->out->arena);
	size_t n = 0;

	for (int i = 0; i < QUOTED && n < text.n && text.p[n] != '\n'; i++)
		n += utf8_step((struct str){ text.p + n, text.n - n });
	buf_add(&part, text.p, n);
	buf_char(f->out, '`');
	show_text(buf_cstr(&part), " ", f->out);
	buf_text(f->out, n < text.n ? "…`" : "`");
}

static void
show_fix(const struct form *f, const struct diag_fix *x)
{
	struct str old = source_hides(f->sources, x->at) ? STR("…") : source_text(f->sources, x->at);
	struct str new = str_of(x->text);

	aside(f, "fix");
	if (old.n && str_is(new, " ")) {
		buf_text(f->out, "write a plain blank\n");
		return;
	}
	buf_text(f->out, !old.n ? "insert " : !new.n ? "remove " : "replace ");
	quote(f, old.n ? old : new);
	if (old.n && new.n) {
		buf_text(f->out, " with ");
		quote(f, new);
	}
	buf_char(f->out, '\n');
}

static void
show_see(const struct form *f, const struct diag *r)
{
	const struct diag_row *row = &diag_rows[r->id];

	aside(f, "see");
	buf_printf(f->out, "emqxc --explain %s", row->code);
	if (r->severity != SEV_ERROR)
		buf_printf(f->out, " (-Wno-%s)", row->slug);
	buf_char(f->out, '\n');
}

static void
show_record(const struct form *f, const struct diag *r)
{
	const struct palette *p = f->palette;

	head(f, r->at);
	buf_printf(f->out, "%s%s[%s]:%s %s", p->word[r->severity],
		   show_word(r->severity), diag_rows[r->id].code, p->rest, p->strong);
	show_message(r, CONTINUED, f->out);
	buf_printf(f->out, "%s\n", p->rest);
	excerpt(f, r->at, r->label, r->severity);
	show_notes(f, r, NOTE_NOTE);
	show_notes(f, r, NOTE_HELP);
	/* what is not certain, the help has asked already */
	for (const struct diag_fix *x = r->fixes; x; x = x->next)
		if (x->certain)
			show_fix(f, x);
	show_see(f, r);
}

void
show_human(struct diags *d, struct sources *s, const struct show_options *o, struct buf *out)
{
	struct form f = { s, o->color ? &colored : &plain, out };
	size_t count[SEV_ERROR + 1] = { 0 };
	struct diag *const *all;
	struct show_pick pick;
	size_t n = diags_sorted(d, &all);

	if (n == 0)
		return;
	show_pick_start(&pick, all, n, o->cap);
	for (size_t i = 0; i < n; i++) {
		count[all[i]->severity]++;
		if (show_pick_takes(&pick, all[i]))
			show_record(&f, all[i]);
	}
	show_hidden(&pick, out);
	show_counts(count, "", out);
	buf_char(out, '\n');
}

/*
 * fix: rounds of check and cure.
 *
 * In: files.  Out: the same files with the certain edits of their messages,
 * and not a byte else changed; messages that remain.  The edits of a record
 * are made all or none.  Where two records want the same bytes the first has
 * them, and the other is asked again in the next round, of what stands there
 * then.  Cures that would make errors are not made.  All files of a round
 * appear together.  Owner: the run.
 */
#include "command/fix.h"

#include <string.h>

#include "base/arena.h"
#include "commit.h"
#include "diag/source.h"
#include "driver.h"
#include "front/load.h"
#include "outset.h"

/* A cure that calls for another may go on for so long; more is a circle. */
enum { MOST_ROUNDS = 20 };

typedef VEC(const struct diag_fix *) edit_list;

struct round {
	struct run *run;
	struct sources *sources;
	edit_list edits;          /* no two touch */
};

static bool
is_named(const struct round *k, const char *name)
{
	const struct options *o = &k->run->options;

	for (size_t i = 0; i < o->files.n; i++)
		if (strcmp(o->files.at[i], name) == 0)
			return true;
	return false;
}

static bool
same_edit(const struct diag_fix *a, const struct diag_fix *b)
{
	return a->at.file == b->at.file && a->at.from == b->at.from && a->at.to == b->at.to
		&& strcmp(a->text, b->text) == 0;
}

/* Two that meet at their ends are apart only when both replace something. */
static bool
collide(const struct diag_fix *a, const struct diag_fix *b)
{
	if (a->at.file != b->at.file)
		return false;
	if (a->at.from == a->at.to || b->at.from == b->at.to)
		return a->at.from <= b->at.to && b->at.from <= a->at.to;
	return a->at.from < b->at.to && b->at.from < a->at.to;
}

/* May the edit be made with those that are there?  One that is there already
 * may. */
static bool
fits(const struct round *k, const struct diag_fix *x)
{
	const struct source *f = sources_get(k->sources, x->at.file);

	if (!f || !is_named(k, f->name))
		return false;
	for (size_t i = 0; i < k->edits.n; i++)
		if (collide(k->edits.at[i], x) && !same_edit(k->edits.at[i], x))
			return false;
	return true;
}

static bool
is_there(const struct round *k, const struct diag_fix *x)
{
	for (size_t i = 0; i < k->edits.n; i++)
		if (same_edit(k->edits.at[i], x))
			return true;
	return false;
}

/* Does the record have a cure that can be made now? */
static bool
is_curable(const struct round *k, const struct diag *r)
{
	bool any = false;

	for (const struct diag_fix *x = r->fixes; x; x = x->next) {
		if (!x->certain)
			continue;
		if (!fits(k, x))
			return false;
		any = true;
	}
	return any;
}

static void
say_fixed(struct run *r, struct sources *s, const struct diag *d)
{
	struct line_col at = source_locate(s, d->at.file, d->at.from);
	const struct source *f = sources_get(s, d->at.file);

	if (!r->options.verbose)
		return;
	buf_printf(&r->err, "emqxc: fixed %s:%u:%u: %s %s\n", f ? f->name : "", (unsigned)at.line,
		   (unsigned)at.column, diag_rows[d->id].code, diag_rows[d->id].slug);
}

static void
cure(struct round *k, const struct diag *r)
{
	for (const struct diag_fix *x = r->fixes; x; x = x->next)
		if (x->certain && !is_there(k, x))
			*VEC_ADD(k->run->arena, &k->edits) = x;
	say_fixed(k->run, k->sources, r);
}

/* The first edit of the file from there on, or NULL. */
static const struct diag_fix *
next_edit(const struct round *k, uint32_t file, uint32_t from)
{
	const struct diag_fix *first = NULL;

	for (size_t i = 0; i < k->edits.n; i++) {
		const struct diag_fix *x = k->edits.at[i];

		if (x->at.file == file && x->at.from >= from
		    && (!first || x->at.from < first->at.from))
			first = x;
	}
	return first;
}

/* The text of a file after its edits; false when it has none. */
static bool
edited(const struct round *k, uint32_t file, struct buf *out)
{
	struct str text = sources_get(k->sources, file)->text;
	const struct diag_fix *x = next_edit(k, file, 0);
	uint32_t done = 0;

	if (!x)
		return false;
	for (; x; x = next_edit(k, file, x->at.to > x->at.from ? x->at.to : x->at.to + 1)) {
		buf_add(out, text.p + done, x->at.from - done);
		buf_text(out, x->text);
		done = x->at.to;
	}
	buf_add(out, text.p + done, text.n - done);
	return true;
}

static enum status
write_files(struct round *k)
{
	struct run *r = k->run;
	struct outset *files = r->outset = outset_new(r->arena, OUT_FOLDER, NULL);
	bool differs;
	int error = 0;

	for (uint32_t i = 1; i <= sources_count(k->sources) && !error; i++) {
		struct buf text = BUF_IN(r->arena);

		if (edited(k, i, &text))
			error = outset_add(files, sources_get(k->sources, i)->name, buf_view(&text));
	}
	if (!error)
		error = outset_commit(files, &differs);
	return error ? run_system(r, outset_failed_path(files), error) : STATUS_DONE;
}

/* What a round leaves: its temporary files and its memory of clusters. */
static void
end_round(struct run *r)
{
	outset_abandon(r->outset);
	r->outset = NULL;
	arena_free(r->scratch);
	r->scratch = NULL;
}

static enum status
check(struct run *r)
{
	run_open(r);
	commit_open(r);
	return driver_compile(r);
}

/* The named files as they would be. */
static struct run_text *
texts_after(const struct round *k, size_t *n)
{
	struct run_text *texts = ARENA_ARRAY(k->run->arena, struct run_text,
					     sources_count(k->sources));

	*n = 0;
	for (uint32_t i = 1; i <= sources_count(k->sources); i++) {
		const struct source *f = sources_get(k->sources, i);
		struct buf text = BUF_IN(k->run->arena);

		if (!is_named(k, f->name))
			continue;
		if (!edited(k, i, &text))
			buf_str(&text, f->text);
		buf_cstr(&text);
		texts[(*n)++] = (struct run_text){ f->name, buf_view(&text) };
	}
	return texts;
}

/* Would there be more errors than now?  What is an old name in one cluster may
 * be the only one in another, of another version. */
static bool
makes_worse(const struct round *k)
{
	struct run *r = k->run;
	size_t before = diags_errors(r->program->diags), files = r->options.files.n;
	struct run_text *texts = texts_after(k, &r->ntexts);
	enum status status;

	end_round(r);
	r->texts = texts;
	r->options.files.n = 0;
	status = check(r);
	r->options.files.n = files;
	r->texts = NULL;
	r->ntexts = 0;
	return status || diags_errors(r->program->diags) > before;
}

/* A syntax error hides what comes after it. */
static bool
hides_errors(struct diag *const *all, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strncmp(diag_rows[all[i]->id].code, "SY", 2) == 0)
			return true;
	return false;
}

/* Make the cures of a check; *any: there were some. */
static enum status
cure_all(struct run *r, bool *any)
{
	struct round k = { .run = r, .sources = r->program->sources };
	struct diag *const *all;
	size_t n = diags_sorted(r->program->diags, &all), said = r->err.n;

	for (size_t i = 0; i < n; i++)
		if (is_curable(&k, all[i]))
			cure(&k, all[i]);
	*any = k.edits.n;
	if (!*any)
		return STATUS_DONE;
	if (!hides_errors(all, n) && makes_worse(&k)) {
		*any = false;
		r->err.n = said;
		end_round(r);
		return check(r);
	}
	end_round(r);
	return write_files(&k);
}

enum status
fix_run(struct run *r)
{
	enum status status = check(r), faults;
	bool any = true;

	for (int i = 0; i < MOST_ROUNDS && !status && any; i++) {
		status = cure_all(r, &any);
		if (status || !any)
			break;
		end_round(r);
		status = check(r);
	}
	faults = run_messages(r);
	return status ? status : faults;
}

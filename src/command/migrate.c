/*
 * command_migrate: a spec for another EMQX version.
 *
 * In: a file that compiles for the version that it names.  Out: the new text;
 * a report of what was changed, moved and removed and of what is left to do,
 * each with its place; then the messages of the new text, compiled for the new
 * version with the files that it uses migrated too.
 */
#include "command/command.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/fs.h"
#include "driver.h"
#include "front/load.h"
#include "command/migrate.h"
#include "outset.h"

static const char *const kind_names[FOUND_KINDS] = {
	[FOUND_CHANGED] = "changed", [FOUND_MOVED] = "moved", [FOUND_REMOVED] = "removed",
	[FOUND_BY_HAND] = "by hand",
};

/* ---- from which version ---- */

/* The versions of the clusters, from their specs. */
static enum status
find_eras(struct run *r, struct migration *m, const struct version *to)
{
	static const char *const base[] = { NULL };
	struct spec_request request = { .envs = base, .target = "k8s",
					.defines = r->options.defines.at,
					.unknown_version = r->options.unknown_version };
	size_t n = spec_clusters(r->program);

	for (size_t i = 0; i < n; i++) {
		struct spec_cluster cluster = spec_cluster(r->arena, r->program, i);
		struct spec *s = spec_build(r->scratch, r->program, &cluster, &request);
		struct era *era;

		if (!s->has_version || !s->build)
			continue;
		era = VEC_ADD(r->arena, &m->eras);
		era->top = cluster.top;
		era->from = (struct asked){ s->build, s->version };
		era->to = (struct asked){ build_for(to, s->flavor), *to };
		if (!era->to.build)
			era->to.build = build_newest(s->flavor);
	}
	arena_reset(r->scratch);
	if (m->eras.n)
		return STATUS_DONE;
	buf_printf(&r->err, "emqxc: %s: no cluster in it or in what it uses says which version it was "
		   "written for\n", r->options.files.at[0]);
	return STATUS_FAULTS;
}

/* ---- report ---- */

static int
by_place(const void *x, const void *y)
{
	const struct finding *a = x, *b = y;

	if (a->at.file != b->at.file)
		return a->at.file < b->at.file ? -1 : 1;
	if (a->at.from != b->at.from)
		return a->at.from < b->at.from ? -1 : 1;
	return (int)a->kind - (int)b->kind;
}

static void
put_finding(struct run *r, const struct finding *f)
{
	struct sources *s = r->program->sources;
	struct line_col at = source_locate(s, f->at.file, f->at.from);

	buf_printf(&r->err, "%s:%u:%u: %s: %s\n", sources_get(s, f->at.file)->name, at.line, at.column,
		   kind_names[f->kind], f->text);
}

static void
put_counts(struct run *r, const char *name, const size_t *counts)
{
	const char *part = ": ";

	buf_printf(&r->err, "emqxc: %s", name);
	for (int i = 0; i < FOUND_KINDS; i++) {
		if (!counts[i])
			continue;
		buf_printf(&r->err, "%s%zu %s%s", part, counts[i], kind_names[i],
			   i == FOUND_BY_HAND ? " (to do)" : "");
		part = ", ";
	}
	buf_text(&r->err, *part == ':' ? ": nothing to change\n" : "\n");
}

/* Of the file; of those that it uses as well when they are written too. */
static void
report(struct run *r, struct migration *m, uint32_t file)
{
	size_t counts[FOUND_KINDS] = { 0 };

	if (m->findings.n)
		qsort(m->findings.at, m->findings.n, sizeof *m->findings.at, by_place);
	for (size_t i = 0; i < m->findings.n; i++) {
		const struct finding *f = &m->findings.at[i];

		if (f->at.file != file && !r->options.in_place)
			continue;
		counts[f->kind]++;
		if (!r->options.quiet || f->kind == FOUND_BY_HAND)
			put_finding(r, f);
	}
	if (!r->options.quiet)
		put_counts(r, sources_get(r->program->sources, file)->name, counts);
}

/* ---- the new texts ---- */

struct texts {
	struct run_text *at;      /* in the order of the modules */
	const struct module **modules;
	size_t n, main;
};

static struct texts
rewrite(struct run *r, struct migration *m)
{
	struct program *p = r->program;
	struct texts t = { .at = ARENA_ARRAY(r->arena, struct run_text, p->modules.n + 1),
			   .modules = ARENA_ARRAY(r->arena, const struct module *, p->modules.n + 1) };

	for (size_t i = 0; i < p->modules.n; i++) {
		const struct module *module = p->modules.at[i];

		if (module->std)
			continue;
		if (module == p->mains.at[0])
			t.main = t.n;
		t.modules[t.n] = module;
		t.at[t.n++] = (struct run_text){ module->name, migrate_file(m, module->ast) };
	}
	return t;
}

static bool
is_changed(const struct run *r, const struct texts *t, size_t i)
{
	return !str_eq(t->at[i].text, sources_get(r->program->sources, t->modules[i]->ast->file)->text);
}

/* What it uses is still as it was. */
static void
tell_used(struct run *r, const struct texts *t)
{
	for (size_t i = 0; i < t->n && !r->options.in_place; i++)
		if (i != t->main && is_changed(r, t, i))
			buf_printf(&r->err, "emqxc: %s: is used, and has to be migrated too (`--in-place` "
				   "does both)\n", t->at[i].name);
}

static enum status
put_text(struct run *r, const struct texts *t)
{
	const char *output = r->options.output;
	int error = 0;

	if (!r->options.in_place && !output) {
		buf_str(&r->out, t->at[t->main].text);
		return STATUS_DONE;
	}
	r->outset = outset_new(r->arena, OUT_FOLDER, NULL);
	for (size_t i = 0; i < t->n && !error; i++)
		if (r->options.in_place || i == t->main)
			error = outset_add(r->outset, output ? output : t->at[i].name, t->at[i].text);
	return error ? run_system(r, outset_failed_path(r->outset), error) : STATUS_DONE;
}

/* Compile the new texts; their messages follow the report. */
static enum status
check(struct run *r, const struct texts *t)
{
	enum status status, faults;

	if (!r->options.root)
		r->options.root = fs_dirname(r->arena, t->at[t->main].name);
	r->options.files.n = 0;
	r->texts = t->at;
	r->ntexts = t->n;
	arena_free(r->scratch);
	r->scratch = NULL;
	run_open(r);
	status = driver_compile(r);
	if (diags_errors(r->program->diags) || diags_warnings(r->program->diags))
		buf_printf(&r->err, "emqxc: %s, as it is now:\n", t->at[t->main].name);
	faults = run_messages(r);
	return status ? status : faults;
}

/* ---- the command ---- */

static const char *
fault(const struct options *o)
{
	if (o->files.n != 1)
		return "one file to migrate; `emqxc migrate --to VERSION FILE`";
	if (!o->emqx)
		return "for which EMQX version? `--to VERSION`";
	if (o->in_place && o->output)
		return "`--in-place` and `-o` do not go together";
	if (o->in_place && strcmp(o->files.at[0], "-") == 0)
		return "standard input cannot be written in place";
	return options_folder(o) ? "`-o` names the new file, not a folder" : NULL;
}

/* A minor alone means the newest patch of it that is known. */
static void
say_patch(struct run *r, struct asked *to)
{
	if (to->version.patch < 0 && !to->version.pre[0] && !r->options.unknown_version)
		*to = asked_newest(to->build);
}

static enum status
commit_texts(struct run *r)
{
	bool differs;
	int error = r->outset ? outset_commit(r->outset, &differs) : 0;

	return error ? run_system(r, outset_failed_path(r->outset), error) : STATUS_DONE;
}

static enum status
migrate(struct run *r, const struct version *to)
{
	struct migration m = { .arena = r->arena, .program = r->program,
			       .version = version_text(r->arena, to) };
	enum status status = find_eras(r, &m, to), faults;
	struct texts t;

	if (status)
		return status;
	t = rewrite(r, &m);
	report(r, &m, t.modules[t.main]->ast->file);
	tell_used(r, &t);
	status = put_text(r, &t);
	if (status)
		return status;
	faults = check(r, &t);
	if (faults != STATUS_DONE && faults != STATUS_FAULTS)
		return faults;
	status = commit_texts(r);
	return status ? status : faults;
}

enum status
command_migrate(struct run *r)
{
	const char *wrong = fault(&r->options);
	struct asked to;
	enum status status;

	if (wrong)
		return run_usage(r, wrong);
	status = asked_version(r, "--to", r->options.emqx, OPEN_SOURCE, &to);
	if (status)
		return status;
	say_patch(r, &to);
	r->options.check = true;
	run_open(r);
	r->program->scratch = NULL;   /* its trees are written anew */
	status = driver_compile(r);
	if (status || diags_errors(r->program->diags)) {
		enum status faults = run_messages(r);

		return status ? status : faults;
	}
	return migrate(r, &to.version);
}

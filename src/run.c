/*
 * run: what every command shares: its program, its messages, its status.
 * Owner: main.
 */
#include "run.h"

#include <errno.h>
#include <string.h>

#include "base/arena.h"
#include "base/atom.h"
#include "base/fs.h"
#include "base/vec.h"
#include "front/load.h"
#include "outset.h"

enum { MOST_SHOWN = 20 };

void
run_start(struct run *r, struct arena *a)
{
	*r = (struct run){ .arena = a, .out = BUF_IN(a), .err = BUF_IN(a) };
}

void
run_end(struct run *r)
{
	if (r->outset)
		outset_abandon(r->outset);
	fs_abandon(r->deps_temp);
	arena_free(r->scratch);
	arena_free(r->arena);
}

enum status
run_usage(struct run *r, const char *fault)
{
	buf_printf(&r->err, "emqxc: %s\nTry `emqxc --help`.\n", fault);
	return STATUS_USAGE;
}

/* The system's words, but in lower case as our own. */
static const char *
error_text(struct run *r, int error)
{
	char *text;

	if (error == EISDIR)
		return "is a folder, not a file";
	if (error == EPIPE)
		return "nobody reads it any more";
	text = arena_strdup(r->arena, strerror(error));
	if (text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'a' && text[1] <= 'z')
		text[0] = (char)(text[0] - 'A' + 'a');
	return text;
}

enum status
run_system(struct run *r, const char *path, int error)
{
	buf_printf(&r->err, "emqxc: %s: %s\n", path, error_text(r, error));
	return STATUS_SYSTEM;
}

/* Lists as others read them: with an end, also when they are empty; and the
 * target of who asks for none. */
static void
end_lists(struct run *r)
{
	struct options *o = &r->options;

	if (!o->targets.n)
		*VEC_ADD(r->arena, &o->targets) = backends[0];
	*VEC_ADD(r->arena, &o->envs) = NULL;
	o->envs.n--;
	*VEC_ADD(r->arena, &o->include) = NULL;
	o->include.n--;
	*VEC_ADD(r->arena, &o->defines) = (struct spec_define){ .name = NULL };
	o->defines.n--;
}

/* The arena of one cluster; it jumps where the run's does. */
static void
open_scratch(struct run *r)
{
	r->scratch = arena_new();
	if (!r->scratch)
		longjmp(*arena_oom(r->arena), 1);
	arena_on_oom(r->scratch, arena_oom(r->arena));
}

void
run_open(struct run *r)
{
	struct sources *sources = sources_new(r->arena);
	struct diags *diags = diags_new(r->arena, sources);

	r->manifests = (file_list){ 0 };
	end_lists(r);
	open_scratch(r);
	options_lint(&r->options, diags);
	r->program = program_new(r->arena, atoms_new(r->arena), sources, diags);
	r->program->scratch = r->scratch;
}

static bool
in_color(const struct run *r)
{
	return r->options.color == COLOR_AUTO ? r->terminal : r->options.color == COLOR_ALWAYS;
}

static void
show(struct run *r, int form, const struct show_options *how, struct buf *out)
{
	static void (*const forms[])(struct diags *, struct sources *,
				     const struct show_options *, struct buf *) = {
		[ERROR_HUMAN] = show_human, [ERROR_SHORT] = show_short,
		[ERROR_JSON] = show_json, [ERROR_SARIF] = show_sarif,
		[ERROR_GITHUB] = show_github, [ERROR_JUNIT] = show_junit,
	};

	forms[form](r->program->diags, r->program->sources, how, out);
}

/* The files of --report: all messages, also when there is no product. */
static enum status
write_reports(struct run *r)
{
	static const struct show_options all = { .color = false, .cap = 0 };

	for (size_t i = 0; i < r->options.reports.n; i++) {
		const struct report *p = &r->options.reports.at[i];
		struct buf text = BUF_IN(r->arena);
		int error;

		show(r, p->form, &all, &text);
		error = fs_replace(p->path, buf_view(&text), NULL);
		if (error)
			return run_system(r, p->path, error);
	}
	return STATUS_DONE;
}

enum status
run_messages(struct run *r)
{
	struct show_options how = { .color = in_color(r), .cap = MOST_SHOWN };
	enum status status;

	show(r, r->options.error_format, &how, &r->err);
	status = write_reports(r);
	if (status)
		return status;
	return diags_errors(r->program->diags) ? STATUS_FAULTS : STATUS_DONE;
}

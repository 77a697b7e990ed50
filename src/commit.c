/*
 * commit: where the product goes, and what depends on what.
 *
 * In: a run without errors.  Out: files, or standard output.  The dependency
 * file is staged before the product is committed and takes its name after it,
 * so a build never sees one that names what is not there.  Owner: the run.
 */
#include "commit.h"

#include <string.h>

#include "base/arena.h"
#include "base/fs.h"
#include "depfile.h"
#include "front/load.h"
#include "outset.h"

static enum outset_mode
mode_of(const struct options *o)
{
	if (o->list_outputs)
		return OUT_LIST;
	if (o->diff_output)
		return OUT_DIFF;
	return options_folder(o) ? OUT_FOLDER : OUT_STREAM;
}

/* The outset knows a folder by its slash. */
static const char *
path_of(struct run *r)
{
	const char *path = r->options.output;

	if (path && options_folder(&r->options) && path[strlen(path) - 1] != '/')
		return arena_printf(r->arena, "%s/", path);
	return path;
}

void
commit_open(struct run *r)
{
	r->outset = outset_new(r->arena, mode_of(&r->options), path_of(r));
}

/* The file that -M speaks of when nothing else is said. */
static const char *
only_target(const struct options *o)
{
	return o->output && !options_folder(o) ? o->output : NULL;
}

bool
commit_needs_product(const struct run *r)
{
	const struct options *o = &r->options;

	return !o->deps_only || (!o->deps_targets.n && !only_target(o));
}

/* --- dependencies ------------------------------------------------------------ */

static const char *
deps_path(struct run *r)
{
	const struct options *o = &r->options;

	if (o->deps_file || !o->output)
		return o->deps_file;
	if (options_folder(o))
		return fs_join(r->arena, o->output, "emqxc.d");
	return arena_printf(r->arena, "%s.d", o->output);
}

static struct str
deps_text(struct run *r)
{
	const struct options *o = &r->options;
	const char *target = only_target(o);
	struct buf text = BUF_IN(r->arena);
	struct depfile d = {
		.targets = o->deps_targets.at,
		.ntargets = o->deps_targets.n,
		.reads = (const char *const *)r->program->reads.at,
		.nreads = r->program->reads.n,
		.mains = (const char *const *)o->files.at,
		.nmains = o->files.n,
		.phony = o->deps_phony,
	};

	if (!d.ntargets && target) {
		d.targets = &target;
		d.ntargets = 1;
	} else if (!d.ntargets) {
		d.ntargets = outset_paths(r->outset, &d.targets);
	}
	depfile_write(&d, &text);
	return buf_view(&text);
}

/* -M: instead of the product. */
static enum status
print_deps(struct run *r)
{
	int error;

	if (!r->options.deps_file) {
		buf_str(&r->out, deps_text(r));
		return STATUS_DONE;
	}
	error = fs_replace(r->options.deps_file, deps_text(r), NULL);
	return error ? run_system(r, r->options.deps_file, error) : STATUS_DONE;
}

/* --- the product ------------------------------------------------------------- */

static void
say_paths(struct run *r, const char *what, const char *const *paths, size_t n)
{
	for (size_t i = 0; r->options.verbose && i < n; i++)
		buf_printf(&r->err, "emqxc: %s %s\n", what, paths[i]);
}

enum status
commit_product(struct run *r)
{
	const char *const *written;
	bool differs;
	int error = outset_commit(r->outset, &differs);
	size_t n;

	if (error)
		return run_system(r, outset_failed_path(r->outset), error);
	n = outset_written(r->outset, &written);
	say_paths(r, "wrote", written, n);
	return differs ? STATUS_FAULTS : STATUS_DONE;
}

static enum status
write_with_deps(struct run *r)
{
	const char *path = deps_path(r);
	int error = fs_stage(r->arena, path, deps_text(r), &r->deps_temp);
	enum status status;

	if (!error && r->deps_temp)
		error = fs_sync(&r->deps_temp, 1);
	if (error)
		return run_system(r, path, error);
	status = commit_product(r);
	if (status || !r->deps_temp)
		return status;
	error = fs_commit(r->deps_temp, path);
	if (error)
		return run_system(r, path, error);
	r->deps_temp = NULL;
	return STATUS_DONE;
}

enum status
commit(struct run *r)
{
	say_paths(r, "read", (const char *const *)r->program->reads.at, r->program->reads.n);
	if (r->options.check)
		return STATUS_DONE;
	if (r->options.deps_only)
		return print_deps(r);
	return r->options.deps ? write_with_deps(r) : commit_product(r);
}

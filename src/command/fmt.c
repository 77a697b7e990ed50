/*
 * command_fmt: the canonical layout of files.
 *
 * In: files.  Out: the same files, changed only when they are not in the
 * layout; `-` goes to standard output.  --check writes nothing and says which
 * files are not in it.  When one file has an error no file is touched.
 */
#include "command/command.h"

#include <string.h>

#include "base/arena.h"
#include "base/fs.h"
#include "commit.h"
#include "diag/source.h"
#include "front/ast.h"
#include "front/load.h"
#include "outset.h"

struct format {
	struct run *run;
	bool differs;
};

static bool
is_stdin(const char *path)
{
	return strcmp(path, "-") == 0;
}

static enum status
put(struct format *f, const char *path, const struct buf *text)
{
	struct run *r = f->run;
	int error;

	if (is_stdin(path)) {
		buf_str(&r->out, buf_view(text));
		return STATUS_DONE;
	}
	error = outset_add(r->outset, path, buf_view(text));
	return error ? run_system(r, outset_failed_path(r->outset), error) : STATUS_DONE;
}

static enum status
format_file(struct format *f, const char *path)
{
	struct run *r = f->run;
	struct program *p = r->program;
	struct buf out = BUF_IN(r->arena);
	struct ast_file *ast;
	struct str text;
	uint32_t file;
	int error = fs_read(r->arena, path, AST_MAX_FILE, &text);

	if (error)
		return run_system(r, path, error);
	file = sources_add(p->sources, is_stdin(path) ? "<stdin>" : path, text);
	ast = ast_parse(r->arena, p->atoms, p->sources, p->diags, file);
	if (ast->bad || diags_errors(p->diags))
		return STATUS_DONE;
	ast_format(ast, p->sources, &out);
	if (!r->options.check)
		return put(f, path, &out);
	if (str_eq(buf_view(&out), text))
		return STATUS_DONE;
	buf_printf(&r->err, "emqxc: %s: not in the canonical layout; `emqxc fmt` makes it so\n",
		   is_stdin(path) ? "<stdin>" : path);
	f->differs = true;
	return STATUS_DONE;
}

enum status
command_fmt(struct run *r)
{
	struct format f = { .run = r };
	enum status status = STATUS_DONE, faults;

	if (!r->options.files.n)
		return run_usage(r, "no file to format; `emqxc fmt FILE`, or `-` as a filter");
	run_open(r);
	r->outset = outset_new(r->arena, OUT_FOLDER, NULL);
	for (size_t i = 0; i < r->options.files.n && !status; i++)
		status = format_file(&f, r->options.files.at[i]);
	faults = run_messages(r);
	if (status || faults || f.differs) {
		r->out.n = 0;
		return status ? status : faults ? faults : STATUS_FAULTS;
	}
	return commit_product(r);
}

/*
 * product: bytes of artifacts and of dumps, under the paths of the outset.
 *
 * In: the IR of one cluster.  Out: files of the run's outset.  All memory is
 * the cluster's own.  Owner: the driver.
 */
#include "product.h"

#include <assert.h>
#include <errno.h>

#include "back/write.h"
#include "base/arena.h"
#include "base/fs.h"
#include "front/load.h"
#include "outset.h"

void
product_start(struct product *p, struct run *r, size_t clusters)
{
	*p = (struct product){ .run = r, .several = clusters > 1 };
}

static enum status
add(struct run *r, const char *path, const struct buf *text)
{
	int error = outset_add(r->outset, path, buf_view(text));

	return error ? run_system(r, outset_failed_path(r->outset), error) : STATUS_DONE;
}

static bool
in_folder(const struct product *p)
{
	return outset_is_folder(p->run->outset);
}

static const char *
path_of(const struct product *p, const struct ir *ir, const struct artifact *f,
	const char *folder)
{
	struct arena *a = p->run->scratch;
	const char *path = arena_join(a, ir->cluster, "/", f->path, NULL);

	return folder ? fs_join(a, folder, path) : path;
}

/* In a stream of several files each says which it is, if it has comments. */
static void
put_label(const struct product *p, const struct ir *ir, const struct artifact *f, size_t n,
	  struct buf *text)
{
	const struct options *o = &p->run->options;

	if (f->syntax == SYNTAX_YAML || f->syntax == SYNTAX_JSON ||
	    (f->syntax == SYNTAX_ENV && o->env_format == ENV_JSON))
		return;
	if (p->several)
		buf_printf(text, "# file: %s/%s\n", ir->cluster, f->path);
	else if (n > 1 && f->label)
		buf_printf(text, "# file: %s\n", f->label);
}

static enum status
put_artifact(struct product *p, const struct ir *ir, const artifact_list *all,
	     const struct artifact *f, const char *folder)
{
	struct back_options how = { .env_format = (enum env_format)p->run->options.env_format };
	struct buf text = BUF_IN(p->run->scratch);
	int error;

	if (!in_folder(p))
		put_label(p, ir, f, all->n, &text);
	error = artifact_write(f, &how, in_folder(p) || !p->began, &text);
	if (error)
		return run_system(p->run, f->path, error);
	p->began = true;
	return add(p->run, path_of(p, ir, f, folder), &text);
}

static enum status
put_dump(struct product *p, const struct ir *ir, const artifact_list *all)
{
	struct buf text = BUF_IN(p->run->scratch);

	if (p->run->options.dump == DUMP_IR)
		ir_dump(ir, &text);
	for (size_t i = 0; p->run->options.dump == DUMP_DOC && i < all->n; i++) {
		buf_printf(&text, "# %s\n", all->at[i].path);
		doc_dump(all->at[i].doc, &text);
	}
	return add(p->run, arena_printf(p->run->scratch, "%s.dump", ir->cluster), &text);
}

struct variant
product_variant(struct product *p, const struct ir *ir, const struct backend *b)
{
	struct back_options how = { .env_format = (enum env_format)p->run->options.env_format };
	struct variant v = { .ir = ir };

	b->build(ir, &how, &v.made);
	return v;
}

static bool
is_yaml(const artifact_list *all)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->at[i].syntax != SYNTAX_YAML)
			return false;
	return all->n > 0;
}

/* Documents of one stream: one writer for all of a cluster. */
static enum status
put_stream(struct product *p, const artifact_list *all)
{
	struct arena *a = p->run->scratch;
	const struct doc **docs = ARENA_ARRAY(a, const struct doc *, all->n);
	struct buf text = BUF_IN(a);
	int error;

	for (size_t i = 0; i < all->n; i++)
		docs[i] = all->at[i].doc;
	error = write_yaml(docs, all->n, !p->began, &text);
	if (error)
		return run_system(p->run, all->at[0].path, error);
	p->began = true;
	return add(p->run, all->at[0].path, &text);
}

static enum status
put_all(struct product *p, const struct ir *ir, const artifact_list *all, const char *folder)
{
	enum status status = STATUS_DONE;

	if (!in_folder(p) && is_yaml(all))
		return put_stream(p, all);
	for (size_t i = 0; i < all->n && !status; i++)
		status = put_artifact(p, ir, all, &all->at[i], folder);
	assert(!outset_clash(p->run->outset) || diags_errors(p->run->program->diags));
	return status;
}

enum status
product_make(struct product *p, const struct ir *ir, const struct backend *b,
	     const char *folder, bool put)
{
	struct variant v = product_variant(p, ir, b);

	if (!put || diags_errors(p->run->program->diags))
		return STATUS_DONE;
	if (p->run->options.dump)
		return put_dump(p, ir, &v.made);
	return put_all(p, ir, &v.made, folder);
}

enum status
product_join(struct product *p, const struct variant *all, size_t n, const struct backend *b)
{
	artifact_list made = { 0 };

	if (diags_errors(p->run->program->diags))
		return STATUS_DONE;
	b->join(all, n, &made);
	return put_all(p, all->ir, &made, NULL);
}

enum status
product_dump_spec(struct product *p, const struct spec *s)
{
	struct buf text = BUF_IN(p->run->scratch);

	spec_dump(s, &text);
	return add(p->run, arena_printf(p->run->scratch, "%s.dump", s->name), &text);
}

enum status
product_dump_files(struct run *r, const struct spec_request *request)
{
	struct program *p = r->program;
	struct buf text = BUF_IN(r->arena);

	(void)request;
	for (size_t i = 0; i < p->mains.n; i++) {
		const struct ast_file *f = p->mains.at[i]->ast;

		if (r->options.dump == DUMP_AST)
			ast_dump(f, &text);
		else
			ast_dump_tokens(r->arena, p->atoms, p->sources, p->diags, f->file, &text);
	}
	return add(r, "dump", &text);
}

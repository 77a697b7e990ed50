/*
 * load: a file, what it uses, and what that uses; each once.
 *
 * Paths are compared as texts, after they were made absolute: a module is its
 * normal path, and "inside" means inside by name.  Modules come out with
 * imports before importers.  Owner: the program's arena.
 */
#include "front/load.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/atom.h"
#include "base/buf.h"
#include "base/edit.h"
#include "base/fs.h"
#include "base/memo.h"
#include "diag/diag.h"

/* The trees of a few clusters take less than to parse them twice. */
enum { MAX_IMPORTS = 64, MAX_PATH = 4096, FEW_CLUSTERS = 16 };

/* A module that was met: its absolute path or std.NAME is an atom. */
struct known {
	const char *key;
	struct module *module;
	bool loading;           /* its imports are being loaded */
};

/* A program and what only loading needs; program_new() makes both. */
struct loader {
	struct program program;
	const char *root;       /* absolute */
	const char *const *include;
	VEC(struct known) known;
	VEC(size_t) chain;      /* modules being loaded, as indices of known */
};

/* One `use` line. */
struct request {
	struct loader *loader;
	const struct module *user;
	struct ast_top *use;
	struct place at;        /* of the path or of the module's name */
	const char *text;
};

struct program *
program_new(struct arena *a, struct atoms *atoms, struct sources *s, struct diags *d)
{
	struct loader *l = ARENA_NEW(a, struct loader);

	l->program = (struct program){ .arena = a, .atoms = atoms, .sources = s, .diags = d,
				       .defaults = memo_new(a), .keys = memo_new(a) };
	return &l->program;
}

/* The path from the top of the file system, as an atom. */
static const char *
absolute(struct program *p, const char *path)
{
	char here[MAX_PATH];

	if (*path != '/' && getcwd(here, sizeof here))
		path = arena_printf(p->arena, "%s/%s", here, path);
	return atom_of(p->atoms, str_of(fs_normal(p->arena, path)));
}

static struct known *
find_known(const struct loader *l, const char *key)
{
	for (size_t i = 0; i < l->known.n; i++)
		if (l->known.at[i].key == key)
			return &l->known.at[i];
	return NULL;
}

static struct module *load_text(struct loader *l, struct module *m, const char *key,
				struct str text);

/* a.emqx, b.emqx, a.emqx: from where the circle closes. */
static void
say_cycle(const struct request *r, const struct known *again)
{
	struct loader *l = r->loader;
	struct buf b = BUF_IN(l->program.arena);
	bool inside = false;

	for (size_t i = 0; i < l->chain.n; i++) {
		const struct known *k = &l->known.at[l->chain.at[i]];

		inside = inside || k == again;
		if (inside)
			buf_printf(&b, "`%s` uses ", k->module->name);
	}
	buf_printf(&b, "`%s`", again->module->name);
	diag_add(l->program.diags, DIAG_NA005, r->at, "these files use each other: %s",
		 buf_cstr(&b));
}

/* The module, if it was met before. */
static bool
take_known(const struct request *r, const char *key, struct module **m)
{
	const struct known *k = find_known(r->loader, key);

	if (!k)
		return false;
	*m = k->module;
	if (k->loading) {
		say_cycle(r, k);
		*m = NULL;
	}
	return true;
}

/* use std.NAME */
static struct module *
use_std(const struct request *r)
{
	struct program *p = &r->loader->program;
	const char *name = atom_of(p->atoms, str_of(r->text));
	struct str text = std_module(name);
	struct nearest near;
	struct module *m;
	struct diag *d;

	if (take_known(r, name, &m))
		return m;
	if (text.p) {
		m = ARENA_NEW(p->arena, struct module);
		m->name = name;
		m->std = true;
		return load_text(r->loader, m, name, text);
	}
	d = diag_add(p->diags, DIAG_NA003, r->at, "there is no module `%s`", name);
	nearest_start(&near, name);
	for (size_t i = 0; std_names[i]; i++)
		nearest_offer(&near, std_names[i]);
	if (near.n > 0)
		diag_help(p->diags, d, "did you mean %s?", nearest_text(&near, p->arena));
	else if (strncmp(name, "std.", 4) != 0)
		diag_help(p->diags, d, "a file is used by its path: use \"./%s.emqx\"", name);
	return NULL;
}

/* Why a file could not be read; never the system's words, which have a
 * language. */
static const char *
reason(int error)
{
	switch (error) {
	case EISDIR:
		return "it is a folder";
	case EACCES:
		return "it may not be read";
	case EFBIG:
		return "it is larger than 256 MiB";
	}
	return "it cannot be read";
}

/* One place where the file may be: 0 when it was loaded (or refused with a
 * message), else an errno; EXDEV when the place is out of bounds. */
static int
try_file(const struct request *r, const char *path, const char *within,
	 struct module **m)
{
	struct program *p = &r->loader->program;
	const char *key = absolute(p, path);
	struct str text;
	int error;

	if (!fs_inside(key, r->loader->root)
	    && !(within && fs_inside(key, absolute(p, within))))
		return EXDEV;
	if (take_known(r, key, m))
		return 0;
	error = fs_read(p->arena, path, AST_MAX_FILE, &text);
	if (error)
		return error;
	*VEC_ADD(p->arena, &p->reads) = path;
	*m = ARENA_NEW(p->arena, struct module);
	(*m)->name = (*m)->path = path;
	load_text(r->loader, *m, key, text);
	return 0;
}

static void
tell_not_found(const struct request *r, struct buf *tried)
{
	struct diags *diags = r->loader->program.diags;
	struct diag *d;

	if (tried->n == 0) {
		d = diag_add(diags, DIAG_NA004, r->at, "`%s` is outside of the project", r->text);
		diag_help(diags, d, "the project is the folder of the first file, or the one "
			  "that --root names");
		return;
	}
	d = diag_add(diags, DIAG_NA003, r->at, "there is no file `%s`", r->text);
	diag_help(diags, d, "looked for %s", buf_cstr(tried));
}

/* All places: beside the using file, then the folders of -I. */
static struct module *
use_file(const struct request *r)
{
	struct program *p = &r->loader->program;
	const char *dir = r->user->path ? fs_dirname(p->arena, r->user->path) : ".";
	const char *const *next = r->loader->include, *within = NULL;
	struct buf tried = BUF_IN(p->arena);
	struct module *m = NULL;

	for (;;) {
		const char *path = fs_normal(p->arena, fs_join(p->arena, dir, r->text));
		int error = try_file(r, path, within, &m);

		if (error == 0)
			return m;
		if (error != EXDEV && error != ENOENT && error != ENOTDIR) {
			diag_add(p->diags, DIAG_NA003, r->at, "`%s` cannot be used: %s",
				 path, reason(error));
			return NULL;
		}
		if (error != EXDEV)
			buf_printf(&tried, "%s`%s`", tried.n ? ", " : "", path);
		if (!next || !*next)
			break;
		dir = within = *next++;
	}
	tell_not_found(r, &tried);
	return NULL;
}

/* use "./x.emqx": what the string may say. */
static struct module *
use_path(struct request *r)
{
	struct program *p = &r->loader->program;
	const struct ast_value *file = r->use->file;
	struct diag *d;

	if (file->kind == AST_BAD)
		return NULL;
	r->text = file->pieces.at[0].text;
	if (file->pieces.n > 1 || !r->text) {
		diag_add(p->diags, DIAG_NA003, r->at,
			 "the path of a file is plain text, without ${…}");
		return NULL;
	}
	if (*r->text != '/' && !strstr(r->text, "://"))
		return use_file(r);
	d = diag_add(p->diags, DIAG_NA004, r->at, *r->text == '/'
		     ? "`%s` is an absolute path" : "`%s` is not a path", r->text);
	diag_help(p->diags, d, "a path is relative to the file that it stands in: "
		  "use \"./policy/platform.emqx\"");
	return NULL;
}

/* The steps of a module's name, joined by dots. */
static const char *
dotted(struct arena *a, const struct ast_path *path)
{
	struct buf b = BUF_IN(a);

	for (size_t i = 0; i < path->steps.n; i++)
		buf_printf(&b, "%s%s", i ? "." : "", path->steps.at[i].name.text);
	return buf_cstr(&b);
}

static struct import
load_use(struct loader *l, const struct module *user, struct ast_top *use)
{
	struct program *p = &l->program;
	struct request r = { .loader = l, .user = user, .use = use };
	struct import import = { .as = use->as.text, .use = use };

	import.open = !import.as && use->file;
	r.at = use->module ? use->module->at : use->file->at;
	if (use->module)
		r.text = dotted(p->arena, use->module);
	if (use->module && !import.as)
		import.as = atom_of(p->atoms, str_of(r.text));
	if (l->chain.n >= MAX_IMPORTS)
		diag_add(p->diags, DIAG_SY005, r.at, "imports nest more than %d deep",
			 MAX_IMPORTS);
	else
		import.module = use->module ? use_std(&r) : use_path(&r);
	return import;
}

/* Parse a module and load what it uses; then it is complete. */
static struct module *
load_text(struct loader *l, struct module *m, const char *key, struct str text)
{
	struct program *p = &l->program;
	const char *shown = m->std ? arena_printf(p->arena, "<%s>", m->name) : m->name;
	uint32_t file = sources_add(p->sources, shown, text);
	size_t index = l->known.n;

	m->ast = p->scratch
		? ast_parse_stubs(p->arena, p->scratch, FEW_CLUSTERS, p->atoms, p->sources, p->diags, file)
		: ast_parse(p->arena, p->atoms, p->sources, p->diags, file);
	*VEC_ADD(p->arena, &l->known) = (struct known){ key, m, true };
	*VEC_ADD(p->arena, &l->chain) = index;
	for (size_t i = 0; i < m->ast->tops.n; i++) {
		struct ast_top *top = m->ast->tops.at[i];
		struct import import;

		if (top->kind != AST_TOP_USE)
			continue;
		import = load_use(l, m, top);
		*VEC_ADD(p->arena, &m->imports) = import;
	}
	l->chain.n--;
	l->known.at[index].loading = false;
	*VEC_ADD(p->arena, &p->modules) = m;
	return m;
}

static void
set_options(struct loader *l, const char *path, bool standard_input,
	    const struct load_options *o)
{
	struct program *p = &l->program;

	l->include = o->include;
	if (o->root)
		l->root = absolute(p, o->root);
	else if (!l->root)
		l->root = absolute(p, standard_input ? "."
				   : fs_dirname(p->arena, path));
}

int
program_load(struct program *p, const char *path, const struct load_options *o)
{
	struct loader *l = (struct loader *)p;
	bool standard_input = strcmp(path, "-") == 0;
	const char *key = standard_input ? "-" : absolute(p, path);
	const struct known *k = find_known(l, key);
	struct str text;
	struct module *m;
	int error;

	set_options(l, path, standard_input, o);
	if (k) {
		*VEC_ADD(p->arena, &p->mains) = k->module;
		return 0;
	}
	error = fs_read(p->arena, path, AST_MAX_FILE, &text);
	if (error)
		return error;
	m = ARENA_NEW(p->arena, struct module);
	m->name = standard_input ? "<stdin>" : arena_strdup(p->arena, path);
	m->path = standard_input ? NULL : fs_normal(p->arena, path);
	if (m->path)
		*VEC_ADD(p->arena, &p->reads) = m->name;
	load_text(l, m, key, text);
	*VEC_ADD(p->arena, &p->mains) = m;
	return 0;
}

void
program_load_text(struct program *p, const char *name, struct str text,
		  const struct load_options *o)
{
	struct loader *l = (struct loader *)p;
	const char *key = absolute(p, name);
	const struct known *k = find_known(l, key);
	struct module *m = k ? k->module : ARENA_NEW(p->arena, struct module);

	set_options(l, name, false, o);
	if (!k) {
		m->name = m->path = arena_strdup(p->arena, name);
		load_text(l, m, key, text);
	}
	*VEC_ADD(p->arena, &p->mains) = m;
}

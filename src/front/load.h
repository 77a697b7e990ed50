/*
 * load: the files of a compilation: those named on the command line and what
 * they `use`, each read and parsed once.
 *
 * `use "./x.emqx"` is relative to the file it stands in; it may not be
 * absolute nor leave the root.  `use std.profile` names a built-in module.  A
 * cycle, an import that is not there, or one outside the root is a message at
 * the `use`.
 */
#ifndef EMQXC_LOAD_H
#define EMQXC_LOAD_H

#include "front/ast.h"

struct memo;
struct objects;

/* One module: a file's tree and what its `use` lines resolved to. */
struct module {
	const char *name;          /* as shown; "std.profile" for built-ins */
	const char *path;          /* normal path, or NULL for built-ins, stdin */
	struct ast_file *ast;
	VEC(struct import) imports;
	bool std;
	struct module_index *index; /* declarations by kind; made by the spec */
};

struct import {
	const char *as;            /* atom: name that this module knows it by */
	bool open;                 /* no `as`: its names are visible unqualified */
	struct module *module;     /* NULL when it could not be loaded (reported) */
	struct ast_top *use;
};

struct load_options {
	const char *root;              /* --root, or NULL: folder of the first file */
	const char *const *include;    /* -I, NULL-terminated, or NULL */
};

struct program {
	struct arena *arena;
	struct arena *scratch;         /* of clusters that have their turn; NULL:
					  all trees stay */
	struct atoms *atoms;
	struct sources *sources;
	struct diags *diags;
	VEC(struct module *) modules;  /* every module, imports before importers */
	VEC(struct module *) mains;    /* those named on the command line */
	VEC(const char *) reads;       /* paths of the files read, in order */
	const struct objects *before;  /* --against: what is there already, or NULL */
	struct memo *defaults;         /* of fields, by record type and path (spec_default.c) */
	struct memo *keys;             /* of EMQX, by version and path (key_find_in()) */
};

struct program *program_new(struct arena *a, struct atoms *atoms,
			    struct sources *s, struct diags *d);

/*
 * Load a file and what it uses ("-" is standard input, shown as <stdin>).
 * Returns 0, or the errno of a main file that could not be read; all other
 * faults are messages.
 */
int program_load(struct program *p, const char *path, const struct load_options *o);
/* The same with a text that is already there (NUL-terminated, kept alive by
 * the caller) under the path that it would have. */
void program_load_text(struct program *p, const char *name, struct str text,
		       const struct load_options *o);

/* The built-in modules: text of `std.…`, or a NULL slice. */
struct str std_module(const char *name);
/* Names of the built-in modules, NULL-terminated. */
extern const char *const std_names[];

#endif

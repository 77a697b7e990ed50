/*
 * options: what a run is asked to do, read from the command line by the rows
 * of options.def.  Wrong use is a text for the user, never an exit.
 */
#ifndef EMQXC_OPTIONS_H
#define EMQXC_OPTIONS_H

#include "back/backend.h"
#include "diag/diag.h"
#include "front/spec.h"

struct arena;
struct buf;

enum dump { DUMP_NONE, DUMP_TOKENS, DUMP_AST, DUMP_SPEC, DUMP_IR, DUMP_DOC };
enum error_format {
	ERROR_HUMAN, ERROR_SHORT, ERROR_JSON, ERROR_SARIF, ERROR_GITHUB, ERROR_JUNIT
};
enum color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

typedef VEC(const char *) text_list;

/* One -W…, in order: this row, or every row of a group. */
struct lint_change {
	enum diag_id id;
	const char *group;       /* NULL: only id; "*": every row */
	enum severity to;        /* SEV_INFO: as the row has it */
	bool deny;               /* no `allow` lifts it */
	const char *option;      /* as it was written */
};

/* --report FORM=FILE */
struct report {
	enum error_format form;
	const char *path;
};

struct options {
	text_list files;
	VEC(const struct backend *) targets;   /* none: the first of all */
	text_list envs, clusters, include, deps_targets, against;
	VEC(struct spec_define) defines;
	VEC(struct lint_change) lints;
	VEC(struct report) reports;
	const char *output, *root, *deps_file, *explain;
	const char *emqx;                      /* --version V, --to V */
	int env_format, error_format, color, dump, flavor;   /* their enums */
	bool all_envs, check, list_outputs, diff_output, unknown_version;
	bool deps_only, deps, deps_phony;
	bool fix, list_rules, manifests, closed;
	bool werror, quiet, verbose, junit, json, in_place, help, version;
};

/* Who takes a row: bits. */
enum taker {
	COMPILE = 1, FMT = 2, TEST = 4, NEW = 8, LIBRARY = 16, EXPLAIN = 32, SCHEMA = 64,
	MIGRATE = 128
};

enum option_group {
	GROUP_MAKE, GROUP_FILES, GROUP_DEPS, GROUP_LINT, GROUP_MESSAGES, GROUP_COUNT
};

struct option_read {
	struct arena *arena;
	struct options *o;
	enum taker taker;
	const char *fault;       /* wrong use, in the user's words; NULL: none */
};

struct option_row {
	const char *brief, *name, *argument;
	unsigned takers;
	enum option_group group;
	void (*take)(struct option_read *r, const struct option_row *row, const char *arg);
	size_t field;            /* offset in struct options */
	const char *const *words;
	const char *help;
};

extern const struct option_row option_rows[];
extern const size_t option_count;
extern const char *const dump_names[], *const error_format_names[], *const color_names[],
	*const flavor_names[];

/* The words of a command line (without the program's name).  NULL, or what
 * is wrong with them. */
const char *options_read(struct arena *a, struct options *o, enum taker taker,
			 int n, char *const *words);

/* One option by its long name without dashes (the library's way). */
const char *options_set(struct arena *a, struct options *o, const char *name,
			const char *arg);

/* Do they go together?  NULL, or what does not. */
const char *options_agree(const struct options *o);

/* Does the output go into a folder? */
bool options_folder(const struct options *o);

/* Apply the -W… of a run. */
void options_lint(const struct options *o, struct diags *d);
/* The option that gave a row its severity in this run, or NULL. */
const char *options_lint_origin(const struct options *o, enum diag_id id);

/* The rows of a taker as --help shows them. */
void options_help(enum taker taker, struct buf *out);

#endif

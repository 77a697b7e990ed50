/*
 * migrate: a spec for another EMQX version, by edits of its text: comments and
 * layout stay.  What was done, and what cannot be, is a finding with a place.
 */
#ifndef EMQXC_MIGRATE_H
#define EMQXC_MIGRATE_H

#include "command/asked.h"
#include "base/vec.h"
#include "front/ast.h"
#include "schema/value.h"

struct program;

/* These bytes become that text. */
struct edit {
	struct place at;
	const char *text;
	size_t order;
};

enum finding_kind { FOUND_CHANGED, FOUND_MOVED, FOUND_REMOVED, FOUND_BY_HAND, FOUND_KINDS };

struct finding {
	struct place at;
	enum finding_kind kind;
	const char *text;
};

typedef VEC(struct edit) edit_list;
typedef VEC(struct finding) finding_list;

/* The version of a declaration before the migration. */
struct era {
	const struct ast_top *top;
	struct asked from, to;        /* the editions of a version have tables of their own */
};

struct migration {
	struct arena *arena;
	struct program *program;
	const char *version;          /* as it will be written */
	VEC(struct era) eras;         /* of the clusters */
	/* of the file and the declaration that are being rewritten */
	const struct ast_file *ast;
	struct str text;
	const struct ast_top *top;
	struct asked from, to;
	VEC(const char *) written;    /* keys that the declaration sets now */
	bool guarded;                 /* inside of a `when` */
	size_t left;                  /* columns that lines move to the left here */
	edit_list edits;              /* of the file */
	finding_list findings;        /* of all files */
};

/* The new text of a file. */
struct str migrate_file(struct migration *m, const struct ast_file *ast);

/* ---- edits and findings (migrate_edit.c) ---- */

void migrate_edit(struct migration *m, struct place at, const char *text);
void migrate_found(struct migration *m, enum finding_kind kind, struct place at,
		   const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* An item becomes a comment: "# HEAD: …". */
void migrate_comment_out(struct migration *m, struct place item, const char *head);
/* Take bytes out, with the `;` that parted them from what stands beside. */
void migrate_cut(struct migration *m, struct place at);
/* Do other things than blanks and a comment stand on the lines of a place? */
bool migrate_has_own_lines(const struct migration *m, struct place at);
/* How many blanks a line begins with; and those that it will. */
uint32_t migrate_column(const struct migration *m, uint32_t offset);
const char *migrate_indent(const struct migration *m, uint32_t offset);
const char *migrate_source(const struct migration *m, struct place at);
struct str migrate_apply(struct migration *m);

/* ---- fields (migrate_walk.c, migrate_field.c) ---- */

struct type;

/* The items of a record, map or variant of that type. */
void migrate_block(struct migration *m, const struct ast_block *block, const struct type *type,
		   const char *path);
void migrate_version(struct migration *m, const struct ast_item *item);
void migrate_image(struct migration *m, const struct ast_item *item, const char *field);
/* Does the new version have the field?  If not: *why, from the rows. */
struct field;
bool migrate_field_fits(const struct migration *m, const struct field *f, const char *path,
			const char **why);
/* The first minor without it; the new version when it came later than that. */
const char *migrate_gone_field(const struct migration *m, const struct field *f);

/* ---- keys (migrate_config.c, migrate_env.c, migrate_key.c, migrate_value.c) ---- */

/* An item of `config { }` or `env { }`, whose path has `skip` steps before the key. */
void migrate_config(struct migration *m, const struct ast_item *item, size_t skip);
void migrate_env(struct migration *m, const struct ast_item *item, size_t skip);

enum fate { FATE_SAME, FATE_CHANGED, FATE_MOVED, FATE_REMOVED, FATE_BY_HAND };

/* The first minor after the old version that lacks a key, or drops it. */
const char *migrate_gone_key(struct migration *m, const char *path);

/* What a key with its value becomes. */
struct outcome {
	enum fate fate;
	struct {
		const char *path;
		const struct value *value;   /* the one that was there: not changed */
	} keys[3];
	size_t n;
	const char *why;                     /* of REMOVED and BY_HAND, or what to mind; or NULL */
};

/* value NULL: not known (a reference). */
struct outcome migrate_key(struct migration *m, const char *path, const struct value *value);

enum migrate_form {
	FORM_AS_IS,          /* by the types of both keys */
	FORM_ZERO_INFINITY,  /* 0 was no limit */
	FORM_ZERO_DISABLED,
	FORM_ZERO_MOST,      /* 0 was no limit: the most there is */
	FORM_PARTS,          /* "30,1m,5m", "16000|16MB": a key each */
	FORM_BOTH,           /* the value for each key */
	FORM_LOG_TO,         /* console, file, both: a switch for each */
	FORM_RATE,           /* "100KB,10s" -> "100KB/10s" */
	FORM_PER_SECOND,     /* 1000 -> "1000/s" */
	FORM_ONE_RULE,       /* "allow all" -> ["allow all"] */
	FORM_PRIORITIES,     /* "a=1,b=2" -> { a = 1; b = 2 } */
	FORM_BY_HAND         /* not by a machine */
};

/* Fill the values of an outcome whose paths are set, from that of the old path;
 * false: none fits. */
bool migrate_values(struct migration *m, enum migrate_form form, const char *path,
		    const struct value *old, struct outcome *out);
/* What is written, as a value; NULL when it has references or secrets. */
const struct value *migrate_literal(struct migration *m, const struct ast_value *v);
/* As a spec writes it. */
const char *migrate_show(struct arena *a, const struct value *v);

#endif

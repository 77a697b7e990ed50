/*
 * ast: what was written, with a place on every node.
 *
 * Made by the ast_*() builders that the grammar calls; read by the formatter,
 * the loader and the spec.  Lists are in order of the text.  No meaning here:
 * a number keeps its text, a name is a name.
 */
#ifndef EMQXC_AST_H
#define EMQXC_AST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "base/vec.h"
#include "diag/source.h"

struct arena;
struct atoms;
struct buf;
struct diags;
struct ast_block;
struct ast_expr;

/* A name or a quoted key, unescaped. */
struct ast_name {
	const char *text;  /* atom */
	struct place at;
	bool quoted;
};

/* a.b["c"]: names joined by dots; [name] is one more step, marked. */
struct ast_step {
	struct ast_name name;
	bool index;        /* written in brackets */
};

struct ast_path {
	VEC(struct ast_step) steps;
	struct place at;
};

/* A string: literal pieces and ${…} references, in order. */
struct ast_piece {
	const char *text;        /* unescaped literal, or NULL … */
	size_t n;
	struct ast_path *ref;    /* … for a reference */
	struct place at;
};

enum ast_value_kind {
	AST_STRING,    /* pieces */
	AST_INT,       /* text from here to AST_WORD … */
	AST_DECIMAL,
	AST_VERSION,
	AST_UNIT,
	AST_PERCENT,
	AST_ADDRESS,
	AST_BOOL,      /* true or false */
	AST_CALL,      /* path, or path(args): a word, a reference, secret(…) */
	AST_RANGE,     /* low..high */
	AST_LIST,      /* items */
	AST_BLOCK,     /* { … } */
	AST_VARIANT,   /* word, then a scalar, a block, or both: tcp 1883 { … } */
	AST_BAD        /* a syntax error stood here; already reported */
};

struct ast_value {
	enum ast_value_kind kind;
	struct place at;
	struct str text;               /* numbers: as written */
	VEC(struct ast_piece) pieces;  /* AST_STRING */
	bool heredoc;                  /* AST_STRING from a text block */
	struct ast_path *path;         /* AST_CALL, AST_VARIANT (one step) */
	bool has_args;                 /* AST_CALL with ( ) */
	bool cut;                      /* AST_CALL: a syntax error stands among them */
	VEC(struct ast_arg) args;
	struct ast_value *low, *high;  /* AST_RANGE */
	VEC(struct ast_value *) items; /* AST_LIST */
	struct ast_value *scalar;      /* AST_VARIANT: the scalar, or NULL */
	struct ast_block *block;       /* AST_BLOCK, AST_VARIANT, or the block
					  that a scalar carries: 1Gi { … } */
};

struct ast_arg {
	struct ast_name name;    /* text NULL when positional */
	struct ast_value *value;
};

/* integer, secret[string], duration? */
struct ast_type {
	struct ast_name name;
	struct ast_type *of;     /* in brackets */
	bool optional;           /* ? */
	struct place at;
};

enum ast_expr_kind {
	AST_OR, AST_AND, AST_NOT,
	AST_EQ, AST_NE, AST_LT, AST_GT, AST_LE, AST_GE,
	AST_IN,                  /* left in [right->items] */
	AST_OPERAND              /* value */
};

struct ast_expr {
	enum ast_expr_kind kind;
	struct place at;
	struct ast_expr *left, *right; /* AST_NOT has left only */
	struct ast_value *value;       /* AST_OPERAND; the list of AST_IN */
};

enum ast_item_kind {
	AST_SET,       /* path = value         (also: listener mqtt = tcp 1883) */
	AST_ADD,       /* path += value */
	AST_SUB,       /* path -= value */
	AST_AMEND,     /* path { … }           (also: listener mqtt { … }) */
	AST_RAW,       /* path raw """…""" */
	AST_REMOVE,    /* remove path */
	AST_ALLOW,     /* allow SLUG "reason" */
	AST_DENY,      /* deny SLUG "reason" */
	AST_USE,       /* use profile(args) */
	AST_LET,       /* let name = value */
	AST_WHEN,      /* when expr { } else { } */
	AST_REQUIRE,   /* require expr else "why" */
	AST_EXPECT     /* expect expr */
};

struct ast_item {
	enum ast_item_kind kind;
	struct place at;
	bool final;
	/* SET … REMOVE.  `listener mqtt = …` has the path of two steps
	 * listener, mqtt and member = true; `patch KIND NAME { }` has three. */
	struct ast_path *path;
	bool member;
	struct ast_value *value;   /* SET ADD SUB RAW LET USE(call) REQUIRE(else) */
	struct ast_block *block;   /* AMEND WHEN */
	struct ast_block *orelse;  /* WHEN */
	struct ast_expr *expr;     /* WHEN REQUIRE EXPECT */
	struct ast_name name;      /* LET ALLOW DENY */
	struct ast_value *reason;  /* ALLOW DENY REQUIRE: a string */
};

struct ast_block {
	VEC(struct ast_item *) items;
	struct place at;
	bool torn;                 /* an item had a syntax error, and is not here */
};

enum ast_top_kind {
	AST_TOP_USE, AST_TOP_LET, AST_TOP_PARAM, AST_TOP_CLUSTER,
	AST_TOP_OVERLAY, AST_TOP_PROFILE, AST_TOP_POLICY, AST_TOP_TEST
};

struct ast_param {
	struct ast_name name;
	struct ast_type *type;
	struct ast_value *value;   /* default, or NULL */
	struct place at;
};

struct ast_top {
	enum ast_top_kind kind;
	struct place at;
	struct ast_name name;      /* of what is declared; the test's string */
	struct ast_block *body;
	VEC(struct ast_name) of;        /* OVERLAY of … */
	VEC(struct ast_name) extends;   /* OVERLAY extends … */
	VEC(struct ast_param) params;   /* PROFILE */
	struct ast_param param;         /* PARAM */
	struct ast_value *value;        /* LET */
	/* USE "./file" as x | use std.profile as x */
	struct ast_path *module;        /* NULL when a file */
	struct ast_value *file;         /* AST_STRING */
	struct ast_name as;             /* text NULL when absent */
};

/* # … and ## … in order, for the formatter and `doc`. */
struct ast_comment {
	struct place at;
	bool own_line;     /* nothing else stands before it on its line */
	bool doc;          /* ## */
};

/* What stays of a cluster whose tree is made again when its turn comes. */
struct ast_stub {
	uint32_t from : 31;        /* where it begins in the text */
	uint32_t guard : 1;        /* it has a `when` */
	uint32_t name;             /* hash of its name */
};

struct ast_file {
	uint32_t file;
	uint32_t edition;          /* 1 when not said */
	struct place edition_at;   /* file 0 when not said */
	VEC(struct ast_top *) tops;
	VEC(struct ast_comment) comments; /* none of a file that has stubs */
	VEC(struct ast_stub *) stubs;     /* in pieces: see ast_stub() */
	size_t nstubs;
	bool bad;                  /* had a syntax error */
};

/* Limits of the language; each is named in the error that it gives. */
enum {
	AST_MAX_DEPTH = 100,              /* nested blocks, brackets, parentheses */
	AST_MAX_NUMBER = 64,              /* characters of a number */
	AST_MAX_STRING = 64 * 1024,       /* bytes of a string, also after ${} */
	AST_MAX_FILE = 256 * 1024 * 1024  /* bytes of a file */
};

/*
 * Parse one file.  Never NULL; faults are in d, and what could be understood
 * is in the tree.  The text must be NUL-terminated (the NUL not counted) and
 * live as long as the arena.
 */
struct ast_file *ast_parse(struct arena *a, struct atoms *atoms, struct sources *s,
			   struct diags *d, uint32_t file);

/*
 * The same for what is compiled: of all clusters but the first `few` only a
 * stub stays, for a fleet has tens of thousands, and nothing needs the tree of
 * one but its own turn.  A file with a syntax error is kept whole.  The
 * scratch arena is left as it was.
 */
struct ast_file *ast_parse_stubs(struct arena *a, struct arena *scratch, size_t few,
				 struct atoms *atoms, struct sources *s, struct diags *d,
				 uint32_t file);
const struct ast_stub *ast_stub(const struct ast_file *f, size_t i);
uint32_t ast_stub_name(const char *name);
/* Its tree, with names of the other trees as they are there. */
struct ast_top *ast_stub_tree(struct arena *a, const struct atoms *atoms, struct sources *s,
			      struct diags *d, const struct ast_file *f, size_t i);

/* Is there a `when` in it, at any depth? */
bool ast_has_guard(const struct ast_block *block);

/* --dump=tokens and --dump=ast, and the canonical layout of `fmt` (comments
 * kept).  Formatting a file that has a syntax error is the caller's mistake. */
void ast_dump_tokens(struct arena *a, struct atoms *atoms, struct sources *s,
		     struct diags *d, uint32_t file, struct buf *out);
void ast_dump(const struct ast_file *f, struct buf *out);
void ast_format(const struct ast_file *f, const struct sources *s, struct buf *out);

#endif

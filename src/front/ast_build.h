/*
 * ast_build: what the grammar's actions call to make the tree.
 *
 * One function an action.  Tokens carry no values: a builder takes the text
 * from the place.  Private to the parser; the tree is in front/ast.h.
 */
#ifndef EMQXC_AST_BUILD_H
#define EMQXC_AST_BUILD_H

#include "base/arena.h"
#include "diag/diag.h"
#include "front/ast.h"
#include "front/scan.h"

/* One run of the parser. */
struct parse {
	struct arena *arena;       /* of the declaration that is read */
	struct atoms *atoms;
	struct stubs {
		struct arena *kept;        /* of what stays */
		struct atoms *names;
		struct arena *scratch;     /* of what does not; NULL: all stays */
		struct arena_mark empty;
		size_t few, clusters;      /* whose trees stay; read so far */
	} stubs;
	bool single;               /* nothing after one declaration is read */
	bool control;              /* a character that nobody sees was told */
	struct sources *sources;
	struct diags *diags;
	uint32_t file;
	struct str text;
	struct ast_file *out;
	struct scan scan;
};

/* VEC_ADD for lists that are short nearly always: starts with two. */
#define AST_ADD(arena, v)                                                   \
	((v)->cap ? (void)0                                                 \
		  : (void)((v)->at = arena_alloc((arena), 2 * sizeof *(v)->at), \
			   (v)->cap = 2),                                   \
	 VEC_ADD((arena), (v)))

/* A syntax error of this file: queued, and the tree is marked. */
struct diag *ast_fault(struct parse *p, enum diag_id id, struct place at,
		       const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* Over a limit: say so, and read no further. */
void ast_limit(struct parse *p, struct place at, const char *text);
struct str ast_text(const struct parse *p, struct place at);

/* What the grammar wanted: a syntax error at the last token. */
void syntax_error(struct parse *p, const char *const *expected, size_t n);
/* A token's name in the grammar. */
const char *syntax_token(int token);

#define AST_NO_NAME ((struct ast_name){ NULL, NOWHERE, false })

/* Names and paths. */
struct ast_name ast_word(struct parse *p, struct place at);
struct ast_name ast_key(struct parse *p, struct place at);
struct ast_path *ast_path_new(struct parse *p, struct ast_name first);
struct ast_path *ast_path_dot(struct parse *p, struct ast_path *path, struct ast_name next);
struct ast_path *ast_path_step(struct parse *p, struct ast_path *path, struct place at);
struct ast_path *ast_path_index(struct parse *p, struct ast_path *path,
				struct ast_name next, struct place at);

/* Values. */
struct ast_value *ast_scalar(struct parse *p, enum ast_value_kind kind, struct place at);
struct ast_value *ast_string(struct parse *p, struct place at);
struct ast_value *ast_heredoc(struct parse *p, struct place at);
struct ast_value *ast_range(struct parse *p, struct ast_value *low,
			    struct ast_value *high, struct place at);
struct ast_value *ast_list_new(struct parse *p, struct place at);
struct ast_value *ast_list_add(struct parse *p, struct ast_value *list, struct ast_value *next);
struct ast_value *ast_block_value(struct parse *p, struct ast_block *block);
struct ast_value *ast_carrying(struct ast_value *scalar, struct ast_block *block,
			       struct place at);
struct ast_value *ast_variant(struct parse *p, struct ast_name word,
			      struct ast_value *scalar, struct ast_block *block,
			      struct place at);
struct ast_value *ast_reference(struct parse *p, struct ast_path *path);
struct ast_value *ast_call(struct parse *p, struct ast_path *path, struct place at);
struct ast_value *ast_call_arg(struct parse *p, struct ast_value *call,
			       struct ast_arg arg);
/* Some of its arguments could not be read. */
struct ast_value *ast_cut(struct ast_value *call);
struct ast_value *ast_closed(struct ast_value *value, struct place at);

/* Types and parameters. */
struct ast_type *ast_type_new(struct parse *p, struct ast_name name,
			      struct ast_type *of, struct place at);
struct ast_type *ast_type_optional(struct ast_type *type, struct place at);
struct ast_param *ast_param_new(struct parse *p, struct ast_name name, struct ast_type *type,
				struct ast_value *value, struct place at);

/* Conditions. */
struct ast_expr *ast_binary(struct parse *p, enum ast_expr_kind kind, struct ast_expr *left,
			    struct ast_expr *right, struct place at);
struct ast_expr *ast_in(struct parse *p, struct ast_expr *left, struct ast_value *list,
			struct place at);
struct ast_expr *ast_operand(struct parse *p, struct ast_value *value);
struct ast_expr *ast_grouped(struct ast_expr *e, struct place at);

/* Items and blocks. */
struct ast_block *ast_block_new(struct parse *p, struct place at);
struct ast_block *ast_block_add(struct parse *p, struct ast_block *block, struct ast_item *item);
struct ast_block *ast_block_end(struct ast_block *block, struct place at);
struct ast_block *ast_block_torn(struct ast_block *block);
struct ast_item *ast_field(struct parse *p, enum ast_item_kind kind, struct ast_path *path,
			   struct ast_value *value, struct place at);
struct ast_item *ast_amend(struct parse *p, struct ast_path *path, struct ast_block *block,
			   struct place at);
struct ast_item *ast_member(struct ast_item *item);
struct ast_item *ast_final(struct ast_item *item, struct place at);
struct ast_item *ast_verdict(struct parse *p, enum ast_item_kind kind, struct ast_name slug,
			     struct place reason, struct place at);
struct ast_item *ast_let(struct parse *p, struct ast_name name, struct ast_value *value,
			 struct place at);
struct ast_item *ast_when(struct parse *p, struct ast_expr *guard, struct ast_block *then,
			  struct ast_block *orelse, struct place at);
struct ast_block *ast_else_when(struct parse *p, struct ast_item *when);
struct ast_item *ast_rule(struct parse *p, enum ast_item_kind kind, struct ast_expr *expr,
			  struct ast_value *reason, struct place at);

/* Declarations. */
void ast_edition(struct parse *p, struct place word, struct place number);
struct ast_top *ast_top_new(struct parse *p, enum ast_top_kind kind, struct ast_name name,
			    struct place at);
struct ast_top *ast_top_body(struct ast_top *top, struct ast_block *body, struct place at);
struct ast_top *ast_top_use(struct parse *p, struct ast_path *module, struct ast_value *file,
			    struct ast_name as, struct place at);
struct ast_top *ast_top_let(struct parse *p, struct ast_name name, struct ast_value *value,
			    struct place at);
struct ast_top *ast_top_param(struct parse *p, struct ast_param *param, struct place at);
struct ast_top *ast_top_add_param(struct parse *p, struct ast_top *top, struct ast_param *param);
struct ast_top *ast_top_of(struct parse *p, struct ast_top *top, struct ast_name name);
struct ast_top *ast_top_extends(struct parse *p, struct ast_top *top, struct ast_name name);
void ast_file_add(struct parse *p, struct ast_top *top);

/* Trees that are made again when their turn comes (ast_stub.c). */
void ast_stub_begin(struct parse *p);
/* Is the declaration a stub from here on? */
bool ast_stub_end(struct parse *p, const struct ast_top *top);

#endif

/*
 * ast: the builders of values, conditions, items and declarations.
 *
 * Input: pieces and places from the grammar.  Output: nodes in the arena of
 * the run.  No meaning: what a builder refuses is only what cannot be a tree.
 */
#include "front/ast.h"

#include <string.h>

#include "base/arena.h"
#include "base/atom.h"
#include "front/ast_build.h"
#include "front/scan.h"

struct diag *
ast_fault(struct parse *p, enum diag_id id, struct place at, const char *fmt, ...)
{
	struct diag *r;
	va_list ap;

	p->out->bad = true;
	va_start(ap, fmt);
	r = diag_vadd(p->diags, id, at, fmt, ap);
	va_end(ap);
	return r;
}

void
ast_limit(struct parse *p, struct place at, const char *text)
{
	if (!p->scan.stopped)
		ast_fault(p, DIAG_SY005, at, "%s", text);
	p->scan.stopped = true;
}

struct str
ast_text(const struct parse *p, struct place at)
{
	return (struct str){ p->text.p + at.from, at.to - at.from };
}

/* Names and paths. */

struct ast_name
ast_word(struct parse *p, struct place at)
{
	return (struct ast_name){ atom_of(p->atoms, ast_text(p, at)), at, false };
}

struct ast_path *
ast_path_new(struct parse *p, struct ast_name first)
{
	struct ast_path *path = ARENA_NEW(p->arena, struct ast_path);

	path->steps.at = ARENA_NEW(p->arena, struct ast_step);
	path->steps.n = path->steps.cap = 1;
	path->steps.at->name = first;
	path->at = first.at;
	return path;
}

struct ast_path *
ast_path_dot(struct parse *p, struct ast_path *path, struct ast_name next)
{
	if (path->steps.n == AST_MAX_DEPTH)
		ast_limit(p, next.at, "a path has more than 100 names");
	AST_ADD(p->arena, &path->steps)->name = next;
	path->at = place_span(path->at, next.at);
	return path;
}

/* The token is a dot and a name that begins with a digit. */
struct ast_path *
ast_path_step(struct parse *p, struct ast_path *path, struct place at)
{
	at.from++;
	return ast_path_dot(p, path, ast_word(p, at));
}

struct ast_path *
ast_path_index(struct parse *p, struct ast_path *path, struct ast_name next,
	       struct place at)
{
	ast_path_dot(p, path, next);
	path->steps.at[path->steps.n - 1].index = true;
	path->at = at;
	return path;
}

/* Values. */

static struct ast_value *
new_value(struct parse *p, enum ast_value_kind kind, struct place at)
{
	struct ast_value *v = ARENA_NEW(p->arena, struct ast_value);

	v->kind = kind;
	v->at = at;
	return v;
}

struct ast_value *
ast_scalar(struct parse *p, enum ast_value_kind kind, struct place at)
{
	struct ast_value *v = new_value(p, kind, at);

	v->text = ast_text(p, at);
	return v;
}

struct ast_value *
ast_range(struct parse *p, struct ast_value *low, struct ast_value *high,
	  struct place at)
{
	struct ast_value *v = new_value(p, AST_RANGE, at);

	v->low = low;
	v->high = high;
	return v;
}

struct ast_value *
ast_list_add(struct parse *p, struct ast_value *list, struct ast_value *next)
{
	*AST_ADD(p->arena, &list->items) = next;
	return list;
}

struct ast_value *
ast_list_new(struct parse *p, struct place at)
{
	return new_value(p, AST_LIST, at);
}

struct ast_value *
ast_block_value(struct parse *p, struct ast_block *block)
{
	struct ast_value *v = new_value(p, AST_BLOCK, block->at);

	v->block = block;
	return v;
}

struct ast_value *
ast_carrying(struct ast_value *scalar, struct ast_block *block, struct place at)
{
	scalar->block = block;
	scalar->at = at;
	return scalar;
}

struct ast_value *
ast_variant(struct parse *p, struct ast_name word, struct ast_value *scalar,
	    struct ast_block *block, struct place at)
{
	struct ast_value *v = new_value(p, AST_VARIANT, at);

	v->path = ast_path_new(p, word);
	v->scalar = scalar;
	v->block = block;
	return v;
}

struct ast_value *
ast_reference(struct parse *p, struct ast_path *path)
{
	struct ast_value *v = new_value(p, AST_CALL, path->at);

	v->path = path;
	return v;
}

struct ast_value *
ast_call(struct parse *p, struct ast_path *path, struct place at)
{
	struct ast_value *v = ast_reference(p, path);

	v->has_args = true;
	v->at = at;
	return v;
}

/* insecure("…") is plain text in the file, and nowhere else. */
struct ast_value *
ast_call_arg(struct parse *p, struct ast_value *call, struct ast_arg arg)
{
	if (call->path->steps.n == 1 && strcmp(call->path->steps.at[0].name.text, "insecure") == 0)
		sources_hide(p->sources, arg.value->at);
	*AST_ADD(p->arena, &call->args) = arg;
	return call;
}

/* An argument of the call was a syntax error. */
struct ast_value *
ast_cut(struct ast_value *call)
{
	call->cut = true;
	return call;
}

/* The closing bracket of a list or a call was read. */
struct ast_value *
ast_closed(struct ast_value *value, struct place at)
{
	value->at = at;
	return value;
}

/* Types and parameters. */

struct ast_type *
ast_type_new(struct parse *p, struct ast_name name, struct ast_type *of,
	     struct place at)
{
	struct ast_type *t = ARENA_NEW(p->arena, struct ast_type);

	t->name = name;
	t->of = of;
	t->at = at;
	return t;
}

struct ast_type *
ast_type_optional(struct ast_type *type, struct place at)
{
	type->optional = true;
	type->at = at;
	return type;
}

struct ast_param *
ast_param_new(struct parse *p, struct ast_name name, struct ast_type *type,
	      struct ast_value *value, struct place at)
{
	struct ast_param *param = ARENA_NEW(p->arena, struct ast_param);

	*param = (struct ast_param){ name, type, value, at };
	return param;
}

/* Conditions. */

struct ast_expr *
ast_binary(struct parse *p, enum ast_expr_kind kind, struct ast_expr *left,
	   struct ast_expr *right, struct place at)
{
	struct ast_expr *e = ARENA_NEW(p->arena, struct ast_expr);

	e->kind = kind;
	e->at = at;
	e->left = left;
	e->right = right;
	return e;
}

struct ast_expr *
ast_in(struct parse *p, struct ast_expr *left, struct ast_value *list,
       struct place at)
{
	struct ast_expr *e = ast_binary(p, AST_IN, left, NULL, at);

	e->value = list;
	return e;
}

struct ast_expr *
ast_operand(struct parse *p, struct ast_value *value)
{
	struct ast_expr *e = ast_binary(p, AST_OPERAND, NULL, NULL, value->at);

	e->value = value;
	return e;
}

/* Parentheses leave no node; only the place has them. */
struct ast_expr *
ast_grouped(struct ast_expr *e, struct place at)
{
	e->at = at;
	return e;
}

/*
 * ast_item: the builders of blocks, items and declarations (see ast.c).
 */
#include "front/ast_build.h"

struct ast_block *
ast_block_new(struct parse *p, struct place at)
{
	struct ast_block *b = ARENA_NEW(p->arena, struct ast_block);

	b->at = at;
	return b;
}

struct ast_block *
ast_block_add(struct parse *p, struct ast_block *block, struct ast_item *item)
{
	*AST_ADD(p->arena, &block->items) = item;
	return block;
}

struct ast_block *
ast_block_end(struct ast_block *block, struct place at)
{
	block->at = at;
	return block;
}

struct ast_block *
ast_block_torn(struct ast_block *block)
{
	block->torn = true;
	return block;
}

static struct ast_item *
item_new(struct parse *p, enum ast_item_kind kind, struct place at)
{
	struct ast_item *i = ARENA_NEW(p->arena, struct ast_item);

	i->kind = kind;
	i->at = at;
	return i;
}

struct ast_item *
ast_field(struct parse *p, enum ast_item_kind kind, struct ast_path *path,
	  struct ast_value *value, struct place at)
{
	struct ast_item *i = item_new(p, kind, at);

	i->path = path;
	i->value = value;
	return i;
}

struct ast_item *
ast_amend(struct parse *p, struct ast_path *path, struct ast_block *block,
	  struct place at)
{
	struct ast_item *i = ast_field(p, AST_AMEND, path, NULL, at);

	i->block = block;
	return i;
}

struct ast_item *
ast_member(struct ast_item *item)
{
	item->member = true;
	return item;
}

struct ast_item *
ast_final(struct ast_item *item, struct place at)
{
	item->final = true;
	item->at = at;
	return item;
}

struct ast_item *
ast_verdict(struct parse *p, enum ast_item_kind kind, struct ast_name slug,
	    struct place reason, struct place at)
{
	struct ast_item *i = item_new(p, kind, at);

	i->name = slug;
	i->reason = ast_string(p, reason);
	return i;
}

struct ast_item *
ast_let(struct parse *p, struct ast_name name, struct ast_value *value,
	struct place at)
{
	struct ast_item *i = ast_field(p, AST_LET, NULL, value, at);

	i->name = name;
	return i;
}

struct ast_item *
ast_when(struct parse *p, struct ast_expr *guard, struct ast_block *then,
	 struct ast_block *orelse, struct place at)
{
	struct ast_item *i = ast_amend(p, NULL, then, at);

	i->kind = AST_WHEN;
	i->expr = guard;
	i->orelse = orelse;
	return i;
}

/* else when … is else { when … } */
struct ast_block *
ast_else_when(struct parse *p, struct ast_item *when)
{
	return ast_block_add(p, ast_block_new(p, when->at), when);
}

struct ast_item *
ast_rule(struct parse *p, enum ast_item_kind kind, struct ast_expr *expr,
	 struct ast_value *reason, struct place at)
{
	struct ast_item *i = item_new(p, kind, at);

	i->expr = expr;
	i->reason = reason;
	return i;
}

/* Declarations. */

void
ast_edition(struct parse *p, struct place word, struct place number)
{
	struct str text = ast_text(p, number);

	if (p->out->tops.n > 0 || p->out->edition_at.file) {
		ast_fault(p, DIAG_SY001, word, "`edition` stands once, and first");
		return;
	}
	p->out->edition_at = place_span(word, number);
	if (!str_is(text, "1"))
		ast_fault(p, DIAG_SY001, number, "edition %.*s is not known; "
			  "this emqxc reads edition 1", STR_ARG(text));
}

struct ast_top *
ast_top_new(struct parse *p, enum ast_top_kind kind, struct ast_name name,
	    struct place at)
{
	struct ast_top *t = ARENA_NEW(p->arena, struct ast_top);

	t->kind = kind;
	t->name = name;
	t->at = at;
	return t;
}

struct ast_top *
ast_top_body(struct ast_top *top, struct ast_block *body, struct place at)
{
	top->body = body;
	top->at = at;
	return top;
}

struct ast_top *
ast_top_use(struct parse *p, struct ast_path *module, struct ast_value *file,
	    struct ast_name as, struct place at)
{
	struct ast_top *t = ast_top_new(p, AST_TOP_USE, AST_NO_NAME, at);

	t->module = module;
	t->file = file;
	t->as = as;
	return t;
}

struct ast_top *
ast_top_let(struct parse *p, struct ast_name name, struct ast_value *value,
	    struct place at)
{
	struct ast_top *t = ast_top_new(p, AST_TOP_LET, name, at);

	t->value = value;
	return t;
}

struct ast_top *
ast_top_param(struct parse *p, struct ast_param *param, struct place at)
{
	struct ast_top *t = ast_top_new(p, AST_TOP_PARAM, param->name, at);

	t->param = *param;
	return t;
}

struct ast_top *
ast_top_add_param(struct parse *p, struct ast_top *top, struct ast_param *param)
{
	*AST_ADD(p->arena, &top->params) = *param;
	return top;
}

struct ast_top *
ast_top_of(struct parse *p, struct ast_top *top, struct ast_name name)
{
	*AST_ADD(p->arena, &top->of) = name;
	return top;
}

struct ast_top *
ast_top_extends(struct parse *p, struct ast_top *top, struct ast_name name)
{
	*AST_ADD(p->arena, &top->extends) = name;
	return top;
}

void
ast_file_add(struct parse *p, struct ast_top *top)
{
	if (!ast_stub_end(p, top))
		*VEC_ADD(p->arena, &p->out->tops) = top;
	p->scan.frames[0].fault = false;
	p->scan.stopped = p->scan.stopped || p->single;
}

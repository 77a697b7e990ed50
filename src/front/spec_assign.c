/*
 * spec_assign: `x = …` and `x { … }`: a value as written onto the node that
 * takes it, by the node's type.  A value may hold a block, whose items
 * (spec_apply.c) have values again: the two call each other as the language
 * nests.
 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "front/spec_impl.h"

/* An EMQX key of 4.x can be a value and the head of other keys:
 * `log.rotation = on { size = 10MiB }`. */
static bool
is_head(const struct spec_node *n, const struct ast_value *v)
{
	return v->block && v->kind != AST_BLOCK && n->type->kind == TYPE_CONFIG && !v->scalar;
}

static void
set_leaf(const struct applying *c, struct spec_node *n, const struct ast_value *v, bool final)
{
	struct ast_value bare = *v;
	struct value *read;

	if (habit_told(c, n, v)) {
		n->bad = true;
		node_touch(n);
		return;
	}
	if (v->block && v->kind != AST_BLOCK && !is_head(n, v)) {
		diag_error(c->b->diags, DIAG_LA009, v->block->at, "`%s` is one value and takes no block",
			   node_what(c->b, n));
		return;
	}
	if (is_head(n, v)) {
		bare.block = NULL;
		bare.kind = v->kind == AST_VARIANT ? AST_CALL : v->kind;
	}
	read = value_read(c->b, c->scope, &bare, n->type, node_what(c->b, n));
	if (read)
		node_set(c->b, n, c->layer, read, v->at, final);
	else
		n->bad = true;
	node_touch(n);
	if (is_head(n, v))
		apply_block(c->b, n, v->block, c->scope, c->layer);
}

/* A scalar for a record, or the word of `namespace = mqtt { … }`: its
 * principal field. */
static void
set_principal(const struct applying *c, struct spec_node *n, const struct type *record,
	      const struct ast_value *v, bool final)
{
	const struct field *f = field_principal(record);
	struct ast_value bare = *v;
	struct spec_node *child;

	if (!f && member_is_field(c, n))
		return;
	if (!f) {
		diag_error(c->b->diags, DIAG_TY001, v->at, "`%s` takes a block { … }, not one value",
			   node_what(c->b, n));
		n->bad = true;
		return;
	}
	child = spec_child(n, f->name);
	if (!child)
		child = node_new(c->b, n, f, f->type, f->name, v->at);
	bare.block = NULL;
	if (bare.kind == AST_VARIANT && !bare.scalar) {
		bare.kind = AST_CALL;
		bare.at = bare.path->at;
	}
	set_leaf(c, child, &bare, final);
}

static void
set_record(const struct applying *c, struct spec_node *n, const struct type *record,
	   const struct ast_value *v, bool final)
{
	node_touch(n);
	if (v->kind != AST_BLOCK)
		set_principal(c, n, record, v, final);
	if (v->block)
		apply_block(c->b, n, v->block, c->scope, c->layer);
}

/* The arm is known: note it, forget another one's fields. */
static bool
choose_arm(const struct applying *c, struct spec_node *n, const struct field *arm, struct place at, bool final)
{
	struct value *word;

	if (n->present && n->arm && strcmp(n->arm, arm->name) != 0 && c->layer->overlay) {
		struct diag *d = spec_report(c->b->spec, DIAG_LA008, n, at,
					     "`%s` becomes %s; what was said of %s is dropped",
					     node_what(c->b, n), arm->name, n->arm);

		diag_note(c->b->diags, d, spec_place(n), "it was %s here", n->arm);
	}
	word = ARENA_NEW(c->b->arena, struct value);
	*word = (struct value){ .kind = VAL_WORD, .at = at, .text = str_of(arm->name) };
	if (!node_set(c->b, n, c->layer, word, at, final))
		return false;
	n->arm = arm->name;
	return true;
}

/* `storage = capacity`: a param or let, for the usual arm. */
static bool
is_reference(const struct applying *c, const struct ast_value *v)
{
	size_t used;

	return v->kind == AST_CALL && scope_find(c->b, c->scope, v->path, &used);
}

/* `tcp 1883 { … }`: the word is the arm.  `1Gi`, `{ … }`: the usual arm. */
static void
set_variant(const struct applying *c, struct spec_node *n, const struct ast_value *v, bool final)
{
	const char *word = v->kind == AST_VARIANT ? v->path->steps.at[0].name.text : value_word(v);
	struct place at = v->path ? v->path->at : v->at;
	const struct field *arm;

	if (habit_told(c, n, v)) {
		n->bad = true;
		return;
	}
	if (word && n->type->default_arm && !field_find(n->type, word) && is_reference(c, v))
		word = NULL;
	if (!word && !n->type->default_arm) {
		if (!member_is_field(c, n))
			arm_missing(c, n, v);
		return;
	}
	arm = field_find(n->type, word ? word : n->type->default_arm);
	if (!arm) {
		arm_unknown(c->b, n, word, at);
		return;
	}
	if (!choose_arm(c, n, arm, at, final))
		return;
	if (v->kind == AST_VARIANT && v->scalar)
		set_principal(c, n, arm->type, v->scalar, final);
	else if (!word && v->kind != AST_BLOCK)
		set_principal(c, n, arm->type, v, final);
	if (v->block)
		apply_block(c->b, n, v->block, c->scope, c->layer);
}

/* Members, or EMQX keys. */
static void
set_block(const struct applying *c, struct spec_node *n, const struct ast_value *v)
{
	struct diag *d;

	if (v->kind == AST_BLOCK) {
		node_touch(n);
		apply_block(c->b, n, v->block, c->scope, c->layer);
		return;
	}
	d = diag_add(c->b->diags, DIAG_TY001, v->at, "`%s` takes %s, not one value",
		     node_what(c->b, n), type_expects(c->b->arena, n->type));
	diag_help(c->b->diags, d, "write %s { NAME = … }", n->name);
}

static void
set_map(const struct applying *c, struct spec_node *n, const struct ast_value *v, struct place at)
{
	if (!(v->kind == AST_BLOCK ? member_unnamed(c, n, v->block, at) : member_unnamed_value(c, n, v, at)))
		set_block(c, n, v);
}

/* By this layer already: that is told of itself, not of what is below it. */
static bool
is_set_here(const struct applying *c, const struct spec_node *n)
{
	return !c->b->dry && n->present && n->set && n->set->rank == c->layer->rank
		&& n->set->origin == c->layer->origin;
}

static void
apply_by_type(const struct applying *c, struct spec_node *n, const struct ast_value *v, struct place at, bool final)
{
	const struct type *t = n->type;

	if (v->kind == AST_BAD)
		n->bad = true;
	else if (t->kind == TYPE_RECORD)
		set_record(c, n, t, v, final);
	else if (t->kind == TYPE_VARIANT)
		set_variant(c, n, v, final);
	else if (t->kind == TYPE_MAP)
		set_map(c, n, v, at);
	else if (t->kind == TYPE_CONFIG && (n->field || v->kind == AST_BLOCK))
		set_block(c, n, v);
	else
		set_leaf(c, n, v, final);
}

/* Is the value a block, or does it have one, where a let may stand for it? */
static bool
takes_lets(const struct type *t)
{
	return t->kind == TYPE_RECORD || t->kind == TYPE_VARIANT || t->kind == TYPE_MAP || t->kind == TYPE_CONFIG;
}

/* `x = …` replaces whole. */
void
apply_value(const struct applying *c, struct spec_node *n, const struct ast_value *written,
	    struct place at, bool final)
{
	const struct spec_scope *s = c->scope;
	const struct ast_value *v = takes_lets(n->type) ? value_behind(c->b, &s, written) : written;
	struct applying inner = *c;

	if (n->first && !is_set_here(c, n))
		node_clear(c->b, n, c->layer, at);
	if (v == written || (n->type->kind == TYPE_CONFIG && v->kind != AST_BLOCK)) {
		apply_by_type(c, n, written, at, final);
		return;
	}
	inner.scope = (struct spec_scope *)s;
	if (!let_enter(c->b, v, value_word(written), written->at)) {
		n->bad = true;
		return;
	}
	apply_by_type(&inner, n, v, at, final);
	let_leave(c->b);
}

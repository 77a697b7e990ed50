/*
 * spec_apply: the items of a block onto the tree, with the type of every step
 * known from where it stands.
 */
#include <string.h>

#include "base/arena.h"
#include "front/spec_impl.h"

/* In an overlay, a line that sets a param of the file (read before). */
static bool
sets_param(const struct applying *c, const struct spec_node *n, const struct ast_item *item)
{
	const char *name = item->path->steps.at[0].name.text;
	const struct binding *bind;
	size_t used;

	if (n->parent || !c->layer->overlay || item->path->steps.n != 1 || field_find(n->type, name))
		return false;
	bind = scope_find(c->b, c->scope, item->path, &used);
	return bind && bind->kind == BIND_PARAM;
}

static void
guarded_identity(const struct applying *c, const struct spec_node *n, const struct ast_item *item)
{
	if (c->layer->guarded && n->field && (n->field->flags & FIELD_IDENTITY))
		diag_error(c->b->diags, DIAG_LA011, item->path->at, "`%s` cannot be set under `when`: "
			   "guards are decided by it", n->name);
}

static void
item_set(const struct applying *c, struct spec_node *n, const struct ast_item *item)
{
	struct spec_node *target;

	if (sets_param(c, n, item))
		return;
	target = step_walk(c, n, item->path);
	if (!target)
		return;
	guarded_identity(c, target, item);
	apply_value(c, target, item->value, item->path->at, item->final);
}

static void
no_block_here(const struct applying *c, struct spec_node *n, const struct ast_item *item)
{
	struct diag *d;

	if (n->type->kind == TYPE_VARIANT) {
		arm_not_set(c, n, item);
		return;
	}
	d = diag_add(c->b->diags, DIAG_LA009, item->path->at, "`%s` is one value and takes no block",
		     node_what(c->b, n));
	diag_help(c->b->diags, d, "write %s = … (%s)", n->name, type_expects(c->b->arena, n->type));
}

static void
item_amend(const struct applying *c, struct spec_node *n, const struct ast_item *item)
{
	struct spec_node *target;

	if (item->member && !n->parent && strcmp(item->path->steps.at[0].name.text, "patch") == 0) {
		apply_patch(c->b, item, c->scope);
		return;
	}
	target = step_walk(c, n, item->path);
	if (!target || target->bad)
		return;
	if (!step_takes_block(c, target)) {
		no_block_here(c, target, item);
		return;
	}
	if (member_unnamed(c, target, item->block, item->path->at))
		return;
	node_touch(target);
	apply_block(c->b, target, item->block, c->scope, c->layer);
}

static bool
in_list(const struct value *list, const struct value *v, size_t *where)
{
	for (*where = 0; *where < list->n; ++*where)
		if (value_same(list->items[*where], v))
			return true;
	return false;
}

/* What the list becomes by += or -=. */
static struct value *
list_change(const struct applying *c, struct spec_node *n, const struct value *change, bool add)
{
	struct value *out = ARENA_NEW(c->b->arena, struct value);
	const struct value *old = n->present && n->set ? n->set->value : NULL;
	size_t where;

	*out = *change;
	out->items = ARENA_ARRAY(c->b->arena, struct value *, (old ? old->n : 0) + change->n + 1);
	out->n = 0;
	for (size_t i = 0; old && i < old->n; i++)
		if (add || !in_list(change, old->items[i], &where))
			out->items[out->n++] = old->items[i];
	for (size_t i = 0; i < change->n; i++) {
		bool there = old && in_list(old, change->items[i], &where);

		if (add && !(there && n->type->kind == TYPE_SET))
			out->items[out->n++] = change->items[i];
		if (!add && !there && !c->b->dry)
			diag_error(c->b->diags, DIAG_LA004, change->items[i]->at, "`%s` does not hold %s",
				   node_what(c->b, n), value_show(c->b->arena, change->items[i]));
	}
	return out;
}

/* `config` itself is a block; its keys may be lists. */
static bool
takes_change(const struct spec_node *n, bool add)
{
	enum type_kind kind = n->type->kind;

	return kind == TYPE_SET || (add && (kind == TYPE_SEQ || (kind == TYPE_CONFIG && !n->field)));
}

static void
item_change(const struct applying *c, struct spec_node *root, const struct ast_item *item)
{
	struct spec_node *n = step_walk(c, root, item->path);
	bool add = item->kind == AST_ADD;
	struct layer changing = *c->layer;
	struct value *change;

	if (!n)
		return;
	if (!takes_change(n, add)) {
		diag_error(c->b->diags, DIAG_TY001, item->path->at, "`%s` takes no %s: only %s do", node_what(c->b, n),
			   add ? "+=" : "-=", add ? "lists" : "sets");
		return;
	}
	change = value_read(c->b, c->scope, item->value, n->type, node_what(c->b, n));
	if (!change || change->kind == VAL_UNKNOWN)
		return;
	if (change->kind != VAL_LIST) {
		diag_error(c->b->diags, DIAG_TY001, change->at, "a list [ … ] belongs here");
		return;
	}
	changing.change = true;
	node_set(c->b, n, &changing, list_change(c, n, change, add), item->value->at, false);
}

static void
remove_final(const struct applying *c, const struct spec_node *n, const struct ast_item *item)
{
	struct diag *d = diag_add(c->b->diags, DIAG_LA003, item->path->at, "`%s` is final in %s and cannot be removed",
				  node_what(c->b, n), n->set->layer);

	diag_note(c->b->diags, d, n->set->at, "it is made final here");
}

static void
item_remove(const struct applying *c, struct spec_node *n, const struct ast_item *item)
{
	struct spec_node *target = step_find(c, n, item->path);

	if (!target)
		return;
	if (target->field && (target->field->flags & FIELD_REQUIRED)) {
		diag_error(c->b->diags, DIAG_LA005, item->path->at, "`%s` is required and cannot be removed",
			   node_what(c->b, target));
		return;
	}
	if (target->set && target->set->final) {
		remove_final(c, target, item);
		return;
	}
	node_clear(c->b, target, c->layer, item->at);
	target->present = false;
	target->arm = NULL;
}

static void
item_raw(const struct applying *c, const struct spec_node *n, const struct ast_item *item)
{
	static const struct type text = { .kind = TYPE_STRING, .name = "string" };
	const struct ast_path *p = item->path;
	struct value *v;

	if (n->parent || p->steps.n != 1 || strcmp(p->steps.at[0].name.text, "config") != 0) {
		diag_error(c->b->diags, DIAG_NA002, p->at, "only `config` takes raw text");
		return;
	}
	v = value_read(c->b, c->scope, item->value, &text, "config raw");
	if (v && !c->b->dry)
		*VEC_ADD(c->b->arena, &c->b->spec->raw) = v;
}

static void
item_allow(const struct applying *c, const struct spec_node *n, const struct ast_item *item)
{
	const struct diag_row *row = diag_find(item->name.text);
	struct nearest near;
	struct diag *d;

	if (!row) {
		nearest_start(&near, item->name.text);
		diag_offer_slugs(&near);
		d = diag_add(c->b->diags, DIAG_NA001, item->name.at, "there is no message `%s`", item->name.text);
		diag_nearest(c->b->diags, d, &near);
		return;
	}
	if (row->severity == SEV_ERROR) {
		diag_error(c->b->diags, DIAG_LA010, item->name.at, "`%s` is an error, and errors cannot be allowed",
			   row->slug);
		return;
	}
	value_reason(c->b, c->scope, item);
	if (!c->b->dry)
		*VEC_ADD(c->b->arena, &c->b->spec->allows) = (struct spec_allow){
			.node = n, .id = (enum diag_id)(row - diag_rows), .at = item->at,
		};
}

static void
item_require(const struct applying *c, const struct spec_node *n, const struct ast_item *item)
{
	if (n->parent)
		diag_error(c->b->diags, DIAG_SY001, item->at, "`require` stands in a cluster, an overlay, a profile or a policy");
	else if (!value_reason(c->b, c->scope, item))
		return;
	else if (!c->b->dry)
		*VEC_ADD(c->b->arena, &c->b->spec->rules) = (struct spec_rule){ item, c->scope, NULL };
	else
		expr_value(c->b, c->scope, item->expr, n);
}

static void
misplaced(const struct applying *c, const struct ast_item *item)
{
	diag_error(c->b->diags, DIAG_SY001, item->at, item->kind == AST_DENY
		   ? "`deny` stands in a policy" : "`expect` stands in a test");
}

/* Which arms of a `when` count: bit 0 the first, bit 1 `else`. */
static unsigned
arms_of(const struct applying *c, const struct ast_item *item)
{
	switch (expr_value(c->b, c->scope, item->expr, NULL)) {
	case IS_TRUE:
		return 1;
	case IS_FALSE:
		return 2;
	default:
		return 3;
	}
}

static void
item_when(const struct applying *c, struct spec_node *n, const struct ast_item *item)
{
	unsigned arms = arms_of(c, item);
	struct layer guarded = *c->layer;

	guarded.guarded = true;
	if (arms == 3 && !c->b->dry)
		return; /* the guard has an error of its own */
	if (arms & 1)
		apply_block(c->b, n, item->block, c->scope, &guarded);
	if ((arms & 2) && item->orelse)
		apply_block(c->b, n, item->orelse, c->scope, &guarded);
}

static void
item_use(const struct applying *c, const struct spec_node *n, const struct ast_item *item)
{
	if (n->parent)
		diag_error(c->b->diags, DIAG_SY001, item->at, "`use` of a profile stands in a cluster, an overlay or a profile");
}

static void
apply_item(const struct applying *c, struct spec_node *n, const struct ast_item *item)
{
	switch (item->kind) {
	case AST_SET: item_set(c, n, item); break;
	case AST_ADD: case AST_SUB: item_change(c, n, item); break;
	case AST_AMEND: item_amend(c, n, item); break;
	case AST_RAW: item_raw(c, n, item); break;
	case AST_REMOVE: item_remove(c, n, item); break;
	case AST_ALLOW: item_allow(c, n, item); break;
	case AST_WHEN: item_when(c, n, item); break;
	case AST_REQUIRE: item_require(c, n, item); break;
	case AST_USE: item_use(c, n, item); break;
	case AST_LET: break;
	case AST_DENY: case AST_EXPECT: misplaced(c, item); break;
	}
}

void
apply_block(struct builder *b, struct spec_node *n, const struct ast_block *block,
	    struct spec_scope *s, const struct layer *l)
{
	struct applying c = { b, scope_of_block(b, block, s), l };

	if (!nest_enter(b, 1, block->at))
		return;
	n->torn = n->torn || block->torn;
	for (size_t i = 0; i < block->items.n; i++)
		apply_item(&c, n, block->items.at[i]);
	nest_leave(b, 1);
}

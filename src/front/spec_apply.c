/*
 * spec_apply: the items of a block onto the tree, with the type of every step
 * known from where it stands.
 */
#include <string.h>

#include "base/arena.h"
#include "base/atom.h"
#include "front/spec_impl.h"

/* What an item needs on its way. */
struct applying {
	struct builder *b;
	struct spec_scope *scope;
	const struct layer *layer;
};

static void apply_value(const struct applying *c, struct spec_node *n, const struct ast_value *v,
			struct place at, bool final);

/* ---- names ---------------------------------------------------------- */

static bool
is_also(const struct field *f, const char *name)
{
	size_t len = strlen(name);

	for (const char *p = f->also; p; p = strchr(p, ' ')) {
		p += *p == ' ';
		if (strncmp(p, name, len) == 0 && (p[len] == ' ' || p[len] == '\0'))
			return true;
	}
	return false;
}

/* "did you mean": what others call it, then what is spelled nearly so. */
static void
help_field(struct builder *b, struct diag *d, const struct type *t, const char *name, struct place at)
{
	struct nearest near;

	nearest_start(&near, name);
	for (const struct field *f = t->fields; f->name; f++) {
		if (is_also(f, name)) {
			diag_help(b->diags, d, "it is called `%s` here: %s", f->name, f->doc);
			diag_fix(b->diags, d, at, f->name);
			return;
		}
		nearest_offer(&near, f->name);
	}
	if (near.n)
		diag_help(b->diags, d, "did you mean %s?", nearest_text(&near, b->arena));
	if (near.n == 1)
		diag_fix(b->diags, d, at, near.name[0]);
	if (!near.n && t == &type_cluster)
		diag_help(b->diags, d, "EMQX's own keys go into config { }; parts of Kubernetes objects into patch");
}

static struct spec_node *
unknown_field(struct builder *b, const struct spec_node *n, const struct type *t, const struct ast_name *name)
{
	struct diag *d = diag_add(b->diags, DIAG_NA002, name->at, "%s%s%s has no field `%s`",
				  n->parent ? "`" : "a ", n->parent ? node_what(b, n) : "cluster",
				  n->parent ? "`" : "", name->text);

	help_field(b, d, t, name->text, name->at);
	return NULL;
}

static struct spec_node *
unknown_member(struct builder *b, const struct spec_node *n, const struct ast_name *name, enum diag_id id)
{
	struct diag *d = diag_add(b->diags, id, name->at, "there is no `%s.%s`", node_what(b, n), name->text);
	struct nearest near;

	nearest_start(&near, name->text);
	for (const struct spec_node *c = n->first; c; c = c->next)
		if (c->present)
			nearest_offer(&near, c->name);
	if (near.n)
		diag_help(b->diags, d, "did you mean %s?", nearest_text(&near, b->arena));
	return NULL;
}

/* The arm with the most fields: what an amend is checked against when the
 * block that says which arm is not known. */
static const struct field *
widest_arm(const struct type *variant)
{
	const struct field *best = variant->fields;

	for (const struct field *f = variant->fields; f->name; f++)
		if (field_count(f->type) > field_count(best->type))
			best = f;
	return best;
}

/* The record that the fields below n belong to; NULL: there is none. */
static const struct type *
record_of(const struct applying *c, struct spec_node *n)
{
	const struct field *arm;

	if (n->type->kind == TYPE_RECORD)
		return n->type;
	if (n->type->kind != TYPE_VARIANT)
		return NULL;
	if (!n->arm && c->b->dry)
		return widest_arm(n->type)->type;
	if (!n->arm)
		n->arm = n->type->default_arm;
	arm = n->arm ? field_find(n->type, n->arm) : NULL;
	return arm ? arm->type : NULL;
}

static struct spec_node *
field_node(const struct applying *c, struct spec_node *n, const struct type *record,
	   const struct ast_name *name)
{
	struct spec_node *child = node_child(n, name->text);
	const struct field *f;

	if (child && child->field)
		return child;
	f = field_find(record, name->text);
	if (!f)
		return unknown_field(c->b, n, record, name);
	return node_new(c->b, n, f, f->type, f->name, name->at);
}

/* One step down, made if it is not there.  NULL: reported. */
static struct spec_node *
step_into(const struct applying *c, struct spec_node *n, const struct ast_name *name)
{
	const struct type *record = record_of(c, n);
	struct spec_node *child;

	if (record)
		return field_node(c, n, record, name);
	if (n->type->kind == TYPE_VARIANT)
		return n->parent && n->parent->type->kind == TYPE_MAP
			? unknown_member(c->b, n->parent, &(struct ast_name){ n->name, n->name_at, false }, DIAG_LA009)
			: (diag_error(c->b->diags, DIAG_LA009, name->at, "`%s` is not set, so it has no `%s`",
				      node_what(c->b, n), name->text), NULL);
	if (n->type->kind != TYPE_MAP && n->type->kind != TYPE_CONFIG) {
		diag_error(c->b->diags, DIAG_NA002, name->at, "`%s` is %s and has no fields",
			   node_what(c->b, n), type_expects(c->b->arena, n->type));
		return NULL;
	}
	child = node_child(n, name->text);
	if (child)
		return child;
	return node_new(c->b, n, NULL, n->type->kind == TYPE_MAP ? n->type->of : n->type,
			name->text, name->at);
}

static struct spec_node *
walk(const struct applying *c, struct spec_node *n, const struct ast_path *path)
{
	for (size_t i = 0; n && i < path->steps.n; i++)
		n = step_into(c, n, &path->steps.at[i].name);
	return n;
}

/* ---- values ---------------------------------------------------------- */

static void
set_leaf(const struct applying *c, struct spec_node *n, const struct ast_value *v, bool final)
{
	struct value *read;

	if (v->block && v->kind != AST_BLOCK) {
		diag_error(c->b->diags, DIAG_LA009, v->block->at, "`%s` is one value and takes no block",
			   node_what(c->b, n));
		return;
	}
	read = value_read(c->b, c->scope, v, n->type, node_what(c->b, n));
	if (read)
		node_set(c->b, n, c->layer, read, v->at, final);
	else
		n->bad = true;
	node_touch(n);
}

/* A scalar for a record: its principal field. */
static void
set_principal(const struct applying *c, struct spec_node *n, const struct type *record,
	      const struct ast_value *v, bool final)
{
	const struct field *f = field_principal(record);
	struct ast_value bare = *v;
	struct spec_node *child;

	if (!f) {
		diag_error(c->b->diags, DIAG_TY001, v->at, "`%s` takes a block { … }, not one value",
			   node_what(c->b, n));
		n->bad = true;
		return;
	}
	child = node_child(n, f->name);
	if (!child)
		child = node_new(c->b, n, f, f->type, f->name, v->at);
	bare.block = NULL;
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

static void
unknown_arm(struct builder *b, struct spec_node *n, const char *word, struct place at)
{
	struct diag *d = diag_add(b->diags, DIAG_TY003, at, "`%s` has no `%s`", node_what(b, n), word);
	struct nearest near;

	n->bad = true;
	nearest_start(&near, word);
	for (const struct field *f = n->type->fields; f->name; f++) {
		if (is_also(f, word)) {
			diag_help(b->diags, d, "it is called `%s` here: %s", f->name, f->doc);
			diag_fix(b->diags, d, at, f->name);
			return;
		}
		nearest_offer(&near, f->name);
	}
	if (near.n) {
		diag_help(b->diags, d, "did you mean %s?", nearest_text(&near, b->arena));
		return;
	}
	for (const struct field *f = n->type->fields; f->name; f++)
		diag_note(b->diags, d, NOWHERE, "`%s`: %s", f->name, f->doc);
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

/* `tcp 1883 { … }`: the word is the arm.  `1Gi`, `{ … }`: the usual arm. */
static void
set_variant(const struct applying *c, struct spec_node *n, const struct ast_value *v, bool final)
{
	const char *word = v->kind == AST_VARIANT ? v->path->steps.at[0].name.text : value_word(v);
	struct place at = v->path ? v->path->at : v->at;
	const struct field *arm;

	if (!word && !n->type->default_arm) {
		diag_error(c->b->diags, DIAG_TY001, v->at, "`%s` begins with a word that says which kind it is",
			   node_what(c->b, n));
		n->bad = true;
		return;
	}
	arm = field_find(n->type, word ? word : n->type->default_arm);
	if (!arm) {
		unknown_arm(c->b, n, word, at);
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

static void
set_map(const struct applying *c, struct spec_node *n, const struct ast_value *v)
{
	if (v->kind != AST_BLOCK) {
		diag_error(c->b->diags, DIAG_TY001, v->at, "`%s` takes %s, not one value", node_what(c->b, n),
			   type_expects(c->b->arena, n->type));
		return;
	}
	node_touch(n);
	apply_block(c->b, n, v->block, c->scope, c->layer);
}

/* `x = …` replaces whole. */
static void
apply_value(const struct applying *c, struct spec_node *n, const struct ast_value *written,
	    struct place at, bool final)
{
	const struct spec_scope *s = c->scope;
	const struct type *record = n->type->kind == TYPE_RECORD ? n->type : NULL;
	const struct ast_value *v = written;
	struct applying inner = *c;

	if (n->first)
		node_clear(c->b, n, c->layer, at);
	if (record || n->type->kind == TYPE_VARIANT || n->type->kind == TYPE_MAP ||
	    (n->type->kind == TYPE_CONFIG && written->kind == AST_CALL))
		v = value_behind(c->b, &s, written);
	inner.scope = (struct spec_scope *)s;
	if (v->kind == AST_BAD)
		n->bad = true;
	else if (record)
		set_record(&inner, n, record, v, final);
	else if (n->type->kind == TYPE_VARIANT)
		set_variant(&inner, n, v, final);
	else if (n->type->kind == TYPE_MAP || (n->type->kind == TYPE_CONFIG && v->kind == AST_BLOCK))
		set_map(&inner, n, v);
	else
		set_leaf(&inner, n, v, final);
}

/* ---- items ----------------------------------------------------------- */

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
	target = walk(c, n, item->path);
	if (!target)
		return;
	guarded_identity(c, target, item);
	apply_value(c, target, item->value, item->path->at, item->final);
}

static void
no_block_here(const struct applying *c, struct spec_node *n, const struct ast_item *item)
{
	struct diag *d;

	if (n->type->kind == TYPE_VARIANT && n->parent->type->kind == TYPE_MAP) {
		unknown_member(c->b, n->parent, &item->path->steps.at[item->path->steps.n - 1].name, DIAG_LA009);
		return;
	}
	if (n->type->kind == TYPE_VARIANT) {
		d = diag_add(c->b->diags, DIAG_LA009, item->path->at, "`%s` is not set, so nothing can be amended",
			     node_what(c->b, n));
		diag_help(c->b->diags, d, "say which it is: %s = %s { … }", n->name, n->type->fields[0].name);
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
	target = walk(c, n, item->path);
	if (!target || target->bad)
		return;
	if (!record_of(c, target) && target->type->kind != TYPE_MAP && target->type->kind != TYPE_CONFIG) {
		no_block_here(c, target, item);
		return;
	}
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

static void
item_change(const struct applying *c, struct spec_node *root, const struct ast_item *item)
{
	struct spec_node *n = walk(c, root, item->path);
	bool add = item->kind == AST_ADD;
	struct value *change;

	if (!n)
		return;
	if (n->type->kind != TYPE_SET && !(add && (n->type->kind == TYPE_SEQ || n->type->kind == TYPE_CONFIG))) {
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
	node_set(c->b, n, c->layer, list_change(c, n, change, add), item->value->at, false);
}

/* The node that `remove` names, if it is there; reported when it is not. */
static struct spec_node *
find_present(const struct applying *c, struct spec_node *n, const struct ast_path *path)
{
	for (size_t i = 0; i < path->steps.n; i++) {
		const struct ast_name *name = &path->steps.at[i].name;
		struct spec_node *child = node_child(n, name->text);
		const struct type *record = record_of(c, n);

		if (record && !field_find(record, name->text))
			return unknown_field(c->b, n, record, name);
		if (c->b->dry && (!child || !child->present))
			return NULL;
		if (!child || !child->present)
			return n->parent ? unknown_member(c->b, n, name, DIAG_LA004)
					 : (diag_error(c->b->diags, DIAG_LA004, name->at,
						       "`%s` is not set, so there is nothing to remove", name->text), NULL);
		n = child;
	}
	return n;
}

static void
item_remove(const struct applying *c, struct spec_node *n, const struct ast_item *item)
{
	struct spec_node *target = find_present(c, n, item->path);

	if (!target)
		return;
	if (target->field && (target->field->flags & FIELD_REQUIRED)) {
		diag_error(c->b->diags, DIAG_LA005, item->path->at, "`%s` is required and cannot be removed",
			   node_what(c->b, target));
		return;
	}
	node_clear(c->b, target, c->layer, item->at);
	if (target->set && target->set->final)
		diag_error(c->b->diags, DIAG_LA003, item->path->at, "`%s` is final in %s and cannot be removed",
			   node_what(c->b, target), target->set->layer);
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
		for (int i = 0; i < DIAG_COUNT; i++)
			nearest_offer(&near, diag_rows[i].slug);
		d = diag_add(c->b->diags, DIAG_NA001, item->name.at, "there is no message `%s`", item->name.text);
		if (near.n)
			diag_help(c->b->diags, d, "did you mean %s?", nearest_text(&near, c->b->arena));
		return;
	}
	if (row->severity == SEV_ERROR) {
		diag_error(c->b->diags, DIAG_LA010, item->name.at, "`%s` is an error, and errors cannot be allowed",
			   row->slug);
		return;
	}
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

	for (size_t i = 0; i < block->items.n; i++)
		apply_item(&c, n, block->items.at[i]);
}

/*
 * spec_expr: conditions.  Guards (`when`) see version, env, target, params and
 * lets; `require`, `policy` and `expect` see the fields of the cluster too.
 *
 * Two sides are compared by the type of the one that has a type: a field, a
 * param, version; the other side is read by it.
 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "front/spec_impl.h"
#include "schema/version.h"

static const struct type any_type = { .kind = TYPE_OPEN, .name = "any value" };
static const struct type version_type = { .kind = TYPE_VERSION, .name = "version" };

/* One side of a comparison. */
struct side {
	const struct type *type;     /* NULL: takes that of the other side */
	const struct value *value;   /* NULL: the field is not set */
	const char *what;
	bool bad, unknown;
};

/* A path of plain names that reaches into the cluster's record, or NULL. */
static const struct field *
field_at(const struct ast_path *p)
{
	const struct type *t = &type_cluster;
	const struct field *f = NULL;

	for (size_t i = 0; i < p->steps.n; i++) {
		const char *name = p->steps.at[i].name.text;

		if (t->kind == TYPE_MAP) {
			t = t->of;
			continue;
		}
		if (t->kind == TYPE_VARIANT) {
			const struct field *arm = t->fields;

			for (f = NULL; arm->name && !f; arm++)
				f = field_find(arm->type, name);
		} else {
			f = t->kind == TYPE_RECORD ? field_find(t, name) : NULL;
		}
		if (!f)
			return NULL;
		t = f->type;
	}
	return f;
}

static const char *
path_text(struct builder *b, const struct ast_path *p)
{
	struct buf out = BUF_IN(b->arena);

	for (size_t i = 0; i < p->steps.n; i++)
		buf_printf(&out, "%s%s", i ? "." : "", p->steps.at[i].name.text);
	return buf_cstr(&out);
}

static void
read_field(struct builder *b, const struct ast_path *p, const struct field *f,
	   const struct spec_node *tree, struct side *out)
{
	const char *path = path_text(b, p);
	const struct spec_node *n = spec_get(tree, path);

	out->what = path;
	out->type = f->type;
	out->unknown = b->dry;
	if (f->type->kind == TYPE_VARIANT) {
		static const struct type word = { .kind = TYPE_STRING, .name = "word" };

		out->type = &word;
	}
	if (f->type->kind == TYPE_RECORD && field_principal(f->type)) {
		path = arena_printf(b->arena, "%s.%s", path, field_principal(f->type)->name);
		out->type = field_principal(f->type)->type;
		n = spec_get(tree, path);
	}
	if (n && n->bad)
		out->bad = true;
	else
		out->value = spec_value(b->spec, tree, path);
}

static bool
is_name(const struct value *v, const struct ast_value *written)
{
	return v->kind == VAL_WORD && written->kind == AST_CALL;
}

static const struct type *
param_type(struct builder *b, const struct spec_scope *s, const struct ast_path *p)
{
	size_t used;
	const struct binding *bind = scope_find(b, s, p, &used);

	return bind && bind->kind == BIND_PARAM ? bind->type : NULL;
}

static void
unknown_operand(struct builder *b, const struct spec_scope *s, const struct ast_path *p, const char *help)
{
	struct diag *d = diag_add(b->diags, DIAG_NA001, p->at, "nothing here is called `%s`", path_text(b, p));
	struct nearest near;

	nearest_start(&near, path_text(b, p));
	scope_nearest(s, &near);
	for (const struct field *f = type_cluster.fields; f->name; f++)
		nearest_offer(&near, f->name);
	if (!diag_nearest(b->diags, d, &near))
		diag_help(b->diags, d, "%s", help);
}

/* Does the path stand for a let, a param, env, version …? */
static bool
is_reference(struct builder *b, const struct spec_scope *s, const struct ast_path *p)
{
	static const char *const known[] = { "env", "version", "target", "cluster" };
	size_t used;

	if (scope_find(b, s, p, &used))
		return true;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(p->steps.at[0].name.text, known[i]) == 0)
			return true;
	return false;
}

/* A guard decides what the tree will be. */
static void
tell_unseen(struct builder *b, const struct ast_path *p)
{
	struct diag *d = diag_add(b->diags, DIAG_NA001, p->at,
				  "a guard cannot see `%s`, a field of the cluster", path_text(b, p));

	diag_help(b->diags, d, "guards use version, env, target and params; `require` sees fields");
}

static void
read_given(struct builder *b, const struct spec_scope *s, const struct ast_value *v,
	   const struct ast_path *p, struct side *out)
{
	out->value = value_read(b, s, v, &any_type, out->what);
	out->bad = !out->value;
	out->unknown = out->value && out->value->kind == VAL_UNKNOWN;
	if (!p || out->bad)
		return;
	out->type = param_type(b, s, p);
	out->what = path_text(b, p);
	if (strcmp(out->what, "version") == 0)
		out->type = &version_type;
	else if (is_name(out->value, v))
		out->what = "this value";
}

static struct side
read_side(struct builder *b, const struct spec_scope *s, const struct ast_value *v, const struct spec_node *tree)
{
	struct side out = { .what = "this value" };
	const struct ast_path *p = v->kind == AST_CALL && !v->has_args ? v->path : NULL;
	const struct field *f = p && !is_reference(b, s, p) ? field_at(p) : NULL;

	if (f && tree) {
		read_field(b, p, f, tree, &out);
	} else if (f) {
		tell_unseen(b, p);
		out.bad = true;
	} else if (p && p->steps.n > 1 && !is_reference(b, s, p)) {
		unknown_operand(b, s, p, "a condition names fields, lets, params, env, version or target");
		out.bad = true;
	} else {
		read_given(b, s, v, p, &out);
	}
	return out;
}

/* Read the untyped side by the type of the other. */
static bool
agree(struct builder *b, struct side *typed, struct side *other)
{
	struct value *read;

	if (!typed->type || other->type || !other->value || other->unknown)
		return true;
	read = ARENA_NEW(b->arena, struct value);
	if (!type_read(b->arena, b->diags, typed->type, other->value, typed->what, read))
		return false;
	other->value = read;
	other->type = typed->type;
	return true;
}

/* `5.8` in a condition is every patch of 5.8; as the cluster's own version it
 * is the newest one (doc/design/0008). */
static bool
is_minor(const struct side *s, const struct version *v)
{
	return v->patch < 0 && !v->pre[0] && strcmp(s->what, "version") != 0;
}

static bool
order_versions(const struct side *left, const struct side *right, int *sign)
{
	struct version a, b;

	if (!version_parse(left->value->text, &a) || !version_parse(right->value->text, &b))
		return false;
	*sign = version_cmp(&a, &b);
	if (a.major == b.major && a.minor == b.minor && (is_minor(left, &a) || is_minor(right, &b)))
		*sign = 0;
	return true;
}

/* Integers that no field gave a type to. */
static void
read_plain(struct value *v)
{
	if (v->kind == VAL_INT)
		number_int(v->text, &v->num);
}

static bool
is_ordered(const struct type *t)
{
	switch (t->kind) {
	case TYPE_INT: case TYPE_SIZE: case TYPE_QUANTITY: case TYPE_CPU: case TYPE_DURATION:
	case TYPE_PERCENT: case TYPE_PORT: case TYPE_VERSION:
		return true;
	default:
		return false;
	}
}

/* -1, 0, 1 */
static int
order(const struct type *t, const struct value *a, const struct value *b)
{
	if (!t || !is_ordered(t))
		return a->num == b->num && a->n == b->n ? str_cmp(a->text, b->text) : (a->num > b->num) - (a->num < b->num);
	/* infinity is -1 and above all */
	if (t->kind == TYPE_DURATION && (a->num < 0 || b->num < 0))
		return (a->num < 0) - (b->num < 0);
	return (a->num > b->num) - (a->num < b->num);
}

static bool
holds(enum ast_expr_kind op, int sign)
{
	switch (op) {
	case AST_EQ: return sign == 0;
	case AST_NE: return sign != 0;
	case AST_LT: return sign < 0;
	case AST_GT: return sign > 0;
	case AST_LE: return sign <= 0;
	default: return sign >= 0;
	}
}

static enum truth
compare(struct builder *b, enum ast_expr_kind op, struct side left, struct side right, struct place at)
{
	const struct type *t = left.type ? left.type : right.type;
	struct value plain[2];
	int sign;

	if (left.bad || right.bad || !agree(b, &left, &right) || !agree(b, &right, &left))
		return IS_UNKNOWN;
	if (op != AST_EQ && op != AST_NE && t && !is_ordered(t)) {
		diag_error(b->diags, DIAG_TY001, at, "values of type %s have no order; use == or !=", t->name);
		return IS_UNKNOWN;
	}
	if (left.unknown || right.unknown)
		return IS_UNKNOWN;
	if (!left.value || !right.value)
		return op == AST_NE && (left.value || right.value) ? IS_TRUE : IS_FALSE;
	if (t && t->kind == TYPE_VERSION && order_versions(&left, &right, &sign))
		return holds(op, sign) ? IS_TRUE : IS_FALSE;
	plain[0] = *left.value;
	plain[1] = *right.value;
	for (int i = 0; !t && i < 2; i++)
		read_plain(&plain[i]);
	return holds(op, order(t, &plain[0], &plain[1])) ? IS_TRUE : IS_FALSE;
}

static enum truth
is_in(struct builder *b, const struct spec_scope *s, const struct ast_expr *e, const struct spec_node *tree)
{
	struct side left = read_side(b, s, e->left->value, tree);
	enum truth out = IS_FALSE;

	for (size_t i = 0; i < e->value->items.n; i++) {
		struct side right = read_side(b, s, e->value->items.at[i], tree);
		enum truth one = compare(b, AST_EQ, left, right, e->at);

		if (one == IS_TRUE)
			return IS_TRUE;
		if (one == IS_UNKNOWN)
			out = IS_UNKNOWN;
	}
	return out;
}

static enum truth
operand(struct builder *b, const struct spec_scope *s, const struct ast_expr *e, const struct spec_node *tree)
{
	struct side side = read_side(b, s, e->value, tree);

	if (side.bad || side.unknown)
		return IS_UNKNOWN;
	if (!side.value)
		return IS_FALSE;
	if (side.value->kind == VAL_BOOL)
		return str_is(side.value->text, "true") ? IS_TRUE : IS_FALSE;
	diag_error(b->diags, DIAG_TY001, e->at, "a condition is true or false; compare this value with something");
	return IS_UNKNOWN;
}

enum truth
expr_value(struct builder *b, const struct spec_scope *s, const struct ast_expr *e, const struct spec_node *tree)
{
	enum truth left, right;

	switch (e->kind) {
	case AST_OPERAND:
		return operand(b, s, e, tree);
	case AST_IN:
		return is_in(b, s, e, tree);
	case AST_NOT:
		left = expr_value(b, s, e->left, tree);
		return left == IS_UNKNOWN ? left : left == IS_TRUE ? IS_FALSE : IS_TRUE;
	case AST_AND:
	case AST_OR:
		left = expr_value(b, s, e->left, tree);
		right = expr_value(b, s, e->right, tree);
		if (left == IS_UNKNOWN || right == IS_UNKNOWN)
			return left == (e->kind == AST_OR ? IS_TRUE : IS_FALSE) ? left
			     : right == (e->kind == AST_OR ? IS_TRUE : IS_FALSE) ? right : IS_UNKNOWN;
		if (e->kind == AST_AND)
			return left == IS_TRUE && right == IS_TRUE ? IS_TRUE : IS_FALSE;
		return left == IS_TRUE || right == IS_TRUE ? IS_TRUE : IS_FALSE;
	default:
		return compare(b, e->kind, read_side(b, s, e->left->value, tree),
			       read_side(b, s, e->right->value, tree), e->at);
	}
}

/* "`nodes` is 1", at the line that sets it. */
static void
explain_side(struct builder *b, const struct spec_scope *s, const struct ast_value *v,
	     const struct spec_node *tree, struct diag *d)
{
	struct side side;
	const struct spec_node *n;
	struct place at;

	if (v->kind != AST_CALL || v->has_args)
		return;
	side = read_side(b, s, v, tree);
	if (side.bad || strcmp(side.what, "this value") == 0)
		return;
	n = tree ? spec_get(tree, side.what) : NULL;
	at = n ? spec_place(n) : NOWHERE;
	diag_note(b->diags, d, at, side.value ? "`%s` is %s" : "`%s` is not set%s", side.what,
		  side.value ? value_show(b->arena, side.value) : "");
}

void
expr_explain(struct builder *b, const struct spec_scope *s, const struct ast_expr *e,
	     const struct spec_node *tree, struct diag *d)
{
	if (e->kind == AST_OPERAND)
		explain_side(b, s, e->value, tree, d);
	if (e->left)
		expr_explain(b, s, e->left, tree, d);
	if (e->right)
		expr_explain(b, s, e->right, tree, d);
}

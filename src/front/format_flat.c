/*
 * format_flat: nodes on one line.
 *
 * Input: the tree, and the text for literals, which keep their spelling.
 * Output: one line, except that a text block keeps its own.
 */
#include "front/format.h"

/* As it is written, with line ends of one kind. */
static void
copy(const struct flat *o, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\r' || i + 1 == s.n || s.p[i + 1] != '\n')
			buf_char(o->out, s.p[i]);
}

static void
flat_name(const struct flat *o, const struct ast_name *n)
{
	copy(o, (struct str){ o->text.p + n->at.from, n->at.to - n->at.from });
}

void
flat_path(const struct flat *o, const struct ast_path *path)
{
	for (size_t i = 0; i < path->steps.n; i++) {
		const struct ast_step *s = &path->steps.at[i];

		if (s->index)
			buf_char(o->out, '[');
		else if (i > 0)
			buf_char(o->out, '.');
		flat_name(o, &s->name);
		if (s->index)
			buf_char(o->out, ']');
	}
}

static void
flat_args(const struct flat *o, const struct ast_value *v)
{
	buf_char(o->out, '(');
	for (size_t i = 0; i < v->args.n; i++) {
		const struct ast_arg *arg = &v->args.at[i];

		buf_text(o->out, i ? ", " : "");
		if (arg->name.text) {
			flat_name(o, &arg->name);
			buf_text(o->out, ": ");
		}
		flat_value(o, arg->value);
	}
	buf_char(o->out, ')');
}

static void
flat_list(const struct flat *o, const struct ast_value *v)
{
	buf_char(o->out, '[');
	for (size_t i = 0; i < v->items.n; i++) {
		buf_text(o->out, i ? ", " : "");
		flat_value(o, v->items.at[i]);
	}
	buf_char(o->out, ']');
}

void
flat_value_head(const struct flat *o, const struct ast_value *v)
{
	switch (v->kind) {
	case AST_CALL:
		flat_path(o, v->path);
		if (v->has_args)
			flat_args(o, v);
		break;
	case AST_VARIANT:
		flat_path(o, v->path);
		if (v->scalar) {
			buf_char(o->out, ' ');
			flat_value(o, v->scalar);
		}
		break;
	case AST_RANGE:
		flat_value(o, v->low);
		buf_text(o->out, "..");
		flat_value(o, v->high);
		break;
	case AST_LIST:
		flat_list(o, v);
		break;
	case AST_BLOCK:
		break;
	default:
		copy(o, v->text);
	}
}

void
flat_value(const struct flat *o, const struct ast_value *v)
{
	flat_value_head(o, v);
	if (!v->block)
		return;
	buf_text(o->out, v->kind == AST_BLOCK ? "" : " ");
	flat_block(o, v->block);
}

static const char *const operators[] = {
	[AST_OR] = " or ", [AST_AND] = " and ", [AST_EQ] = " == ",
	[AST_NE] = " != ", [AST_LT] = " < ", [AST_GT] = " > ",
	[AST_LE] = " <= ", [AST_GE] = " >= ", [AST_IN] = " in ",
};

/* Parentheses stay as they were written: only the place has them, it begins
 * before the first thing in it. */
static bool
is_grouped(const struct flat *o, const struct ast_expr *e)
{
	if (e->kind == AST_NOT)
		return o->text.p[e->at.from] == '(';
	return e->at.from < (e->left ? e->left->at.from : e->value->at.from);
}

void
flat_expr(const struct flat *o, const struct ast_expr *e)
{
	bool grouped = is_grouped(o, e);

	buf_text(o->out, grouped ? "(" : "");
	if (e->kind == AST_NOT)
		buf_text(o->out, "not ");
	if (e->left)
		flat_expr(o, e->left);
	if (e->left && e->kind != AST_NOT)
		buf_text(o->out, operators[e->kind]);
	if (e->right)
		flat_expr(o, e->right);
	if (e->value)
		flat_value(o, e->value);
	buf_text(o->out, grouped ? ")" : "");
}

void
flat_block(const struct flat *o, const struct ast_block *b)
{
	buf_text(o->out, "{ ");
	for (size_t i = 0; i < b->items.n; i++) {
		flat_item(o, b->items.at[i]);
		buf_text(o->out, i + 1 < b->items.n ? "; " : " ");
	}
	buf_char(o->out, '}');
}

static const char *const words[] = {
	[AST_REMOVE] = "remove ", [AST_ALLOW] = "allow ", [AST_DENY] = "deny ",
	[AST_USE] = "use ", [AST_LET] = "let ", [AST_WHEN] = "when ",
	[AST_REQUIRE] = "require ", [AST_EXPECT] = "expect ",
};

static const char *const signs[] = {
	[AST_SET] = " =", [AST_LET] = " =", [AST_ADD] = " +=", [AST_SUB] = " -=",
	[AST_RAW] = " raw", [AST_EXPECT] = NULL,
};

const char *
flat_sign(const struct ast_item *i)
{
	return signs[i->kind];
}

/* listener mqtt; patch KIND NAME */
static void
flat_member(const struct flat *o, const struct ast_path *path)
{
	for (size_t i = 0; i < path->steps.n; i++) {
		buf_text(o->out, i ? " " : "");
		flat_name(o, &path->steps.at[i].name);
	}
}

void
flat_item_left(const struct flat *o, const struct ast_item *i)
{
	buf_text(o->out, i->final ? "final " : "");
	if (words[i->kind])
		buf_text(o->out, words[i->kind]);
	if (i->member)
		flat_member(o, i->path);
	else if (i->path)
		flat_path(o, i->path);
	if (i->name.text)
		flat_name(o, &i->name);
	if (i->expr)
		flat_expr(o, i->expr);
}

bool
flat_is_chain(const struct flat *o, const struct ast_block *orelse)
{
	return o->text.p[orelse->at.from] != '{';
}

void
flat_item(const struct flat *o, const struct ast_item *i)
{
	flat_item_left(o, i);
	if (signs[i->kind])
		buf_text(o->out, signs[i->kind]);
	if (i->value) {
		buf_text(o->out, i->kind == AST_USE ? "" : " ");
		flat_value(o, i->value);
	}
	if (i->reason) {
		buf_text(o->out, i->kind == AST_REQUIRE ? " else " : " ");
		flat_value(o, i->reason);
	}
	if (i->block) {
		buf_char(o->out, ' ');
		flat_block(o, i->block);
	}
	if (!i->orelse)
		return;
	buf_text(o->out, " else ");
	if (flat_is_chain(o, i->orelse))
		flat_item(o, i->orelse->items.at[0]);
	else
		flat_block(o, i->orelse);
}

static void
flat_type(const struct flat *o, const struct ast_type *t)
{
	flat_name(o, &t->name);
	if (t->of) {
		buf_char(o->out, '[');
		flat_type(o, t->of);
		buf_char(o->out, ']');
	}
	buf_text(o->out, t->optional ? "?" : "");
}

static void
flat_param(const struct flat *o, const struct ast_param *param)
{
	flat_name(o, &param->name);
	buf_text(o->out, ": ");
	flat_type(o, param->type);
	if (!param->value)
		return;
	buf_text(o->out, " = ");
	flat_value(o, param->value);
}

static void
flat_params(const struct flat *o, const struct ast_top *t)
{
	for (size_t i = 0; i < t->params.n; i++) {
		buf_text(o->out, i ? ", " : "(");
		flat_param(o, &t->params.at[i]);
	}
	buf_text(o->out, t->params.n ? ")" : "");
}

static void
flat_use(const struct flat *o, const struct ast_top *t)
{
	if (t->module)
		flat_path(o, t->module);
	else
		flat_value(o, t->file);
	if (!t->as.text)
		return;
	buf_text(o->out, " as ");
	flat_name(o, &t->as);
}

static const char *const top_words[] = {
	[AST_TOP_USE] = "use ", [AST_TOP_LET] = "let ",
	[AST_TOP_PARAM] = "param ", [AST_TOP_CLUSTER] = "cluster ",
	[AST_TOP_OVERLAY] = "overlay ", [AST_TOP_PROFILE] = "profile ",
	[AST_TOP_POLICY] = "policy ", [AST_TOP_TEST] = "test ",
};

void
flat_top_head(const struct flat *o, const struct ast_top *t)
{
	buf_text(o->out, top_words[t->kind]);
	if (t->kind == AST_TOP_USE)
		flat_use(o, t);
	else if (t->kind == AST_TOP_PARAM)
		flat_param(o, &t->param);
	else
		flat_name(o, &t->name);
	flat_params(o, t);
	for (size_t i = 0; i < t->extends.n; i++) {
		buf_text(o->out, i ? ", " : " extends ");
		flat_name(o, &t->extends.at[i]);
	}
	for (size_t i = 0; i < t->of.n; i++) {
		buf_text(o->out, i ? ", " : " of ");
		flat_name(o, &t->of.at[i]);
	}
	buf_text(o->out, t->kind == AST_TOP_LET ? " =" : "");
}

void
flat_top(const struct flat *o, const struct ast_top *t)
{
	flat_top_head(o, t);
	if (t->value) {
		buf_char(o->out, ' ');
		flat_value(o, t->value);
	}
	if (!t->body)
		return;
	buf_char(o->out, ' ');
	flat_block(o, t->body);
}

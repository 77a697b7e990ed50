/*
 * ast_dump: the tree as text, for --dump=ast and the golden tests.
 *
 * One node a line, two blanks a level; what a line holds after the node's
 * word is quoted where it could be mistaken.  Without places: two texts that
 * mean the same tree have the same dump.
 */
#include "base/buf.h"
#include "front/ast.h"

/* The nodes know each other. */
static void dump_block(const struct ast_block *b, unsigned level, struct buf *out);
static void dump_value(const struct ast_value *v, unsigned level, struct buf *out);

static void
line(unsigned level, const char *word, struct buf *out)
{
	buf_fill(out, ' ', (size_t)level * 2);
	buf_text(out, word);
}

static void
dump_name(const struct ast_name *n, struct buf *out)
{
	buf_char(out, ' ');
	if (n->quoted)
		buf_quoted(out, str_of(n->text));
	else
		buf_text(out, n->text);
}

static void
dump_path(const struct ast_path *path, struct buf *out)
{
	for (size_t i = 0; i < path->steps.n; i++) {
		const struct ast_step *s = &path->steps.at[i];

		if (!s->index) {
			dump_name(&s->name, out);
			continue;
		}
		buf_text(out, " [");
		dump_name(&s->name, out);
		buf_text(out, " ]");
	}
}

static void
dump_pieces(const struct ast_value *v, struct buf *out)
{
	for (size_t i = 0; i < v->pieces.n; i++) {
		const struct ast_piece *piece = &v->pieces.at[i];

		buf_char(out, ' ');
		if (piece->ref) {
			buf_text(out, "${");
			dump_path(piece->ref, out);
			buf_text(out, " }");
		} else {
			buf_quoted(out, (struct str){ piece->text, piece->n });
		}
	}
}

static const char *const value_words[] = {
	[AST_STRING] = "string", [AST_INT] = "integer",
	[AST_DECIMAL] = "decimal", [AST_VERSION] = "version",
	[AST_UNIT] = "unit", [AST_PERCENT] = "percentage",
	[AST_ADDRESS] = "address", [AST_BOOL] = "bool",
	[AST_CALL] = "call", [AST_RANGE] = "range", [AST_LIST] = "list",
	[AST_BLOCK] = "block", [AST_VARIANT] = "variant", [AST_BAD] = "bad",
};

/* What stands on the value's own line. */
static void
dump_head(const struct ast_value *v, struct buf *out)
{
	if (v->kind == AST_STRING) {
		buf_text(out, v->heredoc ? " text" : "");
		dump_pieces(v, out);
	} else if (v->path) {
		dump_path(v->path, out);
		buf_text(out, v->has_args ? " ()" : "");
	} else if (v->kind < AST_CALL) {
		buf_char(out, ' ');
		buf_str(out, v->text);
	}
	buf_char(out, '\n');
}

static void
dump_args(const struct ast_value *v, unsigned level, struct buf *out)
{
	for (size_t i = 0; i < v->args.n; i++) {
		const struct ast_arg *arg = &v->args.at[i];

		line(level, "arg", out);
		if (arg->name.text)
			dump_name(&arg->name, out);
		buf_char(out, '\n');
		dump_value(arg->value, level + 1, out);
	}
}

static void
dump_value(const struct ast_value *v, unsigned level, struct buf *out)
{
	line(level, v->kind == AST_CALL && !v->has_args ? "word"
	     : value_words[v->kind], out);
	dump_head(v, out);
	dump_args(v, level + 1, out);
	if (v->low)
		dump_value(v->low, level + 1, out);
	if (v->high)
		dump_value(v->high, level + 1, out);
	for (size_t i = 0; i < v->items.n; i++)
		dump_value(v->items.at[i], level + 1, out);
	if (v->scalar)
		dump_value(v->scalar, level + 1, out);
	if (v->block)
		dump_block(v->block, level + 1, out);
}

static const char *const expr_words[] = {
	[AST_OR] = "or", [AST_AND] = "and", [AST_NOT] = "not",
	[AST_EQ] = "==", [AST_NE] = "!=", [AST_LT] = "<", [AST_GT] = ">",
	[AST_LE] = "<=", [AST_GE] = ">=", [AST_IN] = "in",
};

static void
dump_expr(const struct ast_expr *e, unsigned level, struct buf *out)
{
	if (e->kind == AST_OPERAND) {
		dump_value(e->value, level, out);
		return;
	}
	line(level, expr_words[e->kind], out);
	buf_char(out, '\n');
	if (e->left)
		dump_expr(e->left, level + 1, out);
	if (e->right)
		dump_expr(e->right, level + 1, out);
	if (e->value)
		dump_value(e->value, level + 1, out);
}

static const char *const item_words[] = {
	[AST_SET] = "set", [AST_ADD] = "add", [AST_SUB] = "sub",
	[AST_AMEND] = "amend", [AST_RAW] = "raw", [AST_REMOVE] = "remove",
	[AST_ALLOW] = "allow", [AST_DENY] = "deny", [AST_USE] = "use",
	[AST_LET] = "let", [AST_WHEN] = "when", [AST_REQUIRE] = "require",
	[AST_EXPECT] = "expect",
};

static void
dump_item(const struct ast_item *i, unsigned level, struct buf *out)
{
	line(level, i->final ? "final " : "", out);
	buf_text(out, item_words[i->kind]);
	buf_text(out, i->member ? " member" : "");
	if (i->path)
		dump_path(i->path, out);
	if (i->name.text)
		dump_name(&i->name, out);
	buf_char(out, '\n');
	if (i->expr)
		dump_expr(i->expr, level + 1, out);
	if (i->value)
		dump_value(i->value, level + 1, out);
	if (i->reason)
		dump_value(i->reason, level + 1, out);
	if (i->block)
		dump_block(i->block, level + 1, out);
	if (!i->orelse)
		return;
	line(level, "else\n", out);
	dump_block(i->orelse, level + 1, out);
}

static void
dump_block(const struct ast_block *b, unsigned level, struct buf *out)
{
	line(level, "{\n", out);
	for (size_t i = 0; i < b->items.n; i++)
		dump_item(b->items.at[i], level + 1, out);
	line(level, "}\n", out);
}

static void
dump_type(const struct ast_type *t, struct buf *out)
{
	dump_name(&t->name, out);
	if (t->of) {
		buf_text(out, " [");
		dump_type(t->of, out);
		buf_text(out, " ]");
	}
	if (t->optional)
		buf_text(out, " ?");
}

static void
dump_param(const struct ast_param *param, unsigned level, struct buf *out)
{
	line(level, "param", out);
	dump_name(&param->name, out);
	buf_text(out, " :");
	dump_type(param->type, out);
	buf_char(out, '\n');
	if (param->value)
		dump_value(param->value, level + 1, out);
}

static const char *const top_words[] = {
	[AST_TOP_USE] = "use", [AST_TOP_LET] = "let",
	[AST_TOP_PARAM] = "param", [AST_TOP_CLUSTER] = "cluster",
	[AST_TOP_OVERLAY] = "overlay", [AST_TOP_PROFILE] = "profile",
	[AST_TOP_POLICY] = "policy", [AST_TOP_TEST] = "test",
};

/* What stands on the declaration's own line. */
static void
dump_top_head(const struct ast_top *t, struct buf *out)
{
	buf_text(out, top_words[t->kind]);
	if (t->name.text)
		dump_name(&t->name, out);
	if (t->module)
		dump_path(t->module, out);
	if (t->file)
		dump_pieces(t->file, out);
	if (t->as.text) {
		buf_text(out, " as");
		dump_name(&t->as, out);
	}
	for (size_t i = 0; i < t->of.n; i++) {
		buf_text(out, i ? " ," : " of");
		dump_name(&t->of.at[i], out);
	}
	for (size_t i = 0; i < t->extends.n; i++) {
		buf_text(out, i ? " ," : " extends");
		dump_name(&t->extends.at[i], out);
	}
	buf_char(out, '\n');
}

static void
dump_top(const struct ast_top *t, struct buf *out)
{
	if (t->kind == AST_TOP_PARAM) {
		dump_param(&t->param, 0, out);
		return;
	}
	dump_top_head(t, out);
	for (size_t i = 0; i < t->params.n; i++)
		dump_param(&t->params.at[i], 1, out);
	if (t->value)
		dump_value(t->value, 1, out);
	if (t->body)
		dump_block(t->body, 1, out);
}

void
ast_dump(const struct ast_file *f, struct buf *out)
{
	if (f->edition_at.file)
		buf_printf(out, "edition %u\n", (unsigned)f->edition);
	for (size_t i = 0; i < f->tops.n; i++)
		dump_top(f->tops.at[i], out);
}

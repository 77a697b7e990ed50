/*
 * spec_habit: values as other tools write them, where one value belongs: each
 * is told once, with what is written here.
 *
 * In: the node and its value as written.  Out: whether it was told; then the
 * value is not read.
 */
#include <string.h>

#include "base/arena.h"
#include "front/spec_impl.h"

static struct diag *
takes(const struct applying *c, const struct spec_node *n, const struct ast_value *v, const char *found)
{
	return diag_add(c->b->diags, DIAG_TY001, v->at, "`%s` takes %s, not %s", node_what(c->b, n),
			type_expects(c->b->arena, n->type), found);
}

/* ---- namespace = null ---- */

static bool
is_null(const struct applying *c, const struct spec_node *n, const struct ast_value *v)
{
	const char *word = value_word(v);
	size_t used;

	if (!word || (strcmp(word, "null") != 0 && strcmp(word, "nil") != 0))
		return false;
	return n->type->kind != TYPE_CONFIG && n->type->kind != TYPE_OPEN && !scope_find(c->b, c->scope, v->path, &used);
}

static void
tell_null(const struct applying *c, const struct spec_node *n, const struct ast_value *v)
{
	struct diag *d = takes(c, n, v, value_word(v));
	bool principal = n->field && (n->field->flags & FIELD_PRINCIPAL) && n->parent->parent;

	diag_help(c->b->diags, d, c->layer->overlay ? "`remove %s` takes away what the cluster has"
		  : "leave `%s` out where nothing is meant", node_what(c->b, principal ? n->parent : n));
}

/* ---- cookie = secretKeyRef { name = "a"; key = "b" } ---- */

static bool
is_secret_block(const struct applying *c, const struct spec_node *n, const struct ast_value *v)
{
	(void)c;
	return n->type->kind == TYPE_SECRET && v->block;
}

/* The value of that line, here or in the one block within. */
static const struct ast_value *
line_of(const struct ast_block *block, const char *name)
{
	for (size_t i = 0; i < block->items.n; i++) {
		const struct ast_item *item = block->items.at[i];
		const struct ast_block *inner = item->kind == AST_AMEND ? item->block : NULL;

		if (item->kind == AST_SET && strcmp(item->path->steps.at[0].name.text, name) == 0)
			return item->value;
		if (item->kind == AST_SET)
			inner = item->value->block;
		if (inner && block->items.n == 1)
			return line_of(inner, name);
	}
	return NULL;
}

static void
tell_secret_block(const struct applying *c, const struct spec_node *n, const struct ast_value *v)
{
	const struct ast_value *name = line_of(v->block, "name"), *key = line_of(v->block, "key");
	struct sources *s = c->b->program->sources;
	struct diag *d = takes(c, n, v, "a block");

	if (name && key)
		diag_fix(c->b->diags, d, v->at, arena_printf(c->b->arena, "secret(%.*s, %.*s)",
			 STR_ARG(source_text(s, name->at)), STR_ARG(source_text(s, key->at))));
}

/* ---- listener mqtt = tcp 0.0.0.0:1883 ---- */

/* Where the port of `host:port` begins, or 0. */
static size_t
port_in(struct str text)
{
	size_t at = text.n;

	while (at > 0 && strchr("0123456789", text.p[at - 1]))
		at--;
	return at > 0 && at < text.n && text.p[at - 1] == ':' ? at : 0;
}

static struct str
address_text(const struct ast_value *v)
{
	if (v->kind == AST_STRING && v->pieces.n == 1 && !v->pieces.at[0].ref)
		return (struct str){ v->pieces.at[0].text, v->pieces.at[0].n };
	return v->kind == AST_ADDRESS ? v->text : STR("");
}

static bool
is_bound_port(const struct applying *c, const struct spec_node *n, const struct ast_value *v)
{
	(void)c;
	return n->type->kind == TYPE_PORT && port_in(address_text(v)) > 0;
}

static void
tell_bound_port(const struct applying *c, const struct spec_node *n, const struct ast_value *v)
{
	struct str text = address_text(v);
	size_t port = port_in(text);
	const char *number = arena_strndup(c->b->arena, text.p + port, text.n - port);
	struct str host = { text.p, port - 1 };
	const struct field *arm = n->parent->arm ? field_find(n->parent->type, n->parent->arm) : NULL;
	struct diag *d = takes(c, n, v, "an address");

	if (str_is(host, "0.0.0.0") || !host.n)
		diag_fix(c->b->diags, d, v->at, number);
	else if (arm && field_find(arm->type, "bind"))
		diag_help(c->b->diags, d, "the address has a field of its own: %s %s { bind = %.*s }", arm->name, number,
			  STR_ARG(host));
	else
		diag_help(c->b->diags, d, "only the port is said here: %s", number);
}

/* ---- bind = 10.0.0.1:1883 ---- */

static bool
is_address_with_port(const struct applying *c, const struct spec_node *n, const struct ast_value *v)
{
	struct str text = address_text(v);
	size_t port = port_in(text);

	(void)c;
	return n->type->kind == TYPE_IP && port > 1 && !memchr(text.p, ':', port - 1);
}

static void
tell_address_with_port(const struct applying *c, const struct spec_node *n, const struct ast_value *v)
{
	struct str text = address_text(v);
	struct diag *d = takes(c, n, v, "an address with a port");

	diag_help(c->b->diags, d, "the port stands apart from it: %s = %.*s", n->name, (int)(port_in(text) - 1), text.p);
}

static const struct {
	bool (*fits)(const struct applying *c, const struct spec_node *n, const struct ast_value *v);
	void (*tell)(const struct applying *c, const struct spec_node *n, const struct ast_value *v);
} habits[] = {
	{ is_null, tell_null },
	{ is_secret_block, tell_secret_block },
	{ is_bound_port, tell_bound_port },
	{ is_address_with_port, tell_address_with_port },
};

bool
habit_told(const struct applying *c, const struct spec_node *n, const struct ast_value *v)
{
	for (size_t i = 0; i < sizeof habits / sizeof *habits; i++)
		if (habits[i].fits(c, n, v)) {
			habits[i].tell(c, n, v);
			return true;
		}
	return false;
}

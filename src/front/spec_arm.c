/*
 * spec_arm: a field of several kinds whose kind is not said, or is none of
 * them: which kinds there are, and which one was most likely meant.
 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "front/spec_impl.h"

/* "tcp, ssl, ws" */
const char *
arm_names(struct arena *a, const struct type *variant)
{
	struct buf names = BUF_IN(a);

	for (const struct field *f = variant->fields; f->name; f++)
		buf_printf(&names, "%s%s", names.n ? ", " : "", f->name);
	return buf_cstr(&names);
}

void
arm_unknown(struct builder *b, struct spec_node *n, const char *word, struct place at)
{
	struct diag *d = diag_add(b->diags, DIAG_TY003, at, "`%s` has no `%s`", node_what(b, n), word);
	struct nearest near;

	n->bad = true;
	nearest_start(&near, word);
	for (const struct field *f = n->type->fields; f->name; f++) {
		if (field_is_also(f, word)) {
			diag_help(b->diags, d, "it is called `%s` here: %s", f->name, f->doc);
			diag_fix(b->diags, d, at, f->name);
			return;
		}
		nearest_offer(&near, f->name);
	}
	if (nearest_is_sure(&near))
		diag_fix_name(b->diags, d, at, word, near.name[0]);
	if (diag_nearest(b->diags, d, &near))
		return;
	for (const struct field *f = n->type->fields; f->name; f++)
		diag_note(b->diags, d, NOWHERE, "`%s`: %s", f->name, f->doc);
}

/* The text of a string that names nothing else. */
static const char *
plain_text(struct builder *b, const struct ast_value *v)
{
	if (v->kind != AST_STRING || v->pieces.n != 1 || v->pieces.at[0].ref)
		return NULL;
	return arena_strndup(b->arena, v->pieces.at[0].text, v->pieces.at[0].n);
}

static bool
is_number(const struct ast_value *v)
{
	return v->kind == AST_INT || v->kind == AST_UNIT || v->kind == AST_ADDRESS || v->kind == AST_DECIMAL;
}

/* `discovery = "dns"`, `listener mqtt = 1883` */
void
arm_missing(const struct applying *c, struct spec_node *n, const struct ast_value *v)
{
	struct builder *b = c->b;
	const char *text = plain_text(b, v), *kinds = arm_names(b->arena, n->type);
	const struct field *first = n->type->fields, *arm = text ? field_find(n->type, text) : NULL;
	struct diag *d;

	n->bad = true;
	d = diag_add(b->diags, DIAG_TY001, v->at, arm ? "the kind of `%s` is a word without quotes"
		     : "`%s` begins with a word that says which kind it is", node_what(b, n));
	if (arm && !v->block)
		diag_fix(b->diags, d, v->at, arm->name);
	else if (!arm && is_number(v) && field_principal(first->type))
		diag_help(b->diags, d, "the kinds are %s, as in %s %.*s", kinds, first->name, STR_ARG(v->text));
	else
		diag_help(b->diags, d, "the kinds are %s", kinds);
}

/* ---- a block for a kind that nothing chose ---- */

/* The one line of a block that names a kind, as in `strategy = dns`. */
static const struct field *
arm_by_line(const struct type *variant, const struct ast_block *block)
{
	const struct ast_item *item = block->items.n == 1 ? block->items.at[0] : NULL;
	const char *word = item && item->kind == AST_SET ? value_word(item->value) : NULL;

	return word ? field_find(variant, word) : NULL;
}

static bool
has_all(const struct type *record, const struct ast_block *block)
{
	for (size_t i = 0; i < block->items.n; i++) {
		const struct ast_path *p = block->items.at[i]->path;

		if (p && !field_find(record, p->steps.at[0].name.text))
			return false;
	}
	return block->items.n > 0;
}

/* The only kind that has every field of the block. */
static const struct field *
arm_by_fields(const struct type *variant, const struct ast_block *block)
{
	const struct field *found = NULL;

	for (const struct field *f = variant->fields; f->name; f++) {
		if (!has_all(f->type, block))
			continue;
		if (found)
			return NULL;
		found = f;
	}
	return found;
}

void
arm_not_set(const struct applying *c, struct spec_node *n, const struct ast_item *item)
{
	struct builder *b = c->b;
	bool member = n->parent->type->kind == TYPE_MAP;
	const struct field *line = arm_by_line(n->type, item->block), *arm = line ? line : arm_by_fields(n->type, item->block);
	const char *head = arena_printf(b->arena, "%.*s", STR_ARG(source_text(b->program->sources, item->path->at)));
	struct diag *d;

	if (member)
		head = arena_printf(b->arena, "%s %s", n->parent->name, n->name);
	if (member && !arm)
		arm = field_find(n->type, n->name);
	d = member ? step_no_member(b, n->parent, &item->path->steps.at[item->path->steps.n - 1].name, DIAG_LA009)
		   : diag_add(b->diags, DIAG_LA009, item->path->at, "`%s` is not set, so nothing can be amended",
			      node_what(b, n));
	n->bad = true;
	if (line && !member)
		diag_fix(b->diags, d, item->at, arena_printf(b->arena, "%s = %s", head, line->name));
	else if (arm)
		diag_help(b->diags, d, "a new one says its kind: %s = %s { … }", head, arm->name);
	else
		diag_help(b->diags, d, "a new one says its kind: %s = KIND { … }; the kinds are %s", head,
			  arm_names(b->arena, n->type));
}

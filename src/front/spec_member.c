/*
 * spec_member: members of a map that are written without their names, as in
 * `service { type = LoadBalancer }` or `listener = tcp 1883`: one message for
 * each, that shows where the name goes.
 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "front/spec_impl.h"

/* By its name or what others call it. */
static const struct field *
named(const struct type *record, const char *name)
{
	for (const struct field *f = record->fields; f->name; f++)
		if (edit_same_word(f->name, name) || field_is_also(f, name))
			return f;
	return NULL;
}

/* A field of a member: of its record, or of any of its kinds. */
static const struct field *
member_field(const struct type *member, const char *name)
{
	const struct field *found = NULL;

	if (member->kind == TYPE_RECORD)
		return named(member, name);
	for (const struct field *arm = member->fields; arm->name && !found; arm++)
		if (arm->type->kind == TYPE_RECORD)
			found = named(arm->type, name);
	return found;
}

/* Does it begin with the word of a kind? */
static bool
says_kind(const struct type *member, const struct ast_value *v)
{
	const char *word = v->kind == AST_VARIANT ? v->path->steps.at[0].name.text : value_word(v);

	return member->kind == TYPE_VARIANT && word && field_find(member, word);
}

/* Can one value stand for a member? */
static bool
takes_value(const struct type *member, const struct ast_value *v)
{
	if (member->kind == TYPE_RECORD)
		return field_principal(member) != NULL;
	return member->default_arm || says_kind(member, v);
}

static bool
has_names(const struct type *t)
{
	return t->kind == TYPE_RECORD || t->kind == TYPE_VARIANT || t->kind == TYPE_MAP;
}

enum reading { AS_MEMBER, AS_FIELD, AS_EITHER };

static enum reading
read_item(const struct type *member, const struct ast_item *item)
{
	bool block = item->kind == AST_AMEND || (item->value && item->value->kind == AST_BLOCK);
	const struct field *f;

	if (item->kind != AST_AMEND && item->kind != AST_SET)
		return AS_EITHER;
	f = member_field(member, item->path->steps.at[0].name.text);
	if (block)
		return f && has_names(f->type) ? AS_FIELD : AS_MEMBER;
	if (says_kind(member, item->value))
		return AS_EITHER;
	if (takes_value(member, item->value))
		return !f ? AS_MEMBER : f->flags & FIELD_PRINCIPAL ? AS_FIELD : AS_EITHER;
	return f ? AS_FIELD : AS_EITHER;
}

static void
report(struct builder *b, struct spec_node *map, struct place at, bool block)
{
	const struct type *member = map->type->of;
	struct diag *d = diag_add(b->diags, DIAG_TY001, at, "each `%s` has a name, and this one has none",
				  node_what(b, map));

	map->bad = true;
	if (member->kind != TYPE_VARIANT || member->default_arm) {
		diag_help(b->diags, d, "write %s NAME %s", map->name, block ? "{ … }" : "= …");
		return;
	}
	diag_help(b->diags, d, "write %s NAME = KIND %s; the kinds are %s", map->name,
		  block ? "{ … }" : "…", arm_names(b->arena, member));
}

bool
member_unnamed(const struct applying *c, struct spec_node *map, const struct ast_block *block,
	       struct place at)
{
	const struct type *member = map->type->kind == TYPE_MAP ? map->type->of : NULL;
	size_t members = 0, fields = 0;

	if (!member || (member->kind != TYPE_RECORD && member->kind != TYPE_VARIANT))
		return false;
	for (size_t i = 0; i < block->items.n; i++) {
		enum reading reading = read_item(member, block->items.at[i]);

		members += reading == AS_MEMBER;
		fields += reading == AS_FIELD;
	}
	if (fields <= members)
		return false;
	report(c->b, map, at, true);
	return true;
}

bool
member_unnamed_value(const struct applying *c, struct spec_node *map, const struct ast_value *v,
		     struct place at)
{
	const struct type *member = map->type->of;

	if (member->kind != TYPE_RECORD && member->kind != TYPE_VARIANT)
		return false;
	report(c->b, map, at, !takes_value(member, v));
	return true;
}

bool
member_is_field(const struct applying *c, const struct spec_node *n)
{
	if (!n->parent || n->parent->type->kind != TYPE_MAP || !member_field(n->type, n->name))
		return false;
	report(c->b, n->parent, n->name_at, true);
	return true;
}

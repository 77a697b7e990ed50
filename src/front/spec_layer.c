/*
 * spec_layer: one layer onto the tree: the profiles that a block uses, each
 * below the block that uses it, then the block's own lines.
 */
#include "base/arena.h"
#include "front/spec_impl.h"

static void apply_uses(struct builder *b, struct spec_node *root, const struct ast_block *block,
		       struct spec_scope *s, const struct layer *l);

/* A profile that uses itself, or is one too many of those that use each other. */
static bool
profile_cycles(struct builder *b, const struct ast_item *use, const struct ast_top *profile,
	       const struct layer *l)
{
	struct diag *d;

	for (const struct spec_origin *o = l->origin; o; o = o->parent) {
		if (o->profile != profile)
			continue;
		d = diag_add(b->diags, DIAG_NA005, use->value->at, "profile `%s` uses itself",
			     profile->name.text);
		diag_note(b->diags, d, profile->name.at, "it is declared here");
		return true;
	}
	return false;
}

static void
apply_profile(struct builder *b, struct spec_node *root, const struct ast_item *use,
	      struct spec_scope *s, const struct layer *l)
{
	struct spec_origin *origin = ARENA_NEW(b->arena, struct spec_origin);
	struct module *home;
	const struct ast_top *profile = scope_profile(b, s, use->value->path, &home);
	struct spec_scope *inside;
	struct layer mine = *l;

	if (!profile || profile_cycles(b, use, profile, l) || !profile_enter(b, use->value->at))
		return;
	*origin = (struct spec_origin){ l->origin, profile };
	mine.origin = origin;
	mine.name = arena_join(b->arena, "profile ", profile->name.text, NULL);
	inside = scope_of_block(b, profile->body, scope_of_profile(b, s, profile, home, use->value));
	apply_uses(b, root, profile->body, inside, &mine);
	apply_block(b, root, profile->body, inside, &mine);
	profile_leave(b);
}

static void
apply_when_uses(struct builder *b, struct spec_node *root, const struct ast_item *when,
		struct spec_scope *s, const struct layer *l)
{
	struct layer guarded = *l;
	enum truth truth = expr_value(b, s, when->expr, NULL);

	if (!nest_enter(b, 1, when->at))
		return;
	guarded.guarded = true;
	if (truth == IS_TRUE || b->dry)
		apply_uses(b, root, when->block, scope_of_block(b, when->block, s), &guarded);
	if ((truth == IS_FALSE || b->dry) && when->orelse)
		apply_uses(b, root, when->orelse, scope_of_block(b, when->orelse, s), &guarded);
	nest_leave(b, 1);
}

static void
apply_uses(struct builder *b, struct spec_node *root, const struct ast_block *block,
	   struct spec_scope *s, const struct layer *l)
{
	for (size_t i = 0; i < block->items.n; i++) {
		const struct ast_item *item = block->items.at[i];

		if (item->kind == AST_USE)
			apply_profile(b, root, item, s, l);
		else if (item->kind == AST_WHEN)
			apply_when_uses(b, root, item, s, l);
	}
}

/* Profiles that set one leaf to different values: the block's own line for it
 * is the cure. */
static void
report_disagreements(struct builder *b, unsigned rank)
{
	for (size_t i = 0; i < b->disagreements.n; i++) {
		const struct spec_node *n = b->disagreements.at[i];
		const struct spec_setting *s = n->set;
		struct diag *d;

		if (s->rank != rank || !n->present)
			continue;
		d = diag_add(b->diags, DIAG_LA002, s->at, "%s and %s set `%s` to different values",
			     s->below->layer, s->layer, node_what(b, n));
		diag_note(b->diags, d, s->below->at, "%s sets it to %s", s->below->layer,
			  value_show(b->arena, s->below->value));
		diag_help(b->diags, d, "set `%s` where both are used", node_what(b, n));
	}
	b->disagreements.n = 0;
}

void
apply_layer(struct builder *b, struct spec_node *root, const struct ast_block *block,
	    struct spec_scope *s, const struct layer *l)
{
	struct spec_scope *inside = scope_of_block(b, block, s);
	struct layer profiles = *l;

	profiles.rank = l->rank - 1;
	profiles.overlay = false;
	apply_uses(b, root, block, inside, &profiles);
	apply_block(b, root, block, inside, l);
	report_disagreements(b, profiles.rank);
}

/*
 * spec_patch: `patch KIND [NAME] { path = v; path += [..]; remove path }` as a
 * flat list of paths and values; what they mean is the backend's.
 */
#include "base/arena.h"
#include "front/spec_impl.h"

static const struct type open_type = { .kind = TYPE_OPEN, .name = "any value" };

struct patching {
	struct builder *b;
	const struct spec_scope *scope;
	const char *kind, *name;
	struct place kind_at;
};

static void patch_block(const struct patching *c, const struct ast_path *prefix, const struct ast_block *block);

/* NULL: it is longer than a path may be; reported. */
static const struct ast_path *
path_join(const struct patching *c, const struct ast_path *prefix, const struct ast_path *path)
{
	struct arena *a = c->b->arena;
	struct ast_path *out;

	if (!prefix)
		return path;
	if (!path_is_short(c->b, prefix->steps.n + path->steps.n, path->at))
		return NULL;
	out = ARENA_NEW(a, struct ast_path);
	for (size_t i = 0; i < prefix->steps.n; i++)
		*VEC_ADD(a, &out->steps) = prefix->steps.at[i];
	for (size_t i = 0; i < path->steps.n; i++)
		*VEC_ADD(a, &out->steps) = path->steps.at[i];
	out->at = path->at;
	return out;
}

static void
patch_line(const struct patching *c, const struct ast_path *prefix, const struct ast_item *item, enum patch_op op)
{
	const struct ast_path *path = path_join(c, prefix, item->path);
	const struct value *v = NULL;

	if (!path)
		return;
	if (item->value)
		v = value_read(c->b, c->scope, item->value, &open_type, "patch");
	if (c->b->dry || (item->value && !v))
		return;
	*VEC_ADD(c->b->arena, &c->b->spec->patches) = (struct spec_patch){
		.kind = c->kind, .name = c->name, .path = path, .op = op, .value = v,
		.at = item->path->at, .kind_at = c->kind_at,
	};
}

static void
patch_inner(const struct patching *c, const struct ast_path *prefix, const struct ast_item *item)
{
	const struct ast_path *path = path_join(c, prefix, item->path);

	if (path)
		patch_block(c, path, item->block);
}

static void
patch_item(const struct patching *c, const struct ast_path *prefix, const struct ast_item *item)
{
	switch (item->kind) {
	case AST_SET:
		patch_line(c, prefix, item, PATCH_SET);
		break;
	case AST_ADD:
		patch_line(c, prefix, item, PATCH_ADD);
		break;
	case AST_REMOVE:
		patch_line(c, prefix, item, PATCH_REMOVE);
		break;
	case AST_AMEND:
		patch_inner(c, prefix, item);
		break;
	default:
		diag_error(c->b->diags, DIAG_SY001, item->at,
			   "a patch takes `path = value`, `path += [ … ]` and `remove path`");
	}
}

static void
patch_block(const struct patching *c, const struct ast_path *prefix, const struct ast_block *block)
{
	for (size_t i = 0; i < block->items.n; i++)
		patch_item(c, prefix, block->items.at[i]);
}

void
apply_patch(struct builder *b, const struct ast_item *item, struct spec_scope *s)
{
	const struct ast_path *p = item->path;
	struct patching c = {
		.b = b, .scope = scope_of_block(b, item->block, s),
		.kind = p->steps.at[1].name.text,
		.name = p->steps.n > 2 ? p->steps.at[2].name.text : NULL,
		.kind_at = p->steps.at[1].name.at,
	};

	patch_block(&c, NULL, item->block);
}

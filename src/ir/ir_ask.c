/*
 * ir_ask: what is asked of an ir, by those who make it, check it and write it:
 * a setting by its path, the nodes, the group of a role, who says a field, and
 * how the tables are asked for keys of its version.
 */
#include "ir/ir.h"

#include <string.h>

#include "base/arena.h"
#include "front/load.h"

struct key_context
ir_keys(const struct ir *ir)
{
	const struct program *p = ir->spec->program;

	return (struct key_context){
		.arena = ir->arena, .diags = p->diags, .build = ir->build,
		.version = ir->version, .known = p->keys,
	};
}

const struct setting *
ir_setting_at(const struct ir *ir, const char *path)
{
	for (size_t i = 0; i < ir->settings.n; i++)
		if (strcmp(ir->settings.at[i].setting.path, path) == 0)
			return &ir->settings.at[i].setting;
	return NULL;
}

int64_t
ir_nodes(const struct ir *ir)
{
	int64_t n = 0;

	for (size_t i = 0; i < ir->groups.n; i++)
		n += ir->groups.at[i].nodes;
	return n;
}

const struct ir_group *
ir_group_of(const struct ir *ir, const char *role)
{
	for (size_t i = 0; role && i < ir->groups.n; i++)
		if (strcmp(ir->groups.at[i].role, role) == 0)
			return &ir->groups.at[i];
	return ir_cores(ir);
}

const char *
ir_field(const struct ir *ir, const struct ir_group *g, const char *field)
{
	const char *own;

	if (!g->role)
		return field;
	own = arena_printf(ir->arena, "%s.%s", g->role, field);
	return spec_get(ir->spec->root, own) ? own : field;
}

/*
 * backend_conf: the configuration files themselves: emqx.conf, and for 4.x
 * one for each plugin that has settings.
 */
#include <string.h>

#include "back/conf.h"
#include "back/said.h"
#include "back/targets.h"
#include "base/arena.h"

/* Each role has its own files, in a folder of its name. */
static const char *
name_of(const struct ir *ir, const struct ir_group *g, const struct conf_file *f)
{
	return g->role ? arena_printf(ir->arena, "%s/%s", g->role, f->name) : f->name;
}

static void
put_group(const struct ir *ir, const struct ir_group *g, artifact_list *out)
{
	conf_file_list files = { 0 };

	conf_files(ir, g, TAKE_ALL, &files);
	for (size_t i = 0; i < files.n; i++) {
		const struct conf_file *f = &files.at[i];
		const char *name = name_of(ir, g, f);

		*VEC_ADD(ir->arena, out) = (struct artifact){
			.path = arena_printf(ir->arena, "conf/%s", name),
			.label = files.n > 1 || g->role ? name : NULL,
			.syntax = f->syntax,
			.doc = f->doc
		};
	}
}

/* Variables that are no keys of the broker: those are in the files. */
static void
tell_variables(struct said *s)
{
	const struct spec_node *map = spec_get(s->ir->spec->root, "env");

	for (const struct spec_node *n = map ? map->first : NULL; n; n = n->next)
		if (n->present && !n->bad && strncmp(n->name, "EMQX_", 5) != 0)
			said_not(s, spec_path(s->ir->arena, n), "a variable is set where the broker is started");
}

static void
build(const struct ir *ir, const struct back_options *o, artifact_list *out)
{
	struct said said = { .ir = ir, .target = SAID_CONF };

	(void)o;
	said_check(&said);
	tell_variables(&said);
	for (size_t i = 0; i < ir->groups.n; i++)
		put_group(ir, &ir->groups.at[i], out);
}

const struct backend backend_conf = {
	.name = "conf",
	.help = "EMQX's own configuration files (emqx.conf)",
	.build = build
};

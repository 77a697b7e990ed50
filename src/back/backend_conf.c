/*
 * backend_conf: the configuration files themselves: emqx.conf, and for 4.x
 * one for each plugin that has settings.
 */
#include "back/conf.h"
#include "back/targets.h"
#include "base/arena.h"

static void
build(const struct ir *ir, const struct back_options *o, artifact_list *out)
{
	conf_file_list files = { 0 };

	(void)o;
	conf_files(ir, TAKE_ALL, &files);
	for (size_t i = 0; i < files.n; i++) {
		const struct conf_file *f = &files.at[i];

		*VEC_ADD(ir->arena, out) = (struct artifact){
			.path = arena_printf(ir->arena, "conf/%s", f->name),
			.label = files.n > 1 ? f->name : NULL,
			.syntax = f->syntax,
			.doc = f->doc
		};
	}
}

const struct backend backend_conf = {
	.name = "conf",
	.help = "EMQX's own configuration files (emqx.conf)",
	.build = build
};

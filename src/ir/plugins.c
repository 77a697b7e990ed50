/*
 * plugins: what the broker loads at start: plugins, and modules in 4.x.
 *
 * In 4.x the list adds to the image's own from 4.1.1 on, but where no list of the
 * image is in the data folder it is all that there is; so when a field needs
 * one plugin more, the image's own stand beside it (data/loaded_plugins.tmpl
 * of 4.2.14, 4.3.22 and 4.4.19).
 */
#include <string.h>

#include "ir/make.h"

static void
add(struct maker *m, const char *name)
{
	for (size_t i = 0; i < m->ir->plugins.n; i++)
		if (strcmp(m->ir->plugins.at[i], name) == 0)
			return;
	*VEC_ADD(m->arena, &m->ir->plugins) = name;
}

static void
add_own(struct maker *m)
{
	static const char *const own[] = {
		"emqx_management", "emqx_dashboard", "emqx_recon", "emqx_retainer", "emqx_rule_engine",
	};

	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		add(m, own[i]);
	if (version_at_least(&m->ir->version, 4, 2, 0))
		add(m, "emqx_telemetry");
	if (version_at_least(&m->ir->version, 4, 3, 0))
		add(m, "emqx_modules");
}

/* From 5.0 on a plugin is a package, and a list says which are started. */
static struct value *
state_of(struct maker *m, const struct spec_node *n)
{
	struct value *record = value_record(m->arena, n->name_at, 2), *enable = ARENA_NEW(m->arena, struct value);
	bool on = read_bool(m, n, "enable", true);

	value_put_text(m->arena, record, "name_vsn",
		       arena_printf(m->arena, "%s-%s", n->name, read_text(m, n, "version")), spec_place(n));
	*enable = (struct value){ .kind = VAL_BOOL, .at = spec_place(n), .num = on,
				  .text = str_of(on ? "true" : "false") };
	value_put(record, "enable", spec_place(n), enable);
	return record;
}

static void
make_packages(struct maker *m)
{
	struct spec_node *map = read_node(m, NULL, "plugin");
	struct value *list;
	size_t n = 0;

	for (struct spec_node *c = member_first(map); c; c = member_next(c))
		n++;
	if (!n || ir_is_four(m->ir))
		return;
	list = value_list(m->arena, map->name_at, n);
	for (struct spec_node *c = member_first(map); c; c = member_next(c))
		if (read_text(m, c, "version"))
			list->items[list->n++] = state_of(m, c);
	config_say(m, map, value_below(m->arena, "plugins", map->name_at,
				       value_below(m->arena, "states", map->name_at, list)), "plugin");
}

void
plugins_make(struct maker *m)
{
	const struct value *said = read_value(m, NULL, "plugins"), *modules = read_value(m, NULL, "modules");

	make_packages(m);
	for (size_t i = 0; said && i < said->n; i++)
		add(m, text_of(m->arena, said->items[i]));
	if (m->plugins.n && !said)
		add_own(m);
	for (size_t i = 0; i < m->plugins.n; i++)
		add(m, m->plugins.at[i]);
	for (size_t i = 0; modules && i < modules->n; i++)
		*VEC_ADD(m->arena, &m->ir->modules) = text_of(m->arena, modules->items[i]);
}

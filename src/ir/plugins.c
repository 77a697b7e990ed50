/*
 * plugins: what 4.x loads at start.
 *
 * The list adds to the image's own from 4.1.1 on, but where no list of the
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

void
plugins_make(struct maker *m)
{
	const struct value *said = read_value(m, NULL, "plugins");

	for (size_t i = 0; said && i < said->n; i++)
		add(m, text_of(m->arena, said->items[i]));
	if (m->plugins.n && !said)
		add_own(m);
	for (size_t i = 0; i < m->plugins.n; i++)
		add(m, m->plugins.at[i]);
}

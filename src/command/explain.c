/*
 * command_explain: what is known of an EMQX key, or of a field of a cluster.
 *
 * In: a name or a variable, and maybe a version.  Out: text; a name that nothing has is an
 * error that says which are near.
 */
#include "command/command.h"

#include <string.h>

#include "base/arena.h"
#include "base/edit.h"
#include "command/explain.h"
#include "schema/fields.h"
#include "schema/keys.h"

/* Each key once: for the oldest build that has it. */
static void
offer_keys(struct run *r, struct nearest *near)
{
	for (unsigned i = 0; i < nbuilds; i++) {
		build_set older = (UINT32_C(1) << i) - 1;

		for (const struct key *k = key_next(&builds[i], NULL); k; k = key_next(&builds[i], k))
			if (!(key_builds(k) & older))
				nearest_offer(near, key_path(k, r->arena));
	}
}

static enum status
unknown(struct run *r, const char *path)
{
	struct nearest near;
	const char *names;

	nearest_start(&near, path);
	for (const struct field *f = type_cluster.fields; f->name; f++) {
		if (field_is_also(f, path)) {
			buf_printf(&r->err, "emqxc: `%s` is called `%s` here: %s\n", path, f->name, f->doc);
			return STATUS_FAULTS;
		}
		nearest_offer(&near, f->name);
	}
	offer_keys(r, &near);
	names = nearest_text(&near, r->arena);
	buf_printf(&r->err, "emqxc: neither an EMQX key nor a field is called `%s`%s%s%s\n", path,
		   names ? "; did you mean " : "", names ? names : "", names ? "?" : "");
	return STATUS_FAULTS;
}

enum status
command_explain(struct run *r)
{
	const struct options *o = &r->options;
	struct asked asked;
	enum status status;
	const char *name;
	bool variable, field, key;

	if (o->files.n != 1)
		return run_usage(r, "one name to explain; `emqxc explain mqtt.max_packet_size`");
	if (o->emqx) {
		status = asked_version(r, "--version", o->emqx, (enum flavor)o->flavor, &asked);
		if (status)
			return status;
	}
	name = o->files.at[0];
	variable = strncmp(name, "EMQX_", 5) == 0;
	if (variable)
		name = env_path(r->arena, name);
	field = !variable && explain_field(r, name);
	key = explain_key(r, name, o->emqx ? &asked : NULL);
	return field || key ? STATUS_DONE : unknown(r, o->files.at[0]);
}

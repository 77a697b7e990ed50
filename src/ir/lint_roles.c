/*
 * lint_roles: cores and replicants: which versions have them, and what a
 * replicant needs and keeps.
 */
#include <string.h>

#include "ir/lint.h"

/* Does this build take that role? */
static bool
is_known(const struct ir_group *g)
{
	const char *words = g->settings.n ? key_words(g->settings.at[0].setting.key) : NULL;
	const char *found = words ? strstr(words, g->role) : NULL;

	return found && (found == words || found[-1] == '|');
}

/* Open-source EMQX lost its replicants with 5.8. */
static bool
check_edition(struct ir *ir, const struct ir_group *g)
{
	struct diag *d;

	if (!g->role || !g->nodes || is_known(g))
		return true;
	d = spec_report(ir->spec, DIAG_EX042, g->node, g->node->name_at,
			"open-source EMQX %s has no %ss: since 5.8.0 they are of the enterprise edition",
			version_text(ir->arena, &ir->version), g->role);
	diag_help(ir_diags(ir), d, "flavor = enterprise, or 5.9 and later, which is one edition");
	return false;
}

bool
check_roles(struct ir *ir)
{
	const struct ir_group *cores = ir_cores(ir);
	const char *field = ir_field(ir, cores, "nodes");
	bool ok = true;

	for (size_t i = 0; i < ir->groups.n; i++)
		ok = check_edition(ir, &ir->groups.at[i]) && ok;
	if (cores->nodes)
		return ok;
	spec_report(ir->spec, DIAG_EX042, lint_node(ir, field), lint_place(ir, field),
		    "without a core there is no cluster: replicants only follow one");
	return false;
}

/* A replicant asks the discovery for the cores, and these two tell it none. */
bool
check_cores_found(struct ir *ir)
{
	const char *path = lint_said(ir, "discovery") ? "discovery" : "replicant";
	struct diag *d;

	if (ir_nodes(ir) == ir_cores(ir)->nodes || discovery_is_bad(ir)
	    || (ir->discovery != DISCOVERY_MANUAL && ir->discovery != DISCOVERY_SINGLETON))
		return true;
	d = spec_report(ir->spec, DIAG_EX043, lint_node(ir, path), lint_place(ir, path),
			"the replicants find no core: discovery is `%s`",
			ir->discovery == DISCOVERY_MANUAL ? "manual" : "singleton");
	diag_help(ir_diags(ir), d, "discovery = dns, which names the cores");
	return false;
}

bool
check_replicant_storage(struct ir *ir)
{
	bool ok = true;

	for (size_t i = 0; i < ir->groups.n; i++) {
		const struct ir_group *g = &ir->groups.at[i];
		struct diag *d;

		if (!g->stateless || g->storage.kind == STORAGE_NONE)
			continue;
		d = spec_report(ir->spec, DIAG_EX043, lint_node(ir, ir_field(ir, g, "storage")),
				g->storage.at, "a replicant keeps nothing: its claim is made and goes with the pod");
		diag_help(ir_diags(ir), d, "leave `storage` out of `%s`: the cores have the data", g->role);
		ok = false;
	}
	return ok;
}

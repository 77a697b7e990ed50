/*
 * lint_hardening: advice that many clusters leave out on purpose; off until
 * -Whardening, -Wall or a policy asks for it.
 */
#include "ir/lint.h"

static bool
has_resources(struct ir *ir, const struct ir_group *g)
{
	struct diag *d;

	if (g->cpu.request && g->memory.request && g->memory.limit)
		return true;
	d = spec_report(ir->spec, DIAG_KU016, lint_node(ir, ir_field(ir, g, "resources")),
			lint_place(ir, ir_field(ir, g, "resources")),
			"%s has no request of cpu, or no request and limit of memory", g->name);
	diag_help(ir_diags(ir), d, "resources { cpu = 500m..2; memory = 1Gi..1Gi }");
	return false;
}

bool
check_resources(struct ir *ir)
{
	bool ok = true;

	for (size_t i = 0; i < ir->groups.n; i++)
		ok = has_resources(ir, &ir->groups.at[i]) && ok;
	return ok;
}

static bool
is_spread(struct ir *ir, const struct ir_group *g)
{
	struct diag *d;

	if (g->nodes < 2 || g->spread_key || g->anti_affinity)
		return true;
	d = spec_report(ir->spec, DIAG_KU022, lint_node(ir, ir_field(ir, g, "nodes")),
			lint_place(ir, ir_field(ir, g, "nodes")),
			"the %lld nodes of %s may all run on one machine", (long long)g->nodes, g->name);
	diag_help(ir_diags(ir), d, "anti-affinity = preferred, or spread = \"topology.kubernetes.io/zone\"");
	return false;
}

bool
check_spread(struct ir *ir)
{
	bool ok = true;

	for (size_t i = 0; i < ir->groups.n; i++)
		ok = is_spread(ir, &ir->groups.at[i]) && ok;
	return ok;
}

/* The key by which nodes of a group are spread over zones, or NULL. */
static const struct spec_node *
zone_key(struct ir *ir, const struct ir_group *g)
{
	const struct spec_node *spread = lint_node(ir, ir_field(ir, g, "spread"));
	const struct spec_node *more = spec_get(spread, "also");
	const struct value *v;

	if (g->spread_key && str_ends(str_of(g->spread_key), "/zone"))
		return spread;
	for (const struct spec_node *n = more ? more->first : NULL; n; n = n->next) {
		v = n->present ? spec_value(ir->spec, n, "topology-key") : NULL;
		if (v && str_ends(v->text, "/zone"))
			return n;
	}
	return NULL;
}

/* Within one machine room plain text is common.  The images of 4.x take no
 * other. */
bool
check_plain_distribution(struct ir *ir)
{
	const struct spec_node *key = NULL;
	struct diag *d;

	if (ir_is_four(ir) || ir_nodes(ir) < 2 || lint_said(ir, "distribution.tls"))
		return true;
	for (size_t i = 0; i < ir->groups.n && !key; i++)
		key = zone_key(ir, &ir->groups.at[i]);
	if (!key)
		return true;
	d = spec_report(ir->spec, DIAG_SE022, key, key->name_at,
			"the nodes speak to those of other zones without TLS");
	diag_help(ir_diags(ir), d, "distribution { tls = NAME }, with a tls block that has a `ca`");
	return false;
}

bool
check_namespace_said(struct ir *ir)
{
	if (ir->ns)
		return true;
	spec_report(ir->spec, DIAG_KU033, ir->spec->root, ir->at,
		    "without a `namespace` the objects go where kubectl happens to point");
	return false;
}

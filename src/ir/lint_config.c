/*
 * lint_config: settings that are right by themselves, and what they are worth
 * beside the rest of the cluster.
 */
#include <string.h>

#include "ir/lint.h"
#include "ir/make.h"

enum { GI = 1 << 30 };

/* Databases, logs of retained messages and sessions grow: a full disk stops
 * the node. */
static bool
claim_is_small(struct ir *ir, const struct ir_group *g)
{
	const char *path = ir_field(ir, g, "storage");
	const struct value *size = g->storage.kind == STORAGE_CLAIM
		? spec_value(ir->spec, ir->spec->root, arena_join(ir->arena, path, ".size", NULL)) : NULL;
	struct diag *d;

	if (!size || size->num >= GI)
		return false;
	d = spec_report(ir->spec, DIAG_EX063, lint_node(ir, path), size->at,
			"a claim of %s is soon full, and then the node stops", g->storage.size);
	diag_help(ir_diags(ir), d, "most claims cannot be made larger in place: begin with 1Gi or more");
	return true;
}

bool
check_claim_size(struct ir *ir)
{
	bool ok = true;

	for (size_t i = 0; i < ir->groups.n; i++)
		ok = !claim_is_small(ir, &ir->groups.at[i]) && ok;
	return ok;
}

/* A key that an edit in the Dashboard would change at once: it comes from
 * config { }, and is not read at boot alone. */
static bool
is_pinned(const struct ir *ir, const struct ir_setting *s)
{
	static const char *const boot[] = { "cluster", "node", "rpc" };

	if (s->setting.owner || s->carrier == CARRY_BASE || ir_is_four(ir))
		return false;
	for (size_t i = 0; i < sizeof boot / sizeof *boot; i++)
		if (strcmp(s->setting.steps[0], boot[i]) == 0)
			return false;
	return true;
}

bool
check_dashboard_edits(struct ir *ir)
{
	const struct ir_setting *first = NULL;
	size_t n = 0;
	struct diag *d;

	for (size_t i = 0; i < ir->settings.n; i++) {
		if (!is_pinned(ir, &ir->settings.at[i]))
			continue;
		first = n++ ? first : &ir->settings.at[i];
	}
	if (!first)
		return true;
	d = spec_report(ir->spec, DIAG_EX008, lint_node(ir, "config"), first->setting.at,
			"`%s`%s: an edit in the Dashboard is gone after a restart", first->setting.path,
			n > 1 ? arena_printf(ir->arena, " and %zu more", n - 1) : "");
	if (version_at_least(&ir->version, 5, 8, 4))
		diag_help(ir_diags(ir), d, "layer = default lets the edit win");
	return false;
}

/* The most that the virtual machine opens; 0: it decides by itself. */
static int64_t
ports_of_vm(const struct ir *ir)
{
	static const char path[] = "node.max_ports";
	const struct setting *said = ir_setting_at(ir, path);
	const struct key *key = key_find(ir->build, path);
	int64_t n = 0;

	if (said)
		return said->value->num;
	if (ir_is_four(ir))
		return 1048576; /* the image's own variable */
	if (key && key_default(key))
		number_int(str_of(key_default(key)), &n);
	return n;
}

/* Each connection is a port of the virtual machine. */
bool
check_connections(struct ir *ir)
{
	int64_t most = ports_of_vm(ir);
	bool ok = true;

	for (size_t i = 0; most && i < ir->listeners.n; i++) {
		const struct ir_listener *l = &ir->listeners.at[i];
		const struct value *max = l->node ? spec_value(ir->spec, l->node, "max-connections") : NULL;
		struct diag *d;

		if (!max || max->kind != VAL_INT || max->num <= most)
			continue;
		d = spec_report(ir->spec, DIAG_EX067, l->node, max->at,
				"each connection is a port of the Erlang machine, and a node has %lld of those",
				(long long)most);
		diag_help(ir_diags(ir), d, "config { node.max_ports = %lld }, or fewer connections for each node",
			  (long long)max->num * 2);
		ok = false;
	}
	return ok;
}

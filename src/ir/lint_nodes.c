/*
 * lint_nodes: their number, and how pods come and go.
 */
#include <string.h>

#include "ir/lint.h"
#include "ir/make.h"

/* Only the cores vote. */
bool
check_even(struct ir *ir)
{
	const struct ir_group *cores = ir_cores(ir);
	const char *field = ir_field(ir, cores, "nodes");
	struct diag *d;

	if (cores->nodes % 2 || !cores->nodes)
		return true;
	d = spec_report(ir->spec, DIAG_EX040, lint_node(ir, field), lint_place(ir, field),
			"%lld %s: after a split in two equal halves autoheal has no majority",
			(long long)cores->nodes, cores->role ? "cores" : "nodes");
	diag_help(ir_diags(ir), d, "take %lld or %lld", (long long)cores->nodes - 1,
		  (long long)cores->nodes + 1);
	return false;
}

/* At their most, where they come and go. */
static int64_t
most_nodes(const struct ir *ir)
{
	int64_t n = 0;

	for (size_t i = 0; i < ir->groups.n; i++) {
		const struct ir_group *g = &ir->groups.at[i];

		n += g->autoscale.max > g->nodes ? g->autoscale.max : g->nodes;
	}
	return n;
}

/* From 5.9 on the licence that comes with the image is for one node. */
bool
check_licence(struct ir *ir)
{
	const struct ir_group *most = ir_cores(ir);
	const char *field;
	struct diag *d;

	if (!version_at_least(&ir->version, 5, 9, 0) || most_nodes(ir) < 2
	    || lint_said(ir, "license") || meaning_set(ir, MEAN_LICENSE, NULL))
		return true;
	for (size_t i = 1; i < ir->groups.n; i++)
		if (ir->groups.at[i].nodes > most->nodes)
			most = &ir->groups.at[i];
	field = ir_field(ir, most, "nodes");
	d = spec_report(ir->spec, DIAG_EX041, lint_node(ir, field), lint_place(ir, field),
			"EMQX %s without a licence is for one node, not %lld",
			version_text(ir->arena, &ir->version), (long long)most_nodes(ir));
	diag_help(ir_diags(ir), d, "license = secret(NAME, KEY); since 5.9 a second node does not start without one");
	return false;
}

/* Each check of one group, over all of them. */
static bool
check_groups(struct ir *ir, bool (*check)(struct ir *ir, const struct ir_group *g))
{
	bool ok = true;

	for (size_t i = 0; i < ir->groups.n; i++)
		ok = check(ir, &ir->groups.at[i]) && ok;
	return ok;
}

static bool
claim_is_own(struct ir *ir, const struct ir_group *g)
{
	struct diag *d;

	if (g->storage.kind != STORAGE_EXISTING || g->nodes < 2)
		return true;
	d = spec_report(ir->spec, DIAG_EX062, lint_node(ir, ir_field(ir, g, "storage")), g->storage.at,
			"%lld nodes cannot share the claim `%s`", (long long)g->nodes,
			g->storage.claim ? g->storage.claim : "");
	diag_help(ir_diags(ir), d, "storage = SIZE makes a claim for each node");
	return false;
}

bool
check_claim_shared(struct ir *ir)
{
	return check_groups(ir, claim_is_own);
}

/* Pods that a budget of the text "2" or "50%" means. */
static int64_t
budget_pods(const char *text, int64_t nodes)
{
	int64_t n = 0;

	number_int((struct str){ text, strspn(text, "0123456789") }, &n);
	return strchr(text, '%') ? (n * nodes + 99) / 100 : n;
}

static bool
refuse_budget(struct ir *ir, const struct ir_group *g, const char *field, const char *why)
{
	const char *path = ir_field(ir, g, field);

	spec_report(ir->spec, DIAG_KU024, lint_node(ir, path), lint_place(ir, path), "%s", why);
	return false;
}

static bool
budget_lets_drain(struct ir *ir, const struct ir_group *g)
{
	const char *max = g->max_unavailable, *min = g->min_available;
	int64_t fewest = g->autoscale.max ? g->autoscale.min : g->nodes;

	if (max && min)
		return refuse_budget(ir, g, "disruption.min-available",
				     "a budget has max-unavailable or min-available, not both");
	if (max && budget_pods(max, fewest) == 0)
		return refuse_budget(ir, g, "disruption.max-unavailable",
				     "no pod may ever be away: no machine could be drained");
	if (min && budget_pods(min, fewest) >= fewest)
		return refuse_budget(ir, g, "disruption.min-available",
			arena_printf(ir->arena, "all %lld pods must always be there: no machine could be drained",
				     (long long)fewest));
	return true;
}

bool
check_budget(struct ir *ir)
{
	return check_groups(ir, budget_lets_drain);
}

/* Fields of rollout that only one kind of workload has. */
static const struct {
	enum workload workload;
	const char *kind, *field;
} rollout_fields[] = {
	{ WORKLOAD_STATEFULSET, "StatefulSet", "rollout.pod-management-policy" },
	{ WORKLOAD_STATEFULSET, "StatefulSet", "rollout.update-strategy" },
	{ WORKLOAD_STATEFULSET, "StatefulSet", "rollout.partition" },
	{ WORKLOAD_DEPLOYMENT, "Deployment", "rollout.strategy" },
	{ WORKLOAD_DEPLOYMENT, "Deployment", "rollout.max-surge" },
	{ WORKLOAD_DEPLOYMENT, "Deployment", "rollout.max-unavailable" },
	{ WORKLOAD_DEPLOYMENT, "Deployment", "rollout.progress-deadline" },
};

static bool
has_workload(const struct ir *ir, enum workload workload)
{
	for (size_t i = 0; i < ir->groups.n; i++)
		if (ir->groups.at[i].workload == workload)
			return true;
	return false;
}

bool
check_rollout(struct ir *ir)
{
	bool ok = true;

	for (size_t i = 0; i < sizeof rollout_fields / sizeof *rollout_fields; i++) {
		const char *field = rollout_fields[i].field;

		if (has_workload(ir, rollout_fields[i].workload) || !lint_said(ir, field))
			continue;
		spec_report(ir->spec, DIAG_KU001, lint_node(ir, field), lint_place(ir, field),
			    "only a %s has `%s`", rollout_fields[i].kind, field);
		ok = false;
	}
	return ok;
}

/* A rollout goes on when a pod is ready, and a pod that goes is still called. */
bool
check_leave(struct ir *ir)
{
	struct diag *d;

	if (ir_nodes(ir) < 2 || (ir->pre_stop > 0 && ir->min_ready > 0))
		return true;
	d = spec_report(ir->spec, DIAG_EX069, ir->spec->root, ir->at, ir->pre_stop > 0
			? "a rollout takes the next node as soon as one says that it is ready"
			: "a node that stops is still sent clients for a moment");
	diag_help(ir_diags(ir), d, "%s%s%s", ir->pre_stop > 0 ? "" : "lifecycle { pre-stop = 10s }",
		  ir->pre_stop > 0 || ir->min_ready > 0 ? "" : " and ",
		  ir->min_ready > 0 ? "" : "rollout { min-ready = 10s }");
	return false;
}

static const char *
toleration_fault(const struct ir_toleration *t)
{
	bool exists = t->operator && strcmp(t->operator, "Exists") == 0;

	if (exists && t->value)
		return "operator = Exists takes no value";
	if (!exists && !t->key)
		return "without a key a toleration needs operator = Exists";
	if (t->seconds >= 0 && (!t->effect || strcmp(t->effect, "NoExecute") != 0))
		return "`seconds` needs effect = NoExecute";
	return NULL;
}

static bool
tolerations_ok(struct ir *ir, const struct ir_group *g)
{
	const struct spec_node *n = spec_get(ir->spec->root, ir_field(ir, g, "toleration"));
	bool ok = true;

	n = n ? n->first : NULL;
	for (size_t i = 0; i < g->tolerations.n && n; n = n->next) {
		const char *fault;

		if (!n->present || n->bad)
			continue;
		fault = toleration_fault(&g->tolerations.at[i++]);
		if (!fault)
			continue;
		spec_report(ir->spec, DIAG_KU001, n, n->name_at, "%s", fault);
		ok = false;
	}
	return ok;
}

bool
check_tolerations(struct ir *ir)
{
	return check_groups(ir, tolerations_ok);
}

bool
check_user(struct ir *ir)
{
	const char *field = "security.run-as-user";

	if (ir->run_as_user != 0)
		return true;
	spec_report(ir->spec, DIAG_KU001, lint_node(ir, field), lint_place(ir, field),
		    "the pods do not run as root; the image's user is 1000");
	return false;
}

/* Up to 4.1.0 the list takes the place of the image's own, and the start
 * script ends the container when the management API does not answer. */
bool
check_plugins(struct ir *ir)
{
	const struct value *v = lint_said(ir, "plugins")
		? spec_value(ir->spec, ir->spec->root, "plugins") : NULL;
	struct diag *d;

	if (!v || version_at_least(&ir->version, 4, 1, 1))
		return true;
	for (size_t i = 0; i < v->n; i++)
		if (str_is(v->items[i]->text, "emqx_management"))
			return true;
	d = spec_report(ir->spec, DIAG_EX077, lint_node(ir, "plugins"), lint_place(ir, "plugins"),
			"without emqx_management the container ends itself");
	diag_help(ir_diags(ir), d, "up to 4.1.0 `plugins` takes the place of the image's list, and the start "
		  "script waits for the management API");
	return false;
}

bool
check_plugin_names(struct ir *ir)
{
	const struct value *v = lint_said(ir, "plugins")
		? spec_value(ir->spec, ir->spec->root, "plugins") : NULL;
	bool ok = true;

	for (size_t i = 0; v && i < v->n; i++) {
		struct str name = v->items[i]->text;

		if (name.n && name.n == strspn(arena_strndup(ir->arena, name.p, name.n),
					       "abcdefghijklmnopqrstuvwxyz0123456789_"))
			continue;
		spec_report(ir->spec, DIAG_TY001, lint_node(ir, "plugins"), v->items[i]->at,
			    "`%.*s` is no plugin: their names are as emqx_retainer", STR_ARG(name));
		ok = false;
	}
	return ok;
}

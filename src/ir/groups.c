/*
 * groups: the nodes by their role, each role a workload of its own.  How many,
 * and of which kind; the steps after this fill in the rest
 * (doc/design/0040-core-and-replicant.md).
 *
 * A cluster without core { } and replicant { } is one group without a role.
 * What a group leaves out it takes from the cluster's fields.
 */
#include <string.h>

#include "ir/make.h"

static const struct {
	const char *word;
	enum workload id;
} workloads[] = {
	{ "statefulset", WORKLOAD_STATEFULSET },
	{ "deployment", WORKLOAD_DEPLOYMENT },
	{ "pod", WORKLOAD_POD },
};

/* The roles of EMQX.  Cores hold the data under their names; a replicant
 * follows the cores and may come and go. */
static const struct role {
	const char *word;
	enum workload workload;
	bool stateless;
} roles[] = {
	{ "core", WORKLOAD_STATEFULSET, false },
	{ "replicant", WORKLOAD_DEPLOYMENT, true },
};

enum { ROLES = sizeof roles / sizeof *roles };

static enum workload
workload_of(const struct maker *m)
{
	const char *word = read_text(m, NULL, "workload");
	int i = 0;

	while (word && strcmp(workloads[i].word, word) != 0)
		i++;
	return workloads[i].id;
}

const struct spec_node *
group_from(const struct maker *m, const struct ir_group *g, const char *field)
{
	return g->node && read_node(m, g->node, field) ? g->node : NULL;
}

static void
only_group(struct maker *m)
{
	struct spec_node *n = read_node(m, NULL, "nodes");
	struct ir_group *g = VEC_ADD(m->arena, &m->ir->groups);

	*g = (struct ir_group){
		.name = m->ir->names.workload, .workload = workload_of(m),
		.nodes = read_num(m, NULL, "nodes", 1),
	};
	if (g->workload != WORKLOAD_POD || g->nodes == 1)
		return;
	spec_report(m->spec, DIAG_TY002, n, spec_place(n), "`workload = pod` is one pod, not %lld",
		    (long long)g->nodes);
	g->nodes = 1;
}

/* The role is the one key in which the groups differ. */
static void
role_setting(struct maker *m, struct ir_group *g)
{
	struct place at = read_place(m, NULL, g->role);
	struct ir_setting *s;

	if (!mean(m, MEAN_ROLE, NULL, g->role, at, g->role))
		return;
	s = VEC_ADD(m->arena, &g->settings);
	s->setting = m->settings.at[--m->settings.n];
	s->var = setting_var(m->arena, &s->setting);
	s->file = key_file(s->setting.key);
	s->carrier = CARRY_ENV;
}

static void
add_group(struct maker *m, const struct role *r)
{
	struct spec_node *n = read_node(m, NULL, r->word);
	struct ir_group *g = VEC_ADD(m->arena, &m->ir->groups);

	*g = (struct ir_group){
		.role = r->word, .node = n, .workload = r->workload, .stateless = r->stateless,
		.name = arena_printf(m->arena, "%s-%s", m->ir->names.workload, r->word),
	};
	g->nodes = read_num(m, group_from(m, g, "nodes"), "nodes", 1);
	role_setting(m, g);
}

/* Fields of the cluster that speak of one workload only. */
static void
check_workload(struct maker *m, const struct spec_node *group)
{
	struct spec_node *n = read_node(m, NULL, "workload");
	struct diag *d;

	if (!n || workload_of(m) == WORKLOAD_STATEFULSET)
		return;
	d = spec_report(m->spec, DIAG_TY011, n, spec_place(n),
			"a cluster with `%s` has no `workload = %s`", group->name,
			read_text(m, NULL, "workload"));
	diag_note(m->diags, d, group->name_at, "`%s` is here", group->name);
	diag_help(m->diags, d, "cores are a StatefulSet and replicants a Deployment: leave `workload` out");
}

static void
check_size(struct maker *m)
{
	struct spec_node *cluster = read_node(m, NULL, "nodes"), *core = read_node(m, NULL, "core.nodes");
	struct diag *d;

	if (!cluster || !core)
		return;
	d = spec_report(m->spec, DIAG_TY011, core, spec_place(core),
			"`core.nodes` and `nodes` both say how many cores there are");
	diag_note(m->diags, d, spec_place(cluster), "`nodes` is here");
	diag_help(m->diags, d, "with `core` or `replicant`, `nodes` is the number of cores: keep one of the two");
}

static void
make_groups(struct maker *m)
{
	const struct spec_node *core = read_node(m, NULL, "core"), *replicant = read_node(m, NULL, "replicant");

	if (!core && !replicant) {
		only_group(m);
		return;
	}
	check_workload(m, core ? core : replicant);
	check_size(m);
	for (int i = 0; i < ROLES; i++)
		if (roles[i].workload == WORKLOAD_STATEFULSET || read_node(m, NULL, roles[i].word))
			add_group(m, &roles[i]);
}

/* Pods of a StatefulSet keep their names, and so do containers of one host. */
static void
name_nodes(struct maker *m)
{
	for (size_t i = 0; i < m->ir->groups.n; i++) {
		struct ir_group *g = &m->ir->groups.at[i];

		g->named = g->workload == WORKLOAD_STATEFULSET || ir_target(m->ir)->one_host;
	}
}

void
groups_make(struct maker *m)
{
	make_groups(m);
	name_nodes(m);
}

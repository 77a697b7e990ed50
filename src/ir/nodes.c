/*
 * nodes: how many, in which workload, and what each is called.
 *
 * The image's start script joins EMQX_NAME and EMQX_HOST; EMQX_NODE__NAME is
 * never used, because 4.x ignores it.
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

static enum workload
workload_of(const struct maker *m)
{
	const char *word = read_text(m, NULL, "workload");
	int i = 0;

	while (word && strcmp(workloads[i].word, word) != 0)
		i++;
	return workloads[i].id;
}

static void
check_node_name(struct maker *m)
{
	struct spec_node *n = read_node(m, NULL, "node-name");
	const char *name = m->ir->node_name;
	struct diag *d;

	if (!n || (*name && strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				   "0123456789_-") == strlen(name)))
		return;
	d = spec_report(m->spec, DIAG_EX025, n, spec_place(n), "the broker refuses `%s` in a node name",
			name);
	diag_help(m->diags, d, "letters, digits, - and _; what follows the @ comes from the pod");
}

void
nodes_make(struct maker *m)
{
	struct spec_node *n = read_node(m, NULL, "nodes");

	m->ir->workload = workload_of(m);
	m->ir->nodes = read_num(m, NULL, "nodes", 1);
	m->ir->node_name = read_text(m, NULL, "node-name");
	check_node_name(m);
	if (m->ir->workload != WORKLOAD_POD || m->ir->nodes == 1)
		return;
	spec_report(m->spec, DIAG_TY002, n, spec_place(n), "`workload = pod` is one pod, not %lld",
		    (long long)m->ir->nodes);
	m->ir->nodes = 1;
}

const char *
node_full_name(struct maker *m, int64_t ordinal)
{
	return arena_printf(m->arena, "%s@%s-%lld.%s.%s.svc.%s", m->ir->node_name,
			    m->ir->names.workload, (long long)ordinal, m->ir->names.headless,
			    namespace_text(m), m->ir->domain);
}

/*
 * nodes: what each node is called, and the security profile that it starts with.
 *
 * The image's start script joins EMQX_NAME and EMQX_HOST; EMQX_NODE__NAME is
 * never used, because 4.x ignores it.
 */
#include <string.h>

#include "ir/make.h"

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
	m->ir->node_name = read_text(m, NULL, "node-name");
	m->ir->profile = read_text(m, NULL, "security-profile");
	check_node_name(m);
}

const char *
node_full_name(struct maker *m, int64_t ordinal)
{
	return arena_printf(m->arena, "%s@%s-%lld.%s.%s.svc.%s", m->ir->node_name,
			    ir_cores(m->ir)->name, (long long)ordinal, m->ir->names.headless,
			    namespace_text(m), m->ir->domain);
}

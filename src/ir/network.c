/*
 * network: who may reach which ports of the pods.  Reads network-policy { };
 * without it everybody may.
 */
#include "ir/make.h"

/* A block that names nobody would open the ports to everybody. */
static void
read_peers(struct maker *m, const char *field, struct ir_peers *out)
{
	struct spec_node *n = read_node(m, NULL, field);
	const struct value *cidrs = read_value(m, n, "cidr");

	out->said = n != NULL;
	if (!n)
		return;
	for (size_t i = 0; cidrs && i < cidrs->n; i++)
		*VEC_ADD(m->arena, &out->cidrs) = text_of(m->arena, cidrs->items[i]);
	read_pairs(m, n, "pods", &out->pods);
	read_pairs(m, n, "namespaces", &out->namespaces);
	if (!out->cidrs.n && !out->pods.n && !out->namespaces.n)
		spec_report(m->spec, DIAG_TY004, n, spec_place(n),
			    "`%s` needs a `cidr`, `pods` or `namespaces`", field);
}

void
network_make(struct maker *m)
{
	struct ir *ir = m->ir;

	ir->policy = read_node(m, NULL, "network-policy") != NULL;
	if (!ir->policy)
		return;
	read_peers(m, "network-policy.clients", &ir->clients);
	read_peers(m, "network-policy.admin", &ir->admins);
	read_peers(m, "network-policy.metrics", &ir->scrapers);
}

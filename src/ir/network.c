/*
 * network: who may reach which ports of the pods, and whom they may call.
 * Reads network-policy { }; without it everybody may, and they may call
 * everybody.
 */
#include <string.h>

#include "ir/make.h"

/* A block that names nobody would open the ports to everybody. */
static void
read_block(struct maker *m, const struct spec_node *n, const char *field, struct ir_peers *out)
{
	const struct value *cidrs = read_value(m, n, "cidr");

	out->said = true;
	for (size_t i = 0; cidrs && i < cidrs->n; i++)
		*VEC_ADD(m->arena, &out->cidrs) = text_of(m->arena, cidrs->items[i]);
	read_pairs(m, n, "pods", &out->pods);
	read_pairs(m, n, "namespaces", &out->namespaces);
	if (!out->cidrs.n && !out->pods.n && !out->namespaces.n)
		spec_report(m->spec, DIAG_TY004, n, spec_place(n),
			    "`%s` needs a `cidr`, `pods` or `namespaces`", field);
}

static void
read_peers(struct maker *m, const char *field, struct ir_peers *out)
{
	struct spec_node *n = read_node(m, NULL, field);

	if (n)
		read_block(m, n, field, out);
}

static struct ir_outlet *
add_outlet(struct maker *m, const struct spec_node *n, const char *owner)
{
	struct ir_outlet *o = VEC_ADD(m->arena, &m->ir->outlets);
	const struct value *ports = n ? read_value(m, n, "ports") : NULL;

	*o = (struct ir_outlet){ .owner = owner, .tcp = true };
	if (n)
		read_block(m, n, owner, &o->peers);
	for (size_t i = 0; ports && i < ports->n; i++)
		*VEC_ADD(m->arena, &o->ports) = (int)ports->items[i]->num;
	return o;
}

/* Ports that are meant where none are said. */
static void
add_ports(struct maker *m, struct ir_outlet *o, const int *ports, size_t n)
{
	if (o->ports.n)
		return;
	for (size_t i = 0; i < n; i++)
		*VEC_ADD(m->arena, &o->ports) = ports[i];
}

/* The name servers of a cluster are pods of kube-system, unless a cache on each
 * machine answers. */
static void
name_servers(struct maker *m)
{
	static const int usual[] = { 53 };
	struct ir_outlet *o = add_outlet(m, read_node(m, NULL, "network-policy.egress.dns"), "network-policy.egress.dns");

	o->udp = true;
	add_ports(m, o, usual, 1);
	if (!o->peers.said)
		*VEC_ADD(m->arena, &o->peers.namespaces) = (struct ir_pair){
			"kubernetes.io/metadata.name", "kube-system", m->ir->at
		};
}

/* It listens at 6443 and is called at 443: which of them a policy sees, the
 * network decides. */
static void
api_server(struct maker *m)
{
	static const int usual[] = { 443, 6443 };
	struct spec_node *n = read_node(m, NULL, "network-policy.egress.api-server");

	if (n)
		add_ports(m, add_outlet(m, n, "network-policy.egress.api-server"), usual, 2);
}

static void
read_egress(struct maker *m)
{
	struct spec_node *n = member_first(read_node(m, NULL, "network-policy.egress.to"));

	m->ir->egress = read_node(m, NULL, "network-policy.egress") != NULL;
	if (!m->ir->egress)
		return;
	name_servers(m);
	api_server(m);
	for (; n; n = member_next(n)) {
		struct ir_outlet *o = add_outlet(m, n, spec_path(m->arena, n));

		o->udp = strcmp(read_text(m, n, "protocol"), "UDP") == 0;
		o->tcp = !o->udp;
	}
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
	read_egress(m);
}

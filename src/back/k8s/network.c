/*
 * network: a NetworkPolicy for the pods of all groups.  Clients reach the
 * ports of the listeners, the nodes reach each other, and the Dashboard and
 * the management API are for those who are named.  Whom the pods call is
 * restricted when `egress` says so: then to each other, to name servers and to
 * those that are named.
 */
#include "back/k8s/k8s.h"
#include "base/arena.h"

static void
put_selected(struct k8s *k, struct doc *peer, const char *name, const pair_list *labels)
{
	if (labels->n)
		put_pairs(k, doc_put_map(k->arena, doc_put_map(k->arena, peer, name), "matchLabels"),
			  labels);
}

/* Pods and namespaces together are those pods in those namespaces. */
static void
put_peers(struct k8s *k, struct doc *from, const struct ir_peers *p, const char *field)
{
	struct doc *d;

	for (size_t i = 0; i < p->cidrs.n; i++) {
		d = own(k, doc_put_map(k->arena, from, NULL), field);
		doc_put_text(k->arena, doc_put_map(k->arena, d, "ipBlock"), "cidr", p->cidrs.at[i]);
	}
	if (!p->pods.n && !p->namespaces.n)
		return;
	d = own(k, doc_put_map(k->arena, from, NULL), field);
	put_selected(k, d, "namespaceSelector", &p->namespaces);
	put_selected(k, d, "podSelector", &p->pods);
}

static struct doc *
put_rule(struct k8s *k, struct doc *rules, unsigned uses)
{
	struct doc *rule = doc_put_map(k->arena, rules, NULL);
	struct doc *ports = doc_put_list(k->arena, rule, "ports");

	for (size_t i = 0; i < k->ir->ports.n; i++) {
		const struct ir_port *p = &k->ir->ports.at[i];
		struct doc *d;

		if (!(uses & 1u << p->use))
			continue;
		d = doc_own(doc_put_map(k->arena, ports, NULL), p->owner, p->at);
		doc_put_int(k->arena, d, "port", p->number);
		doc_put_text(k->arena, d, "protocol", p->udp ? "UDP" : "TCP");
	}
	return rule;
}

static bool
has_clients(const struct ir *ir)
{
	for (size_t i = 0; i < ir->ports.n; i++)
		if (ir->ports.at[i].use == PORT_CLIENT)
			return true;
	return false;
}

/* A rule without `from` is for everybody. */
static void
clients_rule(struct k8s *k, struct doc *rules)
{
	struct doc *rule;

	if (!has_clients(k->ir))
		return;
	rule = put_rule(k, rules, 1u << PORT_CLIENT);
	if (k->ir->clients.said)
		put_peers(k, doc_put_list(k->arena, rule, "from"), &k->ir->clients,
			  "network-policy.clients");
}

/* The nodes of all groups, and nobody else: who reaches the distribution and
 * knows the cookie runs code in the broker. */
static void
put_nodes(struct k8s *k, struct doc *rule, const char *name)
{
	struct doc *list = doc_put_list(k->arena, rule, name);

	put_selector(k, doc_put_map(k->arena, doc_put_map(k->arena, list, NULL), "podSelector"), "matchLabels");
}

/* EMQX shows its metrics at the port of its API: that of the Dashboard, in 4.x
 * a port of its own. */
static void
admin_rules(struct k8s *k, struct doc *rules)
{
	const struct ir *ir = k->ir;
	unsigned api = 1u << (ir_is_four(ir) ? PORT_MANAGEMENT : PORT_DASHBOARD);
	struct doc *rule;

	if (ir->admins.said) {
		rule = put_rule(k, rules, 1u << PORT_MANAGEMENT | 1u << PORT_DASHBOARD);
		put_peers(k, doc_put_list(k->arena, rule, "from"), &ir->admins,
			  "network-policy.admin");
	}
	if (ir->scrapers.said) {
		rule = put_rule(k, rules, api);
		put_peers(k, doc_put_list(k->arena, rule, "from"), &ir->scrapers,
			  "network-policy.metrics");
	}
}

static void
put_outlet_port(struct k8s *k, struct doc *ports, int number, const char *protocol)
{
	struct doc *d = doc_put_map(k->arena, ports, NULL);

	doc_put_int(k->arena, d, "port", number);
	doc_put_text(k->arena, d, "protocol", protocol);
}

static void
put_outlet(struct k8s *k, struct doc *rules, const struct ir_outlet *o)
{
	struct doc *rule = own(k, doc_put_map(k->arena, rules, NULL), o->owner);
	struct doc *ports = o->ports.n ? doc_put_list(k->arena, rule, "ports") : NULL;

	for (size_t i = 0; i < o->ports.n; i++) {
		if (o->udp)
			put_outlet_port(k, ports, o->ports.at[i], "UDP");
		if (o->tcp)
			put_outlet_port(k, ports, o->ports.at[i], "TCP");
	}
	put_peers(k, doc_put_list(k->arena, rule, "to"), &o->peers, o->owner);
}

/* A node calls the others at the ports at which they hear it. */
static void
put_egress(struct k8s *k, struct doc *spec)
{
	struct doc *list = own(k, doc_put_list(k->arena, spec, "egress"), "network-policy.egress");

	put_nodes(k, put_rule(k, list, 1u << PORT_CLUSTER), "to");
	for (size_t i = 0; i < k->ir->outlets.n; i++)
		put_outlet(k, list, &k->ir->outlets.at[i]);
}

void
network_policy_make(struct k8s *k)
{
	struct doc *spec, *list;

	if (!k->ir->policy)
		return;
	spec = doc_put_map(k->arena, object_new(k, "networking.k8s.io/v1", "NetworkPolicy",
						k->ir->names.policy), "spec");
	own(k, spec, "network-policy");
	put_selector(k, doc_put_map(k->arena, spec, "podSelector"), "matchLabels");
	list = doc_put_list(k->arena, spec, "policyTypes");
	doc_put_text(k->arena, list, NULL, "Ingress");
	if (k->ir->egress)
		doc_put_text(k->arena, list, NULL, "Egress");
	list = doc_put_list(k->arena, spec, "ingress");
	clients_rule(k, list);
	put_nodes(k, put_rule(k, list, 1u << PORT_CLUSTER), "from");
	admin_rules(k, list);
	if (k->ir->egress)
		put_egress(k, spec);
}

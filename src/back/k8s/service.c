/*
 * service: the headless Service, by which nodes find the cores, and those for
 * clients.  Every port says its protocol: a patch that adds UDP to a port
 * without one would be lost in a merge.
 */
#include "back/k8s/k8s.h"
#include "base/arena.h"

struct doc *
put_port(struct k8s *k, struct doc *ports, const struct ir_port *p)
{
	struct doc *d = doc_own(doc_put_map(k->arena, ports, NULL), p->owner, p->at);

	doc_put_text(k->arena, d, "name", p->name);
	doc_put_int(k->arena, d, "port", p->number);
	doc_put_text(k->arena, d, "targetPort", p->name);
	doc_put_text(k->arena, d, "protocol", p->udp ? "UDP" : "TCP");
	return d;
}

void
headless_make(struct k8s *k)
{
	const struct ir *ir = k->ir;
	struct doc *spec, *ports;

	if (ir_cores(ir)->workload != WORKLOAD_STATEFULSET)
		return;
	k->group = ir_cores(ir);
	spec = doc_put_map(k->arena, object_new(k, "v1", "Service", ir->names.headless), "spec");
	doc_fix(doc_put_text(k->arena, spec, "type", "ClusterIP"));
	doc_fix(doc_put_text(k->arena, spec, "clusterIP", "None"));
	doc_fix(doc_put_bool(k->arena, spec, "publishNotReadyAddresses", true));
	put_selector(k, spec, "selector");
	ports = doc_fix(doc_put_list(k->arena, spec, "ports"));
	for (size_t i = 0; i < ir->ports.n; i++)
		put_port(k, ports, &ir->ports.at[i]);
	k->group = NULL;
}

static void
put_exposure(struct k8s *k, struct doc *spec, const struct ir_service *s)
{
	struct doc *list;

	doc_own(doc_put_text(k->arena, spec, "type", s->type), s->owner, s->at);
	if (s->load_balancer_class)
		doc_own(doc_put_text(k->arena, spec, "loadBalancerClass", s->load_balancer_class),
			s->owner, s->at);
	if (s->load_balancer_ip)
		doc_own(doc_put_text(k->arena, spec, "loadBalancerIP", s->load_balancer_ip),
			s->owner, s->at);
	if (s->external_traffic_policy)
		doc_own(doc_put_text(k->arena, spec, "externalTrafficPolicy",
				     s->external_traffic_policy), s->owner, s->at);
	if (!s->source_ranges.n)
		return;
	list = doc_own(doc_put_list(k->arena, spec, "loadBalancerSourceRanges"), s->owner, s->at);
	for (size_t i = 0; i < s->source_ranges.n; i++)
		doc_put_text(k->arena, list, NULL, s->source_ranges.at[i]);
}

static void
put_service(struct k8s *k, const struct ir_service *s)
{
	struct doc *d = object_new(k, "v1", "Service", s->name);
	struct doc *meta = doc_get(d, "metadata"), *spec, *ports;

	put_pairs(k, doc_get(meta, "labels"), &s->labels);
	if (s->annotations.n)
		put_pairs(k, sub_map(k, meta, "annotations"), &s->annotations);
	spec = doc_put_map(k->arena, d, "spec");
	put_exposure(k, spec, s);
	k->group = ir_group_of(k->ir, s->role);
	put_selector(k, spec, "selector");
	k->group = NULL;
	ports = doc_fix(doc_put_list(k->arena, spec, "ports"));
	for (size_t i = 0; i < s->ports.n; i++) {
		struct doc *port = put_port(k, ports, s->ports.at[i]);

		if (s->node_ports.at[i])
			doc_put_int(k->arena, port, "nodePort", s->node_ports.at[i]);
	}
}

void
services_put(struct k8s *k)
{
	for (size_t i = 0; i < k->ir->services.n; i++)
		put_service(k, &k->ir->services.at[i]);
}

/*
 * service_options: fields of a Service that set one field of the object each.
 * A row says which, and which types of Service have it.
 */
#include <string.h>

#include "ir/make.h"

enum {
	BALANCER = 1u << SERVICE_LOAD_BALANCER,
	OUTSIDE = BALANCER | 1u << SERVICE_NODE_PORT,
	ALL = OUTSIDE | 1u << SERVICE_CLUSTER_IP
};

static const struct ir_option rows[] = {
	{ "load-balancer-class", "loadBalancerClass", OPTION_TEXT, .types = BALANCER },
	{ "load-balancer-ip", "loadBalancerIP", OPTION_TEXT, .types = BALANCER },
	{ "external-traffic-policy", "externalTrafficPolicy", OPTION_TEXT, .types = OUTSIDE },
	{ "source-ranges", "loadBalancerSourceRanges", OPTION_TEXTS, .types = BALANCER },
	{ "allocate-load-balancer-node-ports", "allocateLoadBalancerNodePorts", OPTION_BOOL, .types = BALANCER },
	{ "health-check-node-port", "healthCheckNodePort", OPTION_NUMBER, .types = BALANCER },
	{ "internal-traffic-policy", "internalTrafficPolicy", OPTION_TEXT, .types = ALL },
	{ "cluster-ip", "clusterIP", OPTION_TEXT, .types = ALL },
	{ "external-ips", "externalIPs", OPTION_TEXTS, .types = ALL },
	{ "session-affinity", "sessionAffinity", OPTION_TEXT, .types = ALL },
	{ "session-affinity-timeout", "sessionAffinityConfig.clientIP.timeoutSeconds", OPTION_NUMBER, .types = ALL },
	{ "ip-family-policy", "ipFamilyPolicy", OPTION_TEXT, .types = ALL },
	{ "ip-families", "ipFamilies", OPTION_TEXTS, .types = ALL },
	{ "publish-not-ready-addresses", "publishNotReadyAddresses", OPTION_BOOL, .types = ALL },
};

enum { ROWS = sizeof rows / sizeof *rows };

static void
read_option(struct maker *m, struct ir_option *o, const struct spec_node *field, const struct value *v)
{
	o->owner = spec_path(m->arena, field);
	o->at = spec_place(field);
	if (o->kind == OPTION_TEXT)
		o->text = text_of(m->arena, v);
	else if (field->type->kind == TYPE_DURATION)
		o->num = read_seconds(m, field->parent, field->name, 0);
	else
		o->num = v->num;
	for (size_t i = 0; o->kind == OPTION_TEXTS && i < v->n; i++)
		*VEC_ADD(m->arena, &o->texts) = text_of(m->arena, v->items[i]);
}

void
service_options(struct maker *m, struct ir_service *s, const struct spec_node *n)
{
	for (int i = 0; i < ROWS; i++) {
		const struct spec_node *field = read_node(m, n, rows[i].field);
		const struct value *v = field ? read_value(m, n, rows[i].field) : NULL;
		struct ir_option *o;

		if (!v)
			continue;
		o = VEC_ADD(m->arena, &s->options);
		*o = rows[i];
		read_option(m, o, field, v);
	}
	read_pairs(m, n, "annotations", &s->annotations);
	read_pairs(m, n, "labels", &s->labels);
}

const struct ir_option *
ir_option_of(const struct ir_service *s, const char *field)
{
	for (size_t i = 0; i < s->options.n; i++)
		if (strcmp(s->options.at[i].field, field) == 0)
			return &s->options.at[i];
	return NULL;
}

enum ir_service_type
ir_service_type_of(const struct ir_service *s)
{
	if (s->type && strcmp(s->type, "LoadBalancer") == 0)
		return SERVICE_LOAD_BALANCER;
	return s->type && strcmp(s->type, "NodePort") == 0 ? SERVICE_NODE_PORT : SERVICE_CLUSTER_IP;
}

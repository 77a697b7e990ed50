/*
 * service: the Services of a cluster as the one of the chart.  It has a port
 * for each type of listener, by a name of the chart's own, and customPorts for
 * others (from 5.9 on, TCP alone).
 */
#include <string.h>

#include "back/helm/helm.h"
#include "base/arena.h"

/* The chart's names of the ports that it knows. */
static const struct known {
	const char *type, *name;
} known[] = {
	{ "tcp", "mqtt" }, { "ssl", "mqttssl" }, { "ws", "ws" }, { "wss", "wss" },
};

static const struct ir_listener *
listener_of(const struct ir *ir, const struct ir_port *p)
{
	for (size_t i = 0; p->use == PORT_CLIENT && i < ir->listeners.n; i++)
		if (ir->listeners.at[i].name && strcmp(ir->listeners.at[i].name, p->name) == 0)
			return &ir->listeners.at[i];
	return NULL;
}

const char *
chart_port(const struct ir *ir, const struct ir_port *p)
{
	const char *built_in = ir_is_four(ir) ? "external" : "default";
	const struct ir_listener *l = listener_of(ir, p);

	if (p->use == PORT_MANAGEMENT || p->use == PORT_DASHBOARD)
		return p->name;
	for (size_t i = 0; l && i < sizeof known / sizeof *known; i++)
		if (strcmp(l->type, known[i].type) == 0 && strcmp(l->instance, built_in) == 0)
			return known[i].name;
	return NULL;
}

static struct doc *
sub(struct helm *h, struct doc *in, const char *name, bool list)
{
	struct doc *d = doc_get(in, name);

	if (d)
		return d;
	return list ? doc_put_list(h->arena, in, name) : doc_put_map(h->arena, in, name);
}

static void
put_custom(struct helm *h, struct doc *service, const struct ir_port *p)
{
	struct doc *d;

	if (!h->chart->ports || p->udp) {
		said_not(&h->said, arena_printf(h->arena, "listener.%s", p->name), p->udp
			 ? "the chart's Service has ports of TCP alone"
			 : "this chart's Service has one port for each type of listener");
		return;
	}
	d = doc_put_map(h->arena, sub(h, service, "customPorts", true), NULL);
	doc_put_text(h->arena, d, "name", p->name);
	doc_put_int(h->arena, d, "port", p->number);
	doc_put_int(h->arena, d, "targetPort", p->number);
}

/* The StatefulSet has no port for that of the management API; that of the
 * Dashboard it looks for by a variable, which the charts of 5.0 misspell. */
static bool
has_https(const struct helm *h, const struct ir_port *p)
{
	return p->use == PORT_DASHBOARD && h->chart->dashboard && version_at_least(&h->ir->version, 4, 3, 0);
}

static void
put_ports(struct helm *h, struct doc *service)
{
	for (size_t i = 0; i < h->ir->ports.n; i++) {
		const struct ir_port *p = &h->ir->ports.at[i];
		const char *name = chart_port(h->ir, p);

		if (p->use == PORT_CLUSTER)
			continue;
		if (p->tls && !has_https(h, p))
			said_not(&h->said, p->owner, "the chart has no port for it");
		else if (p->use == PORT_DASHBOARD && !h->chart->dashboard && p->number != 18083)
			said_not(&h->said, "dashboard.port", "this chart looks for the Dashboard at 18083");
		else if (name)
			doc_put_int(h->arena, service, name, p->number);
		else
			put_custom(h, service, p);
	}
	if (h->chart->ws && !doc_get(service, "ws") && !doc_get(service, "wss"))
		doc_put_bool(h->arena, service, "wsEnabled", false);
}

static void
put_node_ports(struct helm *h, struct doc *service, const struct ir_service *s)
{
	for (size_t i = 0; i < s->ports.n; i++) {
		const struct ir_service_port *p = &s->ports.at[i];
		const char *name = chart_port(h->ir, p->port);

		if (p->node_port)
			doc_put_int(h->arena, sub(h, service, name ? "nodePorts" : "customNodePorts", false),
				    name ? name : p->port->name, p->node_port);
	}
}

/* The first that is open to others, else the first. */
static const struct ir_service *
main_service(const struct ir *ir)
{
	for (size_t i = 0; i < ir->services.n; i++)
		if (strcmp(ir->services.at[i].type, "ClusterIP") != 0)
			return &ir->services.at[i];
	return &ir->services.at[0];
}

/* Fields of a Service that the chart has a value for, by Kubernetes' name. */
static const char *const options[] = {
	"load-balancer-class", "load-balancer-ip", "external-traffic-policy", "source-ranges"
};

static void
put_option(struct helm *h, struct doc *in, const struct ir_option *o)
{
	if (o && o->text)
		doc_put_text(h->arena, in, o->path, o->text);
	for (size_t i = 0; o && i < o->texts.n; i++)
		doc_put_text(h->arena, sub(h, in, o->path, true), NULL, o->texts.at[i]);
}

void
values_pairs(struct helm *h, struct doc *in, const char *name, const pair_list *pairs)
{
	for (size_t i = 0; i < pairs->n; i++)
		if (!doc_get(sub(h, in, name, false), pairs->at[i].key))
			doc_put_text(h->arena, doc_get(in, name), pairs->at[i].key, pairs->at[i].value);
}

void
service_put_values(struct helm *h)
{
	const struct ir_service *s = main_service(h->ir);
	struct doc *d = values_map(h, "service");

	doc_put_text(h->arena, d, "type", s->type);
	put_ports(h, d);
	put_node_ports(h, d, s);
	values_pairs(h, d, "annotations", &s->annotations);
	values_pairs(h, d, "annotations", &h->ir->annotations);
	values_pairs(h, d, "labels", &s->labels);
	values_pairs(h, d, "labels", &h->ir->labels);
	for (size_t i = 0; i < sizeof options / sizeof *options; i++)
		put_option(h, d, ir_option_of(s, options[i]));
	for (size_t i = 0; i < h->ir->services.n; i++)
		if (&h->ir->services.at[i] != s)
			said_not(&h->said, h->ir->services.at[i].owner, "the chart has one Service for clients");
}

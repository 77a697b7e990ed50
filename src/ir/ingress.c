/*
 * ingress: names outside of the Kubernetes cluster for ports that speak HTTP:
 * the Dashboard, the management API, MQTT over WebSocket.  Reads `ingress`,
 * after the Services that they lead to.
 */
#include <string.h>

#include "ir/make.h"

static bool
speaks_http(const struct ir *ir, const struct ir_port *p)
{
	if (p->use != PORT_CLIENT)
		return true;
	for (size_t i = 0; i < ir->listeners.n; i++) {
		const struct ir_listener *l = &ir->listeners.at[i];

		if (l->name && strcmp(l->name, p->name) == 0)
			return strcmp(l->type, "ws") == 0 || strcmp(l->type, "wss") == 0;
	}
	return false;
}

/* The first Service that shows the port. */
static const struct ir_service *
service_of(const struct ir *ir, const struct ir_port *p)
{
	for (size_t i = 0; i < ir->services.n; i++)
		for (size_t k = 0; k < ir->services.at[i].ports.n; k++)
			if (ir->services.at[i].ports.at[k].port == p)
				return &ir->services.at[i];
	return NULL;
}

static bool
find_backend(struct maker *m, const struct spec_node *n, struct ir_ingress *in)
{
	const struct value *v = read_value(m, n, "port");
	struct diag *d;

	in->port = v ? shown_port(m, n, text_of(m->arena, v), v->at) : NULL;
	if (!in->port)
		return false;
	in->service = service_of(m->ir, in->port);
	if (!speaks_http(m->ir, in->port)) {
		d = spec_report(m->spec, DIAG_EX058, n, v->at, "`%s` does not speak HTTP, and an Ingress takes nothing else",
				in->port->name);
		diag_help(m->diags, d, "a Service of type LoadBalancer, or a listener of type ws or wss");
		return false;
	}
	if (in->service)
		return true;
	d = spec_report(m->spec, DIAG_KU029, n, v->at, "no Service exposes `%s`: an Ingress leads to one", in->port->name);
	diag_help(m->diags, d, "service NAME { expose = [%s] }", in->port->name);
	return false;
}

/* A name, or a name with a first part of `*`. */
static bool
is_host(const char *host)
{
	const char *name = strncmp(host, "*.", 2) == 0 ? host + 2 : host;

	return *name && strlen(host) <= 253 && name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-.")] == '\0'
		&& !strchr("-.", *name) && !strchr("-.", name[strlen(name) - 1]) && !strstr(name, "..");
}

static void
add_ingress(struct maker *m, const struct spec_node *n)
{
	struct ir_ingress in = {
		.name = arena_printf(m->arena, "%s-%s", m->ir->names.service, n->name),
		.host = read_text(m, n, "host"), .path = read_text(m, n, "path"),
		.tls = read_text(m, n, "tls"), .class = read_text(m, n, "class"),
		.owner = spec_path(m->arena, n), .at = n->name_at,
	};
	struct diag *d;

	if (in.host && !is_host(in.host)) {
		d = spec_report(m->spec, DIAG_KU005, n, read_place(m, n, "host"),
				"`%s` is no host that an Ingress takes", in.host);
		diag_help(m->diags, d, "a name without scheme and port, in lower case: mqtt.example.org");
	}
	read_pairs(m, n, "annotations", &in.annotations);
	if (find_backend(m, n, &in))
		*VEC_ADD(m->arena, &m->ir->ingresses) = in;
}

void
ingress_make(struct maker *m)
{
	for (struct spec_node *n = member_first(read_node(m, NULL, "ingress")); n; n = member_next(n))
		add_ingress(m, n);
}

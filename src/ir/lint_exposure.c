/*
 * lint_exposure: what a Service shows outside of the Kubernetes cluster, and
 * how it is protected there.
 */
#include <string.h>

#include "ir/lint.h"
#include "ir/make.h"

static bool
is_public(const struct ir_service *s)
{
	return strcmp(s->type, "ClusterIP") != 0;
}

static struct spec_node *
service_node(const struct ir *ir, const struct ir_service *s)
{
	return lint_node(ir, s->owner ? s->owner : "");
}

/* Each check of one port of a public Service. */
typedef bool port_check(struct ir *ir, const struct ir_service *s, const struct ir_port *p);

static bool
each_public_port(struct ir *ir, port_check *check)
{
	bool ok = true;

	for (size_t i = 0; i < ir->services.n; i++) {
		const struct ir_service *s = &ir->services.at[i];

		for (size_t k = 0; is_public(s) && k < s->ports.n; k++)
			ok = check(ir, s, s->ports.at[k].port) && ok;
	}
	return ok;
}

/* Whoever reaches the Dashboard can try passwords; its usual port is without
 * TLS. */
static bool
dashboard_is_inside(struct ir *ir, const struct ir_service *s, const struct ir_port *p)
{
	struct diag *d;

	if (p->tls || (p->use != PORT_DASHBOARD && p->use != PORT_MANAGEMENT))
		return true;
	if (ir_option_of(s, "source-ranges"))
		return true;
	d = spec_report(ir->spec, DIAG_SE018, service_node(ir, s), s->at,
			"`%s` of type %s shows the port `%s` without TLS to everybody", s->name, s->type, p->name);
	diag_help(ir_diags(ir), d, "expose the clients' ports there, or set `source-ranges`");
	return false;
}

bool
check_dashboard_inside(struct ir *ir)
{
	return each_public_port(ir, dashboard_is_inside);
}

/* The listener behind a port, or NULL. */
static const struct ir_listener *
listener_of(const struct ir *ir, const struct ir_port *p)
{
	for (size_t i = 0; i < ir->listeners.n; i++)
		if (ir->listeners.at[i].name && strcmp(ir->listeners.at[i].name, p->name) == 0)
			return &ir->listeners.at[i];
	return NULL;
}

static bool
mqtt_is_secret(struct ir *ir, const struct ir_service *s, const struct ir_port *p)
{
	const struct ir_listener *l = p->use == PORT_CLIENT ? listener_of(ir, p) : NULL;
	struct diag *d;

	if (!l || (strcmp(l->type, "tcp") != 0 && strcmp(l->type, "ws") != 0))
		return true;
	d = spec_report(ir->spec, DIAG_SE019, service_node(ir, s), s->at,
			"`%s` of type %s shows the listener `%s`, whose clients send passwords in clear text",
			s->name, s->type, l->name);
	diag_help(ir_diags(ir), d, "expose an ssl or wss listener, or end TLS at the load balancer and allow this");
	return false;
}

bool
check_mqtt_secret(struct ir *ir)
{
	return each_public_port(ir, mqtt_is_secret);
}

bool
check_source_ranges(struct ir *ir)
{
	bool ok = true;

	for (size_t i = 0; i < ir->services.n; i++) {
		const struct ir_service *s = &ir->services.at[i];

		if (strcmp(s->type, "LoadBalancer") != 0 || ir_option_of(s, "source-ranges"))
			continue;
		spec_report(ir->spec, DIAG_SE021, service_node(ir, s), s->at,
			    "the load balancer of `%s` takes connections from everywhere", s->name);
		ok = false;
	}
	return ok;
}

static bool
exposes(const struct ir_service *s, const char *port)
{
	for (size_t i = 0; i < s->ports.n; i++)
		if (strcmp(s->ports.at[i].port->name, port) == 0)
			return true;
	return false;
}

/* Where the cluster names its Services, one that it forgot is easily missed. */
bool
check_exposed(struct ir *ir)
{
	bool ok = true;

	for (size_t i = 0; i < ir->ports.n; i++) {
		const struct ir_port *p = &ir->ports.at[i];
		size_t k = 0;
		struct diag *d;

		while (k < ir->services.n && !exposes(&ir->services.at[k], p->name))
			k++;
		if (p->use != PORT_CLIENT || k < ir->services.n || strcmp(p->owner, "listener") == 0)
			continue;
		d = spec_report(ir->spec, DIAG_EX053, lint_node(ir, p->owner), p->at,
				"no Service exposes `%s`: its clients reach it by the headless Service alone", p->name);
		diag_help(ir_diags(ir), d, "put it into the `expose` of a service, bind it to 127.0.0.1, or allow this");
		ok = false;
	}
	return ok;
}

/* Kubernetes takes it since 1.26; what makes the load balancer often does not. */
static bool
is_one_protocol(struct ir *ir, const struct ir_service *s)
{
	const char *udp = "";
	size_t n = 0;
	struct diag *d;

	for (size_t i = 0; i < s->ports.n; i++) {
		if (!s->ports.at[i].port->udp)
			continue;
		udp = arena_printf(ir->arena, "%s%s%s", udp, n++ ? ", " : "", s->ports.at[i].port->name);
	}
	if (ir_service_type_of(s) != SERVICE_LOAD_BALANCER || n == 0 || n == s->ports.n)
		return true;
	d = spec_report(ir->spec, DIAG_KU036, service_node(ir, s), s->at,
			"`%s` has TCP and UDP ports, and many load balancers take only one of them", s->name);
	diag_help(ir_diags(ir), d, "split it: service NAME { type = LoadBalancer; expose = [%s] }", udp);
	return false;
}

bool
check_one_protocol(struct ir *ir)
{
	bool ok = true;

	for (size_t i = 0; i < ir->services.n; i++)
		ok = is_one_protocol(ir, &ir->services.at[i]) && ok;
	return ok;
}

/* RFC 8996 ended TLS 1.0 and 1.1. */
static bool
is_old(const struct value *version)
{
	return str_is(version->text, "tlsv1") || str_is(version->text, "tlsv1_1");
}

bool
check_tls_versions(struct ir *ir)
{
	const struct spec_node *all = spec_get(ir->spec->root, "tls");
	bool ok = true;

	for (struct spec_node *t = all ? member_first(all) : NULL; t; t = member_next(t)) {
		const struct value *v = spec_value(ir->spec, t, "versions");

		for (size_t i = 0; v && v->kind == VAL_LIST && i < v->n; i++) {
			if (!is_old(v->items[i]))
				continue;
			spec_report(ir->spec, DIAG_SE020, t, v->items[i]->at, "%.*s is broken and long out of use",
				    STR_ARG(v->items[i]->text));
			ok = false;
		}
	}
	return ok;
}

/*
 * ports: every port of the container, each under one name.
 */
#include <stdlib.h>
#include <string.h>

#include "base/address.h"
#include "ir/make.h"
#include "schema/broker_image.h"

enum { DIST_PORT = 4370, RPC_PORT = 5369, MANAGEMENT_PORT = 8081, DASHBOARD_PORT = 18083 };

static void
add(struct maker *m, const char *name, int number, enum port_use use, const char *owner,
    struct place at)
{
	*VEC_ADD(m->arena, &m->ir->ports) = (struct ir_port){
		.name = name, .number = number, .use = use, .owner = owner, .at = at,
	};
}

static void
client_ports(struct maker *m)
{
	for (size_t i = 0; i < m->ir->listeners.n; i++) {
		const struct ir_listener *l = &m->ir->listeners.at[i];

		if (!l->name || !l->number || l->off || address_is_loopback(l->bind))
			continue;
		add(m, l->name, l->number, PORT_CLIENT, l->owner, l->at);
		m->ir->ports.at[m->ir->ports.n - 1].udp = listener_is_udp(l->type);
	}
	for (size_t i = 0; i < m->ir->gateway_ports.n; i++)
		*VEC_ADD(m->arena, &m->ir->ports) = m->ir->gateway_ports.at[i];
}

/* A port at every address. */
static const char *
everywhere(struct maker *m, int number)
{
	return arena_join(m->arena, "0.0.0.0:", arena_int(m->arena, number), NULL);
}

/* Ports with TLS beside those of the Dashboard and the management API. */
static const struct https {
	const char *field, *name;
	enum port_use use;
	enum subject_kind kind;
	enum meaning bind;
} dashboard_https = { "dashboard.https", "dashboardtls", PORT_DASHBOARD, SUBJECT_DASHBOARD, MEAN_DASHBOARD_HTTPS },
  management_https = { "management.https", "mgmttls", PORT_MANAGEMENT, SUBJECT_MANAGEMENT, MEAN_MANAGEMENT_HTTPS };

static void
https_port(struct maker *m, const struct https *h)
{
	struct spec_node *n = read_node(m, NULL, h->field);
	const char *owner = arena_join(m->arena, h->field, ".port", NULL);
	struct subject s = { .kind = h->kind, .type = "https", .node = n };
	int number = n ? (int)read_num(m, n, "port", 0) : 0;
	struct place at;

	if (!number)
		return;
	at = read_place(m, n, "port");
	mean(m, h->bind, NULL, everywhere(m, number), at, owner);
	tls_settings(m, &s, n);
	add(m, h->name, number, h->use, owner, at);
	m->ir->ports.at[m->ir->ports.n - 1].tls = read_text(m, n, "tls");
}

static void
management_port(struct maker *m)
{
	int number = (int)read_num(m, NULL, "management.port", MANAGEMENT_PORT);
	struct place at = read_place(m, NULL, "management.port");

	if (mean(m, MEAN_MANAGEMENT, NULL, everywhere(m, number), at,
		 "management.port"))
		add(m, "mgmt", number, PORT_MANAGEMENT, "management.port", at);
	https_port(m, &management_https);
}

/* Without it nothing answers for the API, and no probe: the one with TLS has
 * to be there.  Where 5.0 has a switch, 5.1 and later have the bind 0. */
static void
dashboard_off(struct maker *m)
{
	struct spec_node *n = read_node(m, NULL, "dashboard.http");

	if (!read_node(m, NULL, "dashboard.https"))
		spec_report(m->spec, DIAG_TY004, n, n->name_at, "without `dashboard.http` the nodes need `dashboard.https`: "
			    "the API and the probes are at that port");
	else if (version_at_least(&m->ir->version, 5, 1, 0))
		mean(m, MEAN_DASHBOARD_OFF, NULL, "0", spec_place(n), "dashboard.http");
	else
		mean(m, MEAN_DASHBOARD_ENABLE, NULL, "false", spec_place(n), "dashboard.http");
}

static void
dashboard_port(struct maker *m)
{
	int number = (int)read_num(m, NULL, "dashboard.port", DASHBOARD_PORT);
	struct place at = read_place(m, NULL, "dashboard.port");

	if (read_bool(m, NULL, "dashboard.http", true)) {
		mean(m, MEAN_DASHBOARD, NULL, everywhere(m, number), at, "dashboard.port");
		add(m, "dashboard", number, PORT_DASHBOARD, "dashboard.port", at);
	} else {
		dashboard_off(m);
	}
	https_port(m, &dashboard_https);
	if (read_node(m, NULL, "dashboard.https") && !version_at_least(&m->ir->version, 5, 1, 0))
		mean(m, MEAN_DASHBOARD_HTTPS_ENABLE, NULL, "true", read_place(m, NULL, "dashboard.https"), "dashboard.https");
}

const struct ir_port *
api_port(const struct ir *ir)
{
	enum port_use use = ir_is_four(ir) ? PORT_MANAGEMENT : PORT_DASHBOARD;

	for (size_t i = 0; i < ir->ports.n; i++)
		if (ir->ports.at[i].use == use)
			return &ir->ports.at[i];
	return NULL;
}

/* The distribution port moves by the digits that the node's name ends in. */
static int64_t
dist_port(const char *node_name)
{
	const char *digits = node_name + strlen(node_name);

	while (digits > node_name && digits[-1] >= '0' && digits[-1] <= '9')
		digits--;
	return strlen(digits) > 5 ? INT64_MAX : DIST_PORT + atoi(digits);
}

static void
cluster_ports(struct maker *m)
{
	int64_t number = dist_port(m->ir->node_name);
	struct place at = read_place(m, NULL, "node-name");
	struct spec_node *n = read_node(m, NULL, "node-name");
	struct diag *d;

	if (number <= 65535) {
		add(m, "ekka", (int)number, PORT_CLUSTER, "node-name", at);
	} else {
		d = spec_report(m->spec, DIAG_EX025, n, at, "`%s` gives no distribution port",
				m->ir->node_name);
		diag_help(m->diags, d, "the port is %d plus the digits at the end of the name, and 65535 is the last", DIST_PORT);
	}
	mean_field(m, MEAN_RPC_PORT, NULL, NULL, "rpc.port");
	if (read_node(m, NULL, "rpc.port"))
		mean(m, MEAN_RPC_CLIENT_PORT, NULL,
		     arena_int(m->arena, read_num(m, NULL, "rpc.port", RPC_PORT)),
		     read_place(m, NULL, "rpc.port"), "rpc.port");
	add(m, "genrpc", (int)read_num(m, NULL, "rpc.port", RPC_PORT), PORT_CLUSTER, "rpc.port",
	    read_place(m, NULL, "rpc.port"));
}

void
ports_make(struct maker *m)
{
	client_ports(m);
	management_port(m);
	dashboard_port(m);
	cluster_ports(m);
}

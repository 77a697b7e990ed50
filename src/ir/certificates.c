/*
 * certificates: the names on a certificate that cert-manager makes.  Those
 * that are not said are the names by which clients reach the listeners that
 * use it: of Services, of the nodes, of Ingresses.
 */
#include <string.h>

#include "ir/make.h"

static void
add_name(struct maker *m, struct ir_tls *t, const char *name)
{
	for (size_t i = 0; i < t->dns_names.n; i++)
		if (strcmp(t->dns_names.at[i], name) == 0)
			return;
	*VEC_ADD(m->arena, &t->dns_names) = name;
}

/* A name inside of the Kubernetes cluster, short and, where the namespace is
 * known, long. */
static void
add_inside(struct maker *m, struct ir_tls *t, const char *name)
{
	const char *ns = m->ir->ns;

	add_name(m, t, name);
	if (!ns)
		return;
	add_name(m, t, arena_printf(m->arena, "%s.%s", name, ns));
	add_name(m, t, arena_printf(m->arena, "%s.%s.svc", name, ns));
	add_name(m, t, arena_printf(m->arena, "%s.%s.svc.%s", name, ns, m->ir->domain));
}

static void
add_nodes(struct maker *m, struct ir_tls *t)
{
	if (ir_cores(m->ir)->workload == WORKLOAD_STATEFULSET)
		add_inside(m, t, arena_join(m->arena, "*.", m->ir->names.headless, NULL));
}

static bool
leads_to(const struct ir_rule *r, const char *port)
{
	for (size_t i = 0; i < r->paths.n; i++)
		if (strcmp(r->paths.at[i].port->name, port) == 0)
			return true;
	return false;
}

/* Hosts that lead to a port that has the certificate, or have it themselves
 * (port NULL). */
static void
add_hosts(struct maker *m, struct ir_tls *t, const struct ir_ingress *in, const char *port)
{
	for (size_t i = 0; i < in->rules.n; i++) {
		const struct ir_rule *r = &in->rules.at[i];
		bool has = port ? leads_to(r, port) : r->certificate && strcmp(r->certificate, t->name) == 0;

		if (r->host && has)
			add_name(m, t, r->host);
	}
}

static void
add_of_port(struct maker *m, struct ir_tls *t, const char *port)
{
	const struct ir *ir = m->ir;

	for (size_t i = 0; i < ir->services.n; i++)
		for (size_t k = 0; k < ir->services.at[i].ports.n; k++)
			if (strcmp(ir->services.at[i].ports.at[k].port->name, port) == 0)
				add_inside(m, t, ir->services.at[i].name);
	for (size_t i = 0; i < ir->ingresses.n; i++)
		add_hosts(m, t, &ir->ingresses.at[i], port);
	add_nodes(m, t);
}

/* Blocks by which the nodes know each other. */
static bool
is_between_nodes(struct maker *m, const struct ir_tls *t)
{
	static const char *const fields[] = { "distribution.tls", "rpc.tls" };

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		const char *name = read_text(m, NULL, fields[i]);

		if (name && strcmp(name, t->name) == 0)
			return true;
	}
	return false;
}

static void
add_names(struct maker *m, struct ir_tls *t, const struct spec_node *n)
{
	const struct value *said = read_value(m, n, "dns-names");

	for (size_t i = 0; said && i < said->n; i++)
		add_name(m, t, text_of(m->arena, said->items[i]));
	for (size_t i = 0; !said && i < m->ir->listeners.n; i++) {
		const struct ir_listener *l = &m->ir->listeners.at[i];

		if (l->name && !l->off && l->tls && strcmp(l->tls, t->name) == 0)
			add_of_port(m, t, l->name);
	}
	if (!said && is_between_nodes(m, t))
		add_nodes(m, t);
	for (size_t i = 0; !said && i < m->ir->ports.n; i++)
		if (m->ir->ports.at[i].tls && strcmp(m->ir->ports.at[i].tls, t->name) == 0)
			add_of_port(m, t, m->ir->ports.at[i].name);
	for (size_t i = 0; !said && i < m->ir->ingresses.n; i++)
		add_hosts(m, t, &m->ir->ingresses.at[i], NULL);
	if (!t->dns_names.n)
		spec_report(m->spec, DIAG_TY004, n, n->name_at, "`%s` needs `dns-names`: no listener and no host uses it, "
			    "so there is no name to take", spec_path(m->arena, n));
}

enum { USUAL_DURATION = 90 * 24 * 3600 };  /* seconds; cert-manager v1 without `duration` */

static void
check_times(struct maker *m, const struct ir_tls *t, struct spec_node *n)
{
	int64_t duration = t->duration < 0 ? USUAL_DURATION : t->duration;

	if (t->renew_before < duration)
		return;
	spec_report(m->spec, DIAG_TY002, n, read_place(m, n, "renew-before"),
		    "`renew-before` is not shorter than the `duration` of the certificate%s",
		    t->duration < 0 ? ", 90d when it is not said" : "");
}

void
certificates_make(struct maker *m)
{
	for (size_t i = 0; i < m->ir->tls.n; i++) {
		struct ir_tls *t = &m->ir->tls.at[i];
		struct spec_node *n = read_node(m, read_node(m, NULL, "tls"), t->name);

		if (!t->issuer || !n)
			continue;
		t->duration = read_seconds(m, n, "duration", -1);
		t->renew_before = read_seconds(m, n, "renew-before", -1);
		t->common_name = read_text(m, n, "common-name");
		check_times(m, t, n);
		add_names(m, t, n);
	}
}

/*
 * lint_egress: what the nodes call by the spec itself, held against the egress
 * of the NetworkPolicy: the API server or etcd, by which they find each other,
 * and the servers of authentication and authorization.
 */
#include <stdlib.h>
#include <string.h>

#include "ir/lint.h"
#include "ir/make.h"

/* May the pods call somebody at that port by TCP? */
static bool
is_open(const struct ir *ir, int port)
{
	for (size_t i = 0; i < ir->outlets.n; i++) {
		const struct ir_outlet *o = &ir->outlets.at[i];

		for (size_t k = 0; k < o->ports.n; k++)
			if (o->tcp && o->ports.at[k] == port)
				return true;
		if (o->tcp && !o->ports.n)
			return true;
	}
	return false;
}

static struct diag *
report(struct ir *ir, const struct spec_node *n, struct place at, const char *what)
{
	struct diag *d = spec_report(ir->spec, DIAG_KU051, n, at, "%s, and `network-policy.egress` does not let the "
				     "nodes call there", what);

	diag_note(ir_diags(ir), d, lint_place(ir, "network-policy.egress"), "it names whom they may call");
	return d;
}

static bool
api_server_open(struct ir *ir)
{
	struct diag *d;

	if (ir->discovery != DISCOVERY_K8S || lint_said(ir, "network-policy.egress.api-server"))
		return true;
	d = report(ir, lint_node(ir, "discovery"), lint_place(ir, "discovery"),
		   "the nodes find each other by the API server");
	diag_help(ir_diags(ir), d, "api-server = [ADDRESS/32]: `kubectl get endpoints kubernetes` tells the addresses");
	return false;
}

/* "pg.db:5432", "http://etcd-0:2379": the number, 0 when none is said. */
static int
port_of(const char *server)
{
	const char *colon = strrchr(server, ':');
	char *end;
	long n = colon ? strtol(colon + 1, &end, 10) : 0;

	return colon && end > colon + 1 && (*end == '\0' || *end == '/') && n > 0 && n < 65536 ? (int)n : 0;
}

/* Each of the servers of a text with commas. */
static bool
servers_open(struct ir *ir, const struct spec_node *n, const struct value *v)
{
	const char *text = arena_strndup(ir->arena, v->text.p, v->text.n);

	for (; *text; text += *text == ',') {
		size_t len = strcspn(text, ",");
		const char *server = arena_strndup(ir->arena, text, len);
		int port = port_of(server);

		text += len;
		if (!port || is_open(ir, port))
			continue;
		diag_help(ir_diags(ir), report(ir, n, v->at, arena_printf(ir->arena, "`%s` is at port %d", server, port)),
			  "egress { to NAME { namespaces { … }; ports = [%d] } }", port);
		return false;
	}
	return true;
}

/* Texts of a field: one, or a list. */
static bool
field_open(struct ir *ir, const struct spec_node *of, const char *field)
{
	const struct spec_node *n = spec_get(of, field);
	const struct value *v = node_said(n) && n->set ? n->set->value : NULL;
	bool ok = true;

	if (v && v->kind == VAL_STRING)
		return servers_open(ir, n, v);
	for (size_t i = 0; v && v->kind == VAL_LIST && i < v->n; i++)
		if (v->items[i]->kind == VAL_STRING)
			ok = servers_open(ir, n, v->items[i]) && ok;
	return ok;
}

static bool
members_open(struct ir *ir, const char *path)
{
	static const char *const fields[] = { "server", "servers", "url", "endpoint" };
	const struct spec_node *map = spec_get(ir->spec->root, path);
	bool ok = true;

	for (struct spec_node *n = map ? member_first(map) : NULL; n; n = member_next(n))
		for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
			ok = field_open(ir, n, fields[i]) && ok;
	return ok;
}

bool
check_egress(struct ir *ir)
{
	bool ok;

	if (!ir->egress)
		return true;
	ok = api_server_open(ir);
	if (ir->discovery == DISCOVERY_ETCD)
		ok = field_open(ir, lint_node(ir, "discovery"), "server") && ok;
	ok = members_open(ir, "auth.authn") && ok;
	return members_open(ir, "auth.authz") && ok;
}

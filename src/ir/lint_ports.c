/*
 * lint_ports: ports that clash, and what a Service may say of them.
 */
#include <string.h>

#include "ir/lint.h"

/* A port that is taken, by whom, and whether a client listener has it. */
struct taken {
	int number;
	bool udp, client;
	const char *by;
	struct place at;
};

typedef VEC(struct taken) taken_list;

/* 4.x has one more listener, on the loopback. */
enum { INTERNAL_PORT = 11883 };

static const char *
port_owner(struct ir *ir, const struct ir_port *p)
{
	static const char *const what[] = {
		[PORT_CLIENT] = "the listener `%s`",
		[PORT_MANAGEMENT] = "the management API",
		[PORT_DASHBOARD] = "the Dashboard",
		[PORT_CLUSTER] = "the nodes among themselves",
	};

	if (p->use == PORT_CLIENT)
		return arena_join(ir->arena, "the listener `", p->name, "`", NULL);
	return what[p->use];
}

static void
take(struct ir *ir, taken_list *list, int number, bool udp, const char *by, struct place at)
{
	*VEC_ADD(ir->arena, list) = (struct taken){
		.number = number, .udp = udp, .by = by, .at = at,
	};
}

/* What stands on a port without being a port of the ir. */
static void
take_hidden(struct ir *ir, taken_list *list)
{
	if (ir_is_four(ir))
		take(ir, list, INTERNAL_PORT, false, "the listener tcp:internal of EMQX 4.x", NOWHERE);
	for (size_t i = 0; i < ir->listeners.n; i++) {
		const struct ir_listener *l = &ir->listeners.at[i];

		if (!l->name)
			take(ir, list, l->number, false,
			     arena_printf(ir->arena, "the default listener %s:%s, which EMQX %s cannot switch off",
					  l->type, l->instance, version_text(ir->arena, &ir->version)),
			     NOWHERE);
	}
}

static bool
check_port(struct ir *ir, const struct ir_port *p, const taken_list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct taken *t = &list->at[i];
		bool both = t->client && p->use == PORT_CLIENT;
		struct diag *d;

		if (t->number != p->number || t->udp != p->udp)
			continue;
		d = spec_report(ir->spec, both ? DIAG_EX050 : DIAG_EX051, lint_node(ir, p->owner), p->at,
				"port %d of %s is taken by %s", p->number, port_owner(ir, p), t->by);
		if (t->at.file)
			diag_note(ir_diags(ir), d, t->at, "it is taken here");
		return false;
	}
	return true;
}

static bool
take_ports(struct ir *ir, taken_list *list, bool clients)
{
	bool ok = true;

	for (size_t i = 0; i < ir->ports.n; i++) {
		const struct ir_port *p = &ir->ports.at[i];

		if ((p->use == PORT_CLIENT) != clients)
			continue;
		ok = check_port(ir, p, list) && ok;
		take(ir, list, p->number, p->udp, port_owner(ir, p), p->at);
		list->at[list->n - 1].client = clients;
	}
	return ok;
}

/* The ports of EMQX itself come first, so that a listener is what gives way. */
bool
check_ports_differ(struct ir *ir)
{
	taken_list list = { 0 };
	bool ok;

	take_hidden(ir, &list);
	ok = take_ports(ir, &list, false);
	return take_ports(ir, &list, true) && ok;
}

bool
note_listeners_up(struct ir *ir)
{
	for (size_t i = 0; i < ir->listeners.n; i++) {
		const struct ir_listener *l = &ir->listeners.at[i];

		if (!l->name)
			spec_report(ir->spec, DIAG_EX087, lint_node(ir, "listener"), l->at,
				    "EMQX %s cannot switch off its listener %s:%s on port %d: it stays up, "
				    "and no Service shows it", version_text(ir->arena, &ir->version),
				    l->type, l->instance, l->number);
	}
	return true;
}

struct node_port {
	int number;
	bool udp;
	struct place at;
};

typedef VEC(struct node_port) node_port_list;

static bool
refuse_node_port(struct ir *ir, const struct ir_service *s, struct place at, const char *why)
{
	spec_report(ir->spec, DIAG_KU028, lint_node(ir, s->owner), at, "%s", why);
	return false;
}

static bool
node_port_free(struct ir *ir, const struct ir_service *s, const struct node_port *now,
	       const node_port_list *seen)
{
	for (size_t i = 0; i < seen->n; i++) {
		struct diag *d;

		if (seen->at[i].number != now->number || seen->at[i].udp != now->udp)
			continue;
		d = spec_report(ir->spec, DIAG_KU028, lint_node(ir, s->owner), now->at,
				"node port %d is given twice", now->number);
		diag_note(ir_diags(ir), d, seen->at[i].at, "the other one");
		return false;
	}
	return true;
}

static bool
check_node_port(struct ir *ir, const struct ir_service *s, const struct node_port *now,
		const node_port_list *seen)
{
	if (strcmp(s->type, "ClusterIP") == 0)
		return refuse_node_port(ir, s, now->at, "a Service of type ClusterIP has no node ports: "
					"type = NodePort or LoadBalancer");
	if (now->number < 30000 || now->number > 32767)
		return refuse_node_port(ir, s, now->at,
			arena_printf(ir->arena, "node ports are from 30000 to 32767, not %d", now->number));
	return node_port_free(ir, s, now, seen);
}

static bool
check_service_node_ports(struct ir *ir, const struct ir_service *s, node_port_list *seen)
{
	bool ok = true;

	for (size_t i = 0; i < s->ports.n; i++) {
		struct node_port now = { .number = s->node_ports.at[i], .udp = s->ports.at[i]->udp };

		if (!now.number)
			continue;
		now.at = lint_place(ir, arena_printf(ir->arena, "%s.node-ports.%s", s->owner,
						     s->ports.at[i]->name));
		ok = check_node_port(ir, s, &now, seen) && ok;
		*VEC_ADD(ir->arena, seen) = now;
	}
	return ok;
}

bool
check_node_ports(struct ir *ir)
{
	node_port_list seen = { 0 };
	bool ok = true;

	for (size_t i = 0; i < ir->services.n; i++)
		ok = check_service_node_ports(ir, &ir->services.at[i], &seen) && ok;
	return ok;
}

/* Fields that only some types of Service have. */
static const struct {
	const char *field;
	bool node_port;      /* NodePort has it too */
} external_fields[] = {
	{ "source-ranges", false },
	{ "load-balancer-class", false },
	{ "load-balancer-ip", false },
	{ "external-traffic-policy", true },
};

static bool
check_external(struct ir *ir, const struct ir_service *s)
{
	bool ok = true;

	if (!s->type || strcmp(s->type, "LoadBalancer") == 0)
		return true;
	for (size_t i = 0; i < sizeof external_fields / sizeof *external_fields; i++) {
		const char *path = arena_join(ir->arena, s->owner, ".", external_fields[i].field, NULL);

		if (!lint_said(ir, path)
		    || (external_fields[i].node_port && strcmp(s->type, "NodePort") == 0))
			continue;
		spec_report(ir->spec, DIAG_KU001, lint_node(ir, path), lint_place(ir, path),
			    "only a Service of type LoadBalancer%s has `%s`, and this is %s",
			    external_fields[i].node_port ? " or NodePort" : "",
			    external_fields[i].field, s->type);
		ok = false;
	}
	return ok;
}

/* Names that are none have their messages. */
static bool
names_ports(const struct ir *ir, const struct ir_service *s)
{
	const struct spec_node *n = spec_get(ir->spec->root, arena_printf(ir->arena, "%s.expose", s->owner));

	return n && n->set && n->set->value->n > 0;
}

bool
check_services(struct ir *ir)
{
	bool ok = true;

	for (size_t i = 0; i < ir->services.n; i++) {
		const struct ir_service *s = &ir->services.at[i];

		ok = check_external(ir, s) && ok;
		if (s->ports.n || names_ports(ir, s))
			continue;
		spec_report(ir->spec, DIAG_KU001, lint_node(ir, s->owner), s->at,
			    "a Service without a port: `expose` at least one");
		ok = false;
	}
	return ok;
}

/*
 * lint_ports: ports that clash, and default ones that stay up.
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
/* The containers of a pod share its ports. */
static bool
check_part_port(struct ir *ir, const struct spec_node *container, struct spec_node *port, bool udp)
{
	const struct spec_node *n = spec_get(port, "port");
	int64_t number;

	if (!n || !n->set || number_int(n->set->value->text, &number) != NUM_OK)
		return true;
	for (size_t i = 0; i < ir->ports.n; i++) {
		const struct ir_port *p = &ir->ports.at[i];
		struct diag *d;

		if (p->number != number || p->udp != udp)
			continue;
		d = spec_report(ir->spec, DIAG_EX050, port, spec_place(n), "port %d of the container `%s` is taken by `%s`"
				" of the broker: the containers of a pod share its ports", p->number,
				container->name, p->name);
		diag_note(ir_diags(ir), d, p->at, "it is `%s` here", p->name);
		return false;
	}
	return true;
}

static bool
check_container_ports(struct ir *ir, const struct spec_node *container)
{
	const struct spec_node *ports = spec_get(container, "port");
	bool ok = true;

	for (struct spec_node *p = ports ? ports->first : NULL; p; p = p->next) {
		const struct spec_node *protocol = spec_get(p, "protocol");
		bool udp = protocol && protocol->set && str_is(protocol->set->value->text, "UDP");

		ok = check_part_port(ir, container, p, udp) && ok;
	}
	return ok;
}

/* A role's own containers, and once those of all. */
bool
check_part_ports(struct ir *ir)
{
	bool ok = true;

	for (size_t i = 0; i < ir->groups.n; i++) {
		const char *field = ir_field(ir, &ir->groups.at[i], "container");
		const struct spec_node *map = spec_get(ir->spec->root, field);

		if (i && strcmp(field, "container") == 0)
			continue;
		for (const struct spec_node *c = map ? map->first : NULL; c; c = c->next)
			ok = check_container_ports(ir, c) && ok;
	}
	return ok;
}

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

/*
 * lint_ports: ports that clash, and default ones that stay up.
 */
#include <stdlib.h>
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

/* ---- containers of one pod ---- */

/* A port of a container beside the broker. */
struct part_port {
	const struct spec_node *container, *node;   /* node: the port's own */
	int number;
	bool udp;
};

typedef VEC(struct part_port) part_port_list;

static const char *
word_of(const struct ir *ir, const struct spec_node *record, const char *field)
{
	const struct spec_node *n = spec_get(record, field);

	return n && n->set ? arena_strndup(ir->arena, n->set->value->text.p, n->set->value->text.n) : "";
}

static struct diag *
report_part(struct ir *ir, const struct part_port *p, const char *other, const char *whose)
{
	const struct spec_node *n = spec_get(p->node, "port");

	return spec_report(ir->spec, DIAG_EX050, p->node, spec_place(n), "port %d of the container `%s` is taken by `%s`"
			   " of %s: the containers of a pod share its ports", p->number, p->container->name, other, whose);
}

static bool
is_free(struct ir *ir, const struct part_port *p, const part_port_list *others)
{
	struct diag *d;

	for (size_t i = 0; i < ir->ports.n; i++) {
		const struct ir_port *own = &ir->ports.at[i];

		if (own->number != p->number || own->udp != p->udp)
			continue;
		d = report_part(ir, p, own->name, "the broker");
		diag_note(ir_diags(ir), d, own->at, "it is `%s` here", own->name);
		return false;
	}
	for (size_t i = 0; i < others->n; i++) {
		const struct part_port *o = &others->at[i];

		if (o->number != p->number || o->udp != p->udp)
			continue;
		d = report_part(ir, p, o->node->name, arena_printf(ir->arena, "`%s`", o->container->name));
		diag_note(ir_diags(ir), d, spec_place(spec_get(o->node, "port")), "it is `%s` here", o->node->name);
		return false;
	}
	return true;
}

static bool
take_part(struct ir *ir, const struct spec_node *container, part_port_list *list)
{
	const struct spec_node *ports = spec_get(container, "port");
	bool ok = true;

	for (struct spec_node *n = ports ? ports->first : NULL; n; n = n->next) {
		struct part_port p = { container, n, (int)strtol(word_of(ir, n, "port"), NULL, 10),
				       strcmp(word_of(ir, n, "protocol"), "UDP") == 0 };

		if (!p.number)
			continue;
		ok = is_free(ir, &p, list) && ok;
		*VEC_ADD(ir->arena, list) = p;
	}
	return ok;
}

/* Those that run beside the broker: a side-car may be an init container. */
static bool
take_parts(struct ir *ir, const char *field, bool restarts, part_port_list *list)
{
	const struct spec_node *map = spec_get(ir->spec->root, field);
	bool ok = true;

	for (const struct spec_node *c = map ? map->first : NULL; c; c = c->next)
		if (!restarts || strcmp(word_of(ir, c, "restart-policy"), "Always") == 0)
			ok = take_part(ir, c, list) && ok;
	return ok;
}

/* A role's own containers, and once those of all. */
bool
check_part_ports(struct ir *ir)
{
	bool ok = true;

	for (size_t i = 0; i < ir->groups.n; i++) {
		const char *containers = ir_field(ir, &ir->groups.at[i], "container");
		const char *inits = ir_field(ir, &ir->groups.at[i], "init");
		part_port_list list = { 0 };

		if (i && strcmp(containers, "container") == 0 && strcmp(inits, "init") == 0)
			continue;
		ok = take_parts(ir, containers, false, &list) && ok;
		ok = take_parts(ir, inits, true, &list) && ok;
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

/*
 * services: the Services for clients.  Without a `service` there is one, with
 * the ports of clients, the Dashboard and the management API; with any, those
 * are all there are (doc/design/0003-services.md).
 */
#include <string.h>

#include "base/address.h"
#include "base/edit.h"
#include "ir/make.h"

static bool
shown(const struct ir_port *p)
{
	return p->use != PORT_CLUSTER;
}

static void
add_port(struct maker *m, struct ir_service *s, const struct ir_port *p)
{
	*VEC_ADD(m->arena, &s->ports) = (struct ir_service_port){ .port = p, .number = p->number };
}

static void
add_all(struct maker *m, struct ir_service *s)
{
	for (size_t i = 0; i < m->ir->ports.n; i++)
		if (shown(&m->ir->ports.at[i]))
			add_port(m, s, &m->ir->ports.at[i]);
}

/* The listener of that name, when it is off or only its own pod reaches it. */
static const struct ir_listener *
hidden_listener(const struct ir *ir, const char *name)
{
	for (size_t i = 0; i < ir->listeners.n; i++) {
		const struct ir_listener *l = &ir->listeners.at[i];

		if (l->name && strcmp(l->name, name) == 0 && (l->off || address_is_loopback(l->bind)))
			return l;
	}
	return NULL;
}

static const struct ir_port *
refuse_off(struct maker *m, const struct ir_listener *l, struct place at)
{
	struct diag *d = diag_add_as(m->diags, SEV_ERROR, DIAG_EX053, at, "the listener `%s` is off: it has no port", l->name);

	diag_note(m->diags, d, read_place(m, l->node, "enable"), "switched off here");
	return NULL;
}

static const struct ir_port *
refuse_hidden(struct maker *m, const struct spec_node *n, const struct ir_listener *l, struct place at)
{
	struct diag *d = spec_report(m->spec, DIAG_EX052, n, at, "nobody but its own pod reaches the "
				     "listener `%s`: it is bound to %s", l->name, l->bind);
	const struct spec_node *bind = spec_get(l->node, "bind");

	if (bind)
		diag_note(m->diags, d, spec_place(bind), "bound here: without `bind` it is 0.0.0.0");
	return NULL;
}

/* A port that clients never have: who reaches it and knows the cookie runs
 * code in the broker. */
static bool
is_between_nodes(struct maker *m, const struct spec_node *n, const char *name, struct place at)
{
	for (size_t i = 0; i < m->ir->ports.n; i++) {
		const struct ir_port *p = &m->ir->ports.at[i];
		struct diag *d;

		if (shown(p) || strcmp(p->name, name) != 0)
			continue;
		d = spec_report(m->spec, DIAG_SE017, n, at, "`%s` is the nodes' own port %d: who reaches it and knows the "
				"cookie runs code in the broker", name, p->number);
		diag_help(m->diags, d, "the headless Service has it, for the nodes alone");
		return true;
	}
	return false;
}

/* A port by its name; what is not there gets a message with the nearest. */
const struct ir_port *
shown_port(struct maker *m, const struct spec_node *n, const char *name, struct place at)
{
	const struct ir_listener *hidden = hidden_listener(m->ir, name);
	struct nearest near;
	struct diag *d;

	if (hidden)
		return hidden->off ? refuse_off(m, hidden, at) : refuse_hidden(m, n, hidden, at);
	nearest_start(&near, name);
	for (size_t i = 0; i < m->ir->ports.n; i++) {
		const struct ir_port *p = &m->ir->ports.at[i];

		if (shown(p) && strcmp(p->name, name) == 0)
			return p;
		if (shown(p))
			nearest_offer(&near, p->name);
	}
	if (is_between_nodes(m, n, name, at))
		return NULL;
	d = spec_report(m->spec, DIAG_NA001, n, at, "no port of this cluster is called `%s`", name);
	if (!diag_nearest(m->diags, d, &near))
		diag_help(m->diags, d, "listeners by their names, `dashboard`%s",
			  ir_is_four(m->ir) ? " and `mgmt`" : "");
	return NULL;
}

static void
expose(struct maker *m, struct ir_service *s, const struct spec_node *n)
{
	const struct value *names = read_value(m, n, "expose");
	const struct ir_port *p;

	if (!names)
		add_all(m, s);
	for (size_t i = 0; names && i < names->n; i++) {
		p = shown_port(m, n, text_of(m->arena, names->items[i]), names->items[i]->at);
		if (p)
			add_port(m, s, p);
	}
}

/* The exposed port that a member of `ports` or `node-ports` is about. */
static struct ir_service_port *
exposed(struct maker *m, struct ir_service *s, const struct spec_node *member)
{
	for (size_t i = 0; i < s->ports.n; i++)
		if (strcmp(s->ports.at[i].port->name, member->name) == 0)
			return &s->ports.at[i];
	if (shown_port(m, member, member->name, member->name_at))
		spec_report(m->spec, DIAG_KU028, member, member->name_at,
			    "this Service does not expose `%s`", member->name);
	return NULL;
}

static void
renumber(struct maker *m, struct ir_service *s, const struct spec_node *n)
{
	struct spec_node *p = member_first(read_node(m, n, "ports"));
	struct ir_service_port *port;

	for (; p; p = member_next(p))
		if (p->set && p->set->value->kind != VAL_BAD && (port = exposed(m, s, p)))
			port->number = (int)p->set->value->num;
	for (p = member_first(read_node(m, n, "node-ports")); p; p = member_next(p))
		if (p->set && p->set->value->kind != VAL_BAD && (port = exposed(m, s, p)))
			port->node_port = (int)p->set->value->num;
}

/* The Service that is called as the cluster is keeps the plain name. */
static const char *
object_name(struct maker *m, const char *name)
{
	if (strcmp(name, m->ir->cluster) == 0 || strcmp(name, "client") == 0)
		return m->ir->names.service;
	return arena_join(m->arena, m->ir->names.service, "-", name, NULL);
}

static bool
has_clients(const struct ir_service *s)
{
	for (size_t i = 0; i < s->ports.n; i++)
		if (s->ports.at[i].port->use == PORT_CLIENT)
			return true;
	return false;
}

/* The group that `role` names; without such a one, a message. */
static bool
choose_role(struct maker *m, struct ir_service *s, const struct spec_node *n)
{
	const char *role = read_text(m, n, "role");

	if (!role)
		return false;
	for (size_t i = 0; i < m->ir->groups.n; i++)
		if (m->ir->groups.at[i].role && strcmp(m->ir->groups.at[i].role, role) == 0) {
			s->role = m->ir->groups.at[i].role;
			return true;
		}
	spec_report(m->spec, DIAG_NA001, read_node(m, n, "role"), read_place(m, n, "role"),
		    "this cluster has no nodes of the role `%s`", role);
	return true;
}

/* Clients go to the replicants where there are any; what has no port for them
 * goes to the cores (doc/design/0040-core-and-replicant.md). */
static void
choose_nodes(struct maker *m, struct ir_service *s)
{
	const struct ir_group *g = ir_cores(m->ir);

	for (size_t i = 0; has_clients(s) && i < m->ir->groups.n; i++)
		if (m->ir->groups.at[i].nodes)
			g = &m->ir->groups.at[i];
	s->role = g->role;
}

static void
add_service(struct maker *m, const struct spec_node *n)
{
	struct ir_service *s = VEC_ADD(m->arena, &m->ir->services);

	s->name = object_name(m, n->name);
	s->type = read_text(m, n, "type");
	s->owner = spec_path(m->arena, n);
	s->at = n->name_at;
	service_options(m, s, n);
	expose(m, s, n);
	if (!choose_role(m, s, n))
		choose_nodes(m, s);
	renumber(m, s, n);
}

static void
make_headless(struct maker *m)
{
	struct ir_service *s = &m->ir->headless;
	const struct spec_node *n = read_node(m, NULL, "headless");

	s->name = m->ir->names.headless;
	s->type = "ClusterIP";
	s->owner = "headless";
	s->at = read_place(m, NULL, "headless");
	if (n)
		service_options(m, s, n);
}

void
services_make(struct maker *m)
{
	struct spec_node *n = member_first(read_node(m, NULL, "service"));
	struct ir_service *s;

	make_headless(m);
	for (; n; n = member_next(n))
		add_service(m, n);
	if (m->ir->services.n)
		return;
	s = VEC_ADD(m->arena, &m->ir->services);
	s->name = m->ir->names.service;
	s->type = "ClusterIP";
	s->owner = "service";
	s->at = m->ir->at;
	add_all(m, s);
	choose_nodes(m, s);
}

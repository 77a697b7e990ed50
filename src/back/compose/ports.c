/*
 * ports: the ports of the host that lead to a node.  Each is there once, so the
 * first node of a group publishes what the Services in front of the group
 * expose.  A ClusterIP Service is for this host alone; the others are for
 * everybody, a NodePort by its number.
 */
#include <string.h>

#include "back/compose/compose.h"
#include "base/arena.h"

static struct published *
taken(struct compose *c, int number, bool udp)
{
	for (size_t i = 0; i < c->published.n; i++)
		if (c->published.at[i].number == number && c->published.at[i].udp == udp)
			return &c->published.at[i];
	return NULL;
}

static void
publish(struct compose *c, const struct ir_service *s, size_t i)
{
	const struct ir_service_port *exposed = &s->ports.at[i];
	const struct ir_port *port = exposed->port;
	int number = exposed->node_port ? exposed->node_port : exposed->number;
	bool open = strcmp(s->type, "ClusterIP") != 0;
	struct published *p = taken(c, number, port->udp);

	if (p) {
		p->open |= open;
		return;
	}
	*VEC_ADD(c->arena, &c->published) = (struct published){
		.number = number, .udp = port->udp, .open = open, .port = port,
		.group = ir_group_of(c->ir, s->role)
	};
}

void
ports_choose(struct compose *c)
{
	for (size_t i = 0; i < c->ir->services.n; i++)
		for (size_t p = 0; p < c->ir->services.at[i].ports.n; p++)
			publish(c, &c->ir->services.at[i], p);
}

void
ports_put(struct compose *c, struct node *n)
{
	struct doc *list = doc_list(c->arena);

	for (size_t i = 0; n->ordinal == 0 && i < c->published.n; i++) {
		const struct published *p = &c->published.at[i];

		if (p->group != n->group)
			continue;
		doc_put_text(c->arena, list, NULL,
			     arena_printf(c->arena, "%s%d:%d%s", p->open ? "" : "127.0.0.1:", p->number,
					  p->port->number, p->udp ? "/udp" : ""));
	}
	if (list->first)
		doc_put(n->doc, "ports", list);
}

/*
 * rule_listeners: what a broker of a manifest listens on, among itself and
 * beside the Services that lead to it.
 *
 * Facts of the images: nodes speak on 4370 and 5369, the Dashboard is on 18083,
 * the management API of 4.x on 8081; a TLS listener that is told no certificate
 * has the one of the image, whose key everybody knows.  QUIC and the UDP and
 * DTLS listeners of gateways are UDP.
 */
#include "object/listeners.h"

#include <string.h>

#include "base/arena.h"

/* A variable may be another object's: its ConfigMap's. */
static struct diag *
report(const struct check *c, const struct listener *l, enum diag_id id, const char *text)
{
	struct check own = *c;

	own.object = l->bind->object;
	return rule_report(&own, l->bind->spot, NULL, id, "%s", text);
}


/* ---- EX050, EX051 ---- */

static bool
is_reserved(const struct check *c, const struct listener *l, const char **by)
{
	static const struct { int64_t port; const char *by; bool four; } ports[] = {
		{ 4370, "nodes speak to each other", false }, { 5369, "nodes speak to each other", false },
		{ 18083, "the Dashboard is", false }, { 8081, "EMQX 4.x has its management API", true }
	};

	for (size_t i = 0; i < sizeof ports / sizeof *ports; i++) {
		if (ports[i].port != l->port || l->udp
		    || (ports[i].four && !(c->broker->known && c->broker->version.major == 4)))
			continue;
		*by = ports[i].by;
		return true;
	}
	return false;
}

/* The first before it, or one of the version's own, on its port. */
static const struct listener *
clash_of(const listener_list *all, size_t i)
{
	for (size_t k = 0; k < all->n; k++)
		if ((k < i || !all->at[k].bind) && listeners_clash(&all->at[i], &all->at[k]))
			return &all->at[k];
	return NULL;
}

static void
report_clash(const struct check *c, const struct listener *l, const struct listener *other)
{
	struct arena *a = c->set->arena;
	struct diag *d;

	if (other->bind) {
		report(c, l, DIAG_EX050, arena_printf(a, "binds port %lld, which %s binds too", (long long)l->port,
						      other->bind->name));
		return;
	}
	d = report(c, l, DIAG_EX050, arena_printf(a, "binds port %lld, on which EMQX %s starts %s:%s by itself",
						  (long long)l->port, version_text(a, &c->broker->version),
						  other->type, other->name));
	if (c->broker->version.major > 4)
		diag_help(rule_diags(c), d, "switch that off: %s__ENABLE: \"false\"", other->prefix);
}

void
rule_listener_ports(const struct check *c, const struct spot *s)
{
	listener_list all = { 0 };
	const struct listener *other;
	const char *by;

	(void)s;
	listeners_of(c, &all);
	for (size_t i = 0; i < all.n; i++) {
		const struct listener *l = &all.at[i];

		if (!l->bind || l->off)
			continue;
		if (is_reserved(c, l, &by))
			report(c, l, DIAG_EX051, arena_printf(c->set->arena, "binds port %lld, where %s",
							      (long long)l->port, by));
		else if ((other = clash_of(&all, i)))
			report_clash(c, l, other);
	}
}

/* The containers of a pod have one network. */
void
rule_side_car(const struct check *c, const struct spot *s)
{
	const struct doc *own = c->broker ? doc_field(c->broker->spot->d, "ports") : NULL, *ports = doc_field(s->d, "ports");
	const struct spot *list = spot_at(c->set->arena, s, "ports");
	size_t i = 0;

	if (!c->broker || s->d == c->broker->spot->d || (s->up && strcmp(s->up->d->name, "initContainers") == 0))
		return;
	for (const struct doc *d = ports ? ports->first : NULL; d; d = d->next, i++) {
		struct spot port = spot_below(list, d, i);

		for (const struct doc *x = own ? own->first : NULL; x; x = x->next)
			if (doc_number(x, "containerPort", 0) == doc_number(d, "containerPort", -1)
			    && doc_text_is(x, "protocol", "UDP") == doc_text_is(d, "protocol", "UDP"))
				rule_report(c, &port, NULL, DIAG_EX050, "is a port of EMQX, and the containers of a"
					    " pod have one network");
	}
}

/* ---- EX055 ---- */

/* Its own certificate, or one of a file that is mounted. */
static bool
has_certificate(const struct check *c, const struct listener *l)
{
	const struct broker *b = c->broker;
	size_t n = strlen(l->prefix);

	for (size_t i = 0; i < b->variables.n; i++)
		if (strncmp(b->variables.at[i].name, l->prefix, n) == 0
		    && strstr(b->variables.at[i].name + n, "__CERTFILE"))
			return true;
	return b->open || listeners_in_file(c);
}

/* The port that a container declares for it, or NULL. */
static const struct spot *
declared(const struct check *c, const struct listener *l)
{
	const struct spot *ports = spot_at(c->set->arena, c->broker->spot, "ports");
	size_t i = 0;

	for (const struct doc *d = ports ? ports->d->first : NULL; d; d = d->next, i++)
		if (doc_number(d, "containerPort", 0) == l->port)
			return spot_keep(c->set->arena, spot_below(ports, d, i));
	return NULL;
}

void
rule_demo_certificate(const struct check *c, const struct spot *s)
{
	static const char said[] = "is a TLS listener with the image's demo certificate";
	listener_list all = { 0 };

	(void)s;
	listeners_of(c, &all);
	for (size_t i = 0; i < all.n; i++) {
		const struct listener *l = &all.at[i];
		const struct spot *port = declared(c, l);

		if (!l->tls || l->off || has_certificate(c, l))
			continue;
		if (l->bind)
			report(c, l, DIAG_EX055, said);
		else if (port)
			rule_report(c, port, NULL, DIAG_EX055, "%s", said);
	}
}

/* ---- EX054: UDP shown as TCP ---- */

/* Does a listener of TCP have that number too? */
static bool
is_tcp_too(const listener_list *all, int64_t port)
{
	for (size_t i = 0; i < all->n; i++)
		if (!all->at[i].udp && all->at[i].port == port)
			return true;
	return false;
}

/* Entries of a list of ports that lead to a number, of UDP or not. */
static size_t
count_ports(const struct check *c, const struct spot *list, int64_t port, bool udp, struct spot *last)
{
	size_t n = 0, i = 0;

	for (const struct doc *d = list ? list->d->first : NULL; d; d = d->next, i++) {
		if (doc_number(d, "containerPort", pods_target(c->pods, d)) != port
		    || doc_text_is(d, "protocol", "UDP") != udp)
			continue;
		n++;
		*last = spot_below(list, d, i);
	}
	return n;
}

static void
check_protocol(const struct check *c, const struct spot *list, const struct listener *l)
{
	struct spot at;
	const struct doc *protocol;
	struct diag *r;

	if (count_ports(c, list, l->port, true, &at) || !count_ports(c, list, l->port, false, &at))
		return;
	r = rule_report(c, spot_keep(c->set->arena, at), NULL, DIAG_EX054,
			"is TCP, and the listener at %lld (%s) is UDP: no packet reaches it", (long long)l->port,
			l->bind->name);
	protocol = doc_field(at.d, "protocol");
	if (protocol)
		diag_fix(rule_diags(c), r, protocol->at, "UDP");
	else
		diag_help(rule_diags(c), r, "protocol: UDP");
}

static void
check_udp(const struct check *c, const struct spot *list)
{
	listener_list all = { 0 };

	listeners_of(c, &all);
	for (size_t i = 0; i < all.n; i++)
		if (all.at[i].udp && all.at[i].bind && !all.at[i].off && !is_tcp_too(&all, all.at[i].port))
			check_protocol(c, list, &all.at[i]);
}

void
rule_udp(const struct check *c, const struct spot *s)
{
	check_udp(c, spot_at(c->set->arena, s, "ports"));
}

/* ---- EX052, EX053: beside a Service ---- */

static void
check_reached(const struct check *c, const struct spot *port, const listener_list *all, int64_t number)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct listener *l = &all->at[i];

		if (l->port != number || !l->bind)
			continue;
		if (l->off)
			rule_report(c, port, NULL, DIAG_EX053, "leads to a listener that is off: %s__ENABLE is false",
				    l->prefix);
		else if (listener_is_inside(l))
			rule_report(c, port, NULL, DIAG_EX052, "leads to a listener that only its pod reaches: %s is"
				    " on `%s`", l->bind->name, l->address);
	}
}

void
rule_service_listeners(const struct check *c, const struct spot *s)
{
	const struct spot *ports = spot_at(c->set->arena, s, "spec.ports");
	const struct doc *selector = doc_field(doc_field(s->d, "spec"), "selector");
	size_t i = 0, k = 0;
	const struct pods *p = objects_selected(c->set, selector, c->object->ns, &i);
	struct check own = *c;
	listener_list all = { 0 };

	if (!p || !p->broker || !ports)
		return;
	own.pods = p;
	own.broker = p->broker;
	check_udp(&own, ports);
	listeners_of(&own, &all);
	for (const struct doc *d = ports->d->first; d; d = d->next, k++) {
		struct spot port = spot_below(ports, d, k);

		check_reached(c, &port, &all, pods_target(p, d));
	}
}

/*
 * ingress: the Ingresses of a cluster as values of the chart, which makes one for
 * each port that it has in mind, with hosts, and one path for all of them.
 */
#include <string.h>

#include "back/helm/helm.h"
#include "base/arena.h"

/* Which ports, since when: read in templates/ingress*.yaml.  The `wss` of 4.3
 * and 4.4 leads to the port of `ws`. */
static const struct chart_ingress {
	int major, minor, last_major;
	const char *port;      /* of the chart's Service */
	const char *name;      /* below `ingress` */
} known[] = {
	{ 4, 3, 6, "dashboard", "dashboard" },
	{ 4, 3, 4, "mgmt", "mgmt" },
	{ 4, 3, 4, "ws", "wss" },
	{ 5, 8, 6, "ws", "ws" },
};

static const char *
ingress_of(const struct helm *h, const struct ir_port *p)
{
	const char *port = chart_port(h->ir, p);

	for (size_t i = 0; port && i < sizeof known / sizeof *known; i++)
		if (strcmp(known[i].port, port) == 0 && h->ir->version.major <= known[i].last_major
		    && version_at_least(&h->ir->version, known[i].major, known[i].minor, 0))
			return known[i].name;
	return NULL;
}

/* All rules are of one path, and it is the same. */
static bool
is_one_path(const struct ir_ingress *in)
{
	const struct ir_path *first = in->rules.n ? &in->rules.at[0].paths.at[0] : NULL;

	for (size_t i = 0; i < in->rules.n; i++) {
		const struct ir_path *p = &in->rules.at[i].paths.at[0];

		if (in->rules.at[i].paths.n > 1 || !in->rules.at[i].host || p->port != first->port
		    || strcmp(p->path, first->path) != 0 || strcmp(p->type, first->type) != 0)
			return false;
	}
	return first != NULL;
}

static const char *
cannot(struct helm *h, const struct ir_ingress *in)
{
	const char *name;

	if (in->fallback.service)
		return "the chart's Ingresses have no `defaultBackend`";
	if (!is_one_path(in))
		return "an Ingress of the chart has hosts with one path, and leads to one port";
	name = ingress_of(h, in->rules.at[0].paths.at[0].port);
	if (!name)
		return arena_printf(h->arena, "the chart has no Ingress for `%s`", in->rules.at[0].paths.at[0].port->name);
	if (doc_get(values_map(h, "ingress"), name))
		return arena_printf(h->arena, "the chart has one Ingress for `%s`", in->rules.at[0].paths.at[0].port->name);
	return NULL;
}

static void
put_tls(struct helm *h, struct doc *in, const struct ir_ingress *from)
{
	struct doc *list = NULL, *d;

	for (size_t i = 0; i < from->rules.n; i++) {
		const struct ir_rule *r = &from->rules.at[i];

		if (!r->tls)
			continue;
		if (!list)
			list = doc_put_list(h->arena, in, "tls");
		d = doc_put_map(h->arena, list, NULL);
		doc_put_text(h->arena, d, "secretName", r->tls);
		doc_put_text(h->arena, doc_put_list(h->arena, d, "hosts"), NULL, r->host);
	}
}

static void
put_ingress(struct helm *h, const struct ir_ingress *in)
{
	const struct ir_path *p = &in->rules.at[0].paths.at[0];
	struct doc *d = doc_put_map(h->arena, values_map(h, "ingress"), ingress_of(h, p->port)), *list;

	doc_put_bool(h->arena, d, "enabled", true);
	if (in->class)
		doc_put_text(h->arena, d, "ingressClassName", in->class);
	values_pairs(h, d, "annotations", &in->annotations);
	values_pairs(h, d, "annotations", &h->ir->annotations);
	doc_put_text(h->arena, d, "path", p->path);
	doc_put_text(h->arena, d, "pathType", p->type);
	list = doc_put_list(h->arena, d, "hosts");
	for (size_t i = 0; i < in->rules.n; i++)
		doc_put_text(h->arena, list, NULL, in->rules.at[i].host);
	put_tls(h, d, in);
}

void
ingress_put_values(struct helm *h)
{
	if (!version_at_least(&h->ir->version, 4, 3, 0))
		return;
	for (size_t i = 0; i < h->ir->ingresses.n; i++) {
		const struct ir_ingress *in = &h->ir->ingresses.at[i];
		const char *why = cannot(h, in);

		if (why)
			said_not(&h->said, in->owner, "%s", why);
		else
			put_ingress(h, in);
	}
}

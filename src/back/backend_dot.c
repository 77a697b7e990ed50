/*
 * backend_dot: the topology of a cluster as a graph: the nodes by their groups,
 * the Services in front of them, who reaches whom by which ports, what is kept
 * and what is secret, by name.
 *
 * A box in the graph is an object of Kubernetes or somebody outside; the big
 * box is the namespace.  Nothing of it depends on how many nodes there are.
 */
#include <string.h>

#include "back/targets.h"
#include "base/arena.h"
#include "base/buf.h"

struct graph {
	const struct ir *ir;
	struct arena *arena;
	struct doc *root;
	struct doc *outside;    /* nodes of the whole graph */
	struct doc *inside;     /* nodes of the namespace's box */
	struct doc *edges;
};

/* Made once; who names it again gets no second one. */
static void
put_vertex(struct graph *g, struct doc *in, const char *id, const char *shape, const char *label)
{
	struct doc *d;

	if (doc_get(in, id))
		return;
	d = doc_put_map(g->arena, in, id);
	doc_put_text(g->arena, d, "label", label);
	doc_put_text(g->arena, d, "shape", shape);
}

static struct doc *
put_edge(struct graph *g, const char *from, const char *to, const char *label)
{
	struct doc *d = doc_put_map(g->arena, g->edges, NULL);

	doc_put_text(g->arena, d, "from", from);
	doc_put_text(g->arena, d, "to", to);
	if (label && *label)
		doc_put_text(g->arena, d, "label", label);
	return d;
}

static void
put_dashed(struct graph *g, const char *from, const char *to, const char *label)
{
	doc_put_text(g->arena, put_edge(g, from, to, label), "style", "dashed");
}

static const char *
group_id(struct graph *g, const struct ir_group *group)
{
	return arena_printf(g->arena, "nodes/%s", group->name);
}

/* ---- nodes and what they keep ---- */

static void
add_range(struct buf *label, const char *what, const struct ir_range *r)
{
	if (r->request || r->limit)
		buf_printf(label, "\n%s %s..%s", what, r->request ? r->request : "", r->limit ? r->limit : "");
}

static const char *
group_label(struct graph *g, const struct ir_group *group)
{
	static const char *const kinds[] = {
		[WORKLOAD_STATEFULSET] = "StatefulSet", [WORKLOAD_DEPLOYMENT] = "Deployment",
		[WORKLOAD_POD] = "Pod"
	};
	struct buf b = BUF_IN(g->arena);

	buf_printf(&b, "%s %s", kinds[group->workload], group->name);
	if (group->autoscale.max)
		buf_printf(&b, "\n%lld to %lld nodes", (long long)group->autoscale.min,
			   (long long)group->autoscale.max);
	else
		buf_printf(&b, "\n%lld %s", (long long)group->nodes, group->nodes == 1 ? "node" : "nodes");
	buf_printf(&b, "\n%s", g->ir->image);
	add_range(&b, "cpu", &group->cpu);
	add_range(&b, "memory", &group->memory);
	return buf_cstr(&b);
}

static void
put_storage(struct graph *g, const struct ir_group *group)
{
	const struct ir_storage *s = &group->storage;
	const char *id = arena_printf(g->arena, "storage/%s", group->name);

	if (s->kind == STORAGE_NONE)
		return;
	put_vertex(g, g->inside, id, "cylinder", s->kind == STORAGE_EXISTING
		 ? arena_printf(g->arena, "claim %s", s->claim)
		 : arena_printf(g->arena, "%s for each node%s%s", s->size, s->has_class ? "\nclass " : "",
				s->has_class ? s->class : ""));
	put_edge(g, group_id(g, group), id, s->mount);
}

static void
put_groups(struct graph *g)
{
	for (size_t i = 0; i < g->ir->groups.n; i++) {
		const struct ir_group *group = &g->ir->groups.at[i];

		put_vertex(g, g->inside, group_id(g, group), "box3d", group_label(g, group));
		put_storage(g, group);
	}
}

/* ---- ports ---- */

static void
add_port(struct buf *list, const struct ir_port *p, int number)
{
	buf_printf(list, "%s%s %d%s", list->n ? "\n" : "", p->name, number, p->udp ? "/udp" : "");
}

static const char *
ports_of_use(struct graph *g, enum port_use use)
{
	struct buf b = BUF_IN(g->arena);

	for (size_t i = 0; i < g->ir->ports.n; i++)
		if (g->ir->ports.at[i].use == use)
			add_port(&b, &g->ir->ports.at[i], g->ir->ports.at[i].number);
	return b.n ? buf_cstr(&b) : "";
}

/* Every node talks to every core. */
static void
put_peers(struct graph *g)
{
	const char *ports = ports_of_use(g, PORT_CLUSTER);

	if (ir_nodes(g->ir) < 2)
		return;
	for (size_t i = 0; i < g->ir->groups.n; i++)
		put_edge(g, group_id(g, &g->ir->groups.at[i]), group_id(g, ir_cores(g->ir)), ports);
}

/* ---- who comes in ---- */

static const char *
service_id(struct graph *g, const struct ir_service *s)
{
	return arena_printf(g->arena, "service/%s", s->name);
}

static const char *
ports_of_service(struct graph *g, const struct ir_service *s)
{
	struct buf b = BUF_IN(g->arena);

	for (size_t i = 0; i < s->ports.n; i++)
		add_port(&b, s->ports.at[i].port, s->ports.at[i].number);
	return b.n ? buf_cstr(&b) : "";
}

/* The ports at which those outside call. */
static const char *
ports_outside(struct graph *g, const struct ir_service *s)
{
	const struct ir_option *from = ir_option_of(s, "source-ranges");
	struct buf b = BUF_IN(g->arena);

	for (size_t i = 0; i < s->ports.n; i++) {
		const struct ir_service_port *p = &s->ports.at[i];

		add_port(&b, p->port, p->node_port && strcmp(s->type, "NodePort") == 0 ? p->node_port : p->number);
	}
	for (size_t i = 0; from && i < from->texts.n; i++)
		buf_printf(&b, "\nfrom %s", from->texts.at[i]);
	return b.n ? buf_cstr(&b) : "";
}

static void
put_service(struct graph *g, const struct ir_service *s)
{
	bool open = strcmp(s->type, "ClusterIP") != 0;
	const char *who = open ? "outside" : "inside";

	put_vertex(g, g->inside, service_id(g, s), "component",
		   arena_printf(g->arena, "Service %s\n%s", s->name, s->type));
	put_vertex(g, g->outside, who, "ellipse", open ? "anybody" : "pods of Kubernetes");
	put_edge(g, who, service_id(g, s), open ? ports_outside(g, s) : ports_of_service(g, s));
	put_edge(g, service_id(g, s), group_id(g, ir_group_of(g->ir, s->role)), ports_of_service(g, s));
}

/* The hosts and paths of an Ingress. */
static const char *
ingress_label(struct graph *g, const struct ir_ingress *in)
{
	struct buf b = BUF_IN(g->arena);

	buf_printf(&b, "Ingress %s", in->name);
	for (size_t i = 0; i < in->rules.n; i++)
		for (size_t p = 0; p < in->rules.at[i].paths.n; p++)
			buf_printf(&b, "\n%s%s", in->rules.at[i].host ? in->rules.at[i].host : "every host",
				   in->rules.at[i].paths.at[p].path);
	return buf_cstr(&b);
}

/* One edge to a port of a Service, however many paths lead there. */
static void
put_backend(struct graph *g, const char *id, const struct ir_path *to)
{
	const char *service = service_id(g, to->service);

	for (const struct doc *d = g->edges->first; d; d = d->next)
		if (str_is(doc_get(d, "from")->text, id) && str_is(doc_get(d, "to")->text, service)
		    && str_is(doc_get(d, "label")->text, to->port->name))
			return;
	put_edge(g, id, service, to->port->name);
}

static void
put_ingress(struct graph *g, const struct ir_ingress *in)
{
	const char *id = arena_printf(g->arena, "ingress/%s", in->name);
	bool tls = false;

	for (size_t i = 0; i < in->rules.n; i++)
		tls = tls || in->rules.at[i].tls;
	put_vertex(g, g->inside, id, "house", ingress_label(g, in));
	put_vertex(g, g->outside, "outside", "ellipse", "anybody");
	put_edge(g, "outside", id, tls ? "https" : "http");
	for (size_t i = 0; i < in->rules.n; i++)
		for (size_t p = 0; p < in->rules.at[i].paths.n; p++)
			put_backend(g, id, &in->rules.at[i].paths.at[p]);
	if (in->fallback.service)
		put_backend(g, id, &in->fallback);
}

static void
put_ways_in(struct graph *g)
{
	for (size_t i = 0; i < g->ir->services.n; i++)
		put_service(g, &g->ir->services.at[i]);
	for (size_t i = 0; i < g->ir->ingresses.n; i++)
		put_ingress(g, &g->ir->ingresses.at[i]);
}

/* Those whom a NetworkPolicy lets in, where it names any. */
static void
put_allowed(struct graph *g, const char *who, const struct ir_peers *peers)
{
	struct buf b = BUF_IN(g->arena);

	buf_printf(&b, "%s alone:", who);
	for (size_t i = 0; i < peers->cidrs.n; i++)
		buf_printf(&b, "\n%s", peers->cidrs.at[i]);
	for (size_t i = 0; i < peers->pods.n; i++)
		buf_printf(&b, "\npods %s=%s", peers->pods.at[i].key, peers->pods.at[i].value);
	for (size_t i = 0; i < peers->namespaces.n; i++)
		buf_printf(&b, "\nnamespaces %s=%s", peers->namespaces.at[i].key, peers->namespaces.at[i].value);
	if (!peers->said)
		return;
	put_vertex(g, g->inside, arena_printf(g->arena, "policy/%s", who), "octagon", buf_cstr(&b));
	for (size_t i = 0; i < g->ir->groups.n; i++)
		put_dashed(g, arena_printf(g->arena, "policy/%s", who), group_id(g, &g->ir->groups.at[i]), NULL);
}

/* ---- secrets ---- */

static void
put_secret(struct graph *g, const struct ir_group *group, const char *secret, const char *key)
{
	const char *id = arena_printf(g->arena, "secret/%s", secret);

	put_vertex(g, g->inside, id, "note", arena_printf(g->arena, "Secret %s", secret));
	put_dashed(g, id, group_id(g, group), key);
}

static void
put_secrets(struct graph *g, const struct ir_group *group)
{
	for (size_t i = 0; i < group->env.n; i++)
		if (group->env.at[i].kind == ENV_SECRET)
			put_secret(g, group, group->env.at[i].secret, group->env.at[i].key);
	for (size_t i = 0; i < g->ir->tls.n; i++)
		for (size_t k = 0; k < g->ir->tls.at[i].files.n; k++)
			put_secret(g, group, g->ir->tls.at[i].files.at[k].secret, g->ir->tls.at[i].files.at[k].key);
}

/* ---- the graph ---- */

static void
open_graph(struct graph *g)
{
	const struct ir *ir = g->ir;
	struct doc *box, *d = doc_put_map(g->arena, g->root, "attributes");

	doc_put_text(g->arena, d, "label", arena_printf(g->arena, "cluster %s, environment %s, EMQX %s", ir->cluster,
							ir->env, version_text(g->arena, &ir->version)));
	doc_put_text(g->arena, d, "rankdir", "LR");
	doc_put_text(g->arena, doc_put_map(g->arena, g->root, "node"), "fontname", "sans-serif");
	doc_put_text(g->arena, doc_put_map(g->arena, g->root, "edge"), "fontname", "sans-serif");
	box = doc_put_map(g->arena, doc_put_map(g->arena, g->root, "graphs"), "namespace");
	doc_put_text(g->arena, doc_put_map(g->arena, box, "attributes"), "label",
		     ir->ns ? arena_printf(g->arena, "namespace %s", ir->ns) : "the namespace it is applied to");
	g->inside = doc_put_map(g->arena, box, "nodes");
	g->outside = doc_put_map(g->arena, g->root, "nodes");
	g->edges = doc_put_list(g->arena, g->root, "edges");
}

static void
build(const struct ir *ir, const struct back_options *o, artifact_list *out)
{
	struct graph g = { .ir = ir, .arena = ir->arena, .root = doc_map(ir->arena) };

	(void)o;
	open_graph(&g);
	put_groups(&g);
	put_ways_in(&g);
	put_peers(&g);
	put_allowed(&g, "clients", &ir->clients);
	put_allowed(&g, "admins", &ir->admins);
	put_allowed(&g, "metrics", &ir->scrapers);
	for (size_t i = 0; i < ir->groups.n; i++)
		put_secrets(&g, &ir->groups.at[i]);
	*VEC_ADD(ir->arena, out) = (struct artifact){
		.path = "dot/topology.dot", .syntax = SYNTAX_DOT, .doc = g.root
	};
}

const struct backend backend_dot = {
	.name = "dot",
	.help = "the topology as a graph, for Graphviz",
	.build = build
};

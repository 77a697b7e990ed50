/*
 * service: the headless Service, by which nodes find the cores, and those for
 * clients.  Every port says its protocol: a patch that adds UDP to a port
 * without one would be lost in a merge.
 */
#include <string.h>

#include "back/k8s/k8s.h"
#include "base/arena.h"

struct doc *
put_port(struct k8s *k, struct doc *ports, const struct ir_port *p, int number)
{
	struct doc *d = doc_own(doc_put_map(k->arena, ports, NULL), p->owner, p->at);

	doc_put_text(k->arena, d, "name", p->name);
	doc_put_int(k->arena, d, "port", number);
	doc_put_text(k->arena, d, "targetPort", p->name);
	doc_put_text(k->arena, d, "protocol", p->udp ? "UDP" : "TCP");
	return d;
}

/* "sessionAffinityConfig.clientIP.timeoutSeconds": the map that holds the last
 * step, which *path is left at. */
static struct doc *
map_of(struct k8s *k, struct doc *spec, const char **path)
{
	for (const char *dot; (dot = strchr(*path, '.')); *path = dot + 1)
		spec = doc_have_map(k->arena, spec, arena_strndup(k->arena, *path, (size_t)(dot - *path)));
	return spec;
}

static struct doc *
put_list(struct k8s *k, struct doc *in, const char *name, const struct ir_option *o)
{
	struct doc *list = doc_put_list(k->arena, in, name);

	for (size_t i = 0; i < o->texts.n; i++)
		doc_put_text(k->arena, list, NULL, o->texts.at[i]);
	return list;
}

static struct doc *
put_value(struct k8s *k, struct doc *in, const char *name, const struct ir_option *o)
{
	switch (o->kind) {
	case OPTION_TEXTS:
		return put_list(k, in, name, o);
	case OPTION_NUMBER:
		return doc_put_int(k->arena, in, name, o->num);
	case OPTION_BOOL:
		return doc_put_bool(k->arena, in, name, o->num != 0);
	case OPTION_TEXT:
		break;
	}
	return doc_put_text(k->arena, in, name, o->text);
}

static void
put_option(struct k8s *k, struct doc *spec, const struct ir_option *o)
{
	const char *name = o->path;
	struct doc *in = map_of(k, spec, &name);

	doc_own(put_value(k, in, name, o), o->owner, o->at);
}

static void
put_options(struct k8s *k, struct doc *object, struct doc *spec, const struct ir_service *s)
{
	struct doc *meta = doc_get(object, "metadata");

	put_pairs(k, doc_get(meta, "labels"), &s->labels);
	if (s->annotations.n)
		put_pairs(k, doc_have_map(k->arena, meta, "annotations"), &s->annotations);
	for (size_t i = 0; i < s->options.n; i++)
		put_option(k, spec, &s->options.at[i]);
}

void
headless_make(struct k8s *k)
{
	const struct ir *ir = k->ir;
	struct doc *object, *spec, *ports;

	if (ir_cores(ir)->workload != WORKLOAD_STATEFULSET)
		return;
	k->group = ir_cores(ir);
	object = object_new(k, "v1", "Service", ir->names.headless);
	spec = doc_put_map(k->arena, object, "spec");
	doc_fix(doc_put_text(k->arena, spec, "type", "ClusterIP"));
	doc_fix(doc_put_text(k->arena, spec, "clusterIP", "None"));
	doc_fix(doc_put_bool(k->arena, spec, "publishNotReadyAddresses", true));
	put_options(k, object, spec, &ir->headless);
	put_selector(k, spec, "selector");
	ports = doc_fix(doc_put_list(k->arena, spec, "ports"));
	for (size_t i = 0; i < ir->ports.n; i++)
		put_port(k, ports, &ir->ports.at[i], ir->ports.at[i].number);
	k->group = NULL;
}

static void
put_service(struct k8s *k, const struct ir_service *s)
{
	struct doc *d = object_new(k, "v1", "Service", s->name);
	struct doc *spec = doc_put_map(k->arena, d, "spec"), *ports;

	doc_own(doc_put_text(k->arena, spec, "type", s->type), s->owner, s->at);
	put_options(k, d, spec, s);
	k->group = ir_group_of(k->ir, s->role);
	put_selector(k, spec, "selector");
	k->group = NULL;
	ports = doc_fix(doc_put_list(k->arena, spec, "ports"));
	for (size_t i = 0; i < s->ports.n; i++) {
		const struct ir_service_port *p = &s->ports.at[i];
		struct doc *port = put_port(k, ports, p->port, p->number);

		if (p->node_port)
			doc_put_int(k->arena, port, "nodePort", p->node_port);
	}
}

void
services_put(struct k8s *k)
{
	for (size_t i = 0; i < k->ir->services.n; i++)
		put_service(k, &k->ir->services.at[i]);
}

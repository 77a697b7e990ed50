/*
 * ingress: an Ingress each, to the Service that shows its port.
 */
#include "back/k8s/k8s.h"
#include "base/arena.h"

static void
put_rules(struct k8s *k, struct doc *spec, const struct ir_ingress *in)
{
	struct doc *rule = doc_put_map(k->arena, doc_put_list(k->arena, spec, "rules"), NULL), *path, *d;

	if (in->host)
		doc_put_text(k->arena, rule, "host", in->host);
	d = doc_put_list(k->arena, doc_put_map(k->arena, rule, "http"), "paths");
	path = doc_put_map(k->arena, d, NULL);
	doc_put_text(k->arena, path, "path", in->path ? in->path : "/");
	doc_put_text(k->arena, path, "pathType", "Prefix");
	d = doc_fix(doc_put_map(k->arena, path, "backend"));
	d = doc_put_map(k->arena, d, "service");
	doc_put_text(k->arena, d, "name", in->service->name);
	doc_put_text(k->arena, doc_put_map(k->arena, d, "port"), "name", in->port->name);
}

static void
put_tls(struct k8s *k, struct doc *spec, const struct ir_ingress *in)
{
	struct doc *d;

	if (!in->tls)
		return;
	d = doc_put_map(k->arena, doc_put_list(k->arena, spec, "tls"), NULL);
	if (in->host)
		doc_put_text(k->arena, doc_put_list(k->arena, d, "hosts"), NULL, in->host);
	doc_put_text(k->arena, d, "secretName", in->tls);
}

static void
put_ingress(struct k8s *k, const struct ir_ingress *in)
{
	struct doc *d = object_new(k, "networking.k8s.io/v1", "Ingress", in->name), *spec;

	if (in->annotations.n)
		put_pairs(k, sub_map(k, doc_get(d, "metadata"), "annotations"), &in->annotations);
	spec = doc_own(doc_put_map(k->arena, d, "spec"), in->owner, in->at);
	if (in->class)
		doc_put_text(k->arena, spec, "ingressClassName", in->class);
	put_rules(k, spec, in);
	put_tls(k, spec, in);
}

void
ingresses_make(struct k8s *k)
{
	for (size_t i = 0; i < k->ir->ingresses.n; i++)
		put_ingress(k, &k->ir->ingresses.at[i]);
}

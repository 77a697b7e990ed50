/*
 * ingress: an Ingress object for each of the cluster, to the Services that show
 * its ports.
 */
#include "back/k8s/k8s.h"
#include "base/arena.h"

static void
put_backend(struct k8s *k, struct doc *in, const char *name, const struct ir_path *p)
{
	struct doc *d = doc_put_map(k->arena, doc_fix(doc_put_map(k->arena, in, name)), "service");

	doc_put_text(k->arena, d, "name", p->service->name);
	doc_put_text(k->arena, doc_put_map(k->arena, d, "port"), "name", p->port->name);
}

static void
put_path(struct k8s *k, struct doc *paths, const struct ir_path *p)
{
	struct doc *d = doc_own(doc_put_map(k->arena, paths, NULL), p->owner, p->at);

	doc_put_text(k->arena, d, "path", p->path);
	doc_put_text(k->arena, d, "pathType", p->type);
	put_backend(k, d, "backend", p);
}

static void
put_rules(struct k8s *k, struct doc *spec, const struct ir_ingress *in)
{
	struct doc *rules = in->rules.n ? doc_put_list(k->arena, spec, "rules") : NULL, *d, *paths;

	for (size_t i = 0; i < in->rules.n; i++) {
		const struct ir_rule *r = &in->rules.at[i];

		d = doc_own(doc_put_map(k->arena, rules, NULL), r->owner, r->at);
		if (r->host)
			doc_put_text(k->arena, d, "host", r->host);
		paths = doc_put_list(k->arena, doc_put_map(k->arena, d, "http"), "paths");
		for (size_t p = 0; p < r->paths.n; p++)
			put_path(k, paths, &r->paths.at[p]);
	}
}

/* The list of hosts of a Secret that an earlier rule names too, or NULL. */
static struct doc *
hosts_of(const struct doc *list, const char *secret)
{
	const struct doc *d = list->first;

	while (d && !(doc_get(d, "hosts") && str_is(doc_get(d, "secretName")->text, secret)))
		d = d->next;
	return d ? doc_get(d, "hosts") : NULL;
}

/* One entry a Secret, with all hosts that it is for. */
static void
put_certificate(struct k8s *k, struct doc *list, const struct ir_rule *r)
{
	struct doc *hosts = r->host ? hosts_of(list, r->tls) : NULL, *d;

	if (hosts) {
		doc_put_text(k->arena, hosts, NULL, r->host);
		return;
	}
	d = doc_own(doc_put_map(k->arena, list, NULL), r->owner, r->at);
	if (r->host)
		doc_put_text(k->arena, doc_put_list(k->arena, d, "hosts"), NULL, r->host);
	doc_put_text(k->arena, d, "secretName", r->tls);
}

static void
put_tls(struct k8s *k, struct doc *spec, const struct ir_ingress *in)
{
	struct doc *list = NULL;

	for (size_t i = 0; i < in->rules.n; i++) {
		if (!in->rules.at[i].tls)
			continue;
		if (!list)
			list = doc_put_list(k->arena, spec, "tls");
		put_certificate(k, list, &in->rules.at[i]);
	}
}

static void
put_ingress(struct k8s *k, const struct ir_ingress *in)
{
	struct doc *d = object_new(k, "networking.k8s.io/v1", "Ingress", in->name), *spec;

	if (in->annotations.n)
		put_pairs(k, doc_have_map(k->arena, doc_get(d, "metadata"), "annotations"), &in->annotations);
	spec = doc_own(doc_put_map(k->arena, d, "spec"), in->owner, in->at);
	k->by_hand = true;
	if (in->class)
		doc_put_text(k->arena, spec, "ingressClassName", in->class);
	if (in->fallback.service)
		put_backend(k, spec, "defaultBackend", &in->fallback);
	put_rules(k, spec, in);
	put_tls(k, spec, in);
}

void
ingresses_make(struct k8s *k)
{
	for (size_t i = 0; i < k->ir->ingresses.n; i++)
		put_ingress(k, &k->ir->ingresses.at[i]);
}

/*
 * metrics: what the Prometheus operator reads: a ServiceMonitor or a
 * PodMonitor, which asks every node by itself.
 *
 * The headless Service has the cores alone, and one for clients may have the
 * replicants alone.  So a ServiceMonitor has a Service of its own, with the
 * nodes of all roles, and selects it by a label that no other has: two
 * Services of the same pods would be scraped twice.
 */
#include "back/k8s/k8s.h"
#include "base/arena.h"

static const char component[] = "app.kubernetes.io/component";

static void
mark(struct k8s *k, struct doc *labels)
{
	struct doc *d = doc_get(labels, component);

	if (d)
		d->text = str_of("metrics");
	else
		d = doc_put_text(k->arena, labels, component, "metrics");
	doc_fix(d);
}

void
metrics_service_make(struct k8s *k)
{
	const struct ir_port *p = k->ir->metrics.port;
	struct doc *d, *spec;

	if (k->ir->metrics.kind != MONITOR_SERVICE)
		return;
	d = object_new(k, "v1", "Service", k->ir->names.metrics);
	mark(k, doc_get(doc_get(d, "metadata"), "labels"));
	spec = own(k, doc_put_map(k->arena, d, "spec"), "metrics");
	doc_fix(doc_put_text(k->arena, spec, "type", "ClusterIP"));
	doc_fix(doc_put_text(k->arena, spec, "clusterIP", "None"));
	put_selector(k, spec, "selector");
	put_port(k, doc_fix(doc_put_list(k->arena, spec, "ports")), p, p->number);
}

static void
put_secret(struct k8s *k, struct doc *in, const char *name, const struct ir_secret *s)
{
	struct doc *d = doc_put_map(k->arena, in, name);

	doc_put_text(k->arena, d, "name", s->name);
	doc_put_text(k->arena, d, "key", s->key);
}

static void
put_seconds(struct k8s *k, struct doc *in, const char *name, int64_t seconds, const char *field)
{
	if (seconds >= 0)
		own(k, doc_put_text(k->arena, in, name, arena_printf(k->arena, "%llds", (long long)seconds)), field);
}

/* Prometheus calls the pods by their addresses, which stand in no certificate. */
static void
put_scheme(struct k8s *k, struct doc *endpoint)
{
	doc_put_text(k->arena, endpoint, "scheme", "https");
	doc_put_bool(k->arena, doc_put_map(k->arena, endpoint, "tlsConfig"), "insecureSkipVerify", true);
}

static void
put_endpoint(struct k8s *k, struct doc *list)
{
	const struct ir_metrics *s = &k->ir->metrics;
	struct doc *d = doc_put_map(k->arena, list, NULL), *auth;

	doc_put_text(k->arena, d, "port", s->port->name);
	doc_put_text(k->arena, d, "path", s->path);
	if (s->port->tls)
		put_scheme(k, d);
	if (ir_is_four(k->ir))
		doc_put_text(k->arena, doc_put_list(k->arena, doc_put_map(k->arena, d, "params"), "type"),
			     NULL, "prometheus");
	put_seconds(k, d, "interval", s->interval, "metrics.interval");
	put_seconds(k, d, "scrapeTimeout", s->timeout, "metrics.timeout");
	if (!s->auth)
		return;
	auth = own(k, doc_put_map(k->arena, d, "basicAuth"), "metrics.auth");
	put_secret(k, auth, "username", &s->username);
	put_secret(k, auth, "password", &s->password);
}

void
monitor_make(struct k8s *k)
{
	const struct ir_metrics *s = &k->ir->metrics;
	bool pods = s->kind == MONITOR_PODS;
	struct doc *d, *spec;

	if (!s->kind)
		return;
	d = object_new(k, "monitoring.coreos.com/v1", pods ? "PodMonitor" : "ServiceMonitor",
		       k->ir->names.metrics);
	put_pairs(k, doc_get(doc_get(d, "metadata"), "labels"), &s->labels);
	spec = own(k, doc_put_map(k->arena, d, "spec"), "metrics");
	doc_put_text(k->arena, spec, "jobLabel", "app.kubernetes.io/instance");
	d = put_selector(k, doc_fix(doc_put_map(k->arena, spec, "selector")), "matchLabels");
	if (!pods)
		mark(k, d);
	put_endpoint(k, doc_put_list(k->arena, spec, pods ? "podMetricsEndpoints" : "endpoints"));
}

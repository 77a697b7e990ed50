/*
 * metrics: what the Prometheus operator is told of the nodes.
 *
 * EMQX shows its metrics at the port of its API.  4.2 to 4.4 do so by the
 * plugin emqx_prometheus (emqx_prometheus.erl, rest_api: /emqx_prometheus) and
 * always ask for an application's id and secret.  5.0 to 5.3 ask nobody
 * (emqx_prometheus_api.erl, security => []); from 5.4 on
 * prometheus.enable_basic_auth decides, and 6.3 has it on.
 */
#include <string.h>

#include "ir/make.h"

static void
make_auth(struct maker *m, struct ir_metrics *out)
{
	struct spec_node *n = read_node(m, NULL, "metrics.auth");

	if (!n)
		return;
	out->auth = secret_ref(m, n, "username", "metrics-username", &out->username)
		&& secret_ref(m, n, "password", "metrics-password", &out->password);
	if (ir_is_four(m->ir) || mean(m, MEAN_METRICS_AUTH, NULL, "true", n->name_at, "metrics.auth"))
		return;
	spec_report(m->spec, DIAG_TY008, n, n->name_at, "EMQX %s shows its metrics to everybody",
		    version_text(m->arena, &m->ir->version));
}

static void
check_timeout(struct maker *m, const struct spec_node *n, const struct ir_metrics *s)
{
	struct spec_node *timeout = read_node(m, n, "timeout");

	if (timeout && s->interval >= 0 && s->timeout > s->interval)
		spec_report(m->spec, DIAG_TY002, timeout, spec_place(timeout),
			    "`metrics.timeout` is longer than the interval, and Prometheus refuses that");
}

void
metrics_make(struct maker *m)
{
	struct ir_metrics *s = &m->ir->metrics;
	struct spec_node *n = read_node(m, NULL, "metrics");
	const char *kind = read_text(m, NULL, "metrics.kind");

	s->port = api_port(m->ir);
	if (!n || !s->port)
		return;
	s->kind = kind && strcmp(kind, "pod-monitor") == 0 ? MONITOR_PODS : MONITOR_SERVICE;
	s->path = ir_is_four(m->ir) ? "/api/v4/emqx_prometheus" : "/api/v5/prometheus/stats";
	s->interval = read_seconds(m, n, "interval", -1);
	s->timeout = read_seconds(m, n, "timeout", -1);
	read_pairs(m, n, "labels", &s->labels);
	if (ir_is_four(m->ir))
		*VEC_ADD(m->arena, &m->plugins) = "emqx_prometheus";
	check_timeout(m, n, s);
	make_auth(m, s);
}

/*
 * pod: what surrounds the broker in its pod, and how pods are replaced.
 */
#include <string.h>

#include "ir/make.h"

static void
read_range(const struct maker *m, const struct ir_group *g, const char *path,
	   const char *(*show)(struct arena *, int64_t), struct ir_range *out)
{
	const struct value *v = read_value(m, group_from(m, g, path), path);

	if (!v || v->n != 2)
		return;
	out->request = show(m->arena, v->items[0]->num);
	out->limit = show(m->arena, v->items[1]->num);
}

/* Readiness looks often and waits for the boot; liveness is patient. */
static void
make_probe(struct maker *m, const char *field, const struct ir_probe *usual, struct ir_probe *out)
{
	const struct spec_node *n = read_node(m, NULL, field);
	const struct ir_port *port = api_port(m->ir);

	*out = *usual;
	if (n && n->arm && strcmp(n->arm, "none") == 0)
		return;
	if (!port)
		return;
	out->path = "/status";
	out->port = port->name;
	out->https = port->tls != NULL;
	if (!n)
		return;
	out->initial = read_seconds(m, n, "initial-delay", usual->initial);
	out->period = read_seconds(m, n, "period", usual->period);
	out->timeout = read_seconds(m, n, "timeout", usual->timeout);
	out->failures = read_num(m, n, "failures", usual->failures);
	out->successes = read_num(m, n, "successes", 0);
	out->grace = read_seconds(m, n, "grace", 0);
}

static void
make_probes(struct maker *m)
{
	static const struct ir_probe readiness = {
		.initial = 10, .period = 5, .timeout = 5, .failures = 12
	};
	static const struct ir_probe liveness = {
		.initial = 60, .period = 30, .timeout = 5, .failures = 3
	};
	static const struct ir_probe startup = {
		.period = 5, .timeout = 5, .failures = 60
	};

	make_probe(m, "probes.readiness", &readiness, &m->ir->readiness);
	make_probe(m, "probes.liveness", &liveness, &m->ir->liveness);
	if (read_node(m, NULL, "probes.startup"))
		make_probe(m, "probes.startup", &startup, &m->ir->startup);
}

static const char *
read_for(const struct maker *m, const struct ir_group *g, const char *path)
{
	return read_text(m, group_from(m, g, path), path);
}

static void
make_tolerations(struct maker *m, struct ir_group *g)
{
	const struct spec_node *from = group_from(m, g, "toleration");
	struct spec_node *n = member_first(read_node(m, from, "toleration"));

	for (; n; n = member_next(n))
		*VEC_ADD(m->arena, &g->tolerations) = (struct ir_toleration){
			.key = read_text(m, n, "key"), .operator = read_text(m, n, "operator"),
			.value = read_text(m, n, "value"), .effect = read_text(m, n, "effect"),
			.seconds = read_num(m, n, "seconds", -1),
		};
}

static void
make_scheduling(struct maker *m, struct ir_group *g)
{
	const char *affinity = read_text(m, group_from(m, g, "anti-affinity"), "anti-affinity.mode");

	read_pairs(m, group_from(m, g, "node-selector"), "node-selector", &g->node_selector);
	make_tolerations(m, g);
	g->priority_class = read_for(m, g, "priority-class");
	g->spread_key = read_text(m, group_from(m, g, "spread"), "spread.topology-key");
	if (affinity && strcmp(affinity, "none") != 0)
		g->anti_affinity = affinity;
}

/* Two nodes or more: a drain takes one at a time, unless told otherwise. */
static void
make_disruption(struct maker *m, struct ir_group *g)
{
	const struct spec_node *from = group_from(m, g, "disruption");
	const struct spec_node *n = read_node(m, from, "disruption");

	if (n && n->arm && strcmp(n->arm, "none") == 0)
		return;
	if (g->role && g->nodes < 2 && !from)
		return;
	g->max_unavailable = read_text(m, n, n ? "max-unavailable" : "disruption.max-unavailable");
	g->min_available = read_text(m, n, n ? "min-available" : "disruption.min-available");
	if (!g->max_unavailable && !g->min_available && g->nodes > 1)
		g->max_unavailable = "1";
}

static void
make_group(struct maker *m, struct ir_group *g)
{
	read_range(m, g, "resources.cpu", cpu_text, &g->cpu);
	read_range(m, g, "resources.memory", quantity_text, &g->memory);
	read_range(m, g, "resources.ephemeral-storage", quantity_text, &g->disk);
	make_scheduling(m, g);
	make_disruption(m, g);
}

static void
make_rollout(struct maker *m)
{
	const char *on_change = read_text(m, NULL, "rollout.on-config-change");
	const char *management = read_text(m, NULL, "rollout.pod-management-policy");
	const char *strategy = read_text(m, NULL, "rollout.update-strategy");
	const struct value *exec = read_value(m, NULL, "lifecycle.pre-stop.exec");

	m->ir->checksum = !on_change || strcmp(on_change, "restart") == 0;
	m->ir->pod_management = management ? management : "Parallel";
	m->ir->update_strategy = strategy ? strategy : "RollingUpdate";
	m->ir->partition = read_num(m, NULL, "rollout.partition", -1);
	m->ir->min_ready = read_seconds(m, NULL, "rollout.min-ready", -1);
	m->ir->grace = read_seconds(m, NULL, "grace", 60);
	m->ir->pre_stop = read_seconds(m, NULL, "lifecycle.pre-stop.sleep", -1);
	m->ir->leave = read_bool(m, NULL, "lifecycle.pre-stop.leave", false);
	for (size_t i = 0; exec && i < exec->n; i++)
		*VEC_ADD(m->arena, &m->ir->pre_stop_exec) = text_of(m->arena, exec->items[i]);
}

static void
make_account(struct maker *m)
{
	const char *name = read_text(m, NULL, "service-account.name");

	m->ir->account_name = name ? name : m->ir->names.account;
	m->ir->account_create = read_bool(m, NULL, "service-account.create", true);
	read_pairs(m, NULL, "service-account.annotations", &m->ir->account_annotations);
}

void
pod_make(struct maker *m)
{
	for (size_t i = 0; i < m->ir->groups.n; i++)
		make_group(m, &m->ir->groups.at[i]);
	make_probes(m);
	make_rollout(m);
	make_account(m);
	m->ir->run_as_user = read_num(m, NULL, "security.run-as-user", 1000);
	m->ir->run_as_group = read_num(m, NULL, "security.run-as-group", 1000);
	m->ir->run_as_non_root = read_bool(m, NULL, "security.run-as-non-root", m->ir->run_as_user != 0);
	m->ir->fs_group = read_num(m, NULL, "security.fs-group", 1000);
}

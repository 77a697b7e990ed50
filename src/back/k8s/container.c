/*
 * container: the broker's container: image, ports, variables, resources,
 * probes.
 */
#include "back/k8s/fields.h"
#include "base/arena.h"

static void
put_ports(struct k8s *k, struct doc *container)
{
	struct doc *list = doc_fix(doc_put_list(k->arena, container, "ports"));

	for (size_t i = 0; i < k->ir->ports.n; i++) {
		const struct ir_port *p = &k->ir->ports.at[i];
		struct doc *d = doc_own(doc_put_map(k->arena, list, NULL), p->owner, p->at);

		doc_put_text(k->arena, d, "name", p->name);
		doc_put_int(k->arena, d, "containerPort", p->number);
		doc_put_text(k->arena, d, "protocol", p->udp ? "UDP" : "TCP");
	}
}

/* The last source wins: what emqxc sets stands behind what the user brings. */
static void
put_env(struct k8s *k, struct doc *container)
{
	struct doc *list;

	if (k->group->env.n) {
		list = doc_put_list(k->arena, container, "env");
		for (size_t i = 0; i < k->group->env.n; i++)
			put_variable(k, list, &k->group->env.at[i]);
	}
	put_field(k, container, "env-from");
	list = doc_have_list(k->arena, container, "envFrom");
	list = doc_put_map(k->arena, doc_put_map(k->arena, list, NULL), "configMapRef");
	doc_put_text(k->arena, list, "name", k->ir->names.config);
}

static void
put_probe(struct k8s *k, struct doc *container, const char *name, const struct ir_probe *p,
	  const char *field)
{
	struct doc *d, *get;

	if (!p->path)
		return;
	d = own(k, doc_put_map(k->arena, container, name), field);
	get = doc_put_map(k->arena, d, "httpGet");
	doc_put_text(k->arena, get, "path", p->path);
	doc_put_text(k->arena, get, "port", p->port);
	if (p->https)
		doc_put_text(k->arena, get, "scheme", "HTTPS");
	doc_put_int(k->arena, d, "initialDelaySeconds", p->initial);
	doc_put_int(k->arena, d, "periodSeconds", p->period);
	doc_put_int(k->arena, d, "timeoutSeconds", p->timeout);
	doc_put_int(k->arena, d, "failureThreshold", p->failures);
	if (p->successes)
		doc_put_int(k->arena, d, "successThreshold", p->successes);
	if (p->grace)
		doc_put_int(k->arena, d, "terminationGracePeriodSeconds", p->grace);
}

/* The way to the command line of that version. */
static const char *
leave_command(const struct ir *ir)
{
	return ir_is_four(ir) ? "/opt/emqx/bin/emqx_ctl cluster leave" : "/opt/emqx/bin/emqx ctl cluster leave";
}

static void
put_command(struct k8s *k, struct doc *hook, const char *const *words, size_t n)
{
	struct doc *list = doc_put_list(k->arena, doc_put_map(k->arena, hook, "exec"), "command");

	for (size_t i = 0; i < n; i++)
		doc_put_text(k->arena, list, NULL, words[i]);
}

/* Both in turn, or one of them; the broker is still up meanwhile. */
static void
put_wait(struct k8s *k, struct doc *hook, bool leave)
{
	const char *seconds = arena_printf(k->arena, "%lld", (long long)k->ir->pre_stop);
	const char *both = arena_printf(k->arena, "sleep %s; %s", seconds, leave_command(k->ir));

	if (!leave)
		put_command(k, hook, (const char *const[]){ "sleep", seconds }, 2);
	else
		put_command(k, hook, (const char *const[]){
			"sh", "-c", k->ir->pre_stop < 0 ? leave_command(k->ir) : both }, 3);
}

/* A pod that stops leaves the Services at the same moment as it is told to;
 * what still comes in meanwhile finds the broker up. */
static void
put_lifecycle(struct k8s *k, struct doc *container)
{
	const struct ir *ir = k->ir;
	const struct spec_node *lifecycle = field_node(k, "lifecycle");
	bool leave = ir->leave && k->group->storage.kind == STORAGE_NONE;
	struct doc *d;

	if (ir->pre_stop >= 0 || leave || ir->pre_stop_exec.n) {
		d = own(k, doc_have_map(k->arena, container, "lifecycle"), "lifecycle.pre-stop");
		d = doc_put_map(k->arena, d, "preStop");
		if (ir->pre_stop_exec.n)
			put_command(k, d, ir->pre_stop_exec.at, ir->pre_stop_exec.n);
		else
			put_wait(k, d, leave);
	}
	if (lifecycle && spec_get(lifecycle, "post-start"))
		put_row(k, container, field_find(lifecycle->type, "post-start"), spec_get(lifecycle, "post-start"));
}

static void
put_rights(struct k8s *k, struct doc *container)
{
	const struct spec_node *security = field_node(k, "security");

	if (security)
		put_record(k, doc_have_map(k->arena, container, "securityContext"), security, security->type,
			   PART_CONTAINER);
	put_container_security(k, container);
}

void
put_container(struct k8s *k, struct doc *containers)
{
	struct doc *c = doc_put_map(k->arena, containers, NULL);

	doc_fix(doc_put_text(k->arena, c, "name", "emqx"));
	put_image(k, c);
	put_part(k, c, PART_CONTAINER);
	put_ports(k, c);
	put_env(k, c);
	put_resources(k, c);
	put_probe(k, c, "readinessProbe", &k->ir->readiness, "probes.readiness");
	put_probe(k, c, "livenessProbe", &k->ir->liveness, "probes.liveness");
	put_probe(k, c, "startupProbe", &k->ir->startup, "probes.startup");
	put_lifecycle(k, c);
	put_rights(k, c);
	put_volume_mounts(k, c);
}

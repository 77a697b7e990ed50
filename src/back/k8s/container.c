/*
 * container: the broker's container: image, ports, variables, resources,
 * probes.
 */
#include <string.h>

#include "back/k8s/k8s.h"
#include "base/arena.h"
#include "base/buf.h"

void
put_image(struct k8s *k, struct doc *container)
{
	bool said = field_place(k->ir, "image").file != 0;

	own(k, doc_put_text(k->arena, container, "image", k->ir->image), said ? "image" : "version");
	if (k->ir->pull)
		own(k, doc_put_text(k->arena, container, "imagePullPolicy", k->ir->pull),
		    "image.pull");
}

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

/* Kubernetes reads $(VAR) as that variable and $$ as $: a $ before either
 * that is meant as text is written twice. */
static const char *
literal(struct arena *a, const char *text)
{
	struct buf b = BUF_IN(a);

	if (!strchr(text, '$'))
		return text;
	for (const char *p = text; *p; p++) {
		buf_char(&b, *p);
		if (*p == '$' && (p[1] == '$' || p[1] == '('))
			buf_char(&b, '$');
	}
	return buf_cstr(&b);
}

static const char *
plain_value(struct k8s *k, const struct ir_env *e)
{
	bool expands;
	const char *value = env_text(k->arena, k->ir, e, &expands);

	return expands ? value : literal(k->arena, value);
}

static void
put_variable(struct k8s *k, struct doc *list, const struct ir_env *e)
{
	struct doc *d = doc_put_map(k->arena, list, NULL), *from;

	if (e->owner)
		doc_own(d, e->owner, e->at);
	doc_put_text(k->arena, d, "name", e->name);
	if (e->kind == ENV_PLAIN) {
		doc_put_text(k->arena, d, "value", plain_value(k, e));
		return;
	}
	from = doc_put_map(k->arena, d, "valueFrom");
	if (e->kind == ENV_FIELD) {
		doc_put_text(k->arena, doc_put_map(k->arena, from, "fieldRef"), "fieldPath",
			     e->value);
		return;
	}
	from = doc_put_map(k->arena, from, "secretKeyRef");
	doc_put_text(k->arena, from, "name", e->secret);
	doc_put_text(k->arena, from, "key", e->key);
}

void
put_env(struct k8s *k, struct doc *container)
{
	struct doc *list;

	if (k->group->env.n) {
		list = doc_put_list(k->arena, container, "env");
		for (size_t i = 0; i < k->group->env.n; i++)
			put_variable(k, list, &k->group->env.at[i]);
	}
	list = doc_put_list(k->arena, container, "envFrom");
	list = doc_put_map(k->arena, doc_put_map(k->arena, list, NULL), "configMapRef");
	doc_put_text(k->arena, list, "name", k->ir->names.config);
}

static void
put_quantity(struct k8s *k, struct doc *resources, const char *which, const char *what,
	     const char *amount)
{
	if (amount)
		own_group(k, doc_put_text(k->arena, sub_map(k, resources, which), what, amount),
			  what[0] == 'c' ? "resources.cpu" : "resources.memory");
}

void
put_resources(struct k8s *k, struct doc *container)
{
	const struct ir_range *cpu = &k->group->cpu, *memory = &k->group->memory;
	struct doc *d;

	if (!cpu->request && !cpu->limit && !memory->request && !memory->limit)
		return;
	d = doc_put_map(k->arena, container, "resources");
	put_quantity(k, d, "requests", "cpu", cpu->request);
	put_quantity(k, d, "requests", "memory", memory->request);
	put_quantity(k, d, "limits", "cpu", cpu->limit);
	put_quantity(k, d, "limits", "memory", memory->limit);
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
	doc_put_int(k->arena, d, "initialDelaySeconds", p->initial);
	doc_put_int(k->arena, d, "periodSeconds", p->period);
	doc_put_int(k->arena, d, "timeoutSeconds", p->timeout);
	doc_put_int(k->arena, d, "failureThreshold", p->failures);
}

/* A pod that stops leaves the Services at the same moment as it is told to;
 * what still comes in meanwhile finds the broker up. */
static void
put_lifecycle(struct k8s *k, struct doc *container)
{
	struct doc *d;

	if (k->ir->pre_stop < 0)
		return;
	d = own(k, doc_put_map(k->arena, container, "lifecycle"), "lifecycle.pre-stop");
	d = doc_put_map(k->arena, doc_put_map(k->arena, d, "preStop"), "exec");
	d = doc_put_list(k->arena, d, "command");
	doc_put_text(k->arena, d, NULL, "sleep");
	doc_put_text(k->arena, d, NULL, arena_printf(k->arena, "%lld", (long long)k->ir->pre_stop));
}

void
put_container_security(struct k8s *k, struct doc *container)
{
	struct doc *d = doc_put_map(k->arena, container, "securityContext");

	doc_put_bool(k->arena, d, "allowPrivilegeEscalation", false);
	if (k->ir->read_only_root)
		own(k, doc_put_bool(k->arena, d, "readOnlyRootFilesystem", true), "security.read-only-root");
	d = doc_put_list(k->arena, doc_put_map(k->arena, d, "capabilities"), "drop");
	doc_put_text(k->arena, d, NULL, "ALL");
}

void
put_container(struct k8s *k, struct doc *containers)
{
	struct doc *c = doc_put_map(k->arena, containers, NULL);

	doc_fix(doc_put_text(k->arena, c, "name", "emqx"));
	put_image(k, c);
	put_ports(k, c);
	put_env(k, c);
	put_resources(k, c);
	put_probe(k, c, "readinessProbe", &k->ir->readiness, "probes.readiness");
	put_probe(k, c, "livenessProbe", &k->ir->liveness, "probes.liveness");
	put_lifecycle(k, c);
	put_container_security(k, c);
	put_volume_mounts(k, c);
}

/*
 * rule_object: fields of an object that exclude each other, and references
 * between the objects of a cluster.
 */
#include "object/check.h"

#include <string.h>

#include "base/arena.h"

static bool
is(const char *text, const char *other)
{
	return text && strcmp(text, other) == 0;
}

/* A ConfigMap or Secret that is made here; others are the user's to know. */
static void
check_key(const struct check *c, const struct spot *s, const char *kind)
{
	static const char *const parts[] = { "data", "stringData", "binaryData", NULL };
	const char *name = doc_text(c->set->arena, s->d, "name"), *key = doc_text(c->set->arena, s->d, "key");
	const struct object *found = name ? objects_find(c->set, kind, name, c->object->ns) : NULL;
	const struct doc *o = found ? found->doc : NULL;
	const struct doc *optional = doc_field(s->d, "optional");

	if (!o || !key || (optional && optional->num))
		return;
	for (const char *const *p = parts; *p; p++)
		if (doc_field(doc_field(o, *p), key))
			return;
	rule_report(c, s, o, DIAG_KU012, "names key `%s`, which %s `%s` does not have", key, kind,
		      name);
}

void
rule_config_map_key(const struct check *c, const struct spot *s)
{
	check_key(c, s, "ConfigMap");
}

void
rule_secret_key(const struct check *c, const struct spot *s)
{
	check_key(c, s, "Secret");
}

/* Only a headless Service, and one that is a name for another, may have none. */
static void
check_service_ports(const struct check *c, const struct spot *s, const char *type)
{
	const struct doc *ports = doc_field(s->d, "ports");
	bool outside = is(type, "NodePort") || is(type, "LoadBalancer");
	struct spot list = spot_below(s, ports ? ports : s->d, 0);
	size_t i = 0;

	if ((!ports || !ports->first) && !doc_text_is(s->d, "clusterIP", "None") && !is(type, "ExternalName"))
		rule_report(c, s, NULL, DIAG_KU001, "has no ports");
	for (const struct doc *d = ports ? ports->first : NULL; d; d = d->next, i++) {
		struct spot port = spot_below(&list, d, i);

		if (doc_number(d, "nodePort", 0) && !outside)
			rule_report(c, &port, doc_field(s->d, "type"), DIAG_KU001, "has a `nodePort`, and the"
				    " Service is %s", type ? type : "ClusterIP");
	}
}

/* What a Service has only when it is seen from outside. */
static void
check_service(const struct check *c, const struct spot *s)
{
	static const struct {
		const char *field;
		bool node_port;     /* NodePort has it as well */
	} outside[] = {
		{ "externalTrafficPolicy", true }, { "loadBalancerSourceRanges", false },
		{ "loadBalancerClass", false }, { "allocateLoadBalancerNodePorts", false }
	};
	const char *type = doc_text(c->set->arena, s->d, "type");

	for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) {
		const struct doc *d = doc_field(s->d, outside[i].field);

		if (!d || is(type, "LoadBalancer") || (outside[i].node_port && is(type, "NodePort")))
			continue;
		rule_report(c, s, d, DIAG_KU001, "has `%s`, and is %s: only %s has it", d->name,
			      type ? type : "ClusterIP",
			      outside[i].node_port ? "NodePort or LoadBalancer" : "LoadBalancer");
	}
	check_service_ports(c, s, type);
	if (doc_field(s->d, "sessionAffinityConfig")
	    && !is(doc_text(c->set->arena, s->d, "sessionAffinity"), "ClientIP"))
		rule_report(c, s, doc_field(s->d, "sessionAffinityConfig"), DIAG_KU001,
			      "has `sessionAffinityConfig`: `sessionAffinity` has to be `ClientIP`");
}

static bool
is_percent(const char *text)
{
	size_t n = strspn(text, "0123456789");

	return n && strcmp(text + n, "%") == 0;
}

/* "2" is no number of pods. */
static void
check_share(const struct check *c, const struct spot *s, const char *name)
{
	const char *text = doc_text(c->set->arena, s->d, name);
	struct spot spot;

	if (!text || is_percent(text))
		return;
	spot = spot_below(s, doc_field(s->d, name), 0);
	rule_report(c, &spot, NULL, DIAG_KU001, "takes a whole number or a percentage, and this is"
		    " the string \"%s\"", text);
}

static void
check_disruptions(const struct check *c, const struct spot *s)
{
	check_share(c, s, "minAvailable");
	check_share(c, s, "maxUnavailable");
	if (doc_field(s->d, "minAvailable") && doc_field(s->d, "maxUnavailable"))
		rule_report(c, s, NULL, DIAG_KU024,
			      "has both `minAvailable` and `maxUnavailable`, and takes one");
}

static void
check_autoscaler(const struct check *c, const struct spot *s)
{
	const struct doc *least = doc_field(s->d, "minReplicas"), *most = doc_field(s->d, "maxReplicas");

	if (least && most && least->num > most->num)
		rule_report(c, s, NULL, DIAG_KU001, "has `minReplicas` over `maxReplicas`");
}

/* A rollout that has failed before its pods could count as there. */
static void
check_deployment(const struct check *c, const struct spot *s)
{
	const struct doc *deadline = doc_field(s->d, "progressDeadlineSeconds");
	const struct doc *ready = doc_field(s->d, "minReadySeconds");

	if (deadline && deadline->num <= (ready ? ready->num : 0))
		rule_report(c, s, deadline, DIAG_KU001,
			    "has a `progressDeadlineSeconds` that is not over `minReadySeconds`");
}

/* These look at the spec of their kind. */
static void
on_spec(const struct check *c, const struct spot *top,
	void (*check)(const struct check *c, const struct spot *s))
{
	const struct spot *spec = spot_at(c->set->arena, top, "spec");

	if (spec)
		check(c, spec);
}

void
rule_service(const struct check *c, const struct spot *s)
{
	on_spec(c, s, check_service);
}

void
rule_budget(const struct check *c, const struct spot *s)
{
	on_spec(c, s, check_disruptions);
}

void
rule_autoscaler(const struct check *c, const struct spot *s)
{
	on_spec(c, s, check_autoscaler);
}

void
rule_deployment(const struct check *c, const struct spot *s)
{
	on_spec(c, s, check_deployment);
}

static bool
is_none(const struct doc *d)
{
	return d && ((d->kind == DOC_INT && d->num == 0)
		     || (d->kind == DOC_STRING && str_is(d->text, "0%")));
}

/* How a StatefulSet or Deployment replaces its pods. */
void
rule_strategy(const struct check *c, const struct spot *s)
{
	const char *type = doc_text(c->set->arena, s->d, "type");
	const struct doc *rolling = doc_field(s->d, "rollingUpdate");
	struct spot spot;

	if (!rolling)
		return;
	spot = spot_below(s, rolling, 0);
	if (type && strcmp(type, "RollingUpdate") != 0)
		rule_report(c, &spot, s->d, DIAG_KU001, "is only for `type = RollingUpdate`, and this"
			      " is %s", type);
	check_share(c, &spot, "maxSurge");
	check_share(c, &spot, "maxUnavailable");
	if (is_none(doc_field(rolling, "maxSurge")) && is_none(doc_field(rolling, "maxUnavailable")))
		rule_report(c, &spot, NULL, DIAG_KU001,
			      "lets no pod go and no pod come: `maxSurge` and `maxUnavailable` are 0");
}

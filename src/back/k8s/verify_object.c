/*
 * verify_object: fields of an object that exclude each other, and references
 * between the objects of a cluster.
 */
#include <string.h>

#include "back/k8s/verify.h"
#include "base/arena.h"

static bool
is(const char *text, const char *other)
{
	return text && strcmp(text, other) == 0;
}

/* A ConfigMap or Secret that is made here; others are the user's to know. */
static void
check_key(const struct verify *v, const struct spot *s, const char *kind)
{
	static const char *const parts[] = { "data", "stringData", "binaryData", NULL };
	const char *name = verify_text(v, s->d, "name"), *key = verify_text(v, s->d, "key");
	const struct doc *o = name ? object_find(v->k, kind, name) : NULL;
	const struct doc *optional = verify_get(s->d, "optional");

	if (!o || !key || (optional && optional->num))
		return;
	for (const char *const *p = parts; *p; p++)
		if (verify_get(verify_get(o, *p), key))
			return;
	verify_report(v, s, o, DIAG_KU012, "names key `%s`, which %s `%s` does not have", key, kind,
		      name);
}

void
verify_config_map_key(const struct verify *v, const struct spot *s)
{
	check_key(v, s, "ConfigMap");
}

void
verify_secret_key(const struct verify *v, const struct spot *s)
{
	check_key(v, s, "Secret");
}

/* What a Service has only when it is seen from outside. */
static void
check_service(const struct verify *v, const struct spot *s)
{
	static const struct {
		const char *field;
		bool node_port;     /* NodePort has it as well */
	} outside[] = {
		{ "externalTrafficPolicy", true }, { "loadBalancerSourceRanges", false },
		{ "loadBalancerClass", false }, { "allocateLoadBalancerNodePorts", false }
	};
	const char *type = verify_text(v, s->d, "type");

	for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) {
		const struct doc *d = verify_get(s->d, outside[i].field);

		if (!d || is(type, "LoadBalancer") || (outside[i].node_port && is(type, "NodePort")))
			continue;
		verify_report(v, s, d, DIAG_KU001, "has `%s`, and is %s: only %s has it", d->name,
			      type ? type : "ClusterIP",
			      outside[i].node_port ? "NodePort or LoadBalancer" : "LoadBalancer");
	}
	if (verify_get(s->d, "sessionAffinityConfig")
	    && !is(verify_text(v, s->d, "sessionAffinity"), "ClientIP"))
		verify_report(v, s, verify_get(s->d, "sessionAffinityConfig"), DIAG_KU001,
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
check_share(const struct verify *v, const struct spot *s, const char *name)
{
	const char *text = verify_text(v, s->d, name);
	struct spot spot;

	if (!text || is_percent(text))
		return;
	spot = verify_below(s, verify_get(s->d, name), 0);
	verify_report(v, &spot, NULL, DIAG_KU001, "takes a whole number or a percentage, and this is"
		      " `%s`", text);
}

static void
check_budget(const struct verify *v, const struct spot *s)
{
	check_share(v, s, "minAvailable");
	check_share(v, s, "maxUnavailable");
	if (verify_get(s->d, "minAvailable") && verify_get(s->d, "maxUnavailable"))
		verify_report(v, s, NULL, DIAG_KU024,
			      "has both `minAvailable` and `maxUnavailable`, and takes one");
}

static void
check_autoscaler(const struct verify *v, const struct spot *s)
{
	const struct doc *least = verify_get(s->d, "minReplicas"), *most = verify_get(s->d, "maxReplicas");

	if (least && most && least->num > most->num)
		verify_report(v, s, NULL, DIAG_KU001, "has `minReplicas` over `maxReplicas`");
}

void
verify_spec(const struct verify *v, const struct spot *s)
{
	static const struct {
		const char *kind;
		void (*check)(const struct verify *v, const struct spot *s);
	} kinds[] = {
		{ "Service", check_service }, { "PodDisruptionBudget", check_budget },
		{ "HorizontalPodAutoscaler", check_autoscaler }
	};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(kinds[i].kind, v->object->kind) == 0 && !s->up->up)
			kinds[i].check(v, s);
}

static bool
is_none(const struct doc *d)
{
	return d && ((d->kind == DOC_INT && d->num == 0)
		     || (d->kind == DOC_STRING && str_is(d->text, "0%")));
}

/* How a StatefulSet or Deployment replaces its pods. */
void
verify_strategy(const struct verify *v, const struct spot *s)
{
	const char *type = verify_text(v, s->d, "type");
	const struct doc *rolling = verify_get(s->d, "rollingUpdate");
	struct spot spot;

	if (!rolling)
		return;
	spot = verify_below(s, rolling, 0);
	if (type && strcmp(type, "RollingUpdate") != 0)
		verify_report(v, &spot, s->d, DIAG_KU001, "is only for `type = RollingUpdate`, and this"
			      " is %s", type);
	check_share(v, &spot, "maxSurge");
	check_share(v, &spot, "maxUnavailable");
	if (is_none(verify_get(rolling, "maxSurge")) && is_none(verify_get(rolling, "maxUnavailable")))
		verify_report(v, &spot, NULL, DIAG_KU001,
			      "lets no pod go and no pod come: `maxSurge` and `maxUnavailable` are 0");
}

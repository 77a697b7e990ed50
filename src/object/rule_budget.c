/*
 * rule_budget: how many pods may go at once, and who decides how many there
 * are.
 */
#include "object/check.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* A number or a percentage of n, up or down as the server rounds it; -1: not
 * said. */
static int64_t
share(const struct doc *spec, const char *name, int64_t n)
{
	const struct doc *d = doc_field(spec, name);

	if (!d)
		return -1;
	if (d->kind == DOC_INT)
		return d->num;
	return d->kind == DOC_STRING ? (n * strtol(d->text.p, NULL, 10) + 99) / 100 : -1;
}

/* How many of n may go; -1 when the budget does not say. */
static int64_t
may_go(const struct doc *spec, int64_t n)
{
	int64_t least = share(spec, "minAvailable", n), most = share(spec, "maxUnavailable", n);

	if (least >= 0)
		return n > least ? n - least : 0;
	return most;
}

static const struct pods *
pods_of(const struct check *c, const struct doc *spec)
{
	size_t i = 0;

	return objects_selected(c->set, doc_field(doc_field(spec, "selector"), "matchLabels"),
				c->object->ns, &i);
}

static bool
is_core(const struct check *c, const struct pods *p)
{
	const char *role = p->broker ? broker_text(c->set, p->broker, "EMQX_NODE__ROLE") : NULL;

	if (p->broker && !role)
		role = broker_text(c->set, p->broker, "EMQX_NODE__DB_ROLE");
	return p->broker && !(role && strcmp(role, "replicant") == 0);
}

void
rule_budget_room(const struct check *c, const struct spot *s)
{
	const struct spot *spec = spot_at(c->set->arena, s, "spec");
	const struct pods *p = spec ? pods_of(c, spec->d) : NULL;
	int64_t go = p ? may_go(spec->d, p->replicas) : -1;

	if (!p || go < 0)
		return;
	if (go == 0 && p->replicas > 0)
		rule_report(c, spec, NULL, DIAG_KU024, "lets none of the %lld pods of `%s` go: every drain"
			    " waits for ever", (long long)p->replicas, p->object->name);
	else if (p->replicas > 2 && is_core(c, p) && go > (p->replicas - 1) / 2)
		rule_report(c, spec, NULL, DIAG_KU026, "lets %lld of %lld nodes go at once: the rest is no"
			    " majority", (long long)go, (long long)p->replicas);
}

/* One for no pod protects nothing. */
void
rule_budget_pods(const struct check *c, const struct spot *s)
{
	const struct spot *selector = spot_at(c->set->arena, s, "spec.selector");

	if (selector && doc_field(selector->d, "matchLabels") && !pods_of(c, doc_field(s->d, "spec")))
		rule_dangling(c, selector, DIAG_KU023, "selects no pod that is here");
}

void
rule_budget_unhealthy(const struct check *c, const struct spot *s)
{
	const struct spot *spec = spot_at(c->set->arena, s, "spec");

	if (spec && !doc_field(spec->d, "unhealthyPodEvictionPolicy"))
		rule_report(c, spec, NULL, DIAG_KU025, "lacks `unhealthyPodEvictionPolicy`: pods that never"
			    " get ready hold up a drain");
}

static bool
has_budget(const struct check *c)
{
	for (size_t i = 0; i < c->set->all.n; i++) {
		const struct object *o = &c->set->all.at[i];
		const struct doc *selector = doc_field(doc_field(o->doc, "spec"), "selector");

		if (strcmp(o->kind, "PodDisruptionBudget") == 0
		    && objects_same_namespace(o->ns, c->object->ns)
		    && labels_select(doc_field(selector, "matchLabels"), c->pods->labels))
			return true;
	}
	return false;
}

void
rule_budget_missing(const struct check *c, const struct spot *s)
{
	(void)s;
	if (c->pods->replicas > 1 && !has_budget(c))
		rule_report(c, object_spot(c->set->arena, c->object), NULL, DIAG_KU023,
			    "has %lld nodes and no PodDisruptionBudget: a drain may take them all",
			    (long long)c->pods->replicas);
}

void
rule_scaled(const struct check *c, const struct spot *s)
{
	const struct spot *ref = spot_at(c->set->arena, s, "spec.scaleTargetRef");
	const char *kind = ref ? doc_text(c->set->arena, ref->d, "kind") : NULL;
	const char *name = ref ? doc_text(c->set->arena, ref->d, "name") : NULL;
	const struct object *o = kind && name ? objects_find(c->set, kind, name, c->object->ns) : NULL;

	if (!kind || !name)
		return;
	if (!o)
		rule_dangling(c, ref, DIAG_KU027, "scales %s `%s`, which is not here", kind, name);
	else if (o->pods && o->pods->broker && strcmp(kind, "StatefulSet") == 0 && is_core(c, o->pods))
		rule_report(c, ref, NULL, DIAG_KU027, "scales the nodes of %s `%s`, which keep data and"
			    " vote", kind, name);
	else if (doc_field(doc_field(o->doc, "spec"), "replicas"))
		rule_report(c, ref, NULL, DIAG_KU027, "scales %s `%s`, which sets `replicas` too: each apply"
			    " puts it back", kind, name);
}

/*
 * rule_reference: what objects name of each other: selectors and the pods that
 * they mean, Services, accounts, claims, ConfigMaps and Secrets.
 *
 * Seen on a server of version 1.32: all of this is accepted, and shows later
 * as endpoints that stay empty or as events.
 */
#include "object/check.h"

#include <string.h>

#include "base/arena.h"
#include "base/edit.h"

static const struct spot *
at(const struct check *c, const struct spot *s, const char *path)
{
	return spot_at(c->set->arena, s, path);
}

static const struct doc *
match_labels(const struct object *o)
{
	return doc_field(doc_field(doc_field(o->doc, "spec"), "selector"), "matchLabels");
}

/* ---- KU006 ---- */

/* Another object that would take the same pods for its own. */
static const struct object *
rival(const struct check *c, const struct doc *selector)
{
	size_t i = 0;
	const struct pods *p;

	while ((p = objects_selected(c->set, selector, c->object->ns, &i)))
		if (p->object != c->object && match_labels(p->object))
			return p->object;
	return NULL;
}

void
rule_selector(const struct check *c, const struct spot *s)
{
	const struct spot *selector = at(c, s, "spec.selector");
	const struct doc *labels = match_labels(c->object);
	const struct object *other;

	if (!selector || !c->pods || doc_field(selector->d, "matchExpressions"))
		return;
	if (!labels || !labels->first) {
		rule_report(c, selector, NULL, DIAG_KU006, "selects nothing");
	} else if (!labels_select(labels, c->pods->labels)) {
		rule_report(c, selector, c->pods->labels, DIAG_KU006,
			    "does not select its own pods: `template.metadata.labels` has not all of it");
	} else if ((other = rival(c, labels))) {
		rule_report(c, selector, NULL, DIAG_KU006, "selects the pods of %s `%s` too: each would"
			    " take those of the other for its own", other->kind, other->name);
	}
}

/* ---- KU007 ---- */

/* A port of a pod by its name; its protocol to *protocol. */
static bool
find_port(const struct check *c, const struct pods *p, const char *name, const char **protocol)
{
	const struct doc *list = doc_field(p->pod->d, "containers");

	for (const struct doc *d = list ? list->first : NULL; d; d = d->next) {
		const struct doc *ports = doc_field(d, "ports");

		for (const struct doc *port = ports ? ports->first : NULL; port; port = port->next)
			if (doc_text_is(port, "name", name)) {
				*protocol = doc_text(c->set->arena, port, "protocol");
				return true;
			}
	}
	return false;
}

static void
check_target(const struct check *c, const struct spot *s, const struct pods *p)
{
	const char *name = doc_text(c->set->arena, s->d, "targetPort");
	const char *protocol = doc_text(c->set->arena, s->d, "protocol"), *there = NULL;

	if (!name)
		return;
	if (!find_port(c, p, name, &there))
		rule_report(c, s, NULL, DIAG_KU007, "leads to port `%s`, which no container of %s `%s` has",
			    name, p->object->kind, p->object->name);
	else if (strcmp(protocol ? protocol : "TCP", there ? there : "TCP") != 0)
		rule_report(c, s, NULL, DIAG_KU007, "is %s, and port `%s` of the pods is %s",
			    protocol ? protocol : "TCP", name, there ? there : "TCP");
}

void
rule_service_pods(const struct check *c, const struct spot *s)
{
	const struct spot *selector = at(c, s, "spec.selector"), *ports = at(c, s, "spec.ports");
	const struct pods *p;
	size_t i = 0, n = 0;

	if (!selector || !selector->d->first)
		return;
	p = objects_selected(c->set, selector->d, c->object->ns, &i);
	if (!p) {
		rule_dangling(c, selector, DIAG_KU007, "selects no pod that is here");
		return;
	}
	for (const struct doc *d = ports ? ports->d->first : NULL; d; d = d->next) {
		struct spot port = spot_below(ports, d, n++);

		check_target(c, &port, p);
	}
}

/* ---- KU049 ---- */

/* The name that the pods have for a number, or NULL. */
static const char *
pod_name_of(const struct check *c, const struct pods *p, int64_t number)
{
	const struct doc *list = doc_field(p->pod->d, "containers");

	for (const struct doc *d = list ? list->first : NULL; d; d = d->next) {
		const struct doc *ports = doc_field(d, "ports");

		for (const struct doc *x = ports ? ports->first : NULL; x; x = x->next)
			if (doc_number(x, "containerPort", 0) == number)
				return doc_text(c->set->arena, x, "name");
	}
	return NULL;
}

/* One port, two names. */
void
rule_port_called(const struct check *c, const struct spot *s)
{
	const struct spot *ports = at(c, s, "spec.ports"), *selector = at(c, s, "spec.selector");
	size_t i = 0, n = 0;
	const struct pods *p = selector ? objects_selected(c->set, selector->d, c->object->ns, &i) : NULL;

	for (const struct doc *d = ports && p ? ports->d->first : NULL; d; d = d->next) {
		const char *own = doc_text(c->set->arena, d, "name"), *target = doc_text(c->set->arena, d, "targetPort");
		int64_t number = doc_number(d, "targetPort", doc_number(d, "port", 0));
		const char *other = target ? target : pod_name_of(c, p, number);
		struct spot port = spot_below(ports, d, n++);

		if (own && other && strcmp(own, other) != 0)
			rule_report(c, &port, NULL, DIAG_KU049, "is called `%s`, and the pods call that port `%s`",
				    own, other);
	}
}

/* ---- KU008 ---- */

static bool
is_headless(const struct object *service)
{
	return doc_text_is(doc_field(service->doc, "spec"), "clusterIP", "None");
}

void
rule_governing(const struct check *c, const struct spot *s)
{
	const struct spot *name = at(c, s, "spec.serviceName");
	const char *text = name ? doc_text(c->set->arena, name->up->d, "serviceName") : NULL;
	const struct object *service;

	if (!text || !*text) {
		if (!rule_said(c, DIAG_KU001))
			rule_report(c, s, NULL, DIAG_KU008, "lacks `spec.serviceName`: its pods have no"
				    " names that last");
		return;
	}
	service = objects_find(c->set, "Service", text, c->object->ns);
	if (!service)
		rule_dangling(c, name, DIAG_KU008, "is `%s`, and there is no such Service here", text);
	else if (!is_headless(service))
		rule_report(c, name, NULL, DIAG_KU008, "is `%s`, which is not headless: `clusterIP: None`"
			    " gives each pod its name", text);
	else if (c->pods && !labels_select(doc_field(doc_field(service->doc, "spec"), "selector"),
					   c->pods->labels))
		rule_report(c, name, NULL, DIAG_KU008, "is `%s`, which does not select these pods", text);
}

/* ---- KU013 ---- */

void
rule_account(const struct check *c, const struct spot *s)
{
	const struct spot *name = at(c, s, "serviceAccountName");
	const char *text = doc_text(c->set->arena, s->d, "serviceAccountName");

	if (!text || strcmp(text, "default") == 0
	    || objects_find(c->set, "ServiceAccount", text, c->object->ns))
		return;
	rule_dangling(c, name, DIAG_KU013, "is `%s`, and there is no such ServiceAccount here: without it"
		      " no pod is made", text);
}

/* ---- KU012 ---- */

static void
check_there(const struct check *c, const struct spot *s, const char *kind, const char *field)
{
	const char *name = doc_text(c->set->arena, s->d, field);
	struct nearest near;
	struct diag *r;

	if (!name || doc_is_true(s->d, "optional") || objects_find(c->set, kind, name, c->object->ns))
		return;
	r = rule_dangling(c, s, DIAG_KU012, "names %s `%s`, which is not here", kind, name);
	nearest_start(&near, name);
	for (size_t i = 0; i < c->set->all.n; i++)
		if (strcmp(c->set->all.at[i].kind, kind) == 0)
			nearest_offer(&near, c->set->all.at[i].name);
	diag_nearest(rule_diags(c), r, &near);
}

void
rule_config_map_there(const struct check *c, const struct spot *s)
{
	check_there(c, s, "ConfigMap", "name");
}

void
rule_secret_there(const struct check *c, const struct spot *s)
{
	check_there(c, s, "Secret", "name");
}

void
rule_secret_volume(const struct check *c, const struct spot *s)
{
	if (doc_field(s->d, "secretName"))
		check_there(c, s, "Secret", "secretName");
}

/* Is the object read by a pod of the set? */
static bool
refers(const struct doc *d, const char *field, const char *name)
{
	if (d->name && (strcmp(d->name, field) == 0 || strcmp(d->name, "secret") == 0
			|| strncmp(d->name, field, strlen(field)) == 0)
	    && (doc_text_is(d, "name", name) || doc_text_is(d, "secretName", name)))
		return true;
	for (const struct doc *x = d->first; x; x = x->next)
		if (refers(x, field, name))
			return true;
	return false;
}

void
rule_unread(const struct check *c, const struct spot *s)
{
	for (size_t i = 0; i < c->set->pods.n; i++)
		if (refers(c->set->pods.at[i]->pod->d, "configMap", c->object->name))
			return;
	if (c->set->pods.n)
		rule_advise(c, s, DIAG_KU012, "is read by no pod that is here");
}

/* ---- KU011: claims ---- */

static bool
mounts(const struct doc *list, const char *name)
{
	for (const struct doc *d = list ? list->first : NULL; d; d = d->next) {
		const struct doc *all = doc_field(d, "volumeMounts");

		for (const struct doc *m = all ? all->first : NULL; m; m = m->next)
			if (doc_text_is(m, "name", name))
				return true;
	}
	return false;
}

static bool
is_mounted(const struct pods *p, const char *name)
{
	return mounts(doc_field(p->pod->d, "containers"), name)
		|| mounts(doc_field(p->pod->d, "initContainers"), name);
}

/* A claim in `volumes` that would be the template's. */
static void
check_claim_volume(const struct check *c, const struct spot *s, const char *name)
{
	const struct spot *volumes = at(c, c->pods->pod, "volumes");
	size_t i = 0;

	(void)s;
	for (const struct doc *d = volumes ? volumes->d->first : NULL; d; d = d->next, i++) {
		const struct doc *claim = doc_field(d, "persistentVolumeClaim");
		struct spot volume = spot_below(volumes, d, i);
		struct diag *r;

		if (!claim || !doc_text_is(claim, "claimName", name))
			continue;
		r = rule_report(c, &volume, NULL, DIAG_KU011, "names the claim `%s`, which nothing makes:"
				" the template makes `%s-%s-0` and so on", name, name, c->object->name);
		diag_help(rule_diags(c), r, "mount the template by its name: volumeMounts: [{ name: %s, … }]",
			  name);
	}
}

void
rule_claim_templates(const struct check *c, const struct spot *s)
{
	const struct spot *list = at(c, s, "spec.volumeClaimTemplates");
	size_t i = 0;

	for (const struct doc *d = list && c->pods ? list->d->first : NULL; d; d = d->next, i++) {
		const char *name = doc_text(c->set->arena, doc_field(d, "metadata"), "name");
		struct spot claim = spot_below(list, d, i);

		if (!name || is_mounted(c->pods, name))
			continue;
		check_claim_volume(c, &claim, name);
		rule_report(c, &claim, NULL, DIAG_KU011, "makes the claim `%s`, which no container mounts",
			    name);
	}
}

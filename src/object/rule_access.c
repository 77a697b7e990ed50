/*
 * rule_access: who may ask the API server, and who reaches the pods.
 */
#include "object/check.h"

#include <string.h>

#include "base/arena.h"

static const struct spot *
at(const struct check *c, const struct spot *s, const char *path)
{
	return spot_at(c->set->arena, s, path);
}

/* ---- SE015 ---- */

/* Something wider than a list of names: `*`. */
static bool
report_wide(const struct check *c, const struct spot *rule)
{
	static const char *const fields[] = { "verbs", "resources", "apiGroups", NULL };

	for (const char *const *f = fields; *f; f++) {
		const struct spot *list = at(c, rule, *f);

		if (!list || !doc_has_text(list->d, "*"))
			continue;
		rule_report(c, list, NULL, DIAG_SE015, "has `*`: EMQX asks for nothing but `get` of `endpoints`");
		return true;
	}
	if (!doc_has_text(doc_field(rule->d, "resources"), "secrets"))
		return false;
	rule_report(c, at(c, rule, "resources"), NULL, DIAG_SE015, "opens the Secrets of the namespace");
	return true;
}

void
rule_role(const struct check *c, const struct spot *s)
{
	const struct spot *list = at(c, s, "rules");
	size_t i = 0;

	for (const struct doc *d = list ? list->d->first : NULL; d; d = d->next, i++) {
		const struct spot *rule = spot_keep(c->set->arena, spot_below(list, d, i));

		if (report_wide(c, rule) || !doc_has_text(doc_field(d, "resources"), "endpoints"))
			continue;
		if (!doc_field(d, "resourceNames") || doc_count(doc_field(d, "verbs")) > 1)
			rule_advise(c, rule, DIAG_SE015, "allows more than `get` of the `endpoints` of one"
				    " Service, which is all that EMQX asks for");
	}
}

/* ---- KU003, KU013: what a binding names ---- */

static void
check_role_ref(const struct check *c, const struct spot *ref)
{
	const char *kind = doc_text(c->set->arena, ref->d, "kind"), *name = doc_text(c->set->arena, ref->d, "name");
	const struct spot *group = at(c, ref, "apiGroup");

	/* an empty one is this (SetDefaults_RoleBinding of Kubernetes) */
	if (group && group->d->text.n && !str_is(group->d->text, "rbac.authorization.k8s.io")) {
		struct diag *r = rule_report(c, group, NULL, DIAG_KU003, "is `%.*s`, and can only be"
					     " `rbac.authorization.k8s.io`", STR_ARG(group->d->text));

		diag_fix(rule_diags(c), r, group->d->at, "rbac.authorization.k8s.io");
	}
	if (kind && name && strcmp(kind, "Role") == 0 && !objects_find(c->set, kind, name, c->object->ns))
		rule_dangling(c, ref, DIAG_KU013, "names %s `%s`, which is not here", kind, name);
	if (kind && name && strcmp(kind, "ClusterRole") == 0 && strcmp(name, "cluster-admin") == 0)
		rule_report(c, ref, NULL, DIAG_SE015, "gives all rights: `cluster-admin`");
}

void
rule_binding(const struct check *c, const struct spot *s)
{
	const struct spot *ref = at(c, s, "roleRef"), *list = at(c, s, "subjects");
	size_t i = 0;

	if (ref)
		check_role_ref(c, ref);
	for (const struct doc *d = list ? list->d->first : NULL; d; d = d->next, i++) {
		const char *name = doc_text(c->set->arena, d, "name"), *ns = doc_text(c->set->arena, d, "namespace");
		struct spot subject = spot_below(list, d, i);

		if (name && doc_text_is(d, "kind", "ServiceAccount")
		    && !objects_find(c->set, "ServiceAccount", name, ns ? ns : c->object->ns))
			rule_dangling(c, &subject, DIAG_KU013, "is `%s`, and there is no such ServiceAccount"
				      " here%s%s", name, ns ? " in namespace " : "", ns ? ns : "");
	}
}

/* ---- SE016 ---- */

static bool
is_guarded(const struct check *c)
{
	for (size_t i = 0; i < c->set->all.n; i++) {
		const struct object *o = &c->set->all.at[i];
		const struct doc *selector = doc_field(doc_field(o->doc, "spec"), "podSelector");
		const struct doc *labels = doc_field(selector, "matchLabels");

		if (strcmp(o->kind, "NetworkPolicy") == 0 && objects_same_namespace(o->ns, c->object->ns)
		    && ((selector && !selector->first) || labels_select(labels, c->pods->labels)))
			return true;
	}
	return false;
}

void
rule_open_network(const struct check *c, const struct spot *s)
{
	(void)s;
	if (!is_guarded(c))
		rule_report(c, object_spot(c->set->arena, c->object), NULL, DIAG_SE016, "has pods that no"
			    " NetworkPolicy guards: ports 4370 and 5369 let a node in that knows the cookie");
}

static const struct pods *
guarded(const struct check *c, const struct spot *s)
{
	const struct doc *selector = doc_field(doc_field(s->d, "spec"), "podSelector");
	size_t i = 0;

	if (selector && !selector->first)
		return c->set->pods.n ? c->set->pods.at[0] : NULL;
	return objects_selected(c->set, doc_field(selector, "matchLabels"), c->object->ns, &i);
}

static bool
pods_have_port(const struct pods *p, const struct doc *wanted)
{
	const struct doc *list = doc_field(p->pod->d, "containers");

	for (const struct doc *d = list ? list->first : NULL; d; d = d->next) {
		const struct doc *ports = doc_field(d, "ports");

		for (const struct doc *x = ports ? ports->first : NULL; x; x = x->next) {
			const struct doc *name = doc_field(x, "name");

			if (wanted->kind == DOC_INT ? doc_number(x, "containerPort", 0) == wanted->num
			    : name && str_eq(name->text, wanted->text))
				return true;
		}
		if (!ports)
			return true;
	}
	return false;
}

static void
check_policy_ports(const struct check *c, const struct spot *list, const struct pods *p)
{
	size_t i = 0;

	for (const struct doc *d = list->d->first; d; d = d->next, i++) {
		const struct doc *port = doc_field(d, "port");
		struct spot spot = spot_below(list, d, i);

		if (port && !doc_field(d, "endPort") && !pods_have_port(p, port))
			rule_report(c, &spot, NULL, DIAG_KU050, "opens a port that no container of %s `%s` has",
				    p->object->kind, p->object->name);
	}
}

bool
policy_limits(const struct doc *policy, const char *type)
{
	const struct doc *spec = doc_field(policy, "spec"), *types = doc_field(spec, "policyTypes"),
			 *egress = doc_field(spec, "egress");

	if (!types || !types->first)
		return strcmp(type, "Ingress") == 0 || (egress && egress->first);
	for (const struct doc *d = types->first; d; d = d->next)
		if (d->kind == DOC_STRING && str_is(d->text, type))
			return true;
	return false;
}

static void
check_types(const struct check *c, const struct spot *s)
{
	static const struct { const char *rules, *type; } both[] = {
		{ "spec.ingress", "Ingress" }, { "spec.egress", "Egress" }
	};

	for (size_t i = 0; i < 2; i++) {
		const struct spot *rules = at(c, s, both[i].rules);

		if (rules && !policy_limits(s->d, both[i].type))
			rule_report(c, rules, NULL, DIAG_KU050, "counts for nothing: `policyTypes` does not name %s",
				    both[i].type);
	}
}

void
rule_policy(const struct check *c, const struct spot *s)
{
	const struct spot *rules = at(c, s, "spec.ingress");
	const struct pods *p = guarded(c, s);
	size_t i = 0;

	check_types(c, s);
	if (!p) {
		rule_dangling(c, s, DIAG_KU050, "selects no pod that is here");
		return;
	}
	for (const struct doc *d = rules ? rules->d->first : NULL; d; d = d->next, i++) {
		const struct spot *rule = spot_keep(c->set->arena, spot_below(rules, d, i));
		const struct spot *ports = at(c, rule, "ports"), *from = at(c, rule, "from");

		if (ports && ports->d->first)
			check_policy_ports(c, ports, p);
		else if (!from || !from->d->first)
			rule_report(c, rule, NULL, DIAG_SE016, "opens every port to everybody, also 4370 and 5369");
	}
}

/* ---- what a Service shows outside ---- */

/* A Service of EMQX that is seen from outside. */
struct shown {
	const struct spot *ports;
	const struct pods *pods;
	bool balancer, ranges;
	bool tls;                  /* a port of MQTT over TLS is among them */
};

enum { RPC = 5369, DIST = 4370, DIST_LAST = 4379, OLD_ADMIN = 8081, DASHBOARD = 18083 };

static bool
is_tls_port(int64_t n)
{
	return n == 8883 || n == 8084 || n == 14567;
}

static bool
is_plain_port(int64_t n)
{
	return n == 1883 || n == 8083;
}

static void
check_shown(const struct check *c, const struct shown *x, const struct spot *port)
{
	int64_t n = pods_target(x->pods, port->d);
	const struct broker *b = x->pods->broker;
	bool four = b->known && b->version.major == 4;

	if ((n >= DIST && n <= DIST_LAST) || n == RPC || (four && n == OLD_ADMIN))
		rule_report(c, port, NULL, DIAG_SE017, "shows port %lld outside: %s", (long long)n,
			    n == OLD_ADMIN ? "the management API" : "it is for the nodes alone");
	else if (n == DASHBOARD && !x->ranges)
		rule_report(c, port, NULL, DIAG_SE018, "shows the Dashboard to everybody");
	else if (is_plain_port(n) && !x->tls)
		rule_report(c, port, NULL, DIAG_SE019, "shows MQTT without TLS outside of the cluster");
}

static bool
shows_tls(const struct shown *x)
{
	for (const struct doc *d = x->ports->d->first; d; d = d->next)
		if (is_tls_port(pods_target(x->pods, d)))
			return true;
	return false;
}

void
rule_shown(const struct check *c, const struct spot *s)
{
	const struct spot *spec = at(c, s, "spec");
	struct shown x = { .ports = at(c, spec, "ports") };
	size_t i = 0;

	if (!x.ports)
		return;
	x.balancer = doc_text_is(spec->d, "type", "LoadBalancer");
	x.ranges = doc_field(spec->d, "loadBalancerSourceRanges") != NULL;
	x.pods = objects_selected(c->set, doc_field(spec->d, "selector"), c->object->ns, &i);
	if (!x.pods || !x.pods->broker || !(x.balancer || doc_text_is(spec->d, "type", "NodePort")))
		return;
	x.tls = shows_tls(&x);
	i = 0;
	for (const struct doc *d = x.ports->d->first; d; d = d->next)
		check_shown(c, &x, spot_keep(c->set->arena, spot_below(x.ports, d, i++)));
	if (x.balancer && !x.ranges)
		rule_report(c, spec, NULL, DIAG_SE021, "is a load balancer that takes connections from everywhere");
}

/* ---- KU028, KU035 ---- */

/* The Service before this one that has the node port too. */
static const struct object *
taken_by(const struct check *c, int64_t number)
{
	for (size_t i = 0; i < c->set->all.n && &c->set->all.at[i] != c->object; i++) {
		const struct object *o = &c->set->all.at[i];
		const struct doc *ports = doc_field(doc_field(o->doc, "spec"), "ports");

		if (strcmp(o->kind, "Service") != 0)
			continue;
		for (const struct doc *d = ports ? ports->first : NULL; d; d = d->next)
			if (doc_number(d, "nodePort", 0) == number)
				return o;
	}
	return NULL;
}

void
rule_node_port(const struct check *c, const struct spot *s)
{
	int64_t number = doc_number(s->d, "nodePort", 0);
	const struct object *other = number ? taken_by(c, number) : NULL;

	if (other)
		rule_report(c, s, NULL, DIAG_KU028, "takes node port %lld, which Service `%s` has",
			    (long long)number, other->name);
}

/* A ServiceMonitor of the Prometheus operator looks for Services by labels. */
void
rule_monitor(const struct check *c, const struct spot *s)
{
	const struct spot *labels = at(c, s, "spec.selector.matchLabels");

	for (size_t i = 0; labels && i < c->set->all.n; i++) {
		const struct object *o = &c->set->all.at[i];

		if (strcmp(o->kind, "Service") == 0
		    && labels_select(labels->d, doc_field(doc_field(o->doc, "metadata"), "labels")))
			return;
	}
	if (labels)
		rule_dangling(c, labels, DIAG_KU035, "selects no Service that is here");
}

/*
 * rule_discovery: whether the nodes of a manifest can find each other: the
 * strategy, what it asks, who may ask it, and the names that the nodes have.
 *
 * Facts of the image's start script and of ekka (4.1 to 6.3): the k8s strategy
 * reads the endpoints of one Service with the token of the pod; the names that
 * it makes of them must be those that the nodes have.
 */
#include "object/check.h"

#include <string.h>

#include "base/arena.h"
#include "base/edit.h"

/* One of EMQX's own variables, by what it says. */
struct asked {
	const struct variable *v;
	const char *text;          /* NULL: not set, or not known */
};

static struct asked
ask(const struct check *c, const char *name)
{
	return (struct asked){ broker_variable(c->broker, name), broker_text(c->set, c->broker, name) };
}

static struct asked
strategy(const struct check *c)
{
	struct asked a = ask(c, "EMQX_CLUSTER__DISCOVERY_STRATEGY");

	return a.v ? a : ask(c, "EMQX_CLUSTER__DISCOVERY");
}

static bool
is(const char *text, const char *other)
{
	return text && strcmp(text, other) == 0;
}

static bool
is_four(const struct check *c)
{
	return c->broker->known && c->broker->version.major == 4;
}

static struct diag *
report(const struct check *c, const struct asked *a, enum diag_id id, const char *text)
{
	struct check own = *c;

	if (!a->v)
		return rule_report(c, c->broker->spot, NULL, id, "%s", text);
	own.object = a->v->object;
	return rule_report(&own, a->v->spot, NULL, id, "%s", text);
}

/* ---- EX010 ---- */

static const struct {
	const char *name;
	int major, minor;              /* since */
	int gone_major, gone_minor;    /* until; 0: still there */
} strategies[] = {
	{ "manual", 4, 0, 0, 0 }, { "static", 4, 0, 0, 0 }, { "mcast", 4, 0, 5, 4 },
	{ "dns", 4, 0, 0, 0 }, { "etcd", 4, 0, 0, 0 }, { "k8s", 4, 0, 0, 0 }, { "singleton", 5, 8, 0, 0 }
};

static bool
has_strategy(const struct version *v, size_t i)
{
	return version_at_least(v, strategies[i].major, strategies[i].minor, 0)
		&& (!strategies[i].gone_major
		    || !version_at_least(v, strategies[i].gone_major, strategies[i].gone_minor, 0));
}

void
rule_strategy_word(const struct check *c, const struct spot *s)
{
	struct asked a = strategy(c);
	struct nearest near;
	struct diag *r;

	(void)s;
	if (!a.text || !c->broker->known)
		return;
	for (size_t i = 0; i < sizeof strategies / sizeof *strategies; i++)
		if (is(a.text, strategies[i].name) && has_strategy(&c->broker->version, i))
			return;
	r = report(c, &a, DIAG_EX010,
		   arena_printf(c->set->arena, "is `%s`, which is no discovery strategy of EMQX %s: the node does"
				" not start", a.text, version_text(c->set->arena, &c->broker->version)));
	nearest_start(&near, is(a.text, "kubernetes") || is(a.text, "K8S") ? "k8s" : a.text);
	for (size_t i = 0; i < sizeof strategies / sizeof *strategies; i++)
		if (has_strategy(&c->broker->version, i))
			nearest_offer(&near, strategies[i].name);
	diag_nearest(rule_diags(c), r, &near);
}

/* ---- EX015 to EX018, EX023: what k8s asks ---- */

static bool
asks_kubernetes(const struct check *c)
{
	struct asked a = strategy(c);

	return is(a.text, "k8s") || is(a.text, "kubernetes");
}

/* Without one the image's address type counts, and that is `ip`. */
static const char *
address_type(const struct check *c)
{
	struct asked a = ask(c, "EMQX_CLUSTER__K8S__ADDRESS_TYPE");

	return a.text ? a.text : "ip";
}

static const char *
service_name(const struct check *c)
{
	return doc_text(c->set->arena, doc_field(c->object->doc, "spec"), "serviceName");
}

static void
check_service(const struct check *c)
{
	struct asked a = ask(c, "EMQX_CLUSTER__K8S__SERVICE_NAME");
	const struct object *o = a.text ? objects_find(c->set, "Service", a.text, c->object->ns) : NULL;
	struct check own = *c;

	if (!a.text)
		return;
	own.object = a.v->object;
	if (!o)
		rule_dangling(&own, a.v->spot, DIAG_EX016, "is `%s`, and there is no such Service here", a.text);
	else if (!labels_select(doc_field(doc_field(o->doc, "spec"), "selector"), c->pods->labels))
		report(c, &a, DIAG_EX016, arena_printf(c->set->arena, "is `%s`, which does not select these pods",
						       a.text));
	else if (is(address_type(c), "hostname") && service_name(c) && !is(service_name(c), a.text))
		report(c, &a, DIAG_EX016, arena_printf(c->set->arena, "is `%s`, and the names of the pods are of"
						       " `%s`, their `serviceName`", a.text, service_name(c)));
}

static void
check_record_suffix(const struct check *c)
{
	static const struct { const char *type, *head; } rows[] = {
		{ "hostname", "svc." }, { "dns", "pod." }
	};
	struct asked a = ask(c, "EMQX_CLUSTER__K8S__SUFFIX");
	const char *type = address_type(c);

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (!is(type, rows[i].type) || (a.v && !a.text) || c->broker->open)
			continue;
		if (!a.text || !*a.text)
			report(c, &a, DIAG_EX017, arena_printf(c->set->arena,
				"%sEMQX_CLUSTER__K8S__SUFFIX%s, and with the address type `%s` the names of the"
				" nodes end in `%scluster.local`: they never match", a.v ? "leaves " : "lacks ",
				a.v ? " empty" : "", type, rows[i].head));
		else if (strncmp(a.text, rows[i].head, 4) != 0)
			report(c, &a, DIAG_EX017, arena_printf(c->set->arena,
				"is `%s`, and with the address type `%s` it begins with `%s`", a.text, type,
				rows[i].head));
	}
}

static void
check_namespace(const struct check *c)
{
	struct asked a = ask(c, "EMQX_CLUSTER__K8S__NAMESPACE");

	if (a.text && c->object->ns && strcmp(a.text, c->object->ns) != 0)
		report(c, &a, DIAG_EX018, arena_printf(c->set->arena, "is `%s`, and the pods run in `%s`", a.text,
						       c->object->ns));
}

/* 4.x: the strategy makes the names of the nodes of it. */
static void
check_name_of_app(const struct check *c)
{
	struct asked app = ask(c, "EMQX_CLUSTER__K8S__APP_NAME"), name = ask(c, "EMQX_NAME");

	if (is_four(c) && app.text && name.text && strcmp(app.text, name.text) != 0)
		report(c, &app, DIAG_EX023, arena_printf(c->set->arena, "is `%s`, and the nodes are called `%s@…`"
							 " by EMQX_NAME", app.text, name.text));
	else if (is_four(c) && app.text && !name.v && !c->broker->open)
		report(c, &app, DIAG_EX023, arena_printf(c->set->arena, "is `%s`, and without EMQX_NAME each"
							 " node is called by its host", app.text));
}

void
rule_kubernetes_discovery(const struct check *c, const struct spot *s)
{
	(void)s;
	if (!asks_kubernetes(c))
		return;
	check_service(c);
	check_namespace(c);
	check_name_of_app(c);
	if (is(address_type(c), "hostname") && !is(c->object->kind, "StatefulSet")) {
		struct asked a = ask(c, "EMQX_CLUSTER__K8S__ADDRESS_TYPE");

		report(c, &a, DIAG_EX015, "is `hostname`, and only the pods of a StatefulSet have names: the"
		       " start script ends the container");
	} else {
		check_record_suffix(c);
	}
}

/* Settings of k8s, and nothing that chooses it. */
static struct asked
asked_of(const struct check *c)
{
	struct asked a = ask(c, "EMQX_CLUSTER__K8S__SERVICE_NAME");

	if (!a.v)
		a = ask(c, "EMQX_CLUSTER__K8S__ADDRESS_TYPE");
	return strategy(c).v ? (struct asked){ NULL, NULL } : a;
}

void
rule_strategy_missing(const struct check *c, const struct spot *s)
{
	struct asked a = asked_of(c);

	(void)s;
	if (!a.v || c->broker->open)
		return;
	report(c, &a, DIAG_EX011, arena_printf(c->set->arena, "has no effect: nothing sets EMQX_CLUSTER__%s, and"
					       " without it the nodes stay alone",
					       is_four(c) ? "DISCOVERY" : "DISCOVERY_STRATEGY"));
}

void
rule_manual(const struct check *c, const struct spot *s)
{
	struct asked a = strategy(c);

	if (c->pods->replicas < 2 || c->broker->open || asked_of(c).v)
		return;
	if (!a.v)
		rule_report(c, s, NULL, DIAG_EX011, "sets no discovery, and nothing joins its %lld nodes",
			    (long long)c->pods->replicas);
	else if (is(a.text, "manual") || is(a.text, "singleton"))
		report(c, &a, DIAG_EX011, arena_printf(c->set->arena, "is `%s`, and nothing joins the %lld nodes",
						       a.text, (long long)c->pods->replicas));
}

/* ---- EX019, EX020 ---- */

static bool
has_text(const struct doc *list, const char *text)
{
	for (const struct doc *d = list ? list->first : NULL; d; d = d->next)
		if (d->kind == DOC_STRING && (str_is(d->text, text) || str_is(d->text, "*")))
			return true;
	return false;
}

static bool
lets_get(const struct object *role, const char *service)
{
	const struct doc *rules = doc_field(role->doc, "rules");

	for (const struct doc *d = rules ? rules->first : NULL; d; d = d->next) {
		const struct doc *names = doc_field(d, "resourceNames");

		if (has_text(doc_field(d, "resources"), "endpoints") && has_text(doc_field(d, "verbs"), "get")
		    && (!names || !service || has_text(names, service)))
			return true;
	}
	return false;
}

static bool
binds(const struct check *c, const struct object *o, const char *account)
{
	const struct doc *subjects = doc_field(o->doc, "subjects"), *ref = doc_field(o->doc, "roleRef");
	const char *kind = doc_text(c->set->arena, ref, "kind"), *name = doc_text(c->set->arena, ref, "name");
	const struct object *role = kind && name ? objects_find(c->set, kind, name, o->ns) : NULL;

	if (role && !lets_get(role, ask(c, "EMQX_CLUSTER__K8S__SERVICE_NAME").text))
		return false;
	for (const struct doc *d = subjects ? subjects->first : NULL; d; d = d->next)
		if (doc_text_is(d, "name", account))
			return true;
	return false;
}

void
rule_may_ask(const struct check *c, const struct spot *s)
{
	const struct spot *token = spot_at(c->set->arena, c->pods->pod, "automountServiceAccountToken");
	const char *account = doc_text(c->set->arena, c->pods->pod->d, "serviceAccountName");

	(void)s;
	if (!asks_kubernetes(c))
		return;
	if (token && token->d->kind == DOC_BOOL && !token->d->num) {
		rule_report(c, token, NULL, DIAG_EX020, "is false, and discovery asks the API server with that token");
		return;
	}
	for (size_t i = 0; i < c->set->all.n; i++)
		if (strstr(c->set->all.at[i].kind, "RoleBinding")
		    && binds(c, &c->set->all.at[i], account ? account : "default"))
			return;
	rule_dangling(c, c->pods->pod, DIAG_EX019, "runs as ServiceAccount `%s`, and no Role here lets that get"
		      " the endpoints that discovery asks for", account ? account : "default");
}

/* ---- EX021 ---- */

void
rule_hidden_nodes(const struct check *c, const struct spot *s)
{
	const char *name = service_name(c);
	const struct object *o = name ? objects_find(c->set, "Service", name, c->object->ns) : NULL;
	struct check own = *c;
	struct asked a = strategy(c);

	(void)s;
	if (!o || c->pods->replicas < 2 || !(asks_kubernetes(c) || is(a.text, "dns"))
	    || doc_is_true(doc_field(o->doc, "spec"), "publishNotReadyAddresses"))
		return;
	own.object = o;
	rule_report(&own, spot_at(c->set->arena, object_spot(c->set->arena, o), "spec"), NULL, DIAG_EX021,
		    "hides nodes that are not ready: with `publishNotReadyAddresses: true` those that start"
		    " together find each other");
}

/*
 * rule_nodes: what the nodes of a cluster are called, which cookie they have,
 * and which variables Kubernetes gives them unasked.
 */
#include "object/check.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"

static bool
is(const char *text, const char *other)
{
	return text && strcmp(text, other) == 0;
}

/* ---- EX013, EX024: the host of the name ---- */

/* The variable that says it, and what stands after the @. */
static const struct variable *
host_of(const struct check *c, const char **host)
{
	static const char *const names[] = { "EMQX_NODE_NAME", "EMQX_NODE__NAME", "EMQX_HOST" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *text = broker_text(c->set, c->broker, names[i]);
		const char *at = text ? strchr(text, '@') : NULL;

		if (!text || (i < 2 && !at))
			continue;
		*host = i < 2 ? at + 1 : text;
		return broker_variable(c->broker, names[i]);
	}
	return NULL;
}

/* $(POD_NAME) and nothing more, of the pod's name. */
static bool
is_pod_name(const struct check *c, const char *host)
{
	size_t n = strlen(host);
	const struct variable *v;
	const char *name;

	if (n < 4 || strncmp(host, "$(", 2) != 0 || host[n - 1] != ')')
		return false;
	name = arena_strndup(c->set->arena, host + 2, n - 3);
	v = strchr(name, ')') ? NULL : broker_variable(c->broker, name);
	return v && doc_text_is(doc_field(doc_field(v->spot->d, "valueFrom"), "fieldRef"), "fieldPath", "metadata.name");
}

static bool
is_short(const struct check *c, const char *host)
{
	return *host && !strpbrk(host, ".:") && (!strstr(host, "$(") || is_pod_name(c, host));
}

static bool
is_dns_name(const char *host)
{
	size_t n = strlen(host);

	return n && strchr(host, '.') && (isalpha((unsigned char)host[n - 1]) || strstr(host, ".svc"));
}

/* Are the nodes looked up by their addresses? */
static bool
asks_addresses(const struct check *c)
{
	const char *strategy = broker_text(c->set, c->broker, "EMQX_CLUSTER__DISCOVERY_STRATEGY");
	const char *record = broker_text(c->set, c->broker, "EMQX_CLUSTER__DNS__RECORD_TYPE");

	if (!strategy)
		strategy = broker_text(c->set, c->broker, "EMQX_CLUSTER__DISCOVERY");
	if (!record)
		record = broker_text(c->set, c->broker, "EMQX_CLUSTER__DNS__TYPE");
	return is(strategy, "dns") && !is(record, "srv") && !c->broker->open;
}

void
rule_host(const struct check *c, const struct spot *s)
{
	const char *host;
	const struct variable *v = host_of(c, &host);
	struct check own = *c;

	(void)s;
	if (!v)
		return;
	own.object = v->object;
	if (is_short(c, host))
		rule_report(&own, v->spot, NULL, DIAG_EX024, "makes the host `%s`, which is neither a name with a dot"
			    " nor an address: the node does not start", host);
	else if (asks_addresses(c) && is_dns_name(host))
		rule_report(&own, v->spot, NULL, DIAG_EX013, "makes the host `%s`, and discovery by address records"
			    " looks for nodes that are called by their addresses", host);
}

/* ---- EX032: one cookie ---- */

/* What tells two clusters apart, as far as the variables say it. */
static const char *
meeting_point(const struct objects *set, const struct broker *b)
{
	static const char *const names[] = {
		"EMQX_CLUSTER__DNS__NAME", "EMQX_CLUSTER__K8S__SERVICE_NAME", "EMQX_CLUSTER__ETCD__SERVER",
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *text = broker_text(set, b, names[i]);

		if (text)
			return text;
	}
	return NULL;
}

static const struct variable *
cookie_of(const struct broker *b)
{
	const struct variable *v = broker_variable(b, "EMQX_NODE_COOKIE");

	return v ? v : broker_variable(b, "EMQX_NODE__COOKIE");
}

static const struct doc *
source_of(const struct variable *v)
{
	const struct doc *from = doc_field(v->spot->d, "valueFrom");

	return from ? from : v->spot->d;
}

static bool
same_cookie(const struct variable *a, const struct variable *b)
{
	if (!a || !b)
		return a == b;
	if (a->kind != b->kind)
		return false;
	if (a->kind == VARIABLE_TEXT)
		return str_eq(a->text, b->text);
	return a->spot->d == b->spot->d || doc_same(source_of(a), source_of(b));
}

/* Do the two look for each other and have the same cookie? */
static bool
agree(const struct objects *set, const struct broker *a, const struct broker *b)
{
	const char *at = meeting_point(set, a), *too = meeting_point(set, b);

	if (!at || !is(too, at) || a->open || b->open
	    || !objects_same_namespace(a->pods->object->ns, b->pods->object->ns))
		return true;
	return same_cookie(cookie_of(a), cookie_of(b));
}

void
rule_one_cookie(const struct check *c, const struct spot *s)
{
	const struct variable *v = cookie_of(c->broker);
	const struct pods *other = NULL;

	for (size_t i = 0; i < c->set->pods.n && c->set->pods.at[i] != c->pods && !other; i++)
		if (c->set->pods.at[i]->broker && !agree(c->set, c->set->pods.at[i]->broker, c->broker))
			other = c->set->pods.at[i];
	if (other)
		rule_report(c, v && v->object == c->object ? v->spot : s, NULL, DIAG_EX032,
			    "has another cookie than %s `%s`, which it looks for: they refuse each other",
			    other->object->kind, other->object->name);
}

/* ---- EX072: variables of Services ---- */

void
rule_service_links(const struct check *c, const struct spot *s)
{
	static const char *const names[] = { "emqx-tcp", "emqx-ssl", "emqx-ws", "emqx-wss" };
	const struct doc *pod = c->pods->pod->d;

	(void)s;
	if (!c->broker->known || version_at_least(&c->broker->version, 4, 3, 0)
	    || doc_is_false(pod, "enableServiceLinks"))
		return;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct diag *d;

		if (!objects_find(c->set, "Service", names[i], c->object->ns))
			continue;
		d = rule_report(c, c->pods->pod, doc_field(pod, "enableServiceLinks"), DIAG_EX072,
				"is given the address of the Service `%s` in a variable that EMQX %s takes for a"
				" port: it does not start", names[i],
				version_text(c->set->arena, &c->broker->version));
		diag_help(rule_diags(c), d, "enableServiceLinks: false");
		return;
	}
}

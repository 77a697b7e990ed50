/*
 * rule_listener: what a listener of EMQX is on the network, and where its API
 * answers: protocols of ports, targets of probes.
 *
 * Facts (emqx_mgmt_http.erl of 4.x, emqx_dashboard.erl of 4.x and 5.x): 4.x
 * answers /status at the port of its management API and not at the
 * Dashboard's; from 5.0 on the Dashboard's listener has all of the API, and
 * /status with it.  QUIC, and gateways of `udp` and `dtls`, listen on UDP.
 */
#include "object/check.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* 0 for what says none. */
static int64_t
port_in(struct str text)
{
	size_t i = text.n, end = text.n;
	int64_t port = 0;

	if (end && text.p[end - 1] == '"')
		i = --end;
	while (i && text.p[i - 1] >= '0' && text.p[i - 1] <= '9')
		i--;
	for (; i < end && port < 100000; i++)
		port = port * 10 + text.p[i] - '0';
	return port;
}

static bool
is(const char *text, const char *other)
{
	return text && strcmp(text, other) == 0;
}

/* The entry of the container's ports with that name. */
static const struct doc *
named_port(const struct check *c, const char *name)
{
	const struct doc *ports = doc_field(c->broker->spot->d, "ports");

	for (const struct doc *d = ports ? ports->first : NULL; d; d = d->next)
		if (is(doc_text(c->set->arena, d, "name"), name))
			return d;
	return NULL;
}

/* A number, or that of the port of that name; `otherwise` where neither is. */
static int64_t
number_of(const struct check *c, const struct doc *map, const char *field, int64_t otherwise)
{
	const char *name = doc_text(c->set->arena, map, field);

	if (!name)
		return doc_number(map, field, otherwise);
	return doc_number(named_port(c, name), "containerPort", strtol(name, NULL, 10));
}

/* ---- EX054: UDP shown as TCP ---- */

static bool
ends_in_bind(const char *name)
{
	size_t n = strlen(name);

	return n > 6 && strcmp(name + n - 6, "__BIND") == 0;
}

/* EMQX_LISTENERS__QUIC__DEFAULT__BIND, EMQX_GATEWAY__COAP__LISTENERS__UDP__DEFAULT__BIND */
static bool
is_udp(const char *name)
{
	return strstr(name, "_LISTENERS__QUIC__") || strstr(name, "_LISTENERS__UDP__")
		|| strstr(name, "_LISTENERS__DTLS__");
}

static bool
is_off(const struct check *c, const char *bind)
{
	const char *head = arena_strndup(c->set->arena, bind, strlen(bind) - strlen("BIND"));

	return is(broker_text(c->set, c->broker, arena_printf(c->set->arena, "%sENABLE", head)), "false")
		|| is(broker_text(c->set, c->broker, arena_printf(c->set->arena, "%sENABLED", head)), "false");
}

/* Does a listener of TCP have that number too? */
static bool
is_tcp_too(const struct check *c, int64_t port)
{
	for (size_t i = 0; i < c->broker->variables.n; i++) {
		const struct variable *v = &c->broker->variables.at[i];

		if (ends_in_bind(v->name) && !is_udp(v->name) && v->kind == VARIABLE_TEXT && port_in(v->text) == port)
			return true;
	}
	return false;
}

/* Entries of a list of ports that lead to a number, of UDP or not. */
static size_t
count_ports(const struct check *c, const struct spot *list, const char *field, int64_t port, bool udp,
	    struct spot *last)
{
	size_t n = 0, i = 0;

	for (const struct doc *d = list ? list->d->first : NULL; d; d = d->next, i++) {
		if (number_of(c, d, field, doc_number(d, "port", 0)) != port
		    || doc_text_is(d, "protocol", "UDP") != udp)
			continue;
		n++;
		*last = spot_below(list, d, i);
	}
	return n;
}

static void
check_ports(const struct check *c, const struct spot *list, const char *field, const struct variable *v)
{
	int64_t port = port_in(v->text);
	struct spot at;
	const struct doc *protocol;
	struct diag *r;

	if (count_ports(c, list, field, port, true, &at) || !count_ports(c, list, field, port, false, &at))
		return;
	r = rule_report(c, spot_keep(c->set->arena, at), NULL, DIAG_EX054,
			"is TCP, and the listener at %lld (%s) is UDP: no packet reaches it", (long long)port, v->name);
	protocol = doc_field(at.d, "protocol");
	if (protocol)
		diag_fix(rule_diags(c), r, protocol->at, "UDP");
	else
		diag_help(rule_diags(c), r, "protocol: UDP");
}

static void
check_services(const struct check *c, const struct variable *v)
{
	for (size_t i = 0; i < c->set->all.n; i++) {
		const struct object *o = &c->set->all.at[i];
		struct check own = *c;

		if (!is(o->kind, "Service") || !objects_same_namespace(o->ns, c->object->ns)
		    || !labels_select(doc_field(doc_field(o->doc, "spec"), "selector"), c->pods->labels))
			continue;
		own.object = o;
		check_ports(&own, spot_at(c->set->arena, object_spot(c->set->arena, o), "spec.ports"), "targetPort", v);
	}
}

void
rule_udp(const struct check *c, const struct spot *s)
{
	for (size_t i = 0; i < c->broker->variables.n; i++) {
		const struct variable *v = &c->broker->variables.at[i];

		if (!ends_in_bind(v->name) || !is_udp(v->name) || v->kind != VARIABLE_TEXT
		    || broker_variable(c->broker, v->name) != v || !port_in(v->text) || is_off(c, v->name)
		    || is_tcp_too(c, port_in(v->text)))
			continue;
		check_ports(c, spot_at(c->set->arena, s, "ports"), "containerPort", v);
		check_services(c, v);
	}
}

/* ---- EX059: a probe of a port that does not answer ---- */

/* Where /status is answered: 0 when nowhere, -1 when it is not known. */
static int64_t
status_port(const struct check *c, bool tls)
{
	bool four = c->broker->version.major == 4;
	const char *name = four ? tls ? "EMQX_MANAGEMENT__LISTENER__HTTPS" : "EMQX_MANAGEMENT__LISTENER__HTTP"
		: tls ? "EMQX_DASHBOARD__LISTENERS__HTTPS__BIND" : "EMQX_DASHBOARD__LISTENERS__HTTP__BIND";
	const struct variable *v = broker_variable(c->broker, name);

	if (v)
		return v->kind == VARIABLE_TEXT ? port_in(v->text) : -1;
	if (tls)
		return 0;
	return four ? 8081 : 18083;
}

/* A file of configuration may say another port. */
static bool
has_own_files(const struct check *c)
{
	static const char etc[] = "/opt/emqx/etc";
	const struct doc *mounts = doc_field(c->broker->spot->d, "volumeMounts");

	for (const struct doc *d = mounts ? mounts->first : NULL; d; d = d->next) {
		const char *path = doc_text(c->set->arena, d, "mountPath");

		if (path && strncmp(path, etc, strlen(etc)) == 0)
			return true;
	}
	return c->broker->open;
}

static void
report_port(const struct check *c, const struct spot *s, const char *path, int64_t asked, int64_t right)
{
	const struct doc *port = doc_field(s->d, "port");
	const char *version = version_text(c->set->arena, &c->broker->version);
	struct diag *r;

	if (!right) {
		rule_report(c, s, NULL, DIAG_EX059, "asks for `%s` at port %lld, and no such listener of the API is on",
			    path, (long long)asked);
		return;
	}
	r = rule_report(c, s, NULL, DIAG_EX059, "asks for `%s` at port %lld, and EMQX %s answers it at %lld", path,
			(long long)asked, version, (long long)right);
	if (port->kind == DOC_INT)
		diag_fix(rule_diags(c), r, port->at, arena_printf(c->set->arena, "%lld", (long long)right));
}

void
rule_probe_port(const struct check *c, const struct spot *s)
{
	static const char *const probes[] = { "readinessProbe", "livenessProbe", "startupProbe" };

	for (size_t i = 0; i < sizeof probes / sizeof *probes && c->broker->known && !has_own_files(c); i++) {
		const struct spot *get = spot_at(c->set->arena, s, arena_printf(c->set->arena, "%s.httpGet", probes[i]));
		const char *path = get ? doc_text(c->set->arena, get->d, "path") : NULL;
		int64_t asked = get ? number_of(c, get->d, "port", 0) : 0, right;

		if (!is(path, "/status") || !asked)
			continue;
		right = status_port(c, doc_text_is(get->d, "scheme", "HTTPS"));
		if (right >= 0 && right != asked)
			report_port(c, get, path, asked, right);
	}
}

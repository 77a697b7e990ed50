/*
 * ingress: names outside of the Kubernetes cluster for ports that speak HTTP:
 * the Dashboard, the management API, MQTT over WebSocket.  Reads `ingress`,
 * after the Services that they lead to.
 *
 * The fields of an Ingress are those of its first rule; further hosts stand in
 * `rule`, further paths of a host in `also`.
 */
#include <string.h>

#include "base/edit.h"
#include "ir/make.h"

static bool
speaks_http(const struct ir *ir, const struct ir_port *p)
{
	if (p->use != PORT_CLIENT)
		return true;
	for (size_t i = 0; i < ir->listeners.n; i++) {
		const struct ir_listener *l = &ir->listeners.at[i];

		if (l->name && strcmp(l->name, p->name) == 0)
			return strcmp(l->type, "ws") == 0 || strcmp(l->type, "wss") == 0;
	}
	return false;
}

static bool
shows(const struct ir_service *s, const struct ir_port *p)
{
	for (size_t i = 0; i < s->ports.n; i++)
		if (s->ports.at[i].port == p)
			return true;
	return false;
}

/* The first Service that shows the port. */
static const struct ir_service *
service_of(const struct ir *ir, const struct ir_port *p)
{
	for (size_t i = 0; i < ir->services.n; i++)
		if (shows(&ir->services.at[i], p))
			return &ir->services.at[i];
	return NULL;
}

/* The one that `service` names, when it shows the port. */
static const struct ir_service *
service_named(struct maker *m, const struct spec_node *n, const struct ir_port *p)
{
	const char *name = read_text(m, n, "service");
	const char *owner = arena_join(m->arena, "service.", name, NULL);
	struct nearest near;
	struct diag *d;

	nearest_start(&near, name);
	for (size_t i = 0; i < m->ir->services.n; i++) {
		const struct ir_service *s = &m->ir->services.at[i];

		if (strcmp(s->owner, owner) != 0) {
			if (strchr(s->owner, '.'))
				nearest_offer(&near, strchr(s->owner, '.') + 1);
			continue;
		}
		if (shows(s, p))
			return s;
		d = spec_report(m->spec, DIAG_KU029, n, read_place(m, n, "service"),
				"the service `%s` does not expose `%s`", name, p->name);
		diag_note(m->diags, d, s->at, "it is declared here");
		return NULL;
	}
	d = spec_report(m->spec, DIAG_NA001, n, read_place(m, n, "service"), "no service of this cluster is called `%s`", name);
	diag_nearest(m->diags, d, &near);
	return NULL;
}

/* Where `field` of n leads to; false when it leads nowhere (reported). */
static bool
find_backend(struct maker *m, const struct spec_node *n, const char *field, struct ir_path *p)
{
	const struct value *v = read_value(m, n, field);
	struct diag *d;

	p->port = v ? shown_port(m, n, text_of(m->arena, v), v->at) : NULL;
	if (!p->port)
		return false;
	if (!speaks_http(m->ir, p->port)) {
		d = spec_report(m->spec, DIAG_EX058, n, v->at, "`%s` does not speak HTTP, and an Ingress takes nothing else",
				p->port->name);
		diag_help(m->diags, d, "a Service of type LoadBalancer, or a listener of type ws or wss");
		return false;
	}
	p->service = service_of(m->ir, p->port);
	if (p->service && read_node(m, n, "service"))
		p->service = service_named(m, n, p->port);
	else if (!p->service) {
		d = spec_report(m->spec, DIAG_KU029, n, v->at, "no Service exposes `%s`: an Ingress leads to one", p->port->name);
		diag_help(m->diags, d, "service NAME { expose = [%s] }", p->port->name);
	}
	return p->service != NULL;
}

/* A name, or a name with a first part of `*`; no address. */
static bool
is_host(const char *host)
{
	const char *name = strncmp(host, "*.", 2) == 0 ? host + 2 : host;

	return *name && strlen(host) <= 253 && name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-.")] == '\0'
		&& name[strspn(name, "0123456789.")] != '\0'
		&& !strchr("-.", *name) && !strchr("-.", name[strlen(name) - 1]) && !strstr(name, "..");
}

static void
read_host(struct maker *m, const struct spec_node *n, struct ir_rule *r)
{
	struct diag *d;

	r->host = read_text(m, n, "host");
	if (!r->host || is_host(r->host))
		return;
	d = spec_report(m->spec, DIAG_KU005, n, read_place(m, n, "host"),
			"`%s` is no host that an Ingress takes", r->host);
	diag_help(m->diags, d, "a name without scheme and port, in lower case: mqtt.example.org");
}

/* An Ingress reads two keys of one Secret, by names that Kubernetes fixes. */
static const char *
secret_of(struct maker *m, const struct spec_node *n, const struct ir_tls *t)
{
	const char *secret = t->issuer ? t->secret : t->files.n ? t->files.at[0].secret : NULL;
	struct diag *d;

	for (size_t i = 0; i < t->files.n; i++) {
		const struct ir_file *f = &t->files.at[i];

		if (strcmp(f->name, "ca.crt") == 0 || (strcmp(f->secret, secret) == 0 && strcmp(f->key, f->name) == 0))
			continue;
		d = spec_report(m->spec, DIAG_KU012, n, read_place(m, n, "certificate"), "an Ingress reads the keys "
				"`tls.crt` and `tls.key` of one Secret, and `%s` is %s of %s", f->name, f->key, f->secret);
		diag_note(m->diags, d, t->at, "the tls block is here");
		return NULL;
	}
	return secret;
}

static void
read_certificate(struct maker *m, const struct spec_node *n, struct ir_rule *r)
{
	const char *name = read_text(m, n, "certificate");
	const struct ir_tls *t = name ? tls_named(m, read_node(m, n, "certificate"), name) : NULL;

	r->tls = read_text(m, n, "tls");
	if (!name)
		return;
	if (r->tls)
		spec_report(m->spec, DIAG_TY011, n, read_place(m, n, "certificate"),
			    "`tls` is a Secret and `certificate` a tls block: one of them is enough");
	if (!t || r->tls)
		return;
	r->certificate = name;
	r->tls = secret_of(m, n, t);
}

static void
add_path(struct maker *m, const struct spec_node *n, struct ir_rule *r)
{
	struct ir_path p = {
		.path = read_text(m, n, "path"), .type = read_text(m, n, "path-type"),
		.owner = spec_path(m->arena, n), .at = read_place(m, n, "path"),
	};

	if (!read_node(m, n, "path"))
		p.at = n->name_at;
	if (find_backend(m, n, "port", &p))
		*VEC_ADD(m->arena, &r->paths) = p;
}

/* Has it a rule of its own: a port, or paths in `also`? */
static bool
is_rule(struct maker *m, const struct spec_node *n)
{
	return read_node(m, n, "port") || read_node(m, n, "also");
}

static void
add_rule(struct maker *m, const struct spec_node *n, struct ir_ingress *in)
{
	struct ir_rule r = { .owner = spec_path(m->arena, n), .at = n->name_at };

	read_host(m, n, &r);
	read_certificate(m, n, &r);
	if (read_node(m, n, "port"))
		add_path(m, n, &r);
	for (struct spec_node *p = member_first(read_node(m, n, "also")); p; p = member_next(p))
		add_path(m, p, &r);
	if (r.paths.n)
		*VEC_ADD(m->arena, &in->rules) = r;
}

static void
add_rules(struct maker *m, const struct spec_node *n, struct ir_ingress *in)
{
	struct spec_node *rule = member_first(read_node(m, n, "rule"));

	if (is_rule(m, n))
		add_rule(m, n, in);
	else if (!rule && !read_node(m, n, "default-backend"))
		spec_report(m->spec, DIAG_TY004, n, n->name_at, "`%s` leads nowhere: it needs a `port`, a `rule` or a "
			    "`default-backend`", in->owner);
	for (; rule; rule = member_next(rule)) {
		if (is_rule(m, rule))
			add_rule(m, rule, in);
		else
			spec_report(m->spec, DIAG_TY004, rule, rule->name_at, "`%s` needs a `port`, or paths in `also`",
				    spec_path(m->arena, rule));
	}
}

static void
add_ingress(struct maker *m, const struct spec_node *n)
{
	struct ir_ingress in = {
		.name = arena_printf(m->arena, "%s-%s", m->ir->names.service, n->name),
		.class = read_text(m, n, "class"), .owner = spec_path(m->arena, n), .at = n->name_at,
	};

	read_pairs(m, n, "annotations", &in.annotations);
	add_rules(m, n, &in);
	if (read_node(m, n, "default-backend")) {
		in.fallback.owner = arena_join(m->arena, in.owner, ".default-backend", NULL);
		in.fallback.at = read_place(m, n, "default-backend");
		find_backend(m, n, "default-backend", &in.fallback);
	}
	if (in.rules.n || in.fallback.service)
		*VEC_ADD(m->arena, &m->ir->ingresses) = in;
}

/* The key of a certificate that an Ingress alone has is not for the pods. */
static void
keep_outside(struct maker *m, const char *name)
{
	struct ir_tls *t = m->ir->tls.at;

	while (strcmp(t->name, name) != 0)
		t++;
	if (!t->inside)
		t->files.n = 0;
}

void
ingress_make(struct maker *m)
{
	for (struct spec_node *n = member_first(read_node(m, NULL, "ingress")); n; n = member_next(n))
		add_ingress(m, n);
	for (size_t i = 0; i < m->ir->ingresses.n; i++)
		for (size_t k = 0; k < m->ir->ingresses.at[i].rules.n; k++)
			if (m->ir->ingresses.at[i].rules.at[k].certificate)
				keep_outside(m, m->ir->ingresses.at[i].rules.at[k].certificate);
}

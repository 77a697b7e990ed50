/*
 * rule_ingress: what the API server asks of an Ingress beyond the shape of the
 * kind (validation of networking.k8s.io/v1), where it leads, and what it shows.
 */
#include <string.h>

#include "base/arena.h"
#include "object/check.h"
#include "schema/kube_names.h"

static bool
is_ingress(const struct check *c)
{
	return strcmp(c->object->kind, "Ingress") == 0;
}

void
rule_ingress(const struct check *c, const struct spot *s)
{
	const struct spot *spec = spot_at(c->set->arena, s, "spec");
	const struct doc *rules = spec ? doc_field(spec->d, "rules") : NULL;

	if (spec && !doc_field(spec->d, "defaultBackend") && !(rules && rules->first))
		rule_report(c, spec, NULL, DIAG_KU001, "has neither `rules` nor a `defaultBackend`");
}

/* What cannot stand in a path that is compared part by part. */
static const char *
wrong_part(const char *path)
{
	static const char *const parts[] = { "//", "/./", "/../", "%2f", "%2F" }, *const ends[] = { "/..", "/." };
	size_t n = strlen(path);

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (strstr(path, parts[i]))
			return parts[i];
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (n >= strlen(ends[i]) && strcmp(path + n - strlen(ends[i]), ends[i]) == 0)
			return ends[i];
	return NULL;
}

void
rule_ingress_path(const struct check *c, const struct spot *s)
{
	const char *path = doc_text(c->set->arena, s->d, "path"), *type = doc_text(c->set->arena, s->d, "pathType");
	const char *wrong;

	if (!is_ingress(c) || !type)
		return;
	if (strcmp(type, "ImplementationSpecific") == 0) {
		if (path && *path && *path != '/')
			rule_report(c, s, NULL, DIAG_KU001, "has a `path` that does not begin with /");
		return;
	}
	wrong = path ? wrong_part(path) : NULL;
	if (!path || *path != '/')
		rule_report(c, s, NULL, DIAG_KU001, "is of type %s, and has no `path` that begins with /", type);
	else if (wrong)
		rule_report(c, s, NULL, DIAG_KU001, "is of type %s, and `%s` has %s", type, path, wrong);
}

/* ---- KU029 ---- */

/* The port of a Service that a backend names, or NULL. */
static const struct doc *
service_port(const struct object *service, const struct doc *port)
{
	const struct doc *ports = doc_field(doc_field(service->doc, "spec"), "ports");
	const struct doc *name = doc_field(port, "name");
	int64_t number = doc_number(port, "number", 0);

	for (const struct doc *d = ports ? ports->first : NULL; d; d = d->next) {
		const struct doc *own = doc_field(d, "name");

		if (name ? own && str_eq(own->text, name->text) : doc_number(d, "port", 0) == number)
			return d;
	}
	return NULL;
}

/* The Service of a backend, when it is here. */
static const struct object *
service_of(const struct check *c, const struct doc *backend)
{
	const char *name = backend ? doc_text(c->set->arena, backend, "name") : NULL;

	return name ? objects_find(c->set, "Service", name, c->object->ns) : NULL;
}

/* `service` of a backend of an Ingress. */
void
rule_backend(const struct check *c, const struct spot *s)
{
	const char *name = doc_text(c->set->arena, s->d, "name");
	const struct doc *port = doc_field(s->d, "port");
	const struct object *service = service_of(c, s->d);

	if (!is_ingress(c) || !name)
		return;
	if (!service)
		rule_dangling(c, s, DIAG_KU029, "names Service `%s`, which is not here", name);
	else if (port && !service_port(service, port))
		rule_report(c, s, NULL, DIAG_KU029, "names a port that Service `%s` does not have", name);
}

/* ---- SE018 ---- */

enum { OLD_ADMIN = 8081, DASHBOARD = 18083 };

/* Does a request for that path come to the Dashboard, or to the API of 4.x? */
static bool
leads_to_dashboard(const struct check *c, const struct doc *path)
{
	const struct doc *backend = doc_field(doc_field(path, "backend"), "service");
	const struct object *service = service_of(c, backend);
	const struct doc *port = service ? service_port(service, doc_field(backend, "port")) : NULL;
	size_t i = 0;
	const struct pods *p = port ? objects_selected(c->set, doc_field(doc_field(service->doc, "spec"), "selector"),
						       service->ns, &i) : NULL;
	int64_t number = p && p->broker ? pods_target(p, port) : 0;

	return number == DASHBOARD
		|| (number == OLD_ADMIN && p->broker->known && p->broker->version.major == 4);
}

/* "*.example.org" is for one part more. */
static bool
is_of_host(struct str pattern, struct str host)
{
	const char *dot = memchr(host.p, '.', host.n);

	if (!str_starts(pattern, "*.") || !dot)
		return str_eq(pattern, host);
	return str_eq((struct str){ pattern.p + 1, pattern.n - 1 },
		      (struct str){ dot, host.n - (size_t)(dot - host.p) });
}

/* Has a host a certificate?  An entry without hosts is for all. */
static bool
has_certificate(const struct doc *tls, const struct doc *host)
{
	for (const struct doc *d = tls ? tls->first : NULL; d; d = d->next) {
		const struct doc *hosts = doc_field(d, "hosts");

		if (!hosts || !hosts->first)
			return true;
		for (const struct doc *h = hosts->first; h && host; h = h->next)
			if (is_of_host(h->text, host->text))
				return true;
	}
	return false;
}

static bool
is_guarded(const struct check *c)
{
	const struct doc *all = doc_field(doc_field(c->object->doc, "metadata"), "annotations");

	for (const struct doc *d = all ? all->first : NULL; d; d = d->next)
		if (kube_annotation_guards(d->name))
			return true;
	return false;
}

void
rule_ingress_dashboard(const struct check *c, const struct spot *s)
{
	const struct doc *tls = doc_field(doc_field(s->d, "spec"), "tls");
	const struct spot *rules = spot_at(c->set->arena, s, "spec.rules");
	size_t i = 0, k;

	if (!rules || is_guarded(c))
		return;
	for (const struct doc *d = rules->d->first; d; d = d->next) {
		const struct spot *rule = spot_keep(c->set->arena, spot_below(rules, d, i++));
		const struct spot *paths = spot_at(c->set->arena, rule, "http.paths");

		k = 0;
		for (const struct doc *p = paths ? paths->d->first : NULL; p; p = p->next, k++) {
			struct spot path = spot_below(paths, p, k);

			if (!has_certificate(tls, doc_field(d, "host")) && leads_to_dashboard(c, p))
				rule_report(c, &path, NULL, DIAG_SE018, "shows the Dashboard without TLS:"
					    " passwords pass in clear text");
		}
	}
}

/*
 * verify_container: what of a container belongs together: the source of a
 * variable, the handler of a probe, request and limit.
 */
#include <inttypes.h>
#include <string.h>

#include "back/k8s/verify.h"
#include "base/arena.h"
#include "schema/types.h"

void
verify_container(const struct verify *v, const struct spot *s)
{
	const char *image = verify_text(v, s->d, "image");

	if (!image || !*image)
		verify_report(v, s, NULL, DIAG_KU040, "lacks `image`");
	else if (strpbrk(image, " \t\n"))
		verify_report(v, s, NULL, DIAG_KU040, "has an `image` with a blank in it");
}

static void
check_one(const struct verify *v, const struct spot *s, const char *const *names, const char *what)
{
	size_t n = verify_count(s->d, names);

	if (n == 0)
		verify_report(v, s, NULL, DIAG_KU040, "lacks %s", what);
	else if (n > 1)
		verify_report(v, s, NULL, DIAG_KU040, "has %zu of %s, and takes one", n, what);
}

void
verify_value_from(const struct verify *v, const struct spot *s)
{
	static const char *const sources[] = {
		"fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", NULL
	};

	check_one(v, s, sources, "`fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`");
}

void
verify_env_from(const struct verify *v, const struct spot *s)
{
	static const char *const sources[] = { "configMapRef", "secretRef", NULL };

	check_one(v, s, sources, "`configMapRef` or `secretRef`");
}

void
verify_field_ref(const struct verify *v, const struct spot *s)
{
	static const char *const paths[] = {
		"metadata.name", "metadata.namespace", "metadata.uid", "metadata.labels",
		"metadata.annotations", "spec.nodeName", "spec.serviceAccountName",
		"status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs", NULL
	};
	const char *path = verify_text(v, s->d, "fieldPath");

	if (!path || strncmp(path, "metadata.labels[", 16) == 0
	    || strncmp(path, "metadata.annotations[", 21) == 0)
		return;
	for (const char *const *p = paths; *p; p++)
		if (strcmp(*p, path) == 0)
			return;
	verify_report(v, s, NULL, DIAG_KU040, "names `%s`, which a pod cannot be asked for", path);
}

/* A container that has a port of that name. */
static bool
has_port(const struct verify *v, const struct doc *container, const char *name)
{
	const struct doc *ports = verify_get(container, "ports");

	for (const struct doc *d = ports ? ports->first : NULL; d; d = d->next) {
		const char *text = verify_text(v, d, "name");

		if (text && strcmp(text, name) == 0)
			return true;
	}
	return false;
}

/* `in` has a handler: its port is a number, or the name of a port. */
static void
check_port(const struct verify *v, const struct spot *s, const char *handler,
	   const struct doc *container)
{
	const char *name = verify_text(v, verify_get(s->d, handler), "port");

	if (name && !has_port(v, container, name))
		verify_report(v, s, NULL, DIAG_KU021, "asks port `%s`, and the container has none of"
			      " that name", name);
}

static int64_t
number_in(const struct doc *map, const char *name, int64_t otherwise)
{
	const struct doc *d = verify_get(map, name);

	return d && d->kind == DOC_INT ? d->num : otherwise;
}

void
verify_probe(const struct verify *v, const struct spot *s)
{
	static const char *const handlers[] = { "exec", "httpGet", "tcpSocket", "grpc", NULL };
	bool ready = strcmp(s->d->name, "readinessProbe") == 0;

	check_one(v, s, handlers, "`exec`, `httpGet`, `tcpSocket` or `grpc`");
	check_port(v, s, "httpGet", s->up->d);
	check_port(v, s, "tcpSocket", s->up->d);
	if (!ready && number_in(s->d, "successThreshold", 1) > 1)
		verify_report(v, s, NULL, DIAG_KU040, "has a `successThreshold` other than 1");
	if (ready && verify_get(s->d, "terminationGracePeriodSeconds"))
		verify_report(v, s, NULL, DIAG_KU040, "cannot have `terminationGracePeriodSeconds`:"
			      " it ends no container");
}

void
verify_hook(const struct verify *v, const struct spot *s)
{
	static const char *const handlers[] = { "exec", "httpGet", "tcpSocket", "sleep", NULL };

	check_one(v, s, handlers, "`exec`, `httpGet`, `tcpSocket` or `sleep`");
	if (s->up->up) {
		check_port(v, s, "httpGet", s->up->up->d);
		check_port(v, s, "tcpSocket", s->up->up->d);
	}
}

/* In bytes or thousandths; false for what the readers of fields do not know. */
static bool
amount(const struct verify *v, const struct doc *d, int64_t *out)
{
	bool ambiguous;
	struct str text = d->text;

	if (d->kind == DOC_INT)
		text = str_of(arena_printf(v->k->arena, "%" PRId64, d->num));
	if (strcmp(d->name, "cpu") == 0)
		return number_cpu(text, out) == NUM_OK;
	return number_size(text, true, out, &ambiguous) == NUM_OK;
}

void
verify_resources(const struct verify *v, const struct spot *s)
{
	const struct doc *requests = verify_get(s->d, "requests"), *limits = verify_get(s->d, "limits");
	int64_t least, most;

	for (const struct doc *d = requests ? requests->first : NULL; d; d = d->next) {
		const struct doc *limit = verify_get(limits, d->name);

		if (limit && amount(v, d, &least) && amount(v, limit, &most) && least > most)
			verify_report(v, s, NULL, DIAG_KU040, "requests more `%s` than its limit",
				      d->name);
	}
}

static bool
is_true(const struct doc *map, const char *name)
{
	const struct doc *d = verify_get(map, name);

	return d && d->kind == DOC_BOOL && d->num;
}

void
verify_security(const struct verify *v, const struct spot *s)
{
	const struct doc *escalation = verify_get(s->d, "allowPrivilegeEscalation");

	if (escalation && !is_true(s->d, "allowPrivilegeEscalation") && is_true(s->d, "privileged"))
		verify_report(v, s, NULL, DIAG_KU040, "is privileged, and"
			      " `allowPrivilegeEscalation` is false");
}

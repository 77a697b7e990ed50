/*
 * rule_container: what of a container belongs together: the source of a
 * variable, the handler of a probe, request and limit.
 */
#include "object/check.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "schema/types.h"

void
rule_container(const struct check *c, const struct spot *s)
{
	const char *image = doc_text(c->set->arena, s->d, "image");

	if (!image || !*image)
		rule_report(c, s, NULL, DIAG_KU040, "lacks `image`");
	else if (strpbrk(image, " \t\n"))
		rule_report(c, s, NULL, DIAG_KU040, "has an `image` with a blank in it");
}

static void
check_one(const struct check *c, const struct spot *s, const char *const *names, const char *what)
{
	size_t n = doc_count_named(s->d, names);

	if (n == 0)
		rule_report(c, s, NULL, DIAG_KU040, "lacks %s", what);
	else if (n > 1)
		rule_report(c, s, NULL, DIAG_KU040, "has %zu of %s, and takes one", n, what);
}

void
rule_value_from(const struct check *c, const struct spot *s)
{
	static const char *const sources[] = {
		"fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", NULL
	};

	check_one(c, s, sources, "`fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`");
}

void
rule_env_from(const struct check *c, const struct spot *s)
{
	static const char *const sources[] = { "configMapRef", "secretRef", NULL };

	check_one(c, s, sources, "`configMapRef` or `secretRef`");
}

void
rule_field_ref(const struct check *c, const struct spot *s)
{
	static const char *const paths[] = {
		"metadata.name", "metadata.namespace", "metadata.uid", "metadata.labels",
		"metadata.annotations", "spec.nodeName", "spec.serviceAccountName",
		"status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs", NULL
	};
	const char *path = doc_text(c->set->arena, s->d, "fieldPath");

	if (!path || strncmp(path, "metadata.labels[", 16) == 0
	    || strncmp(path, "metadata.annotations[", 21) == 0 || str_is_any(str_of(path), paths))
		return;
	rule_report(c, s, NULL, DIAG_KU040, "names `%s`, which a pod cannot be asked for", path);
}

/* A container that has a port of that name. */
static bool
has_port(const struct check *c, const struct doc *container, const char *name)
{
	const struct doc *ports = doc_field(container, "ports");

	for (const struct doc *d = ports ? ports->first : NULL; d; d = d->next) {
		const char *text = doc_text(c->set->arena, d, "name");

		if (text && strcmp(text, name) == 0)
			return true;
	}
	return false;
}

/* `in` has a handler: its port is a number, or the name of a port. */
static void
check_port(const struct check *c, const struct spot *s, const char *handler,
	   const struct doc *container)
{
	const char *name = doc_text(c->set->arena, doc_field(s->d, handler), "port");

	if (name && !has_port(c, container, name))
		rule_report(c, s, NULL, DIAG_KU021, "asks port `%s`, and the container has none of"
			      " that name", name);
}

void
rule_probe(const struct check *c, const struct spot *s)
{
	static const char *const handlers[] = { "exec", "httpGet", "tcpSocket", "grpc", NULL };
	bool ready = strcmp(s->d->name, "readinessProbe") == 0;

	check_one(c, s, handlers, "`exec`, `httpGet`, `tcpSocket` or `grpc`");
	check_port(c, s, "httpGet", s->up->d);
	check_port(c, s, "tcpSocket", s->up->d);
	if (!ready && doc_number(s->d, "successThreshold", 1) > 1)
		rule_report(c, s, NULL, DIAG_KU040, "has a `successThreshold` other than 1");
	if (ready && doc_field(s->d, "terminationGracePeriodSeconds"))
		rule_report(c, s, NULL, DIAG_KU040, "cannot have `terminationGracePeriodSeconds`:"
			      " it ends no container");
}

void
rule_hook(const struct check *c, const struct spot *s)
{
	static const char *const handlers[] = { "exec", "httpGet", "tcpSocket", "sleep", NULL };

	check_one(c, s, handlers, "`exec`, `httpGet`, `tcpSocket` or `sleep`");
	if (s->up->up) {
		check_port(c, s, "httpGet", s->up->up->d);
		check_port(c, s, "tcpSocket", s->up->up->d);
	}
}

/* In bytes or thousandths; false for what the readers of fields do not know. */
static bool
amount(const struct check *c, const struct doc *d, int64_t *out)
{
	bool ambiguous;
	struct str text = d->text;

	if (d->kind == DOC_INT)
		text = str_of(arena_printf(c->set->arena, "%" PRId64, d->num));
	if (strcmp(d->name, "cpu") == 0)
		return number_cpu(text, out) == NUM_OK;
	return number_size(text, true, out, &ambiguous) == NUM_OK;
}

void
rule_resources(const struct check *c, const struct spot *s)
{
	const struct doc *requests = doc_field(s->d, "requests"), *limits = doc_field(s->d, "limits");
	int64_t least, most;

	for (const struct doc *d = requests ? requests->first : NULL; d; d = d->next) {
		const struct doc *limit = doc_field(limits, d->name);

		if (limit && amount(c, d, &least) && amount(c, limit, &most) && least > most)
			rule_report(c, s, NULL, DIAG_KU040, "requests more `%s` than its limit",
				      d->name);
	}
}

void
rule_security(const struct check *c, const struct spot *s)
{
	if (doc_is_false(s->d, "allowPrivilegeEscalation") && doc_is_true(s->d, "privileged"))
		rule_report(c, s, NULL, DIAG_KU040, "is privileged, and"
			      " `allowPrivilegeEscalation` is false");
}

/*
 * rule_ingress: what the API server asks of an Ingress beyond the shape of the
 * kind (validation of networking.k8s.io/v1).
 */
#include <string.h>

#include "base/arena.h"
#include "object/check.h"

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

/*
 * rule_pod: the parts of a pod that name each other: containers, volumes and
 * mounts.  The API server does not look into the template of a StatefulSet:
 * what is wrong there shows as an event, and no pod comes.
 */
#include "object/check.h"

#include <string.h>

#include "base/arena.h"
#include "base/edit.h"

static const struct doc *
find_named(const struct doc *list, const char *name)
{
	for (const struct doc *d = list ? list->first : NULL; d; d = d->next)
		if (doc_text_is(d, "name", name))
			return d;
	return NULL;
}

/* The claim template of that name, beside the template of the pods. */
static const struct doc *
find_claim(const struct check *c, const char *name)
{
	const struct doc *list = doc_field(doc_field(c->object->doc, "spec"), "volumeClaimTemplates");

	for (const struct doc *d = list ? list->first : NULL; d; d = d->next)
		if (doc_text_is(doc_field(d, "metadata"), "name", name))
			return d;
	return NULL;
}

/* Those of one list differ already by their key. */
static void
check_names(const struct check *c, const struct spot *s)
{
	const struct doc *init = doc_field(s->d, "initContainers");
	const struct doc *list = doc_field(s->d, "containers");
	struct spot at;
	size_t i = 0;

	if (!init)
		return;
	at = spot_below(s, init, 0);
	for (const struct doc *d = init->first; d; d = d->next, i++) {
		const char *name = doc_text(c->set->arena, d, "name");
		struct spot spot = spot_below(&at, d, i);
		const struct doc *other = name ? find_named(list, name) : NULL;

		if (other)
			rule_report(c, &spot, other, DIAG_KU040, "has the name of a container");
	}
}

static void
check_restart(const struct check *c, const struct spot *s)
{
	const char *policy = doc_text(c->set->arena, s->d, "restartPolicy");
	bool kept = strcmp(c->object->kind, "StatefulSet") == 0
		|| strcmp(c->object->kind, "Deployment") == 0;
	struct spot spot;

	if (!kept || !policy || strcmp(policy, "Always") == 0)
		return;
	spot = spot_below(s, doc_field(s->d, "restartPolicy"), 0);
	rule_report(c, &spot, NULL, DIAG_KU040, "has to be `Always`: a %s keeps its pods",
		      c->object->kind);
}

void
rule_pod(const struct check *c, const struct spot *s)
{
	if (!doc_field(s->d, "containers"))
		return;
	check_names(c, s);
	check_restart(c, s);
}

void
rule_volume(const struct check *c, const struct spot *s)
{
	const char *name = doc_text(c->set->arena, s->d, "name");
	const struct doc *first = NULL;

	for (const struct doc *d = s->d->first; d; d = d->next) {
		if (strcmp(d->name, "name") == 0)
			continue;
		if (first) {
			rule_report(c, s, NULL, DIAG_KU040, "is of two kinds, `%s` and `%s`",
				      first->name, d->name);
			break;
		}
		first = d;
	}
	if (name && find_claim(c, name))
		rule_report(c, s, NULL, DIAG_KU011, "is never used: the claim template of that"
			      " name takes its place");
}

static const struct doc *
volumes_of(const struct spot *s)
{
	/* a mount, its list, its container, their list, the pod */
	for (int i = 0; i < 4 && s; i++)
		s = s->up;
	return s ? doc_field(s->d, "volumes") : NULL;
}

static void
check_volume(const struct check *c, const struct spot *s, const char *name)
{
	const struct doc *volumes = volumes_of(s);
	struct nearest near;
	struct diag *r;

	if (find_named(volumes, name) || find_claim(c, name))
		return;
	r = rule_report(c, s, volumes, DIAG_KU011, "mounts `%s`, and there is no such volume", name);
	nearest_start(&near, name);
	for (const struct doc *d = volumes ? volumes->first : NULL; d; d = d->next)
		if (doc_text(c->set->arena, d, "name"))
			nearest_offer(&near, doc_text(c->set->arena, d, "name"));
	diag_nearest(rule_diags(c), r, &near);
}

/* Does a path lead out of where it begins? */
static bool
leads_out(const char *path)
{
	size_t n = strlen(path);

	return *path == '/' || strcmp(path, "..") == 0 || strncmp(path, "../", 3) == 0
		|| strstr(path, "/../") || (n > 2 && strcmp(path + n - 3, "/..") == 0);
}

void
rule_mount(const struct check *c, const struct spot *s)
{
	const char *name = doc_text(c->set->arena, s->d, "name");
	const char *sub = doc_text(c->set->arena, s->d, "subPath");
	const char *path = doc_text(c->set->arena, s->d, "mountPath");

	if (name)
		check_volume(c, s, name);
	if (sub && leads_out(sub))
		rule_report(c, s, NULL, DIAG_KU040, "has a `subPath` that leaves the volume: it is"
			      " relative, without `..`");
	if (sub && doc_field(s->d, "subPathExpr"))
		rule_report(c, s, NULL, DIAG_KU040, "has `subPath` and `subPathExpr`, and takes one");
	if (path && (!*path || strchr(path, ':')))
		rule_report(c, s, NULL, DIAG_KU040, "has a `mountPath` that is empty or has a `:`");
}

/*
 * verify_pod: the parts of a pod that name each other: containers, volumes and
 * mounts.  The API server does not look into the template of a StatefulSet:
 * what is wrong there shows as an event, and no pod comes.
 */
#include <string.h>

#include "back/k8s/verify.h"
#include "base/arena.h"
#include "base/edit.h"
#include "front/load.h"

static const struct doc *
find_named(const struct verify *v, const struct doc *list, const char *name)
{
	for (const struct doc *d = list ? list->first : NULL; d; d = d->next) {
		const char *text = verify_text(v, d, "name");

		if (text && strcmp(text, name) == 0)
			return d;
	}
	return NULL;
}

/* The claim template of that name, beside the template of the pods. */
static const struct doc *
find_claim(const struct verify *v, const char *name)
{
	const struct doc *list = verify_get(verify_get(v->object->doc, "spec"), "volumeClaimTemplates");

	for (const struct doc *d = list ? list->first : NULL; d; d = d->next) {
		const char *text = verify_text(v, verify_get(d, "metadata"), "name");

		if (text && strcmp(text, name) == 0)
			return d;
	}
	return NULL;
}

/* Those of one list differ already by their key. */
static void
check_names(const struct verify *v, const struct spot *s)
{
	const struct doc *init = verify_get(s->d, "initContainers");
	const struct doc *list = verify_get(s->d, "containers");
	struct spot at;
	size_t i = 0;

	if (!init)
		return;
	at = verify_below(s, init, 0);
	for (const struct doc *d = init->first; d; d = d->next, i++) {
		const char *name = verify_text(v, d, "name");
		struct spot spot = verify_below(&at, d, i);
		const struct doc *other = name ? find_named(v, list, name) : NULL;

		if (other)
			verify_report(v, &spot, other, DIAG_KU040, "has the name of a container");
	}
}

static void
check_restart(const struct verify *v, const struct spot *s)
{
	const char *policy = verify_text(v, s->d, "restartPolicy");
	bool kept = strcmp(v->object->kind, "StatefulSet") == 0
		|| strcmp(v->object->kind, "Deployment") == 0;
	struct spot spot;

	if (!kept || !policy || strcmp(policy, "Always") == 0)
		return;
	spot = verify_below(s, verify_get(s->d, "restartPolicy"), 0);
	verify_report(v, &spot, NULL, DIAG_KU040, "has to be `Always`: a %s keeps its pods",
		      v->object->kind);
}

void
verify_pod(const struct verify *v, const struct spot *s)
{
	if (!verify_get(s->d, "containers"))
		return;
	check_names(v, s);
	check_restart(v, s);
}

void
verify_volume(const struct verify *v, const struct spot *s)
{
	const char *name = verify_text(v, s->d, "name");
	const struct doc *first = NULL;

	for (const struct doc *d = s->d->first; d; d = d->next) {
		if (strcmp(d->name, "name") == 0)
			continue;
		if (first) {
			verify_report(v, s, NULL, DIAG_KU040, "is of two kinds, `%s` and `%s`",
				      first->name, d->name);
			break;
		}
		first = d;
	}
	if (name && find_claim(v, name))
		verify_report(v, s, NULL, DIAG_KU011, "is never used: the claim template of that"
			      " name takes its place");
}

static const struct doc *
volumes_of(const struct spot *s)
{
	/* a mount, its list, its container, their list, the pod */
	for (int i = 0; i < 4 && s; i++)
		s = s->up;
	return s ? verify_get(s->d, "volumes") : NULL;
}

static void
check_volume(const struct verify *v, const struct spot *s, const char *name)
{
	const struct doc *volumes = volumes_of(s);
	struct nearest near;
	struct diag *r;

	if (find_named(v, volumes, name) || find_claim(v, name))
		return;
	r = verify_report(v, s, volumes, DIAG_KU011, "mounts `%s`, and there is no such volume", name);
	nearest_start(&near, name);
	for (const struct doc *d = volumes ? volumes->first : NULL; d; d = d->next)
		if (verify_text(v, d, "name"))
			nearest_offer(&near, verify_text(v, d, "name"));
	diag_nearest(v->k->ir->spec->program->diags, r, &near);
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
verify_mount(const struct verify *v, const struct spot *s)
{
	const char *name = verify_text(v, s->d, "name");
	const char *sub = verify_text(v, s->d, "subPath");
	const char *path = verify_text(v, s->d, "mountPath");

	if (name)
		check_volume(v, s, name);
	if (sub && leads_out(sub))
		verify_report(v, s, NULL, DIAG_KU040, "has a `subPath` that leaves the volume: it is"
			      " relative, without `..`");
	if (path && (!*path || strchr(path, ':')))
		verify_report(v, s, NULL, DIAG_KU040, "has a `mountPath` that is empty or has a `:`");
}

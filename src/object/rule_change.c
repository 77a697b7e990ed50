/*
 * rule_change: what stands in the objects that are there already (--against)
 * and the API server never lets change.
 *
 * Seen on a server of 1.34: a StatefulSet takes other values of `replicas`,
 * `ordinals`, `template`, `updateStrategy`, `minReadySeconds` and the retention
 * policy only; `roleRef`, the type of a Secret, the selector of a Deployment and
 * the spec of a claim (but what it requests) stay.  From the validation of
 * Kubernetes (core and apps, 1.34): `clusterIP` and `loadBalancerClass`.
 */
#include "object/check.h"

#include <string.h>

#include "base/arena.h"
#include "schema/types.h"

static const struct {
	const char *kind, *path;
	const char *unset;           /* what the server takes it for when it is not said */
	const char *help;
} fixed[] = {
#define ORPHAN "delete the StatefulSet before, its pods stay: kubectl delete --cascade=orphan"
#define AGAIN "delete the object before"
	{ "StatefulSet", "spec.selector", NULL, ORPHAN },
	{ "StatefulSet", "spec.serviceName", NULL, ORPHAN },
	{ "StatefulSet", "spec.podManagementPolicy", "OrderedReady", ORPHAN },
	{ "StatefulSet", "spec.volumeClaimTemplates", NULL, ORPHAN "; claims that are there keep what they have" },
	{ "Deployment", "spec.selector", NULL, AGAIN },
	{ "DaemonSet", "spec.selector", NULL, AGAIN },
	{ "Service", "spec.clusterIP", NULL, AGAIN },
	{ "Service", "spec.loadBalancerClass", NULL, AGAIN },
	{ "PersistentVolumeClaim", "spec.accessModes", NULL, AGAIN ", and its data with it" },
	{ "PersistentVolumeClaim", "spec.storageClassName", NULL, AGAIN ", and its data with it" },
	{ "PersistentVolumeClaim", "spec.volumeName", NULL, AGAIN ", and its data with it" },
	{ "PersistentVolumeClaim", "spec.selector", NULL, AGAIN ", and its data with it" },
	{ "RoleBinding", "roleRef", NULL, AGAIN },
	{ "ClusterRoleBinding", "roleRef", NULL, AGAIN },
	{ "Secret", "type", "Opaque", AGAIN }
#undef AGAIN
#undef ORPHAN
};

/* What a server puts into objects by itself. */
static bool
is_filled_in(const struct doc *d)
{
	static const char *const names[] = {
		"status", "creationTimestamp", "volumeMode", "apiVersion", "kind", "apiGroup", "volumeName", NULL
	};

	return d->name && str_is_any(str_of(d->name), names);
}

static bool same(const struct doc *now, const struct doc *before);

/* Two that a server takes for one: 1Gi and 1024Mi. */
static bool
same_quantity(const struct doc *a, const struct doc *b)
{
	int64_t x, y;
	bool unused;

	return a->kind == DOC_STRING && b->kind == DOC_STRING && number_size(a->text, true, &x, &unused) == NUM_OK
		&& number_size(b->text, true, &y, &unused) == NUM_OK && x == y;
}

/* Every field of one is in the other, and is the same. */
static bool
holds(const struct doc *map, const struct doc *in, bool back)
{
	for (const struct doc *d = map->first; d; d = d->next) {
		const struct doc *other = doc_field(in, d->name);

		if (is_filled_in(d))
			continue;
		if (!other || (!back && !same(d, other)))
			return false;
	}
	return true;
}

static bool
same_entries(const struct doc *now, const struct doc *before)
{
	const struct doc *x = now->first, *y = before->first;

	for (; x && y; x = x->next, y = y->next)
		if (!same(x, y))
			return false;
	return x == y;
}

static bool
same(const struct doc *now, const struct doc *before)
{
	if (now->kind != before->kind)
		return false;
	if (now->kind == DOC_MAP)
		return holds(now, before, false) && holds(before, now, true);
	if (now->kind == DOC_LIST)
		return same_entries(now, before);
	return (now->num == before->num && str_eq(now->text, before->text)) || same_quantity(now, before);
}

/* A value that is not there is what the server takes it for. */
static bool
is_unset(const struct doc *d, const char *unset)
{
	return !d || (unset && d->kind == DOC_STRING && str_is(d->text, unset));
}

/* An address that a server gave to a Service stays, unless another is asked for. */
static bool
is_given(const char *path, const struct doc *now)
{
	return !now && strcmp(path, "spec.clusterIP") == 0;
}

/* The counterpart of an entry. */
static const struct doc *
entry_like(const struct doc *in, const struct doc *d, size_t i)
{
	const struct doc *other = in->first;

	if (in->kind == DOC_MAP)
		return doc_field(in, d->name);
	while (other && i--)
		other = other->next;
	return other;
}

/* From two that differ to the deepest part of them that does. */
static void
narrow(const struct check *c, const struct spot **now, const struct doc **old)
{
	const struct doc *d = (*now)->d->first;

	for (size_t i = 0; d && (*now)->d->kind == (*old)->kind; d = d->next, i++) {
		const struct doc *other = entry_like(*old, d, i);

		if (is_filled_in(d) || (other && same(d, other)))
			continue;
		*now = spot_keep(c->set->arena, spot_below(*now, d, i));
		if (!other)
			return;
		*old = other;
		narrow(c, now, old);
		return;
	}
}

static void
report(const struct check *c, const struct spot *now, const struct doc *old, const char *path,
       const char *help)
{
	struct diag *r;

	if (now && old)
		narrow(c, &now, &old);
	if (now)
		r = rule_report(c, now, NULL, DIAG_KU009, "is not what it was, and the API server lets nobody change it");
	else
		r = rule_report(c, object_spot(c->set->arena, c->object), NULL, DIAG_KU009, "has no `%s` any more,"
				" and the API server lets nobody take it away", path);
	if (old)
		diag_note(rule_diags(c), r, old->name_at.file ? old->name_at : old->at, "it was this");
	diag_help(rule_diags(c), r, "%s", help);
}

static void
check_field(const struct check *c, const struct object *before, size_t row)
{
	struct arena *a = c->set->arena;
	const char *path = fixed[row].path, *unset = fixed[row].unset;
	const struct spot *now = spot_at(a, object_spot(a, c->object), path);
	const struct spot *old = spot_at(a, object_spot(a, before), path);
	const struct doc *x = now ? now->d : NULL, *y = old ? old->d : NULL;

	if ((is_unset(x, unset) && is_unset(y, unset)) || is_given(path, x) || (x && y && same(x, y)))
		return;
	report(c, now, y, path, fixed[row].help);
}

void
rule_fixed(const struct check *c, const struct spot *s)
{
	const struct object *before = c->set->before
		? objects_find(c->set->before, c->object->kind, c->object->name, c->object->ns) : NULL;

	(void)s;
	for (size_t i = 0; before && i < sizeof fixed / sizeof *fixed; i++)
		if (strcmp(fixed[i].kind, c->object->kind) == 0)
			check_field(c, before, i);
}

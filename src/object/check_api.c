/*
 * check_api: groups and versions of Kubernetes: those that are gone, since
 * which release, and those that never were.
 *
 * Origin: content/en/docs/reference/using-api/deprecation-guide.md of
 * kubernetes/website (removed APIs by release, 1.16 to 1.26); the alpha versions
 * of rbac and scheduling are of CHANGELOG-1.23 of kubernetes/kubernetes.
 */
#include <string.h>

#include "base/arena.h"
#include "base/edit.h"
#include "object/shape.h"

static const struct {
	const char *api, *kind;   /* kind NULL: all of it */
	const char *until;        /* the release that no longer has it */
	const char *instead;
} removed[] = {
	{ "extensions/v1beta1", "Ingress", "1.22", "networking.k8s.io/v1" },
	{ "extensions/v1beta1", "NetworkPolicy", "1.16", "networking.k8s.io/v1" },
	{ "extensions/v1beta1", "PodSecurityPolicy", "1.16", NULL },
	{ "extensions/v1beta1", NULL, "1.16", "apps/v1" },
	{ "apps/v1beta1", NULL, "1.16", "apps/v1" },
	{ "apps/v1beta2", NULL, "1.16", "apps/v1" },
	{ "networking.k8s.io/v1beta1", NULL, "1.22", "networking.k8s.io/v1" },
	{ "rbac.authorization.k8s.io/v1beta1", NULL, "1.22", "rbac.authorization.k8s.io/v1" },
	{ "rbac.authorization.k8s.io/v1alpha1", NULL, "1.23", "rbac.authorization.k8s.io/v1" },
	{ "scheduling.k8s.io/v1beta1", NULL, "1.22", "scheduling.k8s.io/v1" },
	{ "scheduling.k8s.io/v1alpha1", NULL, "1.23", "scheduling.k8s.io/v1" },
	{ "storage.k8s.io/v1beta1", "StorageClass", "1.22", "storage.k8s.io/v1" },
	{ "storage.k8s.io/v1beta1", "CSIDriver", "1.22", "storage.k8s.io/v1" },
	{ "storage.k8s.io/v1beta1", "CSINode", "1.22", "storage.k8s.io/v1" },
	{ "storage.k8s.io/v1beta1", "VolumeAttachment", "1.22", "storage.k8s.io/v1" },
	{ "admissionregistration.k8s.io/v1beta1", NULL, "1.22", "admissionregistration.k8s.io/v1" },
	{ "apiextensions.k8s.io/v1beta1", NULL, "1.22", "apiextensions.k8s.io/v1" },
	{ "apiregistration.k8s.io/v1beta1", NULL, "1.22", "apiregistration.k8s.io/v1" },
	{ "certificates.k8s.io/v1beta1", NULL, "1.22", "certificates.k8s.io/v1" },
	{ "coordination.k8s.io/v1beta1", NULL, "1.22", "coordination.k8s.io/v1" },
	{ "policy/v1beta1", "PodSecurityPolicy", "1.25", NULL },
	{ "policy/v1beta1", NULL, "1.25", "policy/v1" },
	{ "batch/v1beta1", NULL, "1.25", "batch/v1" },
	{ "events.k8s.io/v1beta1", NULL, "1.25", "events.k8s.io/v1" },
	{ "node.k8s.io/v1beta1", NULL, "1.25", "node.k8s.io/v1" },
	{ "discovery.k8s.io/v1beta1", NULL, "1.25", "discovery.k8s.io/v1" },
	{ "autoscaling/v2beta1", NULL, "1.25", "autoscaling/v2" },
	{ "autoscaling/v2beta2", NULL, "1.26", "autoscaling/v2" }
};

static const char *const groups[] = {
	"admissionregistration.k8s.io", "apiextensions.k8s.io", "apiregistration.k8s.io", "apps",
	"authentication.k8s.io", "authorization.k8s.io", "autoscaling", "batch", "certificates.k8s.io",
	"coordination.k8s.io", "discovery.k8s.io", "events.k8s.io", "extensions",
	"flowcontrol.apiserver.k8s.io", "networking.k8s.io", "node.k8s.io", "policy",
	"rbac.authorization.k8s.io", "resource.k8s.io", "scheduling.k8s.io", "storage.k8s.io", NULL
};

static bool
is_own(const char *group)
{
	return str_is_any(str_of(group), groups);
}

/* "apps" of "apps/v1"; "" of "v1". */
static void
group_of(const char *api, char *out, size_t size)
{
	const char *slash = strchr(api, '/');
	size_t n = slash ? (size_t)(slash - api) : 0;

	n = n < size ? n : size - 1;
	memcpy(out, api, n);
	out[n] = '\0';
}

enum { GROUP_SIZE = 128 };

/* kubernetes.io in place of k8s.io, or a slip of the pen. */
static const char *
meant(const char *group)
{
	static const struct { const char *written, *group; } slips[] = {
		{ "rbac.authorization.kubernetes.io", "rbac.authorization.k8s.io" },
		{ "networking.kubernetes.io", "networking.k8s.io" },
		{ "storage.kubernetes.io", "storage.k8s.io" },
		{ "rbac", "rbac.authorization.k8s.io" }
	};
	struct nearest near;

	for (size_t i = 0; i < sizeof slips / sizeof *slips; i++)
		if (strcmp(slips[i].written, group) == 0)
			return slips[i].group;
	nearest_start(&near, group);
	for (const char *const *g = groups; *g; g++)
		nearest_offer(&near, *g);
	return near.n && near.distance[0] <= 2 && strlen(group) > 5 ? near.name[0] : NULL;
}

bool
api_is_foreign(const char *api)
{
	char group[GROUP_SIZE];

	group_of(api, group, sizeof group);
	return *group && !is_own(group) && !meant(group);
}

static const struct spot *
api_spot(const struct check *c, const struct spot *s)
{
	const struct spot *at = spot_at(c->set->arena, s, "apiVersion");

	return at ? at : s;
}

static bool
report_removed(const struct check *c, const struct spot *s)
{
	for (size_t i = 0; i < sizeof removed / sizeof *removed; i++) {
		struct diag *r;

		if (strcmp(removed[i].api, c->object->api) != 0
		    || (removed[i].kind && strcmp(removed[i].kind, c->object->kind) != 0))
			continue;
		r = rule_report(c, api_spot(c, s), NULL, DIAG_KU002,
				"is `%s`, which Kubernetes no longer has since %s", removed[i].api,
				removed[i].until);
		if (removed[i].instead)
			diag_help(rule_diags(c), r, "it is `%s` now", removed[i].instead);
		else
			diag_help(rule_diags(c), r, "nothing takes its place");
		return true;
	}
	return false;
}

static bool
report_group(const struct check *c, const struct spot *s, const char *group, const char *instead)
{
	const struct kind *kind = kind_find(c->object->kind);
	const struct spot *at = api_spot(c, s);
	struct diag *r = rule_report(c, at, NULL, DIAG_KU003, "is of the group `%s`, which Kubernetes does"
				     " not have", group);

	if (kind && strncmp(kind_api(kind), instead, strlen(instead)) == 0) {
		diag_help(rule_diags(c), r, "%s is `%s`", c->object->kind, kind_api(kind));
		diag_fix(rule_diags(c), r, at->d->at, kind_api(kind));
	} else {
		diag_help(rule_diags(c), r, "did you mean `%s`?", instead);
	}
	return false;
}

/* A group of Kubernetes in a version, or with a kind, that it does not have. */
static bool
report_version(const struct check *c, const struct spot *s)
{
	const struct kind *kind = kind_find(c->object->kind);
	struct nearest near;
	struct diag *r;
	const char *name;

	if (kind) {
		r = rule_report(c, api_spot(c, s), NULL, DIAG_KU003, "is `%s`, which Kubernetes does not have",
				c->object->api);
		diag_help(rule_diags(c), r, "%s is `%s`", c->object->kind, kind_api(kind));
		return false;
	}
	nearest_start(&near, c->object->kind);
	for (size_t i = 0; (name = kind_name(i)); i++)
		nearest_offer(&near, name);
	if (!near.n || near.distance[0] > 2)
		return true;
	r = rule_report(c, spot_at(c->set->arena, s, "kind"), NULL, DIAG_KU003,
			"is no kind that Kubernetes has");
	diag_nearest(rule_diags(c), r, &near);
	return false;
}

bool
api_check(const struct check *c, const struct spot *s)
{
	const struct kind *kind = kind_find(c->object->kind);
	const char *instead;
	char group[GROUP_SIZE];

	if (kind && strcmp(kind_api(kind), c->object->api) == 0)
		return true;
	group_of(c->object->api, group, sizeof group);
	if (report_removed(c, s))
		return false;
	if (!*group || is_own(group))
		return report_version(c, s);
	instead = meant(group);
	return !instead || report_group(c, s, group, instead);
}

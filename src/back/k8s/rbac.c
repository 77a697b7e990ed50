/*
 * rbac: the namespace, the account of the pods, and what it may read.  Only
 * `discovery = k8s` asks the API server anything: the endpoints of one
 * Service.
 */
#include <string.h>

#include "back/k8s/k8s.h"
#include "base/arena.h"

static const char rbac_group[] = "rbac.authorization.k8s.io";

void
namespace_make(struct k8s *k)
{
	if (k->ir->ns && k->ir->ns_create)
		object_new(k, "v1", "Namespace", k->ir->ns);
}

void
account_make(struct k8s *k)
{
	const struct ir *ir = k->ir;
	struct doc *d;

	if (!ir->account_create)
		return;
	d = object_new(k, "v1", "ServiceAccount", ir->account_name);
	if (ir->account_annotations.n)
		put_pairs(k, doc_have_map(k->arena, doc_get(d, "metadata"), "annotations"),
			  &ir->account_annotations);
	own(k, doc_put_bool(k->arena, d, "automountServiceAccountToken", ir->token), "discovery");
}

static bool
needs_role(const struct k8s *k)
{
	return k->ir->discovery == DISCOVERY_K8S;
}

/* The Service whose endpoints are read: the setting says which. */
static const char *
discovery_service(const struct k8s *k)
{
	for (size_t i = 0; i < k->ir->settings.n; i++) {
		const struct setting *s = &k->ir->settings.at[i].setting;

		if (strcmp(s->path, "cluster.k8s.service_name") == 0)
			return conf_text(k->arena, k->ir, s->value);
	}
	return k->ir->names.headless;
}

static void
put_only(struct k8s *k, struct doc *in, const char *name, const char *item)
{
	doc_put_text(k->arena, doc_put_list(k->arena, in, name), NULL, item);
}

void
role_make(struct k8s *k)
{
	struct doc *d, *rule;

	if (!needs_role(k))
		return;
	d = object_new(k, "rbac.authorization.k8s.io/v1", "Role", k->ir->names.role);
	rule = doc_put_map(k->arena, own(k, doc_put_list(k->arena, d, "rules"), "discovery"), NULL);
	put_only(k, rule, "apiGroups", "");
	put_only(k, rule, "resources", "endpoints");
	put_only(k, rule, "resourceNames", discovery_service(k));
	put_only(k, rule, "verbs", "get");
}

void
role_binding_make(struct k8s *k)
{
	const struct ir *ir = k->ir;
	struct doc *d, *ref, *subject;

	if (!needs_role(k))
		return;
	d = object_new(k, "rbac.authorization.k8s.io/v1", "RoleBinding", ir->names.binding);
	ref = doc_fix(doc_put_map(k->arena, d, "roleRef"));
	doc_put_text(k->arena, ref, "apiGroup", rbac_group);
	doc_put_text(k->arena, ref, "kind", "Role");
	doc_put_text(k->arena, ref, "name", ir->names.role);
	subject = doc_put_map(k->arena, own(k, doc_put_list(k->arena, d, "subjects"),
					    "service-account"), NULL);
	doc_put_text(k->arena, subject, "kind", "ServiceAccount");
	doc_put_text(k->arena, subject, "name", ir->account_name);
	if (ir->ns)
		doc_put_text(k->arena, subject, "namespace", ir->ns);
}

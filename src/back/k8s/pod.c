/*
 * pod: the spec of the pods: account, security, scheduling, volumes.
 */
#include "back/k8s/fields.h"
#include "base/arena.h"

static void
put_pod_security(struct k8s *k, struct doc *spec)
{
	const struct spec_node *security = field_node(k, "security");
	const struct ir *ir = k->ir;
	struct doc *d = doc_put_map(k->arena, spec, "securityContext");

	own(k, doc_put_bool(k->arena, d, "runAsNonRoot", ir->run_as_non_root), "security.run-as-non-root");
	own(k, doc_put_int(k->arena, d, "runAsUser", ir->run_as_user), "security.run-as-user");
	own(k, doc_put_int(k->arena, d, "runAsGroup", ir->run_as_group), "security.run-as-group");
	own(k, doc_put_int(k->arena, d, "fsGroup", ir->fs_group), "security.fs-group");
	if (security)
		put_record(k, d, security, security->type, PART_POD);
	if (!doc_get(d, "seccompProfile"))
		doc_put_text(k->arena, doc_put_map(k->arena, d, "seccompProfile"), "type",
			     "RuntimeDefault");
}

/* Containers of the user have no more rights than they say. */
static void
put_all_security(struct k8s *k, const struct doc *containers)
{
	for (struct doc *c = containers ? containers->first : NULL; c; c = c->next)
		put_container_security(k, c);
}

static void
put_pull_secrets(struct k8s *k, struct doc *spec)
{
	struct doc *list;

	if (!k->ir->pull_secrets.n)
		return;
	list = own(k, doc_put_list(k->arena, spec, "imagePullSecrets"), "image.pull-secrets");
	for (size_t i = 0; i < k->ir->pull_secrets.n; i++)
		doc_put_text(k->arena, doc_put_map(k->arena, list, NULL), "name",
			     k->ir->pull_secrets.at[i]);
}

/* Service links are off: a Service called emqx-tcp would set EMQX_TCP_PORT,
 * which 4.1 and 4.2 take for a setting. */
void
put_pod(struct k8s *k, struct doc *spec)
{
	const struct ir *ir = k->ir;

	own(k, doc_put_text(k->arena, spec, "serviceAccountName", ir->account_name),
	    "service-account");
	own(k, doc_put_bool(k->arena, spec, "automountServiceAccountToken", ir->token),
	    "discovery");
	doc_put_bool(k->arena, spec, "enableServiceLinks", false);
	put_pull_secrets(k, spec);
	own(k, doc_put_int(k->arena, spec, "terminationGracePeriodSeconds", ir->grace), "grace");
	put_pod_security(k, spec);
	put_scheduling(k, spec);
	files_put_init(k, spec);
	writable_put_init(k, spec);
	put_field(k, spec, "init");
	put_container(k, doc_put_list(k->arena, spec, "containers"));
	put_field(k, spec, "container");
	put_all_security(k, doc_get(spec, "initContainers"));
	put_all_security(k, doc_get(spec, "containers"));
	put_volumes(k, spec);
}

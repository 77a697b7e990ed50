/*
 * k8s: the Kubernetes objects of a cluster, in the order in which they are
 * applied, patched and checked, as one artifact each.
 */
#include "back/k8s/k8s.h"

#include "back/targets.h"
#include "base/arena.h"
#include "base/buf.h"

/* The table of contents. */
static void (*const makers[])(struct k8s *k) = {
	namespace_make,
	account_make,
	role_make,
	role_binding_make,
	secret_make,
	config_make,
	files_make,
	headless_make,
	services_put,
	metrics_service_make,
	ingresses_make,
	certificates_put,
	disruption_make,
	network_policy_make,
	workloads_make,
	autoscalers_make,
	monitor_make,
	patches_apply,
	made_check,
	put_checksum,
	check_sizes
};

/* "k8s/statefulset-emqx.yaml" */
static const char *
path_of(struct arena *a, const struct object *o)
{
	char *path = arena_join(a, "k8s/", o->kind, "-", o->name, ".yaml", NULL);

	for (char *p = path; *p; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p + ('a' - 'A'));
	return path;
}

static void
build(const struct ir *ir, const struct back_options *o, artifact_list *out)
{
	struct k8s k = { .ir = ir, .arena = ir->arena,
			 .version = version_text(ir->arena, &ir->version) };

	(void)o;
	for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
		makers[i](&k);
	for (size_t i = 0; i < k.objects.n; i++)
		*VEC_ADD(ir->arena, out) = (struct artifact){
			.path = path_of(ir->arena, &k.objects.at[i]),
			.syntax = SYNTAX_YAML,
			.doc = k.objects.at[i].doc
		};
}

const struct backend backend_k8s = {
	.name = "k8s",
	.help = "Kubernetes objects, for kubectl apply",
	.patches = true,
	.build = build
};

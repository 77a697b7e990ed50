/*
 * env_names: variables that mean something to the image's start script, and
 * those that the pod learns about itself.
 */
#include <string.h>

#include "ir/make.h"

static const struct {
	const char *name;
	unsigned var;
	const char *path;
} pod_vars[] = {
	{ "POD_NAME", POD_NAME, "metadata.name" },
	{ "POD_NAMESPACE", POD_NAMESPACE, "metadata.namespace" },
	{ "POD_IP", POD_IP, "status.podIP" },
};

enum { POD_VARS = sizeof pod_vars / sizeof *pod_vars };

bool
pod_var_find(const char *name, unsigned *var)
{
	for (int i = 0; i < POD_VARS; i++)
		if (strcmp(pod_vars[i].name, name) == 0) {
			*var = pod_vars[i].var;
			return true;
		}
	return false;
}

bool
script_var_find(const struct maker *m, const char *name, const char **field)
{
	return script_var(name, ir_is_four(m->ir), field);
}

void
pod_env_make(struct maker *m, struct ir_group *g, unsigned vars)
{
	for (int i = 0; i < POD_VARS; i++)
		if (vars & pod_vars[i].var)
			*VEC_ADD(m->arena, &g->env) = (struct ir_env){
				.name = pod_vars[i].name, .kind = ENV_FIELD,
				.value = pod_vars[i].path, .owner = "name", .at = m->ir->at,
				.start_script = true,
			};
}

/*
 * env_names: variables that mean something to the image's start script, and
 * those that the pod learns about itself.
 */
#include <string.h>

#include "ir/make.h"

/* Variables that the start script reads and that are no keys.  A field that
 * owns one is named instead. */
static const struct script_var {
	const char *name;
	int era;                 /* 4: 4.x, 5: 5.0 and later, 0: all */
	const char *field;
} script_vars[] = {
	{ "EMQX_NAME", 0, "node-name" },
	{ "EMQX_HOST", 0, "discovery" },
	{ "EMQX_NODE_NAME", 0, "node-name" },
	{ "EMQX_NODE_COOKIE", 0, "cookie" },
	{ "EMQX_ADMIN_PASSWORD", 4, "dashboard.password" },
	{ "EMQX_LOADED_PLUGINS", 4, "plugins" },
	{ "EMQX_LOADED_MODULES", 4, NULL },
	{ "EMQX_LOG__TO", 5, "log.to" },
	{ "EMQX_DEFAULT_LOG_HANDLER", 5, NULL },
	{ "EMQX_ETC_DIR", 5, NULL },
	{ "EMQX_LOG_DIR", 5, NULL },
	{ "EMQX_SECURITY_PROFILE", 5, "security-profile" },
};

enum { SCRIPT_VARS = sizeof script_vars / sizeof *script_vars };

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
	int era = ir_is_four(m->ir) ? 4 : 5;

	for (int i = 0; i < SCRIPT_VARS; i++)
		if (strcmp(script_vars[i].name, name) == 0
		    && (!script_vars[i].era || script_vars[i].era == era)) {
			*field = script_vars[i].field;
			return true;
		}
	return false;
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

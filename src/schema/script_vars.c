/*
 * script_vars: variables that the image's start script reads and that are no
 * keys (docker-entrypoint.sh and bin/emqx of 4.1 to 6.3; see keys.h).
 */
#include <string.h>

#include "schema/keys.h"

static const struct {
	const char *name;
	int era;                 /* 4: 4.x, 5: 5.0 and later, 0: all */
	const char *field;       /* of a cluster that owns it, or NULL */
} script_vars[] = {
	{ "EMQX_NAME", 0, "node-name" },
	{ "EMQX_HOST", 0, "discovery" },
	{ "EMQX_NODE_NAME", 0, "node-name" },
	{ "EMQX_NODE_COOKIE", 0, "cookie" },
	{ "EMQX_ADMIN_PASSWORD", 4, "dashboard.password" },
	{ "EMQX_LOADED_PLUGINS", 4, "plugins" },
	{ "EMQX_LOADED_MODULES", 4, "modules" },
	{ "EMQX_LOG__TO", 5, "log.to" },
	{ "EMQX_DEFAULT_LOG_HANDLER", 5, NULL },
	{ "EMQX_ETC_DIR", 5, NULL },
	{ "EMQX_LOG_DIR", 5, NULL },
	{ "EMQX_SECURITY_PROFILE", 5, "security-profile" },
};

bool
script_var(const char *name, bool four, const char **field)
{
	int era = four ? 4 : 5;

	for (size_t i = 0; i < sizeof script_vars / sizeof *script_vars; i++)
		if (strcmp(script_vars[i].name, name) == 0
		    && (!script_vars[i].era || script_vars[i].era == era)) {
			*field = script_vars[i].field;
			return true;
		}
	return false;
}

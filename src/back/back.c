/*
 * back: the table of targets, and the text of an artifact by its syntax.
 */
#include "back/backend.h"

#include <string.h>

#include "back/targets.h"
#include "back/write.h"
#include "base/buf.h"

const struct backend *const backends[] = {
	&backend_k8s, &backend_conf, &backend_env, &backend_kustomize, &backend_compose, &backend_helm,
	&backend_dot, &backend_json, NULL
};

const char *const env_format_names[] = {
	[ENV_DOTENV] = "dotenv", [ENV_SHELL] = "shell", [ENV_DOCKER] = "docker",
	[ENV_SYSTEMD] = "systemd", [ENV_CONFIGMAP] = "configmap", [ENV_JSON] = "json",
	[ENV_JSON + 1] = NULL
};

const struct backend *
backend_find(const char *name)
{
	for (size_t i = 0; backends[i]; i++)
		if (strcmp(backends[i]->name, name) == 0)
			return backends[i];
	return NULL;
}

int
artifact_write(const struct artifact *f, const struct back_options *o, bool first,
	       struct buf *out)
{
	switch (f->syntax) {
	case SYNTAX_YAML:
		return write_yaml((const struct doc *const[]){ f->doc }, 1, first, out);
	case SYNTAX_HOCON:
		write_hocon(f->doc, out);
		return 0;
	case SYNTAX_CUTTLEFISH:
		write_cuttlefish(f->doc, out);
		return 0;
	case SYNTAX_ENV:
		write_env(f->doc, o->env_format, out);
		return 0;
	case SYNTAX_JSON:
		write_json(f->doc, out);
		return 0;
	case SYNTAX_DOT:
		write_dot(f->doc, out);
		return 0;
	case SYNTAX_TEXT:
		buf_str(out, f->doc->text);
		return 0;
	}
	return 0;
}

/*
 * back: the table of targets.
 */
#include "back/backend.h"

#include <string.h>

#include "back/targets.h"

const struct backend *const backends[] = {
	&backend_k8s, &backend_conf, &backend_env, &backend_kustomize, &backend_compose, &backend_helm,
	&backend_dot, &backend_json, NULL
};

const struct backend *
backend_find(const char *name)
{
	for (size_t i = 0; backends[i]; i++)
		if (strcmp(backends[i]->name, name) == 0)
			return backends[i];
	return NULL;
}

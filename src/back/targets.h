/*
 * targets: the backends that there are; a new one is a row here and in back.c.
 */
#ifndef EMQXC_TARGETS_H
#define EMQXC_TARGETS_H

#include "back/backend.h"

extern const struct backend backend_k8s, backend_conf, backend_env, backend_kustomize, backend_compose,
	backend_helm, backend_dot, backend_json;

#endif

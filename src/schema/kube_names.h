/*
 * kube_names: what Kubernetes takes for a name, a label, a key, a setting of the
 * kernel: the rules of apimachinery's validation (observed on a 1.32 API server),
 * which no schema states.
 */
#ifndef EMQXC_KUBE_NAMES_H
#define EMQXC_KUBE_NAMES_H

#include <stdbool.h>

/* Most characters of each. */
enum {
	KUBE_LABEL_MAX = 63, KUBE_PORT_NAME_MAX = 15, KUBE_STATEFULSET_MAX = 52, KUBE_KEY_MAX = 253
};

/* RFC 1123 label. */
bool kube_is_label(const char *text);
/* A Service's name (RFC 1035) begins with a letter as well. */
bool kube_is_service_name(const char *text);
/* IANA service name: what a port of a container may be called. */
bool kube_is_port_name(const char *text);
bool kube_is_label_value(const char *text);
/* [PREFIX/]NAME, the prefix a lower-case DNS name. */
bool kube_is_label_key(const char *text);
/* Of a ConfigMap or a Secret. */
bool kube_is_data_key(const char *text);
/* Of a variable, by the strict rule that older servers have. */
bool kube_is_variable(const char *text);

/* May a pod have this setting of the kernel by itself, without the kubelet's
 * --allowed-unsafe-sysctls?  (kubernetes.io, "Using sysctls": the safe set of 1.32) */
bool kube_sysctl_is_safe(const char *name);

/* Does an annotation of an Ingress say to its controller what `spec` has no word
 * for: a certificate, TLS that passes through, or who may call?  (the annotations
 * of the controllers for AWS, GKE, nginx, HAProxy and Traefik) */
bool kube_annotation_guards(const char *key);

#endif

/*
 * fields_identity: what a cluster is: its image, namespace and names.
 */
#include "schema/fields_types.h"

/* words */
const struct type type_pull = WORDS("pull policy", "Always", "IfNotPresent", "Never");

/* target and version */
static const struct field image_fields[] = {
	F("repository", type_string, .doc = "repository of the image, with its registry if it needs one"),
	F("tag", type_string, .doc = "tag of the image"),
	F("digest", type_string, .doc = "sha256:… of the image, wins over the tag"),
	F("pull", type_pull, .also = "pullPolicy pull-policy imagePullPolicy", .doc = "imagePullPolicy"),
	F("pull-secrets", type_name_set, .doc = "Secrets with the registry's credentials"),
	END
};
const struct type type_image = { .kind = TYPE_RECORD, .name = "image", .fields = image_fields };

/* identity */
static const struct field namespace_fields[] = {
	F("name", type_name, .flags = FIELD_PRINCIPAL, .doc = "namespace of every object"),
	F("create", type_bool, .def = "false", .doc = "make the Namespace object too"),
	END
};
const struct type type_namespace = { .kind = TYPE_RECORD, .name = "namespace", .fields = namespace_fields };

static const struct field names_fields[] = {
	F("workload", type_name, .doc = "StatefulSet, Deployment or Pod; with `core` and `replicant` the head of their names"),
	F("headless", type_name, .doc = "headless Service"),
	F("service", type_name, .doc = "client Service"),
	F("config", type_name, .doc = "ConfigMap of variables"),
	F("files", type_name, .doc = "ConfigMap of files"),
	F("secret", type_name, .doc = "Secret made from insecure values"),
	F("role", type_name, .doc = "Role"),
	F("role-binding", type_name, .doc = "RoleBinding"),
	F("budget", type_name, .doc = "PodDisruptionBudget; with `core` and `replicant` the head of their names"),
	F("policy", type_name, .doc = "NetworkPolicy"),
	F("autoscaler", type_name, .doc = "HorizontalPodAutoscaler"),
	F("claim", type_name, .doc = "claim template and its volume; left out: data"),
	F("app", type_string, .doc = "label app.kubernetes.io/name of all, and so the selectors; left out: emqx"),
	F("instance", type_string, .doc = "label app.kubernetes.io/instance of all; left out: the cluster's name"),
	F("metrics", type_name, .doc = "monitor of the metrics, and its Service"),
	END
};
const struct type type_names = { .kind = TYPE_RECORD, .name = "names", .fields = names_fields };

static const struct field metadata_fields[] = {
	F("labels", type_strings, .doc = "labels of the objects of that kind"),
	F("annotations", type_strings, .doc = "annotations of the objects of that kind"),
	END
};
static const struct type t_metadata = { .kind = TYPE_RECORD, .name = "metadata", .fields = metadata_fields };
const struct type type_metadata = { .kind = TYPE_MAP, .name = "metadata by kind", .of = &t_metadata };

/*
 * fields_container: containers, volumes and mounts that a cluster adds to its
 * pods.  Kubernetes alone reads them, and each row says as what.
 */
#include "schema/fields_types.h"

/* words */
static const struct type t_protocol = WORDS("protocol", "TCP", "UDP", "SCTP");
static const struct type t_scheme = WORDS("scheme", "HTTP", "HTTPS");
static const struct type t_medium = WORDS("medium", "Memory");
static const struct type t_host_path = WORDS("host path type", "DirectoryOrCreate", "Directory",
					     "FileOrCreate", "File", "Socket", "CharDevice", "BlockDevice");
static const struct type t_propagation = WORDS("mount propagation", "None", "HostToContainer", "Bidirectional");
static const struct type t_restart = WORDS("restart policy", "Always");

const struct type type_message_policy = {
	.kind = TYPE_WORD, .name = "termination message policy",
	.words = (const char *const[]){ "File", "FallbackToLogsOnError", NULL }
};

/* ---- volumes ---- */

#define READ_ONLY_FIELD F("read-only", type_bool, .doc = "readOnly")
#define FILES_FIELDS \
	F("items", type_strings, .kube = "items[key=path]", .doc = "path of a key; left out: all keys, by their names"), \
	F("optional", type_bool, .doc = "start without it when it is not there")
#define MODE_FIELD F("default-mode", type_mode, .doc = "defaultMode, octal")

static const struct field empty_dir_fields[] = {
	F("medium", t_medium, .doc = "Memory: a tmpfs, which counts as memory of the container"),
	F("size-limit", type_quantity, .flags = FIELD_PRINCIPAL, .doc = "sizeLimit"),
	END
};
static const struct field config_map_fields[] = {
	F("name", type_name, .flags = FIELD_PRINCIPAL | FIELD_REQUIRED, .doc = "name of the ConfigMap"),
	FILES_FIELDS, MODE_FIELD, END
};
static const struct field secret_fields[] = {
	F("name", type_name, .flags = FIELD_PRINCIPAL | FIELD_REQUIRED, .kube = "secretName",
	  .doc = "name of the Secret"),
	FILES_FIELDS, MODE_FIELD, END
};
static const struct field claim_fields[] = {
	F("claim", type_name, .flags = FIELD_PRINCIPAL | FIELD_REQUIRED, .kube = "claimName",
	  .doc = "name of a claim that is there already"),
	READ_ONLY_FIELD, END
};
#define EPHEMERAL "volumeClaimTemplate.spec."
static const struct field ephemeral_fields[] = {
	F("size", type_quantity, .flags = FIELD_PRINCIPAL | FIELD_REQUIRED,
	  .kube = EPHEMERAL "resources.requests.storage", .doc = "size of the claim"),
	F("class", type_string, .kube = EPHEMERAL "storageClassName", .doc = "storageClassName"),
	F("access", type_access, .def = "ReadWriteOnce", .kube = EPHEMERAL "accessModes[]", .doc = "access mode"),
	END
};
static const struct field host_path_fields[] = {
	F("path", type_path, .flags = FIELD_PRINCIPAL | FIELD_REQUIRED, .doc = "path on the machine"),
	F("type", t_host_path, .doc = "what has to be there"),
	END
};
static const struct field nfs_fields[] = {
	F("server", type_string, .flags = FIELD_REQUIRED, .doc = "host of the NFS server"),
	F("path", type_path, .flags = FIELD_REQUIRED, .doc = "exported path"),
	READ_ONLY_FIELD, END
};
static const struct field csi_fields[] = {
	F("driver", type_string, .flags = FIELD_PRINCIPAL | FIELD_REQUIRED, .doc = "name of the CSI driver"),
	F("attributes", type_strings, .kube = "volumeAttributes", .doc = "volumeAttributes"),
	F("secret", type_name, .kube = "nodePublishSecretRef.name", .doc = "nodePublishSecretRef"),
	F("fs-type", type_string, .doc = "fsType"),
	READ_ONLY_FIELD, END
};
#define DOWNWARD_FIELD \
	F("items", type_strings, .kube = "items[path=fieldRef.fieldPath]", .doc = "field of the pod by the path of its file")
static const struct field downward_fields[] = { DOWNWARD_FIELD, MODE_FIELD, END };

static const struct field source_name_fields[] = {
	F("name", type_name, .flags = FIELD_PRINCIPAL | FIELD_REQUIRED, .doc = "name of the object"),
	FILES_FIELDS, END
};
static const struct field source_token_fields[] = {
	F("path", type_string, .flags = FIELD_PRINCIPAL | FIELD_REQUIRED, .doc = "path of the file, relative"),
	F("audience", type_string, .doc = "audience of the token"),
	F("expiration", type_seconds, .kube = "expirationSeconds", .doc = "expirationSeconds: 10m or more"),
	END
};
static const struct field source_downward_fields[] = { DOWNWARD_FIELD, END };
static const struct type t_source_name = { .kind = TYPE_RECORD, .name = "source", .fields = source_name_fields };
static const struct type t_source_token = { .kind = TYPE_RECORD, .name = "source", .fields = source_token_fields };
static const struct type t_source_downward = { .kind = TYPE_RECORD, .name = "source", .fields = source_downward_fields };
static const struct field source_arms[] = {
	F("config-map", t_source_name, .doc = "keys of a ConfigMap"),
	F("secret", t_source_name, .doc = "keys of a Secret"),
	F("service-account-token", t_source_token, .doc = "a token of the pods' account"),
	F("downward-api", t_source_downward, .kube = "downwardAPI", .doc = "fields of the pod"),
	END
};
static const struct type t_source = { .kind = TYPE_VARIANT, .name = "source", .fields = source_arms };
static const struct type t_sources = { .kind = TYPE_MAP, .name = "sources", .of = &t_source };
static const struct field projected_fields[] = {
	F("source", t_sources, .kube = "sources[]", .doc = "what is put together, by any name"),
	MODE_FIELD, END
};

static const struct type t_empty_dir = { .kind = TYPE_RECORD, .name = "empty-dir", .fields = empty_dir_fields };
static const struct type t_config_map = { .kind = TYPE_RECORD, .name = "config-map", .fields = config_map_fields };
static const struct type t_secret = { .kind = TYPE_RECORD, .name = "secret volume", .fields = secret_fields };
static const struct type t_claim = { .kind = TYPE_RECORD, .name = "claim volume", .fields = claim_fields };
static const struct type t_ephemeral = { .kind = TYPE_RECORD, .name = "ephemeral", .fields = ephemeral_fields };
static const struct type t_host = { .kind = TYPE_RECORD, .name = "host-path", .fields = host_path_fields };
static const struct type t_nfs = { .kind = TYPE_RECORD, .name = "nfs", .fields = nfs_fields };
static const struct type t_csi = { .kind = TYPE_RECORD, .name = "csi", .fields = csi_fields };
static const struct type t_downward = { .kind = TYPE_RECORD, .name = "downward-api", .fields = downward_fields };
static const struct type t_projected = { .kind = TYPE_RECORD, .name = "projected", .fields = projected_fields };
static const struct field volume_arms[] = {
	F("empty-dir", t_empty_dir, .doc = "an empty folder that goes with the pod"),
	F("config-map", t_config_map, .doc = "keys of a ConfigMap as files"),
	F("secret", t_secret, .doc = "keys of a Secret as files"),
	F("claim", t_claim, .kube = "persistentVolumeClaim", .doc = "a claim that is there already"),
	F("ephemeral", t_ephemeral, .doc = "a claim that is made with the pod and goes with it"),
	F("projected", t_projected, .doc = "several sources in one folder"),
	F("downward-api", t_downward, .kube = "downwardAPI", .doc = "fields of the pod as files"),
	F("csi", t_csi, .doc = "a volume of a CSI driver, inline"),
	F("nfs", t_nfs, .doc = "a folder of an NFS server"),
	F("host-path", t_host, .doc = "a folder of the machine"),
	END
};
static const struct type t_volume = { .kind = TYPE_VARIANT, .name = "volume", .fields = volume_arms };
const struct type type_volumes = { .kind = TYPE_MAP, .name = "volumes", .of = &t_volume };

static const struct field mount_fields[] = {
	F("volume", type_name, .kube = "name", .doc = "volume; left out: the one of the mount's name"),
	F("path", type_path, .flags = FIELD_PRINCIPAL | FIELD_REQUIRED, .kube = "mountPath",
	  .doc = "where the container finds it"),
	F("sub-path", type_string, .doc = "subPath: a file or folder in the volume"),
	F("sub-path-expr", type_string, .doc = "subPathExpr: the same, with $(VAR)"),
	READ_ONLY_FIELD,
	F("mount-propagation", t_propagation, .doc = "mountPropagation"),
	END
};
static const struct type t_mount = { .kind = TYPE_RECORD, .name = "mount", .fields = mount_fields };
const struct type type_mounts = { .kind = TYPE_MAP, .name = "mounts", .of = &t_mount };

/* ---- containers ---- */

static const struct field env_from_fields[] = {
	F("prefix", type_string, .doc = "text before the name of each variable"),
	F("config-map", type_name, .kube = "configMapRef.name", .doc = "ConfigMap whose keys become variables"),
	F("secret", type_name, .kube = "secretRef.name", .doc = "Secret whose keys become variables"),
	END
};
static const struct type t_env_from = { .kind = TYPE_RECORD, .name = "source of variables", .fields = env_from_fields };
const struct type type_env_from = { .kind = TYPE_MAP, .name = "sources of variables", .of = &t_env_from };

static const struct field http_get_fields[] = {
	F("port", type_name, .flags = FIELD_PRINCIPAL | FIELD_REQUIRED, .doc = "port of the container, by its name"),
	F("path", type_path, .def = "\"/\"", .doc = "path"),
	F("scheme", t_scheme, .doc = "HTTP or HTTPS"),
	END
};
static const struct type t_http_get = { .kind = TYPE_RECORD, .name = "http-get", .fields = http_get_fields };
#define HANDLER_FIELDS \
	F("exec", type_string_seq, .kube = "exec.command", .doc = "program and its arguments"), \
	F("http-get", t_http_get, .doc = "a GET that is answered with 200 to 399"), \
	F("tcp-socket", type_name, .kube = "tcpSocket.port", .doc = "port that takes connections, by its name")
#define TIMING_FIELDS \
	F("initial-delay", type_seconds0, .kube = "initialDelaySeconds", .doc = "initialDelaySeconds"), \
	F("period", type_seconds, .kube = "periodSeconds", .doc = "periodSeconds"), \
	F("timeout", type_seconds, .kube = "timeoutSeconds", .doc = "timeoutSeconds"), \
	F("failures", type_count, .kube = "failureThreshold", .doc = "failureThreshold")
#define SUCCESSES_FIELD F("successes", type_count, .kube = "successThreshold", .doc = "successThreshold")
#define GRACE_FIELD \
	F("grace", type_seconds, .kube = "terminationGracePeriodSeconds", .doc = "terminationGracePeriodSeconds after this probe failed")

static const struct field readiness_fields[] = { HANDLER_FIELDS, TIMING_FIELDS, SUCCESSES_FIELD, END };
static const struct field liveness_fields[] = { HANDLER_FIELDS, TIMING_FIELDS, GRACE_FIELD, END };
static const struct type t_readiness = { .kind = TYPE_RECORD, .name = "probe", .fields = readiness_fields };
static const struct type t_liveness = { .kind = TYPE_RECORD, .name = "probe", .fields = liveness_fields };
static const struct field probes_fields[] = {
	F("readiness", t_readiness, .kube = "readinessProbe", .doc = "when the pod gets connections"),
	F("liveness", t_liveness, .kube = "livenessProbe", .doc = "when the container is restarted"),
	F("startup", t_liveness, .kube = "startupProbe", .doc = "when the other probes begin"),
	END
};
static const struct type t_probes = { .kind = TYPE_RECORD, .name = "probes", .fields = probes_fields };

static const struct field hook_fields[] = {
	F("sleep", type_seconds, .flags = FIELD_PRINCIPAL, .kube = "sleep.seconds", .doc = "wait; Kubernetes 1.30 and later"),
	HANDLER_FIELDS, END
};
static const struct type t_hook = { .kind = TYPE_RECORD, .name = "hook", .fields = hook_fields };
static const struct field lifecycle_fields[] = {
	F("post-start", t_hook, .doc = "right after the container started"),
	F("pre-stop", t_hook, .doc = "before the container is told to stop"),
	END
};
static const struct type t_lifecycle = { .kind = TYPE_RECORD, .name = "lifecycle", .fields = lifecycle_fields };

static const struct field port_fields[] = {
	F("port", type_port, .flags = FIELD_PRINCIPAL | FIELD_REQUIRED, .kube = "containerPort", .doc = "number of the port"),
	F("protocol", t_protocol, .def = "TCP", .doc = "protocol"),
	END
};
static const struct type t_port = { .kind = TYPE_RECORD, .name = "port", .fields = port_fields };
static const struct type t_ports = { .kind = TYPE_MAP, .name = "ports", .of = &t_port };

#define CONTAINER_FIELDS \
	F("image", type_string, .flags = FIELD_PRINCIPAL | FIELD_REQUIRED, .doc = "image of the container"), \
	F("image-pull-policy", type_pull, .doc = "imagePullPolicy"), \
	F("command", type_string_seq, .doc = "program instead of the image's entrypoint"), \
	F("args", type_string_seq, .doc = "arguments of the program"), \
	F("working-dir", type_path, .doc = "workingDir"), \
	F("port", t_ports, .also = "ports", .kube = "ports[name]", .doc = "ports, by their names"), \
	F("env", type_env_map, .doc = "variables of the container"), \
	F("env-from", type_env_from, .kube = "envFrom[]", .doc = "ConfigMaps and Secrets whose keys are variables"), \
	F("resources", type_resources, .doc = "requests and limits"), \
	F("mount", type_mounts, .also = "mounts volume-mounts", .kube = "volumeMounts[name]", .doc = "volumes, and where they are found"), \
	F("security-context", type_container_security, .doc = "rights of the container; left out: those of the broker's"), \
	F("termination-message-path", type_path, .doc = "terminationMessagePath"), \
	F("termination-message-policy", type_message_policy, .doc = "terminationMessagePolicy"), \
	F("stdin", type_bool, .doc = "keep standard input open"), \
	F("tty", type_bool, .doc = "give the container a terminal")
#define HEALTH_FIELDS \
	F("probes", t_probes, .kube = ".", .doc = "health checks"), \
	F("lifecycle", t_lifecycle, .doc = "what runs after its start and before its end")

static const struct field container_fields[] = { CONTAINER_FIELDS, HEALTH_FIELDS, END };
static const struct field init_fields[] = {
	CONTAINER_FIELDS, HEALTH_FIELDS,
	F("restart-policy", t_restart, .doc = "Always: it keeps running beside the others; Kubernetes 1.29 and later"),
	END
};
static const struct type t_container = { .kind = TYPE_RECORD, .name = "container", .fields = container_fields };
static const struct type t_init = { .kind = TYPE_RECORD, .name = "init container", .fields = init_fields };
const struct type type_containers = { .kind = TYPE_MAP, .name = "containers", .of = &t_container };
const struct type type_inits = { .kind = TYPE_MAP, .name = "init containers", .of = &t_init };

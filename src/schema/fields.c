/*
 * fields: the rows of a cluster's record, group by group.
 *
 * Order is the order of the reference.  A field that sets one Kubernetes or
 * EMQX field has that field's name in kebab-case; words that are the target's
 * own are spelled as the target spells them.
 */
#include <string.h>

#include "schema/fields_types.h"

static const struct type t_flavor = WORDS("flavor", "open-source", "enterprise");
static const struct type t_workload = WORDS("workload", "statefulset", "deployment", "pod");
static const struct type t_profile = WORDS("security profile", "legacy", "hardened");
static const struct type t_layer = WORDS("layer", "pinned", "default");

/* A role of the nodes.  What it leaves out it takes from the cluster. */
#define PLACEMENT_FIELDS                                                      \
	F("spread", type_spread, .doc = "spread of the nodes over machines or zones"), \
	F("anti-affinity", type_anti_affinity, .doc = "keep the nodes on different machines"), \
	F("node-affinity", type_node_affinity, .also = "affinity", .doc = "machines that the pods must or should have"), \
	F("pod-affinity", type_terms, .doc = "other pods to be near to"), \
	F("pod-anti-affinity", type_terms, .doc = "other pods to be away from"), \
	F("node-selector", type_strings, .doc = "labels of the machines"), \
	F("machine", type_string, .also = "nodeName", .part = PART_POD, .kube = "nodeName", \
	  .doc = "nodeName: the one machine, past the scheduler"), \
	F("toleration", type_tolerations, .also = "tolerations", .doc = "taints that the pods tolerate"), \
	F("priority-class", type_name, .doc = "priorityClassName"), \
	F("runtime-class", type_name, .part = PART_POD, .kube = "runtimeClassName", .doc = "runtimeClassName"), \
	F("scheduler-name", type_string, .part = PART_POD, .doc = "schedulerName"), \
	F("host-alias", type_aliases, .also = "host-aliases", .part = PART_POD, .kube = "hostAliases[]", \
	  .doc = "lines of /etc/hosts, by any name"), \
	F("dns", type_dns, .also = "dns-config dns-policy", .part = PART_POD, .kube = ".", .doc = "how the pods find names"), \
	F("disruption", type_disruption, .also = "pdb", .doc = "pods that a drain may take away at once")

#define METADATA_FIELD \
	F("metadata", type_metadata, .also = "pod-labels pod-annotations", \
	  .doc = "labels and annotations of the objects of one kind; Pod is the pods of the workload")

/* What stands in the pods beside the broker, and how it is started. */
#define POD_FIELDS                                                            \
	F("command", type_string_seq, .also = "entrypoint", .part = PART_CONTAINER, \
	  .doc = "program instead of the image's start script"), \
	F("args", type_string_seq, .part = PART_CONTAINER, .doc = "arguments of the start script"), \
	F("working-dir", type_path, .part = PART_CONTAINER, .doc = "workingDir"), \
	F("termination-message-path", type_path, .part = PART_CONTAINER, .doc = "terminationMessagePath"), \
	F("termination-message-policy", type_message_policy, .part = PART_CONTAINER, .doc = "terminationMessagePolicy"), \
	F("stdin", type_bool, .part = PART_CONTAINER, .doc = "keep standard input open"), \
	F("tty", type_bool, .part = PART_CONTAINER, .doc = "give the container a terminal"), \
	F("env-from", type_env_from, .kube = "envFrom[]", \
	  .doc = "ConfigMaps and Secrets whose keys are variables of the broker's container"), \
	F("mount", type_mounts, .also = "mounts volume-mounts", .kube = "volumeMounts[name]", \
	  .doc = "volumes, and where the broker finds them"), \
	F("volume", type_volumes, .also = "volumes", .kube = "volumes[name]", .doc = "volumes of the pods"), \
	F("init", type_inits, .also = "init-containers", .kube = "initContainers[name]", \
	  .doc = "containers that run before the broker"), \
	F("container", type_containers, .also = "containers side-car", .kube = "containers[name]", \
	  .doc = "containers beside the broker")

static const struct type t_select = WORDS("select policy", "Max", "Min", "Disabled");
static const struct type t_step = WORDS("type", "Pods", "Percent");
static const struct type t_window = { .kind = TYPE_DURATION, .name = "duration", .min = 0, .max = 3600000, .unit = 1000 };
static const struct type t_period = { .kind = TYPE_DURATION, .name = "duration", .min = 1000, .max = 1800000, .unit = 1000 };
static const struct field step_fields[] = {
	F("type", t_step, .def = "Pods", .doc = "what `value` counts"),
	F("value", type_count, .flags = FIELD_PRINCIPAL | FIELD_REQUIRED, .doc = "most of them in a period"),
	F("period", t_period, .def = "60s", .kube = "periodSeconds", .doc = "periodSeconds"),
	END
};
static const struct type t_step_record = { .kind = TYPE_RECORD, .name = "scaling policy", .fields = step_fields };
static const struct type t_steps = { .kind = TYPE_MAP, .name = "scaling policies", .of = &t_step_record };
static const struct field scaling_fields[] = {
	F("stabilization-window", t_window, .flags = FIELD_PRINCIPAL, .kube = "stabilizationWindowSeconds",
	  .doc = "stabilizationWindowSeconds: how long a lower or higher number must hold"),
	F("select-policy", t_select, .doc = "which of several policies counts; Disabled: never"),
	F("policy", t_steps, .kube = "policies[]", .doc = "most nodes at once, by any name"),
	END
};
static const struct type t_scaling = { .kind = TYPE_RECORD, .name = "scaling", .fields = scaling_fields };
static const struct field autoscale_fields[] = {
	F("min", type_nodes, .doc = "fewest nodes; left out: `nodes`"),
	F("max", type_nodes, .flags = FIELD_PRINCIPAL | FIELD_REQUIRED, .doc = "most nodes"),
	F("cpu", type_percent, .doc = "share of the requested cpu that is aimed at; 80% when `memory` is left out too"),
	F("memory", type_percent, .doc = "share of the requested memory that is aimed at"),
	F("scale-up", t_scaling, .part = PART_OBJECT, .kube = "behavior.scaleUp", .doc = "how fast nodes come"),
	F("scale-down", t_scaling, .part = PART_OBJECT, .kube = "behavior.scaleDown", .doc = "how fast nodes go"),
	END
};
static const struct type t_autoscale = { .kind = TYPE_RECORD, .name = "autoscale", .fields = autoscale_fields };
#define AUTOSCALE_FIELD \
	F("autoscale", t_autoscale, .also = "hpa autoscaling", .doc = "let the number of nodes follow their load")

static const struct field core_fields[] = {
	F("nodes", type_nodes0, .also = "replicas size", .flags = FIELD_PRINCIPAL,
	  .doc = "number of cores; left out: the cluster's `nodes`"),
	F("resources", type_resources, .doc = "requests and limits of each core"),
	F("storage", type_storage, .also = "persistence volume pvc", .doc = "where the cores keep their data"),
	PLACEMENT_FIELDS,
	POD_FIELDS,
	METADATA_FIELD,
	END
};
static const struct field replicant_fields[] = {
	F("nodes", type_nodes0, .also = "replicas size", .flags = FIELD_PRINCIPAL | FIELD_REQUIRED,
	  .doc = "number of replicants"),
	F("resources", type_resources, .doc = "requests and limits of each replicant"),
	AUTOSCALE_FIELD,
	F("storage", type_storage, .also = "persistence volume pvc", .doc = "scratch space of a replicant; it keeps nothing"),
	PLACEMENT_FIELDS,
	POD_FIELDS,
	METADATA_FIELD,
	END
};
static const struct type t_core = { .kind = TYPE_RECORD, .name = "core", .fields = core_fields };
static const struct type t_replicant = { .kind = TYPE_RECORD, .name = "replicant", .fields = replicant_fields };

static const struct field cluster_fields[] = {
	F("version", type_version, .flags = FIELD_REQUIRED | FIELD_IDENTITY, .doc = "EMQX version"),
	F("flavor", t_flavor, .also = "edition", .flags = FIELD_IDENTITY, .def = "open-source", .doc = "edition of EMQX up to 5.8"),
	F("kubernetes", type_version, .also = "kube-version", .doc = "oldest Kubernetes that the objects are for: 1.27"),
	F("image", type_image, .doc = "container image"),
	F("name", type_name, .flags = FIELD_IDENTITY, .doc = "name of the objects; left out: the cluster's"),
	F("namespace", type_namespace, .flags = FIELD_IDENTITY, .doc = "namespace of the objects"),
	F("cluster-domain", type_string, .def = "\"cluster.local\"", .doc = "DNS domain of the Kubernetes cluster"),
	F("labels", type_strings, .doc = "labels of every object"),
	F("annotations", type_strings, .doc = "annotations of every object"),
	METADATA_FIELD,
	F("names", type_names, .doc = "names of single objects, to adopt what already runs"),
	F("nodes", type_nodes, .also = "replicas replicaCount replica-count", .def = "1", .doc = "number of EMQX nodes"),
	F("core", t_core, .since = "5.0", .doc = "nodes that hold the data and vote"),
	F("replicant", t_replicant, .also = "replica", .since = "5.0", .doc = "nodes that follow the cores and serve clients"),
	F("resources", type_resources, .doc = "requests and limits of each node"),
	F("workload", t_workload, .def = "statefulset", .doc = "kind of the workload"),
	F("rollout", type_rollout, .doc = "how a change reaches the pods"),
	F("grace", type_seconds0, .def = "60s", .doc = "terminationGracePeriodSeconds"),
	F("lifecycle", type_lifecycle, .doc = "what a pod does before it stops"),
	F("discovery", type_discovery, .doc = "how the nodes find each other"),
	F("node-name", type_string, .def = "\"emqx\"", .doc = "part of the node names before the @"),
	F("cookie", type_secret, .doc = "Erlang cookie: the shared secret of the nodes"),
	F("autoheal", type_bool, .doc = "join the parts again after a network split"),
	F("autoclean", type_duration, .doc = "forget a node that is away for this long"),
	F("distribution", type_distribution, .also = "proto_dist proto-dist", .doc = "how the nodes call each other"),
	F("rpc", type_rpc, .doc = "port of the RPC between nodes, and its TLS"),
	F("storage", type_storage, .also = "persistence volume pvc", .doc = "where the nodes keep their data"),
	F("listener", type_listeners, .also = "listeners port ports", .doc = "ports for MQTT clients"),
	F("gateway", type_gateways, .also = "gateways", .since = "5.0", .doc = "protocols beside MQTT"),
	F("management", type_management, .also = "mgmt api", .until = "4.4", .doc = "port of the management API"),
	F("dashboard", type_dashboard, .also = "ui", .doc = "Dashboard (and, from 5.0, REST API)"),
	F("service", type_services, .doc = "Services beside the headless one"),
	F("headless", type_headless, .doc = "the headless Service, by which the nodes find each other"),
	F("ingress", type_ingresses, .also = "ingresses", .doc = "hosts for the ports that speak HTTP"),
	F("tls", type_tls_map, .doc = "certificates for listeners"),
	PLACEMENT_FIELDS,
	AUTOSCALE_FIELD,
	F("probes", type_probes, .also = "livenessProbe readinessProbe startupProbe probe", .doc = "health checks"),
	F("security", type_security, .also = "podSecurityContext containerSecurityContext securityContext", .doc = "user, groups and rights of the pods"),
	F("security-profile", t_profile, .also = "security_profile", .since = "6.2",
	  .doc = "EMQX_SECURITY_PROFILE: hardened refuses the image's cookie and password"),
	F("network-policy", type_policy, .also = "networkpolicy netpol",
	  .doc = "who may reach the ports of the pods; the nodes always reach each other"),
	F("service-account", type_account, .doc = "ServiceAccount of the pods"),
	F("auth", type_auth, .also = "authentication authorization acl",
	  .doc = "who may connect, and what for"),
	F("log", type_log, .doc = "the broker's log"),
	F("metrics", type_metrics, .also = "prometheus servicemonitor podmonitor monitoring", .since = "4.2",
	  .doc = "a monitor by which the Prometheus operator scrapes every node"),
	F("plugins", type_string_set, .until = "4.4", .doc = "plugins loaded at start"),
	F("modules", type_string_set, .also = "emqxLoadedModules loaded_modules loaded-modules", .since = "4.1.1", .until = "4.4",
	  .doc = "modules loaded at start, beside the image's own"),
	F("plugin", type_plugin_map, .since = "5.0", .doc = "packages that the broker starts, in this order"),
	F("api-keys", type_secret, .also = "apiKeys bootstrapAPIKeys api_key bootstrap-keys", .since = "4.3",
	  .doc = "file of API keys that are there from the start: lines of KEY:SECRET, from 5.4 on KEY:SECRET:ROLE"),
	F("license", type_secret, .also = "licence", .since = "5.0", .doc = "licence key"),
	F("config", type_config, .also = "emqxConfig settings conf", .doc = "EMQX's own keys"),
	F("layer", t_layer, .also = "config-layer", .def = "pinned",
	  .doc = "default: an edit made in the Dashboard wins over `config`, from 5.8.4 on"),
	F("env", type_env_map, .also = "environment extraEnv envs", .doc = "variables of the container"),
	POD_FIELDS,
	END
};

const struct type type_cluster = { .kind = TYPE_RECORD, .name = "cluster", .fields = cluster_fields };

const struct field *
field_find(const struct type *record, const char *name)
{
	for (const struct field *f = record->fields; f && f->name; f++)
		if (f->name == name || (*f->name == *name && strcmp(f->name, name) == 0))
			return f;
	return NULL;
}

bool
field_is_also(const struct field *f, const char *name)
{
	size_t len = strlen(name);

	for (const char *p = f->also; p; p = strchr(p, ' ')) {
		p += *p == ' ';
		if (strncmp(p, name, len) == 0 && (p[len] == ' ' || p[len] == '\0'))
			return true;
	}
	return false;
}

const struct field *
field_principal(const struct type *record)
{
	for (const struct field *f = record->fields; f && f->name; f++)
		if (f->flags & FIELD_PRINCIPAL)
			return f;
	return NULL;
}

unsigned
field_count(const struct type *record)
{
	unsigned n = 0;

	while (record->fields && record->fields[n].name)
		n++;
	return n;
}

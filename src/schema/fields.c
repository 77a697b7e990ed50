/*
 * fields: the rows of a cluster's record, group by group.
 *
 * Order is the order of the reference.  A field that sets one Kubernetes or
 * EMQX field has that field's name in kebab-case; words that are the target's
 * own are spelled as the target spells them.
 */
#include "schema/fields.h"

#include <string.h>

#define F(n, t, ...) { .name = (n), .type = &(t), __VA_ARGS__ }
#define END { .name = NULL }
#define WORDS(n, ...)                                                        \
	{ .kind = TYPE_WORD, .name = (n),                                    \
	  .words = (const char *const[]){ __VA_ARGS__, NULL } }

/* scalars */
static const struct type t_bool = { .kind = TYPE_BOOL, .name = "bool" };
static const struct type t_count = { .kind = TYPE_INT, .name = "int", .min = 1, .max = 1000000000 };
static const struct type t_natural = { .kind = TYPE_INT, .name = "int", .min = 0, .max = 1000000000 };
static const struct type t_nodes = { .kind = TYPE_INT, .name = "int", .min = 1, .max = 1000 };
static const struct type t_nodes0 = { .kind = TYPE_INT, .name = "int", .min = 0, .max = 1000 };
static const struct type t_id = { .kind = TYPE_INT, .name = "int", .min = 0, .max = 2147483647 };
static const struct type t_quantity = { .kind = TYPE_QUANTITY, .name = "size", .min = 1, .max = INT64_MAX };
static const struct type t_cpu = { .kind = TYPE_CPU, .name = "cpu", .min = 1, .max = INT64_MAX };
static const struct type t_seconds = { .kind = TYPE_DURATION, .name = "duration", .min = 1000, .max = 86400000 };
static const struct type t_seconds0 = { .kind = TYPE_DURATION, .name = "duration", .min = 0, .max = 86400000 };
static const struct type t_duration = { .kind = TYPE_DURATION, .name = "duration" };
static const struct type t_port = { .kind = TYPE_PORT, .name = "port" };
static const struct type t_version = { .kind = TYPE_VERSION, .name = "version" };
static const struct type t_ip = { .kind = TYPE_IP, .name = "address" };
static const struct type t_cidr = { .kind = TYPE_CIDR, .name = "cidr" };
static const struct type t_url = { .kind = TYPE_URL, .name = "url" };
static const struct type t_string = { .kind = TYPE_STRING, .name = "string" };
static const struct type t_name = { .kind = TYPE_NAME, .name = "name" };
static const struct type t_path = { .kind = TYPE_PATH, .name = "path" };
static const struct type t_ref_tls = { .kind = TYPE_REF, .name = "tls" };
static const struct type t_percent = { .kind = TYPE_PERCENT, .name = "percent" };
static const struct type t_budget = { .kind = TYPE_INT_OR_PERCENT, .name = "int or percent" };
static const struct type t_secret = { .kind = TYPE_SECRET, .name = "secret", .of = &t_string };
static const struct type t_cpu_range = { .kind = TYPE_RANGE, .name = "range of cpu", .of = &t_cpu };
static const struct type t_memory_range = { .kind = TYPE_RANGE, .name = "range of size", .of = &t_quantity };
static const struct type t_env_value = { .kind = TYPE_ENV_VALUE, .name = "string, number, secret or env-ref" };

/* collections */
static const struct type t_strings = { .kind = TYPE_MAP, .name = "map of strings", .of = &t_string };
static const struct type t_ports = { .kind = TYPE_MAP, .name = "map of ports", .of = &t_port };
static const struct type t_name_set = { .kind = TYPE_SET, .name = "set of names", .of = &t_name };
static const struct type t_string_set = { .kind = TYPE_SET, .name = "set of strings", .of = &t_string };
static const struct type t_cidr_set = { .kind = TYPE_SET, .name = "set of cidr", .of = &t_cidr };
static const struct type t_string_seq = { .kind = TYPE_SEQ, .name = "list of strings", .of = &t_string };
static const struct type t_env_map = { .kind = TYPE_MAP, .name = "map of variables", .of = &t_env_value };
static const struct type t_config = { .kind = TYPE_CONFIG, .name = "EMQX configuration" };

/* words */
static const struct type t_flavor = WORDS("flavor", "open-source", "enterprise");
static const struct type t_workload = WORDS("workload", "statefulset", "deployment", "pod");
static const struct type t_pull = WORDS("pull policy", "Always", "IfNotPresent", "Never");
static const struct type t_address_type = WORDS("address type", "ip", "dns", "hostname");
static const struct type t_record_type = WORDS("record type", "a", "aaaa", "srv");
static const struct type t_access = WORDS("access mode", "ReadWriteOnce", "ReadWriteOncePod", "ReadWriteMany");
static const struct type t_on_change = WORDS("on-config-change", "restart", "manual");
static const struct type t_management = WORDS("pod management policy", "OrderedReady", "Parallel");
static const struct type t_strategy = WORDS("update strategy", "RollingUpdate", "OnDelete");
static const struct type t_verify = WORDS("verify", "verify_peer", "verify_none");
static const struct type t_service_type = WORDS("service type", "ClusterIP", "NodePort", "LoadBalancer");
static const struct type t_traffic = WORDS("traffic policy", "Cluster", "Local");
static const struct type t_affinity = WORDS("anti-affinity", "none", "preferred", "required");
static const struct type t_operator = WORDS("toleration operator", "Exists", "Equal");
static const struct type t_effect = WORDS("taint effect", "NoSchedule", "PreferNoSchedule", "NoExecute");
static const struct type t_tls_version = WORDS("TLS version", "tlsv1_3", "tlsv1_2", "tlsv1_1", "tlsv1");
static const struct type t_tls_versions = { .kind = TYPE_SET, .name = "set of TLS versions", .of = &t_tls_version };
static const struct type t_log_level = WORDS("log level", "debug", "info", "notice", "warning",
					     "error", "critical", "alert", "emergency", "all");
static const struct type t_profile = WORDS("security profile", "legacy", "hardened");
static const struct type t_layer = WORDS("layer", "pinned", "default");
static const struct type t_log_to = WORDS("log destination", "console", "file", "both");

/* target and version */
static const struct field image_fields[] = {
	F("repository", t_string, .doc = "repository of the image, with its registry if it needs one"),
	F("tag", t_string, .doc = "tag of the image"),
	F("digest", t_string, .doc = "sha256:… of the image, wins over the tag"),
	F("pull", t_pull, .doc = "imagePullPolicy"),
	F("pull-secrets", t_name_set, .doc = "Secrets with the registry's credentials"),
	END
};
static const struct type t_image = { .kind = TYPE_RECORD, .name = "image", .fields = image_fields };

/* identity */
static const struct field namespace_fields[] = {
	F("name", t_name, .flags = FIELD_PRINCIPAL, .doc = "namespace of every object"),
	F("create", t_bool, .def = "false", .doc = "make the Namespace object too"),
	END
};
static const struct type t_namespace = { .kind = TYPE_RECORD, .name = "namespace", .fields = namespace_fields };

static const struct field names_fields[] = {
	F("workload", t_name, .doc = "StatefulSet, Deployment or Pod; with `core` and `replicant` the head of their names"),
	F("headless", t_name, .doc = "headless Service"),
	F("service", t_name, .doc = "client Service"),
	F("config", t_name, .doc = "ConfigMap of variables"),
	F("files", t_name, .doc = "ConfigMap of files"),
	F("secret", t_name, .doc = "Secret made from insecure values"),
	END
};
static const struct type t_names = { .kind = TYPE_RECORD, .name = "names", .fields = names_fields };

/* workload */
static const struct field rollout_fields[] = {
	F("on-config-change", t_on_change, .def = "restart",
	  .doc = "restart: a change of configuration rolls the pods"),
	F("pod-management-policy", t_management, .def = "Parallel", .doc = "podManagementPolicy of the StatefulSet"),
	F("update-strategy", t_strategy, .def = "RollingUpdate", .doc = "updateStrategy of the StatefulSet"),
	F("partition", t_natural, .doc = "pods below this ordinal keep the old revision"),
	F("min-ready", t_seconds0, .doc = "minReadySeconds"),
	END
};
static const struct type t_rollout = { .kind = TYPE_RECORD, .name = "rollout", .fields = rollout_fields };

static const struct field lifecycle_fields[] = {
	F("pre-stop", t_seconds0, .doc = "wait of a pod before it is told to stop, so that no Service sends it clients"),
	END
};
static const struct type t_lifecycle = { .kind = TYPE_RECORD, .name = "lifecycle", .fields = lifecycle_fields };

/* discovery */
static const struct field no_fields[] = { END };
static const struct field static_fields[] = {
	F("seeds", t_string_seq, .doc = "names of the nodes; left out: the cluster's own nodes"),
	END
};
static const struct field mcast_fields[] = {
	F("addr", t_ip, .doc = "multicast address"),
	F("ports", t_string, .doc = "ports, comma-separated"),
	F("iface", t_ip, .doc = "address of the interface"),
	F("ttl", t_natural, .doc = "time to live"),
	END
};
static const struct field dns_fields[] = {
	F("name", t_string, .doc = "name to resolve; left out: the headless Service"),
	F("record", t_record_type, .doc = "record type"),
	END
};
static const struct field etcd_fields[] = {
	F("server", t_string_seq, .flags = FIELD_REQUIRED, .doc = "URLs of the etcd servers"),
	F("prefix", t_string, .doc = "prefix of the keys"),
	F("node-ttl", t_duration, .doc = "time that a node's key lives"),
	END
};
static const struct field k8s_fields[] = {
	F("address", t_address_type, .also = "address_type address-type", .doc = "address_type: what a node's name ends in"),
	F("service", t_name, .also = "service_name service-name", .doc = "service_name: follows the headless Service"),
	F("suffix", t_string, .doc = "suffix of the node names: follows the cluster domain"),
	F("namespace", t_name, .doc = "namespace: follows the cluster's"),
	F("apiserver", t_url, .def = "\"https://kubernetes.default.svc:443\"", .doc = "URL of the API server"),
	F("app-name", t_string, .until = "4.4", .doc = "app_name: follows node-name"),
	END
};
static const struct type t_empty = { .kind = TYPE_RECORD, .name = "empty", .fields = no_fields };
static const struct type t_static = { .kind = TYPE_RECORD, .name = "static", .fields = static_fields };
static const struct type t_mcast = { .kind = TYPE_RECORD, .name = "mcast", .fields = mcast_fields };
static const struct type t_dns = { .kind = TYPE_RECORD, .name = "dns", .fields = dns_fields };
static const struct type t_etcd = { .kind = TYPE_RECORD, .name = "etcd", .fields = etcd_fields };
static const struct type t_k8s = { .kind = TYPE_RECORD, .name = "k8s", .fields = k8s_fields };

static const struct field discovery_arms[] = {
	F("manual", t_empty, .doc = "nodes are joined by hand"),
	F("static", t_static, .doc = "a fixed list of nodes"),
	F("mcast", t_mcast, .until = "5.3", .doc = "multicast on the local network"),
	F("dns", t_dns, .doc = "records of a DNS name"),
	F("etcd", t_etcd, .doc = "an etcd cluster"),
	F("k8s", t_k8s, .also = "kubernetes K8s", .doc = "endpoints of the headless Service, from the API server"),
	F("singleton", t_empty, .since = "5.8", .doc = "one node that never joins"),
	END
};
static const struct type t_discovery = { .kind = TYPE_VARIANT, .name = "discovery", .fields = discovery_arms };

/* storage */
static const struct field claim_fields[] = {
	F("size", t_quantity, .flags = FIELD_PRINCIPAL | FIELD_REQUIRED, .doc = "size of each node's claim"),
	F("class", t_string, .doc = "storageClassName; left out is the default class, \"\" is none"),
	F("access", t_access, .def = "ReadWriteOnce", .doc = "access mode"),
	F("retain", t_bool, .doc = "keep the claims when the StatefulSet is deleted or scaled down"),
	F("labels", t_strings, .doc = "labels of the claims"),
	END
};
static const struct field existing_fields[] = {
	F("claim", t_name, .flags = FIELD_PRINCIPAL | FIELD_REQUIRED, .doc = "claim that is there already"),
	END
};
static const struct type t_claim = { .kind = TYPE_RECORD, .name = "claim", .fields = claim_fields };
static const struct type t_existing = { .kind = TYPE_RECORD, .name = "existing claim", .fields = existing_fields };
static const struct field storage_arms[] = {
	F("claim", t_claim, .doc = "a claim for each node"),
	F("existing", t_existing, .doc = "a claim that is there already, for one node"),
	F("none", t_empty, .doc = "data is lost with the pod"),
	END
};
static const struct type t_storage = {
	.kind = TYPE_VARIANT, .name = "storage", .fields = storage_arms, .default_arm = "claim"
};

/* ports */
#define LISTENER_FIELDS                                                       \
	F("port", t_port, .flags = FIELD_PRINCIPAL | FIELD_REQUIRED, .doc = "number of the port"), \
	F("bind", t_ip, .def = "\"0.0.0.0\"", .doc = "address without port that it listens on"), \
	F("instance", t_string, .doc = "EMQX's own name of the listener"),    \
	F("max-connections", t_count, .doc = "most connections of each node"), \
	F("acceptors", t_count, .doc = "processes that accept connections"),  \
	F("zone", t_string, .doc = "zone of its connections"),                \
	F("mountpoint", t_string, .doc = "prefix of every topic")
#define PROXY_FIELD F("proxy-protocol", t_bool, .doc = "expect the PROXY protocol")
#define TLS_FIELD F("tls", t_ref_tls, .doc = "tls block with its certificates")
#define WS_FIELD F("path", t_path, .doc = "path of the WebSocket")

static const struct field tcp_fields[] = { LISTENER_FIELDS, PROXY_FIELD, END };
static const struct field ssl_fields[] = { LISTENER_FIELDS, PROXY_FIELD, TLS_FIELD, END };
static const struct field ws_fields[] = { LISTENER_FIELDS, PROXY_FIELD, WS_FIELD, END };
static const struct field wss_fields[] = { LISTENER_FIELDS, PROXY_FIELD, WS_FIELD, TLS_FIELD, END };
static const struct field quic_fields[] = { LISTENER_FIELDS, TLS_FIELD, END };
static const struct type t_tcp = { .kind = TYPE_RECORD, .name = "tcp listener", .fields = tcp_fields };
static const struct type t_ssl = { .kind = TYPE_RECORD, .name = "ssl listener", .fields = ssl_fields };
static const struct type t_ws = { .kind = TYPE_RECORD, .name = "ws listener", .fields = ws_fields };
static const struct type t_wss = { .kind = TYPE_RECORD, .name = "wss listener", .fields = wss_fields };
static const struct type t_quic = { .kind = TYPE_RECORD, .name = "quic listener", .fields = quic_fields };
static const struct field listener_arms[] = {
	F("tcp", t_tcp, .doc = "MQTT"),
	F("ssl", t_ssl, .doc = "MQTT over TLS"),
	F("ws", t_ws, .doc = "MQTT over WebSocket"),
	F("wss", t_wss, .doc = "MQTT over WebSocket and TLS"),
	F("quic", t_quic, .since = "5.0", .doc = "MQTT over QUIC"),
	END
};
static const struct type t_listener = { .kind = TYPE_VARIANT, .name = "listener", .fields = listener_arms };
static const struct type t_listeners = { .kind = TYPE_MAP, .name = "listeners", .of = &t_listener };

static const struct field port_only_fields[] = {
	F("port", t_port, .flags = FIELD_PRINCIPAL, .doc = "number of the port"),
	END
};
static const struct field dashboard_fields[] = {
	F("port", t_port, .flags = FIELD_PRINCIPAL, .def = "18083", .doc = "number of the port"),
	F("user", t_string, .doc = "name of the first user"),
	F("password", t_secret, .doc = "password of the first user"),
	END
};
static const struct type t_port_only = { .kind = TYPE_RECORD, .name = "port", .fields = port_only_fields };
static const struct type t_dashboard = { .kind = TYPE_RECORD, .name = "dashboard", .fields = dashboard_fields };

static const struct field service_fields[] = {
	F("type", t_service_type, .def = "ClusterIP", .doc = "type of the Service"),
	F("expose", t_name_set, .doc = "ports by name; left out: clients, dashboard, management"),
	F("annotations", t_strings, .doc = "annotations of the Service"),
	F("labels", t_strings, .doc = "labels of the Service"),
	F("source-ranges", t_cidr_set, .doc = "loadBalancerSourceRanges"),
	F("node-ports", t_ports, .doc = "node port of a port by its name"),
	F("load-balancer-class", t_string, .doc = "loadBalancerClass"),
	F("load-balancer-ip", t_ip, .doc = "loadBalancerIP"),
	F("external-traffic-policy", t_traffic, .doc = "externalTrafficPolicy"),
	END
};
static const struct type t_service = { .kind = TYPE_RECORD, .name = "service", .fields = service_fields };
static const struct type t_services = { .kind = TYPE_MAP, .name = "services", .of = &t_service };

static const struct field ingress_fields[] = {
	F("host", t_string, .doc = "name that clients call; left out: every name"),
	F("path", t_path, .def = "\"/\"", .doc = "path and what is below it"),
	F("port", t_name, .flags = FIELD_PRINCIPAL | FIELD_REQUIRED, .doc = "port by its name: `dashboard`, `mgmt`, or a listener of type ws or wss"),
	F("tls", t_name, .doc = "Secret with the certificate of the host"),
	F("class", t_name, .doc = "ingressClassName"),
	F("annotations", t_strings, .doc = "annotations of the Ingress"),
	END
};
static const struct type t_ingress = { .kind = TYPE_RECORD, .name = "ingress", .fields = ingress_fields };
static const struct type t_ingresses = { .kind = TYPE_MAP, .name = "ingresses", .of = &t_ingress };

/* tls */
static const struct field tls_fields[] = {
	F("cert", t_secret, .flags = FIELD_REQUIRED, .doc = "certificate chain, PEM"),
	F("key", t_secret, .flags = FIELD_REQUIRED, .doc = "private key, PEM"),
	F("ca", t_secret, .doc = "certificates that clients are checked against, PEM"),
	F("verify", t_verify, .doc = "check the client's certificate or not"),
	F("fail-if-no-peer-cert", t_bool, .doc = "refuse clients without a certificate"),
	F("versions", t_tls_versions, .doc = "versions of TLS that are taken"),
	END
};
static const struct type t_tls = { .kind = TYPE_RECORD, .name = "tls", .fields = tls_fields };
static const struct type t_tls_map = { .kind = TYPE_MAP, .name = "tls blocks", .of = &t_tls };

/* scheduling and availability */
static const struct field resources_fields[] = {
	F("cpu", t_cpu_range, .doc = "request..limit"),
	F("memory", t_memory_range, .doc = "request..limit"),
	END
};
static const struct type t_resources = { .kind = TYPE_RECORD, .name = "resources", .fields = resources_fields };

static const struct field toleration_fields[] = {
	F("key", t_string, .doc = "key of the taint"),
	F("operator", t_operator, .doc = "operator"),
	F("value", t_string, .doc = "value of the taint"),
	F("effect", t_effect, .doc = "effect of the taint"),
	F("seconds", t_natural, .doc = "tolerationSeconds"),
	END
};
static const struct type t_toleration = { .kind = TYPE_RECORD, .name = "toleration", .fields = toleration_fields };
static const struct type t_tolerations = { .kind = TYPE_MAP, .name = "tolerations", .of = &t_toleration };

static const struct field spread_fields[] = {
	F("topology-key", t_string, .flags = FIELD_PRINCIPAL | FIELD_REQUIRED,
	  .doc = "label of the machines over which the nodes are spread"),
	END
};
static const struct type t_spread = { .kind = TYPE_RECORD, .name = "spread", .fields = spread_fields };

static const struct field budget_fields[] = {
	F("max-unavailable", t_budget, .doc = "most pods that may be away"),
	F("min-available", t_budget, .doc = "fewest pods that must be there"),
	END
};
static const struct type t_budget_record = { .kind = TYPE_RECORD, .name = "disruption budget", .fields = budget_fields };
static const struct field disruption_arms[] = {
	F("budget", t_budget_record, .doc = "a PodDisruptionBudget"),
	F("none", t_empty, .doc = "no PodDisruptionBudget"),
	END
};
static const struct type t_disruption = {
	.kind = TYPE_VARIANT, .name = "disruption", .fields = disruption_arms, .default_arm = "budget"
};

static const struct field probe_fields[] = {
	F("initial-delay", t_seconds0, .doc = "initialDelaySeconds"),
	F("period", t_seconds, .doc = "periodSeconds"),
	F("timeout", t_seconds, .doc = "timeoutSeconds"),
	F("failures", t_count, .doc = "failureThreshold"),
	END
};
static const struct type t_probe = { .kind = TYPE_RECORD, .name = "probe", .fields = probe_fields };
static const struct field probes_fields[] = {
	F("readiness", t_probe, .doc = "when a pod gets connections"),
	F("liveness", t_probe, .doc = "when a pod is restarted"),
	END
};
static const struct type t_probes = { .kind = TYPE_RECORD, .name = "probes", .fields = probes_fields };

/* security */
static const struct field security_fields[] = {
	F("run-as-user", t_id, .def = "1000", .doc = "runAsUser; the image's user is 1000"),
	F("run-as-group", t_id, .def = "1000", .doc = "runAsGroup"),
	F("fs-group", t_id, .def = "1000", .doc = "fsGroup: the group that owns the claims"),
	F("read-only-root", t_bool, .def = "false",
	  .doc = "readOnlyRootFilesystem, with volumes for the folders that this version writes in"),
	END
};
static const struct type t_security = { .kind = TYPE_RECORD, .name = "security", .fields = security_fields };

/* Those who may reach a port. */
static const struct field peers_fields[] = {
	F("cidr", t_cidr_set, .flags = FIELD_PRINCIPAL, .doc = "addresses, as the pods see them"),
	F("pods", t_strings, .doc = "labels of pods: in `namespaces`, else in the cluster's own"),
	F("namespaces", t_strings, .doc = "labels of namespaces"),
	END
};
static const struct type t_peers = { .kind = TYPE_RECORD, .name = "peers", .fields = peers_fields };
static const struct field policy_fields[] = {
	F("clients", t_peers, .doc = "who may reach the listeners; left out: everybody"),
	F("admin", t_peers, .doc = "who may reach the Dashboard and the management API; left out: nobody"),
	F("metrics", t_peers, .doc = "who may reach the port of the API to read metrics; left out: nobody"),
	END
};
static const struct type t_policy = { .kind = TYPE_RECORD, .name = "network policy", .fields = policy_fields };

static const struct field account_fields[] = {
	F("name", t_name, .doc = "name of the ServiceAccount"),
	F("create", t_bool, .def = "true", .doc = "make it, or take one that is there"),
	F("annotations", t_strings, .doc = "annotations of the ServiceAccount"),
	END
};
static const struct type t_account = { .kind = TYPE_RECORD, .name = "service account", .fields = account_fields };

/* operations */
static const struct field log_fields[] = {
	F("level", t_log_level, .doc = "least severe level that is logged"),
	F("to", t_log_to, .def = "console", .doc = "where the log goes"),
	END
};
static const struct type t_log = { .kind = TYPE_RECORD, .name = "log", .fields = log_fields };

/* A role of the nodes.  What it leaves out it takes from the cluster. */
#define PLACEMENT_FIELDS                                                      \
	F("spread", t_spread, .doc = "spread of the nodes over machines or zones"), \
	F("anti-affinity", t_affinity, .doc = "keep the nodes on different machines"), \
	F("node-selector", t_strings, .doc = "labels of the machines"),       \
	F("toleration", t_tolerations, .also = "tolerations", .doc = "taints that the pods tolerate"), \
	F("priority-class", t_name, .doc = "priorityClassName"),              \
	F("disruption", t_disruption, .also = "pdb", .doc = "pods that a drain may take away at once")

static const struct field autoscale_fields[] = {
	F("min", t_nodes, .doc = "fewest nodes; left out: `nodes`"),
	F("max", t_nodes, .flags = FIELD_PRINCIPAL | FIELD_REQUIRED, .doc = "most nodes"),
	F("cpu", t_percent, .doc = "share of the requested cpu that is aimed at; 80% when `memory` is left out too"),
	F("memory", t_percent, .doc = "share of the requested memory that is aimed at"),
	END
};
static const struct type t_autoscale = { .kind = TYPE_RECORD, .name = "autoscale", .fields = autoscale_fields };
#define AUTOSCALE_FIELD \
	F("autoscale", t_autoscale, .also = "hpa autoscaling", .doc = "let the number of nodes follow their load")

static const struct field core_fields[] = {
	F("nodes", t_nodes0, .also = "replicas size", .flags = FIELD_PRINCIPAL,
	  .doc = "number of cores; left out: the cluster's `nodes`"),
	F("resources", t_resources, .doc = "requests and limits of each core"),
	F("storage", t_storage, .also = "persistence volume pvc", .doc = "where the cores keep their data"),
	PLACEMENT_FIELDS,
	END
};
static const struct field replicant_fields[] = {
	F("nodes", t_nodes0, .also = "replicas size", .flags = FIELD_PRINCIPAL | FIELD_REQUIRED,
	  .doc = "number of replicants"),
	F("resources", t_resources, .doc = "requests and limits of each replicant"),
	AUTOSCALE_FIELD,
	F("storage", t_storage, .also = "persistence volume pvc", .doc = "scratch space of a replicant; it keeps nothing"),
	PLACEMENT_FIELDS,
	END
};
static const struct type t_core = { .kind = TYPE_RECORD, .name = "core", .fields = core_fields };
static const struct type t_replicant = { .kind = TYPE_RECORD, .name = "replicant", .fields = replicant_fields };

static const struct field cluster_fields[] = {
	F("version", t_version, .flags = FIELD_REQUIRED | FIELD_IDENTITY, .doc = "EMQX version"),
	F("flavor", t_flavor, .also = "edition", .flags = FIELD_IDENTITY, .def = "open-source", .doc = "edition of EMQX up to 5.8"),
	F("image", t_image, .doc = "container image"),
	F("name", t_name, .flags = FIELD_IDENTITY, .doc = "name of the objects; left out: the cluster's"),
	F("namespace", t_namespace, .flags = FIELD_IDENTITY, .doc = "namespace of the objects"),
	F("cluster-domain", t_string, .def = "\"cluster.local\"", .doc = "DNS domain of the Kubernetes cluster"),
	F("labels", t_strings, .doc = "labels of every object"),
	F("annotations", t_strings, .doc = "annotations of every object"),
	F("names", t_names, .doc = "names of single objects, to adopt what already runs"),
	F("nodes", t_nodes, .also = "replicas replicaCount size", .def = "1", .doc = "number of EMQX nodes"),
	F("core", t_core, .since = "5.0", .doc = "nodes that hold the data and vote"),
	F("replicant", t_replicant, .also = "replica", .since = "5.0", .doc = "nodes that follow the cores and serve clients"),
	F("resources", t_resources, .doc = "requests and limits of each node"),
	F("workload", t_workload, .def = "statefulset", .doc = "kind of the workload"),
	F("rollout", t_rollout, .doc = "how a change reaches the pods"),
	F("grace", t_seconds0, .def = "60s", .doc = "terminationGracePeriodSeconds"),
	F("lifecycle", t_lifecycle, .doc = "what a pod does before it stops"),
	F("discovery", t_discovery, .doc = "how the nodes find each other"),
	F("node-name", t_string, .def = "\"emqx\"", .doc = "part of the node names before the @"),
	F("cookie", t_secret, .doc = "Erlang cookie: the shared secret of the nodes"),
	F("autoheal", t_bool, .doc = "join the parts again after a network split"),
	F("autoclean", t_duration, .doc = "forget a node that is away for this long"),
	F("rpc", t_port_only, .doc = "port of the RPC between nodes"),
	F("storage", t_storage, .also = "persistence volume pvc", .doc = "where the nodes keep their data"),
	F("listener", t_listeners, .also = "listeners port ports", .doc = "ports for MQTT clients"),
	F("management", t_port_only, .also = "mgmt api", .until = "4.4", .doc = "port of the management API"),
	F("dashboard", t_dashboard, .also = "ui", .doc = "Dashboard (and, from 5.0, REST API)"),
	F("service", t_services, .doc = "Services beside the headless one"),
	F("ingress", t_ingresses, .also = "ingresses", .doc = "hosts for the ports that speak HTTP"),
	F("tls", t_tls_map, .doc = "certificates for listeners"),
	PLACEMENT_FIELDS,
	AUTOSCALE_FIELD,
	F("probes", t_probes, .doc = "health checks"),
	F("security", t_security, .doc = "user and groups of the pods"),
	F("security-profile", t_profile, .also = "security_profile", .since = "6.2",
	  .doc = "EMQX_SECURITY_PROFILE: hardened refuses the image's cookie and password"),
	F("network-policy", t_policy, .also = "networkpolicy netpol",
	  .doc = "who may reach the ports of the pods; the nodes always reach each other"),
	F("service-account", t_account, .doc = "ServiceAccount of the pods"),
	F("log", t_log, .doc = "the broker's log"),
	F("plugins", t_string_set, .until = "4.4", .doc = "plugins loaded at start"),
	F("license", t_secret, .also = "licence", .since = "5.0", .doc = "licence key"),
	F("config", t_config, .also = "emqxConfig settings conf", .doc = "EMQX's own keys"),
	F("layer", t_layer, .also = "config-layer", .def = "pinned",
	  .doc = "default: an edit made in the Dashboard wins over `config`, from 5.8.4 on"),
	F("env", t_env_map, .doc = "variables of the container"),
	END
};

const struct type type_cluster = { .kind = TYPE_RECORD, .name = "cluster", .fields = cluster_fields };

const struct field *
field_find(const struct type *record, const char *name)
{
	for (const struct field *f = record->fields; f->name; f++)
		if (*f->name == *name && strcmp(f->name, name) == 0)
			return f;
	return NULL;
}

const struct field *
field_principal(const struct type *record)
{
	for (const struct field *f = record->fields; f->name; f++)
		if (f->flags & FIELD_PRINCIPAL)
			return f;
	return NULL;
}

unsigned
field_count(const struct type *record)
{
	unsigned n = 0;

	while (record->fields[n].name)
		n++;
	return n;
}

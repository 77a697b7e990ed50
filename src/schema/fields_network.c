/*
 * fields_network: listeners and the other ports, Services, Ingresses,
 * certificates, and who may reach what.
 */
#include "schema/fields_types.h"

/* words */
static const struct type t_verify = WORDS("verify", "verify_peer", "verify_none");
static const struct type t_service_type = WORDS("service type", "ClusterIP", "NodePort", "LoadBalancer");
static const struct type t_traffic = WORDS("traffic policy", "Cluster", "Local");
static const struct type t_affinity = WORDS("session affinity", "None", "ClientIP");
static const struct type t_family_policy = WORDS("IP family policy", "SingleStack", "PreferDualStack", "RequireDualStack");
static const struct type t_family = WORDS("IP family", "IPv4", "IPv6");
static const struct type t_families = { .kind = TYPE_SEQ, .name = "list of IP families", .of = &t_family };
static const struct type t_ip_set = { .kind = TYPE_SET, .name = "set of addresses", .of = &type_ip };
static const struct type t_role = WORDS("role", "core", "replicant");
static const struct type t_authn = WORDS("authentication", "true", "false", "quick_deny_anonymous");
static const struct type t_cert_name = WORDS("part of a certificate", "cn", "dn", "crt", "pem", "md5");
static const struct type t_tls_version = WORDS("TLS version", "tlsv1_3", "tlsv1_2", "tlsv1_1", "tlsv1");
static const struct type t_path_type = WORDS("path type", "Prefix", "Exact", "ImplementationSpecific");
static const struct type t_tls_versions = { .kind = TYPE_SET, .name = "set of TLS versions", .of = &t_tls_version };

/* ports */
#define LISTENER_FIELDS                                                       \
	F("port", type_port, .flags = FIELD_PRINCIPAL | FIELD_REQUIRED, .doc = "number of the port"), \
	F("bind", type_ip, .def = "\"0.0.0.0\"", .doc = "address without port that it listens on"), \
	F("instance", type_string, .doc = "EMQX's own name of the listener"), \
	F("max-connections", type_count, .doc = "most connections of each node"), \
	F("max-conn-rate", type_count, .doc = "most new connections of each node in a second"), \
	F("acceptors", type_count, .doc = "processes that accept connections"), \
	F("enable", type_bool, .also = "enabled", .def = "true", .doc = "false: the listener is off, and has no port anywhere"), \
	F("enable-authn", t_authn, .since = "5.0", .doc = "false: its clients are not asked who they are"), \
	F("zone", type_string, .doc = "zone of its connections"), \
	F("mountpoint", type_string, .doc = "prefix of every topic")
#define STREAM_FIELDS                                                         \
	F("access-rules", type_string_seq, .doc = "who may connect: \"allow 10.0.0.0/8\", \"deny all\""), \
	F("proxy-protocol", type_bool, .doc = "expect the PROXY protocol"), \
	F("proxy-protocol-timeout", type_duration, .doc = "how long to wait for its header"), \
	F("peer-cert-as-username", t_cert_name, .until = "4.4", .doc = "part of the certificate that is the user name"), \
	F("peer-cert-as-clientid", t_cert_name, .until = "4.4", .doc = "part of the certificate that is the client's ID")
#define TLS_FIELD F("tls", type_ref_tls, .doc = "tls block with its certificates")
#define WS_FIELD F("path", type_path, .doc = "path of the WebSocket")

static const struct field tcp_fields[] = { LISTENER_FIELDS, STREAM_FIELDS, END };
static const struct field ssl_fields[] = { LISTENER_FIELDS, STREAM_FIELDS, TLS_FIELD, END };
static const struct field ws_fields[] = { LISTENER_FIELDS, STREAM_FIELDS, WS_FIELD, END };
static const struct field wss_fields[] = { LISTENER_FIELDS, STREAM_FIELDS, WS_FIELD, TLS_FIELD, END };
static const struct field quic_fields[] = { LISTENER_FIELDS, TLS_FIELD, END };
static const struct type t_tcp = { .kind = TYPE_RECORD, .name = "tcp listener", .fields = tcp_fields };
static const struct type t_ssl = { .kind = TYPE_RECORD, .name = "ssl listener", .fields = ssl_fields };
static const struct type t_ws = { .kind = TYPE_RECORD, .name = "ws listener", .fields = ws_fields };
static const struct type t_wss = { .kind = TYPE_RECORD, .name = "wss listener", .fields = wss_fields };
static const struct type t_quic = { .kind = TYPE_RECORD, .name = "quic listener", .fields = quic_fields };
static const struct field listener_arms[] = {
	F("tcp", t_tcp, .doc = "MQTT"),
	F("ssl", t_ssl, .also = "tls mqtts tcps", .doc = "MQTT over TLS"),
	F("ws", t_ws, .also = "websocket http", .doc = "MQTT over WebSocket"),
	F("wss", t_wss, .also = "https", .doc = "MQTT over WebSocket and TLS"),
	F("quic", t_quic, .since = "5.0", .doc = "MQTT over QUIC"),
	END
};
static const struct type t_listener = { .kind = TYPE_VARIANT, .name = "listener", .fields = listener_arms };
const struct type type_listeners = { .kind = TYPE_MAP, .name = "listeners", .of = &t_listener };

static const struct field rpc_fields[] = {
	F("port", type_port, .flags = FIELD_PRINCIPAL, .doc = "number of the port"),
	F("tls", type_ref_tls, .since = "5.0", .doc = "tls block with the certificates that the nodes show each other"),
	END
};
static const struct field distribution_fields[] = {
	F("tls", type_ref_tls, .doc = "tls block with the certificates that the nodes show each other"),
	F("ipv6", type_bool, .doc = "true: the nodes call each other by IPv6"),
	END
};
const struct type type_rpc = { .kind = TYPE_RECORD, .name = "rpc", .fields = rpc_fields };
const struct type type_distribution = { .kind = TYPE_RECORD, .name = "distribution", .fields = distribution_fields };
static const struct field https_fields[] = {
	F("port", type_port, .flags = FIELD_PRINCIPAL | FIELD_REQUIRED, .doc = "number of the port"),
	F("tls", type_ref_tls, .flags = FIELD_REQUIRED, .doc = "tls block with its certificate"),
	END
};
static const struct type t_https = { .kind = TYPE_RECORD, .name = "https", .fields = https_fields };
static const struct field management_fields[] = {
	F("port", type_port, .flags = FIELD_PRINCIPAL, .doc = "number of the port"),
	F("https", t_https, .doc = "a port with TLS beside it, called `mgmttls`"),
	END
};
static const struct field dashboard_fields[] = {
	F("port", type_port, .flags = FIELD_PRINCIPAL, .def = "18083", .doc = "number of the port"),
	F("http", type_bool, .since = "5.0", .def = "true", .doc = "false: the port without TLS is off"),
	F("https", t_https, .also = "dashboardtls", .doc = "a port with TLS, called `dashboardtls`"),
	F("user", type_string, .also = "username default_username default-username", .doc = "name of the first user"),
	F("password", type_secret, .doc = "password of the first user"),
	END
};
const struct type type_management = { .kind = TYPE_RECORD, .name = "management", .fields = management_fields };
const struct type type_dashboard = { .kind = TYPE_RECORD, .name = "dashboard", .fields = dashboard_fields };

#define METADATA_FIELDS                                                       \
	F("annotations", type_strings, .doc = "annotations of the Service"), \
	F("labels", type_strings, .doc = "labels of the Service")
#define FAMILY_FIELDS                                                         \
	F("ip-family-policy", t_family_policy, .doc = "ipFamilyPolicy"), \
	F("ip-families", t_families, .doc = "ipFamilies, the first one first")

static const struct field service_fields[] = {
	F("type", t_service_type, .def = "ClusterIP", .doc = "type of the Service"),
	F("expose", type_name_set, .doc = "ports by name; left out: clients, dashboard, management"),
	F("role", t_role, .since = "5.0", .doc = "nodes behind it; left out: the replicants for clients, else the cores"),
	METADATA_FIELDS,
	F("ports", type_ports, .doc = "port of the Service by the port's name, where it is another than the pods'"),
	F("source-ranges", type_cidr_set, .doc = "loadBalancerSourceRanges"),
	F("node-ports", type_ports, .doc = "node port of a port by its name"),
	F("load-balancer-class", type_string, .doc = "loadBalancerClass"),
	F("load-balancer-ip", type_ip, .doc = "loadBalancerIP"),
	F("external-traffic-policy", t_traffic, .doc = "externalTrafficPolicy"),
	F("allocate-load-balancer-node-ports", type_bool, .doc = "allocateLoadBalancerNodePorts"),
	F("health-check-node-port", type_port, .doc = "healthCheckNodePort, for the traffic policy Local"),
	F("internal-traffic-policy", t_traffic, .doc = "internalTrafficPolicy"),
	F("cluster-ip", type_ip, .doc = "clusterIP"),
	F("external-ips", t_ip_set, .doc = "externalIPs"),
	F("session-affinity", t_affinity, .doc = "sessionAffinity"),
	F("session-affinity-timeout", type_seconds, .doc = "how long a client stays with its node"),
	FAMILY_FIELDS,
	F("publish-not-ready-addresses", type_bool, .doc = "publishNotReadyAddresses"),
	END
};
static const struct field headless_fields[] = { METADATA_FIELDS, FAMILY_FIELDS, END };
const struct type type_headless = { .kind = TYPE_RECORD, .name = "headless Service", .fields = headless_fields };
static const struct type t_service = { .kind = TYPE_RECORD, .name = "service", .fields = service_fields };
const struct type type_services = { .kind = TYPE_MAP, .name = "services", .of = &t_service };

#define PATH_FIELDS                                                           \
	F("path", type_path, .def = "\"/\"", .doc = "path of a request"), \
	F("path-type", t_path_type, .def = "Prefix", .doc = "pathType: the path and what is below it, the path alone, or as the class says"), \
	F("service", type_name, .doc = "service that is led to, by its name here; left out: the first that exposes the port")
#define RULE_FIELDS                                                           \
	F("host", type_string, .also = "hosts", .doc = "name that clients call; left out: every name"), \
	PATH_FIELDS, \
	F("port", type_name, .flags = FIELD_PRINCIPAL, \
	  .doc = "port by its name: `dashboard`, `mgmt`, or a listener of type ws or wss"), \
	F("also", t_paths, .also = "paths", .doc = "further paths of the host, by any name"), \
	F("tls", type_name, .doc = "Secret with the certificate of the host"), \
	F("certificate", type_ref_tls, .doc = "tls block whose Secret has it, instead of `tls`")

static const struct field path_fields[] = {
	F("port", type_name, .flags = FIELD_PRINCIPAL | FIELD_REQUIRED, .doc = "port by its name"),
	PATH_FIELDS,
	END
};
static const struct type t_path = { .kind = TYPE_RECORD, .name = "path", .fields = path_fields };
static const struct type t_paths = { .kind = TYPE_MAP, .name = "paths", .of = &t_path };
static const struct field rule_fields[] = { RULE_FIELDS, END };
static const struct type t_rule = { .kind = TYPE_RECORD, .name = "rule", .fields = rule_fields };
static const struct type t_rules = { .kind = TYPE_MAP, .name = "rules", .of = &t_rule };
static const struct field ingress_fields[] = {
	RULE_FIELDS,
	F("rule", t_rules, .also = "rules", .doc = "further hosts, by any name"),
	F("default-backend", type_name, .also = "backend", .doc = "port by its name, for requests that no rule is about"),
	F("class", type_name, .also = "ingressClassName", .doc = "ingressClassName"),
	F("annotations", type_strings, .doc = "annotations of the Ingress"),
	END
};
static const struct type t_ingress = { .kind = TYPE_RECORD, .name = "ingress", .fields = ingress_fields };
const struct type type_ingresses = { .kind = TYPE_MAP, .name = "ingresses", .of = &t_ingress };

/* tls */
static const struct type t_issuer_kind = WORDS("kind of issuer", "Issuer", "ClusterIssuer");
static const struct field issuer_fields[] = {
	F("name", type_string, .flags = FIELD_PRINCIPAL | FIELD_REQUIRED, .doc = "name of the issuer"),
	F("kind", t_issuer_kind, .def = "Issuer", .doc = "kind of the issuer"),
	END
};
static const struct type t_issuer = { .kind = TYPE_RECORD, .name = "issuer", .fields = issuer_fields };
static const struct field tls_fields[] = {
	F("cert", type_secret, .doc = "certificate chain, PEM"),
	F("key", type_secret, .doc = "private key, PEM"),
	F("issuer", t_issuer, .doc = "issuer of cert-manager, instead of `cert` and `key`"),
	F("dns-names", type_string_seq, .doc = "names on the certificate; left out: those of Services, nodes and ingresses"),
	F("common-name", type_string, .doc = "commonName of the certificate"),
	F("duration", type_duration, .doc = "how long the certificate is valid"),
	F("renew-before", type_duration, .doc = "how long before its end it is renewed"),
	F("ca", type_secret, .doc = "certificates that clients are checked against, PEM"),
	F("verify", t_verify, .doc = "check the client's certificate or not"),
	F("fail-if-no-peer-cert", type_bool, .doc = "refuse clients without a certificate"),
	F("depth", type_natural, .doc = "most certificates between a client's and the authority's"),
	F("password", type_secret, .doc = "password of the private key"),
	F("versions", t_tls_versions, .doc = "versions of TLS that are taken"),
	F("ciphers", type_string_seq, .doc = "names of the cipher suites, best first"),
	F("honor-cipher-order", type_bool, .doc = "the broker's order of ciphers counts, not the client's"),
	F("handshake-timeout", type_duration, .doc = "how long a handshake may last"),
	END
};
static const struct type t_tls = { .kind = TYPE_RECORD, .name = "tls", .fields = tls_fields };
const struct type type_tls_map = { .kind = TYPE_MAP, .name = "tls blocks", .of = &t_tls };

/* Those who may reach a port, and those whom the pods may. */
#define PEERS_FIELDS                                                          \
	F("cidr", type_cidr_set, .flags = FIELD_PRINCIPAL, .doc = "addresses, as the pods see them"), \
	F("pods", type_strings, .doc = "labels of pods: in `namespaces`, else in the cluster's own"), \
	F("namespaces", type_strings, .doc = "labels of namespaces")

static const struct field peers_fields[] = { PEERS_FIELDS, END };
static const struct type t_peers = { .kind = TYPE_RECORD, .name = "peers", .fields = peers_fields };
static const struct type t_port_set = { .kind = TYPE_SET, .name = "set of ports", .of = &type_port };
static const struct type t_protocol = WORDS("protocol", "TCP", "UDP");
static const struct field name_server_fields[] = {
	PEERS_FIELDS,
	F("ports", t_port_set, .doc = "ports, UDP and TCP; left out: 53"),
	END
};
static const struct field api_server_fields[] = {
	PEERS_FIELDS,
	F("ports", t_port_set, .doc = "ports; left out: 443 and 6443"),
	END
};
static const struct field target_fields[] = {
	PEERS_FIELDS,
	F("ports", t_port_set, .doc = "ports; left out: all"),
	F("protocol", t_protocol, .def = "TCP", .doc = "of the ports"),
	END
};
static const struct type t_name_server = { .kind = TYPE_RECORD, .name = "dns", .fields = name_server_fields };
static const struct type t_api_server = { .kind = TYPE_RECORD, .name = "api-server", .fields = api_server_fields };
static const struct type t_target = { .kind = TYPE_RECORD, .name = "to", .fields = target_fields };
static const struct type t_targets = { .kind = TYPE_MAP, .name = "targets", .of = &t_target };
static const struct field egress_fields[] = {
	F("dns", t_name_server, .doc = "name servers; left out: those of the namespace kube-system"),
	F("api-server", t_api_server, .doc = "the API server, which `discovery = k8s` asks"),
	F("to", t_targets, .also = "allow", .doc = "databases and others that the nodes call, by any name"),
	END
};
static const struct type t_egress = { .kind = TYPE_RECORD, .name = "egress", .fields = egress_fields };
static const struct field policy_fields[] = {
	F("clients", t_peers, .doc = "who may reach the listeners; left out: everybody"),
	F("admin", t_peers, .doc = "who may reach the Dashboard and the management API; left out: nobody"),
	F("metrics", t_peers, .doc = "who may reach the port of the API to read metrics; left out: nobody"),
	F("egress", t_egress, .doc = "whom the pods may call beside each other; left out: everybody"),
	END
};
const struct type type_policy = { .kind = TYPE_RECORD, .name = "network policy", .fields = policy_fields };

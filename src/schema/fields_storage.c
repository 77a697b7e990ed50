/*
 * fields_storage: how the nodes find each other, and where they keep their data.
 */
#include "schema/fields_types.h"

/* words */
static const struct type t_address_type = WORDS("address type", "ip", "dns", "hostname");
static const struct type t_record_type = WORDS("record type", "a", "aaaa", "srv");
const struct type type_access = WORDS("access mode", "ReadWriteOnce", "ReadWriteOncePod", "ReadWriteMany");

/* discovery */
static const struct field no_fields[] = { END };
static const struct field static_fields[] = {
	F("seeds", type_string_seq, .doc = "names of the nodes; left out: the cluster's own nodes"),
	END
};
static const struct field mcast_fields[] = {
	F("addr", type_ip, .doc = "multicast address"),
	F("ports", type_string, .doc = "ports, comma-separated"),
	F("iface", type_ip, .doc = "address of the interface"),
	F("ttl", type_natural, .doc = "time to live"),
	END
};
static const struct field dns_fields[] = {
	F("name", type_string, .doc = "name to resolve; left out: the headless Service"),
	F("record", t_record_type, .doc = "record type"),
	END
};
static const struct field etcd_fields[] = {
	F("server", type_string_seq, .flags = FIELD_REQUIRED, .doc = "URLs of the etcd servers"),
	F("prefix", type_string, .doc = "prefix of the keys"),
	F("node-ttl", type_duration, .doc = "time that a node's key lives"),
	END
};
static const struct field k8s_fields[] = {
	F("address", t_address_type, .also = "address_type address-type", .doc = "address_type: what a node's name ends in"),
	F("service", type_name, .also = "service_name service-name", .doc = "service_name: follows the headless Service"),
	F("suffix", type_string, .doc = "suffix of the node names: follows the cluster domain"),
	F("namespace", type_name, .doc = "namespace: follows the cluster's"),
	F("apiserver", type_url, .def = "\"https://kubernetes.default.svc:443\"", .doc = "URL of the API server"),
	F("app-name", type_string, .until = "4.4", .doc = "app_name: follows node-name"),
	END
};
const struct type type_empty = { .kind = TYPE_RECORD, .name = "empty", .fields = no_fields };
static const struct type t_static = { .kind = TYPE_RECORD, .name = "static", .fields = static_fields };
static const struct type t_mcast = { .kind = TYPE_RECORD, .name = "mcast", .fields = mcast_fields };
static const struct type t_dns = { .kind = TYPE_RECORD, .name = "dns", .fields = dns_fields };
static const struct type t_etcd = { .kind = TYPE_RECORD, .name = "etcd", .fields = etcd_fields };
static const struct type t_k8s = { .kind = TYPE_RECORD, .name = "k8s", .fields = k8s_fields };

static const struct field discovery_arms[] = {
	F("manual", type_empty, .doc = "nodes are joined by hand"),
	F("static", t_static, .doc = "a fixed list of nodes"),
	F("mcast", t_mcast, .until = "5.3", .doc = "multicast on the local network"),
	F("dns", t_dns, .doc = "records of a DNS name"),
	F("etcd", t_etcd, .doc = "an etcd cluster"),
	F("k8s", t_k8s, .also = "kubernetes K8s", .doc = "endpoints of the headless Service, from the API server"),
	F("singleton", type_empty, .since = "5.8", .doc = "one node that never joins"),
	END
};
const struct type type_discovery = { .kind = TYPE_VARIANT, .name = "discovery", .fields = discovery_arms };

/* storage */
static const struct type t_retention = WORDS("retention", "Retain", "Delete");
static const struct type t_source_kind = WORDS("kind", "PersistentVolumeClaim", "VolumeSnapshot");
static const struct field source_fields[] = {
	F("name", type_name, .flags = FIELD_PRINCIPAL | FIELD_REQUIRED, .doc = "name of the claim or snapshot"),
	F("kind", t_source_kind, .def = "PersistentVolumeClaim", .doc = "which of the two"),
	F("api-group", type_string, .doc = "apiGroup: snapshot.storage.k8s.io for a snapshot"),
	END
};
static const struct type t_source = { .kind = TYPE_RECORD, .name = "data source", .fields = source_fields };
static const struct field claim_fields[] = {
	F("size", type_quantity, .flags = FIELD_PRINCIPAL | FIELD_REQUIRED, .doc = "size of each node's claim"),
	F("class", type_string, .doc = "storageClassName; left out is the default class, \"\" is none"),
	F("access", type_access, .def = "ReadWriteOnce", .doc = "access mode"),
	F("retain", type_bool, .doc = "keep the claims when the StatefulSet is deleted or scaled down"),
	F("when-deleted", t_retention, .doc = "whenDeleted: what becomes of the claims with the StatefulSet"),
	F("when-scaled", t_retention, .doc = "whenScaled: what becomes of the claim of a node that goes"),
	F("labels", type_strings, .doc = "labels of the claims"),
	F("annotations", type_strings, .doc = "annotations of the claims"),
	F("selector", type_strings, .part = PART_OBJECT, .kube = "selector.matchLabels", .doc = "labels of the volumes that will do"),
	F("volume-name", type_string, .part = PART_OBJECT, .doc = "volumeName: the one volume, for one node"),
	F("data-source", t_source, .part = PART_OBJECT, .doc = "what a new volume begins with"),
	END
};
static const struct field log_claim_fields[] = {
	F("size", type_quantity, .flags = FIELD_PRINCIPAL | FIELD_REQUIRED, .doc = "size of each node's claim"),
	F("class", type_string, .doc = "storageClassName; left out is the default class, \"\" is none"),
	F("access", type_access, .def = "ReadWriteOnce", .doc = "access mode"),
	F("labels", type_strings, .doc = "labels of the claims"),
	F("annotations", type_strings, .doc = "annotations of the claims"),
	END
};
const struct type type_log_claim = { .kind = TYPE_RECORD, .name = "claim of the log", .fields = log_claim_fields };
static const struct field existing_fields[] = {
	F("claim", type_name, .flags = FIELD_PRINCIPAL | FIELD_REQUIRED, .doc = "claim that is there already"),
	END
};
static const struct type t_claim = { .kind = TYPE_RECORD, .name = "claim", .fields = claim_fields };
static const struct type t_existing = { .kind = TYPE_RECORD, .name = "existing claim", .fields = existing_fields };
static const struct field storage_arms[] = {
	F("claim", t_claim, .doc = "a claim for each node"),
	F("existing", t_existing, .doc = "a claim that is there already, for one node"),
	F("none", type_empty, .doc = "data is lost with the pod"),
	END
};
const struct type type_storage = {
	.kind = TYPE_VARIANT, .name = "storage", .fields = storage_arms, .default_arm = "claim"
};

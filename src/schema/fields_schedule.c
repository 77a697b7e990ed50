/*
 * fields_schedule: on which machines the pods may and should run, and what
 * they see of the network's names there.
 */
#include "schema/fields_types.h"

/* words */
static const struct type t_operator = WORDS("toleration operator", "Exists", "Equal");
static const struct type t_effect = WORDS("taint effect", "NoSchedule", "PreferNoSchedule", "NoExecute");
static const struct type t_unsatisfiable = WORDS("when unsatisfiable", "DoNotSchedule", "ScheduleAnyway");
static const struct type t_inclusion = WORDS("inclusion policy", "Honor", "Ignore");
static const struct type t_anti_mode = WORDS("anti-affinity", "none", "preferred", "required");
static const struct type t_mode = WORDS("affinity", "preferred", "required");
static const struct type t_node_operator = WORDS("operator", "In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt");
static const struct type t_dns_policy = WORDS("DNS policy", "ClusterFirst", "ClusterFirstWithHostNet", "Default", "None");
static const struct type t_weight = { .kind = TYPE_INT, .name = "int", .min = 1, .max = 100 };

static const struct field toleration_fields[] = {
	F("key", type_string, .doc = "key of the taint"),
	F("operator", t_operator, .doc = "operator"),
	F("value", type_string, .doc = "value of the taint"),
	F("effect", t_effect, .doc = "effect of the taint"),
	F("seconds", type_natural, .kube = "tolerationSeconds", .doc = "tolerationSeconds"),
	END
};
static const struct type t_toleration = { .kind = TYPE_RECORD, .name = "toleration", .fields = toleration_fields };
const struct type type_tolerations = { .kind = TYPE_MAP, .name = "tolerations", .of = &t_toleration };

/* One constraint: all six fields of Kubernetes. */
#define SPREAD_FIELDS                                                         \
	F("max-skew", type_count, .def = "1", .doc = "most nodes by which two places may differ"), \
	F("topology-key", type_string, .flags = FIELD_PRINCIPAL | FIELD_REQUIRED, \
	  .doc = "label of the machines over which the nodes are spread"), \
	F("when-unsatisfiable", t_unsatisfiable, .def = "ScheduleAnyway", \
	  .doc = "what is done with a node that fits nowhere"), \
	F("min-domains", type_count, .doc = "minDomains: fewest places that count; with DoNotSchedule"), \
	F("node-affinity-policy", t_inclusion, .doc = "nodeAffinityPolicy"), \
	F("node-taints-policy", t_inclusion, .doc = "nodeTaintsPolicy"), \
	F("match-label-keys", type_string_set, .doc = "matchLabelKeys: labels of the pod that tell revisions apart")

static const struct field constraint_fields[] = { SPREAD_FIELDS, END };
static const struct type t_constraint = { .kind = TYPE_RECORD, .name = "spread", .fields = constraint_fields };
static const struct type t_constraints = { .kind = TYPE_MAP, .name = "spreads", .of = &t_constraint };
static const struct field spread_fields[] = {
	SPREAD_FIELDS,
	F("also", t_constraints, .kube = "-", .doc = "further constraints, by any name"),
	END
};
const struct type type_spread = { .kind = TYPE_RECORD, .name = "spread", .fields = spread_fields };

/* affinity */
#define WEIGHT_FIELD F("weight", t_weight, .def = "100", .kube = "-", .doc = "of a preference, against others")
static const struct field anti_fields[] = {
	F("mode", t_anti_mode, .flags = FIELD_PRINCIPAL | FIELD_REQUIRED, .kube = "-", .doc = "how strictly"),
	F("topology-key", type_string, .def = "\"kubernetes.io/hostname\"", .doc = "label that two nodes should differ in"),
	WEIGHT_FIELD, END
};
const struct type type_anti_affinity = { .kind = TYPE_RECORD, .name = "anti-affinity", .fields = anti_fields };

#define EXPRESSION_FIELDS \
	F("key", type_string, .flags = FIELD_PRINCIPAL | FIELD_REQUIRED, .doc = "label of the machine"), \
	F("operator", t_node_operator, .def = "In", .doc = "operator"), \
	F("values", type_string_set, .doc = "values, for In, NotIn, Gt, Lt")
static const struct field expression_fields[] = { EXPRESSION_FIELDS, END };
static const struct field preference_fields[] = {
	EXPRESSION_FIELDS,
	WEIGHT_FIELD, END
};
static const struct type t_expression = { .kind = TYPE_RECORD, .name = "expression", .fields = expression_fields };
static const struct type t_expressions = { .kind = TYPE_MAP, .name = "expressions", .of = &t_expression };
static const struct type t_preference = { .kind = TYPE_RECORD, .name = "preference", .fields = preference_fields };
static const struct type t_preferences = { .kind = TYPE_MAP, .name = "preferences", .of = &t_preference };
static const struct field node_affinity_fields[] = {
	F("required", t_expressions, .kube = "-", .doc = "what a machine must have, all of it"),
	F("preferred", t_preferences, .kube = "-", .doc = "what a machine had better have, each by its weight"),
	END
};
const struct type type_node_affinity = { .kind = TYPE_RECORD, .name = "node affinity", .fields = node_affinity_fields };

static const struct field term_fields[] = {
	F("pods", type_strings, .flags = FIELD_REQUIRED, .kube = "labelSelector.matchLabels", .doc = "labels of the other pods"),
	F("namespaces", type_name_set, .doc = "their namespaces; left out: the pods' own"),
	F("topology-key", type_string, .def = "\"kubernetes.io/hostname\"", .doc = "label of the machines that is compared"),
	F("mode", t_mode, .def = "preferred", .kube = "-", .doc = "how strictly"),
	WEIGHT_FIELD, END
};
static const struct type t_term = { .kind = TYPE_RECORD, .name = "affinity to pods", .fields = term_fields };
const struct type type_terms = { .kind = TYPE_MAP, .name = "affinities to pods", .of = &t_term };

/* names of the network */
static const struct field alias_fields[] = {
	F("ip", type_ip, .flags = FIELD_PRINCIPAL | FIELD_REQUIRED, .doc = "address"),
	F("hostnames", type_string_set, .flags = FIELD_REQUIRED, .doc = "names that mean it"),
	END
};
static const struct type t_alias = { .kind = TYPE_RECORD, .name = "host alias", .fields = alias_fields };
const struct type type_aliases = { .kind = TYPE_MAP, .name = "host aliases", .of = &t_alias };

static const struct field dns_fields[] = {
	F("policy", t_dns_policy, .flags = FIELD_PRINCIPAL, .kube = "dnsPolicy", .doc = "dnsPolicy"),
	F("nameservers", type_string_set, .kube = "dnsConfig.nameservers", .doc = "addresses of further name servers"),
	F("searches", type_string_set, .kube = "dnsConfig.searches", .doc = "domains in which a short name is looked for"),
	F("options", type_strings, .kube = "dnsConfig.options[name=value]", .doc = "options of the resolver, such as ndots"),
	END
};
const struct type type_dns = { .kind = TYPE_RECORD, .name = "dns", .fields = dns_fields };

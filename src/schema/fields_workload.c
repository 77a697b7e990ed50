/*
 * fields_workload: how the pods run: rollout, lifecycle, resources, placement,
 * health, rights.
 */
#include "schema/fields_types.h"

/* words */
static const struct type t_on_change = WORDS("on-config-change", "restart", "manual");
static const struct type t_management = WORDS("pod management policy", "OrderedReady", "Parallel");
static const struct type t_strategy = WORDS("update strategy", "RollingUpdate", "OnDelete");

/* workload */
static const struct field rollout_fields[] = {
	F("on-config-change", t_on_change, .def = "restart",
	  .doc = "restart: a change of configuration rolls the pods"),
	F("pod-management-policy", t_management, .def = "Parallel", .doc = "podManagementPolicy of the StatefulSet"),
	F("update-strategy", t_strategy, .def = "RollingUpdate", .doc = "updateStrategy of the StatefulSet"),
	F("partition", type_natural, .doc = "pods below this ordinal keep the old revision"),
	F("min-ready", type_seconds0, .doc = "minReadySeconds"),
	END
};
const struct type type_rollout = { .kind = TYPE_RECORD, .name = "rollout", .fields = rollout_fields };

static const struct field lifecycle_fields[] = {
	F("pre-stop", type_seconds0, .doc = "wait of a pod before it is told to stop, so that no Service sends it clients"),
	END
};
const struct type type_lifecycle = { .kind = TYPE_RECORD, .name = "lifecycle", .fields = lifecycle_fields };

/* resources and availability */
static const struct field resources_fields[] = {
	F("cpu", type_cpu_range, .doc = "request..limit"),
	F("memory", type_memory_range, .doc = "request..limit"),
	F("ephemeral-storage", type_memory_range, .doc = "request..limit of the disk of the machine"),
	END
};
const struct type type_resources = { .kind = TYPE_RECORD, .name = "resources", .fields = resources_fields };

static const struct field budget_fields[] = {
	F("max-unavailable", type_budget, .doc = "most pods that may be away"),
	F("min-available", type_budget, .doc = "fewest pods that must be there"),
	END
};
static const struct type t_budget_record = { .kind = TYPE_RECORD, .name = "disruption budget", .fields = budget_fields };
static const struct field disruption_arms[] = {
	F("budget", t_budget_record, .doc = "a PodDisruptionBudget"),
	F("none", type_empty, .doc = "no PodDisruptionBudget"),
	END
};
const struct type type_disruption = {
	.kind = TYPE_VARIANT, .name = "disruption", .fields = disruption_arms, .default_arm = "budget"
};

static const struct field probe_fields[] = {
	F("initial-delay", type_seconds0, .doc = "initialDelaySeconds"),
	F("period", type_seconds, .doc = "periodSeconds"),
	F("timeout", type_seconds, .doc = "timeoutSeconds"),
	F("failures", type_count, .doc = "failureThreshold"),
	END
};
static const struct type t_probe = { .kind = TYPE_RECORD, .name = "probe", .fields = probe_fields };
static const struct field probes_fields[] = {
	F("readiness", t_probe, .doc = "when a pod gets connections"),
	F("liveness", t_probe, .doc = "when a pod is restarted"),
	END
};
const struct type type_probes = { .kind = TYPE_RECORD, .name = "probes", .fields = probes_fields };

/* security */
static const struct field account_fields[] = {
	F("name", type_name, .doc = "name of the ServiceAccount"),
	F("create", type_bool, .def = "true", .doc = "make it, or take one that is there"),
	F("annotations", type_strings, .doc = "annotations of the ServiceAccount"),
	END
};
const struct type type_account = { .kind = TYPE_RECORD, .name = "service account", .fields = account_fields };

/*
 * fields_workload: how the pods run: rollout, lifecycle, resources, placement,
 * health, rights.
 */
#include "schema/fields_types.h"

/* words */
static const struct type t_on_change = WORDS("on-config-change", "restart", "manual");
static const struct type t_management = WORDS("pod management policy", "OrderedReady", "Parallel");
static const struct type t_update = WORDS("update strategy", "RollingUpdate", "OnDelete");
static const struct type t_strategy = WORDS("strategy", "RollingUpdate", "Recreate");
static const struct type t_eviction = WORDS("unhealthy pod eviction policy", "IfHealthyBudget", "AlwaysAllow");

/* workload */
static const struct field rollout_fields[] = {
	F("on-config-change", t_on_change, .def = "restart",
	  .doc = "restart: a change of configuration rolls the pods"),
	F("pod-management-policy", t_management, .def = "Parallel", .doc = "podManagementPolicy of the StatefulSet"),
	F("update-strategy", t_update, .def = "RollingUpdate", .doc = "updateStrategy of the StatefulSet"),
	F("partition", type_natural, .doc = "pods below this ordinal keep the old revision"),
	F("min-ready", type_seconds0, .doc = "minReadySeconds"),
	F("revision-history-limit", type_natural, .part = PART_OBJECT, .doc = "revisionHistoryLimit: old revisions that are kept"),
	F("strategy", t_strategy, .part = PART_DEPLOYMENT, .kube = "strategy.type", .doc = "strategy of the Deployment"),
	F("max-surge", type_budget, .part = PART_DEPLOYMENT, .kube = "strategy.rollingUpdate.maxSurge",
	  .doc = "pods that may be there beyond their number"),
	F("max-unavailable", type_budget, .part = PART_DEPLOYMENT, .kube = "strategy.rollingUpdate.maxUnavailable",
	  .doc = "pods that may be away during a rollout"),
	F("progress-deadline", type_seconds, .part = PART_DEPLOYMENT, .kube = "progressDeadlineSeconds",
	  .doc = "progressDeadlineSeconds: a rollout that takes longer has failed"),
	END
};
const struct type type_rollout = { .kind = TYPE_RECORD, .name = "rollout", .fields = rollout_fields };

static const struct field pre_stop_fields[] = {
	F("sleep", type_seconds0, .flags = FIELD_PRINCIPAL,
	  .doc = "wait of a pod before it is told to stop, so that no Service sends it clients"),
	F("leave", type_bool, .def = "false", .doc = "leave the cluster, where a node keeps nothing"),
	F("exec", type_string_seq, .doc = "program and its arguments, instead"),
	END
};
static const struct type t_pre_stop = { .kind = TYPE_RECORD, .name = "pre-stop", .fields = pre_stop_fields };
static const struct field lifecycle_fields[] = {
	F("pre-stop", t_pre_stop, .doc = "what a pod does before it is told to stop"),
	F("post-start", type_string_seq, .kube = "lifecycle.postStart.exec.command",
	  .doc = "program and its arguments, run right after the start"),
	END
};
const struct type type_lifecycle = { .kind = TYPE_RECORD, .name = "lifecycle", .fields = lifecycle_fields };

/* resources and availability */
static const struct field resources_fields[] = {
	F("cpu", type_cpu_range, .also = "requests limits", .doc = "request..limit as in 500m..2, and `memory` likewise"),
	F("memory", type_memory_range, .doc = "request..limit"),
	F("ephemeral-storage", type_memory_range, .doc = "request..limit of the disk of the machine"),
	END
};
const struct type type_resources = { .kind = TYPE_RECORD, .name = "resources", .fields = resources_fields };

static const struct field budget_fields[] = {
	F("max-unavailable", type_budget, .doc = "most pods that may be away"),
	F("min-available", type_budget, .doc = "fewest pods that must be there"),
	F("unhealthy-pod-eviction-policy", t_eviction, .part = PART_OBJECT,
	  .doc = "AlwaysAllow: a pod that is not ready goes in any case"),
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

#define TIMING_FIELDS                                                         \
	F("initial-delay", type_seconds0, .also = "delay initialDelaySeconds", .doc = "initialDelaySeconds"), \
	F("period", type_seconds, .doc = "periodSeconds"), \
	F("timeout", type_seconds, .doc = "timeoutSeconds"), \
	F("failures", type_count, .doc = "failureThreshold")
#define GRACE_FIELD F("grace", type_seconds, .doc = "terminationGracePeriodSeconds after this probe failed")

static const struct field readiness_fields[] = {
	TIMING_FIELDS, F("successes", type_count, .doc = "successThreshold"), END
};
static const struct field liveness_fields[] = { TIMING_FIELDS, GRACE_FIELD, END };
static const struct type t_readiness = { .kind = TYPE_RECORD, .name = "probe", .fields = readiness_fields };
static const struct type t_liveness = { .kind = TYPE_RECORD, .name = "probe", .fields = liveness_fields };
static const struct field readiness_arms[] = {
	F("check", t_readiness, .doc = "ask the broker for its status"),
	F("none", type_empty, .doc = "no such probe"),
	END
};
static const struct field liveness_arms[] = {
	F("check", t_liveness, .doc = "ask the broker for its status"),
	F("none", type_empty, .doc = "no such probe"),
	END
};
static const struct type t_ready = {
	.kind = TYPE_VARIANT, .name = "probe", .fields = readiness_arms, .default_arm = "check"
};
static const struct type t_live = {
	.kind = TYPE_VARIANT, .name = "probe", .fields = liveness_arms, .default_arm = "check"
};
static const struct field probes_fields[] = {
	F("readiness", t_ready, .doc = "when a pod gets connections"),
	F("liveness", t_live, .doc = "when a pod is restarted"),
	F("startup", t_live, .doc = "when the other two begin; left out: at once"),
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

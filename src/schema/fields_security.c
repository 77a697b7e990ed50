/*
 * fields_security: what the pods and their containers may do.
 */
#include "schema/fields_types.h"

static const struct type t_seccomp = WORDS("seccomp profile", "RuntimeDefault", "Localhost", "Unconfined");
static const struct type t_group_change = WORDS("group change policy", "Always", "OnRootMismatch");
static const struct type t_groups_policy = WORDS("supplemental groups policy", "Merge", "Strict");
static const struct type t_proc = WORDS("proc mount", "Default", "Unmasked");
static const struct type t_ids = { .kind = TYPE_SET, .name = "set of ids", .of = &type_id };

static const struct field profile_fields[] = {
	F("type", t_seccomp, .flags = FIELD_PRINCIPAL | FIELD_REQUIRED, .doc = "which profile"),
	F("localhost-profile", type_string, .doc = "localhostProfile: its file or name on the machine"),
	END
};
static const struct type t_profile = { .kind = TYPE_RECORD, .name = "profile", .fields = profile_fields };

static const struct field linux_fields[] = {
	F("user", type_string, .doc = "SELinux user"),
	F("role", type_string, .doc = "SELinux role"),
	F("type", type_string, .doc = "SELinux type"),
	F("level", type_string, .doc = "SELinux level"),
	END
};
static const struct type t_linux = { .kind = TYPE_RECORD, .name = "SELinux options", .fields = linux_fields };

static const struct field capabilities_fields[] = {
	F("add", type_string_set, .doc = "capabilities beyond those that are left"),
	F("drop", type_string_set, .doc = "capabilities that are taken away; left out: ALL"),
	END
};
static const struct type t_capabilities = { .kind = TYPE_RECORD, .name = "capabilities", .fields = capabilities_fields };

/* Of the pods in `security`, of one container in `security-context`. */
#define PROFILE_FIELDS(p) \
	F("seccomp-profile", t_profile, .part = (p), .doc = "seccompProfile; left out: RuntimeDefault"), \
	F("app-armor-profile", t_profile, .part = (p), .doc = "appArmorProfile; Kubernetes 1.30 and later"), \
	F("se-linux-options", t_linux, .part = (p), .doc = "seLinuxOptions")
#define RIGHTS_FIELDS(p) \
	F("capabilities", t_capabilities, .part = (p), .doc = "capabilities"), \
	F("allow-privilege-escalation", type_bool, .part = (p), .doc = "allowPrivilegeEscalation; left out: false"), \
	F("privileged", type_bool, .part = (p), .doc = "privileged: all rights on the machine")

static const struct field security_fields[] = {
	F("run-as-user", type_id, .def = "1000", .doc = "runAsUser; the image's user is 1000"),
	F("run-as-group", type_id, .def = "1000", .doc = "runAsGroup"),
	F("fs-group", type_id, .def = "1000", .doc = "fsGroup: the group that owns the claims"),
	F("run-as-non-root", type_bool, .doc = "runAsNonRoot; left out: true"),
	F("supplemental-groups", t_ids, .part = PART_POD, .doc = "supplementalGroups"),
	F("supplemental-groups-policy", t_groups_policy, .part = PART_POD,
	  .doc = "supplementalGroupsPolicy; Kubernetes 1.33 and later"),
	F("fs-group-change-policy", t_group_change, .part = PART_POD,
	  .doc = "fsGroupChangePolicy: OnRootMismatch spares a large volume"),
	PROFILE_FIELDS(PART_POD),
	F("sysctls", type_strings, .also = "sysctl", .part = PART_POD, .kube = "sysctls[name=value]",
	  .doc = "settings of the kernel, for the pods alone"),
	F("read-only-root", type_bool, .def = "false",
	  .doc = "readOnlyRootFilesystem, with volumes for the folders that this version writes in"),
	RIGHTS_FIELDS(PART_CONTAINER),
	END
};
const struct type type_security = { .kind = TYPE_RECORD, .name = "security", .fields = security_fields };

static const struct field context_fields[] = {
	F("run-as-user", type_id, .doc = "runAsUser; left out: the pods' user"),
	F("run-as-group", type_id, .doc = "runAsGroup; left out: the pods' group"),
	F("run-as-non-root", type_bool, .doc = "runAsNonRoot"),
	F("read-only-root-filesystem", type_bool, .doc = "readOnlyRootFilesystem"),
	PROFILE_FIELDS(PART_NONE),
	RIGHTS_FIELDS(PART_NONE),
	F("proc-mount", t_proc, .doc = "procMount"),
	END
};
const struct type type_container_security = {
	.kind = TYPE_RECORD, .name = "security context", .fields = context_fields
};

/*
 * fields_types: what the files of fields share: the shape of a row, and the
 * types that rows of another file have.
 */
#ifndef EMQXC_FIELDS_TYPES_H
#define EMQXC_FIELDS_TYPES_H

#include "schema/fields.h"

#define F(n, t, ...) { .name = (n), .type = &(t), __VA_ARGS__ }
#define END { .name = NULL }
#define WORDS(n, ...)                                                        \
	{ .kind = TYPE_WORD, .name = (n),                                    \
	  .words = (const char *const[]){ __VA_ARGS__, NULL } }

/* fields_scalar.c */
extern const struct type
	type_bool, type_count, type_natural, type_nodes, type_nodes0, type_id,
	type_quantity, type_size, type_seconds, type_seconds0, type_duration, type_port,
	type_version, type_ip, type_mode, type_url, type_string, type_name, type_path, type_ref_tls,
	type_percent, type_budget, type_secret, type_cpu_range, type_memory_range,
	type_strings, type_ports, type_name_set, type_string_set, type_cidr_set,
	type_string_seq, type_env_map, type_config;

/* fields_identity.c */
extern const struct type
	type_pull, type_image, type_namespace, type_names, type_metadata;

/* fields_workload.c */
extern const struct type
	type_rollout, type_lifecycle, type_resources, type_disruption, type_probes, type_account;

/* fields_schedule.c */
extern const struct type
	type_tolerations, type_spread, type_anti_affinity, type_node_affinity, type_terms,
	type_aliases, type_dns;

/* fields_security.c */
extern const struct type
	type_security, type_container_security;

/* fields_container.c */
extern const struct type
	type_volumes, type_mounts, type_env_from, type_containers, type_inits, type_message_policy;

/* fields_storage.c */
extern const struct type
	type_empty, type_access, type_discovery, type_storage, type_log_claim;

/* fields_network.c */
extern const struct type
	type_listeners, type_rpc, type_distribution, type_management, type_dashboard, type_services, type_ingresses,
	type_tls_map, type_policy, type_headless;

/* fields_gateway.c */
extern const struct type
	type_gateways;

/* fields_operate.c */
extern const struct type
	type_auth, type_plugin_map, type_log, type_metrics;

#endif

/*
 * ir: one cluster, one environment, one EMQX version, one target: typed,
 * complete, and const once it is made.  One setting has one symbol here; every
 * place that needs it (EMQX bind, container port, Service port, probe, …) is
 * derived from that symbol by a backend.
 *
 * All memory is the spec's arena.  Pointers are NULL where a thing is not said.
 */
#ifndef EMQXC_IR_H
#define EMQXC_IR_H

#include "base/vec.h"
#include "front/spec.h"
#include "schema/keys.h"

enum workload { WORKLOAD_STATEFULSET, WORKLOAD_DEPLOYMENT, WORKLOAD_POD };

enum discovery {
	DISCOVERY_MANUAL, DISCOVERY_STATIC, DISCOVERY_MCAST, DISCOVERY_DNS,
	DISCOVERY_ETCD, DISCOVERY_K8S, DISCOVERY_SINGLETON
};

/* What a node's name ends in. */
enum ir_host {
	HOST_NAME,     /* the pod's stable DNS name */
	HOST_IP,       /* the pod's address: another one after each start */
	HOST_SCRIPT    /* the start script makes it of the address */
};

/* label, annotation, node selector … */
struct ir_pair {
	const char *key, *value;
	struct place at;
};
typedef VEC(struct ir_pair) pair_list;

enum port_use { PORT_CLIENT, PORT_MANAGEMENT, PORT_DASHBOARD, PORT_CLUSTER };

struct ir_port {
	const char *name;        /* the same in the container, the Services, the probes */
	int number;
	bool udp;
	enum port_use use;       /* CLUSTER (distribution, RPC): headless Service only */
	const char *owner;       /* field: "listener.mqtt.port" */
	const char *tls;         /* of the Dashboard and the API: its tls block */
	struct place at;
};

/* A listener for clients, declared or the version's own. */
struct ir_listener {
	const char *gateway;     /* "stomp"; NULL: MQTT */
	const char *name;        /* of the port; NULL: up, but no port of it is shown */
	const char *type;        /* "tcp" */
	const char *instance;    /* EMQX's own name: "external" */
	const char *bind;        /* address without port */
	int number;
	const char *owner;       /* field that says the port */
	const char *tls;         /* name of its tls block */
	bool declared;
	bool off;                /* enable = false: it has no port */
	const struct spec_node *node;
	struct place at;         /* of the port's number */
};

/* A variable of the container, in the order in which $(VAR) may refer. */
enum env_kind { ENV_PLAIN, ENV_FIELD, ENV_SECRET };
struct ir_env {
	const char *name;
	enum env_kind kind;
	const char *value;       /* PLAIN: may hold $(VAR); FIELD: "metadata.name" */
	const char *secret, *key;/* SECRET */
	const char *owner;       /* field, or NULL when the user's env { } set it */
	struct place at;
	bool expand;             /* PLAIN: $(VAR) in value is meant; else it is text */
	bool start_script;       /* EMQX_NAME, EMQX_HOST, POD_…: read by the image's
				    start script or by $(VAR), not a key */
};

/* A setting and the way it goes to the broker. */
enum carrier {
	CARRY_CONFIG_MAP,   /* variable in the ConfigMap of variables */
	CARRY_ENV,          /* variable in the container: secrets, $(VAR) */
	CARRY_FILE,         /* line of a configuration file */
	CARRY_BASE          /* line of base.hocon, under what the Dashboard saves */
};
struct ir_setting {
	struct setting setting;
	enum carrier carrier;
	const char *var;    /* EMQX_… also for CARRY_FILE */
	const char *file;   /* "emqx.conf", "plugins/emqx_dashboard.conf" */
	const char *why;    /* reason for CARRY_FILE, CARRY_BASE */
	bool expand;        /* text holds $(POD_NAMESPACE) */
};

struct ir_range {           /* request..limit, NULL when not said */
	const char *request, *limit;
};

enum storage_kind { STORAGE_NONE, STORAGE_CLAIM, STORAGE_EXISTING };
struct ir_storage {
	enum storage_kind kind;
	const char *volume;      /* "data": volume and claim template */
	const char *size, *class, *access;
	bool has_class;
	const char *when_deleted, *when_scaled;  /* "Retain", "Delete" */
	const char *claim;       /* EXISTING */
	const char *mount;       /* where this version keeps its data */
	pair_list labels, annotations;
	struct place at;
};

struct ir_probe {
	const char *path;         /* NULL: none */
	const char *port;         /* by name */
	bool https;
	int64_t initial, period, timeout, failures;  /* seconds, count */
	int64_t successes, grace; /* 0: not said */
};

/* Files from Secrets in the container. */
struct ir_file {
	const char *secret, *key, *name;  /* name: file name in the folder */
};
struct ir_tls {
	const char *name, *owner;     /* "edge", "tls.edge" */
	const char *volume, *mount;
	VEC(struct ir_file) files;    /* none: an Ingress alone has it */
	bool inside;                  /* a port of the pods has it */
	const char *issuer, *issuer_kind;  /* of cert-manager; NULL: the Secret is there */
	const char *object, *secret;       /* Certificate, and the Secret that comes of it */
	const char *common_name;
	VEC(const char *) dns_names;
	int64_t duration, renew_before;    /* seconds; -1: not said */
	struct place at;
};

/* What one field of a Service sets in the object, as it stands. */
enum ir_option_kind { OPTION_TEXT, OPTION_NUMBER, OPTION_BOOL, OPTION_TEXTS };
struct ir_option {
	const char *field;       /* "source-ranges" */
	const char *path;        /* below spec: "loadBalancerSourceRanges" */
	enum ir_option_kind kind;
	unsigned types;          /* of Service that have it: 1u << enum ir_service_type */
	const char *text;
	int64_t num;
	VEC(const char *) texts;
	const char *owner;
	struct place at;
};

enum ir_service_type { SERVICE_CLUSTER_IP, SERVICE_NODE_PORT, SERVICE_LOAD_BALANCER };

struct ir_service_port {
	const struct ir_port *port;  /* of the pods */
	int number;              /* of the Service: most often the same */
	int node_port;           /* 0: none */
};

struct ir_service {
	const char *name;        /* object name */
	const char *type;        /* "ClusterIP" … */
	VEC(struct ir_service_port) ports;
	pair_list annotations, labels;
	VEC(struct ir_option) options;
	const char *role;        /* of the nodes behind it; NULL: the only group */
	const char *owner;
	struct place at;
};

/* A folder that is written in below a read-only root. */
struct ir_writable {
	const char *name, *path; /* of its volume; where it is mounted */
	bool copied;             /* what the image has there is kept */
};

/* Those who may reach a port. */
struct ir_peers {
	bool said;
	VEC(const char *) cidrs;
	pair_list pods, namespaces;
};

/* Those whom the pods may call. */
struct ir_outlet {
	const char *owner;       /* "network-policy.egress.to.db" */
	struct ir_peers peers;
	VEC(int) ports;          /* none: all */
	bool tcp, udp;
};

/* A key of a Secret. */
struct ir_secret {
	const char *name, *key;
};

/* What the Prometheus operator is told. */
enum monitor { MONITOR_NONE, MONITOR_SERVICE, MONITOR_PODS };
struct ir_metrics {
	enum monitor kind;
	const char *path;
	const struct ir_port *port;
	int64_t interval, timeout;         /* seconds; -1: not said */
	pair_list labels;
	bool auth;
	struct ir_secret username, password;
};

/* A request for that path goes there. */
struct ir_path {
	const char *path, *type; /* "Prefix", … */
	const struct ir_port *port;        /* NULL: none */
	const struct ir_service *service;
	const char *owner;
	struct place at;
};

struct ir_rule {
	const char *host;        /* NULL: every host */
	const char *tls;         /* Secret */
	const char *certificate; /* its tls block, when one is named */
	VEC(struct ir_path) paths;
	const char *owner;
	struct place at;
};

struct ir_ingress {
	const char *name;        /* object name */
	const char *class;       /* ingressClassName */
	struct ir_path fallback; /* defaultBackend */
	VEC(struct ir_rule) rules;
	pair_list annotations;
	const char *owner;
	struct place at;
};

struct ir_toleration {
	const char *key, *operator, *value, *effect;
	int64_t seconds;         /* -1: not said */
};

struct ir_autoscale {
	int64_t min, max;        /* max 0: none */
	int64_t cpu, memory;     /* percent of the request; 0: not looked at */
};

/*
 * Nodes of one role: one workload.  A cluster without core { } and
 * replicant { } is one group that has no role.
 */
struct ir_group {
	const char *role;        /* "core", "replicant"; NULL: the only group */
	const struct spec_node *node; /* its block; NULL: the cluster's fields alone */
	const char *name;        /* of its workload and its budget */
	enum workload workload;
	int64_t nodes;
	struct ir_autoscale autoscale;
	bool named;              /* its nodes have names that last */
	bool stateless;          /* what its nodes keep goes with the pod */
	enum ir_host host;
	struct ir_storage storage;
	struct ir_range cpu, memory, disk;
	pair_list node_selector;
	VEC(struct ir_toleration) tolerations;
	const char *priority_class;
	const char *spread_key;            /* topology key, NULL: none */
	const char *anti_affinity;         /* "preferred", "required", NULL */
	const char *max_unavailable, *min_available; /* PDB; both NULL: no object */
	VEC(struct ir_setting) settings;   /* beside those of the cluster */
	VEC(struct ir_env) env;            /* of its container, in order; settings of
					      CARRY_ENV are in it too */
};

struct ir {
	struct arena *arena;
	struct spec *spec;
	const char *cluster, *env, *target;
	struct place at;

	struct version version;
	enum flavor flavor;
	const struct build *build;

	bool whole;              /* read without a fault: what is missing is known to be */
	int server;              /* oldest Kubernetes: 1.server; 0: not said */
	struct {
		const char *workload, *headless, *service, *config, *files,
			*secret, *metrics, *account, *role, *binding, *budget, *policy,
			*autoscaler, *claim, *app, *instance;
	} names;
	const char *ns;          /* NULL: the objects carry none */
	bool ns_create;
	const char *domain;      /* "cluster.local" */
	pair_list labels, annotations;     /* of every object */

	const char *image;       /* whole reference */
	const char *pull;        /* IfNotPresent …; NULL: not said */
	VEC(const char *) pull_secrets;

	VEC(struct ir_group) groups;       /* one or more, the cores first */
	int64_t grace;           /* seconds */
	int64_t pre_stop;        /* seconds; -1: not said */
	bool leave;              /* before it stops, a node that keeps nothing leaves */
	VEC(const char *) pre_stop_exec;   /* a program instead of both */
	bool checksum;           /* a change of configuration rolls the pods */
	const char *pod_management, *update_strategy;
	int64_t partition, min_ready;      /* -1: not said */

	const char *node_name;   /* before the @ */
	const char *profile;     /* EMQX_SECURITY_PROFILE; NULL: not said */
	enum discovery discovery;
	bool token;              /* service account token is mounted */
	const char *account_name;          /* of the ServiceAccount */
	bool account_create;
	pair_list account_annotations;

	VEC(struct ir_listener) listeners;
	VEC(struct ir_port) ports;
	VEC(struct ir_port) gateway_ports; /* of gateways, beside those of listeners */
	struct ir_service headless;        /* labels, annotations, options */
	VEC(struct ir_service) services;
	VEC(struct ir_ingress) ingresses;
	VEC(struct ir_tls) tls;
	bool policy;             /* only these reach the pods: */
	struct ir_peers clients, admins, scrapers;
	bool egress;             /* the pods reach each other, and these alone: */
	VEC(struct ir_outlet) outlets;
	struct ir_metrics metrics;
	struct str acl;          /* text of acl.conf; p NULL: the image's */
	struct str dist;         /* of ssl_dist.conf, the same */
	VEC(const char *) plugins;         /* 4.x: loaded at start; none: the image's own */
	VEC(const char *) modules;         /* 4.x: the same */
	struct ir_storage log;             /* of the folder of the log: CLAIM or NONE */
	struct ir_probe readiness, liveness, startup;
	int64_t run_as_user, run_as_group, fs_group;
	bool run_as_non_root;
	bool read_only_root;
	VEC(struct ir_writable) writable;

	VEC(struct ir_setting) settings;   /* every EMQX key that all nodes share,
					      sorted by path */
	VEC(const struct value *) raw;     /* config raw texts */
	pair_list secret_data;             /* insecure("…"): generated Secret */
};

/* What a target has, and what it makes of a cluster. */
struct ir_target {
	const char *name;
	bool secrets;            /* objects for what was declared insecure */
	bool pods;               /* that learn their namespace from Kubernetes */
	bool said_namespace;     /* a file that is for pods, and names a namespace */
	bool one_host;           /* every node is a container with a name that lasts */
};
const struct ir_target *ir_target(const struct ir *ir);

/* Each name that an object of the cluster may have, once; those of objects that
 * are not made are among them. */
typedef VEC(const char *) name_list;
void ir_object_names(const struct ir *ir, name_list *out);

/*
 * What does not depend on one cluster, profiles with their EMQX keys included;
 * once for a program, before its clusters.
 */
void ir_check_program(struct program *p, const struct spec_request *r);

/*
 * From spec to ir: types are read, defaults of the version filled in, rules
 * that need only one field checked.  NULL when there is no version to go by
 * (reported).
 */
struct ir *ir_build(struct spec *s);

/* Is it EMQX 4.x, by the tables that are used? */
static inline bool
ir_is_four(const struct ir *ir)
{
	return ir->build->major < 5;
}

/* The nodes that find each other: all of a cluster without replicants. */
static inline struct ir_group *
ir_cores(const struct ir *ir)
{
	return &ir->groups.at[0];
}

/* The group of that role; NULL: the cores. */
const struct ir_group *ir_group_of(const struct ir *ir, const char *role);

/* What a field of a Service says, or NULL. */
const struct ir_option *ir_option_of(const struct ir_service *s, const char *field);
enum ir_service_type ir_service_type_of(const struct ir_service *s);
/* ir_ask.c: a key that the cluster sets, or NULL. */
const struct setting *ir_setting_at(const struct ir *ir, const char *path);
/* Nodes of all groups. */
int64_t ir_nodes(const struct ir *ir);
/* Where a group has a field from: "core.resources.cpu" when its block says it,
 * else "resources.cpu". */
const char *ir_field(const struct ir *ir, const struct ir_group *g, const char *field);
/* For the tables of keys: its version, and what was found of it before. */
struct key_context ir_keys(const struct ir *ir);

/* Rules that look at the whole cluster (rules.def), then require and policy. */
void ir_lint(struct ir *ir);

/* --dump=ir */
void ir_dump(const struct ir *ir, struct buf *out);

#endif

/*
 * k8s: what the makers of Kubernetes objects share.  k8s.c lists them in the
 * order of `kubectl apply`; each file makes its objects or its part of a pod.
 */
#ifndef EMQXC_K8S_H
#define EMQXC_K8S_H

#include "back/backend.h"
#include "back/conf.h"
#include "object/objects.h"

struct k8s {
	const struct ir *ir;
	struct arena *arena;
	const char *version;          /* as text, for the labels */
	const struct ir_group *group; /* whose objects are made; NULL: the cluster's */
	VEC(struct object) objects;   /* in apply order */
	conf_file_list files;         /* that no variable can replace */
	VEC(struct doc *) pod_metas;  /* metadata of the pods, one a group */
	bool patched, spoilt;         /* by patches; some of them were wrong */
	bool by_hand;                 /* a row of Kubernetes' own was written */
};

/* object.c */
struct doc *object_new(struct k8s *k, const char *api, const char *kind, const char *name);
/* metadata.labels: the standard ones and the user's. */
void put_labels(struct k8s *k, struct doc *meta);
/* What selects the pods of the group, and never changes. */
struct doc *put_selector(struct k8s *k, struct doc *in, const char *name);
/* User's pairs into a map of strings, over what is there. */
void put_pairs(struct k8s *k, struct doc *map, const pair_list *pairs);
void put_texts(struct k8s *k, struct doc *map, const struct spec_node *texts);
/* Annotations of every object, and what `metadata KIND` adds. */
void put_metadata(struct k8s *k, struct doc *meta, const char *kind);
/* HEAD, or HEAD-ROLE while the objects of a role are made. */
const char *group_name(struct k8s *k, const char *head);
/* Marks the field that decides a node; returns the node. */
struct doc *own(struct k8s *k, struct doc *d, const char *field);
/* The same for what a group may say itself: its field, else the cluster's. */
struct doc *own_group(struct k8s *k, struct doc *d, const char *field);
/* Where a field is set, or NOWHERE. */
struct place field_place(const struct ir *ir, const char *field);

/* Runs `make` with each group as k->group. */
void each_group(struct k8s *k, void (*make)(struct k8s *k));

/* The objects. */
void namespace_make(struct k8s *k);
void account_make(struct k8s *k);
void role_make(struct k8s *k);
void role_binding_make(struct k8s *k);
void secret_make(struct k8s *k);
void config_make(struct k8s *k);
void files_make(struct k8s *k);
void headless_make(struct k8s *k);
void services_put(struct k8s *k);
void disruption_make(struct k8s *k);
void network_policy_make(struct k8s *k);
void ingresses_make(struct k8s *k);
void certificates_put(struct k8s *k);
void autoscalers_make(struct k8s *k);
void workloads_make(struct k8s *k);
/* A port of a Service. */
struct doc *put_port(struct k8s *k, struct doc *ports, const struct ir_port *p, int number);
void metrics_service_make(struct k8s *k);
void monitor_make(struct k8s *k);

/* The pod and its parts. */
void put_pod(struct k8s *k, struct doc *spec);
void put_container(struct k8s *k, struct doc *containers);
void put_scheduling(struct k8s *k, struct doc *spec);
void put_affinity(struct k8s *k, struct doc *spec);
void put_volumes(struct k8s *k, struct doc *spec);
void put_volume_mounts(struct k8s *k, struct doc *container);
/* labels and spec of a claim */
void put_claim(struct k8s *k, struct doc *claim, const char *name, const struct ir_storage *s);
void put_claim_rows(struct k8s *k, struct doc *claim);
/* files.c: how the files reach their places */
bool files_are_copied(const struct k8s *k);
void files_put_init(struct k8s *k, struct doc *spec);
void files_put_volumes(struct k8s *k, struct doc *volumes);
void files_put_mounts(struct k8s *k, struct doc *mounts);
/* writable.c: folders that are written in below a read-only root */
void writable_put_init(struct k8s *k, struct doc *spec);
void writable_put_volumes(struct k8s *k, struct doc *volumes);
void writable_put_mounts(struct k8s *k, struct doc *mounts);

/* container_parts.c: what containers of the image have alike */
void put_image(struct k8s *k, struct doc *container);
void put_resources(struct k8s *k, struct doc *container);
void put_container_security(struct k8s *k, struct doc *container);
void put_mount(struct k8s *k, struct doc *mounts, const char *volume, const char *path,
	       bool read_only);
/* variable.c: an entry of `env` */
void put_variable(struct k8s *k, struct doc *list, const struct ir_env *e);

/* After all objects are there. */
void patches_apply(struct k8s *k);
void put_checksum(struct k8s *k);
void check_sizes(struct k8s *k);
/* made.c: the finished objects against the rules that no schema states. */
void made_check(struct k8s *k);
/* Of the first patch that is in d, or the other place. */
struct place patched_place(const struct doc *d, struct place otherwise);

#endif

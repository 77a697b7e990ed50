/*
 * make: what the steps of ir_build() share.  A step reads fields of the spec
 * and writes its part of the ir; ir.c lists them in order.
 */
#ifndef EMQXC_IR_MAKE_H
#define EMQXC_IR_MAKE_H

#include "base/arena.h"
#include "base/table.h"
#include "diag/diag.h"
#include "ir/ir.h"

/* Variables that the pod learns from the downward API. */
enum pod_var { POD_NAME = 1, POD_NAMESPACE = 2, POD_IP = 4 };

struct maker {
	struct ir *ir;
	struct spec *spec;
	struct arena *arena;
	struct diags *diags;
	struct key_context keys;
	setting_list settings;     /* becomes ir->settings */
	setting_list base;         /* so does this, by base.hocon */
	VEC(struct ir_env) env;    /* of the user */
	struct table env_names;    /* of so many of them */
	VEC(struct ir_env) carried;/* of settings: the same in every group */
	VEC(const char *) plugins; /* 4.x: that fields need */
	unsigned pod_vars;         /* that something refers to */
	unsigned references;       /* of variables, that are being followed */
	bool listeners_named;      /* the cluster declares its listeners */
};

/* read.c: fields by path; `from` NULL is the cluster.  A field that is absent
 * or had an error reads as not said. */
struct spec_node *read_node(const struct maker *m, const struct spec_node *from, const char *path);
const struct value *read_value(const struct maker *m, const struct spec_node *from, const char *path);
const char *read_text(const struct maker *m, const struct spec_node *from, const char *path);
int64_t read_num(const struct maker *m, const struct spec_node *from, const char *path, int64_t unset);
bool read_bool(const struct maker *m, const struct spec_node *from, const char *path, bool unset);
/* Kubernetes counts in whole seconds. */
int64_t read_seconds(struct maker *m, const struct spec_node *from, const char *path, int64_t unset);
void read_pairs(const struct maker *m, const struct spec_node *from, const char *path, pair_list *out);
/* Of the field when it is set, else of the cluster's name. */
struct place read_place(const struct maker *m, const struct spec_node *from, const char *path);
const char *text_of(struct arena *a, const struct value *v);
bool node_said(const struct spec_node *n);
/* Where a group reads a field: its block when it stands there, else NULL. */
const struct spec_node *group_from(const struct maker *m, const struct ir_group *g, const char *field);
/* Iterates the members that are there. */
struct spec_node *member_first(const struct spec_node *map);
struct spec_node *member_next(const struct spec_node *member);

/* meaning.c: settings by what they mean */
enum meaning {
#define MEANING(id) MEAN_##id,
#define KEY(id, era, path, form, field, owned)
#include "ir/meaning.def"
#undef MEANING
#undef KEY
	MEAN_COUNT
};

/* Which listener, where the meaning has one. */
enum subject_kind { SUBJECT_LISTENER, SUBJECT_GATEWAY, SUBJECT_GATEWAY_LISTENER, SUBJECT_DASHBOARD, SUBJECT_MANAGEMENT };
struct subject {
	enum subject_kind kind;
	const char *type, *instance;
	const char *gateway; /* "stomp" */
	int item;            /* of a list that has a key an item, from 1 */
	const struct spec_node *node;   /* where the listener stands; NULL: nowhere */
};

/* A setting with that meaning in the key of this version; false when the
 * version has no such key. */
bool mean(struct maker *m, enum meaning id, const struct subject *s, const char *text,
	  struct place at, const char *owner);
bool mean_secret(struct maker *m, enum meaning id, const struct subject *s, const struct value *secret,
		 const char *owner);
/* From a field, when it is set; a version without such a key is a message. */
void mean_field(struct maker *m, enum meaning id, const struct subject *s,
		const struct spec_node *from, const char *field);
/* Its value in the finished ir, or NULL; *key: what this version calls it, or
 * NULL. */
const struct conf *meaning_value(const struct ir *ir, enum meaning id, const struct key **key);
/* A list: one key, or one for each item. */
void mean_list(struct maker *m, enum meaning id, const struct subject *s, const struct spec_node *from,
	       const char *field);
/* "EMQX 4.4 has no key for `field`", of that listener */
void mean_nothing(struct maker *m, const struct subject *s, struct spec_node *n);
/* Has the finished ir a setting with that meaning? */
bool meaning_set(const struct ir *ir, enum meaning id, const struct subject *s);
/* The field that always owns that key, or NULL. */
const char *meaning_owner(const struct maker *m, const char *path);

/* The steps. */
bool fit_check(struct maker *m);          /* since, until, required */
void names_make(struct maker *m);
void image_make(struct maker *m);
void listeners_make(struct maker *m);
void gateways_make(struct maker *m);
void listener_settings_make(struct maker *m);
void ports_make(struct maker *m);
void discovery_make(struct maker *m);
void nodes_make(struct maker *m);
void groups_make(struct maker *m);
void tls_make(struct maker *m);
void distribution_make(struct maker *m);
void storage_make(struct maker *m);
void services_make(struct maker *m);
void ingress_make(struct maker *m);
void certificates_make(struct maker *m);
void secrets_make(struct maker *m);
void pod_make(struct maker *m);
void parts_make(struct maker *m);
void writable_make(struct maker *m);
void network_make(struct maker *m);
void autoscale_make(struct maker *m);
void log_make(struct maker *m);
void auth_make(struct maker *m);
void metrics_make(struct maker *m);
void plugins_make(struct maker *m);
void user_env_make(struct maker *m, setting_list *out);
void settings_make(struct maker *m);
void delivery_make(struct maker *m);

/* names.c */
const char *namespace_text(struct maker *m);  /* may be $(POD_NAMESPACE) */
const char *namespace_word(struct maker *m);
/* nodes.c */
const char *node_full_name(struct maker *m, int64_t ordinal);
/* ports.c */
/* The port of the API, and of /status: the one without TLS where it is on. */
const struct ir_port *api_port(const struct ir *ir);
/* listeners.c: one that stands in the spec; of a gateway, or NULL for MQTT. */
void listener_declare(struct maker *m, const struct spec_node *n, const char *gateway);
struct subject listener_subject(const struct ir_listener *l);
/* services.c: a port that may be shown; what is not there gets a message. */
const struct ir_port *shown_port(struct maker *m, const struct spec_node *n, const char *name,
				 struct place at);
/* service_options.c: labels, annotations, and what a field each sets. */
void service_options(struct maker *m, struct ir_service *s, const struct spec_node *n);
/* tls.c: the block of that name; NULL where there is none, which is told of n. */
struct ir_tls *tls_named(struct maker *m, const struct spec_node *n, const char *name);
void tls_settings(struct maker *m, const struct subject *s, const struct spec_node *listener);
/* keys_say.c: keys_read(), with its messages said of the nodes they are about,
 * so that `allow` and `deny` hold for them. */
void keys_say(struct maker *m, const struct spec_node *config, const struct value *record,
	      setting_list *out);
/* values.c: a value as config { } would hold it; room: for how many entries. */
struct value *value_record(struct arena *a, struct place at, size_t room);
struct value *value_list(struct arena *a, struct place at, size_t room);
void value_put(struct value *record, const char *name, struct place at, struct value *v);
/* NULL: nothing is put. */
void value_put_text(struct arena *a, struct value *record, const char *name, const char *text, struct place at);
/* name = v */
struct value *value_below(struct arena *a, const char *name, struct place at, struct value *v);
/* What keys_say() reads becomes settings of that field. */
void config_say(struct maker *m, const struct spec_node *n, const struct value *config, const char *owner);
/* env_names.c */
bool pod_var_find(const char *name, unsigned *var);
/* *field: the one that owns it, or NULL. */
bool script_var_find(const struct maker *m, const char *name, const char **field);
/* The POD_ variables that something refers to. */
void pod_env_make(struct maker *m, struct ir_group *g, unsigned vars);
/* delivery.c */
/* A key of a Secret from a field; insecure text goes to the generated one as
 * `key`.  False when the field is neither (reported). */
bool secret_ref(struct maker *m, const struct spec_node *from, const char *field, const char *key,
		struct ir_secret *out);
/* Plain text that belongs in a Secret: there, where the target has one. */
void env_insecure(struct maker *m, struct ir_env *e);

#endif

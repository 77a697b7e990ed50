/*
 * spec: what was meant: for one cluster and one list of environments, the
 * merged tree of fields.  Imports, profiles, guards, params and overlays are
 * gone; every leaf has its value and the chain of places that set it.
 */
#ifndef EMQXC_SPEC_H
#define EMQXC_SPEC_H

#include "base/vec.h"
#include "diag/diag.h"
#include "schema/fields.h"
#include "schema/value.h"
#include "schema/version.h"

struct program;
struct nearest;
struct spec_scope;
struct buf;
struct ast_top;
struct ast_item;
struct builder;

/* One line that set a leaf; the newest stands first. */
struct spec_setting {
	struct spec_setting *below;   /* what it overrides */
	const struct value *value;    /* read by the field's type */
	struct place at;              /* of the value */
	const char *layer;            /* "cluster emqx", "overlay prod", "profile gateway" … */
	unsigned rank;                /* of the layer: higher overrides */
	const void *origin;           /* which application of which profile */
	bool final;
	bool change;                  /* += or -=: several of a layer add up */
};

struct spec_node {
	const struct type *type;
	const struct field *field;    /* row, or NULL for members and config steps */
	const char *name;             /* of the field, member or step */
	struct place name_at;         /* where it was first named */
	struct spec_node *parent;
	struct spec_node *first, *last, *next;  /* children, in order of appearance */
	struct spec_index *index;     /* of many children, else NULL */
	uint32_t nchildren;
	uint64_t initials;            /* of the children: a bit each */
	unsigned char initial;        /* of its name (spec_tree.c) */
	unsigned char depth;          /* names from the cluster to it */
	struct spec_setting *set;     /* leaf value; for a variant its arm */
	const char *arm;              /* VARIANT: name of the arm, else NULL */
	bool present;                 /* false after remove, or never set */
	bool bad;                     /* had an error: take no offence at it */
	bool torn;                    /* a line of its block had one: nor at what it lacks */
};

/* A require, policy or deny that holds for this cluster. */
struct spec_rule {
	const struct ast_item *item;
	const struct spec_scope *scope;
	const char *policy;           /* name, or NULL */
};

/* An `allow`: for warnings about `node` and what is below it. */
struct spec_allow {
	const struct spec_node *node;
	enum diag_id id;
	struct place at;
	bool used;
};

/* One path += value / remove path of a patch block. */
enum patch_op { PATCH_SET, PATCH_ADD, PATCH_REMOVE };
struct spec_patch {
	const char *kind;             /* "StatefulSet" */
	const char *name;             /* object's name, or NULL: the only one */
	const struct ast_path *path;
	enum patch_op op;
	const struct value *value;
	struct place at;              /* of the path */
	struct place kind_at;
};

/* A `deny` of a policy that holds for this cluster. */
struct spec_deny {
	enum diag_id id;
	const char *policy;
	struct place at;
	const struct ast_item *item;  /* with its reason */
	const struct spec_scope *scope;
};

/* What one compilation asks for. */
struct spec_define {
	const char *name;
	const char *value;
	bool used;
};

struct spec_request {
	const char *const *envs;      /* overlay names in order of -e, NULL-terminated */
	const char *target;           /* "k8s" */
	struct spec_define *defines;  /* -D, name NULL ends */
	bool unknown_version;         /* --allow-unknown-version */
};

struct spec {
	struct arena *arena;
	struct program *program;
	const struct ast_top *top;    /* the cluster's own declaration */
	const char *name;             /* of the cluster */
	const char *env;              /* name of the last -e, or "base" */
	const char *target;
	struct version version;
	bool has_version;
	enum flavor flavor;
	const struct build *build;    /* NULL when there is no table (reported) */
	struct spec_node *root;
	VEC(struct spec_rule) rules;
	VEC(struct spec_allow) allows;
	VEC(struct spec_patch) patches;
	VEC(struct spec_deny) denies;
	struct builder *builder;           /* of the front's own */
	size_t raised;                     /* diags_raised() before this spec */
	VEC(const struct value *) raw;     /* config raw texts, in order */
};

/*
 * Everything that does not depend on one cluster: duplicate names, params,
 * profiles and overlays checked where they are written.  Once for a program.
 * The `config { }` of each profile is appended to configs: which EMQX keys
 * there are is not the front's to know (ir_check_program() asks the tables).
 */
struct value_list {
	struct value **at;
	size_t n, cap;
};
void spec_check_program(struct program *p, const struct spec_request *r, struct value_list *configs);

/* The clusters of a program in order: how many, and each by its number.  Its
 * tree, if it is not one that stays, is made in the arena. */
struct module;
struct spec_cluster {
	const struct ast_top *top;
	struct module *module;
	const char *name;
	size_t number;
};
size_t spec_clusters(struct program *p);
struct spec_cluster spec_cluster(struct arena *a, struct program *p, size_t number);
/* Does it have that name? */
bool spec_cluster_is(struct program *p, size_t number, const char *name);
/* The first of that name; false when there is none, with nearest names. */
bool spec_cluster_find(struct program *p, const char *name, size_t *number, struct nearest *near);

/* Names of the overlays that a cluster knows (NULL-terminated), in the
 * order that they are declared. */
const char *const *spec_overlays(struct arena *a, struct program *p, const struct spec_cluster *c);
/* Where its overlays of that name stand. */
const struct places *spec_env_places(struct arena *a, struct program *p,
				     const struct spec_cluster *c, const char *env);
/* Does any cluster know that environment? Nearest names when not. */
bool spec_env_known(struct program *p, const char *env, struct nearest *near);
/* The same for -c and -D. */
bool spec_cluster_known(struct program *p, const char *name, struct nearest *near);
bool spec_param_known(struct program *p, const char *name, struct nearest *near);
/* What is wrong with a -D (an unknown name, a secret param, a value of the
 * wrong type), in the arena; NULL when nothing is. */
const char *spec_define_fault(struct arena *a, struct program *p, const struct spec_define *d);

/* Build the spec of one cluster.  Never NULL; faults are messages. */
struct spec *spec_build(struct arena *a, struct program *p, const struct spec_cluster *c,
			const struct spec_request *r);

/* Reading it.  A path is field and member names joined by dots; an absent
 * node is NULL.  Arms are not named: "storage.size" reaches into the arm. */
struct spec_node *spec_get(const struct spec_node *from, const char *path);
/* The value of a leaf; of one that is absent or had an error, its row's default
 * (place NOWHERE), or NULL. */
const struct value *spec_value(const struct spec *s, const struct spec_node *record, const char *path);
const char *spec_arm(const struct spec_node *from, const char *path);
/* `config { }` as one record of nested records, down to the leaves. */
struct value *spec_config(struct arena *a, const struct spec_node *config);
struct place spec_place(const struct spec_node *n);   /* of its value, or where it is named */
const char *spec_path(struct arena *a, const struct spec_node *n);  /* "listener.mqtt.port" */

/* Warnings and errors about a node: allows are honoured. */
struct diag *spec_report(struct spec *s, enum diag_id id, const struct spec_node *n,
			 struct place at, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));
/* The same for what counts otherwise than its row says. */
struct diag *spec_report_as(struct spec *s, enum severity severity, enum diag_id id,
			    const struct spec_node *n, struct place at, const char *fmt, ...)
	__attribute__((format(printf, 6, 7)));

/* Does a policy deny it to this cluster? */
bool spec_denies(const struct spec *s, enum diag_id id);
/* Does a policy deny it, or an `allow` wait for it? */
bool spec_minds(const struct spec *s, enum diag_id id);

/* Runs require, policy and deny rules. */
void spec_rules(struct spec *s);

/*
 * The `test` blocks of a program.  Running one builds its cluster and checks
 * each `expect`; faults are messages (TE002).
 */
struct spec_test {
	const char *name;
	const struct ast_top *top;
	struct module *module;
};
size_t spec_tests(struct program *p, struct spec_test **out);
/* True when all expectations hold. */
bool spec_test_run(struct arena *a, struct program *p, const struct spec_test *t,
		   const struct spec_request *r);

/* --dump=spec */
void spec_dump(const struct spec *s, struct buf *out);

#endif

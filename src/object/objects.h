/*
 * objects: a set of Kubernetes objects, as emqxc made it or as a manifest has
 * it, and what rules ask of it: who is there, which pods an object makes, who
 * selects them, which container is EMQX, of which version, with which
 * variables.
 */
#ifndef EMQXC_OBJECTS_H
#define EMQXC_OBJECTS_H

#include "base/table.h"
#include "base/vec.h"
#include "diag/diag.h"
#include "object/doc.h"
#include "schema/kinds.h"
#include "schema/version.h"

struct object {
	const char *kind, *name;      /* of a manifest: "" when it has none */
	struct doc *doc;
	const char *api, *ns;         /* ns NULL: not said */
	bool *said;                   /* by diag_id: a rule found this in it */
	const struct pods *pods;  /* that makes pods, or NULL */
	/* numbers in the set, from 1 on; 0: none */
	uint32_t before;              /* of this kind, name and namespace */
	uint32_t last, last_here;     /* what the first of a kind and name (and namespace) knows */
};

/* A node and the way to it. */
struct spot {
	const struct spot *up;
	const struct doc *d;
	const struct kind_type *type;  /* NULL: no table knows it, or nobody asked: spot_type() */
	size_t index;                  /* among the entries of a list */
};

/* Where a variable of a container has its value from. */
enum variable_kind {
	VARIABLE_TEXT,       /* it stands there */
	VARIABLE_SECRET,     /* a Secret's */
	VARIABLE_ELSEWHERE   /* a field of the pod, an object that is not there */
};

struct variable {
	const char *name;
	enum variable_kind kind;
	struct str text;              /* TEXT */
	const struct object *object;  /* the node's: the workload or a ConfigMap */
	const struct spot *spot;      /* of the entry in `env`, or the key in `data` */
};

/* A container of EMQX. */
struct broker {
	const struct pods *pods;
	const struct spot *spot;
	const char *image;            /* "" when it has none */
	bool stock;                   /* its image is called as EMQX's own */
	bool known;                   /* its version, by the image's tag */
	struct version version;
	enum flavor flavor;
	const struct build *build;    /* NULL: no table has it */
	VEC(struct variable) variables;   /* the last of a name wins */
	bool open;                    /* some come from objects that are not there */
};

/* An object that makes pods. */
struct pods {
	const struct object *object;
	const struct spot *pod;       /* the spec of its pods */
	const struct doc *labels;     /* of its pods, or NULL */
	int64_t replicas;
	const struct broker *broker;  /* NULL: no EMQX in it */
};

struct objects;

/* How a message finds its way to the user: the one who made the objects knows
 * the place, who may allow it and what it counts as. */
struct saying {
	enum diag_id id;
	enum severity severity;       /* as it counts without `allow` and policies */
	const struct object *object;  /* NULL: of the whole set */
	const struct spot *spot;
	const struct doc *also;       /* the fault may be there as well; or NULL */
	const char *said;             /* "is `x`, and …" */
	const char *text;             /* the same, with node and object before it */
};

struct object_source {
	bool read;                    /* from a manifest, with places in it */
	struct diag *(*say)(const struct objects *set, const struct saying *s);
	/* Has a code an effect that is off (a policy denies it, an `allow` is for
	 * it)?  NULL: say() is asked always. */
	bool (*minds)(const struct objects *set, enum diag_id id);
};

struct objects {
	struct arena *arena;
	struct diags *diags;
	const struct object_source *source;
	const void *with;             /* of the source */
	bool closed;                  /* nothing else is there */
	bool patched;                 /* a user changed what was made */
	int server;                   /* oldest Kubernetes they are for: 1.server; 0: not said */
	const struct version *version; /* that it was made for, or NULL */
	enum flavor flavor;
	const struct objects *before; /* what is there already, or NULL */
	VEC(struct object) all;
	VEC(struct pods *) pods;
	struct table by_name, by_place;  /* the first of a kind and name, in a namespace too */
};

/* Add an object of that document. */
void objects_add(struct objects *set, struct doc *doc);

/* In that namespace (NULL: any); NULL when it is not there. */
const struct object *objects_find(const struct objects *set, const char *kind, const char *name,
				  const char *ns);
/* One that says no namespace may be in any. */
bool objects_same_namespace(const char *a, const char *b);
/* pods.c.  After the last object: who makes pods, and what is in them. */
void objects_index(struct objects *set);
/* A map of labels, each of which `labels` has too.  An empty one selects none. */
bool labels_select(const struct doc *selector, const struct doc *labels);
/* The workloads that a selector selects, from number *i on: NULL after the last. */
const struct pods *objects_selected(const struct objects *set, const struct doc *selector,
					const char *ns, size_t *i);
/* The number that a port of a Service leads to, by its own number or by the
 * name of a port of the pods; 0: not known. */
int64_t pods_target(const struct pods *p, const struct doc *port);
/* broker.c: the broker among the containers of a pod, or NULL. */
const struct broker *broker_find(struct objects *set, const struct pods *w);
/* The last variable of that name, or NULL. */
const struct variable *broker_variable(const struct broker *b, const char *name);
/* What it is set to, or NULL when it is not there or not known. */
const char *broker_text(const struct objects *set, const struct broker *b, const char *name);

/* spot.c: the spot at a path of names ("spec.template.spec"), or NULL. */
const struct spot *spot_at(struct arena *a, const struct spot *from, const char *path);
const struct spot *object_spot(struct arena *a, const struct object *o);
/* The type that its kind gives it; NULL: no table knows it. */
const struct kind_type *spot_type(const struct spot *s);
struct spot spot_below(const struct spot *s, const struct doc *child, size_t index);
const struct spot *spot_keep(struct arena *a, struct spot s);

#endif

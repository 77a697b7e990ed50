/*
 * fields: what a cluster holds.  One row a field; checks, docs and completion
 * come from it.
 */
#ifndef EMQXC_FIELDS_H
#define EMQXC_FIELDS_H

#include "schema/types.h"

enum field_flag {
	FIELD_PRINCIPAL = 1,  /* a scalar stands for it: storage = 1Gi */
	FIELD_REQUIRED = 2,   /* the record is wrong without it */
	FIELD_IDENTITY = 4    /* read before the layers: not under `when` */
};

/* Fields that Kubernetes alone reads: by their rows they go into … */
enum kube_part {
	PART_NONE,              /* … nothing by themselves */
	PART_POD,
	PART_CONTAINER,         /* of the broker */
	PART_OBJECT,            /* the object that the record around them is about */
	PART_DEPLOYMENT         /* the same, and only a Deployment has them */
};

struct field {
	const char *name;
	const struct type *type;
	unsigned flags;
	const char *since, *until;  /* EMQX versions; NULL: always.  until: last minor that has it */
	const char *def;            /* default as written in a spec, or NULL */
	const char *doc;            /* one line */
	const char *also;           /* what others call it, for "did you mean": words between blanks */
	const char *kube;           /* Kubernetes field that its value becomes, when that is not the
				       name in camelCase (doc/design/0110-rows-of-kubernetes.md) */
	enum kube_part part;        /* of a cluster or a role: where that field stands */
};

extern const struct type type_cluster;  /* the record of `cluster` */

/* Of a record or variant, by name; NULL when it has none. */
const struct field *field_find(const struct type *record, const char *name);
/* Is that what others call the field? */
bool field_is_also(const struct field *f, const char *name);
/* The principal field of a record, or NULL. */
const struct field *field_principal(const struct type *record);
unsigned field_count(const struct type *record);

#endif

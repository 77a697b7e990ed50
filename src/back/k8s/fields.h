/*
 * fields: nodes of the spec as the Kubernetes fields that their rows name.
 */
#ifndef EMQXC_K8S_FIELDS_H
#define EMQXC_K8S_FIELDS_H

#include "back/k8s/k8s.h"
#include "schema/fields.h"

/* Of the group's block when it says the field, else the cluster's; NULL when
 * neither does. */
const struct spec_node *field_node(const struct k8s *k, const char *field);
/* That field by its row, when it is said. */
void put_field(struct k8s *k, struct doc *in, const char *field);
/* All fields of a cluster or its role that go into that part. */
void put_part(struct k8s *k, struct doc *in, enum kube_part part);
/* The rows of a record that is said, and their defaults; with a part only
 * the rows of that part. */
void put_record(struct k8s *k, struct doc *in, const struct spec_node *record,
		const struct type *t, enum kube_part part);
/* One field that is said, into the map that holds it. */
void put_row(struct k8s *k, struct doc *in, const struct field *f, const struct spec_node *n);
/* Of a scalar, as it was written. */
const char *value_text(struct k8s *k, const struct value *v);
/* A member into its own map. */
void put_node(struct k8s *k, struct doc *in, const struct spec_node *n);
/* env { } of a container that is not the broker's. */
void put_variables(struct k8s *k, struct doc *in, const struct spec_node *map);

#endif

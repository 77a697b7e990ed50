/*
 * verify: the finished objects against the rules that no schema states.
 *
 * What emqxc makes keeps them; what a patch adds, changes or takes away may
 * not.  A fault is reported at the line of the patch that caused it.
 */
#ifndef EMQXC_K8S_VERIFY_H
#define EMQXC_K8S_VERIFY_H

#include "back/k8s/k8s.h"
#include "diag/diag.h"
#include "schema/kinds.h"

struct verify {
	struct k8s *k;
	const struct object *object;
};

/* A node and the way to it. */
struct spot {
	const struct spot *up;
	const struct doc *d;
	const struct kind_type *type;  /* NULL: no table knows it */
	size_t index;                  /* among the entries of a list */
};

/* Every node of that name and kind, or each entry of a list of that name. */
enum verify_kind { ON_MAP, ON_LIST, ON_EACH };
struct verify_rule {
	const char *name;
	enum verify_kind kind;
	void (*check)(const struct verify *v, const struct spot *s);
};

/*
 * Queue "`path` of KIND `NAME` …".  The place is the patch that made the node
 * or something in it, that changed `also` (which may be NULL), or that made
 * what the node stands in.
 */
struct diag *verify_report(const struct verify *v, const struct spot *s, const struct doc *also,
			   enum diag_id id, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));

/* The field of a map; as a text (NULL when it is not there or no text). */
const struct doc *verify_get(const struct doc *map, const char *name);
const char *verify_text(const struct verify *v, const struct doc *map, const char *name);
/* How many of these fields (NULL-terminated) a map has. */
size_t verify_count(const struct doc *map, const char *const *names);
/* The spot of a child. */
struct spot verify_below(const struct spot *s, const struct doc *child, size_t index);

/* verify_names.c */
void verify_labels(const struct verify *v, const struct spot *s);
void verify_annotations(const struct verify *v, const struct spot *s);
void verify_named(const struct verify *v, const struct spot *s);
void verify_port(const struct verify *v, const struct spot *s);
void verify_port_names(const struct verify *v, const struct spot *s);
void verify_variable(const struct verify *v, const struct spot *s);
void verify_data(const struct verify *v, const struct spot *s);

/* verify_pod.c */
void verify_pod(const struct verify *v, const struct spot *s);
void verify_volume(const struct verify *v, const struct spot *s);
void verify_mount(const struct verify *v, const struct spot *s);

/* verify_container.c */
void verify_container(const struct verify *v, const struct spot *s);
void verify_value_from(const struct verify *v, const struct spot *s);
void verify_env_from(const struct verify *v, const struct spot *s);
void verify_field_ref(const struct verify *v, const struct spot *s);
void verify_probe(const struct verify *v, const struct spot *s);
void verify_hook(const struct verify *v, const struct spot *s);
void verify_resources(const struct verify *v, const struct spot *s);
void verify_security(const struct verify *v, const struct spot *s);

/* verify_object.c */
void verify_config_map_key(const struct verify *v, const struct spot *s);
void verify_secret_key(const struct verify *v, const struct spot *s);
void verify_spec(const struct verify *v, const struct spot *s);
void verify_strategy(const struct verify *v, const struct spot *s);

#endif

/*
 * check: the rules of object_rules.def over a set of objects.
 *
 * Each rule says what it looks at, and at which sets: those that emqxc made
 * (MADE), those that patches changed (PATCHED: what emqxc makes keeps these),
 * those of a manifest (READ).  It says what it finds by one of rule_report(),
 * rule_advise() and rule_dangling(); how that counts, and where it is shown,
 * is the business of the set's source.
 */
#ifndef EMQXC_OBJECT_CHECK_H
#define EMQXC_OBJECT_CHECK_H

#include "object/objects.h"

/* What a rule is asked about. */
struct check {
	struct objects *set;
	const struct object *object;      /* NULL: the whole set */
	const struct pods *pods;  /* that the object is, or NULL */
	const struct broker *broker;      /* EMQX in it, or NULL */
};

/* What a rule looks at; the spot that it is given. */
enum rule_on {
	ON_SET,         /* once; NULL */
	ON_KIND,        /* each object of that kind; its top */
	ON_OBJECT,      /* each object; its top */
	ON_POD,         /* each spec of pods; it */
	ON_CONTAINER,   /* each container, initContainers too; it */
	ON_BROKER,      /* each container of EMQX; it */
	ON_MAP,         /* each map of that name; it */
	ON_LIST,        /* each list of that name; it */
	ON_EACH         /* each entry of a list of that name; it */
};

enum rule_sets { MADE = 1, PATCHED = 2, READ = 4 };

/* Run them all. */
void objects_check(struct objects *set);

/*
 * say.c: queue "`path` of KIND `NAME` …".  `also` is a node that may be at fault as
 * well: a patch of it counts as the place; it may be NULL.
 */
struct diag *rule_report(const struct check *c, const struct spot *s, const struct doc *also,
			 enum diag_id id, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));
/* What is not set, and better were: only when hardening is asked for. */
struct diag *rule_advise(const struct check *c, const struct spot *s, enum diag_id id,
			 const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* Something that is not in the set: a warning, an error when the set is
 * closed. */
struct diag *rule_dangling(const struct check *c, const struct spot *s, enum diag_id id,
			   const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* For the notes and helps of a record. */
struct diags *rule_diags(const struct check *c);
/* Nothing follows from what had that fault already. */
bool rule_said(const struct check *c, enum diag_id id);
/* What is off is not even put into words, unless the source minds. */
bool rule_is_silent(const struct objects *set, enum diag_id id, enum severity severity);

/* Does a NetworkPolicy count for "Ingress" or "Egress"?  Without policyTypes it
 * does for Ingress, and for Egress where it has a rule (networking/v1). */
bool policy_limits(const struct doc *policy, const char *type);
/* "spec.template.spec.containers[emqx].image" */
const char *spot_path(struct arena *a, const struct spot *s);

#define OBJECT_RULE(id, function, after, on, what, sets) \
	void function(const struct check *c, const struct spot *s);
#include "object/object_rules.def"
#undef OBJECT_RULE

#endif

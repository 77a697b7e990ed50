/*
 * said: which fields of a cluster a target can say.  A target that is not
 * Kubernetes has no place for all of them: what is asked for and cannot be
 * said is told, never dropped in silence.
 */
#ifndef EMQXC_SAID_H
#define EMQXC_SAID_H

#include "base/vec.h"
#include "ir/ir.h"

enum said_target { SAID_COMPOSE, SAID_HELM, SAID_CONF, SAID_ENV, SAID_TARGETS };

/* One product: what it could not say, for a target that lists it. */
struct said {
	const struct ir *ir;
	enum said_target target;
	VEC(const char *) told;     /* "network-policy: the chart has no NetworkPolicy" */
};

/* Tells of every field that is set and that the target cannot say in this
 * version, by the rows of said.def and said_plain.def. */
void said_check(struct said *s);

/* Tells of one: for what a row cannot know.  `path` is the field where it is
 * set; the cluster when it is not. */
void said_not(struct said *s, const char *path, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* Is a field covered?  `path` has `*` for the names of members
 * ("listener.*.port"); for the test that finds a field without a row. */
bool said_has_row(const char *path, enum said_target t);

#endif

/*
 * listeners: what a container of EMQX listens on, by its variables and by what
 * its version has without any.
 */
#ifndef EMQXC_OBJECT_LISTENERS_H
#define EMQXC_OBJECT_LISTENERS_H

#include "object/check.h"

struct listener {
	const char *type, *name;      /* "ssl", "default": in lower case */
	const char *prefix;           /* of its variables: EMQX_LISTENERS__SSL__DEFAULT */
	int64_t port;
	const char *address;          /* "" when only a port is said */
	bool udp, tls, off;
	const struct variable *bind;  /* NULL: as the version has it */
};

typedef VEC(struct listener) listener_list;

/* Of the check's broker; those that are off too. */
void listeners_of(const struct check *c, listener_list *out);
/* Is a file mounted that says more of them, or has their certificates? */
bool listeners_in_file(const struct check *c);
/* Do two of them take the same port? */
bool listeners_clash(const struct listener *a, const struct listener *b);
bool listener_is_inside(const struct listener *l);

#endif

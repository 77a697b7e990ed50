/*
 * acl: the rules of acl.conf, which are Erlang terms: read as far as is needed
 * to know that the broker takes them.
 */
#ifndef EMQXC_ACL_H
#define EMQXC_ACL_H

#include <stdbool.h>

#include "base/str.h"

struct acl_rules {
	int n;              /* that are whole */
	bool open;          /* the last one is {allow, all} */
	const char *fault;  /* of rule n + 1, or NULL: "does not end with a dot" */
};

struct acl_rules acl_read(struct str text);

#endif

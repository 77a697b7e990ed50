/*
 * conf_keys: the keys of a configuration text (emqx.conf of any version, raw
 * configuration) that stand in no other key, without reading values:
 * `cluster.name`, `node` of `node { … }`.
 */
#ifndef EMQXC_CONF_KEYS_H
#define EMQXC_CONF_KEYS_H

#include "base/str.h"

struct conf_keys {
	const char *p, *end;
	int depth;
	bool fresh;          /* a key may come next */
};

struct conf_keys conf_keys_of(struct str text);
/* The next of them; false after the last. */
bool conf_keys_next(struct conf_keys *k, struct str *key);

#endif

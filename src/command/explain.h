/*
 * explain: the parts of `emqxc explain`: EMQX keys and fields of a cluster.
 */
#ifndef EMQXC_EXPLAIN_H
#define EMQXC_EXPLAIN_H

#include "command/asked.h"

/* What is known of a key, to r->out; `only` NULL: in all versions.  false
 * when nothing has that name. */
bool explain_key(struct run *r, const char *path, const struct asked *only);
/* The same of a field of the cluster. */
bool explain_field(struct run *r, const char *path);

/* "`listener.mqtt.port`": the field that a key comes from, or NULL. */
const char *explain_owner(struct arena *a, const char *path, int era, bool *always);
/* The keys that a field sets, with commas, or NULL. */
const char *explain_keys_of(struct arena *a, const char *field);

/* explain_row.c: "  label     text": a row of the layout, if there is a text. */
void explain_row(struct buf *out, const char *label, const char *text);

#endif

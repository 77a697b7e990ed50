/*
 * write: one writer a syntax, for artifact_write() and for backends that put
 * one file inside another (a configuration file in a ConfigMap).  Each
 * appends text to a buffer.
 */
#ifndef EMQXC_WRITE_H
#define EMQXC_WRITE_H

#include "back/backend.h"

/* YAML documents, one after the other; each begins with `---`, but for the
 * first one where `first` says so.  Comments stand before a document when they
 * are at its head, and are left out elsewhere.  0, or an errno: ENOMEM, or
 * EILSEQ for text that is not UTF-8. */
int write_yaml(const struct doc *const *docs, size_t n, bool first, struct buf *out);

/* HOCON as EMQX 5 and 6 read it; a nameless WORD at the root is raw text. */
void write_hocon(const struct doc *d, struct buf *out);
/* One value on one line (save after a string that ends in a backslash). */
void hocon_value(const struct doc *d, struct buf *out);
/* Does that reader take this text for exactly this string without quotes? */
bool hocon_is_plain(struct str text);
/* The same for a number with a unit: 15s, 64KB, 80%. */
bool hocon_is_unit(struct str text);

/* 4.x: `key = value`, a flat map. */
void write_cuttlefish(const struct doc *d, struct buf *out);

/* A flat map of variables; not for ENV_CONFIGMAP, which is YAML. */
void write_env(const struct doc *d, enum env_format format, struct buf *out);

/* A graph for Graphviz: see write_dot.c for its shape. */
void write_dot(const struct doc *d, struct buf *out);

/* One JSON value. */
void write_json(const struct doc *d, struct buf *out);

/* `# ` and the text, line by line. */
void write_comment(struct str text, size_t indent, struct buf *out);

#endif

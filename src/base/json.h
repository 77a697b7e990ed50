/*
 * json: strings as JSON writes them, for every text that is JSON.
 */
#ifndef EMQXC_JSON_H
#define EMQXC_JSON_H

#include "base/buf.h"

/* "…" with what JSON does not take escaped; a byte that is not UTF-8 becomes
 * U+FFFD. */
void json_str(struct buf *out, struct str s);
/* The same of a C string; NULL is null. */
void json_text(struct buf *out, const char *text);
/* "key":"text" (null without one); the key is plain. */
void json_member(struct buf *out, const char *key, const char *text);

#endif

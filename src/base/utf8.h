/*
 * utf8: one character at a time.
 */
#ifndef EMQXC_UTF8_H
#define EMQXC_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* Bytes of the first character of s, and the character itself; 0 when s is
 * empty or does not start with valid UTF-8. */
size_t utf8_decode(struct str s, uint32_t *point);

/* The same for readers that must go on: an invalid byte is one character. */
size_t utf8_step(struct str s);

/* Characters that must not reach a terminal as they are: C0, DEL and C1
 * controls, line separators, and those that change the text's direction. */
bool utf8_unprintable(uint32_t point);

#endif

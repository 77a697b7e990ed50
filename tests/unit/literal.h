/*
 * literal: values for tests, from a short text: a subset of the language's
 * own literals, without names, places of imports or layers.
 *
 *	mqtt.max_packet_size = 1MiB; log { level = warning }; a = [1, { b = "x" }]
 *
 * Also secret(a, b), secret-file("x"), env-ref(X), insecure("x").
 */
#ifndef EMQXC_TESTS_LITERAL_H
#define EMQXC_TESTS_LITERAL_H

#include "schema/value.h"

struct arena;

/* A VAL_RECORD; places are offsets into text in file 1.  Aborts on a text that
 * it cannot read: tests are wrong then. */
struct value *literal(struct arena *a, const char *text);

#endif

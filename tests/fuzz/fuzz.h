/*
 * fuzz: one input of a target.  libFuzzer calls it, and so does replay.c; a
 * property that does not hold ends the process by abort().
 */
#ifndef EMQXC_TESTS_FUZZ_H
#define EMQXC_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* The name is libFuzzer's. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

/* A property of the target, in words. */
#define HOLDS(property, condition) \
	do { \
		if (!(condition)) { \
			fprintf(stderr, "does not hold: %s\n", (property)); \
			abort(); \
		} \
	} while (0)

#endif

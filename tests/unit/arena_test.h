/*
 * arena_test: cmocka, and tests whose state is an arena of their own or lives
 * in one.
 */
#ifndef EMQXC_TESTS_ARENA_TEST_H
#define EMQXC_TESTS_ARENA_TEST_H

/* what cmocka.h needs before it */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"

static inline int
new_arena(void **state)
{
	*state = arena_new();
	return *state ? 0 : -1;
}

static inline int
free_arena(void **state)
{
	arena_free(*state);
	return 0;
}

/* The same with a state of its own type in the arena, zeroed; its first member is
 * the arena. */
static inline int
new_state(void **state, size_t size)
{
	struct arena *a = arena_new();

	if (!a)
		return -1;
	*state = arena_alloc(a, size);
	*(struct arena **)*state = a;
	return 0;
}

static inline int
free_state(void **state)
{
	arena_free(*(struct arena **)*state);
	return 0;
}

#define ARENA_TEST(f) cmocka_unit_test_setup_teardown(f, new_arena, free_arena)

#endif

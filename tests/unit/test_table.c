/*
 * test_table: what was put under a hash is found, and nothing else is.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/table.h"

static int
setup(void **state)
{
	*state = arena_new();
	return *state ? 0 : -1;
}

static int
teardown(void **state)
{
	arena_free(*state);
	return 0;
}

/* How often that number is under the hash. */
static int
count(const struct table *t, uint64_t hash, uint32_t number)
{
	struct probe p = table_probe(t, hash);
	int n = 0;

	for (uint32_t i; (i = probe_next(&p)); )
		n += i == number;
	return n;
}

static int
count_all(const struct table *t, uint64_t hash)
{
	struct probe p = table_probe(t, hash);
	int n = 0;

	while (probe_next(&p))
		n++;
	return n;
}

static void
empty_tables_have_nothing(void **state)
{
	struct table t = { 0 };

	assert_int_equal(count_all(&t, 0), 0);
	table_expect(*state, &t, 0);
	assert_int_equal(count_all(&t, 0), 0);
	assert_int_equal(count_all(&t, UINT64_MAX), 0);
}

static void
tables_grow(void **state)
{
	enum { MANY = 5000 };
	struct table t = { 0 };

	for (uint32_t i = 1; i <= MANY; i++) {
		table_add(*state, &t, i, i);
		assert_true(t.n == i && t.n < t.nslots);
		assert_int_equal(count(&t, 1, 1), 1);
	}
	for (uint32_t i = 1; i <= MANY; i++)
		assert_int_equal(count(&t, i, i), 1);
	assert_int_equal(count_all(&t, 0), 0);
	assert_int_equal(count_all(&t, MANY + 1), 0);
}

/* Bits that differ in one half of the hash alone are enough. */
static void
hashes_count_whole(void **state)
{
	struct table t = { 0 };

	for (uint32_t bit = 0; bit < 64; bit++)
		table_add(*state, &t, UINT64_C(1) << bit, bit + 1);
	for (uint32_t bit = 0; bit < 32; bit++)
		assert_int_equal(count_all(&t, UINT64_C(1) << bit), 1);
	for (uint32_t bit = 0; bit < 64; bit++)
		assert_int_equal(count(&t, UINT64_C(1) << bit, bit + 1), 1);
}

/* The last slot is followed by the first. */
static void
many_under_one_hash_are_all_there(void **state)
{
	static const uint64_t hashes[] = { 0, 1, UINT64_C(0xffffffff), UINT64_MAX };

	for (size_t h = 0; h < sizeof hashes / sizeof *hashes; h++) {
		struct table t = { 0 };

		for (uint32_t i = 1; i <= 100; i++)
			table_add(*state, &t, hashes[h], i);
		assert_int_equal(count_all(&t, hashes[h]), 100);
		for (uint32_t i = 1; i <= 100; i++)
			assert_int_equal(count(&t, hashes[h], i), 1);
		assert_int_equal(count_all(&t, hashes[h] ^ 2), 0);
	}
}

/* Hashes whose slots are the last ones of the table: their probes wrap. */
static void
probes_go_round(void **state)
{
	struct table t = { 0 };
	uint64_t last[8];
	size_t n = 0;

	table_expect(*state, &t, 8);
	for (uint64_t hash = 0; n < 8; hash++)
		if (table_probe(&t, hash).at >= t.nslots - 2)
			last[n++] = hash;
	for (uint32_t i = 0; i < 8; i++)
		table_add(*state, &t, last[i], i + 1);
	for (uint32_t i = 0; i < 8; i++)
		assert_int_equal(count(&t, last[i], i + 1), 1);
}

static void
what_is_expected_needs_no_more_memory(void **state)
{
	enum { MANY = 10000 };
	struct table t = { 0 };
	size_t used;

	table_expect(*state, &t, MANY);
	used = arena_used(*state);
	assert_true(used <= 10 * MANY + 200);
	for (uint32_t i = 1; i <= MANY; i++)
		table_add(*state, &t, i, i);
	assert_int_equal(arena_used(*state), used);
	for (uint32_t i = MANY + 1; i <= 3 * MANY; i++)
		table_add(*state, &t, i, i);
	for (uint32_t i = 1; i <= 3 * MANY; i++)
		assert_int_equal(count(&t, i, i), 1);
}

static void
nothing_is_lost_without_memory(void **state)
{
	struct arena *a = *state;
	struct table t = { 0 };
	volatile uint32_t n = 0;
	jmp_buf here;

	arena_on_oom(a, &here);
	for (uint32_t i = 1; i <= 12; i++)
		table_add(a, &t, i, i);
	arena_fail_after(a, 1);
	if (setjmp(here) == 0)
		for (n = 13; n < 100; n++)
			table_add(a, &t, n, n);
	assert_in_range(n, 13, 99);
	for (uint32_t i = 1; i < n; i++)
		assert_int_equal(count(&t, i, i), 1);
	assert_int_equal(count_all(&t, n), 0);
	table_add(a, &t, n, n);
	assert_int_equal(count(&t, n, n), 1);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(empty_tables_have_nothing),
		TEST(tables_grow),
		TEST(hashes_count_whole),
		TEST(many_under_one_hash_are_all_there),
		TEST(probes_go_round),
		TEST(what_is_expected_needs_no_more_memory),
		TEST(nothing_is_lost_without_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * test_version: reading, order and builds of versions.
 */
#include <string.h>

#include "schema/version.h"
#include "arena_test.h"

static struct version
v(const char *text)
{
	struct version out;

	assert_true(version_parse(str_of(text), &out));
	return out;
}

static int
cmp(const char *a, const char *b)
{
	struct version x = v(a), y = v(b);
	int c = version_cmp(&x, &y);

	assert_int_equal(c, -version_cmp(&y, &x));
	return c;
}

static void
texts_that_are_versions(void **state)
{
	struct arena *a = *state;
	const char *const good[] = { "5.8.6", "5.10", "4.1-rc.1", "6.3.0-beta.2", "4.1.0" };
	const char *const bad[] = { "", "5", "5.", ".8", "5.8.", "5.8.6.1", "v5.8", "5.8-", "5.8 ", "a.b", "5.8.6-",
		"5.99999", "4.1-rc 1" };

	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		struct version x = v(good[i]);

		assert_string_equal(version_text(a, &x), good[i]);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct version x;

		assert_false(version_parse(str_of(bad[i]), &x));
	}
}

static void
order_is_by_number(void **state)
{
	(void)state;
	assert_true(cmp("5.9.1", "5.10.0") < 0);
	assert_true(cmp("4.1-rc.1", "4.1.0") < 0);
	assert_true(cmp("4.1-rc.1", "4.1-rc.2") < 0);
	assert_true(cmp("4.1-rc.2", "4.1-rc.10") < 0);
	assert_true(cmp("4.1-alpha.3", "4.1-rc.1") < 0);
	assert_true(cmp("5.8", "5.8.9") > 0);
	assert_true(cmp("5.8", "5.9.0") < 0);
	assert_int_equal(cmp("5.8.6", "5.8.6"), 0);
}

static void
at_least(void **state)
{
	struct version newest = v("5.8"), rc = v("5.8.4-rc.1");

	(void)state;
	assert_true(version_at_least(&newest, 5, 8, 4));
	assert_false(version_at_least(&newest, 5, 9, 0));
	assert_false(version_at_least(&rc, 5, 8, 4));
	assert_true(version_at_least(&rc, 5, 8, 3));
}

static const char *
build_of(const char *text, enum flavor flavor)
{
	struct version x = v(text);
	const struct build *b = build_for(&x, flavor);

	return b ? b->name : "none";
}

static void
builds_of_versions(void **state)
{
	(void)state;
	assert_int_equal(nbuilds, 29);
	assert_string_equal(build_of("4.1-rc.1", OPEN_SOURCE), "4.1-rc.1");
	assert_string_equal(build_of("4.1.0", OPEN_SOURCE), "4.1");
	assert_string_equal(build_of("4.1", OPEN_SOURCE), "4.1");
	assert_string_equal(build_of("5.8.6", OPEN_SOURCE), "5.8");
	assert_string_equal(build_of("5.8.6", ENTERPRISE), "5.8-ee");
	assert_string_equal(build_of("5.9.0", OPEN_SOURCE), "5.9");
	assert_string_equal(build_of("6.3.0-beta.2", ENTERPRISE), "6.3");
	assert_string_equal(build_of("6.4", OPEN_SOURCE), "none");
	assert_string_equal(build_of("4.0", OPEN_SOURCE), "none");
	assert_string_equal(build_newest(OPEN_SOURCE)->name, "6.3");
}

static const char *
nearest_of(const char *text)
{
	struct version x = v(text);

	return build_nearest(&x, OPEN_SOURCE)->name;
}

static void
nearest_builds(void **state)
{
	(void)state;
	assert_string_equal(nearest_of("3.1"), "4.1");
	assert_string_equal(nearest_of("4.9"), "4.4");
	assert_string_equal(nearest_of("5.11"), "5.10");
	assert_string_equal(nearest_of("7.0"), "6.3");
}

static build_set
set_of(const char *names)
{
	build_set set = 0;

	for (unsigned i = 0; i < nbuilds; i++)
		if (strstr(names, builds[i].name))
			set |= UINT32_C(1) << builds[i].id;
	return set;
}

static void
sets_in_words(void **state)
{
	struct arena *a = *state;
	build_set later = 0;

	for (unsigned i = 0; i < nbuilds; i++)
		if (builds[i].major == 6)
			later |= UINT32_C(1) << i;
	assert_string_equal(build_set_text(a, later), "6.0–6.3");
	assert_string_equal(build_set_text(a, set_of("5.8-ee") & ~set_of(" ")), "5.8");
	assert_string_equal(build_set_text(a, UINT32_C(1)), "4.1-rc.1");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_that_are_versions),
		cmocka_unit_test(order_is_by_number),
		cmocka_unit_test(at_least),
		cmocka_unit_test(builds_of_versions),
		cmocka_unit_test(nearest_builds),
		cmocka_unit_test(sets_in_words),
	};

	return cmocka_run_group_tests(tests, new_arena, free_arena);
}

/*
 * test_said: every field of a cluster has a row for every target that cannot
 * say all of them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "back/said.h"
#include "schema/fields.h"

enum { LONGEST = 200 };

static int walk(const struct type *t, const char *path, enum said_target target);

/* A field of a record, or the members of a map. */
static int
step(const struct type *t, const char *path, const char *name, enum said_target target)
{
	char longer[LONGEST];

	snprintf(longer, sizeof longer, "%s%s%s", path, *path ? "." : "", name);
	return walk(t, longer, target);
}

static int
leaf(const char *path, enum said_target target)
{
	if (said_has_row(path, target))
		return 0;
	print_message("src/back/said.def, or said_plain.def, has no row for `%s` (target %d)\n", path, (int)target + 1);
	return 1;
}

/* Arms have no name in a path: their fields stand in the variant. */
static int
walk(const struct type *t, const char *path, enum said_target target)
{
	int missing = 0;

	if (t->kind == TYPE_MAP)
		return step(t->of, path, "*", target);
	if (t->kind != TYPE_RECORD && t->kind != TYPE_VARIANT)
		return leaf(path, target);
	if (*path)
		missing = leaf(path, target);
	for (const struct field *f = t->fields; f->name; f++)
		missing += t->kind == TYPE_VARIANT ? walk(f->type, path, target)
						   : step(f->type, path, f->name, target);
	return missing;
}

static void
every_field_has_a_row(void **state)
{
	int missing = 0;

	(void)state;
	for (int target = 0; target < SAID_TARGETS; target++)
		missing += walk(&type_cluster, "", (enum said_target)target);
	assert_int_equal(missing, 0);
}

/* The test must be able to fail: a row whose fields have rows of their own
 * does not cover a new one. */
static void
a_new_field_has_none(void **state)
{
	(void)state;
	assert_false(said_has_row("colour", SAID_COMPOSE));
	assert_false(said_has_row("security.colour", SAID_COMPOSE));
	assert_false(said_has_row("service.*.colour", SAID_HELM));
	assert_false(said_has_row("core.security.colour", SAID_COMPOSE));
	assert_true(said_has_row("config.mqtt", SAID_COMPOSE));
	assert_true(said_has_row("core.resources.cpu", SAID_HELM));
	assert_false(said_has_row("colour", SAID_CONF));
	assert_false(said_has_row("core.colour", SAID_ENV));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_field_has_a_row),
		cmocka_unit_test(a_new_field_has_none),
	};

	return cmocka_run_group_tests_name("said", tests, NULL, NULL);
}

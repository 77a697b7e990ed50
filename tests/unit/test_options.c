/*
 * options: the words of a command line become a struct, or a text that says
 * what is wrong.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "options.h"

enum { MOST_WORDS = 16 };

struct fixture {
	struct arena *arena;
	struct options o;
};

static int
set_up(void **state)
{
	static struct fixture f;

	memset(&f, 0, sizeof f);
	f.arena = arena_new();
	*state = &f;
	return f.arena ? 0 : -1;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;

	arena_free(f->arena);
	return 0;
}

/* Read words that are separated by spaces. */
static const char *
read_as(struct fixture *f, enum taker taker, const char *line)
{
	char *copy = arena_strdup(f->arena, line), *words[MOST_WORDS], *word;
	int n = 0;

	for (word = strtok(copy, " "); word; word = strtok(NULL, " "))
		words[n++] = word;
	return options_read(f->arena, &f->o, taker, n, words);
}

static const char *
read(struct fixture *f, const char *line)
{
	return read_as(f, COMPILE, line);
}

static void
arguments_stand_beside_or_behind(void **state)
{
	struct fixture *f = *state;

	assert_null(read(f, "-e prod -eeu --env=cn --env us a.emqx -oout/ -DA=1 -D B=2=3"));
	assert_int_equal(f->o.envs.n, 4);
	assert_string_equal(f->o.envs.at[1], "eu");
	assert_string_equal(f->o.envs.at[3], "us");
	assert_string_equal(f->o.output, "out/");
	assert_string_equal(f->o.defines.at[0].name, "A");
	assert_string_equal(f->o.defines.at[1].value, "2=3");
	assert_int_equal(f->o.files.n, 1);
}

static void
files_stand_anywhere(void **state)
{
	struct fixture *f = *state;

	assert_null(read(f, "a --check - -q -- -b --c"));
	assert_int_equal(f->o.files.n, 4);
	assert_string_equal(f->o.files.at[1], "-");
	assert_string_equal(f->o.files.at[3], "--c");
	assert_true(f->o.check && f->o.quiet);
}

static void
letters_that_begin_alike(void **state)
{
	struct fixture *f = *state;

	assert_null(read(f, "-MD -MF x.d -MTtwo -MP a"));
	assert_true(f->o.deps && f->o.deps_phony && !f->o.deps_only);
	assert_string_equal(f->o.deps_file, "x.d");
	assert_string_equal(f->o.deps_targets.at[0], "two");
	assert_null(read(f, "-M"));
	assert_true(f->o.deps_only);
}

static void
warnings_are_changed_in_order(void **state)
{
	struct fixture *f = *state;

	assert_null(read(f, "-Wall -Wno-even-nodes -W image-tag -Werror=dead-override -Werror "
			    "--deny insecure"));
	assert_int_equal(f->o.lints.n, 5);
	assert_string_equal(f->o.lints.at[0].group, "*");
	assert_int_equal(f->o.lints.at[1].id, DIAG_EX040);
	assert_int_equal(f->o.lints.at[1].to, SEV_OFF);
	assert_int_equal(f->o.lints.at[3].to, SEV_ERROR);
	assert_true(f->o.lints.at[4].deny);
	assert_true(f->o.werror);
}

/* The same name is an option of its own for another command. */
static void
names_by_command(void **state)
{
	struct fixture *f = *state;

	assert_null(read_as(f, EXPLAIN, "mqtt --version 5.8 --flavor enterprise"));
	assert_string_equal(f->o.emqx, "5.8");
	assert_int_equal(f->o.flavor, 1);
	assert_false(f->o.version);
	assert_non_null(read_as(f, EXPLAIN, "--version"));
	assert_null(read(f, "--version"));
	assert_true(f->o.version);
	assert_null(read_as(f, MIGRATE, "--to 5.8 --in-place"));
	assert_true(f->o.in_place);
}

static void
words_and_targets(void **state)
{
	struct fixture *f = *state;

	assert_null(read(f, "-t k8s,env -t k8s --color never --error-format=json --dump ast"));
	assert_int_equal(f->o.targets.n, 2);
	assert_string_equal(f->o.targets.at[1]->name, "env");
	assert_int_equal(f->o.color, COLOR_NEVER);
	assert_int_equal(f->o.error_format, ERROR_JSON);
	assert_int_equal(f->o.dump, DUMP_AST);
}

static void
verbs_take_their_own(void **state)
{
	struct fixture *f = *state;

	assert_null(read_as(f, FMT, "--check a"));
	assert_non_null(read_as(f, FMT, "-t k8s a"));
	assert_non_null(read_as(f, NEW, "--check"));
}

static void
wrong_use_is_named(void **state)
{
	static const struct {
		const char *line, *says;
	} wrong[] = {
		{ "--chek", "`--check`" },
		{ "--check=yes", "takes no argument" },
		{ "-o", "needs its PATH" },
		{ "-Wno-", "needs its SLUG" },
		{ "--color sometimes", "`always`" },
		{ "-t k8d", "`k8s`" },
		{ "-t k8s,", "no target ``" },
		{ "-W even-node", "`even-nodes`" },
		{ "-Wno-unknown-key", "is an error" },
		{ "-D X", "NAME=VALUE" },
		{ "-D =1", "NAME=VALUE" },
		{ "-D A=1 -D A=1", "twice" },
		{ "-o a -o b", "twice" },
		{ "-x", "`-x`" },
	};

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct fixture *f = *state;
		const char *fault;

		memset(&f->o, 0, sizeof f->o);
		fault = read(f, wrong[i].line);
		if (!fault || !strstr(fault, wrong[i].says))
			fail_msg("%s: %s", wrong[i].line, fault ? fault : "no fault");
	}
}

static void
what_does_not_go_together(void **state)
{
	static const char *const wrong[] = {
		"", "a -t k8s,conf", "a --all-envs", "a --all-envs -e x -o y/", "a -MF x",
		"a -MD", "a -MD -MF x", "a -M", "a --list-outputs", "a --check --dump ast",
		"a --check -MD -o x",
	};
	static const char *const right[] = {
		"a", "a -t k8s,conf -o x/", "a --check -t k8s,conf", "a --all-envs -o y/",
		"a -MD -o x", "a -MD -MF x -MT y", "a -M -MT x", "a -M -o x",
		"a --diff-output -o x", "a --check --all-envs",
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		memset(&f->o, 0, sizeof f->o);
		assert_null(read(f, wrong[i]));
		if (!options_agree(&f->o))
			fail_msg("%s: no fault", wrong[i]);
	}
	for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
		memset(&f->o, 0, sizeof f->o);
		assert_null(read(f, right[i]));
		if (options_agree(&f->o))
			fail_msg("%s: %s", right[i], options_agree(&f->o));
	}
}

static void
names_of_the_library(void **state)
{
	struct fixture *f = *state;

	assert_null(options_set(f->arena, &f->o, "target", "conf"));
	assert_null(options_set(f->arena, &f->o, "all-envs", NULL));
	assert_null(options_set(f->arena, &f->o, "D", "A=1"));
	assert_null(options_set(f->arena, &f->o, "Wno-", "even-nodes"));
	assert_string_equal(f->o.targets.at[0]->name, "conf");
	assert_int_equal(f->o.defines.n, 1);
	assert_non_null(options_set(f->arena, &f->o, "output", "x"));
	assert_non_null(options_set(f->arena, &f->o, "target", NULL));
	assert_non_null(options_set(f->arena, &f->o, "", "x"));
}

static void
help_has_every_row(void **state)
{
	struct fixture *f = *state;
	struct buf text = BUF_IN(f->arena);

	options_help(COMPILE, &text);
	for (size_t i = 0; i < option_count; i++) {
		const struct option_row *row = &option_rows[i];

		if (!(row->takers & COMPILE))
			continue;
		assert_non_null(strstr(buf_cstr(&text), row->name ? row->name : row->brief));
		assert_non_null(strstr(buf_cstr(&text), row->help));
	}
}

int
main(void)
{
#define TEST_CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST_CASE(arguments_stand_beside_or_behind),
		TEST_CASE(files_stand_anywhere),
		TEST_CASE(letters_that_begin_alike),
		TEST_CASE(warnings_are_changed_in_order),
		TEST_CASE(names_by_command),
		TEST_CASE(words_and_targets),
		TEST_CASE(verbs_take_their_own),
		TEST_CASE(wrong_use_is_named),
		TEST_CASE(what_does_not_go_together),
		TEST_CASE(names_of_the_library),
		TEST_CASE(help_has_every_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

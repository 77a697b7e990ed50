/*
 * lib: the installed interface: options by name, texts in memory, products
 * and messages by call, and results instead of exits.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "emqxc.h"

static const char clean[] =
	"param size: int = 1\n"
	"cluster a {\n"
	"  version = 5.8.6\n"
	"  nodes = size\n"
	"  dashboard { password = secret(a, b) }\n"
	"}\n"
	"overlay prod { labels { tier = \"front\" } }\n";

/* What a sink was told. */
struct heard {
	size_t files, bytes, messages, errors;
	int stop_after;          /* 0: never */
	char path[128], last[256], where[128];
	unsigned line, column;
};

static int
take_file(void *with, const char *path, const char *bytes, size_t size)
{
	struct heard *h = with;

	(void)bytes;
	h->files++;
	h->bytes += size;
	snprintf(h->path, sizeof h->path, "%s", path);
	return h->stop_after && h->files >= (size_t)h->stop_after;
}

static void
take_message(void *with, const struct emqxc_message *m)
{
	struct heard *h = with;

	h->messages++;
	h->errors += m->severity == EMQXC_ERROR;
	snprintf(h->last, sizeof h->last, "%s %s", m->code, m->text);
	snprintf(h->where, sizeof h->where, "%s", m->file ? m->file : "");
	h->line = m->line;
	h->column = m->column;
}

static struct emqxc *
compiler_of(const char *text)
{
	struct emqxc *c = emqxc_new();

	assert_non_null(c);
	assert_int_equal(emqxc_add_text(c, "a.emqx", text, strlen(text)), EMQXC_DONE);
	return c;
}

static void
files_are_handed_over(void **state)
{
	struct heard h = { 0 };
	struct emqxc_sink sink = { &h, take_file, take_message };
	struct emqxc *c = compiler_of(clean);

	(void)state;
	assert_int_equal(emqxc_set(c, "target", "k8s,env"), EMQXC_DONE);
	assert_int_equal(emqxc_compile(c, &sink), EMQXC_DONE);
	assert_true(h.files > 2 && h.bytes > 100);
	assert_string_equal(h.path, "a/env/emqx.env");
	assert_int_equal(h.errors, 0);
	emqxc_free(c);
}

static void
again_gives_the_same(void **state)
{
	struct heard first = { 0 }, second = { 0 };
	struct emqxc_sink sink = { &first, take_file, take_message };
	struct emqxc *c = compiler_of(clean);

	(void)state;
	assert_int_equal(emqxc_compile(c, &sink), EMQXC_DONE);
	sink.with = &second;
	assert_int_equal(emqxc_compile(c, &sink), EMQXC_DONE);
	assert_memory_equal(&first, &second, sizeof first);
	emqxc_free(c);
}

static void
environments_and_params(void **state)
{
	struct heard h = { 0 };
	struct emqxc_sink sink = { &h, take_file, take_message };
	struct emqxc *c = compiler_of(clean);

	(void)state;
	assert_int_equal(emqxc_set(c, "all-envs", NULL), EMQXC_DONE);
	assert_int_equal(emqxc_set(c, "D", "size=3"), EMQXC_DONE);
	assert_int_equal(emqxc_set(c, "target", "env"), EMQXC_DONE);
	assert_int_equal(emqxc_compile(c, &sink), EMQXC_DONE);
	assert_int_equal(h.files, 2);
	assert_string_equal(h.path, "prod/a/env/emqx.env");
	emqxc_free(c);
}

static void
errors_are_messages_with_a_place(void **state)
{
	struct heard h = { 0 };
	struct emqxc_sink sink = { &h, take_file, take_message };
	struct emqxc *c = compiler_of("cluster a {\n  version = 5.8.6\n  nodez = 1\n}\n");

	(void)state;
	assert_int_equal(emqxc_compile(c, &sink), EMQXC_FAULTS);
	assert_int_equal(h.files, 0);
	assert_int_equal(h.errors, 1);
	assert_string_equal(h.where, "a.emqx");
	assert_int_equal(h.line, 3);
	assert_int_equal(h.column, 3);
	assert_non_null(strstr(h.last, "NA002"));
	emqxc_free(c);
}

static void
a_check_hands_over_nothing(void **state)
{
	struct heard h = { 0 };
	struct emqxc_sink sink = { &h, take_file, take_message };
	struct emqxc *c = compiler_of(clean);

	(void)state;
	assert_int_equal(emqxc_check(c, &sink), EMQXC_DONE);
	assert_int_equal(h.files, 0);
	emqxc_free(c);
}

static void
a_sink_can_stop_or_be_deaf(void **state)
{
	struct heard h = { .stop_after = 1 };
	struct emqxc_sink sink = { &h, take_file, NULL }, deaf = { NULL, NULL, NULL };
	struct emqxc *c = compiler_of(clean);

	(void)state;
	assert_int_equal(emqxc_compile(c, &sink), EMQXC_STOPPED);
	assert_int_equal(h.files, 1);
	assert_int_equal(emqxc_compile(c, &deaf), EMQXC_DONE);
	emqxc_free(c);
}

static void
wrong_use_and_missing_files_are_results(void **state)
{
	struct emqxc_sink sink = { NULL, NULL, NULL };
	struct emqxc *c = compiler_of(clean);

	(void)state;
	assert_int_equal(emqxc_set(c, "target", "k8z"), EMQXC_USAGE);
	assert_non_null(strstr(emqxc_fault(c), "`k8s`"));
	assert_int_equal(emqxc_set(c, "output", "x"), EMQXC_USAGE);
	assert_int_equal(emqxc_set(c, "env", "prd"), EMQXC_DONE);
	assert_int_equal(emqxc_compile(c, &sink), EMQXC_USAGE);
	assert_non_null(strstr(emqxc_fault(c), "`prod`"));
	emqxc_free(c);
	c = emqxc_new();
	assert_int_equal(emqxc_add_file(c, "/nowhere/a.emqx"), EMQXC_DONE);
	assert_int_equal(emqxc_compile(c, &sink), EMQXC_SYSTEM);
	assert_non_null(strstr(emqxc_fault(c), "/nowhere/a.emqx"));
	emqxc_free(c);
	emqxc_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_are_handed_over),
		cmocka_unit_test(again_gives_the_same),
		cmocka_unit_test(environments_and_params),
		cmocka_unit_test(errors_are_messages_with_a_place),
		cmocka_unit_test(a_check_hands_over_nothing),
		cmocka_unit_test(a_sink_can_stop_or_be_deaf),
		cmocka_unit_test(wrong_use_and_missing_files_are_results),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

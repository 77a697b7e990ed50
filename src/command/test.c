/*
 * command_test: runs the `test` blocks of the files that are named.
 *
 * Out: TAP on standard output, or JUnit's XML; why an expectation does not
 * hold is a message.  Each test builds its cluster in an arena that is
 * emptied after it.
 */
#include "command/command.h"

#include <string.h>

#include "base/arena.h"
#include "base/xml.h"
#include "driver.h"
#include "front/load.h"
#include "ir/ir.h"

struct result {
	const char *name, *file;
	bool holds;
};

typedef VEC(struct result) result_list;

static bool
is_main(const struct program *p, const struct module *m)
{
	for (size_t i = 0; i < p->mains.n; i++)
		if (p->mains.at[i] == m)
			return true;
	return false;
}

static void
run_tests(struct run *r, const struct spec_request *request, result_list *results)
{
	struct spec_test *tests;
	size_t n = spec_tests(r->program, &tests);

	for (size_t i = 0; i < n; i++) {
		bool holds;

		if (!is_main(r->program, tests[i].module))
			continue;
		holds = spec_test_run(r->scratch, r->program, &tests[i], request);
		*VEC_ADD(r->arena, results) = (struct result){
			tests[i].name, tests[i].module->name, holds };
		arena_reset(r->scratch);
	}
}

/* A description in TAP: `#` would begin a directive, a line is a line. */
static void
put_tap_text(const char *text, struct buf *out)
{
	for (; *text; text++) {
		if (*text == '#' || *text == '\\')
			buf_char(out, '\\');
		buf_char(out, *text == '\n' || *text == '\r' ? ' ' : *text);
	}
}

static void
put_tap(const result_list *results, struct buf *out)
{
	buf_text(out, "TAP version 13\n");
	for (size_t i = 0; i < results->n; i++) {
		const struct result *t = &results->at[i];

		buf_printf(out, "%s %zu - ", t->holds ? "ok" : "not ok", i + 1);
		put_tap_text(t->name, out);
		buf_char(out, '\n');
	}
	buf_printf(out, "1..%zu\n", results->n);
}

static void
put_junit(const result_list *results, size_t failed, struct buf *out)
{
	buf_printf(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		   "<testsuite name=\"emqxc\" tests=\"%zu\" failures=\"%zu\">\n",
		   results->n, failed);
	for (size_t i = 0; i < results->n; i++) {
		const struct result *t = &results->at[i];

		buf_text(out, "  <testcase classname=\"");
		xml_text(out, t->file);
		buf_text(out, "\" name=\"");
		xml_text(out, t->name);
		buf_text(out, t->holds ? "\"/>\n" : "\"><failure/></testcase>\n");
	}
	buf_text(out, "</testsuite>\n");
}

static size_t
count_failed(const result_list *results)
{
	size_t failed = 0;

	for (size_t i = 0; i < results->n; i++)
		failed += !results->at[i].holds;
	return failed;
}

enum status
command_test(struct run *r)
{
	result_list results = { 0 };
	struct spec_request request;
	enum status status, faults;
	size_t failed;

	if (!r->options.files.n)
		return run_usage(r, "no file to test; `emqxc test FILE`");
	run_open(r);
	status = driver_load(r, &request);
	if (!status && !diags_errors(r->program->diags))
		run_tests(r, &request, &results);
	faults = run_messages(r);
	if (status)
		return status;
	failed = count_failed(&results);
	if (r->options.junit)
		put_junit(&results, failed, &r->out);
	else
		put_tap(&results, &r->out);
	return failed && !faults ? STATUS_FAULTS : faults;
}

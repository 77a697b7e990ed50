/*
 * command: finds the verb, reads its options, runs it; and answers --help,
 * --version and --explain.  Owner: main.
 */
#include "command/command.h"

#include <string.h>

#include "base/arena.h"
#include "base/edit.h"
#include "diag/diag.h"
#include "driver.h"
#include "emqxc.h"
#include "command/fix.h"
#include "command/rules.h"

const struct command commands[] = {
#define COMMAND(name, arguments, taker, function, help)                                   \
	{ name, arguments, taker, function, help },
#include "command/commands.def"
#undef COMMAND
};
const size_t command_count = sizeof commands / sizeof *commands;

static void
put_usage(const struct command *c, const char *start, struct buf *out)
{
	buf_printf(out, "%s emqxc %s%s%s\n", start, c->name ? c->name : "",
		   c->name ? " " : "", c->arguments);
}

static void
put_verbs(struct buf *out)
{
	put_usage(&commands[0], "Usage:", out);
	buf_text(out, "       emqxc COMMAND ...\n\n"
		 "Compile a spec of EMQX clusters for Kubernetes and for EMQX itself.\n"
		 "\nCommands:\n");
	for (size_t i = 1; i < command_count; i++)
		buf_printf(out, "  %-7s %-19s %s\n", commands[i].name, commands[i].arguments,
			   commands[i].help);
	buf_text(out, "\nTargets:\n");
	for (size_t i = 0; backends[i]; i++)
		buf_printf(out, "  %-27s %s\n", backends[i]->name, backends[i]->help);
}

static enum status
help(struct run *r, const struct command *c)
{
	if (c->name) {
		put_usage(c, "Usage:", &r->out);
		buf_printf(&r->out, "\nTo do: %s.\n", c->help);
	} else {
		put_verbs(&r->out);
	}
	options_help(c->taker, &r->out);
	if (!c->name)
		buf_text(&r->out, "\nExit status: 0 done; 1 errors in the input, or a difference "
			 "found;\n2 wrong use; 3 files or system.\n");
	return STATUS_DONE;
}

static enum status
explain_list(struct run *r)
{
	for (size_t i = 0; i < DIAG_COUNT; i++)
		buf_printf(&r->out, "%s  %-24s %s\n", diag_rows[i].code, diag_rows[i].slug,
			   diag_rows[i].title);
	return STATUS_DONE;
}

static enum status
explain(struct run *r)
{
	const char *code = r->options.explain, *names;
	const struct diag_row *row = diag_find(code);
	struct nearest near;

	if (strcmp(code, "list") == 0)
		return explain_list(r);
	if (row) {
		const char *page = diag_page((enum diag_id)(row - diag_rows));

		buf_text(&r->out, page ? page : row->title);
		return STATUS_DONE;
	}
	nearest_start(&near, code);
	for (size_t i = 0; i < DIAG_COUNT; i++) {
		nearest_offer(&near, diag_rows[i].code);
		nearest_offer(&near, diag_rows[i].slug);
	}
	names = nearest_text(&near, r->arena);
	return run_usage(r, arena_printf(r->arena, "no message has the code `%s`%s%s%s", code,
					 names ? "; did you mean " : " (see `--explain list`)",
					 names ? names : "", names ? "?" : ""));
}

enum status
command_compile(struct run *r)
{
	const struct options *o = &r->options;
	const char *fault;

	if (o->version) {
		buf_printf(&r->out, "emqxc %s\n", emqxc_version());
		return STATUS_DONE;
	}
	if (o->explain)
		return explain(r);
	if (o->list_rules)
		return rules_list(r);
	r->options.check |= o->fix;
	fault = options_agree(o);
	if (fault)
		return run_usage(r, fault);
	return o->fix ? fix_run(r) : driver_run(r);
}

static const struct command *
verb(int n, char *const *words)
{
	for (size_t i = 1; n && i < command_count; i++)
		if (strcmp(commands[i].name, words[0]) == 0)
			return &commands[i];
	return &commands[0];
}

enum status
command_run(struct run *r, int n, char *const *words)
{
	const struct command *c = verb(n, words);
	int skip = c->name ? 1 : 0;
	const char *fault = options_read(r->arena, &r->options, c->taker, n - skip, words + skip);

	if (r->options.help)
		return help(r, c);
	if (fault)
		return run_usage(r, fault);
	return c->run(r);
}

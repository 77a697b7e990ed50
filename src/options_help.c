/*
 * options_help: the rows of options.def as --help shows them.
 *
 * In: the rows of a command.  Out: text.  Shell completion and the test of
 * the man page read this text, so its shape is part of the command.
 */
#include "options.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

enum { HELP_COLUMN = 30 };

static const char *const group_titles[GROUP_COUNT] = {
	[GROUP_MAKE] = "What to make",
	[GROUP_FILES] = "Files",
	[GROUP_DEPS] = "Dependencies, for Make and Ninja",
	[GROUP_LINT] = "Warnings",
	[GROUP_MESSAGES] = "Messages and help",
};

/* "  -t, --target NAME" */
static void
put_names(const struct option_row *row, struct buf *out)
{
	bool tail = row->brief && strchr("-=", row->brief[strlen(row->brief) - 1]);

	buf_text(out, row->brief ? "  " : "      ");
	if (row->brief)
		buf_text(out, row->brief);
	if (row->brief && row->name)
		buf_text(out, ", ");
	if (row->name)
		buf_text(out, row->name);
	if (row->argument)
		buf_printf(out, "%s%s", tail ? "" : " ", row->argument);
}

static void
put_option(const struct option_row *row, struct buf *out)
{
	size_t start = out->n;

	put_names(row, out);
	if (out->n - start + 2 > HELP_COLUMN) {
		buf_char(out, '\n');
		start = out->n;
	}
	buf_fill(out, ' ', HELP_COLUMN - (out->n - start));
	buf_printf(out, "%s\n", row->help);
	if (!row->words)
		return;
	buf_fill(out, ' ', HELP_COLUMN);
	for (size_t i = 0; row->words[i]; i++)
		buf_printf(out, "%s%s", i ? " | " : "", row->words[i]);
	buf_char(out, '\n');
}

static void
put_group(enum taker taker, enum option_group group, struct buf *out)
{
	bool any = false;

	for (size_t i = 0; i < option_count; i++) {
		const struct option_row *row = &option_rows[i];

		if (row->group != group || !(row->takers & taker))
			continue;
		if (!any)
			buf_printf(out, "\n%s:\n", group_titles[group]);
		any = true;
		put_option(row, out);
	}
}

void
options_help(enum taker taker, struct buf *out)
{
	for (int group = 0; group < GROUP_COUNT; group++)
		put_group(taker, (enum option_group)group, out);
}

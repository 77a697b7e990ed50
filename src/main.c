/*
 * main: the command around the library: its arena, its standard streams, its
 * exit status.  Nothing else.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "command/command.h"

static bool
wants_color(void)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	if (no && *no)
		return false;
	return isatty(STDERR_FILENO) && !(term && strcmp(term, "dumb") == 0);
}

/* Messages last: they may speak of the streams themselves. */
static enum status
flush(struct run *r, enum status status)
{
	int error = fs_write_fd(STDOUT_FILENO, buf_view(&r->out));

	if (error)
		status = run_system(r, "standard output", error);
	(void)fs_write_fd(STDERR_FILENO, buf_view(&r->err));
	return status;
}

static enum status
out_of_memory(void)
{
	(void)fs_write_fd(STDERR_FILENO, STR("emqxc: out of memory\n"));
	return STATUS_SYSTEM;
}

/* All that uses memory; comes back here when there is none. */
static enum status
run_words(struct run *r, int argc, char **argv)
{
	jmp_buf full;

	if (setjmp(full))
		return out_of_memory();
	arena_on_oom(r->arena, &full);
	r->terminal = wants_color();
	return flush(r, command_run(r, argc - 1, argv + 1));
}

int
main(int argc, char **argv)
{
	struct arena *a;
	struct run run;
	enum status status;

	/* a write that fails says so itself */
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	fs_guard_streams();
	a = arena_new();
	if (!a)
		return out_of_memory();
	run_start(&run, a);
	status = run_words(&run, argc, argv);
	run_end(&run);
	return status;
}

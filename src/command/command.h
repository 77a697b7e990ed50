/*
 * command: the verbs, `emqxc VERB …`, as rows of commands.def; and the run of
 * the command without one, which compiles.
 */
#ifndef EMQXC_COMMAND_H
#define EMQXC_COMMAND_H

#include "base/embedded.h"
#include "run.h"

struct command {
	const char *name;            /* NULL: compile */
	const char *arguments;
	enum taker taker;
	enum status (*run)(struct run *r);
	const char *help;
};

extern const struct command commands[];
extern const size_t command_count;

/* Read the words (without the program's name) and do what they ask for. */
enum status command_run(struct run *r, int n, char *const *words);

/* stdlib/starter.emqx */
extern const struct embedded starter_texts[];

#define COMMAND(name, arguments, taker, function, help) enum status function(struct run *r);
#include "command/commands.def"
#undef COMMAND

#endif

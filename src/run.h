/*
 * run: one run of the command: what was asked, and the texts that main will
 * print.  The functions that do it return an exit status.
 */
#ifndef EMQXC_RUN_H
#define EMQXC_RUN_H

#include "base/buf.h"
#include "object/manifest.h"
#include "options.h"

struct outset;
struct program;

/* Exit status, as the manual promises. */
enum status {
	STATUS_DONE = 0,
	STATUS_FAULTS = 1,   /* of the input, or a comparison found a difference */
	STATUS_USAGE = 2,    /* wrong use of the command */
	STATUS_SYSTEM = 3    /* files or system */
};

/* A file that is already in memory. */
struct run_text {
	const char *name;
	struct str text;
};

struct run {
	struct arena *arena;
	struct options options;
	const struct run_text *texts;   /* besides the files of the options */
	size_t ntexts;
	struct program *program;   /* once files are loaded */
	file_list manifests;       /* those that are no specs */
	struct outset *outset;     /* its temporary files go when the run does, */
	const char *deps_temp;     /* and so does that of the dependency file */
	struct arena *scratch;     /* of one cluster at a time */
	struct buf out, err;       /* for standard output and standard error */
	bool terminal;             /* messages go to one that takes colour */
};

void run_start(struct run *r, struct arena *a);
void run_end(struct run *r);

/* "emqxc: TEXT" to err, and the status. */
enum status run_usage(struct run *r, const char *fault);
enum status run_system(struct run *r, const char *path, int error);

/* Sources, diags and an empty program. */
void run_open(struct run *r);
/* Messages so far to err, in the form that was asked for; the status that
 * they mean. */
enum status run_messages(struct run *r);

#endif

/*
 * fix: the certain cures of messages, written into the files that they are of.
 */
#ifndef EMQXC_FIX_H
#define EMQXC_FIX_H

#include "run.h"

/* --fix, which is a --check too: check the files of the options, cure what has a certain cure, and
 * again until nothing has; then show what remains.  Only files that are named
 * are written. */
enum status fix_run(struct run *r);

#endif

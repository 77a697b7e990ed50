/*
 * rules: every message as a row, for people and programs.
 */
#ifndef EMQXC_RULES_H
#define EMQXC_RULES_H

#include "run.h"

/* --list-rules: to standard output. */
enum status rules_list(struct run *r);

#endif

/*
 * rules: every message as a row, for people and programs.
 */
#ifndef EMQXC_RULES_H
#define EMQXC_RULES_H

#include "base/vec.h"
#include "diag/diag.h"
#include "run.h"

/* --list-rules: to standard output. */
enum status rules_list(struct run *r);

/* rules_where.c: each `deny` and `allow` of the files. */
typedef VEC(struct rule_where *) rule_where_list;
enum status rules_where(struct run *r, rule_where_list *out);
/* Those of a rule: lines, or a member of its object. */
void rules_put_where(struct run *r, const rule_where_list *list, enum diag_id id);
void rules_put_where_json(struct run *r, const rule_where_list *list, enum diag_id id);

#endif

/*
 * lint: the functions of rules.def.  Each says what it finds through
 * spec_report() and returns false when the cluster breaks the rule.
 */
#ifndef EMQXC_IR_LINT_H
#define EMQXC_IR_LINT_H

#include "base/arena.h"
#include "diag/diag.h"
#include "front/load.h"
#include "ir/ir.h"

#define RULE(id, function, after) bool function(struct ir *ir);
#include "ir/rules.def"
#undef RULE

/* For the functions. */
static inline struct diags *
ir_diags(const struct ir *ir)
{
	return ir->spec->program->diags;
}

/* lint_where.c: a field that is set, else the cluster: messages are put where the user can
 * change something. */
struct spec_node *lint_node(const struct ir *ir, const char *path);
struct place lint_place(const struct ir *ir, const char *path);
/* Is it set, or was it tried and had an error? */
bool lint_said(const struct ir *ir, const char *path);

/* Is the strategy one that had an error?  Then which it is is not known. */
bool discovery_is_bad(const struct ir *ir);

#endif

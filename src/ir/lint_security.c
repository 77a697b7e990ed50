/*
 * lint_security: what the pods may do, and what this version of EMQX needs to
 * do.
 */
#include <string.h>

#include "ir/lint.h"
#include "ir/make.h"

static const char root_field[] = "security.read-only-root";

/* A variable that has the start script of 4.x write in its own folder. */
static const struct ir_env *
rewriting(const struct ir *ir)
{
	const struct ir_group *g = ir_cores(ir);

	for (size_t i = 0; i < g->env.n; i++)
		if (strcmp(g->env.at[i].name, "EMQX_LOADED_PLUGINS") == 0
		    || strcmp(g->env.at[i].name, "EMQX_LOADED_MODULES") == 0)
			return &g->env.at[i];
	return NULL;
}

static bool
refuse_variable(struct ir *ir, const struct ir_env *e)
{
	const char *what = e->owner ? e->owner : e->name;
	struct diag *d = spec_report(ir->spec, DIAG_EX064, lint_node(ir, root_field),
				     lint_place(ir, root_field),
				     "with `%s` EMQX %s writes in its root", what,
				     version_text(ir->arena, &ir->version));

	diag_note(ir_diags(ir), d, e->at, "`%s` is here", what);
	diag_help(ir_diags(ir), d, "the start script of 4.x rewrites that list by way of a file in /opt/emqx");
	return false;
}

bool
check_read_only_root(struct ir *ir)
{
	const struct ir_env *e = ir_is_four(ir) ? rewriting(ir) : NULL;
	struct diag *d;

	if (!ir->read_only_root)
		return true;
	if (version_at_least(&ir->version, 4, 3, 0))
		return e ? refuse_variable(ir, e) : true;
	d = spec_report(ir->spec, DIAG_EX064, lint_node(ir, root_field), lint_place(ir, root_field),
			"EMQX %s does not start with a read-only root", version_text(ir->arena, &ir->version));
	diag_help(ir_diags(ir), d, "the start script of 4.1 and 4.2 rewrites /opt/emqx/etc; from 4.3 on it does not");
	return false;
}

/* Both are counted from the moment in which the pod is told to stop. */
bool
check_lifecycle(struct ir *ir)
{
	struct diag *d;

	if (ir->pre_stop < ir->grace)
		return true;
	d = spec_report(ir->spec, DIAG_KU001, lint_node(ir, "lifecycle.pre-stop.sleep"),
			lint_place(ir, "lifecycle.pre-stop.sleep"),
			"after %llds of `pre-stop` nothing is left of a grace of %llds",
			(long long)ir->pre_stop, (long long)ir->grace);
	diag_help(ir_diags(ir), d, "grace = %llds or more", (long long)ir->pre_stop + 30);
	return false;
}

/*
 * lint: runs the rules of rules.def, then what the spec itself requires.
 */
#include "ir/lint.h"

enum { NONE = DIAG_COUNT };

static const struct rule {
	int id;
	bool (*check)(struct ir *ir);
	int after;
} rules[] = {
#define DIAG_NONE NONE
#define RULE(id, function, after) { DIAG_##id, function, DIAG_##after },
#include "ir/rules.def"
#undef RULE
#undef DIAG_NONE
};

/* Was the cluster read without a fault?  What a fault hides is not known to be
 * missing, so warnings about the whole wait until there is none. */
static bool
is_whole(const struct ir *ir)
{
	const struct program *p = ir->spec->program;

	for (size_t i = 0; i < p->modules.n; i++)
		if (p->modules.at[i]->ast->bad)
			return false;
	return diags_raised(p->diags) == ir->spec->raised;
}

void
ir_lint(struct ir *ir)
{
	bool failed[DIAG_COUNT + 1] = { false };
	bool whole = ir->whole = is_whole(ir);

	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		const struct rule *r = &rules[i];

		if (failed[r->after] || (!whole && diag_rows[r->id].severity != SEV_ERROR))
			continue;
		failed[r->id] |= !r->check(ir);
	}
	spec_rules(ir->spec);
}

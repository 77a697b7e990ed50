/*
 * options_lint: what the -W… make of the severities of a run.
 *
 * In: struct options.  Out: severities in diags; which option gave a row its
 * own.  Owner: the command.
 */
#include "options.h"

#include <string.h>

static void
apply(const struct lint_change *c, enum diag_id id, struct diags *d)
{
	enum severity to = c->to == SEV_INFO ? diag_rows[id].severity : c->to;

	diags_set_severity(d, id, to);
	if (c->deny)
		diags_deny(d, id);
}

static bool
concerns(const struct lint_change *c, enum diag_id id)
{
	if (!c->group)
		return c->id == id;
	return *c->group == '*' || strcmp(c->group, diag_rows[id].group) == 0;
}

static enum severity
by_default(enum diag_id id)
{
	return *diag_rows[id].group ? SEV_OFF : diag_rows[id].severity;
}

void
options_lint(const struct options *o, struct diags *d)
{
	for (size_t i = 0; i < o->lints.n; i++)
		for (int id = 0; id < DIAG_COUNT; id++)
			if (concerns(&o->lints.at[i], (enum diag_id)id))
				apply(&o->lints.at[i], (enum diag_id)id, d);
	for (int id = 0; o->werror && id < DIAG_COUNT; id++)
		if (diags_severity(d, (enum diag_id)id) == SEV_WARNING)
			diags_set_severity(d, (enum diag_id)id, SEV_ERROR);
	for (int id = 0; o->quiet && id < DIAG_COUNT; id++)
		if (diags_severity(d, (enum diag_id)id) < SEV_ERROR)
			diags_set_severity(d, (enum diag_id)id, SEV_OFF);
}

const char *
options_lint_origin(const struct options *o, enum diag_id id)
{
	enum severity now = by_default(id);
	const char *origin = NULL;

	for (size_t i = 0; i < o->lints.n; i++) {
		const struct lint_change *c = &o->lints.at[i];
		enum severity to = c->to == SEV_INFO ? diag_rows[id].severity : c->to;

		if (!concerns(c, id) || (c->group && to == now))
			continue;
		origin = c->option;
		now = to;
	}
	if (o->werror && now == SEV_WARNING)
		return "-Werror";
	return o->quiet && (now == SEV_INFO || now == SEV_WARNING) ? "--quiet" : origin;
}

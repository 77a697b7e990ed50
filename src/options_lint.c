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
	diags_set_advice(d, id, c->to == SEV_INFO && to == SEV_ERROR ? SEV_WARNING : to);
	if (c->deny)
		diags_deny(d, id);
}

/* What is only advice is of the group hardening, whatever its row is of. */
static void
advise(const struct lint_change *c, enum diag_id id, struct diags *d)
{
	enum severity to = diag_rows[id].severity;

	if (c->group && strcmp(c->group, "hardening") == 0)
		diags_set_advice(d, id, to == SEV_ERROR ? SEV_WARNING : to);
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

/* -Werror and --quiet. */
static enum severity
in_run(const struct options *o, enum severity s)
{
	if (o->werror && s == SEV_WARNING)
		s = SEV_ERROR;
	return o->quiet && s < SEV_ERROR ? SEV_OFF : s;
}

void
options_lint(const struct options *o, struct diags *d)
{
	for (size_t i = 0; i < o->lints.n; i++)
		for (int id = 0; id < DIAG_COUNT; id++) {
			if (concerns(&o->lints.at[i], (enum diag_id)id))
				apply(&o->lints.at[i], (enum diag_id)id, d);
			else
				advise(&o->lints.at[i], (enum diag_id)id, d);
		}
	for (int id = 0; id < DIAG_COUNT; id++) {
		diags_set_severity(d, (enum diag_id)id, in_run(o, diags_severity(d, (enum diag_id)id)));
		diags_set_advice(d, (enum diag_id)id, in_run(o, diags_advice(d, (enum diag_id)id)));
	}
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

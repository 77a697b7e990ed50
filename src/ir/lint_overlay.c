/*
 * lint_overlay: what an environment changes of what a cluster is.  What runs
 * there under the old name or on the old disks is not changed by that: it is
 * left behind.
 */
#include <string.h>

#include "ir/lint.h"

/* Fields, and those below them. */
static const char *const identities[] = {
	"name", "names", "node-name", "workload", "cluster-domain", "storage.access",
};

/* The setting that another one of an overlay overrides, or NULL. */
static const struct spec_setting *
overridden(const struct spec_node *n)
{
	const struct spec_setting *s = n->set;

	if (!s || strncmp(s->layer, "overlay ", 8) != 0)
		return NULL;
	while (s && strncmp(s->layer, "overlay ", 8) == 0)
		s = s->below;
	return s;
}

static bool
is_kept(struct ir *ir, const struct spec_node *n)
{
	const struct spec_setting *before = n->present && !n->bad ? overridden(n) : NULL;
	bool ok = true;
	struct diag *d;

	if (before) {
		d = spec_report(ir->spec, DIAG_EX070, n, spec_place(n), "`%s` is what a cluster is known by, "
				"and the %s changes it", spec_path(ir->arena, n), n->set->layer);
		diag_note(ir_diags(ir), d, before->at, "%s sets it here", before->layer);
		ok = false;
	}
	for (const struct spec_node *c = n->first; c; c = c->next)
		ok = is_kept(ir, c) && ok;
	return ok;
}

bool
check_identity_kept(struct ir *ir)
{
	bool ok = true;

	for (size_t i = 0; i < sizeof identities / sizeof *identities; i++) {
		const struct spec_node *n = spec_get(ir->spec->root, identities[i]);

		ok = (!n || is_kept(ir, n)) && ok;
	}
	return ok;
}

/*
 * needed: the keys of the Secret that the user is to make, for the chart makes
 * none: they are gathered, and told in one note.
 */
#include "back/helm/helm.h"
#include "base/arena.h"
#include "diag/diag.h"
#include "front/load.h"

/* A key that the Secret needs and that nobody has made yet. */
void
need_key(struct helm *h, const char *key, const char *field)
{
	*VEC_ADD(h->arena, &h->needed) = arena_printf(h->arena, "%s: of `%s` of the spec", key, field);
}

/* One note for all: the Secret is for the user to make. */
void
needed_tell(struct helm *h)
{
	struct diags *d = h->ir->spec->program->diags;
	struct diag *r;

	if (!h->needed.n)
		return;
	r = spec_report(h->ir->spec, DIAG_KU062, h->ir->spec->root, h->ir->at,
			"the chart makes no Secret: make `%s` with %zu %s", h->ir->names.secret,
			h->needed.n, h->needed.n == 1 ? "key" : "keys");
	for (size_t i = 0; i < h->needed.n; i++)
		diag_help(d, r, "%s", h->needed.at[i]);
}

/*
 * rule_overlay: a Kustomization whose patches are for what is not there.
 */
#include "object/check.h"

#include <string.h>

#include "base/arena.h"

void
rule_overlay_target(const struct check *c, const struct spot *s)
{
	const struct spot *list = spot_at(c->set->arena, s, "patches");
	size_t i = 0;

	for (const struct doc *d = list && list->d->kind == DOC_LIST ? list->d->first : NULL; d; d = d->next, i++) {
		const struct doc *target = doc_field(d, "target");
		const char *kind = doc_text(c->set->arena, target, "kind");
		const char *name = doc_text(c->set->arena, target, "name");

		/* a name may be a pattern */
		if (!kind || !name || strpbrk(name, "*.+?[|^$") || objects_find(c->set, kind, name, NULL))
			continue;
		rule_dangling(c, spot_keep(c->set->arena, spot_below(list, d, i)), DIAG_EX071,
			      "is for %s `%s`, which is not there", kind, name);
	}
}

/*
 * rule_kustomize: a Kustomization among the manifests, and what it does to
 * them.  Seen with Kustomize 5.5: a strategic merge that names one claim
 * template replaces the list, and a prefix does not reach into values.
 */
#include "object/check.h"

#include <string.h>

#include "base/arena.h"

/* ---- KU042 ---- */

static void
check_patch(const struct check *c, const struct spot *s, const struct doc *text)
{
	const char *patch = text && text->kind == DOC_STRING
		? arena_strndup(c->set->arena, text->text.p, text->text.n) : "";
	const char *claims = strstr(patch, "volumeClaimTemplates:");
	struct spot spot;

	if (!claims)
		return;
	spot = spot_below(s, text, 0);
	rule_report(c, &spot, NULL, DIAG_KU042, "merges `volumeClaimTemplates`, and a merge replaces the whole"
		    " list: a JSON 6902 patch changes one of it");
}

void
rule_kustomize_patches(const struct check *c, const struct spot *s)
{
	static const char *const lists[] = { "patches", "patchesStrategicMerge", NULL };

	for (const char *const *name = lists; *name; name++) {
		const struct spot *list = spot_at(c->set->arena, s, *name);
		size_t i = 0;

		for (const struct doc *d = list ? list->d->first : NULL; d; d = d->next, i++) {
			const struct spot *each = spot_keep(c->set->arena, spot_below(list, d, i));

			check_patch(c, d->kind == DOC_MAP ? each : list,
				    d->kind == DOC_MAP ? doc_get(d, "patch") : d);
		}
	}
}

/* ---- KU043 ---- */

/* The name of an object that is renamed, in a text of variables. */
static const struct object *
named_in(const struct check *c, struct str text)
{
	const char *whole = arena_strndup(c->set->arena, text.p, text.n);

	for (size_t i = 0; i < c->set->all.n; i++) {
		const struct object *o = &c->set->all.at[i];
		size_t n = strlen(o->name);
		const char *at = strcmp(o->kind, "Service") == 0 && n ? strstr(whole, o->name) : NULL;

		if (at && (at == whole || strchr(".$)@-/", at[-1])) && (!at[n] || strchr(".:", at[n])))
			return o;
	}
	return NULL;
}

static void
check_names(const struct check *c, const struct spot *field, const struct broker *b)
{
	for (size_t i = 0; i < b->variables.n; i++) {
		const struct variable *v = &b->variables.at[i];
		const struct object *o = v->kind == VARIABLE_TEXT && strncmp(v->name, "EMQX_", 5) == 0
			? named_in(c, v->text) : NULL;
		struct diag *r;

		if (!o)
			continue;
		r = rule_report(c, field, NULL, DIAG_KU043, "renames Service `%s`, and %s keeps the old name",
				o->name, v->name);
		diag_note(rule_diags(c), r, v->spot->d->at, "the name stands here");
	}
}

void
rule_kustomize_names(const struct check *c, const struct spot *s)
{
	static const char *const fields[] = { "namePrefix", "nameSuffix", NULL };

	for (const char *const *name = fields; *name; name++) {
		const struct spot *field = spot_at(c->set->arena, s, *name);

		for (size_t i = 0; field && i < c->set->pods.n; i++)
			if (c->set->pods.at[i]->broker)
				check_names(c, field, c->set->pods.at[i]->broker);
	}
}

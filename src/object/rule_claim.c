/*
 * rule_claim: claims, their templates and their classes, and what of a
 * workload can never be changed.
 */
#include "object/check.h"

#include <string.h>

#include "base/arena.h"

/* ---- KU014: annotations that no server reads any more ---- */

void
rule_storage_annotation(const struct check *c, const struct spot *s)
{
	static const struct { const char *name, *what; } old[] = {
		{ "volume.alpha.kubernetes.io/storage-class", "is dead: no server reads it" },
		{ "volume.beta.kubernetes.io/storage-class", "is deprecated" },
		{ "volume.beta.kubernetes.io/storage-provisioner", "is set by the server" }
	};

	for (size_t i = 0; i < sizeof old / sizeof *old; i++) {
		const struct doc *d = doc_field(s->d, old[i].name);
		struct spot spot;
		struct diag *r;

		if (!d)
			continue;
		spot = spot_below(s, d, 0);
		r = rule_report(c, &spot, NULL, DIAG_KU014, "%s, and `storageClassName` stays unset",
				old[i].what);
		diag_help(rule_diags(c), r, "spec: { storageClassName: %.*s }", STR_ARG(d->text));
	}
}

/* ---- KU015 ---- */

static void
check_class(const struct check *c, const struct spot *spec)
{
	const struct doc *class = spec ? doc_field(spec->d, "storageClassName") : NULL;
	struct spot spot;

	if (!class || class->kind != DOC_STRING || class->text.n)
		return;
	spot = spot_below(spec, class, 0);
	rule_report(c, &spot, NULL, DIAG_KU015, "is empty: that is no class at all, and not the default one");
}

void
rule_claim_class(const struct check *c, const struct spot *s)
{
	check_class(c, spot_at(c->set->arena, s, "spec"));
}

/* ---- KU040: what only an event says ---- */

static void
check_claim(const struct check *c, const struct spot *claim)
{
	const struct spot *spec = spot_at(c->set->arena, claim, "spec");
	const struct doc *modes = spec ? doc_field(spec->d, "accessModes") : NULL;
	const struct doc *size = spec ? doc_field(doc_field(doc_field(spec->d, "resources"), "requests"), "storage")
				      : NULL;

	if (!modes || !modes->first)
		rule_report(c, claim, NULL, DIAG_KU040, "has no `spec.accessModes`: the claim is refused");
	if (!size || str_is(size->text, "0"))
		rule_report(c, claim, NULL, DIAG_KU040, "has no `spec.resources.requests.storage`: the claim"
			    " is refused");
	check_class(c, spec);
}

void
rule_claims(const struct check *c, const struct spot *s)
{
	const struct spot *list = spot_at(c->set->arena, s, "spec.volumeClaimTemplates");
	size_t i = 0;

	for (const struct doc *d = list ? list->d->first : NULL; d; d = d->next, i++)
		check_claim(c, spot_keep(c->set->arena, spot_below(list, d, i)));
}

/* ---- KU010 ---- */

static void
check_fixed(const struct check *c, const struct spot *labels)
{
	static const char *const moving[] = {
		"app.kubernetes.io/version", "helm.sh/chart", "chart", "version", NULL
	};

	for (const char *const *name = moving; labels && *name; name++) {
		const struct doc *d = doc_field(labels->d, *name);
		struct spot spot;

		if (!d)
			continue;
		spot = spot_below(labels, d, 0);
		rule_report(c, &spot, NULL, DIAG_KU010, "changes with a release, and cannot be changed here:"
			    " the server refuses the upgrade");
	}
}

void
rule_fixed_labels(const struct check *c, const struct spot *s)
{
	const struct spot *list = spot_at(c->set->arena, s, "spec.volumeClaimTemplates");
	size_t i = 0;

	check_fixed(c, spot_at(c->set->arena, s, "spec.selector.matchLabels"));
	for (const struct doc *d = list ? list->d->first : NULL; d; d = d->next, i++)
		check_fixed(c, spot_at(c->set->arena, spot_keep(c->set->arena, spot_below(list, d, i)),
				       "metadata.labels"));
}

/* ---- KU011: a volume that is nothing ---- */

void
rule_volume_source(const struct check *c, const struct spot *s)
{
	if (doc_field(s->d, "name") && doc_count(s->d) == 1)
		rule_advise(c, s, DIAG_KU011, "says no source: it is an empty folder that goes with the pod");
}

/* ---- EX062 ---- */

void
rule_claim_shared(const struct check *c, const struct spot *s)
{
	const struct spot *volumes = spot_at(c->set->arena, c->pods->pod, "volumes");
	size_t i = 0;

	(void)s;
	for (const struct doc *d = volumes && c->pods->replicas > 1 ? volumes->d->first : NULL; d;
	     d = d->next, i++) {
		const char *claim = doc_text(c->set->arena, doc_field(d, "persistentVolumeClaim"), "claimName");
		struct spot spot = spot_below(volumes, d, i);

		if (claim && !rule_said(c, DIAG_KU011))
			rule_report(c, &spot, NULL, DIAG_EX062, "is one claim for %lld nodes, and each keeps"
				    " its own data", (long long)c->pods->replicas);
	}
}

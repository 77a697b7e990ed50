/*
 * rule_names: names, labels and keys inside of objects.
 */
#include "object/check.h"

#include <string.h>

#include "schema/kube_names.h"

enum { ANNOTATIONS_MAX = 262144 };

static void
check_key(const struct check *c, const struct spot *s)
{
	if (!kube_is_label_key(s->d->name))
		rule_report(c, s, NULL, DIAG_KU005, "is no key that Kubernetes takes: at most %d"
			      " letters, digits, `-`, `_` and `.`, maybe after a DNS name and `/`",
			      KUBE_LABEL_MAX);
}

void
rule_labels(const struct check *c, const struct spot *s)
{
	for (const struct doc *d = s->d->first; d; d = d->next) {
		struct spot spot = spot_below(s, d, 0);
		const char *text = doc_text(c->set->arena, s->d, d->name);

		check_key(c, &spot);
		if (text && !kube_is_label_value(text))
			rule_report(c, &spot, NULL, DIAG_KU005, "is no value of a label: at most %d"
				      " letters, digits, `-`, `_` and `.`, a letter or digit first"
				      " and last", KUBE_LABEL_MAX);
	}
}

void
rule_annotations(const struct check *c, const struct spot *s)
{
	size_t sum = 0;

	for (const struct doc *d = s->d->first; d; d = d->next) {
		struct spot spot = spot_below(s, d, 0);

		check_key(c, &spot);
		sum += strlen(d->name) + d->text.n;
	}
	if (sum > ANNOTATIONS_MAX)
		rule_report(c, s, NULL, DIAG_KU038, "would hold %zu bytes, and the API server"
			      " takes %d", sum, ANNOTATIONS_MAX);
}

void
rule_named(const struct check *c, const struct spot *s)
{
	const char *name = doc_text(c->set->arena, s->d, "name");

	if (name && !kube_is_label(name))
		rule_report(c, s, NULL, DIAG_KU005, "is no name that Kubernetes takes: at most %d"
			      " lower-case letters, digits and `-`, a letter or digit first and last",
			      KUBE_LABEL_MAX);
}

/* Of a container; a Service's port may have a longer name. */
void
rule_port(const struct check *c, const struct spot *s)
{
	const char *name = doc_text(c->set->arena, s->d, "name");

	if (!name)
		return;
	if (doc_field(s->d, "containerPort") && !kube_is_port_name(name))
		rule_report(c, s, NULL, DIAG_KU005, "is no name of a port: at most %d lower-case"
			      " letters, digits and single `-`, one letter at least", KUBE_PORT_NAME_MAX);
	else if (!kube_is_label(name))
		rule_report(c, s, NULL, DIAG_KU005, "is no name of a port: at most %d lower-case"
			      " letters, digits and `-`", KUBE_LABEL_MAX);
}

void
rule_port_names(const struct check *c, const struct spot *s)
{
	size_t i = 0;

	for (const struct doc *d = s->d->first; d; d = d->next, i++) {
		const char *name = doc_text(c->set->arena, d, "name");
		struct spot spot = spot_below(s, d, i);

		for (const struct doc *other = s->d->first; name && other != d; other = other->next) {
			const char *taken = doc_text(c->set->arena, other, "name");

			if (!taken || strcmp(taken, name) != 0)
				continue;
			rule_report(c, &spot, other, DIAG_KU001, "has the name of another port");
			break;
		}
	}
}

void
rule_variable(const struct check *c, const struct spot *s)
{
	const char *name = doc_text(c->set->arena, s->d, "name");

	if (name && !kube_is_variable(name))
		rule_report(c, s, NULL, DIAG_KU005, "is no name of a variable: letters, digits,"
			      " `-`, `_` and `.`, no digit first");
	if (doc_field(s->d, "value") && doc_field(s->d, "valueFrom"))
		rule_report(c, s, NULL, DIAG_KU040, "has both `value` and `valueFrom`");
}

void
rule_data(const struct check *c, const struct spot *s)
{
	if (s->up->up)
		return;
	for (const struct doc *d = s->d->first; d; d = d->next) {
		struct spot spot = spot_below(s, d, 0);

		if (!kube_is_data_key(d->name))
			rule_report(c, &spot, NULL, DIAG_KU005, "is no key that Kubernetes takes:"
				      " letters, digits, `-`, `_` and `.`");
	}
}

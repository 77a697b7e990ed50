/*
 * verify_names: names, labels and keys inside of objects.
 */
#include <string.h>

#include "back/k8s/verify.h"
#include "schema/kube_names.h"

enum { ANNOTATIONS_MAX = 262144 };

static void
check_key(const struct verify *v, const struct spot *s)
{
	if (!kube_is_label_key(s->d->name))
		verify_report(v, s, NULL, DIAG_KU005, "is no key that Kubernetes takes: at most %d"
			      " letters, digits, `-`, `_` and `.`, maybe after a DNS name and `/`",
			      KUBE_LABEL_MAX);
}

void
verify_labels(const struct verify *v, const struct spot *s)
{
	for (const struct doc *d = s->d->first; d; d = d->next) {
		struct spot spot = verify_below(s, d, 0);
		const char *text = verify_text(v, s->d, d->name);

		check_key(v, &spot);
		if (text && !kube_is_label_value(text))
			verify_report(v, &spot, NULL, DIAG_KU005, "is no value of a label: at most %d"
				      " letters, digits, `-`, `_` and `.`, a letter or digit first"
				      " and last", KUBE_LABEL_MAX);
	}
}

void
verify_annotations(const struct verify *v, const struct spot *s)
{
	size_t sum = 0;

	for (const struct doc *d = s->d->first; d; d = d->next) {
		struct spot spot = verify_below(s, d, 0);

		check_key(v, &spot);
		sum += strlen(d->name) + d->text.n;
	}
	if (sum > ANNOTATIONS_MAX)
		verify_report(v, s, NULL, DIAG_KU038, "would hold %zu bytes, and the API server"
			      " takes %d", sum, ANNOTATIONS_MAX);
}

void
verify_named(const struct verify *v, const struct spot *s)
{
	const char *name = verify_text(v, s->d, "name");

	if (name && !kube_is_label(name))
		verify_report(v, s, NULL, DIAG_KU005, "is no name that Kubernetes takes: at most %d"
			      " lower-case letters, digits and `-`, a letter or digit first and last",
			      KUBE_LABEL_MAX);
}

/* Of a container; a Service's port may have a longer name. */
void
verify_port(const struct verify *v, const struct spot *s)
{
	const char *name = verify_text(v, s->d, "name");

	if (!name)
		return;
	if (verify_get(s->d, "containerPort") && !kube_is_port_name(name))
		verify_report(v, s, NULL, DIAG_KU005, "is no name of a port: at most %d lower-case"
			      " letters, digits and single `-`, one letter at least", KUBE_PORT_NAME_MAX);
	else if (!kube_is_label(name))
		verify_report(v, s, NULL, DIAG_KU005, "is no name of a port: at most %d lower-case"
			      " letters, digits and `-`", KUBE_LABEL_MAX);
}

void
verify_port_names(const struct verify *v, const struct spot *s)
{
	size_t i = 0;

	for (const struct doc *d = s->d->first; d; d = d->next, i++) {
		const char *name = verify_text(v, d, "name");
		struct spot spot = verify_below(s, d, i);

		for (const struct doc *other = s->d->first; name && other != d; other = other->next) {
			const char *taken = verify_text(v, other, "name");

			if (!taken || strcmp(taken, name) != 0)
				continue;
			verify_report(v, &spot, other, DIAG_KU001, "has the name of another port");
			break;
		}
	}
}

void
verify_variable(const struct verify *v, const struct spot *s)
{
	const char *name = verify_text(v, s->d, "name");

	if (name && !kube_is_variable(name))
		verify_report(v, s, NULL, DIAG_KU005, "is no name of a variable: letters, digits,"
			      " `-`, `_` and `.`, no digit first");
	if (verify_get(s->d, "value") && verify_get(s->d, "valueFrom"))
		verify_report(v, s, NULL, DIAG_KU040, "has both `value` and `valueFrom`");
}

void
verify_data(const struct verify *v, const struct spot *s)
{
	if (s->up->up)
		return;
	for (const struct doc *d = s->d->first; d; d = d->next) {
		struct spot spot = verify_below(s, d, 0);

		if (!kube_is_data_key(d->name))
			verify_report(v, &spot, NULL, DIAG_KU005, "is no key that Kubernetes takes:"
				      " letters, digits, `-`, `_` and `.`");
	}
}

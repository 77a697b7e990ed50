/*
 * verify_names: names, labels and keys inside of objects.
 */
#include <string.h>

#include "back/k8s/verify.h"

#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

enum { LABEL_MAX = 63, PORT_NAME_MAX = 15, KEY_MAX = 253, ANNOTATIONS_MAX = 262144 };

static bool
made_of(const char *text, const char *letters)
{
	return strspn(text, letters) == strlen(text);
}

static bool
ends_in(const char *text, const char *letters)
{
	return *text && strchr(letters, text[0]) && strchr(letters, text[strlen(text) - 1]);
}

static bool
is_label(const char *text)
{
	return strlen(text) <= LABEL_MAX && made_of(text, LOWER DIGITS "-")
		&& ends_in(text, LOWER DIGITS);
}

static bool
is_port_name(const char *text)
{
	return is_label(text) && strlen(text) <= PORT_NAME_MAX && strpbrk(text, LOWER)
		&& !strstr(text, "--");
}

static bool
is_label_value(const char *text)
{
	return !*text || (strlen(text) <= LABEL_MAX && made_of(text, LOWER UPPER DIGITS "-_.")
			  && ends_in(text, LOWER UPPER DIGITS));
}

/* [PREFIX/]NAME, the prefix a lower-case DNS name. */
static bool
is_label_key(const char *text)
{
	const char *slash = strchr(text, '/'), *name = slash ? slash + 1 : text;
	size_t n = slash ? (size_t)(slash - text) : 0;

	if (slash && (n == 0 || n > KEY_MAX || strspn(text, LOWER DIGITS "-.") != n))
		return false;
	return *name && is_label_value(name);
}

static bool
is_dots(const char *text)
{
	return strcmp(text, ".") == 0 || strncmp(text, "..", 2) == 0;
}

static bool
is_variable(const char *text)
{
	return *text && !strchr(DIGITS, *text) && made_of(text, LOWER UPPER DIGITS "-_.")
		&& !is_dots(text);
}

static bool
is_data_key(const char *text)
{
	return *text && strlen(text) <= KEY_MAX && made_of(text, LOWER UPPER DIGITS "-_.")
		&& !is_dots(text);
}

static void
check_key(const struct verify *v, const struct spot *s)
{
	if (!is_label_key(s->d->name))
		verify_report(v, s, NULL, DIAG_KU005, "is no key that Kubernetes takes: at most %d"
			      " letters, digits, `-`, `_` and `.`, maybe after a DNS name and `/`",
			      LABEL_MAX);
}

void
verify_labels(const struct verify *v, const struct spot *s)
{
	for (const struct doc *d = s->d->first; d; d = d->next) {
		struct spot spot = verify_below(s, d, 0);
		const char *text = verify_text(v, s->d, d->name);

		check_key(v, &spot);
		if (text && !is_label_value(text))
			verify_report(v, &spot, NULL, DIAG_KU005, "is no value of a label: at most %d"
				      " letters, digits, `-`, `_` and `.`, a letter or digit first"
				      " and last", LABEL_MAX);
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

	if (name && !is_label(name))
		verify_report(v, s, NULL, DIAG_KU005, "is no name that Kubernetes takes: at most %d"
			      " lower-case letters, digits and `-`, a letter or digit first and last",
			      LABEL_MAX);
}

/* Of a container; a Service's port may have a longer name. */
void
verify_port(const struct verify *v, const struct spot *s)
{
	const char *name = verify_text(v, s->d, "name");

	if (!name)
		return;
	if (verify_get(s->d, "containerPort") && !is_port_name(name))
		verify_report(v, s, NULL, DIAG_KU005, "is no name of a port: at most %d lower-case"
			      " letters, digits and single `-`, one letter at least", PORT_NAME_MAX);
	else if (!is_label(name))
		verify_report(v, s, NULL, DIAG_KU005, "is no name of a port: at most %d lower-case"
			      " letters, digits and `-`", LABEL_MAX);
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

	if (name && !is_variable(name))
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

		if (!is_data_key(d->name))
			verify_report(v, &spot, NULL, DIAG_KU005, "is no key that Kubernetes takes:"
				      " letters, digits, `-`, `_` and `.`");
	}
}

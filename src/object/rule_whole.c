/*
 * rule_whole: names of objects, sizes, namespaces, and texts that look like
 * secrets.
 */
#include "object/check.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "schema/kube_names.h"

enum { CONFIG_MAX = 1048576, SUBDOMAIN_MAX = 253 };

/* ---- KU005, KU039: what each kind takes for a name ---- */

enum name_rule { NAME_PATH, NAME_SUBDOMAIN, NAME_LABEL, NAME_SERVICE };

static const struct {
	const char *kind;
	enum name_rule rule;
} name_rules[] = {
	{ "Service", NAME_SERVICE }, { "StatefulSet", NAME_LABEL }, { "Namespace", NAME_LABEL },
	{ "Role", NAME_PATH }, { "RoleBinding", NAME_PATH }, { "ClusterRole", NAME_PATH },
	{ "ClusterRoleBinding", NAME_PATH }, { "PodDisruptionBudget", NAME_PATH }
};

static bool
is_subdomain(const char *name)
{
	size_t n = strlen(name);
	bool edge = true;

	for (size_t i = 0; i < n; i++) {
		bool word = islower((unsigned char)name[i]) || isdigit((unsigned char)name[i]);

		if (!word && ((name[i] != '-' && name[i] != '.') || edge || i + 1 == n))
			return false;
		edge = name[i] == '.';
	}
	return n && n <= SUBDOMAIN_MAX;
}

/* NULL: it is taken. */
static const char *
name_fault(const char *kind, const char *name)
{
	enum name_rule rule = NAME_SUBDOMAIN;

	for (size_t i = 0; i < sizeof name_rules / sizeof *name_rules; i++)
		if (strcmp(name_rules[i].kind, kind) == 0)
			rule = name_rules[i].rule;
	switch (rule) {
	case NAME_PATH:
		return strpbrk(name, "/%") ? "may hold no `/` and no `%`" : NULL;
	case NAME_LABEL:
		return kube_is_label(name) ? NULL : "takes at most 63 lower-case letters, digits and `-`";
	case NAME_SERVICE:
		return kube_is_service_name(name) ? NULL
			: "takes at most 63 lower-case letters, digits and `-`, a letter first";
	default:
		return is_subdomain(name) ? NULL : "takes lower-case letters, digits, `-` and `.`";
	}
}

void
rule_object_name(const struct check *c, const struct spot *s)
{
	const struct spot *name = spot_at(c->set->arena, s, "metadata.name");
	const char *fault = name && s->type ? name_fault(c->object->kind, c->object->name) : NULL;

	if (fault)
		rule_report(c, name, NULL, DIAG_KU005, "is no name that Kubernetes takes: it %s", fault);
	else if (name && strcmp(c->object->kind, "StatefulSet") == 0
		 && strlen(c->object->name) > KUBE_STATEFULSET_MAX)
		rule_report(c, name, NULL, DIAG_KU039, "has %zu characters, and over %d no pod can be made: a"
			    " label of the pods holds it with a hash", strlen(c->object->name),
			    KUBE_STATEFULSET_MAX);
}

/* Two of one kind and name: the second replaces the first. */
void
rule_object_once(const struct check *c, const struct spot *s)
{
	const struct spot *name = spot_at(c->set->arena, s, "metadata.name");
	struct diag *r;

	if (!name || !c->object->before)
		return;
	r = rule_report(c, name, NULL, DIAG_KU001, "is the name of another %s here, which it replaces",
			c->object->kind);
	diag_note(rule_diags(c), r, c->set->all.at[c->object->before - 1].doc->at, "the first is here");
}

/* ---- KU038 ---- */

void
rule_size(const struct check *c, const struct spot *s)
{
	static const char *const parts[] = { "data", "stringData", "binaryData", NULL };
	size_t sum = 0;

	for (const char *const *part = parts; *part; part++) {
		const struct doc *map = doc_field(s->d, *part);

		for (const struct doc *d = map ? map->first : NULL; d; d = d->next)
			sum += d->text.n;
	}
	if (sum > CONFIG_MAX)
		rule_report(c, s, NULL, DIAG_KU038, "holds %zu bytes, and the API server takes %d", sum, CONFIG_MAX);
}

/* ---- KU033 ---- */

void
rule_namespaces(const struct check *c, const struct spot *s)
{
	const struct object *without = NULL, *with = NULL;
	struct check own = *c;

	(void)s;
	for (size_t i = 0; i < c->set->all.n; i++) {
		const struct object *o = &c->set->all.at[i];

		if (o->ns && !with)
			with = o;
		else if (!o->ns && !without && !strstr(o->kind, "Cluster") && strcmp(o->kind, "Namespace") != 0)
			without = o;
	}
	if (!without)
		return;
	own.object = without;
	if (with)
		rule_report(&own, object_spot(c->set->arena, without), NULL, DIAG_KU033, "says no namespace, and"
			    " %s `%s` says `%s`: they are together only there", with->kind, with->name, with->ns);
	else
		rule_report(&own, object_spot(c->set->arena, without), NULL, DIAG_KU033, "says no namespace: it"
			    " goes where kubectl happens to be");
}

/* A Namespace stands before what is in it, and for something. */
void
rule_namespace(const struct check *c, const struct spot *s)
{
	bool used = false;

	for (size_t i = 0; i < c->set->all.n && !used; i++) {
		const struct object *o = &c->set->all.at[i];

		used = o->ns && strcmp(o->ns, c->object->name) == 0;
		if (used && o < c->object)
			rule_report(c, s, NULL, DIAG_KU033, "comes after %s `%s`, which is in it", o->kind, o->name);
	}
	if (!used && c->set->all.n > 1)
		rule_report(c, s, NULL, DIAG_KU033, "holds nothing that is here");
}

/* ---- SE003 ---- */

/* Kinds of characters that a run of letters and digits has, and changes. */
static bool
is_random(const char *s, size_t n)
{
	size_t upper = 0, lower = 0, digit = 0, changes = 0;

	for (size_t i = 0; i < n; i++) {
		upper += isupper((unsigned char)s[i]) != 0;
		lower += islower((unsigned char)s[i]) != 0;
		digit += isdigit((unsigned char)s[i]) != 0;
		changes += i && (isupper((unsigned char)s[i]) != isupper((unsigned char)s[i - 1])
				 || isdigit((unsigned char)s[i]) != isdigit((unsigned char)s[i - 1]));
	}
	return n >= 24 && upper > 3 && lower > 3 && digit > 2 && changes > n / 3;
}

static const char *
secret_in(const char *text)
{
	static const struct { const char *mark, *what; } marks[] = {
		{ "-----BEGIN RSA PRIVATE KEY", "a private key" }, { "-----BEGIN PRIVATE KEY", "a private key" },
		{ "-----BEGIN EC PRIVATE KEY", "a private key" }, { "AKIA", "a key of AWS" },
		{ "ghp_", "a token of GitHub" }, { "xoxb-", "a token of Slack" }
	};

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		const char *at = strstr(text, marks[i].mark);

		if (at && (i < 3 || strspn(at + 4, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
					   "0123456789-") >= 16))
			return marks[i].what;
	}
	while (*text) {
		size_t n = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_");

		if (is_random(text, n))
			return "a random text";
		text += n + (text[n] != '\0');
	}
	return NULL;
}

static void
check_text(const struct check *c, const struct spot *s, const struct doc *d, size_t i)
{
	const char *what = d->kind == DOC_STRING
		? secret_in(arena_strndup(c->set->arena, d->text.p, d->text.n)) : NULL;
	struct spot spot;
	struct diag *r;

	if (!what)
		return;
	spot = spot_below(s, d, i);
	r = rule_report(c, &spot, NULL, DIAG_SE003, "holds %s: that is a secret in everybody's sight", what);
	diag_help(rule_diags(c), r, "a Secret holds it, and this only refers to it");
}

/* Of a ConfigMap, annotations, arguments. */
void
rule_secret_texts(const struct check *c, const struct spot *s)
{
	size_t i = 0;

	if (s->d->name && strcmp(s->d->name, "data") == 0 && strcmp(c->object->kind, "ConfigMap") != 0)
		return;
	for (const struct doc *d = s->d->first; d; d = d->next, i++)
		if (!d->name || (!strstr(d->name, "checksum") && !strstr(d->name, "last-applied")))
			check_text(c, s, d, i);
}

void
rule_secret_value(const struct check *c, const struct spot *s)
{
	const struct doc *value = doc_field(s->d, "value");

	if (value)
		check_text(c, s, value, 0);
}

/*
 * rule_keys: the EMQX_ variables of a container of EMQX, each read as the key
 * that it sets in the version of the image: what a spec's `config { }` is held
 * against.
 */
#include "object/check.h"

#include <string.h>

#include "base/arena.h"
#include "schema/keys.h"

/* What a rule of its own speaks of. */
static bool
is_discovery(const struct check *c, const char *path)
{
	return strcmp(path, c->broker->version.major == 4 ? "cluster.discovery"
		      : "cluster.discovery_strategy") == 0;
}

/* Lists and objects in the syntax of HOCON are not read here. */
static bool
is_composed(const struct check *c, const struct key_context *keys, const char *path, struct str text)
{
	const struct key *k = key_find_in(keys, path);

	return str_starts(text, "[") || str_starts(text, "{")
		|| (k && strstr(key_type_text(k, c->set->arena), "list"));
}

/* "x" of 5.x and later, which read a value as HOCON. */
static struct str
unquoted(const struct check *c, struct str s)
{
	if (c->broker->version.major > 4 && s.n > 1 && s.p[0] == '"' && s.p[s.n - 1] == '"')
		return (struct str){ s.p + 1, s.n - 2 };
	return s;
}

/* The value of an entry of `env`, or of `data`; its name. */
static struct place
value_place(const struct variable *v)
{
	const struct doc *d = doc_field(v->spot->d, "value");

	return d ? d->at : v->spot->d->at;
}

static struct place
name_place(const struct variable *v)
{
	const struct doc *d = doc_field(v->spot->d, "name");

	return d ? d->at : v->spot->d->name_at;
}

/* A variable may be another object's: its ConfigMap's. */
static struct check
check_of(const struct check *c, const struct variable *v)
{
	struct check own = *c;

	own.object = v->object;
	return own;
}

/* ---- SE001, EX033: plain text of what is secret ---- */

/* A path to a file, or a value that the kubelet puts in. */
static bool
is_reference(struct str s)
{
	return s.n == 0 || str_starts(s, "file://") || (str_starts(s, "$(") && s.p[s.n - 1] == ')');
}

static bool
is_cookie(const char *name)
{
	return strcmp(name, "EMQX_NODE_COOKIE") == 0 || strcmp(name, "EMQX_NODE__COOKIE") == 0;
}

static void
report_secret(const struct check *c, const struct variable *v)
{
	const struct check own = check_of(c, v);
	struct diag *r;

	if (is_reference(v->text))
		return;
	if (is_cookie(v->name))
		r = rule_report(&own, v->spot, NULL, DIAG_EX033, "holds the cookie in plain text");
	else
		r = rule_report(&own, v->spot, NULL, DIAG_SE001, "holds in plain text what is secret in EMQX");
	diag_help(rule_diags(c), r, "valueFrom: { secretKeyRef: { name: …, key: … } }");
}

static bool
is_secret(const struct check *c, const struct key_context *keys, const char *name)
{
	const struct key *k = key_find_in(keys, env_path(c->set->arena, name));

	return is_cookie(name) || strcmp(name, "EMQX_ADMIN_PASSWORD") == 0 || (k && key_is_secret(k));
}

/* ---- EX001 and the like ---- */

/* EX006: 4.1 and 4.2 rewrite lines of their own files only. */
static void
check_way(const struct check *c, const struct key_context *keys, const struct variable *v,
	  const struct setting *s)
{
	const char *why;
	struct diag *d;

	if (setting_way(keys, s, &why) == WAY_ENV)
		return;
	d = rule_report(c, v->spot, NULL, DIAG_EX006, "sets `%s`, which EMQX %s does not take from the environment:"
			" %s", s->path, version_text(c->set->arena, &keys->version), why);
	diag_help(rule_diags(c), d, "an init container may add the line to a copy of the image's file");
}

/* EX005 */
static bool
is_lost(const struct check *c, const struct variable *v)
{
	const char *fault = env_text_fault(&c->broker->version, v->text);

	if (fault)
		rule_report(c, v->spot, NULL, DIAG_EX005, "does not reach EMQX %s as it is written: %s",
			    version_text(c->set->arena, &c->broker->version), fault);
	return fault != NULL;
}

static void
check_key(const struct check *c, const struct key_context *keys, const struct variable *v)
{
	const struct check own = check_of(c, v);
	const char *path = env_path(c->set->arena, v->name), *field;
	struct value text = { .kind = VAL_STRING, .at = value_place(v), .text = unquoted(c, v->text) };
	setting_list read = { 0 };

	if (script_var(v->name, c->broker->version.major == 4, &field) || is_discovery(c, path))
		return;
	if (is_lost(&own, v) || is_reference(v->text) || memchr(v->text.p, '$', v->text.n)
	    || is_composed(c, keys, path, text.text))
		return;
	if (!*path || *path == '.') {
		rule_report(&own, v->spot, NULL, DIAG_EX001, "names no key");
		return;
	}
	if (env_names_element(path))
		return;
	keys_read(keys, env_record(keys, v->name, &text, name_place(v)), &read);
	for (size_t i = 0; i < read.n; i++)
		check_way(&own, keys, v, &read.at[i]);
}

/* The last of a name is the one that counts; a secret is read by others too. */
void
rule_keys(const struct check *c, const struct spot *s)
{
	const struct broker *b = c->broker;
	struct key_context keys = { .arena = c->set->arena, .diags = rule_diags(c), .build = b->build,
				    .version = b->version, .verbatim = true };

	(void)s;
	for (size_t i = 0; b->build && i < b->variables.n; i++) {
		const struct variable *v = &b->variables.at[i];

		if (strncmp(v->name, "EMQX_", 5) != 0 || v->kind != VARIABLE_TEXT)
			continue;
		if (is_secret(c, &keys, v->name))
			report_secret(c, v);
		else if (broker_variable(b, v->name) == v)
			check_key(c, &keys, v);
	}
}

/* ---- KU030: what `envFrom` brings, and `env` sets again ---- */

void
rule_hidden_variable(const struct check *c, const struct spot *s)
{
	const struct broker *b = c->broker;

	(void)s;
	for (size_t i = 0; i < b->variables.n; i++) {
		const struct variable *v = &b->variables.at[i], *last = broker_variable(b, v->name);
		const struct check own = check_of(c, v);

		if (last != v && v->object != last->object)
			rule_advise(&own, v->spot, DIAG_KU030, "has no effect: %s `%s` sets it too, and wins",
				    last->object->kind, last->object->name);
	}
}

/* ---- SE002 ---- */

void
rule_secret_variable(const struct check *c, const struct spot *s)
{
	struct key_context keys = { .arena = c->set->arena, .diags = rule_diags(c), .build = c->broker->build,
				    .version = c->broker->version };

	(void)s;
	for (size_t i = 0; keys.build && i < c->broker->variables.n; i++) {
		const struct variable *v = &c->broker->variables.at[i];
		const struct key *k = strncmp(v->name, "EMQX_", 5) == 0
			? key_find_in(&keys, env_path(c->set->arena, v->name)) : NULL;
		const struct check own = check_of(c, v);

		if (v->kind == VARIABLE_SECRET && k && key_takes_file(k))
			rule_report(&own, v->spot, NULL, DIAG_SE002, "brings a secret by the environment, which"
				    " every program in the container sees: this version reads file://PATH");
	}
}

/* ---- EX030, EX034 ---- */

/* One of these texts; where the version is known, plain text was told already. */
static bool
is_known(const struct check *c, const struct variable *v, const char *const *texts)
{
	const char *text = v && !c->broker->build ? broker_text(c->set, c->broker, v->name) : NULL;

	for (; text && *texts; texts++)
		if (strcmp(text, *texts) == 0)
			return true;
	return false;
}

/* The first of these variables that is set. */
static const struct variable *
find_any(const struct broker *b, const char *const *names)
{
	const struct variable *v = NULL;

	for (; !v && *names; names++)
		v = broker_variable(b, *names);
	return v;
}

void
rule_cookie(const struct check *c, const struct spot *s)
{
	static const char *const names[] = { "EMQX_NODE_COOKIE", "EMQX_NODE__COOKIE", NULL };
	static const char *const known[] = { "emqxsecretcookie", "emqx50elixir", NULL };
	const struct variable *v = find_any(c->broker, names);
	struct diag *r;

	if (is_known(c, v, known)) {
		const struct check own = check_of(c, v);

		rule_report(&own, v->spot, NULL, DIAG_EX030, "is the image's cookie, which is public");
	} else if (!v && !c->broker->open && c->pods->replicas > 1) {
		r = rule_report(c, s, NULL, DIAG_EX030, "sets no cookie: the nodes share that of the image,"
				" which is public");
		diag_help(rule_diags(c), r, "set EMQX_NODE__COOKIE from a Secret");
	}
}

void
rule_password(const struct check *c, const struct spot *s)
{
	static const char *const names[] = {
		"EMQX_ADMIN_PASSWORD", "EMQX_DASHBOARD__DEFAULT_USER__PASSWORD",
		"EMQX_DASHBOARD__DEFAULT_PASSWORD", NULL
	};
	static const char *const known[] = { "public", NULL };
	const struct variable *v = find_any(c->broker, names);

	if (is_known(c, v, known)) {
		const struct check own = check_of(c, v);

		rule_report(&own, v->spot, NULL, DIAG_EX034, "is the public password of the image");
	} else if (!v && !c->broker->open) {
		rule_report(c, s, NULL, DIAG_EX034, "sets no password of the Dashboard: it has the public one"
			    " of the image");
	}
}

/* ---- SE020, SE022 ---- */

void
rule_weak_tls(const struct check *c, const struct spot *s)
{
	(void)s;
	for (size_t i = 0; i < c->broker->variables.n; i++) {
		const struct variable *v = &c->broker->variables.at[i];
		const struct check own = check_of(c, v);
		const char *text = v->kind == VARIABLE_TEXT ? arena_strndup(c->set->arena, v->text.p, v->text.n)
							     : "";
		size_t n = strlen(v->name);

		if (strncmp(v->name, "EMQX_LISTENER", 13) != 0 || n < 8
		    || (strcmp(v->name + n - 8, "VERSIONS") != 0))
			continue;
		if (strstr(text, "tlsv1.1") || strstr(text, "sslv3") || strstr(text, "tlsv1,")
		    || (strlen(text) >= 5 && strcmp(text + strlen(text) - 5, "tlsv1") == 0))
			rule_report(&own, v->spot, NULL, DIAG_SE020, "lets clients speak a version of TLS that"
				    " is broken");
	}
}

static bool
is_in_zones(const struct doc *pod)
{
	const struct doc *list = doc_field(pod, "topologySpreadConstraints");

	for (const struct doc *d = list ? list->first : NULL; d; d = d->next) {
		const struct doc *key = doc_field(d, "topologyKey");

		if (key && str_ends(key->text, "/zone"))
			return true;
	}
	return false;
}

void
rule_plain_distribution(const struct check *c, const struct spot *s)
{
	const char *proto = broker_text(c->set, c->broker, "EMQX_CLUSTER__PROTO_DIST");

	if (c->pods->replicas < 2 || !is_in_zones(c->pods->pod->d) || (proto && strstr(proto, "tls")))
		return;
	rule_report(c, s, NULL, DIAG_SE022, "speaks to the nodes of other zones without TLS:"
		    " `cluster.proto_dist` is not inet_tls");
}

/* ---- EX040 ---- */

void
rule_even(const struct check *c, const struct spot *s)
{
	const struct spot *n = spot_at(c->set->arena, object_spot(c->set->arena, c->object), "spec.replicas");
	const char *role = broker_text(c->set, c->broker, "EMQX_NODE__ROLE");

	(void)s;
	if (n && c->pods->replicas > 0 && c->pods->replicas % 2 == 0 && !(role && strcmp(role, "replicant") == 0))
		rule_report(c, n, NULL, DIAG_EX040, "is an even number of nodes: when the network parts them,"
			    " neither half is a majority");
}

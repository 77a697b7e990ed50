/*
 * auth: who may connect, and what for: `auth` as keys of EMQX.
 *
 * A member of authn or authz is a block of EMQX's own keys, and its word says
 * which authenticator or source that is.  From 5.0 on the members are the
 * elements of one list, in their order; in 4.x each is a plugin with keys of
 * its own (auth.mysql.server), which answers both questions.  Names and values
 * are read by the version's tables, as those of config { } are.
 */
#include <assert.h>
#include <string.h>

#include "ir/make.h"

/* As EMQX itself names it, from 5.0 on. */
#define ACL_PATH "${EMQX_ETC_DIR}/acl.conf"

/* What a word means: tags of the element; in 4.x the head of the keys and the
 * plugin. */
static const struct arm {
	const char *word, *mechanism, *backend;
	const char *four, *plugin;
} arms[] = {
	{ "built-in", "password_based", "built_in_database", "mnesia", "emqx_auth_mnesia" },
	{ "http", "password_based", "http", "http", "emqx_auth_http" },
	{ "mysql", "password_based", "mysql", "mysql", "emqx_auth_mysql" },
	{ "postgresql", "password_based", "postgresql", "pgsql", "emqx_auth_pgsql" },
	{ "redis", "password_based", "redis", "redis", "emqx_auth_redis" },
	{ "mongodb", "password_based", "mongodb", "mongo", "emqx_auth_mongo" },
	{ "ldap", "password_based", "ldap", "ldap", "emqx_auth_ldap" },
	{ "jwt", "jwt", NULL, "jwt", "emqx_auth_jwt" },
	{ "scram", "scram", "built_in_database", NULL, NULL },
	{ "scram-http", "scram", "http", NULL, NULL },
	{ "kerberos", "gssapi", "kerberos", NULL, NULL },
	{ "client-info", "cinfo", NULL, NULL, NULL },
	{ "file", NULL, "file", NULL, NULL },
};

/* Each arm of the field's type has its row. */
static const struct arm *
arm_of(const struct spec_node *member)
{
	size_t i = 0;

	for (; strcmp(arms[i].word, member->arm) != 0; i++)
		assert(i + 1 < sizeof arms / sizeof *arms);
	return &arms[i];
}

static size_t
count_of(const struct spec_node *n)
{
	size_t count = 0;

	for (const struct spec_node *c = n->first; c; c = c->next)
		count++;
	return count;
}

/* The word of the member says it already. */
static bool
is_tag(struct maker *m, const struct spec_node *member, const struct spec_node *key)
{
	static const char *const tags[] = { "mechanism", "backend", "type" };

	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
		if (strcmp(key->name, tags[i]) != 0)
			continue;
		spec_report(m->spec, DIAG_EX086, key, key->name_at, "`%s` follows from the word `%s`", key->name,
			    member->arm);
		return true;
	}
	return false;
}

/* A record for a member, with room for its tags. */
static struct value *
record_for(struct maker *m, const struct spec_node *member)
{
	return value_record(m->arena, member->name_at, count_of(member) + 3);
}

static void
put_keys(struct maker *m, struct value *record, const struct spec_node *member)
{
	for (const struct spec_node *c = member->first; c; c = c->next)
		if (node_said(c) && !is_tag(m, member, c))
			value_put(record, c->name, c->name_at, spec_config(m->arena, c));
}

/* ---- 5.0 and later: two lists ---- */

static void
make_authn(struct maker *m, struct spec_node *map)
{
	struct value *list = value_list(m->arena, map->name_at, count_of(map));

	for (struct spec_node *n = member_first(map); n; n = member_next(n)) {
		const struct arm *arm = arm_of(n);
		struct value *record = record_for(m, n);

		value_put_text(m->arena, record, "mechanism", arm->mechanism, spec_place(n));
		value_put_text(m->arena, record, "backend", arm->backend, spec_place(n));
		put_keys(m, record, n);
		list->items[list->n++] = record;
	}
	config_say(m, map, value_below(m->arena, "authentication", map->name_at, list), "auth.authn");
}

static bool
holds(const struct value *record, const char *name)
{
	for (size_t i = 0; i < record->n; i++)
		if (strcmp(record->entries[i].name, name) == 0)
			return true;
	return false;
}

static void
add_source(struct maker *m, struct value *list, const struct spec_node *n)
{
	struct value *record = record_for(m, n);
	const char *type = arm_of(n)->backend;

	value_put_text(m->arena, record, "type", type, spec_place(n));
	put_keys(m, record, n);
	if (strcmp(type, "file") == 0 && !holds(record, "path"))
		value_put_text(m->arena, record, "path", ACL_PATH, spec_place(n));
	list->items[list->n++] = record;
}

static void
add_acl(struct maker *m, struct value *list, struct place at)
{
	struct value *record = value_record(m->arena, at, 2);

	value_put_text(m->arena, record, "type", "file", at);
	value_put_text(m->arena, record, "path", ACL_PATH, at);
	list->items[list->n++] = record;
}

/* Without a member the image's list stands, which is the file alone. */
static void
make_authz(struct maker *m, struct spec_node *map)
{
	struct value *list = value_list(m->arena, map->name_at, count_of(map) + 1);
	struct spec_node *acl = read_node(m, NULL, "auth.acl");
	bool file = false;

	for (struct spec_node *n = member_first(map); n; n = member_next(n)) {
		add_source(m, list, n);
		file |= strcmp(n->arm, "file") == 0;
	}
	if (acl && !file)
		add_acl(m, list, acl->name_at);
	config_say(m, map, value_below(m->arena, "authorization", map->name_at,
			  value_below(m->arena, "sources", map->name_at, list)), "auth.authz");
}

/* ---- 4.x: plugins ---- */

static void
make_plugins(struct maker *m, struct spec_node *map)
{
	for (struct spec_node *n = member_first(map); n; n = member_next(n)) {
		const struct arm *arm = arm_of(n);
		struct value *record = record_for(m, n);

		put_keys(m, record, n);
		record = value_below(m->arena, arm->four, n->name_at, record);
		*VEC_ADD(m->arena, &m->plugins) = arm->plugin;
		config_say(m, n, value_below(m->arena, "auth", n->name_at, record), "auth.authn");
	}
}

static bool
has_members(const struct spec_node *map)
{
	return map && member_first(map);
}

void
auth_make(struct maker *m)
{
	struct spec_node *authn = read_node(m, NULL, "auth.authn"), *authz = read_node(m, NULL, "auth.authz");
	const struct value *acl = read_value(m, NULL, "auth.acl");

	if (acl)
		m->ir->acl = str_of(arena_printf(m->arena, "%.*s\n", STR_ARG(acl->text)));
	mean_field(m, MEAN_ANONYMOUS, NULL, NULL, "auth.anonymous");
	mean_field(m, MEAN_NO_MATCH, NULL, NULL, "auth.no-match");
	mean_field(m, MEAN_DENY_ACTION, NULL, NULL, "auth.deny-action");
	if (has_members(authn))
		(ir_is_four(m->ir) ? make_plugins : make_authn)(m, authn);
	if (has_members(authz) && !ir_is_four(m->ir))
		make_authz(m, authz);
}

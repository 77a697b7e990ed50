/*
 * delivery: how each setting travels: in the ConfigMap of variables, as a
 * variable of the container, or as a line of a file; and the variables of each
 * group's container in the order in which $(VAR) may refer.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/edit.h"
#include "ir/make.h"

void
env_insecure(struct maker *m, struct ir_env *e)
{
	if (!ir_target(m->ir)->secrets)
		return;
	*VEC_ADD(m->arena, &m->ir->secret_data) = (struct ir_pair){ e->name, e->value, e->at };
	e->kind = ENV_SECRET;
	e->secret = m->ir->names.secret;
	e->key = e->name;
}

bool
secret_ref(struct maker *m, const struct spec_node *from, const char *field, const char *key,
	   struct ir_secret *out)
{
	const struct value *v = read_value(m, from, field);
	struct spec_node *n = read_node(m, from, field);
	struct diag *d;

	if (!v || !n)
		return false;
	if (v->kind == VAL_SECRET) {
		*out = (struct ir_secret){ v->name, v->key };
		return true;
	}
	if (v->kind == VAL_INSECURE) {
		if (ir_target(m->ir)->secrets)
			*VEC_ADD(m->arena, &m->ir->secret_data) =
				(struct ir_pair){ key, text_of(m->arena, v), v->at };
		*out = (struct ir_secret){ m->ir->names.secret, key };
		return true;
	}
	d = spec_report(m->spec, DIAG_TY010, n, v->at, "`%s` is a key of a Secret", spec_path(m->arena, n));
	diag_help(m->diags, d, "write secret(NAME, KEY)");
	return false;
}

/* The secret that a value is or holds, or NULL. */
static const struct conf *
secret_in(const struct conf *c)
{
	if (c->kind == CONF_SECRET)
		return c;
	for (size_t i = 0; i < c->n; i++) {
		const struct conf *found = secret_in(c->items[i]);

		if (found)
			return found;
	}
	return NULL;
}

/* A variable for one secret (or reference to a variable). */
static void
add_secret_env(struct maker *m, const char *var, const struct conf *c, const struct setting *s)
{
	const struct value *from = c->from;
	struct ir_env *e = VEC_ADD(m->arena, &m->carried);

	*e = (struct ir_env){
		.name = var, .kind = ENV_PLAIN, .value = text_of(m->arena, from),
		.owner = s->owner, .at = s->at,
	};
	if (from->kind == VAL_SECRET) {
		e->kind = ENV_SECRET;
		e->secret = from->name;
		e->key = from->key;
	}
	if (from->kind == VAL_ENV_REF) {
		e->value = arena_printf(m->arena, "$(%s)", e->value);
		e->expand = true;
	}
	if (from->kind == VAL_INSECURE)
		env_insecure(m, e);
}

/* The value of a list holds it itself. */
static bool
stands_in_text(const struct ir *ir, const struct value *secret)
{
	return secret->kind == VAL_SECRET_FILE
		|| (secret->kind == VAL_INSECURE && !ir_target(ir)->secrets);
}

/* Secrets inside lists: a variable for each leaf, after the one of the list. */
static void
add_nested_env(struct maker *m, const char *var, const struct conf *c, const struct setting *s)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct conf *item = c->items[i];
		struct buf name = BUF_IN(m->arena);

		buf_printf(&name, "%s__", var);
		if (c->names)
			for (const char *p = c->names[i]; *p; p++)
				buf_char(&name, *p >= 'a' && *p <= 'z' ? (char)(*p - 'a' + 'A') : *p);
		else
			buf_printf(&name, "%zu", i + 1);
		if (item->kind != CONF_SECRET)
			add_nested_env(m, buf_cstr(&name), item, s);
		else if (!stands_in_text(m->ir, item->from))
			add_secret_env(m, buf_cstr(&name), item, s);
	}
}

static void
refuse_file(struct maker *m, const struct ir_setting *s, const struct conf *secret)
{
	struct diag *d = spec_report(m->spec, DIAG_SE001, spec_get(m->spec->root, "config"),
				     secret->from->at, "the secret of `%s` would be written to %s",
				     s->setting.path, s->file);

	diag_note(m->diags, d, s->setting.at, "EMQX %s takes this key by file only: %s",
		  version_text(m->arena, &m->ir->version), s->why);
}

/* Does a text that emqxc derives hold the namespace as a reference? */
static bool
refers(struct maker *m, const struct setting *s)
{
	const struct str text = s->value->text;

	return s->owner && text.n
		&& strstr(arena_strndup(m->arena, text.p, text.n), "$(POD_NAMESPACE)");
}

static enum carrier
carrier_of(struct maker *m, struct ir_setting *s)
{
	const struct conf *secret = secret_in(s->setting.value);

	if (setting_way(&m->keys, &s->setting, &s->why) == WAY_FILE) {
		if (secret && secret->from->kind != VAL_INSECURE)
			refuse_file(m, s, secret);
		return CARRY_FILE;
	}
	s->expand = refers(m, &s->setting);
	if (s->expand)
		return CARRY_ENV;
	if (s->setting.value->kind != CONF_SECRET || s->setting.value->from->kind == VAL_SECRET_FILE)
		return CARRY_CONFIG_MAP;
	return CARRY_ENV;
}

/* secret-file("/path") is for keys that the broker reads file://… of. */
static void
check_file(struct maker *m, const struct setting *s)
{
	const struct value *from = s->value->from;
	struct diag *d;

	if (s->value->kind != CONF_SECRET || from->kind != VAL_SECRET_FILE || !s->key
	    || key_takes_file(s->key))
		return;
	d = spec_report(m->spec, strcmp(s->path, "license.key") == 0 ? DIAG_EX047 : DIAG_TY008,
			m->spec->root, from->at, "EMQX %s reads no file for `%s`", version_text(m->arena, &m->ir->version),
			s->path);
	diag_help(m->diags, d, "secret(NAME, KEY) brings it from a Secret");
}

static struct ir_setting *
new_setting(struct maker *m, const struct setting *setting)
{
	struct ir_setting *s = VEC_ADD(m->arena, &m->ir->settings);

	s->setting = *setting;
	s->var = setting_var(m->arena, setting);
	return s;
}

static void
add_base(struct maker *m, const struct setting *setting)
{
	struct ir_setting *s = new_setting(m, setting);

	s->carrier = CARRY_BASE;
	s->file = "base.hocon";
	s->why = "with `layer = default` an edit in the Dashboard wins over it, and wins over no variable";
}

static void
add_setting(struct maker *m, const struct setting *setting)
{
	struct ir_setting *s = new_setting(m, setting);

	check_file(m, setting);
	s->file = setting->key ? key_file(setting->key) : "emqx.conf";
	s->carrier = carrier_of(m, s);
	if (s->carrier == CARRY_FILE)
		return;
	if (setting->value->kind != CONF_SECRET)
		add_nested_env(m, s->var, setting->value, setting);
	else if (s->carrier == CARRY_ENV)
		add_secret_env(m, s->var, setting->value, setting);
}

/* Text of a setting that refers to a variable of the pod. */
static void
add_expanding(struct maker *m)
{
	for (size_t i = 0; i < m->ir->settings.n; i++) {
		const struct ir_setting *s = &m->ir->settings.at[i];

		if (s->expand)
			*VEC_ADD(m->arena, &m->carried) = (struct ir_env){
				.name = s->var, .kind = ENV_PLAIN, .expand = true,
				.value = arena_strndup(m->arena, s->setting.value->text.p,
						       s->setting.value->text.n),
				.owner = s->setting.owner, .at = s->setting.at,
			};
	}
}

static void
add_plain(struct maker *m, struct ir_group *g, const char *name, const char *value, const char *owner)
{
	if (!value)
		return;
	*VEC_ADD(m->arena, &g->env) = (struct ir_env){
		.name = name, .kind = ENV_PLAIN, .value = value, .owner = owner,
		.at = read_place(m, NULL, owner), .start_script = true,
		.expand = strstr(value, "$(") != NULL,
	};
}

/* What a node's name ends in, and the variable of the pod that it needs. */
static const char *
host_text(struct maker *m, enum ir_host host, unsigned *var)
{
	*var = host == HOST_SCRIPT ? 0 : host == HOST_IP ? POD_IP : POD_NAME;
	if (host == HOST_SCRIPT)
		return NULL;
	if (host == HOST_IP)
		return "$(POD_IP)";
	return arena_join(m->arena, "$(POD_NAME).", m->ir->names.headless, ".", namespace_word(m),
			  ".svc.", m->ir->domain, NULL);
}

/* With commas; NULL when the image's own are loaded. */
static const char *
list_text(struct maker *m, const char *const *names, size_t n)
{
	struct buf list = BUF_IN(m->arena);

	for (size_t i = 0; i < n; i++)
		buf_printf(&list, "%s%s", i ? "," : "", names[i]);
	return n ? buf_cstr(&list) : NULL;
}

/* The variables of a group's container; only the first lines differ. */
static void
group_env(struct maker *m, struct ir_group *g)
{
	unsigned var;
	const char *host = host_text(m, g->host, &var);

	pod_env_make(m, g, m->pod_vars | var);
	for (size_t i = 0; i < m->env.n; i++)
		*VEC_ADD(m->arena, &g->env) = m->env.at[i];
	add_plain(m, g, "EMQX_NAME", m->ir->node_name, "node-name");
	add_plain(m, g, "EMQX_HOST", host, "discovery");
	add_plain(m, g, "EMQX_SECURITY_PROFILE", m->ir->profile, "security-profile");
	add_plain(m, g, "EMQX_LOADED_PLUGINS", list_text(m, m->ir->plugins.at, m->ir->plugins.n),
		  read_node(m, NULL, "plugins") ? "plugins" : "metrics");
	add_plain(m, g, "EMQX_LOADED_MODULES", list_text(m, m->ir->modules.at, m->ir->modules.n), "modules");
	for (size_t i = 0; i < g->settings.n; i++)
		*VEC_ADD(m->arena, &g->env) = (struct ir_env){
			.name = g->settings.at[i].var, .kind = ENV_PLAIN, .value = g->role,
			.owner = g->role, .at = g->settings.at[i].setting.at,
		};
	for (size_t i = 0; i < m->carried.n; i++)
		*VEC_ADD(m->arena, &g->env) = m->carried.at[i];
}

/* env-ref(NAME) in a setting: NAME is of env { } or of the pod. */
static void
check_reference(struct maker *m, const struct value *ref)
{
	const char *name = text_of(m->arena, ref);
	struct nearest near;
	unsigned var;
	struct diag *d;

	nearest_start(&near, name);
	for (size_t i = 0; i < m->env.n; i++) {
		if (strcmp(m->env.at[i].name, name) == 0)
			return;
		nearest_offer(&near, m->env.at[i].name);
	}
	if (pod_var_find(name, &var)) {
		m->pod_vars |= var;
		return;
	}
	d = spec_report(m->spec, DIAG_NA001, m->spec->root, ref->at,
			"env-ref: no variable `%s` is set in env { }", name);
	diag_nearest(m->diags, d, &near);
}

static void
check_references(struct maker *m, const struct conf *c)
{
	if (c->kind == CONF_SECRET && c->from->kind == VAL_ENV_REF)
		check_reference(m, c->from);
	for (size_t i = 0; i < c->n; i++)
		check_references(m, c->items[i]);
}

static int
by_path(const void *a, const void *b)
{
	const struct ir_setting *x = a, *y = b;

	return strcmp(x->setting.path, y->setting.path);
}

void
delivery_make(struct maker *m)
{
	struct ir *ir = m->ir;

	for (size_t i = 0; i < m->settings.n; i++)
		check_references(m, m->settings.at[i].value);
	for (size_t i = 0; i < m->settings.n; i++)
		add_setting(m, &m->settings.at[i]);
	for (size_t i = 0; i < m->base.n; i++)
		add_base(m, &m->base.at[i]);
	if (m->base.n)
		qsort(ir->settings.at, ir->settings.n, sizeof *ir->settings.at, by_path);
	add_expanding(m);
	for (size_t i = 0; i < ir->groups.n; i++)
		group_env(m, &ir->groups.at[i]);
}

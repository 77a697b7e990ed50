/*
 * config: emqxConfig, the variables that the chart puts into its ConfigMap,
 * and the ways by which a secret reaches the pods of each chart.
 *
 * What the chart sets by itself (the nodes' names, the keys of the discovery
 * that it makes) is left to it.
 */
#include <string.h>

#include "back/helm/helm.h"
#include "base/arena.h"
#include "base/buf.h"

/* ---- texts ---- */

/* In a text of YAML between double quotes. */
static const char *
escaped(struct arena *a, const char *text)
{
	struct buf b = BUF_IN(a);

	for (const char *p = text; *p; p++) {
		if (*p == '\n' || *p == '\t') {
			buf_text(&b, *p == '\n' ? "\\n" : "\\t");
			continue;
		}
		if (*p == '"' || *p == '\\')
			buf_char(&b, '\\');
		buf_char(&b, *p);
	}
	return buf_cstr(&b);
}

/* Where `from` stands, `to`. */
static const char *
replaced(struct arena *a, const char *text, const char *from, const char *to)
{
	struct buf b = BUF_IN(a);
	const char *at;

	for (; (at = strstr(text, from)); text = at + strlen(from)) {
		buf_str(&b, (struct str){ text, (size_t)(at - text) });
		buf_text(&b, to);
	}
	buf_text(&b, text);
	return buf_cstr(&b);
}

static const char *
chart_text(const struct helm *h, const char *value)
{
	if (h->chart->text == TEXT_QUOTED)
		return value;
	value = escaped(h->arena, value);
	if (h->chart->text == TEXT_RAW)
		return value;
	value = replaced(h->arena, value, "{{", "{{ \"{{\" }}");
	return replaced(h->arena, value, "$(POD_NAMESPACE)", "{{ .Release.Namespace }}");
}

/* The charts make the container's port of an address.  From 5.8 on they cut it
 * off: without the quotes of HOCON, which reads 0.0.0.0:1883 as a text all the
 * same.  Those before take the whole for a number, so there it is one. */
static const char *
address_text(struct helm *h, const struct ir_setting *s)
{
	static const char everywhere[] = "0.0.0.0:";
	const struct conf *v = s->setting.value;
	const char *text = arena_strndup(h->arena, v->text.p, v->text.n);

	if (h->chart->addresses || !strchr(text, ':'))
		return text;
	if (strncmp(text, everywhere, strlen(everywhere)) == 0)
		return text + strlen(everywhere);
	said_not(&h->said, s->setting.owner ? s->setting.owner : "config",
		 "this chart takes `%s` for the number of a port", text);
	return NULL;
}

static const char *
setting_text(struct helm *h, const struct ir_setting *s)
{
	return s->setting.value->kind == CONF_ADDRESS ? address_text(h, s) : env_value(h->arena, h->ir, s);
}

/* ---- discovery ---- */

static bool
starts(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

/* Keys that the chart makes of its own names. */
static bool
is_of_chart(const struct helm *h, const char *var)
{
	if (starts(var, "EMQX_CLUSTER__K8S__") || starts(var, "EMQX_CLUSTER__DNS__"))
		return true;
	return !h->chart->picks_discovery && strcmp(var, "EMQX_CLUSTER__DISCOVERY") == 0;
}

static bool
is_made_by_chart(const struct helm *h)
{
	const struct ir *ir = h->ir;

	if (ir->discovery == DISCOVERY_K8S)
		return h->group->host == HOST_NAME;
	return ir->discovery == DISCOVERY_DNS && h->chart->picks_discovery && h->group->host == HOST_NAME
		&& !spec_get(ir->spec->root, "discovery.name");
}

static void
check_discovery(struct helm *h)
{
	const struct ir *ir = h->ir;

	if (is_made_by_chart(h))
		return;
	if (!h->chart->picks_discovery)
		said_not(&h->said, "discovery", "this chart finds the nodes by k8s { address = hostname }");
	else if (ir->discovery == DISCOVERY_K8S || ir->discovery == DISCOVERY_DNS)
		said_not(&h->said, "discovery", "the chart asks for the names of its own headless Service");
	else if (ir->discovery == DISCOVERY_STATIC && !h->chart->hosts)
		said_not(&h->said, "discovery", "this chart names the nodes by their addresses, which no list knows");
}

/* ---- settings ---- */

static void
put_setting(struct helm *h, struct doc *config, const struct ir_setting *s)
{
	const char *value;

	if (s->carrier == CARRY_FILE || s->carrier == CARRY_BASE) {
		said_not(&h->said, "config", "`%s` goes by %s, which the chart does not mount",
			 s->setting.path, s->file);
		return;
	}
	if (is_of_chart(h, s->var) || (s->carrier == CARRY_ENV && !s->expand))
		return;
	value = setting_text(h, s);
	if (value && !*value)
		said_not(&h->said, "config", "the chart leaves out `%s`, which is empty", s->setting.path);
	else if (value)
		doc_put_text(h->arena, config, s->var, chart_text(h, value));
}

/* ---- variables of the container ---- */

static struct doc *
extra_env(struct helm *h, const char *name)
{
	struct doc *d = doc_put_map(h->arena, doc_have_list(h->arena, h->values, "extraEnv"), NULL);

	doc_put_text(h->arena, d, "name", name);
	return d;
}

/* Is it a key that is in emqxConfig already, or one that the chart sets? */
static bool
is_elsewhere(const struct helm *h, const struct ir_env *e)
{
	if (strcmp(e->name, "EMQX_NAME") == 0 || strcmp(e->name, "EMQX_HOST") == 0 || e->kind == ENV_FIELD)
		return true;
	for (size_t i = 0; i < h->ir->settings.n; i++)
		if (h->ir->settings.at[i].expand && strcmp(h->ir->settings.at[i].var, e->name) == 0)
			return true;
	return h->chart->lists && strncmp(e->name, "EMQX_LOADED_", 12) == 0;
}

/* Where the user sets what a variable carries. */
static const char *
field_of(const struct helm *h, const struct ir_env *e)
{
	const char *own = arena_printf(h->arena, "env.%s", e->name);

	if (e->owner)
		return e->owner;
	return spec_get(h->ir->spec->root, own) ? own : "config";
}

static void
put_plain(struct helm *h, struct doc *config, const struct ir_env *e)
{
	bool expands;
	const char *text = env_text(h->arena, h->ir, e, &expands);

	if (starts(e->name, "EMQX_") && !expands)
		doc_put_text(h->arena, config, e->name, chart_text(h, text));
	else if (h->chart->env && !expands)
		doc_put_text(h->arena, extra_env(h, e->name), "value", replaced(h->arena, text, "$(", "$$("));
	else
		said_not(&h->said, field_of(h, e), "the chart sets variables of EMQX alone, and none by another");
}

/* ---- secrets ---- */

/* Its key in a Secret that is read whole is called as the variable. */
static void
need_variable(struct helm *h, const struct ir_env *e)
{
	if (strcmp(e->secret, h->ir->names.secret) == 0)
		need_key(h, e->name, field_of(h, e));
	else
		*VEC_ADD(h->arena, &h->needed) = arena_printf(h->arena, "%s: from Secret %s, key %s", e->name,
							      e->secret, e->key);
}

static void
put_reference(struct helm *h, const struct ir_env *e)
{
	struct doc *d = doc_put_map(h->arena, extra_env(h, e->name), "valueFrom");

	d = doc_put_map(h->arena, d, "secretKeyRef");
	doc_put_text(h->arena, d, "name", e->secret);
	doc_put_text(h->arena, d, "key", e->key);
	if (strcmp(e->secret, h->ir->names.secret) == 0)
		need_key(h, e->key, field_of(h, e));
}

static void
put_licence(struct helm *h, const struct ir_env *e)
{
	struct doc *d = values_map(h, "emqxLicenseSecretRef");

	doc_put_text(h->arena, d, "name", e->secret);
	doc_put_text(h->arena, d, "key", e->key);
}

static bool
is_licence(const struct helm *h, const struct ir_env *e)
{
	return h->chart->licence && strcmp(chart_name(h->ir), "emqx-enterprise") == 0
		&& strcmp(e->name, "EMQX_LICENSE__KEY") == 0;
}

/* The Secret whose keys are called as the variables: the one that all are
 * from, or one to be made. */
static const char *
whole_secret(const struct helm *h)
{
	const char *found = NULL;

	for (size_t i = 0; i < h->group->env.n; i++) {
		const struct ir_env *e = &h->group->env.at[i];

		if (e->kind != ENV_SECRET || is_licence(h, e))
			continue;
		if (strcmp(e->name, e->key) != 0 || (found && strcmp(found, e->secret) != 0))
			return h->ir->names.secret;
		found = e->secret;
	}
	return found ? found : h->ir->names.secret;
}

/* The default password of the chart must not stand beside it. */
static void
hide_default(struct helm *h, struct doc *config, const char *var)
{
	struct doc *d;

	if (strcmp(var, "EMQX_DASHBOARD__DEFAULT_PASSWORD") != 0)
		return;
	d = doc_put_text(h->arena, config, var, "null");
	d->kind = DOC_WORD;
}

static void
put_whole(struct helm *h, struct doc *config, const struct ir_env *e)
{
	const char *secret = whole_secret(h);

	if (!doc_get(h->values, "envFromSecret"))
		doc_put_text(h->arena, h->values, "envFromSecret", secret);
	hide_default(h, config, e->name);
	if (strcmp(secret, h->ir->names.secret) == 0)
		need_variable(h, e);
}

static void
put_secret(struct helm *h, struct doc *config, const struct ir_env *e)
{
	if (is_licence(h, e))
		put_licence(h, e);
	else if (h->chart->secret)
		put_whole(h, config, e);
	else if (h->chart->env)
		put_reference(h, e);
	else
		said_not(&h->said, field_of(h, e), "this chart takes nothing from a Secret");
}

/* `{emqx_management, true}.`: a file that the chart mounts; it indents the
 * first line alone, so there is one. */
static void
put_tuples(struct buf *b, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_printf(b, "%s{%s, true}.", b->n ? " " : "", names[i]);
}

/* The files take the place of the image's own, which the start script would
 * add to: those of 4.3 and 4.4 have these modules. */
static void
put_lists(struct helm *h)
{
	static const char *const own[] = { "emqx_mod_acl_internal", "emqx_mod_presence" };
	struct buf plugins = BUF_IN(h->arena), modules = BUF_IN(h->arena);

	if (!h->chart->lists)
		return;
	put_tuples(&plugins, h->ir->plugins.at, h->ir->plugins.n);
	if (plugins.n)
		doc_put_text(h->arena, h->values, "emqxLoadedPlugins", buf_cstr(&plugins));
	if (!h->ir->modules.n)
		return;
	put_tuples(&modules, own, sizeof own / sizeof *own);
	put_tuples(&modules, h->ir->modules.at, h->ir->modules.n);
	doc_put_text(h->arena, h->values, "emqxLoadedModules", buf_cstr(&modules));
}

void
config_put(struct helm *h)
{
	struct doc *config = doc_map(h->arena);

	check_discovery(h);
	for (size_t i = 0; i < h->ir->settings.n; i++)
		put_setting(h, config, &h->ir->settings.at[i]);
	for (size_t i = 0; i < h->group->env.n; i++) {
		const struct ir_env *e = &h->group->env.at[i];

		if (e->kind == ENV_SECRET)
			put_secret(h, config, e);
		else if (!is_elsewhere(h, e))
			put_plain(h, config, e);
	}
	put_lists(h);
	doc_sort(config);
	doc_put(h->values, "emqxConfig", config);
}

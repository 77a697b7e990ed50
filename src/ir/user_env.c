/*
 * user_env: the cluster's `env { }`.
 *
 * A name that the broker reads as a key becomes a setting and is checked as
 * one.  A name of the image's start script passes, unless a field has it.
 * Everything else is the user's own.
 */
#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/edit.h"
#include "ir/make.h"

enum { MAX_REFERENCES = 100 };   /* of variables, from one to the next */

static bool
name_ok(struct maker *m, struct spec_node *n)
{
	size_t len = strlen(n->name);
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789";

	if (len && strspn(n->name, letters) == len && !isdigit((unsigned char)*n->name))
		return true;
	spec_report(m->spec, DIAG_KU005, n, n->name_at,
		    "`%s` is no name of a variable: letters, digits and _, no digit first", n->name);
	return false;
}

/* A literal where the cookie's variable is set by hand. */
static bool
plain_cookie(struct maker *m, struct spec_node *n)
{
	const struct value *v = n->set->value;
	struct diag *d;

	if (strcmp(n->name, "EMQX_NODE_COOKIE") != 0 && strcmp(n->name, "EMQX_NODE__COOKIE") != 0)
		return false;
	if (v->kind == VAL_SECRET || v->kind == VAL_SECRET_FILE || v->kind == VAL_ENV_REF)
		return false;
	d = spec_report(m->spec, DIAG_EX033, n, v->at, "the cookie stands here in plain text");
	diag_hide(m->diags, d);
	diag_help(m->diags, d, "set the field: cookie = secret(NAME, KEY)");
	return true;
}

static bool
refused(struct maker *m, struct spec_node *n, const char *field)
{
	struct spec_node *owner = spec_get(m->spec->root, field);
	struct diag *d = spec_report(m->spec, DIAG_EX086, n, n->name_at,
				     "the variable %s is set by the field `%s`", n->name, field);

	if (node_said(owner))
		diag_note(m->diags, d, spec_place(owner), "`%s` is here", field);
	else
		diag_help(m->diags, d, "set `%s` instead", field);
	return true;
}

static void add_variable(struct maker *m, struct spec_node *n, setting_list *out);

static bool
added(struct maker *m, const char *name)
{
	struct probe p;
	uint32_t i;

	while (m->env_names.n < m->env.n)
		table_add(m->arena, &m->env_names, str_hash(str_of(m->env.at[m->env_names.n].name)),
			  m->env_names.n + 1);
	p = table_probe(&m->env_names, str_hash(str_of(name)));
	while ((i = probe_next(&p)) && strcmp(m->env.at[i - 1].name, name) != 0)
		;
	return i != 0;
}

/* The variable that env-ref(NAME) means, or NULL (reported). */
static struct spec_node *
referred(struct maker *m, struct spec_node *n, const char *name)
{
	struct spec_node *there = *name ? spec_get(n->parent, name) : NULL;
	struct nearest near;
	struct diag *d;

	if (node_said(there))
		return there;
	nearest_start(&near, name);
	for (struct spec_node *c = member_first(n->parent); c; c = member_next(c))
		if (c != n)
			nearest_offer(&near, c->name);
	d = spec_report(m->spec, DIAG_NA001, n, n->set->value->at,
			"no variable `%s` is set in env { }", name);
	diag_nearest(m->diags, d, &near);
	return NULL;
}

/* Does the chain of references come back to its start? */
static bool
in_cycle(struct maker *m, const struct spec_node *start)
{
	const struct spec_node *n = start;

	for (int hops = 0; n && n->set && n->set->value->kind == VAL_ENV_REF && hops < 1000; hops++) {
		n = spec_get(start->parent, text_of(m->arena, n->set->value));
		if (n == start)
			return true;
	}
	return false;
}

/* What $(VAR) refers to stands before it. */
static bool
reference_ok(struct maker *m, struct spec_node *n, const char *name, setting_list *out)
{
	struct spec_node *target;
	unsigned var;

	if (pod_var_find(name, &var)) {
		m->pod_vars |= var;
		return true;
	}
	target = referred(m, n, name);
	if (!target || added(m, name) || strncmp(name, "EMQX_", 5) == 0)
		return target != NULL;
	if (in_cycle(m, n)) {
		spec_report(m->spec, DIAG_NA005, n, n->set->value->at,
			    "the variable %s refers to itself", n->name);
		return false;
	}
	if (m->references == MAX_REFERENCES) {
		spec_report(m->spec, DIAG_SY005, n, n->set->value->at,
			    "variables refer to each other more than %d deep", MAX_REFERENCES);
		return false;
	}
	m->references++;
	add_variable(m, target, out);
	m->references--;
	return added(m, name);
}

static void
add_env(struct maker *m, struct spec_node *n, bool script, setting_list *out)
{
	const struct value *v = n->set->value;
	struct ir_env *e;
	const char *text = text_of(m->arena, v);

	if (v->kind == VAL_ENV_REF && !reference_ok(m, n, text, out))
		return;
	e = VEC_ADD(m->arena, &m->env);
	*e = (struct ir_env){ .name = n->name, .kind = ENV_PLAIN, .value = text, .at = v->at,
			      .start_script = script };
	if (v->kind == VAL_ENV_REF) {
		e->value = arena_printf(m->arena, "$(%s)", text);
		e->expand = true;
	}
	if (v->kind == VAL_SECRET) {
		e->kind = ENV_SECRET;
		e->secret = v->name;
		e->key = v->key;
	}
	if (v->kind == VAL_INSECURE)
		env_insecure(m, e);
}

static bool
has_lower(const char *name)
{
	for (; *name; name++)
		if (islower((unsigned char)*name))
			return true;
	return false;
}

static bool
case_ok(struct maker *m, struct spec_node *n)
{
	struct diag *d;

	if (!has_lower(n->name))
		return true;
	d = spec_report(m->spec, DIAG_EX080, n, n->name_at,
			"the broker reads `%s` in lower case", n->name);
	diag_help(m->diags, d, "write the variable in capitals, or the key in config { }");
	return false;
}

/* The broker counts the elements from 1 and takes no gap; what a list has by
 * default goes when one of it is set. */
static bool
element_ok(struct maker *m, struct spec_node *n, const char *path)
{
	bool zero = strstr(path, ".0.") || str_ends(str_of(path), ".0");
	struct diag *d;

	if (key_find_in(&m->keys, path) || !env_names_element(path))
		return true;
	d = spec_report(m->spec, DIAG_EX082, n, n->name_at, zero
			? "`%s` is no element of a list: the broker counts them from 1"
			: "`%s` sets one element of a list, of which nothing else stays", n->name);
	diag_help(m->diags, d, "write the whole list in config { }");
	return false;
}

static bool
travels(struct maker *m, struct spec_node *n)
{
	const struct value *v = n->set->value;
	const char *fault = v->kind == VAL_STRING ? env_text_fault(&m->ir->version, v->text) : NULL;
	struct diag *d;

	if (!fault)
		return true;
	d = spec_report(m->spec, DIAG_EX005, n, v->at, "EMQX %s does not get %s as it is written: %s",
			version_text(m->arena, &m->ir->version), n->name, fault);
	if (v->text.n == 0)
		diag_help(m->diags, d, "leave the variable out");
	return false;
}

/* Keys that a variable does not reach stand here as one. */
static bool
way_ok(struct maker *m, struct spec_node *n, const struct setting *s)
{
	const char *why;
	struct diag *d;

	if (setting_way(&m->keys, s, &why) == WAY_ENV)
		return true;
	d = spec_report(m->spec, DIAG_EX006, n, n->name_at,
			"EMQX %s does not take `%s` from the environment: %s",
			version_text(m->arena, &m->ir->version), s->path, why);
	diag_help(m->diags, d, "write the key in config { }: it goes by file");
	return false;
}

/* The variable as a setting: keys_read() has the last word. */
static void
add_setting(struct maker *m, struct spec_node *n, setting_list *out)
{
	const char *path = env_path(m->arena, n->name);
	setting_list read = { 0 };

	if (!*path || *path == '.') {
		spec_report(m->spec, DIAG_EX001, n, n->name_at, "`%s` names no key", n->name);
		return;
	}
	if (!element_ok(m, n, path) || !travels(m, n))
		return;
	keys_say(m, n, env_record(&m->keys, n->name, n->set->value, n->name_at), &read);
	for (size_t i = 0; i < read.n; i++)
		if (way_ok(m, n, &read.at[i]))
			*VEC_ADD(m->arena, out) = read.at[i];
}

static void
add_variable(struct maker *m, struct spec_node *n, setting_list *out)
{
	const char *field;
	bool script = script_var_find(m, n->name, &field);
	unsigned pod;

	if (!name_ok(m, n) || plain_cookie(m, n))
		return;
	if (pod_var_find(n->name, &pod)) {
		spec_report(m->spec, DIAG_EX086, n, n->name_at, "the variable %s is set by emqxc",
			    n->name);
		return;
	}
	if (script && field && refused(m, n, field))
		return;
	if (script || strncmp(n->name, "EMQX_", 5) != 0)
		add_env(m, n, script, out);
	else if (case_ok(m, n))
		add_setting(m, n, out);
}

void
user_env_make(struct maker *m, setting_list *out)
{
	struct spec_node *n = member_first(read_node(m, NULL, "env"));

	for (; n; n = member_next(n))
		if (n->set && n->set->value->kind != VAL_BAD && !added(m, n->name))
			add_variable(m, n, out);
}

/*
 * backend_json: the typed model of a cluster, for tools.
 *
 *	cluster, environment, version, edition
 *	fields    what the spec says: path, type, value, at, layers
 *	groups    role, name, workload, nodes
 *	ports     name, number, protocol, use, field, at
 *	services  name, type, ports, at
 *	settings  EMQX's own keys: key, value, by, variable, file, field, role, at
 *
 * A value is what it is in JSON: a boolean, a number, a list, else a text as
 * in a spec; a secret is { "secret": NAME, "key": KEY } and never its text.
 * `layers` are those that set the field, the one that won first.  A place is
 * file, line, column (from 1, in characters), offset and end (bytes); what has
 * no place or no value is null.  Keys may be added, never renamed.
 */
#include <string.h>

#include "back/targets.h"
#include "base/arena.h"
#include "front/load.h"
#include "schema/types.h"

struct model {
	struct arena *arena;
	const struct ir *ir;
	struct sources *sources;
};

static void
put_null(const struct model *m, struct doc *in, const char *name)
{
	doc_put_text(m->arena, in, name, "null")->kind = DOC_WORD;
}

static void
put_text(const struct model *m, struct doc *in, const char *name, const char *text)
{
	if (text)
		doc_put_text(m->arena, in, name, text);
	else
		put_null(m, in, name);
}

static void
put_place(const struct model *m, struct doc *in, struct place at)
{
	const struct source *s = sources_get(m->sources, at.file);
	struct line_col lc;
	struct doc *d;

	if (!s) {
		put_null(m, in, "at");
		return;
	}
	lc = source_locate(m->sources, at.file, at.from);
	d = doc_put_map(m->arena, in, "at");
	doc_put_text(m->arena, d, "file", s->name);
	doc_put_int(m->arena, d, "line", lc.line);
	doc_put_int(m->arena, d, "column", lc.column);
	doc_put_int(m->arena, d, "offset", at.from);
	doc_put_int(m->arena, d, "end", at.to);
}

static void
put_reference(const struct model *m, struct doc *in, const char *name, const struct value *v)
{
	struct doc *d = doc_put_map(m->arena, in, name);

	if (v->kind == VAL_SECRET) {
		doc_put_text(m->arena, d, "secret", v->name);
		doc_put_text(m->arena, d, "key", v->key);
	} else if (v->kind == VAL_SECRET_FILE) {
		doc_put_str(m->arena, d, "secret-file", v->text);
	} else if (v->kind == VAL_ENV_REF) {
		doc_put_str(m->arena, d, "env-ref", v->text);
	} else {
		doc_put_bool(m->arena, d, "insecure", true);
	}
}

static void
put_int(const struct model *m, struct doc *in, const char *name, struct str text)
{
	int64_t n;

	if (number_int(text, &n) == NUM_OK)
		doc_put_int(m->arena, in, name, n);
	else
		doc_put_str(m->arena, in, name, text);
}

/* A text as it is, everything else as a spec has it. */
static void
put_shown(const struct model *m, struct doc *in, const char *name, const struct value *v)
{
	if (v->kind == VAL_STRING && !value_is_secret(v))
		doc_put_str(m->arena, in, name, v->text);
	else
		doc_put_text(m->arena, in, name, value_show(m->arena, v));
}

static void
put_value(const struct model *m, struct doc *in, const char *name, const struct value *v)
{
	struct doc *list;

	switch (v->kind) {
	case VAL_SECRET:
	case VAL_SECRET_FILE:
	case VAL_ENV_REF:
	case VAL_INSECURE:
		put_reference(m, in, name, v);
		return;
	case VAL_BOOL:
		doc_put_bool(m->arena, in, name, str_is(v->text, "true"));
		return;
	case VAL_INT:
		put_int(m, in, name, v->text);
		return;
	case VAL_LIST:
		list = doc_put_list(m->arena, in, name);
		for (size_t i = 0; i < v->n; i++)
			put_value(m, list, NULL, v->items[i]);
		return;
	default:
		put_shown(m, in, name, v);
	}
}

static void
put_layers(const struct model *m, struct doc *in, const struct spec_setting *set)
{
	struct doc *list = doc_put_list(m->arena, in, "layers");

	for (; set; set = set->below) {
		struct doc *d = doc_put_map(m->arena, list, NULL);

		doc_put_text(m->arena, d, "layer", set->layer);
		doc_put_bool(m->arena, d, "final", set->final);
		put_value(m, d, "value", set->value);
		put_place(m, d, set->at);
	}
}

static void
put_spec_field(const struct model *m, struct doc *list, const struct spec_node *n)
{
	struct doc *d;

	if (!n->present)
		return;
	if (n->set && !n->bad) {
		d = doc_put_map(m->arena, list, NULL);
		doc_put_text(m->arena, d, "path", spec_path(m->arena, n));
		put_text(m, d, "type", n->type ? n->type->name : NULL);
		put_value(m, d, "value", n->set->value);
		put_place(m, d, n->set->at);
		put_layers(m, d, n->set);
	}
	for (const struct spec_node *c = n->first; c; c = c->next)
		put_spec_field(m, list, c);
}

static void
put_groups(const struct model *m, struct doc *in)
{
	static const char *const workloads[] = {
		[WORKLOAD_STATEFULSET] = "statefulset", [WORKLOAD_DEPLOYMENT] = "deployment",
		[WORKLOAD_POD] = "pod"
	};
	struct doc *list = doc_put_list(m->arena, in, "groups");

	for (size_t i = 0; i < m->ir->groups.n; i++) {
		const struct ir_group *g = &m->ir->groups.at[i];
		struct doc *d = doc_put_map(m->arena, list, NULL);

		put_text(m, d, "role", g->role);
		doc_put_text(m->arena, d, "name", g->name);
		doc_put_text(m->arena, d, "workload", workloads[g->workload]);
		doc_put_int(m->arena, d, "nodes", g->nodes);
	}
}

static void
put_ports(const struct model *m, struct doc *in)
{
	static const char *const uses[] = {
		[PORT_CLIENT] = "client", [PORT_MANAGEMENT] = "management",
		[PORT_DASHBOARD] = "dashboard", [PORT_CLUSTER] = "cluster"
	};
	struct doc *list = doc_put_list(m->arena, in, "ports");

	for (size_t i = 0; i < m->ir->ports.n; i++) {
		const struct ir_port *p = &m->ir->ports.at[i];
		struct doc *d = doc_put_map(m->arena, list, NULL);

		doc_put_text(m->arena, d, "name", p->name);
		doc_put_int(m->arena, d, "number", p->number);
		doc_put_text(m->arena, d, "protocol", p->udp ? "UDP" : "TCP");
		doc_put_text(m->arena, d, "use", uses[p->use]);
		put_text(m, d, "field", p->owner);
		put_place(m, d, p->at);
	}
}

static void
put_services(const struct model *m, struct doc *in)
{
	struct doc *list = doc_put_list(m->arena, in, "services");

	for (size_t i = 0; i < m->ir->services.n; i++) {
		const struct ir_service *s = &m->ir->services.at[i];
		struct doc *d = doc_put_map(m->arena, list, NULL), *ports;

		doc_put_text(m->arena, d, "name", s->name);
		doc_put_text(m->arena, d, "type", s->type);
		ports = doc_put_list(m->arena, d, "ports");
		for (size_t k = 0; k < s->ports.n; k++)
			doc_put_text(m->arena, ports, NULL, s->ports.at[k].port->name);
		put_place(m, d, s->at);
	}
}

static void
put_conf(const struct model *m, struct doc *in, const char *name, const struct conf *c)
{
	struct doc *d;

	switch (c->kind) {
	case CONF_SECRET:
		put_reference(m, in, name, c->from);
		return;
	case CONF_BOOL:
		doc_put_bool(m->arena, in, name, str_is(c->text, "true") || str_is(c->text, "on"));
		return;
	case CONF_INT:
		put_int(m, in, name, c->text);
		return;
	case CONF_LIST:
	case CONF_OBJECT:
		d = c->kind == CONF_OBJECT ? doc_put_map(m->arena, in, name)
					   : doc_put_list(m->arena, in, name);
		for (size_t i = 0; i < c->n; i++)
			put_conf(m, d, c->names ? c->names[i] : NULL, c->items[i]);
		return;
	default:
		if (c->from && value_is_secret(c->from))
			put_shown(m, in, name, c->from);
		else
			doc_put_str(m->arena, in, name, c->text);
	}
}

static void
put_setting(const struct model *m, struct doc *list, const struct ir_setting *s, const char *role)
{
	static const char *const carriers[] = {
		[CARRY_CONFIG_MAP] = "env", [CARRY_ENV] = "env", [CARRY_FILE] = "file",
		[CARRY_BASE] = "file"
	};
	struct doc *d = doc_put_map(m->arena, list, NULL);
	bool file = s->carrier == CARRY_FILE || s->carrier == CARRY_BASE;

	doc_put_text(m->arena, d, "key", s->setting.path);
	put_conf(m, d, "value", s->setting.value);
	doc_put_text(m->arena, d, "by", carriers[s->carrier]);
	put_text(m, d, "variable", file ? NULL : s->var);
	put_text(m, d, "file", file ? s->file : NULL);
	put_text(m, d, "field", s->setting.owner);
	put_text(m, d, "role", role);
	put_place(m, d, s->setting.at);
}

static void
put_settings(const struct model *m, struct doc *in)
{
	struct doc *list = doc_put_list(m->arena, in, "settings");
	const struct ir *ir = m->ir;

	for (size_t i = 0; i < ir->settings.n; i++)
		put_setting(m, list, &ir->settings.at[i], NULL);
	for (size_t i = 0; i < ir->groups.n; i++)
		for (size_t k = 0; k < ir->groups.at[i].settings.n; k++)
			put_setting(m, list, &ir->groups.at[i].settings.at[k],
				    ir->groups.at[i].role);
}

static void
build(const struct ir *ir, const struct back_options *o, artifact_list *out)
{
	struct model m = { ir->arena, ir, ir->spec->program->sources };
	struct doc *d = doc_map(ir->arena);

	(void)o;
	doc_put_text(m.arena, d, "cluster", ir->cluster);
	doc_put_text(m.arena, d, "environment", ir->env);
	doc_put_text(m.arena, d, "version", version_text(m.arena, &ir->version));
	doc_put_text(m.arena, d, "edition", ir->flavor == ENTERPRISE ? "enterprise" : "open-source");
	put_spec_field(&m, doc_put_list(m.arena, d, "fields"), ir->spec->root);
	put_groups(&m, d);
	put_ports(&m, d);
	put_services(&m, d);
	put_settings(&m, d);
	*VEC_ADD(ir->arena, out) = (struct artifact){
		.path = "json/model.json", .syntax = SYNTAX_JSON, .doc = d
	};
}

const struct backend backend_json = {
	.name = "json",
	.help = "the typed model with the place of every leaf, for tools",
	.build = build
};

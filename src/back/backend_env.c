/*
 * backend_env: the settings as EMQX_ variables, sorted, one a line, in one of
 * several env-file formats.
 *
 * A secret never stands here: a comment says where it comes from.  What no
 * variable can carry is an error that names the ways that work.
 */
#include <stdlib.h>
#include <string.h>

#include "back/conf.h"
#include "back/said.h"
#include "back/targets.h"
#include "base/arena.h"
#include "diag/diag.h"
#include "front/load.h"

/* One line: a value, or a comment in its place. */
struct line {
	const char *var, *value, *comment;
	const char *owner;
	struct place at;
	size_t order;         /* of lines with one name */
};
typedef VEC(struct line) line_list;

static int
by_var(const void *a, const void *b)
{
	const struct line *x = a, *y = b;
	int order = strcmp(x->var, y->var);

	return order ? order : (x->order > y->order) - (x->order < y->order);
}

static void
refuse(const struct ir *ir, const struct ir_setting *s)
{
	struct diags *d = ir->spec->program->diags;
	struct diag *r = diag_add(d, DIAG_EX006, s->setting.at, "`%s` cannot be a variable: %s",
				  s->setting.path, s->why ? s->why : "this version does not take it");

	diag_help(d, r, "`-t conf` writes it to %s, and `-t k8s` brings it to the pods",
		  s->file ? s->file : "emqx.conf");
}

static void
add_setting(const struct ir *ir, const struct ir_setting *s, line_list *out)
{
	struct arena *a = ir->arena;
	const char *value = env_value(a, ir, s);
	struct line *line;

	if (s->carrier == CARRY_FILE || s->carrier == CARRY_BASE) {
		refuse(ir, s);
		return;
	}
	line = VEC_ADD(a, out);
	*line = (struct line){ .var = s->var, .value = value, .owner = s->setting.owner,
			       .at = s->setting.at };
	if (!value)
		line->comment = arena_printf(a, "%s comes %s", s->var,
					     conf_secret_origin(a, s->setting.value));
}

static bool
is_setting(const struct ir *ir, const struct ir_group *g, const char *var)
{
	for (size_t i = 0; i < ir->settings.n; i++)
		if (strcmp(ir->settings.at[i].var, var) == 0)
			return true;
	for (size_t i = 0; i < g->settings.n; i++)
		if (strcmp(g->settings.at[i].var, var) == 0)
			return true;
	return false;
}

/* What the start script reads, and the user's own variables.  What only the
 * pod knows (fields, references) is for each node to say. */
static void
add_variable(const struct ir *ir, const struct ir_env *e, line_list *out)
{
	struct arena *a = ir->arena;
	struct line line = { .var = e->name, .owner = e->owner, .at = e->at };

	if (strcmp(e->name, "EMQX_HOST") == 0)
		line.comment = "EMQX_HOST is each node's own host name or address";
	else if (e->kind == ENV_SECRET)
		line.comment = arena_printf(a, "%s comes from Secret %s, key %s", e->name,
					    e->secret, e->key);
	else if (e->kind == ENV_PLAIN && e->expand)
		line.comment = arena_printf(a, "%s is %s", e->name, e->value);
	else if (e->kind == ENV_PLAIN)
		line.value = e->value;
	else
		return;
	*VEC_ADD(a, out) = line;
}

/* A docker env-file has no way to write the end of a line. */
static void
check_docker(const struct ir *ir, const struct line *line)
{
	struct diags *d = ir->spec->program->diags;
	struct diag *r;

	if (!line->value || !strpbrk(line->value, "\n\r"))
		return;
	r = diag_add(d, DIAG_EX005, line->at, "%s has several lines, which a docker env-file"
		     " cannot hold", line->var);
	diag_help(d, r, "`--env-format=json` and `--env-format=shell` can");
}

static struct doc *
to_doc(const struct ir *ir, const struct back_options *o, const line_list *lines)
{
	struct doc *d = doc_map(ir->arena);

	doc_put_comment(ir->arena, d,
			arena_printf(ir->arena, "EMQX %s, cluster %s, environment %s",
				     version_text(ir->arena, &ir->version), ir->cluster, ir->env));
	for (size_t i = 0; i < lines->n; i++) {
		const struct line *l = &lines->at[i];

		if (o->env_format == ENV_DOCKER)
			check_docker(ir, l);
		if (l->value)
			doc_own(doc_put_text(ir->arena, d, l->var, l->value), l->owner, l->at);
		else
			doc_put_comment(ir->arena, d, l->comment);
	}
	return d;
}

/* "emqx.env", and with roles a name for each. */
static const char *
with_role(struct arena *a, const char *name, const struct ir_group *g, const char *suffix)
{
	return arena_printf(a, "%s%s%s%s", name, g->role ? "-" : "", g->role ? g->role : "", suffix);
}

/* The variables as the data of a Kubernetes ConfigMap. */
static struct doc *
config_map(const struct ir *ir, const struct ir_group *g, struct doc *data)
{
	struct arena *a = ir->arena;
	struct doc *d = doc_map(a), *meta;

	doc_put_text(a, d, "apiVersion", "v1");
	doc_put_text(a, d, "kind", "ConfigMap");
	meta = doc_put_map(a, d, "metadata");
	doc_put_text(a, meta, "name", with_role(a, ir->names.config, g, ""));
	if (ir->ns)
		doc_put_text(a, meta, "namespace", ir->ns);
	doc_put(d, "data", data);
	return d;
}

static void
add_lines(const struct ir *ir, const struct ir_group *g, line_list *out)
{
	for (size_t i = 0; i < ir->settings.n; i++)
		add_setting(ir, &ir->settings.at[i], out);
	for (size_t i = 0; i < g->settings.n; i++)
		add_setting(ir, &g->settings.at[i], out);
	for (size_t i = 0; i < g->env.n; i++)
		if (!is_setting(ir, g, g->env.at[i].name))
			add_variable(ir, &g->env.at[i], out);
	for (size_t i = 0; i < out->n; i++)
		out->at[i].order = i;
	if (out->n)
		qsort(out->at, out->n, sizeof *out->at, by_var);
}

static void
put_group(const struct ir *ir, const struct ir_group *g, const struct back_options *o,
	  artifact_list *out)
{
	bool yaml = o->env_format == ENV_CONFIGMAP;
	line_list lines = { 0 };
	struct doc *d;

	add_lines(ir, g, &lines);
	d = to_doc(ir, o, &lines);
	*VEC_ADD(ir->arena, out) = (struct artifact){
		.path = with_role(ir->arena, "env/emqx", g, ".env"),
		.label = g->role ? with_role(ir->arena, "emqx", g, ".env") : NULL,
		.syntax = yaml ? SYNTAX_YAML : SYNTAX_ENV,
		.doc = yaml ? config_map(ir, g, d) : d
	};
}

/* Texts that no key holds. */
static void
refuse_text(const struct ir *ir, const char *field, struct str text, const char *what, const char *file)
{
	const struct spec_node *n = spec_get(ir->spec->root, field);
	struct diags *d = ir->spec->program->diags;

	if (text.p && n)
		diag_help(d, diag_add(d, DIAG_EX006, spec_place(n), "the %s of `%s` cannot be a variable", what, field),
			  "`-t conf` writes them to %s, and `-t k8s` brings them to the pods", file);
}

static void
build(const struct ir *ir, const struct back_options *o, artifact_list *out)
{
	struct said said = { .ir = ir, .target = SAID_ENV };

	said_check(&said);
	refuse_text(ir, "auth.acl", ir->acl, "rules", "acl.conf");
	refuse_text(ir, "distribution.tls", ir->dist, "options", "ssl_dist.conf");
	for (size_t i = 0; i < ir->groups.n; i++)
		put_group(ir, &ir->groups.at[i], o, out);
}

const struct backend backend_env = {
	.name = "env",
	.help = "EMQX_ variables, as an env-file (--env-format)",
	.build = build
};

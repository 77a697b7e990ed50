/*
 * spec: which layers a cluster has, in which order, and building them.
 *
 * Low to high: profiles of the cluster, the cluster, then each overlay after
 * what it extends, in the order of -e, each with its own profiles below it.
 * The identity fields (version, name, namespace) are read before, because
 * guards and strings refer to them.
 */
#include "front/spec.h"

#include <string.h>

#include "base/arena.h"
#include "front/spec_impl.h"
#include "front/spec_overlay.h"

static struct builder *
builder_new(struct arena *a, struct program *p, const struct spec_cluster *c, const struct spec_request *r)
{
	struct builder *b = ARENA_NEW(a, struct builder);
	struct spec *s = ARENA_NEW(a, struct spec);
	const char *const *env = r->envs;

	*b = (struct builder){ .arena = a, .program = p, .diags = p->diags, .spec = s, .request = r };
	s->arena = a;
	s->program = p;
	s->top = c->top;
	s->name = c->name;
	s->env = "base";
	s->target = r->target;
	s->builder = b;
	s->raised = diags_raised(p->diags);
	for (; env && *env; env++)
		s->env = *env;
	s->root = node_new(b, NULL, NULL, &type_cluster, c->name, c->top->name.at);
	s->root->present = true;
	return b;
}

/* ---- identity -------------------------------------------------------- */

/* The last line that sets a field, over all layers, outside `when`. */
struct identity_line {
	const char *field;
	const struct ast_value *value;
	const struct spec_scope *scope;
};

enum { ID_VERSION, ID_FLAVOR, ID_NAME, ID_NAMESPACE, ID_COUNT };

struct identity {
	struct identity_line line[ID_COUNT];
};

static void
note_line(struct identity *id, const char *field, const struct ast_value *v, const struct spec_scope *s)
{
	for (int i = 0; i < ID_COUNT; i++)
		if (strcmp(id->line[i].field, field) == 0)
			id->line[i] = (struct identity_line){ id->line[i].field, v, s };
}

/* `namespace { name = … }` */
static void
note_amend(struct identity *id, const struct ast_item *item, const struct spec_scope *s)
{
	for (size_t i = 0; i < item->block->items.n; i++) {
		const struct ast_item *in = item->block->items.at[i];

		if (in->kind == AST_SET && strcmp(in->path->steps.at[0].name.text, "name") == 0)
			note_line(id, "namespace", in->value, s);
	}
}

static void
note_item(struct identity *id, const struct ast_item *item, const struct spec_scope *s)
{
	const struct ast_path *p = item->path;
	const char *first;

	if (item->kind != AST_SET && item->kind != AST_AMEND)
		return;
	first = p->steps.at[0].name.text;
	if (item->kind == AST_SET && (p->steps.n == 1 || strcmp(first, "namespace") == 0))
		note_line(id, first, item->value, s);
	else if (item->kind == AST_AMEND && p->steps.n == 1 && strcmp(first, "namespace") == 0)
		note_amend(id, item, s);
}

/* A block, and the profiles that it is used through: those are below it. */
struct noted {
	const struct noted *user;
	const struct ast_block *block;
};

static bool
is_noted(const struct noted *n, const struct ast_block *block)
{
	for (; n; n = n->user)
		if (n->block == block)
			return true;
	return false;
}

static void note_block(struct builder *b, struct identity *id, const struct ast_block *block,
		       struct spec_scope *outer, const struct noted *user);

/* What uses itself is told when the layers are applied. */
static void
note_use(struct builder *b, struct identity *id, const struct ast_item *use, struct spec_scope *s,
	 const struct noted *user)
{
	struct module *home;
	const struct ast_top *profile = scope_profile(b, s, use->value->path, &home);

	if (!profile || is_noted(user, profile->body) || !profile_enter(b, use->value->at))
		return;
	note_block(b, id, profile->body, scope_of_profile(b, s, profile, home, use->value), user);
	profile_leave(b);
}

static void
note_block(struct builder *b, struct identity *id, const struct ast_block *block, struct spec_scope *outer,
	   const struct noted *user)
{
	struct spec_scope *s = scope_of_block(b, block, outer);
	const struct noted mine = { user, block };

	for (size_t i = 0; i < block->items.n; i++)
		if (block->items.at[i]->kind == AST_USE)
			note_use(b, id, block->items.at[i], s, &mine);
	for (size_t i = 0; i < block->items.n; i++)
		note_item(id, block->items.at[i], s);
}

static const struct value *
identity_value(struct builder *b, const struct identity_line *line)
{
	const struct field *f = field_find(&type_cluster, line->field);
	const struct type *t = f->type->kind == TYPE_RECORD ? field_principal(f->type)->type : f->type;
	const struct spec_scope *s = line->scope;
	struct ast_value v;

	if (!line->value)
		return NULL;
	v = *value_behind(b, &s, line->value);
	if (v.kind == AST_VARIANT && !v.scalar) {
		v.kind = AST_CALL;
		v.at = v.path->at;
	}
	if (v.kind == AST_BLOCK || v.kind == AST_VARIANT)
		return NULL;
	return value_read(b, s, &v, t, line->field);
}

static void
missing_version(struct builder *b, const struct spec_cluster *c, bool named)
{
	struct diag *d;

	/* a line that is none may have said it */
	if (named || c->module->ast->bad)
		return;
	d = diag_add(b->diags, DIAG_TY004, c->top->name.at, "cluster `%s` has no `version`", c->name);
	diag_help(b->diags, d, "say which EMQX it is: version = %s", build_newest(OPEN_SOURCE)->newest);
}

static void
find_build(struct builder *b, const struct value *version)
{
	struct spec *s = b->spec;
	const struct build *near;
	struct diag *d;

	s->build = build_for(&s->version, s->flavor);
	if (s->build)
		return;
	near = build_nearest(&s->version, s->flavor);
	if (b->request->unknown_version) {
		s->build = build_newest(s->flavor);
		return;
	}
	d = diag_add(b->diags, DIAG_TY007, version->at, "EMQX %.*s is not known; the nearest that is: %s",
		     STR_ARG(version->text), near->name);
	diag_help(b->diags, d, "the newest known is %s; --allow-unknown-version takes its tables",
		  build_newest(s->flavor)->name);
}

static void
read_identity(struct builder *b, const struct identity *id, const struct spec_cluster *c)
{
	struct spec *s = b->spec;
	const struct value *version = identity_value(b, &id->line[ID_VERSION]);
	const struct value *flavor, *name, *ns;

	s->has_version = version && version->kind != VAL_UNKNOWN && version_parse(version->text, &s->version);
	if (!s->has_version)
		missing_version(b, c, id->line[ID_VERSION].value != NULL);
	flavor = identity_value(b, &id->line[ID_FLAVOR]);
	s->flavor = flavor && str_is(flavor->text, "enterprise") ? ENTERPRISE : OPEN_SOURCE;
	if (s->has_version)
		find_build(b, version);
	name = identity_value(b, &id->line[ID_NAME]);
	if (name)
		s->name = arena_strndup(b->arena, name->text.p, name->text.n);
	ns = identity_value(b, &id->line[ID_NAMESPACE]);
	if (ns)
		b->cluster_namespace = arena_strndup(b->arena, ns->text.p, ns->text.n);
}

static void
prepare_identity(struct builder *b, const struct spec_cluster *c, const struct overlay_list *overlays)
{
	struct identity id = { { { "version", NULL, NULL }, { "flavor", NULL, NULL },
				 { "name", NULL, NULL }, { "namespace", NULL, NULL } } };

	note_block(b, &id, c->top->body, scope_of_module(b, c->module), NULL);
	for (size_t i = 0; i < overlays->n; i++)
		note_block(b, &id, overlays->at[i].top->body, scope_of_module(b, overlays->at[i].module), NULL);
	b->profile_limit.n = 0;
	read_identity(b, &id, c);
}

/* ---- layers ----------------------------------------------------------- */

static void
apply_layers(struct builder *b, const struct spec_cluster *c, const struct overlay_list *overlays)
{
	struct layer l = { .name = arena_join(b->arena, "cluster ", c->name, NULL), .rank = 2 };

	apply_layer(b, b->spec->root, c->top->body, scope_of_module(b, c->module), &l);
	for (size_t i = 0; i < overlays->n; i++) {
		const struct ast_top *top = overlays->at[i].top;

		l = (struct layer){
			.name = arena_join(b->arena, "overlay ", top->name.text, NULL),
			.rank = (unsigned)(4 + 2 * i), .overlay = true,
		};
		apply_layer(b, b->spec->root, top->body, scope_of_module(b, overlays->at[i].module), &l);
	}
}

/* ---- policies --------------------------------------------------------- */

static void
add_policy_item(struct builder *b, const struct ast_top *policy, const struct ast_item *item, struct spec_scope *s)
{
	const struct diag_row *row;

	if (item->kind == AST_REQUIRE)
		*VEC_ADD(b->arena, &b->spec->rules) = (struct spec_rule){ item, s, policy->name.text };
	row = item->kind == AST_DENY ? diag_find(item->name.text) : NULL;
	if (row)
		*VEC_ADD(b->arena, &b->spec->denies) = (struct spec_deny){
			(enum diag_id)(row - diag_rows), policy->name.text, item->at, item, s,
		};
}

/* Lines of a policy whose guards hold. */
static void
add_policy_block(struct builder *b, const struct ast_top *policy, const struct ast_block *block,
		 struct spec_scope *outer)
{
	struct spec_scope *s = scope_of_block(b, block, outer);

	for (size_t i = 0; i < block->items.n; i++) {
		const struct ast_item *item = block->items.at[i];
		enum truth truth;

		if (item->kind != AST_WHEN) {
			add_policy_item(b, policy, item, s);
			continue;
		}
		truth = expr_value(b, s, item->expr, NULL);
		if (truth == IS_TRUE)
			add_policy_block(b, policy, item->block, s);
		if (truth == IS_FALSE && item->orelse)
			add_policy_block(b, policy, item->orelse, s);
	}
}

/* A policy holds in its own file, in files that use it, and in files that
 * its file uses. */
static void
add_policies(struct builder *b, const struct spec_cluster *c)
{
	for (size_t i = 0; i < b->program->modules.n; i++) {
		struct module *m = b->program->modules.at[i];
		size_t n;
		const struct ast_top *const *tops = module_tops(b->program, m, AST_TOP_POLICY, &n);

		if (n == 0 || !(module_reaches(m, c->module) || module_reaches(c->module, m)))
			continue;
		for (size_t k = 0; k < n; k++)
			add_policy_block(b, tops[k], tops[k]->body, scope_of_module(b, m));
	}
}

struct spec *
spec_build(struct arena *a, struct program *p, const struct spec_cluster *c, const struct spec_request *r)
{
	struct builder *b = builder_new(a, p, c, r);
	struct overlay_list overlays = overlays_of(a, p, c, r->envs);

	overlays_set_params(b, &overlays);
	prepare_identity(b, c, &overlays);
	add_policies(b, c);
	apply_layers(b, c, &overlays);
	return b->spec;
}

/* ---- rules ------------------------------------------------------------- */

static void
rule_failed(struct spec *s, const struct spec_rule *r)
{
	const struct value *why = value_reason(s->builder, r->scope, r->item);
	struct diag *d;

	if (!why)
		return;
	d = diag_add(s->program->diags, DIAG_TE001, r->item->expr->at, "cluster `%s`: %.*s", s->name,
		     STR_ARG(why->text));
	if (r->policy)
		diag_note(s->program->diags, d, s->top->name.at, "policy `%s` holds for this cluster", r->policy);
	expr_explain(s->builder, r->scope, r->item->expr, s->root, d);
}

void
spec_rules(struct spec *s)
{
	for (size_t i = 0; i < s->rules.n; i++) {
		const struct spec_rule *r = &s->rules.at[i];

		if (expr_value(s->builder, r->scope, r->item->expr, s->root) == IS_FALSE)
			rule_failed(s, r);
	}
}

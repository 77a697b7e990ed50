/*
 * spec_check: what does not depend on one cluster: names declared twice,
 * overlays that extend or are for what is not there, and each profile, guarded
 * arm and overlay checked where it is written, used or not.
 *
 * A block is checked "dry": applied to an empty tree with params unknown, both
 * arms of every `when` taken, and the rules of layers left out.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "front/spec_impl.h"
#include "front/spec_overlay.h"

typedef VEC(const struct ast_top *) top_list;

struct checking {
	struct program *program;
	const struct spec_request *request;
	struct arena *arena;
	struct value_list *configs;
	VEC(const struct ast_top *) extended;   /* by the overlay that is looked at */
	bool too_deep;                          /* overlays extend each other so */
};

/* ---- names declared twice --------------------------------------------- */

static int
by_name(const void *a, const void *b)
{
	const struct ast_top *x = *(const struct ast_top *const *)a;
	const struct ast_top *y = *(const struct ast_top *const *)b;
	int order = strcmp(x->name.text, y->name.text);

	if (order)
		return order;
	if (x->at.file != y->at.file)
		return x->at.file < y->at.file ? -1 : 1;
	return x->at.from < y->at.from ? -1 : x->at.from > y->at.from;
}

/* Two overlays of one name are one mistake only when a cluster has both. */
static bool
overlap(const struct ast_top *a, const struct ast_top *b)
{
	if (a->kind != AST_TOP_OVERLAY || a->of.n == 0 || b->of.n == 0)
		return true;
	for (size_t i = 0; i < a->of.n; i++)
		for (size_t k = 0; k < b->of.n; k++)
			if (a->of.at[i].text == b->of.at[k].text)
				return true;
	return false;
}

static void
check_names(struct checking *c, const struct ast_top **tops, size_t n, const char *what)
{
	if (n > 1)
		qsort(tops, n, sizeof *tops, by_name);
	for (size_t i = 1; i < n; i++) {
		struct diag *d;

		if (strcmp(tops[i]->name.text, tops[i - 1]->name.text) != 0 || !overlap(tops[i], tops[i - 1]))
			continue;
		d = diag_add(c->program->diags, DIAG_NA006, tops[i]->name.at, "%s `%s` is declared twice",
			     what, tops[i]->name.text);
		diag_note(c->program->diags, d, tops[i - 1]->name.at, "it is declared here first");
	}
}

static const struct ast_top **
copy_tops(struct checking *c, struct module *m, enum ast_top_kind kind, size_t *n)
{
	const struct ast_top *const *tops = module_tops(c->program, m, kind, n);
	const struct ast_top **copy = ARENA_ARRAY(c->arena, const struct ast_top *, *n + 1);

	if (*n)
		memcpy(copy, tops, sizeof *copy * *n);
	return copy;
}

static void
check_module_names(struct checking *c, struct module *m)
{
	static const struct {
		enum ast_top_kind kind;
		const char *what;
	} kinds[] = {
		{ AST_TOP_LET, "let" }, { AST_TOP_PARAM, "param" }, { AST_TOP_PROFILE, "profile" },
		{ AST_TOP_POLICY, "policy" }, { AST_TOP_TEST, "test" }, { AST_TOP_OVERLAY, "overlay" },
	};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		size_t n;
		const struct ast_top **tops = copy_tops(c, m, kinds[i].kind, &n);

		check_names(c, tops, n, kinds[i].what);
	}
}

struct hashed {
	uint32_t name, number;
};

static int
by_hash(const void *a, const void *b)
{
	const struct hashed *x = a, *y = b;

	return (x->name > y->name) - (x->name < y->name);
}

/* Those that may have the name of another. */
static void
add_namesakes(struct checking *c, const struct hashed *all, size_t n, top_list *tops)
{
	for (size_t i = 0; i < n; i++)
		if ((i > 0 && all[i - 1].name == all[i].name) || (i + 1 < n && all[i + 1].name == all[i].name))
			*VEC_ADD(c->arena, tops) = spec_cluster(c->arena, c->program, all[i].number).top;
}

/* Clusters are one name space over all files: their outputs share a folder. */
static void
check_cluster_names(struct checking *c)
{
	struct arena *a = c->program->scratch ? c->program->scratch : c->arena;
	size_t n = spec_clusters(c->program);
	struct hashed *all = ARENA_ARRAY(a, struct hashed, n);
	top_list tops = { 0 };

	for (size_t i = 0; i < n; i++)
		all[i] = (struct hashed){ cluster_hash(c->program, i), (uint32_t)i };
	qsort(all, n, sizeof *all, by_hash);
	add_namesakes(c, all, n, &tops);
	if (a != c->arena)
		arena_reset(a);
	check_names(c, tops.at, tops.n, "cluster");
}

/* ---- overlays ----------------------------------------------------------- */

static void
unknown_in(struct checking *c, const struct ast_name *name, const char *what, struct nearest *near)
{
	struct diag *d = diag_add(c->program->diags, DIAG_NA001, name->at, "there is no %s `%s`", what, name->text);

	diag_nearest(c->program->diags, d, near);
}

static bool
is_extended(const struct checking *c, const struct ast_top *overlay)
{
	for (size_t i = 0; i < c->extended.n; i++)
		if (c->extended.at[i] == overlay)
			return true;
	return false;
}

/* Does the overlay come back to itself by `extends`?  Names are looked up in
 * the overlays of the program, and each is followed once. */
static bool
extends_itself(struct checking *c, const struct ast_top *from, const char *name, unsigned depth)
{
	*VEC_ADD(c->arena, &c->extended) = from;
	if (depth > OVERLAYS_MAX_DEPTH) {
		c->too_deep = true;
		return false;
	}
	for (size_t i = 0; i < from->extends.n; i++) {
		const char *next = from->extends.at[i].text;

		if (strcmp(next, name) == 0)
			return true;
		for (size_t m = 0; m < c->program->modules.n; m++) {
			size_t n;
			const struct ast_top *const *tops =
				module_tops(c->program, c->program->modules.at[m], AST_TOP_OVERLAY, &n);

			for (size_t k = 0; k < n; k++)
				if (strcmp(tops[k]->name.text, next) == 0 && !is_extended(c, tops[k]) &&
				    extends_itself(c, tops[k], name, depth + 1))
					return true;
		}
	}
	return false;
}

static void
check_overlay(struct checking *c, const struct ast_top *overlay)
{
	struct nearest near;

	for (size_t i = 0; i < overlay->of.n; i++)
		if (!spec_cluster_known(c->program, overlay->of.at[i].text, &near))
			unknown_in(c, &overlay->of.at[i], "cluster", &near);
	for (size_t i = 0; i < overlay->extends.n; i++)
		if (!spec_env_known(c->program, overlay->extends.at[i].text, &near))
			unknown_in(c, &overlay->extends.at[i], "overlay", &near);
	if (strcmp(overlay->name.text, "base") == 0)
		diag_error(c->program->diags, DIAG_NA006, overlay->name.at,
			   "`base` is what is compiled without an overlay: give this one another name");
	if (!overlay->extends.n || c->too_deep)
		return;
	c->extended.n = 0;
	if (extends_itself(c, overlay, overlay->name.text, 0))
		diag_error(c->program->diags, DIAG_NA005, overlay->name.at, "overlay `%s` extends itself",
			   overlay->name.text);
	else if (c->too_deep)
		diag_error(c->program->diags, DIAG_SY005, overlay->name.at, "overlays extend each other more than %d deep",
			   OVERLAYS_MAX_DEPTH);
}

/* ---- blocks on their own ------------------------------------------------- */

static struct builder *
dry_builder(struct checking *c)
{
	struct builder *b = ARENA_NEW(c->arena, struct builder);
	struct spec *s = ARENA_NEW(c->arena, struct spec);

	*b = (struct builder){
		.arena = c->arena, .program = c->program, .diags = c->program->diags,
		.spec = s, .request = c->request, .dry = true,
	};
	s->arena = c->arena;
	s->program = c->program;
	s->builder = b;
	s->env = "base";
	s->target = c->request->target;
	s->root = node_new(b, NULL, NULL, &type_cluster, "", NOWHERE);
	s->root->present = true;
	return b;
}

static void
check_block(struct checking *c, struct module *m, const struct ast_top *top)
{
	struct builder *b = dry_builder(c);
	struct layer l = { .name = top->name.text, .rank = 2, .overlay = top->kind == AST_TOP_OVERLAY };
	struct spec_scope *s = scope_of_module(b, m);
	const struct spec_node *config;

	if (top->kind == AST_TOP_PROFILE)
		s = scope_of_profile(b, s, top, m, NULL);
	apply_layer(b, b->spec->root, top->body, s, &l);
	config = spec_get(b->spec->root, "config");
	if (top->kind == AST_TOP_PROFILE && config)
		*VEC_ADD(c->arena, c->configs) = spec_config(c->arena, config);
}

static void
check_deny(struct checking *c, struct builder *b, const struct spec_scope *s, const struct ast_item *item)
{
	struct nearest near;

	value_reason(b, s, item);
	if (diag_find(item->name.text))
		return;
	nearest_start(&near, item->name.text);
	diag_offer_slugs(&near);
	unknown_in(c, &item->name, "message", &near);
}

/* Names, conditions and reasons of a policy: both arms of a `when`. */
static void
check_policy_block(struct checking *c, struct builder *b, struct spec_scope *outer,
		   const struct ast_block *block)
{
	struct spec_scope *s = scope_of_block(b, block, outer);

	for (size_t i = 0; i < block->items.n; i++) {
		const struct ast_item *item = block->items.at[i];

		if (item->kind == AST_REQUIRE) {
			expr_value(b, s, item->expr, b->spec->root);
			value_reason(b, s, item);
		} else if (item->kind == AST_DENY) {
			check_deny(c, b, s, item);
		} else if (item->kind == AST_WHEN) {
			expr_value(b, s, item->expr, NULL);
			check_policy_block(c, b, s, item->block);
			if (item->orelse)
				check_policy_block(c, b, s, item->orelse);
		} else if (item->kind != AST_LET) {
			diag_error(b->diags, DIAG_SY001, item->at, "a policy holds `require`, `deny`, `let` and `when`");
		}
	}
}

static void
check_policy(struct checking *c, struct module *m, const struct ast_top *top)
{
	struct builder *b = dry_builder(c);

	check_policy_block(c, b, scope_of_module(b, m), top->body);
}

static void
check_params(struct checking *c, struct module *m)
{
	struct builder *b = dry_builder(c);
	size_t n;

	module_tops(c->program, m, AST_TOP_PARAM, &n);
	if (n)
		scope_of_module(b, m);
}

static void
check_top(struct checking *c, struct module *m, const struct ast_top *top)
{
	if (top->kind == AST_TOP_OVERLAY)
		check_overlay(c, top);
	if (top->kind == AST_TOP_POLICY)
		check_policy(c, m, top);
	if (top->kind == AST_TOP_PROFILE || top->kind == AST_TOP_OVERLAY ||
	    (top->kind == AST_TOP_CLUSTER && ast_has_guard(top->body)))
		check_block(c, m, top);
}

/* From that stub on, those that stand before the offset; where it stopped. */
static size_t
check_stubs(struct checking *c, struct module *m, size_t i, uint32_t before)
{
	struct checking own = *c;

	own.arena = c->program->scratch;
	for (; i < m->ast->nstubs && ast_stub(m->ast, i)->from < before; i++) {
		if (!ast_stub(m->ast, i)->guard)
			continue;
		check_top(&own, m, ast_stub_tree(own.arena, c->program->atoms, c->program->sources,
						 c->program->diags, m->ast, i));
		arena_reset(own.arena);
	}
	return i;
}

static void
check_module(struct checking *c, struct module *m)
{
	size_t stub = 0;

	check_module_names(c, m);
	check_params(c, m);
	for (size_t i = 0; i < m->ast->tops.n; i++) {
		stub = check_stubs(c, m, stub, m->ast->tops.at[i]->at.from);
		check_top(c, m, m->ast->tops.at[i]);
	}
	check_stubs(c, m, stub, UINT32_MAX);
}

void
spec_check_program(struct program *p, const struct spec_request *r, struct value_list *configs)
{
	struct checking c = { .program = p, .request = r, .arena = p->arena, .configs = configs };

	check_cluster_names(&c);
	for (size_t i = 0; i < p->modules.n; i++)
		check_module(&c, p->modules.at[i]);
}

/* ---- -D ------------------------------------------------------------------- */

static const struct ast_param *
param_find(struct program *p, const char *name)
{
	for (size_t i = 0; i < p->modules.n; i++) {
		size_t n;
		const struct ast_top *const *tops = module_tops(p, p->modules.at[i], AST_TOP_PARAM, &n);

		for (size_t k = 0; k < n; k++)
			if (strcmp(tops[k]->name.text, name) == 0)
				return &tops[k]->param;
	}
	return NULL;
}

const char *
spec_define_fault(struct arena *a, struct program *p, const struct spec_define *define)
{
	const struct ast_param *param = param_find(p, define->name);
	struct checking c = { .program = p, .request = &(struct spec_request){ 0 }, .arena = a };
	struct sources *sources = sources_new(a);
	struct diags *own = diags_new(a, sources);
	struct diag *const *list;
	const struct type *t;
	struct nearest near;

	if (!param) {
		spec_param_known(p, define->name, &near);
		return near.n ? arena_printf(a, "there is no param `%s`; did you mean %s?", define->name,
					     nearest_text(&near, a))
			      : arena_printf(a, "there is no param `%s`", define->name);
	}
	t = scope_type(dry_builder(&c), param->type);
	if (t && t->kind == TYPE_SECRET)
		return arena_printf(a, "`%s` is secret, and a secret is never on a command line", define->name);
	if (!t || scope_define(a, own, t, define->name, define->value))
		return NULL;
	return diags_sorted(own, &list) ? list[0]->text : "the value does not fit";
}

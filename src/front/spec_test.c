/*
 * spec_test: `test "…" { cluster = iot; env = prod; expect … }`.
 */
#include <string.h>

#include "base/arena.h"
#include "front/spec_impl.h"

size_t
spec_tests(struct program *p, struct spec_test **out)
{
	VEC(struct spec_test) all = { 0 };

	for (size_t i = 0; i < p->modules.n; i++) {
		struct module *m = p->modules.at[i];
		size_t n;
		const struct ast_top *const *tops = module_tops(p, m, AST_TOP_TEST, &n);

		for (size_t k = 0; k < n; k++)
			*VEC_ADD(p->arena, &all) = (struct spec_test){ tops[k]->name.text, tops[k], m };
	}
	*out = all.at;
	return all.n;
}

/* What a test says of itself. */
struct test_plan {
	const struct ast_value *cluster, *env;
};

static bool
read_plan(struct program *p, const struct ast_block *body, struct test_plan *out)
{
	bool ok = true;

	for (size_t i = 0; i < body->items.n; i++) {
		const struct ast_item *item = body->items.at[i];
		const char *name = item->path ? item->path->steps.at[0].name.text : "";

		if (item->kind == AST_EXPECT || item->kind == AST_LET)
			continue;
		if (item->kind == AST_SET && item->path->steps.n == 1 && strcmp(name, "cluster") == 0)
			out->cluster = item->value;
		else if (item->kind == AST_SET && item->path->steps.n == 1 && strcmp(name, "env") == 0)
			out->env = item->value;
		else
			ok = diag_error(p->diags, DIAG_NA002, item->at,
					"a test holds `cluster = …`, `env = …`, `let` and `expect`");
	}
	return ok;
}

static bool
find_cluster(struct program *p, const struct ast_top *test, const struct test_plan *plan, size_t *number)
{
	const char *name = plan->cluster ? value_word(plan->cluster) : NULL;
	struct nearest near;
	struct diag *d;

	*number = 0;
	if (!name && plan->cluster)
		return diag_error(p->diags, DIAG_TY001, plan->cluster->at, "`cluster` takes the name of a cluster");
	if (!name && spec_clusters(p) == 1)
		return true;
	if (!name)
		return diag_error(p->diags, DIAG_TY004, test->name.at,
				  "this test does not say which cluster it is about");
	if (spec_cluster_find(p, name, number, &near))
		return true;
	d = diag_add(p->diags, DIAG_NA001, plan->cluster->at, "there is no cluster `%s`", name);
	diag_nearest(p->diags, d, &near);
	return false;
}

static bool
find_env(struct program *p, const struct test_plan *plan, const char **env)
{
	struct nearest near;
	struct diag *d;

	*env = plan->env ? value_word(plan->env) : NULL;
	if (!plan->env || (*env && strcmp(*env, "base") == 0)) {
		*env = NULL;
		return true;
	}
	if (!*env)
		return diag_error(p->diags, DIAG_TY001, plan->env->at, "`env` takes the name of an environment");
	if (spec_env_known(p, *env, &near))
		return true;
	d = diag_add(p->diags, DIAG_NA001, plan->env->at, "there is no environment `%s`", *env);
	diag_nearest(p->diags, d, &near);
	return false;
}

static bool
run_expects(struct spec *s, const struct spec_test *t)
{
	struct builder *b = s->builder;
	struct spec_scope *scope = scope_of_block(b, t->top->body, scope_of_module(b, t->module));
	bool ok = true;

	for (size_t i = 0; i < t->top->body->items.n; i++) {
		const struct ast_item *item = t->top->body->items.at[i];
		struct diag *d;
		enum truth truth;

		if (item->kind != AST_EXPECT)
			continue;
		truth = expr_value(b, scope, item->expr, s->root);
		ok &= truth == IS_TRUE;
		if (truth != IS_FALSE)
			continue;
		d = diag_add(b->diags, DIAG_TE002, item->expr->at, "test \"%s\": this does not hold", t->name);
		expr_explain(b, scope, item->expr, s->root, d);
	}
	return ok;
}

bool
spec_test_run(struct arena *a, struct program *p, const struct spec_test *t, const struct spec_request *r)
{
	struct test_plan plan = { NULL, NULL };
	struct spec_cluster cluster;
	const char *envs[2] = { NULL, NULL };
	struct spec_request mine = *r;
	size_t before = diags_errors(p->diags);
	struct spec *s;
	size_t number;

	if (!read_plan(p, t->top->body, &plan))
		return false;
	if (!find_cluster(p, t->top, &plan, &number) || !find_env(p, &plan, &envs[0]))
		return false;
	mine.envs = envs;
	cluster = spec_cluster(a, p, number);
	s = spec_build(a, p, &cluster, &mine);
	return run_expects(s, t) && diags_errors(p->diags) == before;
}

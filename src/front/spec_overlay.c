/*
 * spec_overlay: overlays and environments of a program.
 *
 * `overlay NAME` without `of` is for every cluster of its file and of what the
 * file uses; `extends` puts another overlay before it.
 */
#include "front/spec_overlay.h"

#include <string.h>

#include "base/arena.h"

static bool
names_cluster(const struct ast_top *overlay, const char *cluster)
{
	for (size_t i = 0; i < overlay->of.n; i++)
		if (strcmp(overlay->of.at[i].text, cluster) == 0)
			return true;
	return overlay->of.n == 0;
}

bool
overlay_applies(const struct module *m, const struct ast_top *overlay, const struct spec_cluster *c)
{
	return module_reaches(m, c->module) && names_cluster(overlay, c->top->name.text);
}

/* Calls visit for each overlay that the cluster knows, imports first. */
typedef bool overlay_visit(void *context, struct module *m, const struct ast_top *overlay);

static bool
each_overlay(struct program *p, const struct spec_cluster *c, overlay_visit *visit, void *context)
{
	for (size_t i = 0; i < p->modules.n; i++) {
		struct module *m = p->modules.at[i];
		size_t n;
		const struct ast_top *const *tops = module_tops(p, m, AST_TOP_OVERLAY, &n);

		for (size_t k = 0; k < n; k++)
			if (overlay_applies(m, tops[k], c) && !visit(context, m, tops[k]))
				return false;
	}
	return true;
}

struct collecting {
	struct arena *arena;
	struct program *program;
	const struct spec_cluster *cluster;
	const char *env;
	struct overlay_list list;
	unsigned depth;
};

static void collect(struct collecting *c, const char *env);

static bool
is_collected(const struct collecting *c, const struct ast_top *overlay)
{
	for (size_t i = 0; i < c->list.n; i++)
		if (c->list.at[i].top == overlay)
			return true;
	return false;
}

static bool
collect_one(void *context, struct module *m, const struct ast_top *overlay)
{
	struct collecting *c = context;
	const char *env = c->env;

	if (strcmp(overlay->name.text, env) != 0 || is_collected(c, overlay))
		return true;
	for (size_t i = 0; i < overlay->extends.n; i++)
		collect(c, overlay->extends.at[i].text);
	c->env = env;
	if (!is_collected(c, overlay))
		*VEC_ADD(c->arena, &c->list) = (struct overlay){ overlay, m };
	return true;
}

/* A cycle of `extends`, and one that is too deep, is reported by spec_check; here
 * it only ends. */
static void
collect(struct collecting *c, const char *env)
{
	if (c->depth > OVERLAYS_MAX_DEPTH)
		return;
	c->depth++;
	c->env = env;
	each_overlay(c->program, c->cluster, collect_one, c);
	c->depth--;
}

struct overlay_list
overlays_of(struct arena *a, struct program *p, const struct spec_cluster *cluster, const char *const *envs)
{
	struct collecting c = { .arena = a, .program = p, .cluster = cluster };

	for (; envs && *envs; envs++)
		collect(&c, *envs);
	return c.list;
}

void
overlays_set_params(struct builder *b, const struct overlay_list *l)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct ast_block *body = l->at[i].top->body;
		struct spec_scope *s = scope_new(b->arena, NULL, l->at[i].module);

		for (size_t k = 0; k < body->items.n; k++) {
			const struct ast_item *item = body->items.at[k];

			if (item->kind == AST_SET && item->path->steps.n == 1 &&
			    !field_find(&type_cluster, item->path->steps.at[0].name.text))
				*VEC_ADD(b->arena, &b->params) = (struct param_setting){
					item->path->steps.at[0].name.text, item->value, s,
				};
		}
	}
}

struct name_list {
	struct arena *arena;
	const char **at;
	size_t n, cap;
};

static bool
add_name(void *context, struct module *m, const struct ast_top *overlay)
{
	struct name_list *l = context;

	(void)m;
	for (size_t i = 0; i < l->n; i++)
		if (strcmp(l->at[i], overlay->name.text) == 0)
			return true;
	*VEC_ADD(l->arena, l) = overlay->name.text;
	return true;
}

const char *const *
spec_overlays(struct arena *a, struct program *p, const struct spec_cluster *c)
{
	struct name_list names = { .arena = a };

	each_overlay(p, c, add_name, &names);
	*VEC_ADD(a, &names) = NULL;
	return names.at;
}

struct place_list {
	struct arena *arena;
	const char *env;
	struct places *places;
};

static bool
add_place(void *context, struct module *m, const struct ast_top *overlay)
{
	struct place_list *l = context;

	(void)m;
	if (strcmp(overlay->name.text, l->env) == 0)
		*VEC_ADD(l->arena, l->places) = place_span(overlay->at, overlay->body->at);
	return true;
}

const struct places *
spec_env_places(struct arena *a, struct program *p, const struct spec_cluster *c, const char *env)
{
	struct place_list l = { a, env, ARENA_NEW(a, struct places) };

	each_overlay(p, c, add_place, &l);
	return l.places;
}

/* Is there a declaration of that kind and name?  Offers all to `near`. */
static bool
declared(struct program *p, enum ast_top_kind kind, const char *name, struct nearest *near)
{
	bool found = false;

	nearest_start(near, name);
	for (size_t i = 0; i < p->modules.n; i++) {
		size_t n;
		const struct ast_top *const *tops = module_tops(p, p->modules.at[i], kind, &n);

		for (size_t k = 0; k < n; k++) {
			found |= strcmp(tops[k]->name.text, name) == 0;
			nearest_offer(near, tops[k]->name.text);
		}
	}
	return found;
}

bool
spec_env_known(struct program *p, const char *env, struct nearest *near)
{
	return declared(p, AST_TOP_OVERLAY, env, near);
}

bool
spec_param_known(struct program *p, const char *name, struct nearest *near)
{
	return declared(p, AST_TOP_PARAM, name, near);
}

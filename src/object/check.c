/*
 * check: runs the rules of object_rules.def.  Those of nodes are found by the
 * name of the node on one walk through each object; on it what is required is
 * there, and no list has two entries of one key.
 */
#include "object/check.h"

#include <string.h>

#include "base/arena.h"
#include "object/item.h"

enum { NONE = DIAG_COUNT };

typedef void rule_function(const struct check *c, const struct spot *s);

static const struct object_rule {
	int id;
	rule_function *check;
	int after;
	enum rule_on on;
	const char *what;
	unsigned sets;
} rules[] = {
#define DIAG_NONE NONE
#define OBJECT_RULE(id, function, after, on, what, sets) \
	{ DIAG_##id, function, DIAG_##after, on, what, sets },
#include "object/object_rules.def"
#undef OBJECT_RULE
#undef DIAG_NONE
};

enum { RULES = sizeof rules / sizeof *rules };

/* Those that look at a set. */
struct rule_list {
	const struct object_rule *at[RULES];
	size_t n;
};

/* ---- the walk ---- */

static void
check_required(const struct check *c, const struct spot *s)
{
	const struct kind_field *f;

	for (size_t i = 0; s->type && (f = kind_field_at(s->type, i)); i++)
		if (kind_field_required(f) && !doc_get(s->d, kind_field_name(f)))
			rule_report(c, s, NULL, DIAG_KU001, "lacks `%s`", kind_field_name(f));
}

/* A server merges by these keys, and would keep one of the two. */
static void
check_clashes(const struct check *c, const struct spot *s)
{
	const char *name = s->d->name ? s->d->name : "";
	struct items items = { .arena = c->set->arena, .type = s->type };
	size_t i = 0;

	for (const struct doc *d = s->d->first; d; d = d->next, i++) {
		struct spot spot = spot_below(s, d, i);
		bool clash = items_add(&items, d);

		if (clash && strcmp(name, "env") == 0)
			rule_report(c, &spot, NULL, DIAG_KU030, "is set twice");
		else if (clash && strcmp(name, "volumeMounts") == 0)
			rule_report(c, &spot, NULL, DIAG_KU040, "is at a place where something is mounted already");
		else if (clash)
			rule_report(c, &spot, NULL, DIAG_KU001, "has the same key as another: `%s`",
				    item_key(c->set->arena, s->type, d));
	}
}

/* Does a rule of nodes look at this one? */
static bool
applies(const struct object_rule *r, const struct spot *s)
{
	const struct doc *d = r->on == ON_EACH ? (s->up ? s->up->d : NULL) : s->d;

	if (!d || !d->name || d->name[0] != r->what[0] || strcmp(d->name, r->what) != 0)
		return false;
	return d->kind == (r->on == ON_MAP ? DOC_MAP : DOC_LIST);
}

/* Does its prerequisite hold? */
static bool
is_wanted(const struct check *c, const struct object_rule *r)
{
	return r->after == NONE || !c->object || !c->object->said[r->after];
}

static void
visit(const struct check *c, const struct spot *s, const struct rule_list *all)
{
	size_t i = 0;

	if (s->d->kind == DOC_MAP && !c->set->source->read)
		check_required(c, s);
	if (s->d->kind == DOC_LIST)
		check_clashes(c, s);
	for (size_t r = 0; r < all->n; r++)
		if (all->at[r]->on >= ON_MAP && applies(all->at[r], s) && is_wanted(c, all->at[r]))
			all->at[r]->check(c, s);
	for (const struct doc *d = s->d->first; d; d = d->next, i++) {
		struct spot below = spot_below(s, d, i);

		if (d->kind == DOC_MAP || d->kind == DOC_LIST)
			visit(c, &below, all);
	}
}

/* ---- whole objects, pods and containers ---- */

static void
each_container(const struct check *c, rule_function *check)
{
	static const char *const lists[] = { "initContainers", "containers" };

	for (size_t k = 0; c->pods && k < sizeof lists / sizeof *lists; k++) {
		const struct spot *list = spot_at(c->set->arena, c->pods->pod, lists[k]);
		size_t i = 0;

		for (const struct doc *d = list && list->d->kind == DOC_LIST ? list->d->first : NULL; d;
		     d = d->next, i++)
			check(c, spot_keep(c->set->arena, spot_below(list, d, i)));
	}
}

static void
run(const struct check *c, const struct object_rule *r, const struct spot *top)
{
	if (r->on == ON_OBJECT || (r->on == ON_KIND && strcmp(c->object->kind, r->what) == 0))
		r->check(c, top);
	else if (r->on == ON_POD && c->pods)
		r->check(c, c->pods->pod);
	else if (r->on == ON_CONTAINER)
		each_container(c, r->check);
	else if (r->on == ON_BROKER && c->broker)
		r->check(c, c->broker->spot);
}

static void
check_object(struct objects *set, const struct object *o, const struct rule_list *all)
{
	struct check c = { set, o, o->pods, o->pods ? o->pods->broker : NULL };
	const struct spot *top = object_spot(set->arena, o);

	for (size_t i = 0; i < all->n; i++)
		if (all->at[i]->on > ON_SET && all->at[i]->on < ON_MAP && is_wanted(&c, all->at[i]))
			run(&c, all->at[i], top);
	if (top->type && (set->source->read || set->patched))
		visit(&c, top, all);
}

/* A code that is off unless it is asked for is the only one of its rule. */
static bool
is_unheard(const struct objects *set, const struct object_rule *r)
{
	enum diag_id id = (enum diag_id)r->id;

	return *diag_rows[id].group && !diags_advice(set->diags, id)
		&& rule_is_silent(set, id, diags_severity(set->diags, id));
}

static void
choose_rules(const struct objects *set, struct rule_list *all)
{
	unsigned sets = set->source->read ? READ : set->patched ? MADE | PATCHED : MADE;

	all->n = 0;
	for (size_t i = 0; i < RULES; i++)
		if ((rules[i].sets & sets) && !is_unheard(set, &rules[i]))
			all->at[all->n++] = &rules[i];
}

void
objects_check(struct objects *set)
{
	struct check c = { .set = set };
	struct rule_list all;

	choose_rules(set, &all);
	for (size_t i = 0; i < set->all.n; i++)
		check_object(set, &set->all.at[i], &all);
	for (size_t i = 0; i < all.n; i++)
		if (all.at[i]->on == ON_SET && is_wanted(&c, all.at[i]))
			all.at[i]->check(&c, NULL);
}

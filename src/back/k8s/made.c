/*
 * made: the objects that were made, as a set that rules look at.
 *
 * A fault is shown at the line of the patch that caused it, else at the field
 * that decides the node, else at the cluster; `allow` and policies hold where
 * that field stands.
 */
#include <string.h>

#include "back/k8s/k8s.h"
#include "front/load.h"
#include "object/check.h"

typedef const struct place *place_in(const struct doc *d);

static const struct place *
edit_of(const struct doc *d)
{
	return d->edit;
}

static const struct place *
owner_of(const struct doc *d)
{
	return d->at.file ? &d->at : NULL;
}

/* The first in or below a node that has one. */
static const struct place *
find_below(const struct doc *d, place_in *has)
{
	const struct place *at = has(d);

	for (const struct doc *c = d->first; c && !at; c = c->next)
		at = find_below(c, has);
	return at;
}

static const struct place *
find_above(const struct spot *s, place_in *has)
{
	for (; s; s = s->up)
		if (has(s->d))
			return has(s->d);
	return NULL;
}

/* The patch of some other object, when none of this one did it. */
static const struct place *
edit_anywhere(const struct objects *set, const struct object *o)
{
	const struct place *at = o ? find_below(o->doc, edit_of) : NULL;

	for (size_t i = 0; i < set->all.n && !at; i++)
		at = find_below(set->all.at[i].doc, edit_of);
	return at;
}

static const struct place *
edit_place(const struct saying *s)
{
	const struct place *at = s->spot ? find_below(s->spot->d, edit_of) : NULL;

	if (!at && s->also)
		at = find_below(s->also, edit_of);
	if (!at)
		at = find_above(s->spot, edit_of);
	return at;
}

static struct place
place_of(const struct objects *set, const struct ir *ir, const struct saying *s)
{
	const struct place *at = edit_place(s);

	if (!at)
		at = find_above(s->spot, owner_of);
	if (!at && s->spot)
		at = find_below(s->spot->d, owner_of);
	if (!at && set->patched)
		at = edit_anywhere(set, s->object);
	return at ? *at : ir->at;
}

/* The field that decides a node, for `allow`. */
static const struct spec_node *
node_of(const struct ir *ir, const struct spot *s)
{
	const struct spec_node *n;

	while (s && !s->d->owner)
		s = s->up;
	n = s ? spec_get(ir->spec->root, s->d->owner) : NULL;
	return n ? n : ir->spec->root;
}

/* Do all that say what decides them say that field? */
static bool
is_all_of(const struct doc *d, const char **field)
{
	bool all = true;

	if (d->owner && !*field)
		*field = d->owner;
	if (d->owner)
		all = strcmp(d->owner, *field) == 0;
	for (const struct doc *c = d->first; c && all; c = c->next)
		all = is_all_of(c, field);
	return all;
}

/* The line of a field that Kubernetes alone reads counts as an edit too. */
static const struct place *
patch_of(const struct doc *d)
{
	bool line = d->edit && d->owner && memcmp(d->edit, &d->at, sizeof d->at) == 0;

	return line ? NULL : d->edit;
}

static bool
is_field(const struct doc *d)
{
	return !find_below(d, patch_of);
}

/* The field, or the key of `config { }`, that a node is made of and nothing
 * else, as the user wrote it; NULL when there is none, or a patch did it. */
static const char *
field_of(const struct saying *s)
{
	const char *field = NULL;

	if (!s->spot || !is_field(s->spot->d) || find_above(s->spot, patch_of))
		return NULL;
	if (s->spot->d->owner)
		return s->spot->d->owner;
	return is_all_of(s->spot->d, &field) ? field : NULL;
}

/* In the words of the spec where a field or key of it is at fault. */
static struct diag *
say(const struct objects *set, const struct saying *s)
{
	const struct ir *ir = set->with;
	const char *field = field_of(s);
	struct place at = place_of(set, ir, s);
	struct diag *d;

	if (!field)
		return spec_report_as(ir->spec, s->severity, s->id, node_of(ir, s->spot), at, "%s", s->text);
	d = spec_report_as(ir->spec, s->severity, s->id, node_of(ir, s->spot), at, "`%s` %s", field, s->said);
	diag_note(set->diags, d, NOWHERE, "it becomes `%s` of %s `%s`", spot_path(set->arena, s->spot),
		  s->object->kind, s->object->name);
	return d;
}

static bool
minds(const struct objects *set, enum diag_id id)
{
	const struct ir *ir = set->with;

	return spec_minds(ir->spec, id);
}

/* Where a field of `names` gives that name; the cluster when none does. */
static struct place
named_at(const struct ir *ir, const char *name)
{
	const struct spec_node *names = spec_get(ir->spec->root, "names");

	for (const struct spec_node *n = names ? names->first : NULL; n; n = n->next)
		if (n->present && n->set && str_is(n->set->value->text, name))
			return n->set->at;
	return ir->at;
}

/* Two of one kind and name: applied, the second would replace the first. */
static bool
are_apart(struct k8s *k, const struct objects *set)
{
	for (size_t i = 0; i < set->all.n; i++) {
		const struct object *o = &set->all.at[i];

		if (!o->before)
			continue;
		diag_add(set->diags, DIAG_NA006, named_at(k->ir, o->name), "two %ss would be called `%s`",
			 o->kind, o->name);
		return false;
	}
	return true;
}

void
made_check(struct k8s *k)
{
	static const struct object_source made = { .say = say, .minds = minds };
	struct objects set = { .arena = k->arena, .source = &made, .with = k->ir, .patched = k->patched || k->by_hand,
			       .server = k->ir->server };

	if (!k->ir->spec || k->spoilt)
		return;
	set.diags = k->ir->spec->program->diags;
	set.before = k->ir->spec->program->before;
	set.version = &k->ir->version;
	set.flavor = k->ir->flavor;
	for (size_t i = 0; i < k->objects.n; i++)
		objects_add(&set, k->objects.at[i].doc);
	if (!are_apart(k, &set))
		return;
	objects_index(&set);
	objects_check(&set);
}

struct place
patched_place(const struct doc *d, struct place otherwise)
{
	const struct place *at = find_below(d, edit_of);

	return at ? *at : otherwise;
}

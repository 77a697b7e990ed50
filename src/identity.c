/*
 * identity: a hash set of environment, target, namespace and name.
 *
 * A fleet has a hundred thousand of them, and each is kept for the whole run:
 * so as half of its hash and the number of its cluster, and no text.  Where the
 * half is the same that cluster is built again, which tells.
 *
 * A cluster is known by its name, and by the names of objects that do not begin
 * with it.  All others are its name, a dash and more.  So who else may make an
 * object has for a name of its own what stands before one of its dashes, or all
 * of it; whichever of the two comes second finds the first.
 */
#include "identity.h"

#include <string.h>

#include "back/backend.h"
#include "base/arena.h"
#include "base/table.h"
#include "front/load.h"
#include "object/objects.h"

struct identities {
	struct arena *arena;
	struct table names;      /* the number of the cluster + 1 */
};

/* One cluster that is added. */
struct adding {
	struct identities *all;
	const struct ir *ir;
	const struct spec_cluster *cluster;
	const struct spec_request *request;
	const struct backend *objects;   /* NULL: this target makes none */
	uint64_t where;                  /* hash of environment, target and namespace */
	bool told;
};

struct identities *
identities_new(struct arena *a, size_t expected)
{
	struct identities *all = ARENA_NEW(a, struct identities);

	all->arena = a;
	table_expect(a, &all->names, expected);
	return all;
}

/* ---- another cluster ---- */

/* NULL: it makes nothing.  What its spec has to say was said when it was built
 * first. */
static const struct ir *
build_again(const struct adding *a, const struct spec_cluster *other)
{
	return ir_build(spec_build(a->ir->arena, a->ir->spec->program, other, a->request));
}

static bool
same_place(const struct ir *a, const struct ir *b)
{
	return a->ns && b->ns ? strcmp(a->ns, b->ns) == 0 : !a->ns && !b->ns;
}

static void
report(struct adding *a, struct diags *d, const struct spec_cluster *first, const char *what)
{
	struct diag *r;

	a->told = true;
	/* of one name: it was told where they are declared */
	if (strcmp(first->name, a->ir->spec->top->name.text) == 0)
		return;
	r = diag_add(d, DIAG_NA006, a->ir->at, "cluster `%s` makes %s of cluster `%s`",
		     a->ir->spec->top->name.text, what, first->name);
	diag_note(d, r, first->top->name.at, "`%s` is declared here", first->name);
	diag_help(d, r, "give one of them another `name` or `namespace`");
}

/* Is a name of an object of both?  Seldom: one name begins as the other does. */
static bool
names_meet(const struct ir *a, const struct ir *b)
{
	name_list ours = { 0 }, theirs = { 0 };

	ir_object_names(a, &ours);
	ir_object_names(b, &theirs);
	for (size_t i = 0; i < ours.n; i++)
		for (size_t k = 0; k < theirs.n; k++)
			if (strcmp(ours.at[i], theirs.at[k]) == 0)
				return true;
	return false;
}

/* What a cluster makes. */
static struct objects
objects_of(const struct adding *a, const struct ir *ir)
{
	static const struct back_options plain;
	struct objects set = { .arena = a->ir->arena };
	artifact_list made = { 0 };

	a->objects->build(ir, &plain, &made);
	for (size_t i = 0; i < made.n; i++)
		objects_add(&set, made.at[i].doc);
	return set;
}

/* The first object of ours that they make too; a namespace may be of both. */
static const struct object *
shared_object(const struct adding *a, const struct ir *other)
{
	struct objects ours = objects_of(a, a->ir), theirs = objects_of(a, other);

	for (size_t i = 0; i < ours.all.n; i++) {
		const struct object *o = &ours.all.at[i];

		if (strcmp(o->kind, "Namespace") != 0 && objects_find(&theirs, o->kind, o->name, o->ns))
			return o;
	}
	return NULL;
}

static const char *
what_is_shared(const struct adding *a, const struct ir *other)
{
	const struct object *object;

	if (!other || !same_place(a->ir, other))
		return NULL;
	if (strcmp(other->spec->name, a->ir->spec->name) == 0)
		return "objects with the names";
	object = a->objects && names_meet(a->ir, other) ? shared_object(a, other) : NULL;
	return object ? arena_printf(a->ir->arena, "the %s `%s`", object->kind, object->name) : NULL;
}

static void
compare(struct adding *a, uint32_t number)
{
	struct program *p = a->ir->spec->program;
	struct diags *diags = p->diags;
	struct spec_cluster other = spec_cluster(a->ir->arena, p, number - 1);
	const char *what;

	p->diags = diags_new(a->ir->arena, p->sources);
	what = what_is_shared(a, build_again(a, &other));
	p->diags = diags;
	if (what)
		report(a, diags, &other, what);
}

/* ---- names ---- */

static uint64_t
hash_of(const struct adding *a, const char *name, size_t n)
{
	return a->where * 31 + str_hash((struct str){ name, n });
}

/* The clusters that are known by the first n bytes of a name; is this among them? */
static bool
look_for(struct adding *a, const char *name, size_t n)
{
	struct probe p = table_probe(&a->all->names, hash_of(a, name, n));
	uint32_t self = (uint32_t)a->cluster->number + 1;
	bool known = false;

	for (uint32_t i; (i = probe_next(&p)); ) {
		known = known || i == self;
		if (i != self && !a->told)
			compare(a, i);
	}
	return known;
}

/* All that ends before a dash, and the whole, from `from` bytes on. */
static bool
look_for_heads(struct adding *a, const char *name, size_t from)
{
	bool known = false;
	size_t n = from;

	do {
		n += strcspn(name + n, "-");
		known = look_for(a, name, n);
	} while (name[n++]);
	return known;
}

static void
know_by(struct adding *a, const char *name)
{
	table_add(a->all->arena, &a->all->names, hash_of(a, name, strlen(name)),
		  (uint32_t)a->cluster->number + 1);
}

/* The objects' names; what is the cluster's own name was looked for. */
static void
add_objects(struct adding *a, const char *own)
{
	name_list names = { 0 };
	size_t n = strlen(own);

	ir_object_names(a->ir, &names);
	for (size_t i = 0; i < names.n; i++) {
		const char *name = names.at[i];
		bool derived = strncmp(name, own, n) == 0 && (!name[n] || name[n] == '-');

		if (derived && name[n])
			look_for_heads(a, name, n + 1);
		else if (!derived && !look_for_heads(a, name, 0))
			know_by(a, name);
	}
}

void
identities_add(struct identities *all, const struct ir *ir, const struct spec_cluster *c,
	       const struct spec_request *r)
{
	const char *where = arena_join(ir->arena, ir->env, " ", ir->target, " ",
				       ir->ns ? ir->ns : "", NULL);
	struct adding a = { .all = all, .ir = ir, .cluster = c, .request = r };
	const struct backend *backend = backend_find(ir->target);

	a.where = str_hash(str_of(where));
	a.objects = backend && backend->patches ? backend : NULL;
	if (a.objects ? look_for_heads(&a, ir->spec->name, 0)
		      : look_for(&a, ir->spec->name, strlen(ir->spec->name)))
		return;
	know_by(&a, ir->spec->name);
	if (a.objects)
		add_objects(&a, ir->spec->name);
}

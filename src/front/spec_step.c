/*
 * spec_step: from a node to the one that a path names: fields by their rows,
 * members by name, EMQX keys freely; and the messages when there is none.
 */
#include <string.h>

#include "base/arena.h"
#include "base/atom.h"
#include "base/buf.h"
#include "front/spec_impl.h"

static bool
has_field(const struct type *t, const char *name)
{
	if (t->kind == TYPE_RECORD)
		return field_find(t, name);
	for (const struct field *arm = t->kind == TYPE_VARIANT ? t->fields : NULL; arm && arm->name; arm++)
		if (has_field(arm->type, name))
			return true;
	return false;
}

/* `dashboard.password`, `listener.NAME.bind`: what else in the cluster has it. */
static const char *
owners_of(struct arena *a, const struct type *without, const char *name)
{
	struct buf all = BUF_IN(a);
	unsigned n = 0;

	for (const struct field *f = type_cluster.fields; f->name && n < 3; f++) {
		bool map = f->type->kind == TYPE_MAP;
		const struct type *t = map ? f->type->of : f->type;

		if (t != without && has_field(t, name))
			buf_printf(&all, "%s`%s%s.%s`", n++ ? ", " : "", f->name, map ? ".NAME" : "", name);
	}
	return n ? buf_cstr(&all) : NULL;
}

/* A field that stands at another level. */
static void
help_elsewhere(struct builder *b, struct diag *d, const struct type *t, const char *name)
{
	const char *owners = owners_of(b->arena, t, name);

	if (strcmp(name, "enabled") == 0 || strcmp(name, "enable") == 0)
		diag_help(b->diags, d, "what is written is on: leave out, or remove, what is not meant");
	else if (t != &type_cluster && field_find(&type_cluster, name))
		diag_help(b->diags, d, "`%s` is a field of the cluster: it stands outside of this block", name);
	else if (owners)
		diag_help(b->diags, d, "it stands elsewhere: %s", owners);
	else if (strncmp(name, "EMQX_", 5) == 0)
		diag_help(b->diags, d, "a variable stands in env { }, and the key that it sets in config { }");
	else if (t == &type_cluster)
		diag_help(b->diags, d, "EMQX's own keys go into config { }; parts of Kubernetes objects into patch");
}

/* Does a block or a further step follow the name? */
static bool
leads_on(struct builder *b, struct place at)
{
	const char *next = source_text(b->program->sources, at).p + (at.to - at.from);

	next += strspn(next, " \t");
	return *next == '.' || *next == '{' || *next == '[';
}

static bool
can_hold(const struct type *t)
{
	return t->kind == TYPE_RECORD || t->kind == TYPE_VARIANT || t->kind == TYPE_MAP || t->kind == TYPE_CONFIG;
}

/* "did you mean": what others call it, then what is spelled nearly so. */
static void
help_field(struct builder *b, struct diag *d, const struct type *t, const char *name, struct place at)
{
	struct nearest near;
	bool leads = leads_on(b, at);

	nearest_start(&near, name);
	for (const struct field *f = t->fields; f->name; f++) {
		if (field_is_also(f, name)) {
			diag_help(b->diags, d, "it is called `%s` here: %s", f->name, f->doc);
			diag_fix_name(b->diags, d, at, name, f->name);
			return;
		}
		if (!leads || can_hold(f->type))
			nearest_offer(&near, f->name);
	}
	diag_nearest(b->diags, d, &near);
	if (nearest_is_sure(&near))
		diag_fix_name(b->diags, d, at, name, near.name[0]);
	if (!near.n)
		help_elsewhere(b, d, t, name);
}

static struct spec_node *
unknown_field(struct builder *b, struct spec_node *n, const struct type *t, const struct ast_name *name)
{
	struct diag *d = diag_add(b->diags, DIAG_NA002, name->at, "%s%s%s has no field `%s`",
				  n->parent ? "`" : "a ", n->parent ? node_what(b, n) : "cluster",
				  n->parent ? "`" : "", name->text);

	help_field(b, d, t, name->text, name->at);
	n->torn = true;
	return NULL;
}

struct diag *
step_no_member(struct builder *b, const struct spec_node *n, const struct ast_name *name, enum diag_id id)
{
	struct diag *d = diag_add(b->diags, id, name->at, "there is no `%s.%s`", node_what(b, n), name->text);
	struct nearest near;

	nearest_start(&near, name->text);
	for (const struct spec_node *c = n->first; c; c = c->next)
		if (c->present)
			nearest_offer(&near, c->name);
	diag_nearest(b->diags, d, &near);
	return d;
}

struct spec_node *
step_unknown_member(struct builder *b, const struct spec_node *n, const struct ast_name *name, enum diag_id id)
{
	step_no_member(b, n, name, id);
	return NULL;
}

/* The arm with the most fields: what an amend is checked against when the
 * block that says which arm is not known. */
static const struct field *
widest_arm(const struct type *variant)
{
	const struct field *best = variant->fields;

	for (const struct field *f = variant->fields; f->name; f++)
		if (field_count(f->type) > field_count(best->type))
			best = f;
	return best;
}

/* What holds the names below n: its own type, or that of its arm; NULL: no
 * arm is chosen. */
static const struct type *
holder(const struct applying *c, struct spec_node *n)
{
	const struct field *arm;

	if (n->type->kind != TYPE_VARIANT)
		return n->type;
	if (!n->arm && c->b->dry)
		return widest_arm(n->type)->type;
	if (!n->arm)
		n->arm = n->type->default_arm;
	arm = n->arm ? field_find(n->type, n->arm) : NULL;
	return arm ? arm->type : NULL;
}

/* The record that the fields below n belong to; NULL: there is none. */
static const struct type *
step_record(const struct applying *c, struct spec_node *n)
{
	const struct type *t = holder(c, n);

	return t && t->kind == TYPE_RECORD ? t : NULL;
}

/* What the members below n are: of a map, or EMQX keys; NULL: it has none. */
static const struct type *
step_member(const struct applying *c, struct spec_node *n)
{
	const struct type *t = holder(c, n);

	if (t && t->kind == TYPE_MAP)
		return t->of;
	return t && t->kind == TYPE_CONFIG ? t : NULL;
}

bool
step_takes_block(const struct applying *c, struct spec_node *n)
{
	return step_record(c, n) || step_member(c, n);
}

static struct spec_node *
step_field(const struct applying *c, struct spec_node *n, const struct type *record,
	   const struct ast_name *name)
{
	struct spec_node *child = spec_child(n, name->text);
	const struct field *f;

	if (child && child->field)
		return child;
	f = field_find(record, name->text);
	if (!f)
		return unknown_field(c->b, n, record, name);
	return node_new(c->b, n, f, f->type, f->name, name->at);
}

/* One step down, made if it is not there.  NULL: reported. */
static struct spec_node *
step_into(const struct applying *c, struct spec_node *n, const struct ast_name *name)
{
	const struct type *record = step_record(c, n), *member = step_member(c, n);
	struct spec_node *child;

	if (record)
		return step_field(c, n, record, name);
	if (!member && n->type->kind == TYPE_VARIANT)
		return n->parent && n->parent->type->kind == TYPE_MAP
			? step_unknown_member(c->b, n->parent, &(struct ast_name){ n->name, n->name_at, false }, DIAG_LA009)
			: (diag_error(c->b->diags, DIAG_LA009, name->at, "`%s` is not set, so it has no `%s`",
				      node_what(c->b, n), name->text), NULL);
	if (!member) {
		diag_error(c->b->diags, DIAG_NA002, name->at, "`%s` is %s and has no fields",
			   node_what(c->b, n), type_expects(c->b->arena, n->type));
		return NULL;
	}
	child = spec_child(n, name->text);
	if (child)
		return child;
	if (!path_is_short(c->b, n->depth + 1u, name->at))
		return NULL;
	return node_new(c->b, n, NULL, member, name->text, name->at);
}

struct spec_node *
step_walk(const struct applying *c, struct spec_node *n, const struct ast_path *path)
{
	for (size_t i = 0; n && i < path->steps.n; i++)
		n = step_into(c, n, &path->steps.at[i].name);
	return n;
}

/* The node that `remove` names, if it is there; reported when it is not. */
struct spec_node *
step_find(const struct applying *c, struct spec_node *n, const struct ast_path *path)
{
	for (size_t i = 0; i < path->steps.n; i++) {
		const struct ast_name *name = &path->steps.at[i].name;
		struct spec_node *child = spec_child(n, name->text);
		const struct type *record = step_record(c, n);

		if (record && !field_find(record, name->text))
			return unknown_field(c->b, n, record, name);
		if (c->b->dry && (!child || !child->present))
			return NULL;
		if (!child || !child->present)
			return n->parent ? step_unknown_member(c->b, n, name, DIAG_LA004)
					 : (diag_error(c->b->diags, DIAG_LA004, name->at,
						       "`%s` is not set, so there is nothing to remove", name->text), NULL);
		n = child;
	}
	return n;
}


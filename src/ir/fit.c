/*
 * fit: does this version of EMQX have every field that is set, and is every
 * field set that must be?  A field that does not fit is marked, so that no
 * later step takes offence at it again.
 */
#include "ir/make.h"

static bool
version_has(const struct version *v, const struct field *f)
{
	struct version edge;

	if (f->since && version_parse(str_of(f->since), &edge)
	    && !version_at_least(v, edge.major, edge.minor, 0))
		return false;
	if (!f->until || !version_parse(str_of(f->until), &edge))
		return true;
	return v->major < edge.major || (v->major == edge.major && v->minor <= edge.minor);
}

static const char *
fact_of(struct arena *a, const struct field *f)
{
	if (f->since && f->until)
		return arena_printf(a, "EMQX %s to %s have it", f->since, f->until);
	if (f->since)
		return arena_printf(a, "EMQX has it since %s", f->since);
	return arena_printf(a, "EMQX %s was the last that had it", f->until);
}

/* "management", or "discovery = mcast" for an arm. */
static const char *
what_is(struct arena *a, const struct spec_node *n, const struct field *f)
{
	const char *path = spec_path(a, n);

	return n->field == f ? path : arena_printf(a, "%s = %s", path, f->name);
}

static bool
refuse(struct maker *m, enum diag_id id, struct spec_node *n, const struct field *f, struct place at)
{
	struct diag *d = spec_report(m->spec, id, n, at, "EMQX %s has no `%s`",
				     version_text(m->arena, &m->ir->version), what_is(m->arena, n, f));

	diag_help(m->diags, d, "%s", fact_of(m->arena, f));
	n->bad = true;
	return false;
}

static bool
arm_fits(struct maker *m, struct spec_node *n)
{
	const struct field *f = field_find(n->type, n->arm);
	bool strategy = n == spec_get(m->spec->root, "discovery");

	return !f || version_has(&m->ir->version, f)
		|| refuse(m, strategy ? DIAG_EX010 : DIAG_TY008, n, f, spec_place(n));
}

/* The rows that a node's children come from: its record's, or its arm's. */
static const struct field *
rows_of(const struct spec_node *n)
{
	const struct field *arm;

	if (n->type->kind == TYPE_RECORD)
		return n->type->fields;
	if (n->type->kind != TYPE_VARIANT || !n->arm)
		return NULL;
	arm = field_find(n->type, n->arm);
	return arm ? arm->type->fields : NULL;
}

static bool
child_there(const struct spec_node *n, const char *name)
{
	const struct spec_node *child = spec_get(n, name);

	return child && (child->present || child->bad);
}

static bool
required_there(struct maker *m, struct spec_node *n)
{
	const struct field *f = rows_of(n);
	bool ok = true;

	for (; f && f->name; f++) {
		if (!(f->flags & FIELD_REQUIRED) || child_there(n, f->name))
			continue;
		spec_report(m->spec, DIAG_TY004, n, n->name_at, "`%s` needs `%s`: %s",
			    spec_path(m->arena, n), f->name, f->doc);
		n->bad = true;
		ok = false;
	}
	return ok;
}

/* Everything below a node; config { } has a checker of its own. */
static bool
node_fits(struct maker *m, struct spec_node *n)
{
	bool ok;

	if (!node_said(n) || n->type->kind == TYPE_CONFIG)
		return true;
	if (n->field && !version_has(&m->ir->version, n->field))
		return refuse(m, DIAG_TY008, n, n->field, n->name_at);
	if (n->type->kind == TYPE_VARIANT && n->arm && !arm_fits(m, n))
		return false;
	ok = n == m->spec->root || required_there(m, n);
	for (struct spec_node *c = n->first; c; c = c->next)
		ok = node_fits(m, c) && ok;
	return ok;
}

/* 4.x has one edition here: its enterprise images are not known. */
static bool
flavor_fits(struct maker *m)
{
	struct spec_node *n = read_node(m, NULL, "flavor");
	struct diag *d;

	if (!n || m->ir->flavor != ENTERPRISE || !ir_is_four(m->ir))
		return true;
	d = spec_report(m->spec, DIAG_TY008, n, spec_place(n), "EMQX %s has no `flavor = enterprise`",
			version_text(m->arena, &m->ir->version));
	diag_help(m->diags, d, "EMQX has it since 5.0");
	return false;
}

bool
fit_check(struct maker *m)
{
	bool ok = flavor_fits(m);

	return node_fits(m, m->spec->root) && ok;
}

/*
 * parts: what the variables of containers beside the broker need: plain text
 * that belongs in a Secret, and variables that others refer to.  The rest of
 * such a container is Kubernetes' alone, and stays in the spec.
 */
#include <string.h>

#include "base/edit.h"
#include "ir/make.h"

static void
hold_insecure(struct maker *m, const struct spec_node *n)
{
	struct ir_env e = {
		.name = spec_path(m->arena, n), .value = text_of(m->arena, n->set->value), .at = n->set->value->at
	};

	env_insecure(m, &e);
}

static bool
refers_on(const struct spec_node *n)
{
	return n && n->set && n->set->value->kind == VAL_ENV_REF;
}

static void
refuse_reference(struct maker *m, struct spec_node *n, const char *name)
{
	struct nearest near;
	struct diag *d = spec_report(m->spec, DIAG_NA001, n, n->set->value->at,
				     "no variable `%s` is set in env { } of this container", name);

	nearest_start(&near, name);
	for (struct spec_node *c = member_first(n->parent); c; c = member_next(c))
		if (c != n)
			nearest_offer(&near, c->name);
	diag_nearest(m->diags, d, &near);
}

/* env-ref(NAME) is of the same container, and comes to an end. */
static void
check_reference(struct maker *m, struct spec_node *n)
{
	const struct spec_node *from = n;

	for (int hops = 0; refers_on(from); hops++) {
		const char *name = text_of(m->arena, from->set->value);

		if (hops == 100) {
			spec_report(m->spec, DIAG_NA005, n, n->set->value->at,
				    "the variable %s refers to itself", n->name);
			return;
		}
		from = spec_get(n->parent, name);
		if (!from)
			refuse_reference(m, n, name);
	}
}

static void
make_variables(struct maker *m, const struct spec_node *env)
{
	for (struct spec_node *n = member_first(env); n; n = member_next(n)) {
		if (!n->set)
			continue;
		if (n->set->value->kind == VAL_INSECURE)
			hold_insecure(m, n);
		if (n->set->value->kind == VAL_ENV_REF)
			check_reference(m, n);
	}
}

/* What the groups share is looked at once: with the first that has it. */
static bool
is_first(const struct maker *m, size_t group, const char *field)
{
	const struct ir *ir = m->ir;

	if (group_from(m, &ir->groups.at[group], field))
		return true;
	for (size_t i = 0; i < group; i++)
		if (!group_from(m, &ir->groups.at[i], field))
			return false;
	return true;
}

void
parts_make(struct maker *m)
{
	static const char *const fields[] = { "init", "container" };

	for (size_t i = 0; i < m->ir->groups.n; i++)
		for (size_t f = 0; f < sizeof fields / sizeof *fields; f++) {
			const struct spec_node *from = group_from(m, &m->ir->groups.at[i], fields[f]);
			struct spec_node *n = NULL;

			if (is_first(m, i, fields[f]))
				n = member_first(read_node(m, from, fields[f]));
			for (; n; n = member_next(n))
				make_variables(m, spec_get(n, "env"));
		}
}

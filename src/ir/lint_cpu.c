/*
 * lint_cpu: `cpu = 500`, where other tools count in thousandths: in Kubernetes
 * a number without a unit is cores, and a pod that asks for more of them than
 * any machine has waits for ever.
 */
#include "ir/lint.h"

enum { MOST_CORES = 100 };

/* A whole number of cores, as it is written. */
static bool
is_many(const struct value *v)
{
	return v->kind == VAL_INT && v->num >= MOST_CORES * INT64_C(1000);
}

static bool
cpu_ok(struct ir *ir, const struct spec_node *n)
{
	const struct value *range = n && n->present && !n->bad && n->set ? n->set->value : NULL;
	const struct value *v;
	struct diag *d;

	if (!range || range->kind != VAL_RANGE)
		return true;
	v = is_many(range->items[0]) ? range->items[0] : range->items[1];
	if (!is_many(v))
		return true;
	d = spec_report(ir->spec, DIAG_TY012, n, v->at, "`%s` is %.*s whole cores for each pod", spec_path(ir->arena, n),
			STR_ARG(v->text));
	diag_help(ir_diags(ir), d, "thousandths of a core are written %.*sm", STR_ARG(v->text));
	diag_suggest(ir_diags(ir), d, v->at, arena_printf(ir->arena, "%.*sm", STR_ARG(v->text)));
	return false;
}

static bool
containers_ok(struct ir *ir, const char *field)
{
	const struct spec_node *map = spec_get(ir->spec->root, field);
	bool ok = true;

	for (struct spec_node *n = map ? map->first : NULL; n; n = n->next)
		ok = (!n->present || cpu_ok(ir, spec_get(n, "resources.cpu"))) && ok;
	return ok;
}

bool
check_cpu(struct ir *ir)
{
	bool ok = true;

	for (size_t i = 0; i < ir->groups.n; i++) {
		const struct ir_group *g = &ir->groups.at[i];

		ok = cpu_ok(ir, spec_get(ir->spec->root, ir_field(ir, g, "resources.cpu"))) && ok;
		ok = containers_ok(ir, ir_field(ir, g, "container")) && ok;
		ok = containers_ok(ir, ir_field(ir, g, "init")) && ok;
	}
	return ok;
}

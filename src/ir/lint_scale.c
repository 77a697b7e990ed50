/*
 * lint_scale: nodes may come and go by themselves only where none of them
 * keeps anything under its name.
 */
#include "ir/lint.h"

static bool
refuse(struct ir *ir, const char *field, const char *help, const char *text)
{
	struct diag *d = spec_report(ir->spec, DIAG_KU027, lint_node(ir, field), lint_place(ir, field),
				     "%s", text);

	diag_help(ir_diags(ir), d, "%s", help);
	return false;
}

/* A share is one of what is requested. */
static bool
has_request(struct ir *ir, const struct ir_group *g, int64_t share, const char *request,
	    const char *what)
{
	if (!share || request)
		return true;
	return refuse(ir, ir_field(ir, g, "autoscale"),
		      arena_printf(ir->arena, "resources { %s = … } says what it is a share of", what),
		      arena_printf(ir->arena, "%lld%% of the %s of %s is nothing: it requests none",
				   (long long)share, what, g->name));
}

/* The autoscaler adds up what all containers of a pod request, and gives up
 * where one requests nothing. */
static bool
containers_request(struct ir *ir, const struct ir_group *g, int64_t share, const char *what)
{
	const struct spec_node *map = spec_get(ir->spec->root, ir_field(ir, g, "container"));
	bool ok = true;

	for (struct spec_node *n = map && share ? map->first : NULL; n; n = n->next) {
		struct diag *d;

		if (!n->present || spec_get(n, arena_printf(ir->arena, "resources.%s", what)))
			continue;
		d = spec_report(ir->spec, DIAG_KU027, n, n->name_at, "`autoscale` looks at the %s of the pods,"
				" and container `%s` requests none", what, n->name);
		diag_help(ir_diags(ir), d, "resources { %s = … } in the container", what);
		ok = false;
	}
	return ok;
}

static bool
check_scale(struct ir *ir, const struct ir_group *g)
{
	const struct ir_autoscale *s = &g->autoscale;
	const char *field = ir_field(ir, g, "autoscale");
	bool ok;

	if (!s->max)
		return true;
	if (g->workload != WORKLOAD_DEPLOYMENT)
		return refuse(ir, field, "replicants may: replicant { nodes = 2; autoscale { max = 10 } }",
			      "nodes that keep data under their names do not come and go by themselves");
	if (g->storage.kind == STORAGE_EXISTING)
		return refuse(ir, field, "leave `storage` out", "one claim is for one node, not for several");
	if (s->min > s->max)
		return refuse(ir, field, "`min` is `nodes` where it is left out",
			      arena_printf(ir->arena, "at least %lld nodes and at most %lld",
					   (long long)s->min, (long long)s->max));
	ok = has_request(ir, g, s->cpu, g->cpu.request, "cpu");
	ok = has_request(ir, g, s->memory, g->memory.request, "memory") && ok;
	ok = containers_request(ir, g, s->cpu, "cpu") && ok;
	return containers_request(ir, g, s->memory, "memory") && ok;
}

bool
check_autoscale(struct ir *ir)
{
	bool ok = true;

	if (ir_cores(ir)->role && lint_said(ir, "autoscale"))
		ok = refuse(ir, "autoscale", "replicant { autoscale { … } }",
			    "only replicants come and go by themselves: `autoscale` stands in their block");
	for (size_t i = 0; i < ir->groups.n; i++)
		ok = check_scale(ir, &ir->groups.at[i]) && ok;
	return ok;
}

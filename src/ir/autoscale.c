/*
 * autoscale: groups whose number of nodes follows their load.  Reads
 * `autoscale` of the replicants, or of a cluster that is one Deployment;
 * lint_roles.c refuses it elsewhere.
 */
#include "ir/make.h"

enum { USUAL_CPU = 80 };

/* Thousandths of a percent; Kubernetes counts in whole ones. */
static int64_t
percent(struct maker *m, const struct spec_node *from, const char *field)
{
	int64_t n = read_num(m, from, field, 0);
	struct spec_node *at = read_node(m, from, field);

	if (at && (n < 1000 || n % 1000))
		spec_report(m->spec, DIAG_TY002, at, spec_place(at),
			    "`%s` is a whole percentage, 1%% or more", spec_path(m->arena, at));
	return n / 1000;
}

/* `nodes` is the floor, and without a measure the processor is one. */
static void
make_scale(struct maker *m, struct ir_group *g)
{
	struct spec_node *n = read_node(m, g->node, "autoscale");
	struct ir_autoscale *s = &g->autoscale;

	if (!n)
		return;
	s->min = read_num(m, n, "min", g->nodes ? g->nodes : 1);
	s->max = read_num(m, n, "max", s->min);
	s->cpu = percent(m, n, "cpu");
	s->memory = percent(m, n, "memory");
	if (!s->cpu && !s->memory)
		s->cpu = USUAL_CPU;
}

/* A role does not take this field from the cluster. */
void
autoscale_make(struct maker *m)
{
	for (size_t i = 0; i < m->ir->groups.n; i++)
		if (!m->ir->groups.at[i].role || m->ir->groups.at[i].node)
			make_scale(m, &m->ir->groups.at[i]);
}

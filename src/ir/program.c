/*
 * program: what is checked once for all clusters: the front's own checks, and
 * the EMQX keys of each profile against the tables of every version.
 */
#include "front/load.h"
#include "ir/ir.h"

void
ir_check_program(struct program *p, const struct spec_request *r)
{
	struct value_list configs = { 0 };

	spec_check_program(p, r, &configs);
	for (size_t i = 0; i < configs.n; i++)
		keys_check_any(p->arena, p->diags, configs.at[i]);
}

/*
 * target: what the ir has to know of a target (`-t`): a row for each that is
 * not as `k8s` is.
 */
#include <string.h>

#include "ir/ir.h"

static const struct ir_target k8s = { "k8s", .secrets = true, .pods = true };

static const struct ir_target rows[] = {
	{ "conf", .said_namespace = true },
	{ "env", .said_namespace = true },
	{ "compose", .one_host = true },
};

const struct ir_target *
ir_target(const struct ir *ir)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (ir->target && strcmp(ir->target, rows[i].name) == 0)
			return &rows[i];
	return &k8s;
}

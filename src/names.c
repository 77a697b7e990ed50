/*
 * names: what -c, -e and -D name, looked up in the files; a name that nothing has
 * is wrong use of the command.  Owner: the driver.
 */
#include "names.h"

#include "base/arena.h"
#include "base/edit.h"
#include "front/load.h"

typedef bool known_fn(struct program *p, const char *name, struct nearest *near);

static enum status
check(struct run *r, known_fn *known, const char *what, const char *name)
{
	struct nearest near;
	const char *names;

	nearest_start(&near, name);
	if (known(r->program, name, &near))
		return STATUS_DONE;
	names = nearest_text(&near, r->arena);
	return run_usage(r, names
		? arena_printf(r->arena, "no %s `%s`; did you mean %s?", what, name, names)
		: arena_printf(r->arena, "no %s `%s`", what, name));
}

static enum status
check_define(struct run *r, const struct spec_define *define)
{
	const char *fault = spec_define_fault(r->arena, r->program, define);

	if (!fault)
		return STATUS_DONE;
	return run_usage(r, arena_printf(r->arena, "-D %s: %s", define->name, fault));
}

enum status
names_check(struct run *r, const struct spec_request *request)
{
	const struct options *o = &r->options;
	enum status status = STATUS_DONE;

	(void)request;
	/* a file that is not a sentence of the language may have lost them */
	if (diags_errors(r->program->diags))
		return STATUS_DONE;
	for (size_t i = 0; i < o->clusters.n && !status; i++)
		status = check(r, spec_cluster_known, "cluster has the name", o->clusters.at[i]);
	for (size_t i = 0; i < o->envs.n && !status; i++)
		status = check(r, spec_env_known, "cluster knows the environment", o->envs.at[i]);
	for (size_t i = 0; i < o->defines.n && !status; i++)
		status = check_define(r, &o->defines.at[i]);
	return status;
}

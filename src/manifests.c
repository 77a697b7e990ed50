/*
 * manifests: files named .yaml, .yml or .json (or all of them, with
 * --manifests) are read for --check.  Owner: the run.
 */
#include "manifests.h"

#include <string.h>

#include "base/arena.h"
#include "base/fs.h"
#include "front/load.h"
#include "object/read_yaml.h"

bool
manifests_has(const struct options *o, const char *path)
{
	static const char *const ends[] = { ".yaml", ".yml", ".json" };

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (str_ends(str_of(path), ends[i]))
			return true;
	return o->manifests;
}

void
manifests_add_text(struct run *r, const char *name, struct str text)
{
	*VEC_ADD(r->arena, &r->manifests) = sources_add(r->program->sources, name, text);
}

enum status
manifests_load(struct run *r, const char *path)
{
	struct str text;
	int error = fs_read(r->arena, path, YAML_MOST_BYTES, &text);

	if (error)
		return run_system(r, path, error);
	manifests_add_text(r, strcmp(path, "-") == 0 ? "<stdin>" : path, text);
	return STATUS_DONE;
}

void
manifests_lint(struct run *r)
{
	if (r->manifests.n)
		manifests_check(r->arena, r->program->diags, r->program->sources, &r->manifests,
				r->options.closed);
}

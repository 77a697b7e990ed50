/*
 * manifests: from the files of a run that are manifests (those named .yaml, .yml
 * or .json, or all of them with --manifests) to what --check says of them.
 * Owner: the run.
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

static enum status
load_into(struct run *r, const char *path, file_list *files)
{
	struct str text;
	int error = fs_read(r->arena, path, YAML_MOST_BYTES, &text);

	if (error)
		return run_system(r, path, error);
	*VEC_ADD(r->arena, files) =
		sources_add(r->program->sources, strcmp(path, "-") == 0 ? "<stdin>" : path, text);
	return STATUS_DONE;
}

enum status
manifests_load(struct run *r, const char *path)
{
	return load_into(r, path, &r->manifests);
}

enum status
manifests_load_before(struct run *r)
{
	struct program *p = r->program;
	file_list files = { 0 };

	for (size_t i = 0; i < r->options.against.n; i++) {
		const char *path = r->options.against.at[i];
		enum status status = load_into(r, path, &files);

		if (status)
			return status;
		if (strcmp(path, "-") != 0)
			*VEC_ADD(r->arena, &p->reads) = path;
	}
	if (files.n)
		p->before = manifests_read(r->arena, p->diags, p->sources, &files);
	return STATUS_DONE;
}

void
manifests_lint(struct run *r)
{
	const struct manifests_beside beside = { r->options.closed, r->program->before };

	if (r->manifests.n)
		manifests_check(r->arena, r->program->diags, r->program->sources, &r->manifests, &beside);
}

/*
 * options_agree: what options mean together: which do not fit each other.
 *
 * In: struct options.  Out: a text that says what is wrong.  Owner: the
 * command.
 */
#include "options.h"

#include <string.h>

#include "base/fs.h"
#include "manifests.h"

bool
options_folder(const struct options *o)
{
	size_t n = o->output ? strlen(o->output) : 0;

	return n && (o->output[n - 1] == '/' || fs_is_dir(o->output));
}

static bool
has_deps(const struct options *o)
{
	return o->deps || o->deps_only;
}

/* One row a rule: when `wrong` holds, the text says what would be right. */
struct rule {
	bool (*wrong)(const struct options *o);
	const char *text;
};

static bool
no_file(const struct options *o)
{
	return !o->files.n;
}

static bool
targets_without_folder(const struct options *o)
{
	return o->targets.n > 1 && !options_folder(o) && !o->check && !o->dump;
}

static bool
envs_without_folder(const struct options *o)
{
	return o->all_envs && !options_folder(o) && !o->check && !o->dump;
}

/* Is there a target of all environments at once? */
static bool
has_joined(const struct options *o)
{
	for (size_t i = 0; i < o->targets.n; i++)
		if (o->targets.at[i]->join)
			return !o->dump;
	return false;
}

static bool
joined_without_folder(const struct options *o)
{
	return has_joined(o) && !options_folder(o) && !o->check;
}

static bool
joined_with_env(const struct options *o)
{
	return has_joined(o) && o->envs.n;
}

static bool
env_and_all(const struct options *o)
{
	return o->all_envs && o->envs.n;
}

static bool
compare_without_output(const struct options *o)
{
	return (o->list_outputs || o->diff_output) && !o->output;
}

static bool
several_actions(const struct options *o)
{
	return o->list_outputs + o->diff_output + o->check + o->deps_only + (o->dump != 0) > 1;
}

static bool
check_with_deps(const struct options *o)
{
	return o->deps && (o->check || o->list_outputs || o->diff_output || o->dump);
}

static bool
deps_details_alone(const struct options *o)
{
	return (o->deps_file || o->deps_targets.n || o->deps_phony) && !has_deps(o);
}

static bool
deps_without_target(const struct options *o)
{
	return has_deps(o) && !o->output && !o->deps_targets.n;
}

static bool
deps_without_file(const struct options *o)
{
	return o->deps && !o->deps_only && !o->output && !o->deps_file;
}

static bool
fix_of_input(const struct options *o)
{
	for (size_t i = 0; i < o->files.n && o->fix; i++)
		if (strcmp(o->files.at[i], "-") == 0)
			return true;
	return false;
}

static bool
has_manifest(const struct options *o)
{
	for (size_t i = 0; i < o->files.n; i++)
		if (manifests_has(o, o->files.at[i]))
			return true;
	return false;
}

static bool
manifest_to_compile(const struct options *o)
{
	return has_manifest(o) && !o->check;
}

static bool
closed_without_manifest(const struct options *o)
{
	return o->closed && !has_manifest(o);
}

static const struct rule rules[] = {
	{ no_file, "no file to compile; `emqxc FILE`, or `-` for standard input" },
	{ fix_of_input, "`--fix` writes into files, and standard input is none" },
	{ manifest_to_compile, "manifests are checked, not compiled: `emqxc --check FILE.yaml`" },
	{ closed_without_manifest, "`--closed` is about manifests: `emqxc --check --closed FILE.yaml`" },
	{ env_and_all, "`--all-envs` and `--env` do not go together" },
	{ several_actions, "only one of `--check` or `--fix`, `--dump`, `--list-outputs`, "
	  "`--diff-output` and `-M` at a time" },
	{ targets_without_folder, "several targets need a folder: `-o FOLDER/`" },
	{ envs_without_folder, "`--all-envs` needs a folder: `-o FOLDER/`" },
	{ joined_without_folder, "the target kustomize needs a folder: `-o FOLDER/`" },
	{ joined_with_env, "the target kustomize makes every environment: leave `--env` out" },
	{ compare_without_output, "`--list-outputs` and `--diff-output` need `-o PATH`" },
	{ check_with_deps, "`-MD` goes with a compile that writes" },
	{ deps_details_alone, "`-MF`, `-MT` and `-MP` go with `-M` or `-MD`" },
	{ deps_without_target, "without `-o`, dependencies need the name of a target: `-MT NAME`" },
	{ deps_without_file, "without `-o`, `-MD` needs its file: `-MF FILE`" },
};

const char *
options_agree(const struct options *o)
{
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		if (rules[i].wrong(o))
			return rules[i].text;
	return NULL;
}

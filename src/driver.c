/*
 * driver: the table of contents of a compilation.
 *
 * In: the options of a run.  Out: a product in its outset, messages in its
 * diags, a status.  One cluster at a time goes from spec to text, in an arena
 * that is emptied after it; nothing of it stays but bytes and messages.
 * Owner: the run.
 */
#include "driver.h"

#include <errno.h>
#include <string.h>

#include "allows.h"
#include "base/arena.h"
#include "base/fs.h"
#include "commit.h"
#include "front/load.h"
#include "identity.h"
#include "manifests.h"
#include "names.h"
#include "outset.h"
#include "product.h"

/* What no overlay changes, where an environment is named. */
#define BASE "base"

/* How far a cluster goes in one environment. */
enum goal { GOAL_SPEC, GOAL_LINT, GOAL_PRODUCT };

struct driver {
	struct run *run;
	const struct spec_request *request;
	struct diags *diags;
	struct allows *allows;
	struct identities *identities;
	struct product product;
};

/* One cluster in one environment. */
struct way {
	const struct spec_cluster *cluster;
	const char *const *envs;   /* as -e would name them, NULL-terminated */
	const char *env;           /* for messages */
	const char *folder;        /* of --all-envs, or NULL */
	enum goal goal;
	bool sure;                 /* so do all other environments of the cluster */
};

/* What is asked of the cluster this way; the spec refers to it. */
static const struct spec_request *
make_request(struct driver *d, const struct way *w, const struct backend *backend)
{
	struct spec_request *r = ARENA_NEW(d->run->scratch, struct spec_request);

	*r = *d->request;
	r->envs = w->envs;
	r->target = backend->as ? backend->as : backend->name;
	return r;
}

static struct spec *
make_spec(struct driver *d, const struct way *w, const struct spec_request *r)
{
	return spec_build(d->run->scratch, d->run->program, w->cluster, r);
}

/* What is held against other clusters had no error by itself. */
static const struct ir *
make_ir(struct driver *d, struct spec *spec, const struct way *w, const struct spec_request *r,
	size_t errors)
{
	struct ir *ir = ir_build(spec);

	if (!ir)
		return NULL;
	ir_lint(ir);
	if (diags_raised(d->diags) == errors)
		identities_add(d->identities, ir, w->cluster, r);
	return ir;
}

/* The station of spec, ir and lint, then the backend's.  A cluster that had
 * an error goes no further than where it was found. */
static enum status
go(struct driver *d, const struct way *w, const struct backend *backend)
{
	size_t errors = diags_raised(d->diags);
	const struct spec_request *request = make_request(d, w, backend);
	struct spec *spec = make_spec(d, w, request);
	enum status status = STATUS_DONE;
	const struct ir *ir;

	if (d->run->options.dump == DUMP_SPEC && w->goal == GOAL_PRODUCT)
		return product_dump_spec(&d->product, spec);
	if (w->goal == GOAL_SPEC)
		return STATUS_DONE;
	ir = make_ir(d, spec, w, request, errors);
	if (!ir)
		return STATUS_DONE;
	if (diags_raised(d->diags) == errors)
		status = product_make(&d->product, ir, backend, w->folder, w->goal == GOAL_PRODUCT);
	allows_note(d->allows, spec, w->sure && ir->whole,
		    backend->patches && diags_raised(d->diags) == errors);
	return status;
}

/* A dump shows an environment as it is before it is joined with others. */
static bool
is_joined(const struct driver *d, const struct backend *backend)
{
	return backend->join && !d->run->options.dump;
}

/* What is found from now on is found in that environment. */
static void
enter(struct driver *d, const struct way *w, const char *env)
{
	envs_enter(diags_envs(d->diags), env,
		   spec_env_places(d->run->scratch, d->run->program, w->cluster, env));
}

static enum status
each_target(struct driver *d, const struct way *w)
{
	const struct options *o = &d->run->options;
	size_t errors = diags_raised(d->diags);
	enum status status = STATUS_DONE;

	enter(d, w, w->env);
	for (size_t i = 0; i < o->targets.n && !status; i++)
		if (!is_joined(d, o->targets.at[i]))
			status = go(d, w, o->targets.at[i]);
	envs_leave(diags_envs(d->diags),
		   w->goal != GOAL_SPEC && diags_raised(d->diags) == errors);
	return status;
}

typedef VEC(struct variant) variant_list;

/* One environment of a target of all: `env` NULL is the base. */
static void
add_variant(struct driver *d, struct way w, const struct backend *backend, const char *env,
	    variant_list *all)
{
	const char *const envs[] = { env, NULL };
	size_t errors = diags_raised(d->diags);
	const struct spec_request *request;
	struct spec *spec;
	const struct ir *ir;
	bool sound;

	w.envs = envs;
	enter(d, &w, env ? env : BASE);
	request = make_request(d, &w, backend);
	spec = make_spec(d, &w, request);
	ir = make_ir(d, spec, &w, request, errors);
	sound = ir && diags_raised(d->diags) == errors;
	if (sound)
		*VEC_ADD(d->run->scratch, all) = product_variant(&d->product, ir, backend);
	if (ir)
		allows_note(d->allows, spec, ir->whole,
			    backend->patches && diags_raised(d->diags) == errors);
	envs_leave(diags_envs(d->diags), sound);
}

/* What is there already is the base's, or what -e asks for; gives it back. */
static const struct objects *
set_before(struct driver *d, const struct objects *before)
{
	const struct objects *was = d->run->program->before;

	d->run->program->before = before;
	return was;
}

static enum status
join(struct driver *d, const struct way *w, const struct backend *backend)
{
	const char *const *names = spec_overlays(d->run->scratch, d->run->program, w->cluster);
	const struct objects *before;
	variant_list all = { 0 };

	envs_start(diags_envs(d->diags));
	add_variant(d, *w, backend, NULL, &all);
	before = set_before(d, NULL);
	for (size_t i = 0; names[i]; i++)
		add_variant(d, *w, backend, names[i], &all);
	set_before(d, before);
	envs_end(diags_envs(d->diags));
	if (w->goal != GOAL_PRODUCT)
		return STATUS_DONE;
	return product_join(&d->product, all.at, all.n, backend);
}

static enum status
each_joined(struct driver *d, const struct way *w)
{
	const struct options *o = &d->run->options;
	enum status status = STATUS_DONE;

	for (size_t i = 0; i < o->targets.n && !status; i++)
		if (is_joined(d, o->targets.at[i]))
			status = join(d, w, o->targets.at[i]);
	return status;
}

static bool
is_asked_for(const struct options *o, const char *env)
{
	for (size_t i = 0; i < o->envs.n; i++)
		if (strcmp(o->envs.at[i], env) == 0)
			return true;
	return false;
}

/* "base", "prod", or "prod+eu" of -e prod -e eu. */
static const char *
asked_for(const struct driver *d)
{
	const struct options *o = &d->run->options;
	const char *name = o->envs.n ? o->envs.at[0] : BASE;

	for (size_t i = 1; i < o->envs.n; i++)
		name = arena_join(d->run->scratch, name, "+", o->envs.at[i], NULL);
	return name;
}

/* Has it been gone through?  The layers of one among several have; by itself
 * it is another cluster to the rules. */
static bool
is_done(const struct options *o, const struct way *w, const char *env)
{
	return is_asked_for(o, env) && (w->goal == GOAL_SPEC || o->envs.n == 1);
}

/* Every overlay of a cluster, as its own only environment. */
static enum status
each_overlay(struct driver *d, struct way w, bool folders)
{
	const char *const *names = spec_overlays(d->run->scratch, d->run->program, w.cluster);
	const struct objects *before = set_before(d, NULL);
	enum status status = STATUS_DONE;

	for (size_t i = 0; names[i] && !status; i++) {
		const char *const envs[] = { names[i], NULL };

		if (is_done(&d->run->options, &w, names[i]))
			continue;
		w.envs = envs;
		w.env = names[i];
		w.folder = folders ? names[i] : NULL;
		status = each_target(d, &w);
	}
	set_before(d, before);
	return status;
}

/* What was asked for, then every overlay; of those a compile looks at names and
 * layers. */
static enum status
each_alone(struct driver *d, struct way w)
{
	const struct options *o = &d->run->options;
	enum status status;

	envs_start(diags_envs(d->diags));
	w.env = asked_for(d);
	status = each_target(d, &w);
	if (!o->all_envs && !o->check)
		w.goal = GOAL_SPEC;
	if (!status)
		status = each_overlay(d, w, o->all_envs);
	envs_end(diags_envs(d->diags));
	return status;
}

static enum status
each_env(struct driver *d, const struct spec_cluster *c)
{
	static const char *const base[] = { NULL };
	const struct options *o = &d->run->options;
	struct way w = { .cluster = c, .envs = o->all_envs ? base : o->envs.at,
			 .folder = o->all_envs ? BASE : NULL,
			 .goal = o->check ? GOAL_LINT : GOAL_PRODUCT };
	enum status status;

	w.sure = o->all_envs || o->check || !*spec_overlays(d->run->scratch, d->run->program, c);
	status = each_joined(d, &w);
	return status ? status : each_alone(d, w);
}

bool
driver_selects(const struct run *r, size_t cluster)
{
	const struct options *o = &r->options;

	for (size_t i = 0; i < o->clusters.n; i++)
		if (spec_cluster_is(r->program, cluster, o->clusters.at[i]))
			return true;
	return !o->clusters.n;
}

static size_t
count_selected(struct driver *d, size_t n)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += driver_selects(d->run, i);
	return count;
}

static enum status
each_cluster(struct driver *d)
{
	const struct options *o = &d->run->options;
	size_t n = spec_clusters(d->run->program), selected;
	enum status status = STATUS_DONE;

	if (!n && !o->check && !diags_errors(d->diags))
		diag_error(d->diags, DIAG_NA007, NOWHERE, "there is no cluster to compile "
			   "(`--check` takes a file without one)");
	selected = count_selected(d, n);
	product_start(&d->product, d->run, selected);
	d->identities = identities_new(d->run->arena, selected * o->targets.n);
	for (size_t i = 0; i < n && !status; i++) {
		struct spec_cluster cluster;

		if (!driver_selects(d->run, i))
			continue;
		cluster = spec_cluster(d->run->scratch, d->run->program, i);
		status = each_env(d, &cluster);
		arena_reset(d->run->scratch);
	}
	return status;
}

static enum status
load_texts(struct run *r, const struct load_options *where)
{
	for (size_t i = 0; i < r->ntexts; i++) {
		if (manifests_has(&r->options, r->texts[i].name))
			manifests_add_text(r, r->texts[i].name, r->texts[i].text);
		else
			program_load_text(r->program, r->texts[i].name, r->texts[i].text, where);
	}
	return STATUS_DONE;
}

static enum status
load_file(struct run *r, const char *path, const struct load_options *where)
{
	int error;

	if (manifests_has(&r->options, path))
		return manifests_load(r, path);
	error = program_load(r->program, path, where);
	return error ? run_system(r, path, error) : STATUS_DONE;
}

static enum status
load(struct run *r, const struct spec_request *request)
{
	const struct options *o = &r->options;
	struct load_options where = { .root = o->root, .include = o->include.at };

	(void)request;
	for (size_t i = 0; i < o->files.n; i++) {
		enum status status = load_file(r, o->files.at[i], &where);

		if (status)
			return status;
	}
	load_texts(r, &where);
	return manifests_load_before(r);
}

static enum status
check_program(struct run *r, const struct spec_request *request)
{
	ir_check_program(r->program, request);
	return STATUS_DONE;
}

static enum status
check_manifests(struct run *r, const struct spec_request *request)
{
	(void)request;
	manifests_lint(r);
	return STATUS_DONE;
}

static enum status
compile_clusters(struct run *r, const struct spec_request *request)
{
	struct driver d = { .run = r, .request = request, .diags = r->program->diags,
			    .allows = allows_new(r->arena) };
	enum status status = each_cluster(&d);

	allows_report(d.allows, d.diags);
	return status;
}

typedef enum status station(struct run *r, const struct spec_request *request);

static enum status
pass(struct run *r, const struct spec_request *request, station *const *stations)
{
	enum status status = STATUS_DONE;

	for (; *stations && !status; stations++)
		status = (*stations)(r, request);
	return status;
}

/* What the options ask of every cluster. */
static struct spec_request
request_of(struct run *r)
{
	const struct backend *target = r->options.targets.at[0];

	return (struct spec_request){
		.envs = r->options.envs.at,
		.target = target->as ? target->as : target->name,
		.defines = r->options.defines.at,
		.unknown_version = r->options.unknown_version,
	};
}

enum status
driver_load(struct run *r, struct spec_request *request)
{
	static station *const stations[] = { load, names_check, check_program, NULL };

	*request = request_of(r);
	return pass(r, request, stations);
}

enum status
driver_compile(struct run *r)
{
	static station *const stations[] = {
		load, names_check, check_program, compile_clusters, check_manifests, NULL
	};
	static station *const dump_files[] = { load, product_dump_files, NULL };
	static station *const files_only[] = { load, NULL };
	struct spec_request request = request_of(r);
	int dump = r->options.dump;

	if (dump == DUMP_AST)
		r->program->scratch = NULL;   /* all trees are shown */
	if (dump == DUMP_TOKENS || dump == DUMP_AST)
		return pass(r, &request, dump_files);
	return pass(r, &request, commit_needs_product(r) ? stations : files_only);
}

enum status
driver_run(struct run *r)
{
	enum status status, faults;

	run_open(r);
	commit_open(r);
	status = driver_compile(r);
	faults = run_messages(r);
	if (status || faults)
		return status ? status : faults;
	return commit(r);
}

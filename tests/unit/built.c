/*
 * built: the one cluster of a text, for a test.
 */
#include "built.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/atom.h"
#include "front/load.h"

struct built
built_text(struct arena *a, const char *target, const char *text)
{
	static const char *const nothing[] = { NULL };
	struct load_options where = { .include = nothing };
	struct spec_define none = { .name = NULL };
	struct spec_request request = { .envs = nothing, .target = target, .defines = &none };
	struct built b = { .sources = sources_new(a) };
	struct spec_cluster cluster;
	struct program *p;

	b.diags = diags_new(a, b.sources);
	p = program_new(a, atoms_new(a), b.sources, b.diags);
	program_load_text(p, "test.emqx", str_of(text), &where);
	if (spec_clusters(p) != 1)
		abort();
	cluster = spec_cluster(a, p, 0);
	b.ir = ir_build(spec_build(a, p, &cluster, &request));
	return b;
}

/*
 * lint_ingress: the same host and path under one class of controller leads to
 * one place: of two, the controller follows one, or refuses the second.
 */
#include <string.h>

#include "ir/lint.h"

/* A path, and what it belongs to. */
struct request {
	const char *class, *host;
	const struct ir_path *path;
};
typedef VEC(struct request) request_list;

static void
gather(struct ir *ir, const struct ir_ingress *in, request_list *out)
{
	for (size_t i = 0; i < in->rules.n; i++)
		for (size_t k = 0; k < in->rules.at[i].paths.n; k++)
			*VEC_ADD(ir->arena, out) = (struct request){
				in->class, in->rules.at[i].host, &in->rules.at[i].paths.at[k]
			};
}

static bool
is_text(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool
is_same(const struct request *a, const struct request *b)
{
	return is_text(a->class, b->class) && is_text(a->host, b->host)
		&& strcmp(a->path->path, b->path->path) == 0 && strcmp(a->path->type, b->path->type) == 0;
}

static bool
is_new(struct ir *ir, const request_list *all, const struct request *r)
{
	const struct request *first = all->at;
	struct diag *d;

	while (!is_same(first, r))
		first++;
	if (first == r)
		return true;
	d = spec_report(ir->spec, DIAG_NA006, lint_node(ir, r->path->owner), r->path->at,
			"`%s%s` leads to two places", r->host ? r->host : "*", r->path->path);
	diag_note(ir_diags(ir), d, first->path->at, "it leads to `%s` here", first->path->port->name);
	return false;
}

bool
check_paths_differ(struct ir *ir)
{
	request_list all = { 0 };
	bool ok = true;

	for (size_t i = 0; i < ir->ingresses.n; i++)
		gather(ir, &ir->ingresses.at[i], &all);
	for (size_t i = 0; i < all.n; i++)
		ok = is_new(ir, &all, &all.at[i]) && ok;
	return ok;
}

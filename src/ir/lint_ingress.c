/*
 * lint_ingress: where the paths of Ingresses lead.  The same host and path under
 * one class of controller leads to one place: of two, the controller follows
 * one, or refuses the second.  What asks for passwords is shown with TLS.
 */
#include <stdlib.h>
#include <string.h>

#include "ir/lint.h"
#include "schema/kube_names.h"

/* A path, and what it belongs to. */
struct request {
	const char *class, *host;
	const struct ir_path *path;
	size_t order;
};
typedef VEC(struct request) request_list;

static void
gather(struct ir *ir, const struct ir_ingress *in, request_list *out)
{
	for (size_t i = 0; i < in->rules.n; i++)
		for (size_t k = 0; k < in->rules.at[i].paths.n; k++) {
			size_t order = out->n;

			*VEC_ADD(ir->arena, out) = (struct request){
				in->class, in->rules.at[i].host, &in->rules.at[i].paths.at[k], order
			};
		}
}

static int
compare_texts(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) : (a != NULL) - (b != NULL);
}

static int
compare(const struct request *a, const struct request *b)
{
	int c = compare_texts(a->class, b->class);

	if (!c)
		c = compare_texts(a->host, b->host);
	if (!c)
		c = strcmp(a->path->path, b->path->path);
	return c ? c : strcmp(a->path->type, b->path->type);
}

/* Equal ones as they are written. */
static int
in_order(const void *left, const void *right)
{
	const struct request *a = left, *b = right;
	int c = compare(a, b);

	return c ? c : (a->order > b->order) - (a->order < b->order);
}

static void
report_second(struct ir *ir, const struct request *first, const struct request *r)
{
	struct diag *d = spec_report(ir->spec, DIAG_NA006, lint_node(ir, r->path->owner), r->path->at,
				     "`%s%s` leads to two places", r->host ? r->host : "*", r->path->path);

	diag_note(ir_diags(ir), d, first->path->at, "it leads to `%s` here", first->path->port->name);
}

bool
check_paths_differ(struct ir *ir)
{
	request_list all = { 0 };
	size_t first = 0;
	bool ok = true;

	for (size_t i = 0; i < ir->ingresses.n; i++)
		gather(ir, &ir->ingresses.at[i], &all);
	if (all.n)
		qsort(all.at, all.n, sizeof *all.at, in_order);
	for (size_t i = 1; i < all.n; i++) {
		if (compare(&all.at[first], &all.at[i]) != 0) {
			first = i;
			continue;
		}
		report_second(ir, &all.at[first], &all.at[i]);
		ok = false;
	}
	return ok;
}

static bool
is_guarded(const struct ir_ingress *in)
{
	for (size_t i = 0; i < in->annotations.n; i++)
		if (kube_annotation_guards(in->annotations.at[i].key))
			return true;
	return false;
}

/* What ends TLS itself says so to the controller. */
static bool
is_plain_dashboard(struct ir *ir, const struct ir_path *p)
{
	struct diag *d;

	if (!p->port || p->port->tls || (p->port->use != PORT_DASHBOARD && p->port->use != PORT_MANAGEMENT))
		return false;
	d = spec_report(ir->spec, DIAG_SE018, lint_node(ir, p->owner), p->at,
			"`%s` shows the port `%s` without TLS: passwords pass in clear text", p->owner, p->port->name);
	diag_help(ir_diags(ir), d, "tls = SECRET, or certificate = NAME of a tls block");
	return true;
}

static bool
is_dashboard_secret(struct ir *ir, const struct ir_ingress *in)
{
	bool ok = true, tls = false;

	for (size_t i = 0; i < in->rules.n; i++) {
		const struct ir_rule *r = &in->rules.at[i];

		tls |= r->tls != NULL;
		for (size_t k = 0; !r->tls && k < r->paths.n; k++)
			ok = !is_plain_dashboard(ir, &r->paths.at[k]) && ok;
	}
	return (tls || !is_plain_dashboard(ir, &in->fallback)) && ok;
}

bool
check_dashboard_ingress(struct ir *ir)
{
	bool ok = true;

	for (size_t i = 0; i < ir->ingresses.n; i++)
		if (!is_guarded(&ir->ingresses.at[i]))
			ok = is_dashboard_secret(ir, &ir->ingresses.at[i]) && ok;
	return ok;
}

/*
 * ir: the steps from spec to ir, in order.  Each reads what the steps before
 * it have made.
 */
#include "ir/ir.h"

#include "base/arena.h"
#include "front/load.h"
#include "ir/make.h"

static struct maker
maker_for(struct spec *s)
{
	struct ir *ir = ARENA_NEW(s->arena, struct ir);
	struct diags *d = s->program->diags;

	*ir = (struct ir){
		.arena = s->arena, .spec = s, .cluster = s->top->name.text, .env = s->env,
		.target = s->target, .at = s->top->name.at, .version = s->version,
		.flavor = s->flavor, .build = s->build, .raw.at = s->raw.at,
		.raw.n = s->raw.n, .raw.cap = s->raw.cap,
	};
	return (struct maker){
		.ir = ir, .spec = s, .arena = s->arena, .diags = d, .keys = ir_keys(ir),
	};
}

struct ir *
ir_build(struct spec *s)
{
	struct maker m;

	if (!s->has_version || !s->build)
		return NULL;
	m = maker_for(s);
	fit_check(&m);
	names_make(&m);
	image_make(&m);
	nodes_make(&m);
	groups_make(&m);
	discovery_make(&m);
	tls_make(&m);
	distribution_make(&m);
	listeners_make(&m);
	gateways_make(&m);
	listener_settings_make(&m);
	ports_make(&m);
	services_make(&m);
	ingress_make(&m);
	certificates_make(&m);
	storage_make(&m);
	secrets_make(&m);
	auth_make(&m);
	log_make(&m);
	metrics_make(&m);
	plugins_make(&m);
	pod_make(&m);
	parts_make(&m);
	writable_make(&m);
	network_make(&m);
	autoscale_make(&m);
	settings_make(&m);
	delivery_make(&m);
	return m.ir;
}

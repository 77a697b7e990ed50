/*
 * lint_services: what a Service may say, and node ports that clash.
 */
#include <string.h>

#include "ir/lint.h"

struct node_port {
	int number;
	bool udp;
	struct place at;
};

typedef VEC(struct node_port) node_port_list;

static bool
refuse_node_port(struct ir *ir, const struct ir_service *s, struct place at, const char *why)
{
	spec_report(ir->spec, DIAG_KU028, lint_node(ir, s->owner), at, "%s", why);
	return false;
}

static bool
node_port_free(struct ir *ir, const struct ir_service *s, const struct node_port *now,
	       const node_port_list *seen)
{
	for (size_t i = 0; i < seen->n; i++) {
		struct diag *d;

		if (seen->at[i].number != now->number || seen->at[i].udp != now->udp)
			continue;
		d = spec_report(ir->spec, DIAG_KU028, lint_node(ir, s->owner), now->at,
				"node port %d is given twice", now->number);
		diag_note(ir_diags(ir), d, seen->at[i].at, "the other one");
		return false;
	}
	return true;
}

static bool
check_node_port(struct ir *ir, const struct ir_service *s, const struct node_port *now,
		const node_port_list *seen)
{
	if (strcmp(s->type, "ClusterIP") == 0)
		return refuse_node_port(ir, s, now->at, "a Service of type ClusterIP has no node ports: "
					"type = NodePort or LoadBalancer");
	if (now->number < 30000 || now->number > 32767)
		return refuse_node_port(ir, s, now->at,
			arena_printf(ir->arena, "node ports are from 30000 to 32767, not %d", now->number));
	return node_port_free(ir, s, now, seen);
}

/* Where a load balancer asks a machine whether it has a node of the cluster. */
static bool
check_health_port(struct ir *ir, const struct ir_service *s, node_port_list *seen)
{
	const struct ir_option *o = ir_option_of(s, "health-check-node-port");
	struct node_port now;
	bool ok;

	if (!o || ir_service_type_of(s) != SERVICE_LOAD_BALANCER)
		return true;
	now = (struct node_port){ .number = (int)o->num, .at = o->at };
	ok = check_node_port(ir, s, &now, seen);
	*VEC_ADD(ir->arena, seen) = now;
	return ok;
}

static bool
check_service_node_ports(struct ir *ir, const struct ir_service *s, node_port_list *seen)
{
	bool ok = true;

	for (size_t i = 0; i < s->ports.n; i++) {
		const struct ir_port *p = s->ports.at[i].port;
		struct node_port now = { .number = s->ports.at[i].node_port, .udp = p->udp };

		if (!now.number)
			continue;
		now.at = lint_place(ir, arena_printf(ir->arena, "%s.node-ports.%s", s->owner, p->name));
		ok = check_node_port(ir, s, &now, seen) && ok;
		*VEC_ADD(ir->arena, seen) = now;
	}
	return check_health_port(ir, s, seen) && ok;
}

bool
check_node_ports(struct ir *ir)
{
	node_port_list seen = { 0 };
	bool ok = true;

	for (size_t i = 0; i < ir->services.n; i++)
		ok = check_service_node_ports(ir, &ir->services.at[i], &seen) && ok;
	return ok;
}

static bool
refuse_option(struct ir *ir, const struct ir_option *o, const char *why)
{
	spec_report(ir->spec, DIAG_KU001, lint_node(ir, o->owner), o->at, "%s", why);
	return false;
}

/* Fields that only some types of Service have. */
static bool
check_option_type(struct ir *ir, const struct ir_service *s, const struct ir_option *o)
{
	if (o->types & 1u << ir_service_type_of(s))
		return true;
	return refuse_option(ir, o, arena_printf(ir->arena, "only a Service of type LoadBalancer%s has `%s`, and this is %s",
			o->types & 1u << SERVICE_NODE_PORT ? " or NodePort" : "", o->field, s->type));
}

static bool
option_is(const struct ir_service *s, const char *field, const char *word)
{
	const struct ir_option *o = ir_option_of(s, field);

	return o && o->text && strcmp(o->text, word) == 0;
}

/* Fields that need another one. */
static bool
check_needed(struct ir *ir, const struct ir_service *s)
{
	static const struct {
		const char *field, *needs, *word;
	} rows[] = {
		{ "health-check-node-port", "external-traffic-policy", "Local" },
		{ "session-affinity-timeout", "session-affinity", "ClientIP" },
	};
	bool ok = true;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct ir_option *o = ir_option_of(s, rows[i].field);

		if (o && !option_is(s, rows[i].needs, rows[i].word))
			ok = refuse_option(ir, o, arena_printf(ir->arena, "`%s` needs `%s = %s`", o->field,
							       rows[i].needs, rows[i].word));
	}
	return ok;
}

static bool
check_families(struct ir *ir, const struct ir_service *s)
{
	const struct ir_option *o = ir_option_of(s, "ip-families");
	const struct ir_option *policy = ir_option_of(s, "ip-family-policy");

	if (!o || o->texts.n == 1)
		return true;
	if (o->texts.n != 2 || strcmp(o->texts.at[0], o->texts.at[1]) == 0)
		return refuse_option(ir, o, "a Service has one or two IP families, each once");
	if (!policy || strcmp(policy->text, "SingleStack") == 0)
		return refuse_option(ir, o, "two IP families need `ip-family-policy = PreferDualStack` or RequireDualStack");
	return true;
}

static bool
check_options(struct ir *ir, const struct ir_service *s)
{
	bool ok = true;

	for (size_t i = 0; i < s->options.n; i++)
		ok = check_option_type(ir, s, &s->options.at[i]) && ok;
	return ok && check_needed(ir, s) && check_families(ir, s);
}

/* Two ports of the pods cannot be one port of the Service. */
static bool
check_numbers(struct ir *ir, const struct ir_service *s)
{
	for (size_t i = 0; i < s->ports.n; i++)
		for (size_t k = 0; k < i; k++) {
			const struct ir_service_port *a = &s->ports.at[k], *b = &s->ports.at[i];

			if (a->number != b->number || a->port->udp != b->port->udp
			    || a->port->number == b->port->number)
				continue;
			spec_report(ir->spec, DIAG_KU001, lint_node(ir, s->owner), s->at,
				    "`%s` and `%s` are both port %d of this Service", a->port->name,
				    b->port->name, b->number);
			return false;
		}
	return true;
}

/* Names that are none have their messages. */
static bool
names_ports(const struct ir *ir, const struct ir_service *s)
{
	const struct spec_node *n = spec_get(ir->spec->root, arena_printf(ir->arena, "%s.expose", s->owner));

	return n && n->set && n->set->value->n > 0;
}

static bool
check_service(struct ir *ir, const struct ir_service *s)
{
	bool ok = check_options(ir, s);

	if (s->ports.n || names_ports(ir, s))
		return check_numbers(ir, s) && ok;
	spec_report(ir->spec, DIAG_KU001, lint_node(ir, s->owner), s->at,
		    "a Service without a port: `expose` at least one");
	return false;
}

bool
check_services(struct ir *ir)
{
	bool ok = check_options(ir, &ir->headless);

	for (size_t i = 0; i < ir->services.n; i++)
		ok = check_service(ir, &ir->services.at[i]) && ok;
	return ok;
}

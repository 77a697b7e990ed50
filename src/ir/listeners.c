/*
 * listeners: which there are, EMQX's own names of them, and their settings.
 *
 * A cluster that names none has the version's default ones.  One that names
 * any has exactly those: the version's other default ones are switched off
 * where it knows a way, and stay up without a port of Kubernetes where not.
 */
#include <string.h>

#include "ir/make.h"
#include "schema/broker_image.h"

/* Fields of a listener that are one setting each. */
static const struct {
	const char *field;
	enum meaning id;
} listener_fields[] = {
	{ "max-connections", MEAN_MAX_CONNECTIONS },
	{ "acceptors", MEAN_ACCEPTORS },
	{ "zone", MEAN_ZONE },
	{ "mountpoint", MEAN_MOUNTPOINT },
	{ "enable-authn", MEAN_ENABLE_AUTHN },
	{ "proxy-protocol", MEAN_PROXY_PROTOCOL },
	{ "proxy-protocol-timeout", MEAN_PROXY_TIMEOUT },
	{ "peer-cert-as-username", MEAN_CERT_USERNAME },
	{ "peer-cert-as-clientid", MEAN_CERT_CLIENTID },
	{ "path", MEAN_WS_PATH },
};

static bool
instance_ok(const char *text)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

	return strspn(text, letters) > 0
		&& strlen(text) <= 250
		&& strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") == strlen(text);
}

static bool
type_seen(const struct ir *ir, const char *type)
{
	for (size_t i = 0; i < ir->listeners.n; i++)
		if (!ir->listeners.at[i].gateway && strcmp(ir->listeners.at[i].type, type) == 0)
			return true;
	return false;
}

static bool
same_gateway(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static const struct ir_listener *
same_instance(const struct ir *ir, const char *gateway, const char *type, const char *instance)
{
	for (size_t i = 0; i < ir->listeners.n; i++)
		if (same_gateway(ir->listeners.at[i].gateway, gateway)
		    && strcmp(ir->listeners.at[i].type, type) == 0
		    && strcmp(ir->listeners.at[i].instance, instance) == 0)
			return &ir->listeners.at[i];
	return NULL;
}

static const char *
instance_of(struct maker *m, const struct spec_node *n, const char *gateway)
{
	const char *said = read_text(m, n, "instance");
	struct spec_node *field = read_node(m, n, "instance");

	if (!said)
		return gateway || type_seen(m->ir, n->arm) ? n->name : image_instance(m->ir->version.major);
	if (!instance_ok(said))
		spec_report(m->spec, DIAG_TY001, field, spec_place(field),
			    "`%s` takes letters, digits, - and _, not `%s`",
			    spec_path(m->arena, field), said);
	return said;
}

void
listener_declare(struct maker *m, const struct spec_node *n, const char *gateway)
{
	const char *instance = instance_of(m, n, gateway);
	const struct ir_listener *other = same_instance(m->ir, gateway, n->arm, instance);
	struct diag *d;

	if (other) {
		d = spec_report(m->spec, DIAG_NA006, n, n->name_at,
				"EMQX knows both `%s` and `%s` as %s:%s", n->name, other->name,
				n->arm, instance);
		diag_note(m->diags, d, other->node->name_at, "the other listener");
		diag_help(m->diags, d, "give one of them another `instance`");
		return;
	}
	*VEC_ADD(m->arena, &m->ir->listeners) = (struct ir_listener){
		.gateway = gateway, .name = n->name, .type = n->arm, .instance = instance,
		.owner = arena_join(m->arena, spec_path(m->arena, n), ".port", NULL),
		.bind = read_text(m, n, "bind"),
		.number = (int)read_num(m, n, "port", 0), .tls = read_text(m, n, "tls"),
		.declared = true, .off = !read_bool(m, n, "enable", true), .node = n,
		.at = read_place(m, n, "port"),
	};
}

struct subject
listener_subject(const struct ir_listener *l)
{
	return (struct subject){
		.kind = l->gateway ? SUBJECT_GATEWAY_LISTENER : SUBJECT_LISTENER,
		.type = l->type, .instance = l->instance, .gateway = l->gateway, .node = l->node,
	};
}

/* "allow 10.0.0.0/8", "deny all" */
static bool
is_access_rule(const char *rule)
{
	const char *who = strchr(rule, ' ');

	if (!who || (strncmp(rule, "allow ", 6) != 0 && strncmp(rule, "deny ", 5) != 0))
		return false;
	return strcmp(who, " all") == 0
		|| (who[1] && who[1 + strspn(who + 1, "0123456789abcdefABCDEF.:/")] == '\0');
}

static void
access_rules(struct maker *m, const struct subject *s, const struct spec_node *n)
{
	const struct value *v = read_value(m, n, "access-rules");
	struct spec_node *field = read_node(m, n, "access-rules");
	struct diag *d;

	for (size_t i = 0; v && i < v->n; i++) {
		if (is_access_rule(text_of(m->arena, v->items[i])))
			continue;
		d = spec_report(m->spec, DIAG_TY001, field, v->items[i]->at, "`%.*s` is no rule of a listener",
				STR_ARG(v->items[i]->text));
		diag_help(m->diags, d, "\"allow all\", \"deny 10.0.0.0/8\": the first that fits decides");
		return;
	}
	mean_list(m, MEAN_ACCESS_RULES, s, n, "access-rules");
}

static void
listener_settings(struct maker *m, const struct ir_listener *l)
{
	struct subject s = listener_subject(l);

	if (l->off && !mean(m, MEAN_ENABLE, &s, "false", read_place(m, l->node, "enable"),
			    arena_join(m->arena, spec_path(m->arena, l->node), ".enable", NULL)))
		return; /* what 4.x is not told of is not there */
	mean(m, MEAN_BIND, &s, arena_join(m->arena, l->bind, ":", arena_int(m->arena, l->number), NULL), l->at, l->owner);
	if (!l->declared)
		return;
	for (size_t i = 0; i < sizeof listener_fields / sizeof *listener_fields; i++)
		mean_field(m, listener_fields[i].id, &s, l->node, listener_fields[i].field);
	mean_field(m, l->gateway ? MEAN_GATEWAY_RATE : MEAN_CONN_RATE, &s, l->node, "max-conn-rate");
	access_rules(m, &s, l->node);
	tls_settings(m, &s, l->node);
}

/* A default listener that a cluster with listeners of its own does not name. */
static void
switch_off(struct maker *m, const struct image_listener *row)
{
	struct subject s = { .type = row->type, .instance = image_instance(m->ir->version.major) };
	const struct ir_listener *named = same_instance(m->ir, NULL, row->type, s.instance);

	if ((named && (!named->off || !ir_is_four(m->ir)))
	    || mean(m, MEAN_ENABLE, &s, "false", m->ir->at, "listener"))
		return;
	*VEC_ADD(m->arena, &m->ir->listeners) = (struct ir_listener){
		.type = row->type, .instance = s.instance, .bind = "0.0.0.0",
		.number = row->number, .owner = "listener", .at = m->ir->at,
	};
}

static void
add_default(struct maker *m, const struct image_listener *row)
{
	*VEC_ADD(m->arena, &m->ir->listeners) = (struct ir_listener){
		.name = row->name, .type = row->type, .instance = image_instance(m->ir->version.major),
		.bind = "0.0.0.0", .number = row->number, .owner = "listener", .at = m->ir->at,
	};
}

void
listeners_make(struct maker *m)
{
	struct spec_node *map = read_node(m, NULL, "listener");

	for (struct spec_node *n = member_first(map); n; n = member_next(n)) {
		m->listeners_named = true;
		if (n->arm)
			listener_declare(m, n, NULL);
	}
	for (const struct image_listener *l = image_listeners; l->type; l++) {
		if (m->listeners_named)
			switch_off(m, l);
		else
			add_default(m, l);
	}
}

void
listener_settings_make(struct maker *m)
{
	for (size_t i = 0; i < m->ir->listeners.n; i++)
		if (m->ir->listeners.at[i].name && m->ir->listeners.at[i].number)
			listener_settings(m, &m->ir->listeners.at[i]);
}

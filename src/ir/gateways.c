/*
 * gateways: protocols beside MQTT, from 5.0 on.  EMQX has each once; its
 * listeners are listeners like those for MQTT, with keys of their own.
 * Up to 4.4 gateways are plugins (emqx_stomp, emqx_sn, emqx_coap, …).
 */
#include <string.h>

#include "ir/make.h"

/* Fields of a gateway that are one setting each. */
static const struct {
	const char *field;
	enum meaning id;
} gateway_fields[] = {
	{ "mountpoint", MEAN_GATEWAY_MOUNTPOINT },
	{ "idle-timeout", MEAN_GATEWAY_IDLE },
	{ "gateway-id", MEAN_MQTTSN_ID },
	{ "broadcast", MEAN_MQTTSN_BROADCAST },
	{ "xml-dir", MEAN_LWM2M_XML },
	{ "command", MEAN_LWM2M_COMMAND },
	{ "response", MEAN_LWM2M_RESPONSE },
	{ "notify", MEAN_LWM2M_NOTIFY },
	{ "register", MEAN_LWM2M_REGISTER },
	{ "update", MEAN_LWM2M_UPDATE },
	{ "handler", MEAN_EXPROTO_HANDLER },
};

/* That edition does not have it. */
static void
refuse_edition(struct maker *m, struct spec_node *n)
{
	struct diag *d = spec_report(m->spec, DIAG_TY008, n, spec_place(n), "EMQX %s has no gateway `%s`",
				     version_text(m->arena, &m->ir->version), n->arm);

	diag_help(m->diags, d, "up to 5.8 the enterprise edition alone has it: flavor = enterprise");
	n->bad = true;
}

static bool
is_only(struct maker *m, const struct spec_node *n)
{
	const struct spec_node *other = member_first(read_node(m, NULL, "gateway"));
	struct diag *d;

	while (other != n && (!other->arm || strcmp(other->arm, n->arm) != 0))
		other = member_next(other);
	if (other == n)
		return true;
	d = spec_report(m->spec, DIAG_NA006, n, n->name_at, "EMQX has one gateway `%s`, and `%s` and `%s` are two",
			n->arm, other->name, n->name);
	diag_note(m->diags, d, other->name_at, "the other one");
	diag_help(m->diags, d, "one gateway may have several listeners");
	return false;
}

/* Where the service behind exproto reaches the gateway. */
static void
server_port(struct maker *m, const struct subject *s, const struct spec_node *n)
{
	const char *owner = arena_printf(m->arena, "%s.server", spec_path(m->arena, n));
	int number = (int)read_num(m, n, "server", 0);

	if (!number)
		return;
	mean(m, MEAN_EXPROTO_SERVER, s, arena_printf(m->arena, "0.0.0.0:%d", number), read_place(m, n, "server"), owner);
	*VEC_ADD(m->arena, &m->ir->gateway_ports) = (struct ir_port){
		.name = n->name, .number = number, .use = PORT_CLIENT, .owner = owner, .at = read_place(m, n, "server"),
	};
}

/* A field that is set, or that EMQX wants and emqxc has a default for. */
static void
gateway_setting(struct maker *m, enum meaning id, const struct subject *s, const struct spec_node *n,
		const char *field)
{
	const char *usual = read_text(m, n, field);

	if (read_node(m, n, field))
		mean_field(m, id, s, n, field);
	else if (usual)
		mean(m, id, s, usual, n->name_at, arena_printf(m->arena, "%s.%s", spec_path(m->arena, n), field));
}

static void
add_gateway(struct maker *m, struct spec_node *n)
{
	struct subject s = { .kind = SUBJECT_GATEWAY, .gateway = n->arm };
	struct spec_node *l = member_first(read_node(m, n, "listener"));

	if (!is_only(m, n))
		return;
	if (!mean(m, MEAN_GATEWAY_ENABLE, &s, "true", spec_place(n), spec_path(m->arena, n))) {
		refuse_edition(m, n);
		return;
	}
	for (size_t i = 0; i < sizeof gateway_fields / sizeof *gateway_fields; i++)
		gateway_setting(m, gateway_fields[i].id, &s, n, gateway_fields[i].field);
	server_port(m, &s, n);
	for (; l; l = member_next(l))
		if (l->arm)
			listener_declare(m, l, n->arm);
}

void
gateways_make(struct maker *m)
{
	for (struct spec_node *n = member_first(read_node(m, NULL, "gateway")); n; n = member_next(n))
		if (n->arm)
			add_gateway(m, n);
}

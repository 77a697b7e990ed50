/*
 * lint_proxy: the PROXY protocol between a load balancer and a listener.  A
 * listener that expects the header closes a connection that begins without
 * it; one that does not takes the header for a broken MQTT packet.
 *
 * Load balancers are told by an annotation of their Service, which each
 * provider calls otherwise; all have the words in it.
 */
#include <string.h>
#include <strings.h>

#include "ir/lint.h"

static bool
has_words(const char *text)
{
	static const char *const forms[] = { "proxy-protocol", "proxyprotocol", "proxy_protocol" };

	for (; *text; text++)
		for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
			if (strncasecmp(text, forms[i], strlen(forms[i])) == 0)
				return true;
	return false;
}

static bool
is_off(const char *value)
{
	static const char *const words[] = { "false", "off", "none", "0", "" };
	const char *assigned = strrchr(value, '=');

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(assigned ? assigned + 1 : value, words[i]) == 0)
			return true;
	return false;
}

/* The annotation by which the load balancer sends the header, or NULL. */
static const struct ir_pair *
sends_header(const struct ir_service *s)
{
	for (size_t i = 0; i < s->annotations.n; i++) {
		const struct ir_pair *p = &s->annotations.at[i];

		if ((has_words(p->key) || has_words(p->value)) && !is_off(p->value))
			return p;
	}
	return NULL;
}

static const struct ir_listener *
listener_of(const struct ir *ir, const char *port)
{
	for (size_t i = 0; i < ir->listeners.n; i++) {
		const struct ir_listener *l = &ir->listeners.at[i];

		if (l->name && strcmp(l->name, port) == 0)
			return l;
	}
	return NULL;
}

static bool
expects_header(const struct ir *ir, const struct ir_listener *l)
{
	const struct spec_node *n = l->node ? spec_get(l->node, "proxy-protocol") : NULL;
	const struct value *v = n && n->present ? spec_value(ir->spec, l->node, "proxy-protocol") : NULL;

	return v && v->kind != VAL_BAD && v->num;
}

static bool
agree(struct ir *ir, const struct ir_service *s, const struct ir_listener *l)
{
	const struct ir_pair *sent = sends_header(s);
	bool expected = expects_header(ir, l);
	struct diag *d;

	if (expected == (sent != NULL))
		return true;
	if (sent) {
		d = spec_report(ir->spec, DIAG_EX057, lint_node(ir, s->owner), sent->at,
				"the load balancer of `%s` sends the PROXY protocol, and `%s` does not expect it",
				s->name, l->name);
		diag_help(ir_diags(ir), d, "listener %s { proxy-protocol = true }", l->name);
		return false;
	}
	d = spec_report(ir->spec, DIAG_EX057, lint_node(ir, s->owner), s->at,
			"`%s` expects the PROXY protocol, and no annotation of `%s` has its load balancer send it",
			l->name, s->name);
	diag_help(ir_diags(ir), d, "annotations { … } of your provider, or allow this where another place says so");
	return false;
}

bool
check_proxy_protocol(struct ir *ir)
{
	bool ok = true;

	for (size_t i = 0; i < ir->services.n; i++) {
		const struct ir_service *s = &ir->services.at[i];

		for (size_t k = 0; k < s->ports.n && ir_service_type_of(s) == SERVICE_LOAD_BALANCER; k++) {
			const struct ir_port *p = s->ports.at[k].port;
			const struct ir_listener *l = p->udp ? NULL : listener_of(ir, p->name);

			ok = (!l || agree(ir, s, l)) && ok;
		}
	}
	return ok;
}

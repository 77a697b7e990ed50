/*
 * lint_auth: who may connect without a name, and do what no rule is about.
 *
 * Anonymous are, in 4.x, those whom no plugin knows while allow_anonymous is
 * true, as the image has it; from 5.0 on all while there is no authenticator
 * (the hardened profile then lets in nobody), and those of a listener with
 * enable_authn = false.
 */
#include <string.h>

#include "ir/lint.h"
#include "ir/make.h"
#include "schema/acl.h"

/* Does a setting that was said let in everybody? */
static bool
lets_in(const struct ir *ir, const struct setting *s)
{
	if (s->value->kind == CONF_LIST || s->value->kind == CONF_OBJECT)
		return false;
	if (ir_is_four(ir))
		return str_ends(str_of(s->path), "allow_anonymous") && str_is(s->value->text, "true");
	return str_ends(str_of(s->path), ".enable_authn") && str_is(s->value->text, "false");
}

static const struct setting *
said_anonymous(const struct ir *ir)
{
	for (size_t i = 0; i < ir->settings.n; i++)
		if (lets_in(ir, &ir->settings.at[i].setting))
			return &ir->settings.at[i].setting;
	return NULL;
}

/* Is anything said of who a client is? */
static bool
says_who(const struct ir *ir)
{
	if (ir->raw.n || (ir->profile && strcmp(ir->profile, "hardened") == 0))
		return true;
	for (size_t i = 0; i < ir->settings.n; i++) {
		const char *path = ir->settings.at[i].setting.path;

		if (ir_is_four(ir) ? str_ends(str_of(path), "allow_anonymous") : strstr(path, "authentication") != NULL)
			return true;
	}
	return false;
}

/* A listener whose clients show a certificate knows them. */
static bool
asks_for_certificate(const struct ir *ir, const struct ir_port *p)
{
	for (size_t i = 0; i < ir->listeners.n; i++) {
		const struct ir_listener *l = &ir->listeners.at[i];
		const char *fail = "fail-if-no-peer-cert";
		const struct spec_node *tls;

		if (!l->name || strcmp(l->name, p->name) != 0 || !l->tls)
			continue;
		tls = spec_get(ir->spec->root, arena_printf(ir->arena, "tls.%s", l->tls));
		return tls && spec_value(ir->spec, tls, fail) && spec_value(ir->spec, tls, fail)->num;
	}
	return false;
}

static bool
shows_clients(const struct ir *ir, const struct ir_service *s)
{
	if (strcmp(s->type, "ClusterIP") == 0 || ir_option_of(s, "source-ranges"))
		return false;
	for (size_t i = 0; i < s->ports.n; i++) {
		const struct ir_port *p = s->ports.at[i].port;

		if (p->use == PORT_CLIENT && !asks_for_certificate(ir, p))
			return true;
	}
	return false;
}

/* A Service by which everybody reaches a listener, or NULL. */
static const struct ir_service *
open_service(const struct ir *ir)
{
	for (size_t i = 0; i < ir->services.n; i++)
		if (shows_clients(ir, &ir->services.at[i]))
			return &ir->services.at[i];
	return NULL;
}

static const struct spec_node *
setting_node(const struct ir *ir, const struct setting *s)
{
	return lint_node(ir, s->owner ? s->owner : "config");
}

static const char *
cure(const struct ir *ir)
{
	return ir_is_four(ir) ? "auth { anonymous = false }, and an `authn` that knows the clients"
		: "auth { authn users = built-in }, or an `authn` of another kind";
}

/* Said on purpose, and shown to everybody. */
bool
check_anonymous_inside(struct ir *ir)
{
	const struct setting *s = said_anonymous(ir);
	const struct ir_service *service = s ? open_service(ir) : NULL;
	struct diag *d;

	if (!service)
		return true;
	d = spec_report(ir->spec, DIAG_SE023, setting_node(ir, s), s->at,
			"everybody may connect without a name, and `%s` of type %s shows the listeners to everybody",
			service->name, service->type);
	diag_note(ir_diags(ir), d, service->at, "the Service is here");
	diag_help(ir_diags(ir), d, "%s; or `source-ranges` at the Service", cure(ir));
	return false;
}

bool
check_anonymous(struct ir *ir)
{
	const struct setting *s = said_anonymous(ir);
	const struct ir_service *service = s || says_who(ir) ? NULL : open_service(ir);
	struct diag *d;

	if (!s && !service)
		return true;
	if (s)
		d = spec_report(ir->spec, DIAG_EX035, setting_node(ir, s), s->at,
				"everybody may connect without a name");
	else
		d = spec_report(ir->spec, DIAG_EX035, lint_node(ir, service->owner), service->at,
				"`%s` of type %s shows listeners whose clients nobody asks for a name", service->name,
				service->type);
	diag_help(ir_diags(ir), d, "%s", cure(ir));
	return false;
}

bool
check_acl(struct ir *ir)
{
	struct acl_rules rules = acl_read(ir->acl);

	if (!rules.fault)
		return true;
	spec_report(ir->spec, DIAG_EX004, lint_node(ir, "auth.acl"), lint_place(ir, "auth.acl"),
		    "rule %d of `auth.acl` %s", rules.n + 1, rules.fault);
	return false;
}

/* What no rule is about is allowed on purpose. */
bool
check_no_match(struct ir *ir)
{
	const struct key *key;
	const struct conf *said = meaning_value(ir, MEAN_NO_MATCH, &key);
	bool open = acl_read(ir->acl).open;
	struct diag *d;

	if (!open && (!said || !str_is(said->text, "allow")))
		return true;
	if (open)
		d = spec_report(ir->spec, DIAG_EX036, lint_node(ir, "auth.acl"), lint_place(ir, "auth.acl"),
				"the last rule allows everybody everything that no rule before it is about");
	else
		d = spec_report(ir->spec, DIAG_EX036, lint_node(ir, lint_said(ir, "auth.no-match") ? "auth.no-match" : "config"),
				said->from ? said->from->at : lint_place(ir, "auth.no-match"),
				"every client may do what no rule is about");
	diag_help(ir_diags(ir), d, open ? "end with {deny, all}." : "auth { no-match = deny }");
	return false;
}

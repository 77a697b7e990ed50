/*
 * lint_secrets: what everybody knows, and what stands in plain text.
 */
#include <string.h>

#include "ir/lint.h"
#include "ir/make.h"
#include "schema/broker_image.h"

/* The hardened profile refuses what everybody knows. */
static bool
is_hardened(const struct ir *ir)
{
	return ir->profile && strcmp(ir->profile, "hardened") == 0;
}

/* A warning, or the error that the broker makes of it. */
static struct diag *
report_public(struct ir *ir, enum diag_id id, const struct spec_node *n, struct place at,
	      const char *text)
{
	if (!is_hardened(ir))
		return spec_report(ir->spec, id, n, at, "%s", text);
	/* no `allow` lifts what the broker refuses */
	return diag_add_as(ir_diags(ir), SEV_ERROR, id, at, "%s, and the hardened profile refuses it", text);
}

/* The value of a secret that is written as plain text. */
static bool
is_plain(const struct ir *ir, const char *field, const char *const *texts, size_t n)
{
	const struct value *v = lint_said(ir, field) ? spec_value(ir->spec, ir->spec->root, field) : NULL;

	for (size_t i = 0; v && v->kind == VAL_INSECURE && i < n; i++)
		if (str_is(v->text, texts[i]))
			return true;
	return false;
}

bool
check_cookie_set(struct ir *ir)
{
	static const char *const known[] = { "emqxsecretcookie", "emqx50elixir" };
	bool said = lint_said(ir, "cookie");
	struct diag *d;

	if (said ? !is_hardened(ir) || !is_plain(ir, "cookie", known, 2)
	    : ir_nodes(ir) < 2 && !is_hardened(ir))
		return true;
	d = report_public(ir, DIAG_EX030, said ? lint_node(ir, "cookie") : ir->spec->root,
			  said ? lint_place(ir, "cookie") : ir->at,
			  ir_nodes(ir) < 2 ? "the node has the image's cookie, which is public"
			  : "the nodes share the image's cookie, which is public");
	diag_help(ir_diags(ir), d, "cookie = secret(NAME, KEY)");
	return false;
}

bool
check_cookie_text(struct ir *ir)
{
	const struct value *v = lint_said(ir, "cookie") ? spec_value(ir->spec, ir->spec->root, "cookie") : NULL;
	const char *fault = v && v->kind == VAL_INSECURE ? cookie_fault(&ir->version, v->text) : NULL;

	if (!fault)
		return true;
	spec_report(ir->spec, DIAG_EX031, lint_node(ir, "cookie"), v->at, "the cookie %s", fault);
	return false;
}

bool
check_password_set(struct ir *ir)
{
	static const char *const known[] = { "public" };
	const char *path = lint_said(ir, "dashboard") ? "dashboard" : "";
	struct diag *d;

	if (is_hardened(ir) && is_plain(ir, "dashboard.password", known, 1))
		path = "dashboard.password";
	else if (lint_said(ir, "dashboard.password") || meaning_set(ir, MEAN_DASHBOARD_PASSWORD, NULL))
		return true;
	d = report_public(ir, DIAG_EX034, *path ? lint_node(ir, path) : ir->spec->root,
			  *path ? lint_node(ir, path)->name_at : ir->at,
			  "the Dashboard has the public password of the image");
	diag_help(ir_diags(ir), d, "dashboard { password = secret(NAME, KEY) }");
	return false;
}

bool
check_certificates(struct ir *ir)
{
	bool ok = true;

	for (size_t i = 0; i < ir->listeners.n; i++) {
		const struct ir_listener *l = &ir->listeners.at[i];
		struct subject s = listener_subject(l);
		struct diag *d;

		if (!l->declared || !listener_is_tls(l->type) || spec_get(l->node, "tls")
		    || meaning_set(ir, MEAN_TLS_CERT, &s))
			continue;
		d = spec_report(ir->spec, DIAG_EX055, l->node, l->node->name_at,
				"the listener `%s` has the image's demo certificate", l->name);
		diag_help(ir_diags(ir), d, "tls NAME { cert = secret(…); key = secret(…) } and tls = NAME");
		ok = false;
	}
	return ok;
}

bool
check_raw(struct ir *ir)
{
	for (size_t i = 0; i < ir->raw.n; i++)
		spec_report(ir->spec, DIAG_EX009, lint_node(ir, "config"), ir->raw.at[i]->at,
			    "raw configuration goes to the broker as it is: no key of it is checked");
	return ir->raw.n == 0;
}

/* Every insecure("…") in a value. */
static void
report_insecure(struct ir *ir, const struct spec_node *n, const struct value *v)
{
	struct diag *d;

	if (v->kind == VAL_INSECURE) {
		d = spec_report(ir->spec, DIAG_SE024, n, v->at, "plain text stands where a secret belongs");
		diag_help(ir_diags(ir), d, "secret(NAME, KEY) refers to a Secret");
	}
	for (size_t i = 0; i < v->n; i++)
		report_insecure(ir, n, v->kind == VAL_RECORD ? v->entries[i].value : v->items[i]);
}

/* Those that another check speaks of: tls { } refuses it, and EMQX's own keys
 * are read by their tables. */
static bool
told_elsewhere(const struct ir *ir, const struct spec_node *n)
{
	if (n->parent == ir->spec->root)
		return strcmp(n->name, "config") == 0;
	if (n->parent && n->parent->parent && n->parent->parent == spec_get(ir->spec->root, "tls"))
		return strcmp(n->name, "password") != 0;
	return n->parent && n->parent == spec_get(ir->spec->root, "env")
		&& strncmp(n->name, "EMQX_", 5) == 0;
}

static void
find_insecure(struct ir *ir, const struct spec_node *n)
{
	if (!n->present || n->bad || told_elsewhere(ir, n))
		return;
	if (n->set && n->set->value && n->type->kind != TYPE_VARIANT)
		report_insecure(ir, n, n->set->value);
	for (const struct spec_node *c = n->first; c; c = c->next)
		find_insecure(ir, c);
}

bool
check_insecure(struct ir *ir)
{
	find_insecure(ir, ir->spec->root);
	return true;
}

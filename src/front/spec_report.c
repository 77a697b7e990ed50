/*
 * spec_report: a message about a node, with what the spec says of its code: an
 * `allow` lifts it, a policy that denies it makes it an error.
 */
#include <stdarg.h>

#include "front/spec_impl.h"

static bool
node_within(const struct spec_node *n, const struct spec_node *outer)
{
	for (; n; n = n->parent)
		if (n == outer)
			return true;
	return false;
}

static const struct spec_deny *
denied(const struct spec *s, enum diag_id id)
{
	for (size_t i = 0; i < s->denies.n; i++)
		if (s->denies.at[i].id == id)
			return &s->denies.at[i];
	return NULL;
}

bool
spec_denies(const struct spec *s, enum diag_id id)
{
	return denied(s, id) != NULL;
}

bool
spec_minds(const struct spec *s, enum diag_id id)
{
	for (size_t i = 0; i < s->allows.n; i++)
		if (s->allows.at[i].id == id)
			return true;
	return spec_denies(s, id);
}

static void
note_deny(const struct spec *s, struct diag *d, const struct spec_deny *deny)
{
	const struct value *why = value_reason(s->builder, deny->scope, deny->item);

	if (why)
		diag_note(s->program->diags, d, deny->at, "policy `%s` makes this an error: %.*s",
			  deny->policy, STR_ARG(why->text));
}

/* An `allow` for what is denied: that one is told as well. */
static void
refuse_allow(struct spec *s, const struct spec_allow *a, const struct spec_deny *deny)
{
	struct diags *diags = s->program->diags;
	struct diag *d = diag_add(diags, DIAG_TE003, a->at, "`%s` is denied, and no allow lifts it",
				  diag_rows[a->id].slug);

	if (deny)
		note_deny(s, d, deny);
	else
		diag_help(diags, d, "--deny %s says so", diag_rows[a->id].slug);
}

/* Does an `allow` lift it?  One that may not is told. */
static bool
allowed(struct spec *s, enum diag_id id, const struct spec_node *n, const struct spec_deny *deny)
{
	bool denied = deny || diags_denied(s->program->diags, id), yes = false;

	for (size_t i = 0; i < s->allows.n; i++) {
		struct spec_allow *a = &s->allows.at[i];

		if (a->id != id || !node_within(n ? n : s->root, a->node))
			continue;
		a->used = true;
		yes = true;
		if (denied)
			refuse_allow(s, a, deny);
	}
	return yes && !denied;
}

__attribute__((format(printf, 6, 0)))
static struct diag *
report(struct spec *s, enum severity severity, enum diag_id id, const struct spec_node *n,
       struct place at, const char *fmt, va_list ap)
{
	struct diags *diags = s->program->diags;
	const struct spec_deny *deny = denied(s, id);
	bool lifted = diag_rows[id].severity != SEV_ERROR && allowed(s, id, n, deny);
	struct diag *d;

	if (lifted || (id == DIAG_TY004 && n && n->torn))
		severity = SEV_OFF;
	d = diag_vadd_as(diags, deny ? SEV_ERROR : severity, id, at, fmt, ap);
	if (deny)
		note_deny(s, d, deny);
	return d;
}

struct diag *
spec_report(struct spec *s, enum diag_id id, const struct spec_node *n, struct place at, const char *fmt, ...)
{
	struct diag *d;
	va_list ap;

	va_start(ap, fmt);
	d = report(s, diags_severity(s->program->diags, id), id, n, at, fmt, ap);
	va_end(ap);
	return d;
}

struct diag *
spec_report_as(struct spec *s, enum severity severity, enum diag_id id, const struct spec_node *n,
	       struct place at, const char *fmt, ...)
{
	struct diag *d;
	va_list ap;

	va_start(ap, fmt);
	d = report(s, severity, id, n, at, fmt, ap);
	va_end(ap);
	return d;
}

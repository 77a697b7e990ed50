/*
 * say: what a rule found, as a sentence about the node and its object, handed
 * to the source of the set, which knows the place.
 */
#include "object/check.h"

#include <stdarg.h>

#include "base/arena.h"
#include "base/buf.h"
#include "object/item.h"

struct diags *
rule_diags(const struct check *c)
{
	return c->set->diags;
}

bool
rule_said(const struct check *c, enum diag_id id)
{
	return c->object && c->object->said[id];
}

static void
put_path(struct arena *a, const struct spot *s, struct buf *b)
{
	if (!s->up)
		return;
	put_path(a, s->up, b);
	if (s->up->d->kind == DOC_LIST)
		buf_printf(b, "[%s]", item_name(a, spot_type(s->up), s->d, s->index));
	else
		buf_printf(b, "%s%s", b->n ? "." : "", s->d->name);
}

const char *
spot_path(struct arena *a, const struct spot *s)
{
	struct buf path = BUF_IN(a);

	put_path(a, s, &path);
	return path.n ? buf_cstr(&path) : "";
}

/* "`path` of KIND `NAME` …" */
static const char *
sentence(const struct check *c, const struct spot *s, const char *said)
{
	const char *path = s ? spot_path(c->set->arena, s) : "";
	const struct object *o = c->object;

	if (!o)
		return said;
	return arena_printf(c->set->arena, "%s%s%s%s%s%s%s %s", *path ? "`" : "", path,
			    *path ? "` of " : "", *o->kind ? o->kind : "an object", *o->name ? " `" : "",
			    o->name, *o->name ? "`" : "", said);
}

/* What is off is not even put into words, unless the source minds. */
bool
rule_is_silent(const struct objects *set, enum diag_id id, enum severity severity)
{
	return !severity && set->source->minds && !set->source->minds(set, id);
}

__attribute__((format(printf, 6, 0)))
static struct diag *
say(const struct check *c, const struct spot *s, const struct doc *also, enum diag_id id,
    enum severity severity, const char *fmt, va_list ap)
{
	struct saying saying = { id, severity, c->object, s, also, NULL, NULL };

	if (c->object)
		c->object->said[id] = true;
	if (rule_is_silent(c->set, id, severity))
		return diag_nothing(c->set->diags);
	saying.said = arena_vprintf(c->set->arena, fmt, ap);
	saying.text = sentence(c, s, saying.said);
	return c->set->source->say(c->set, &saying);
}

struct diag *
rule_report(const struct check *c, const struct spot *s, const struct doc *also, enum diag_id id,
	    const char *fmt, ...)
{
	struct diag *d;
	va_list ap;

	va_start(ap, fmt);
	d = say(c, s, also, id, diags_severity(c->set->diags, id), fmt, ap);
	va_end(ap);
	return d;
}

struct diag *
rule_advise(const struct check *c, const struct spot *s, enum diag_id id, const char *fmt, ...)
{
	struct diag *d;
	va_list ap;

	va_start(ap, fmt);
	d = say(c, s, NULL, id, diags_advice(c->set->diags, id), fmt, ap);
	va_end(ap);
	return d;
}

struct diag *
rule_dangling(const struct check *c, const struct spot *s, enum diag_id id, const char *fmt, ...)
{
	enum severity severity = diags_severity(c->set->diags, id);
	struct diag *d;
	va_list ap;

	if (c->set->closed && severity)
		severity = SEV_ERROR;
	else if (severity == SEV_ERROR && !diags_denied(c->set->diags, id))
		severity = SEV_WARNING;
	va_start(ap, fmt);
	d = say(c, s, NULL, id, severity, fmt, ap);
	va_end(ap);
	return d;
}

/*
 * patch_report: where a message about a patch goes, and how it calls a step of
 * the path or a part of the value.
 */
#include "back/k8s/patch.h"

#include <stdarg.h>

#include "base/arena.h"
#include "base/buf.h"
#include "front/ast.h"

struct diags *
patch_diags(const struct patching *c)
{
	return c->k->ir->spec->program->diags;
}

const char *
patch_path(const struct patching *c, size_t n)
{
	struct buf b = BUF_IN(c->k->arena);

	for (size_t i = 0; i < n; i++) {
		const struct ast_step *s = &c->patch->path->steps.at[i];

		if (s->index)
			buf_printf(&b, "[%s]", s->name.text);
		else
			buf_printf(&b, "%s%s", i ? "." : "", s->name.text);
	}
	return buf_cstr(&b);
}

static void
put_path(const struct patch_part *p, struct buf *b)
{
	if (!p->up) {
		buf_text(b, patch_path(p->c, p->c->patch->path->steps.n));
		return;
	}
	put_path(p->up, b);
	if (p->name)
		buf_printf(b, ".%s", p->name);
	else
		buf_printf(b, "[%zu]", p->index);
}

struct diag *
patch_report_value(const struct patch_part *p, struct place at, const char *fmt, ...)
{
	struct buf path = BUF_IN(p->c->k->arena);
	const char *said;
	va_list ap;

	va_start(ap, fmt);
	said = arena_vprintf(p->c->k->arena, fmt, ap);
	va_end(ap);
	put_path(p, &path);
	return diag_add(patch_diags(p->c), DIAG_KU001, at, "`%s` of %s `%s` %s", buf_cstr(&path),
			p->c->object->kind, p->c->object->name, said);
}

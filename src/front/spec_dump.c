/*
 * spec_dump: --dump=spec: every leaf with its value and the layers that set it.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "front/spec_impl.h"

static void
dump_chain(const struct spec *s, const struct spec_setting *set, struct buf *out)
{
	struct sources *sources = s->program->sources;

	for (; set; set = set->below) {
		struct line_col lc;

		buf_printf(out, "%s%s", set->final ? "final " : "", set->layer);
		if (set->at.file) {
			lc = source_locate(sources, set->at.file, set->at.from);
			buf_printf(out, " %s:%u:%u", sources_get(sources, set->at.file)->name, lc.line, lc.column);
		}
		if (set->below)
			buf_printf(out, ", over %s by ", value_show(s->arena, set->below->value));
	}
}

static void
dump_node(const struct spec *s, const struct spec_node *n, struct buf *out)
{
	if (!n->present)
		return;
	if (n->set && !n->bad) {
		buf_printf(out, "%s = %s   # ", spec_path(s->arena, n), value_show(s->arena, n->set->value));
		dump_chain(s, n->set, out);
		buf_char(out, '\n');
	}
	for (const struct spec_node *c = n->first; c; c = c->next)
		dump_node(s, c, out);
}

void
spec_dump(const struct spec *s, struct buf *out)
{
	buf_printf(out, "cluster %s, environment %s\n", s->name, s->env);
	dump_node(s, s->root, out);
}

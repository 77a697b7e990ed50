/*
 * doc_dump: a tree as indented lines, with its kinds, owners and marks, for
 * --dump=doc.  One line a node; strings in double quotes.
 */
#include "object/doc.h"

#include <inttypes.h>

#include "base/buf.h"

static const char *const kind_names[] = {
	[DOC_MAP] = "map", [DOC_LIST] = "list", [DOC_STRING] = "string",
	[DOC_INT] = "int", [DOC_BOOL] = "bool", [DOC_WORD] = "word",
	[DOC_COMMENT] = "comment"
};

static void
dump_scalar(const struct doc *d, struct buf *out)
{
	switch (d->kind) {
	case DOC_MAP:
	case DOC_LIST:
		return;
	case DOC_INT:
		buf_printf(out, " %" PRId64, d->num);
		return;
	case DOC_BOOL:
		buf_text(out, d->num ? " true" : " false");
		return;
	case DOC_STRING:
	case DOC_WORD:
	case DOC_COMMENT:
		buf_char(out, ' ');
		buf_quoted(out, d->text);
		return;
	}
}

static void
dump(const struct doc *d, size_t depth, struct buf *out)
{
	buf_fill(out, ' ', depth * 2);
	if (d->name) {
		buf_quoted(out, str_of(d->name));
		buf_text(out, ": ");
	}
	buf_text(out, kind_names[d->kind]);
	dump_scalar(d, out);
	if (d->owner)
		buf_printf(out, " <- %s", d->owner);
	if (d->fixed)
		buf_text(out, " fixed");
	buf_char(out, '\n');
	for (const struct doc *c = d->first; c; c = c->next)
		dump(c, depth + 1, out);
}

void
doc_dump(const struct doc *d, struct buf *out)
{
	dump(d, 0, out);
}

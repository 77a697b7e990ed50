/*
 * doc_dump: a tree as indented lines, with its kinds, owners and marks, for
 * --dump=doc.  One line a node; strings in double quotes.
 */
#include "back/doc.h"

#include <inttypes.h>

#include "base/buf.h"

static const char *const kind_names[] = {
	[DOC_MAP] = "map", [DOC_LIST] = "list", [DOC_STRING] = "string",
	[DOC_INT] = "int", [DOC_BOOL] = "bool", [DOC_WORD] = "word",
	[DOC_COMMENT] = "comment"
};

static void
dump_text(struct str s, struct buf *out)
{
	buf_char(out, '"');
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '\n')
			buf_text(out, "\\n");
		else if (c < 0x20 || c == 0x7f)
			buf_printf(out, "\\x%02x", c);
		else if (c == '"' || c == '\\')
			buf_printf(out, "\\%c", c);
		else
			buf_char(out, (char)c);
	}
	buf_char(out, '"');
}

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
		dump_text(d->text, out);
		return;
	}
}

static void
dump(const struct doc *d, size_t depth, struct buf *out)
{
	buf_fill(out, ' ', depth * 2);
	if (d->name) {
		dump_text(str_of(d->name), out);
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

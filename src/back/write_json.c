/*
 * write_json: a doc as one JSON value, indented; the texts of WORD stand as
 * they are (null).  Comments are left out: JSON has none.
 */
#include "back/write.h"

#include <inttypes.h>

#include "base/buf.h"
#include "base/json.h"

static void put(const struct doc *d, size_t indent, struct buf *out);

static void
put_children(const struct doc *d, size_t indent, struct buf *out)
{
	bool any = false;

	for (const struct doc *c = d->first; c; c = c->next) {
		if (c->kind == DOC_COMMENT)
			continue;
		buf_text(out, any ? ",\n" : "\n");
		any = true;
		buf_fill(out, ' ', indent + 2);
		if (d->kind == DOC_MAP) {
			json_text(out, c->name);
			buf_text(out, ": ");
		}
		put(c, indent + 2, out);
	}
	if (!any)
		return;
	buf_char(out, '\n');
	buf_fill(out, ' ', indent);
}

static void
put(const struct doc *d, size_t indent, struct buf *out)
{
	switch (d->kind) {
	case DOC_MAP:
	case DOC_LIST:
		buf_char(out, d->kind == DOC_MAP ? '{' : '[');
		put_children(d, indent, out);
		buf_char(out, d->kind == DOC_MAP ? '}' : ']');
		return;
	case DOC_STRING:
		json_str(out, d->text);
		return;
	case DOC_INT:
		buf_printf(out, "%" PRId64, d->num);
		return;
	case DOC_BOOL:
		buf_text(out, d->num ? "true" : "false");
		return;
	case DOC_WORD:
		buf_str(out, d->text);
		return;
	case DOC_COMMENT:
		return;
	}
}

void
write_json(const struct doc *d, struct buf *out)
{
	put(d, 0, out);
	buf_char(out, '\n');
}

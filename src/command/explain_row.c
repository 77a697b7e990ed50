/*
 * explain_row: a row of what `emqxc explain` prints: a label, and a text
 * beside it.
 */
#include "command/explain.h"

#include "base/buf.h"

enum { LABEL_COLUMN = 16 };

void
explain_row(struct buf *out, const char *label, const char *text)
{
	size_t start = out->n;

	if (!text)
		return;
	buf_printf(out, "  %s", label);
	while (out->n - start < LABEL_COLUMN)
		buf_char(out, ' ');
	buf_printf(out, "%s\n", text);
}

/*
 * write_cuttlefish: a flat map as the `key = value` lines of EMQX 4.x.  The
 * value runs to the end of its line: no quotes, no comment after it.  Also
 * the comment lines that it shares with the other line formats.
 */
#include "back/write.h"

#include <inttypes.h>
#include <string.h>

#include "base/buf.h"

void
write_comment(struct str text, size_t indent, struct buf *out)
{
	while (text.n) {
		const char *end = memchr(text.p, '\n', text.n);
		size_t n = end ? (size_t)(end - text.p) : text.n;

		buf_fill(out, ' ', indent);
		buf_text(out, n ? "# " : "#");
		buf_add(out, text.p, n);
		buf_char(out, '\n');
		n += end != NULL;
		text = (struct str){ text.p + n, text.n - n };
	}
}

static void
put_line(const struct doc *d, struct buf *out)
{
	buf_text(out, d->name);
	buf_text(out, " = ");
	if (d->kind == DOC_INT)
		buf_printf(out, "%" PRId64, d->num);
	else if (d->kind == DOC_BOOL)
		buf_text(out, d->num ? "true" : "false");
	else
		buf_str(out, d->text);
	buf_char(out, '\n');
}

void
write_cuttlefish(const struct doc *d, struct buf *out)
{
	for (const struct doc *c = d->first; c; c = c->next) {
		if (c->kind == DOC_COMMENT) {
			write_comment(c->text, 0, out);
		} else if (c->name) {
			put_line(c, out);
		} else {
			buf_str(out, c->text);
			if (!str_ends(c->text, "\n"))
				buf_char(out, '\n');
		}
	}
}

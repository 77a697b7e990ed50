/*
 * xml: the references of XML.
 *
 * In: any bytes.  Out: text that every XML reader takes.  Owner: the buffer.
 */
#include "base/xml.h"

#include <string.h>

#include "base/utf8.h"

/* Control characters have no way into XML 1.0, nor have two points of Unicode. */
static bool
holds(uint32_t c)
{
	return (c >= ' ' || c == '\t' || c == '\n' || c == '\r') && c != 0xfffe && c != 0xffff;
}

void
xml_text(struct buf *out, const char *text)
{
	struct str left = str_of(text);

	while (left.n) {
		uint32_t c = 0;
		size_t n = utf8_decode(left, &c);

		if (n == 0 || !holds(c))
			buf_text(out, "\xef\xbf\xbd");
		else if (c < 0x80 && strchr("<>&\"\t\n\r", (int)c))
			buf_printf(out, "&#%u;", (unsigned)c);
		else
			buf_add(out, left.p, n);
		n = n ? n : 1;
		left = (struct str){ left.p + n, left.n - n };
	}
}

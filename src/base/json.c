/*
 * json: the escapes of a JSON string.
 *
 * In: any bytes.  Out: text that every JSON reader takes.  Owner: the buffer.
 */
#include "base/json.h"

#include <string.h>

#include "base/utf8.h"

static void
put_character(struct str c, size_t n, struct buf *out)
{
	static const char plain[] = "\"\\\b\f\n\r\t", names[] = "\"\\bfnrt";
	const char *found = *c.p ? strchr(plain, *c.p) : NULL;

	if (n == 0)
		buf_text(out, "\xef\xbf\xbd");
	else if (found)
		buf_printf(out, "\\%c", names[found - plain]);
	else if ((unsigned char)*c.p < 0x20 || *c.p == 0x7f)
		buf_printf(out, "\\u%04x", (unsigned)*c.p);
	else
		buf_add(out, c.p, n);
}

void
json_str(struct buf *out, struct str s)
{
	buf_char(out, '"');
	while (s.n) {
		uint32_t point;
		size_t n = utf8_decode(s, &point), step = n ? n : 1;

		put_character(s, n, out);
		s = (struct str){ s.p + step, s.n - step };
	}
	buf_char(out, '"');
}

void
json_text(struct buf *out, const char *text)
{
	if (text)
		json_str(out, str_of(text));
	else
		buf_text(out, "null");
}

void
json_member(struct buf *out, const char *key, const char *text)
{
	buf_printf(out, "\"%s\":", key);
	json_text(out, text);
}

/*
 * buf: a growing run of bytes in an arena.  There is always room for a NUL
 * after the content.
 */
#include "base/buf.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"

enum { FIRST_CAP = 128, BRIEF_TEXT = 32 };

/* Room for n more bytes and a NUL; returns where they go. */
static char *
reserve(struct buf *b, size_t n)
{
	size_t need, cap;
	char *grown;

	need = n < SIZE_MAX - b->n ? b->n + n + 1 : SIZE_MAX;
	if (need <= b->cap)
		return b->p + b->n;
	cap = b->cap ? b->cap * 2 : FIRST_CAP;
	if (cap < need)
		cap = need;
	grown = arena_text(b->arena, cap - 1);
	if (b->n)
		memcpy(grown, b->p, b->n);
	b->p = grown;
	b->cap = cap;
	return b->p + b->n;
}

void
buf_room(struct buf *b, size_t n)
{
	reserve(b, n);
}

void
buf_add(struct buf *b, const void *bytes, size_t n)
{
	char *to;

	if (n == 0)
		return;
	to = reserve(b, n);
	memcpy(to, bytes, n);
	b->n += n;
}

void
buf_str(struct buf *b, struct str s)
{
	buf_add(b, s.p, s.n);
}

void
buf_text(struct buf *b, const char *text)
{
	buf_add(b, text, strlen(text));
}

void
buf_char(struct buf *b, char c)
{
	*reserve(b, 1) = c;
	b->n++;
}

void
buf_fill(struct buf *b, char c, size_t n)
{
	char *to;

	if (n == 0)
		return;
	to = reserve(b, n);
	memset(to, c, n);
	b->n += n;
}

/* Most texts are short, and formatted once. */
void
buf_vprintf(struct buf *b, const char *fmt, va_list ap)
{
	size_t room;
	va_list again;
	int n;

	reserve(b, BRIEF_TEXT);
	room = b->cap - b->n;
	va_copy(again, ap);
	n = vsnprintf(b->p + b->n, room, fmt, again);
	va_end(again);
	assert(n >= 0);
	if ((size_t)n >= room)
		vsnprintf(reserve(b, (size_t)n), (size_t)n + 1, fmt, ap);
	b->n += (size_t)n;
}

void
buf_number(struct buf *b, unsigned long n)
{
	char digits[24];
	char *p = digits + sizeof digits;

	do
		*--p = (char)('0' + n % 10);
	while (n /= 10);
	buf_add(b, p, (size_t)(digits + sizeof digits - p));
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(b, fmt, ap);
	va_end(ap);
}

const char *
buf_cstr(struct buf *b)
{
	*reserve(b, 0) = '\0';
	return b->p;
}

struct str
buf_view(const struct buf *b)
{
	return (struct str){ b->p ? b->p : "", b->n };
}

/* Between double quotes, with what is not printable escaped: for dumps. */
void
buf_quoted(struct buf *b, struct str s)
{
	buf_char(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '\n')
			buf_text(b, "\\n");
		else if (c < 0x20 || c == 0x7f)
			buf_printf(b, "\\x%02x", c);
		else if (c == '"' || c == '\\')
			buf_printf(b, "\\%c", c);
		else
			buf_char(b, (char)c);
	}
	buf_char(b, '"');
}

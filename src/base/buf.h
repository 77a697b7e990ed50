/*
 * buf: bytes that grow.  The storage is an arena's, so there is nothing to
 * free; a buffer must not outlive its arena.
 */
#ifndef EMQXC_BUF_H
#define EMQXC_BUF_H

#include <stdarg.h>
#include <stddef.h>

#include "base/str.h"

struct arena;

struct buf {
	struct arena *arena;
	char *p;     /* NULL while empty */
	size_t n;    /* bytes in use */
	size_t cap;
};

#define BUF_IN(a) ((struct buf){ .arena = (a) })

/* Room for n more bytes: where many will come, so that it need not grow. */
void buf_room(struct buf *b, size_t n);
void buf_add(struct buf *b, const void *bytes, size_t n);
void buf_str(struct buf *b, struct str s);
void buf_text(struct buf *b, const char *text);
void buf_char(struct buf *b, char c);
/* The number in decimal. */
void buf_number(struct buf *b, unsigned long n);
/* n times the character c */
void buf_fill(struct buf *b, char c, size_t n);
void buf_printf(struct buf *b, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *b, const char *fmt, va_list ap)
	__attribute__((format(printf, 2, 0)));

/* The text between double quotes, what is not printable escaped: for dumps. */
void buf_quoted(struct buf *b, struct str s);

/* The content, NUL-terminated (the NUL is not counted). */
const char *buf_cstr(struct buf *b);
struct str buf_view(const struct buf *b);

#endif

/*
 * write_hocon: a doc as HOCON, as EMQX 5 and 6 read it.
 *
 * That reader has rules of its own: an escape is one of \\ \" \n \t \r \b \f
 * (there is no \u), a string holds no line end nor U+2028 and U+2029, and a
 * string whose last character is a backslash runs on when another quote
 * stands later on its line.  So every list item that ends in a backslash ends
 * its line, and the two separators stand in triple quotes of their own, which
 * the reader joins with what is around them.
 */
#include "back/write.h"

#include <inttypes.h>
#include <string.h>

#include "base/buf.h"

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Words that are something else than a string to it. */
static const char *const reserved[] = {
	"true", "false", "null", "on", "off", "include", "required", NULL
};

bool
hocon_is_plain(struct str s)
{
	if (s.n == 0 || !is_letter(s.p[0]))
		return false;
	for (size_t i = 1; i < s.n; i++)
		if (!is_letter(s.p[i]) && !is_digit(s.p[i]) && !memchr("_.@%-|", s.p[i], 6))
			return false;
	return !str_is_any(s, reserved);
}

bool
hocon_is_unit(struct str s)
{
	static const char *const units[] = {
		"", "%", "kb", "KB", "mb", "MB", "gb", "GB", "d", "D", "h", "H",
		"m", "M", "s", "S", "ms", "MS", NULL
	};
	size_t n = 0;

	while (n < s.n && is_digit(s.p[n]))
		n++;
	return n > 0 && str_is_any((struct str){ s.p + n, s.n - n }, units);
}

/* The letter after the backslash, or 0. */
static char
escape_of(char c)
{
	static const char from[] = "\\\"\n\t\r\b\f", to[] = "\\\"ntrbf";
	const char *at = c ? strchr(from, c) : NULL;

	return at ? to[at - from] : 0;
}

static bool
is_separator(const char *p, size_t n)
{
	return n >= 3 && (memcmp(p, "\xe2\x80\xa8", 3) == 0 || memcmp(p, "\xe2\x80\xa9", 3) == 0);
}

static void
put_separator(const char *p, char before, struct buf *out)
{
	buf_text(out, before == '\\' ? "\"\n\"\"\"" : "\" \"\"\"");
	buf_add(out, p, 3);
	buf_text(out, "\"\"\" \"");
}

static void
put_string(struct str s, struct buf *out)
{
	size_t done = 0;

	buf_char(out, '"');
	for (size_t i = 0; i < s.n; i++) {
		char c = escape_of(s.p[i]);
		bool cut = s.p[i] == '\xe2' && is_separator(s.p + i, s.n - i);

		if (!c && !cut)
			continue;
		buf_add(out, s.p + done, i - done);
		done = i + (cut ? 3 : 1);
		if (cut)
			put_separator(s.p + i, i ? s.p[i - 1] : 0, out);
		else
			buf_add(out, (char[]){ '\\', c }, 2);
	}
	buf_add(out, s.p + done, s.n - done);
	buf_char(out, '"');
}

static void
put_key(const char *name, struct buf *out)
{
	struct str s = str_of(name);

	if (hocon_is_plain(s) && strcspn(name, ".@%|") == s.n)
		buf_str(out, s);
	else
		put_string(s, out);
}

static bool
ends_in_backslash(const struct doc *d)
{
	return d->kind == DOC_STRING && d->text.n && d->text.p[d->text.n - 1] == '\\';
}

static void
put_scalar(const struct doc *d, struct buf *out)
{
	if (d->kind == DOC_STRING)
		put_string(d->text, out);
	else if (d->kind == DOC_INT)
		buf_printf(out, "%" PRId64, d->num);
	else if (d->kind == DOC_BOOL)
		buf_text(out, d->num ? "true" : "false");
	else
		buf_str(out, d->text);
}

void
hocon_value(const struct doc *d, struct buf *out)
{
	if (d->kind != DOC_MAP && d->kind != DOC_LIST) {
		put_scalar(d, out);
		return;
	}
	buf_char(out, d->kind == DOC_MAP ? '{' : '[');
	for (const struct doc *c = d->first; c; c = c->next) {
		if (c->kind == DOC_COMMENT)
			continue;
		if (d->kind == DOC_MAP) {
			put_key(c->name, out);
			buf_text(out, " = ");
		}
		hocon_value(c, out);
		if (c->next)
			buf_text(out, ends_in_backslash(c) ? ",\n" : ", ");
	}
	buf_char(out, d->kind == DOC_MAP ? '}' : ']');
}

static bool
is_flat(const struct doc *list)
{
	for (const struct doc *c = list->first; c; c = c->next)
		if (c->kind == DOC_MAP || c->kind == DOC_LIST)
			return false;
	return true;
}

static void put_entries(const struct doc *d, size_t depth, struct buf *out);

/* A value that may take several lines. */
static void
put_block(const struct doc *d, size_t depth, struct buf *out)
{
	if (!d->first || (d->kind != DOC_MAP && (d->kind != DOC_LIST || is_flat(d)))) {
		hocon_value(d, out);
		return;
	}
	buf_text(out, d->kind == DOC_MAP ? "{\n" : "[\n");
	put_entries(d, depth + 1, out);
	buf_fill(out, ' ', depth * 2);
	buf_char(out, d->kind == DOC_MAP ? '}' : ']');
}

static void
put_entry(const struct doc *c, bool in_list, size_t depth, struct buf *out)
{
	buf_fill(out, ' ', depth * 2);
	if (c->name) {
		put_key(c->name, out);
		buf_text(out, c->kind == DOC_MAP ? " " : " = ");
	}
	put_block(c, depth, out);
	if (in_list && c->next)
		buf_char(out, ',');
	buf_char(out, '\n');
}

static void
put_raw(struct str text, struct buf *out)
{
	buf_str(out, text);
	if (!str_ends(text, "\n"))
		buf_char(out, '\n');
}

static void
put_entries(const struct doc *d, size_t depth, struct buf *out)
{
	for (const struct doc *c = d->first; c; c = c->next) {
		if (c->kind == DOC_COMMENT)
			write_comment(c->text, depth * 2, out);
		else if (depth == 0 && c->kind == DOC_WORD && !c->name)
			put_raw(c->text, out);
		else
			put_entry(c, d->kind == DOC_LIST, depth, out);
	}
}

void
write_hocon(const struct doc *d, struct buf *out)
{
	put_entries(d, 0, out);
}

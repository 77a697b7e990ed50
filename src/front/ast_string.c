/*
 * ast_string: what a string says: escapes, ${references} and text blocks.
 *
 * Input: the place of a token with its quotes.  Output: a value of pieces; a
 * string without references has exactly one, even when it is empty.
 *
 * A text block: blanks and the newline after its opening quotes do not count,
 * nor do the last newline and the blanks before its closing quotes; the
 * indent that its lines have in common (lines of blanks aside) is taken off;
 * line ends become \n.  ${name} is a reference there too, and \${ stands for
 * ${; no other escape means anything, so regular expressions and other
 * languages need no doubling.
 */
#include <string.h>

#include "base/arena.h"
#include "base/atom.h"
#include "base/buf.h"
#include "front/ast_build.h"

/* A string being read. */
struct reader {
	struct parse *p;
	struct ast_value *value;
	struct buf literal;      /* of the piece at hand */
	uint32_t from;           /* where that began */
	uint32_t at, to;         /* what is left, as offsets of the file */
	const char *indent;      /* of a text block: taken off each line */
	size_t indent_n;
	bool key;                /* a key: no references */
};

static int
peek(const struct reader *r, uint32_t ahead)
{
	return r->at + ahead < r->to ? r->p->text.p[r->at + ahead] : 0;
}

static struct place
place_from(const struct reader *r, uint32_t from, uint32_t to)
{
	return (struct place){ r->p->file, from, to };
}

static void
add_literal(struct reader *r, struct str text)
{
	struct ast_piece *piece = AST_ADD(r->p->arena, &r->value->pieces);

	piece->n = text.n;
	piece->text = arena_strndup(r->p->arena, text.p, text.n);
	piece->at = place_from(r, r->from, r->at);
}

/* The literal so far becomes a piece; `must` even when it is empty. */
static void
end_literal(struct reader *r, bool must)
{
	if (r->literal.n > 0 || must)
		add_literal(r, (struct str){ buf_cstr(&r->literal), r->literal.n });
	r->literal.n = 0;
}

/* \u{…} of a character, as UTF-8. */
static void
add_point(struct buf *out, uint32_t c)
{
	if (c < 0x80) {
		buf_char(out, (char)c);
		return;
	}
	if (c >= 0x10000) {
		buf_char(out, (char)(0xf0 | c >> 18));
		buf_char(out, (char)(0x80 | (c >> 12 & 0x3f)));
	} else if (c >= 0x800) {
		buf_char(out, (char)(0xe0 | c >> 12));
	}
	if (c < 0x800)
		buf_char(out, (char)(0xc0 | c >> 6));
	else
		buf_char(out, (char)(0x80 | (c >> 6 & 0x3f)));
	buf_char(out, (char)(0x80 | (c & 0x3f)));
}

static int
hex_digit(int c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* After \u; false when it is no character. */
static bool
read_point(struct reader *r, uint32_t *point)
{
	uint32_t digits = 0;

	*point = 0;
	if (peek(r, 0) != '{')
		return false;
	for (r->at++; hex_digit(peek(r, 0)) >= 0; r->at++, digits++)
		if (digits < 8)
			*point = *point << 4 | (uint32_t)hex_digit(peek(r, 0));
	if (peek(r, 0) != '}')
		return false;
	r->at++;
	return digits > 0 && digits <= 8 && *point > 0 && *point <= 0x10ffff
		&& (*point < 0xd800 || *point > 0xdfff);
}

static void
read_unicode(struct reader *r)
{
	uint32_t from = r->at, point;
	struct diag *d;

	r->at += 2;
	if (read_point(r, &point)) {
		add_point(&r->literal, point);
		return;
	}
	d = ast_fault(r->p, DIAG_SY006, place_from(r, from, r->at),
		      "`\\u` takes the number of a character");
	diag_help(r->p->diags, d, "in hexadecimal, in braces: \\u{e9} is é");
}

static void
read_escape(struct reader *r)
{
	static const char names[] = "nt\"\\$", means[] = "\n\t\"\\$";
	int c = peek(r, 1);
	const char *found = c ? strchr(names, c) : NULL;
	struct place at;
	struct diag *d;

	if (c == 'u') {
		read_unicode(r);
		return;
	}
	if (found) {
		buf_char(&r->literal, means[found - names]);
		r->at += 2;
		return;
	}
	at = place_from(r, r->at, r->at + 1);
	for (at.to += c != 0; at.to < r->to && (r->p->text.p[at.to] & 0xc0) == 0x80; )
		at.to++;
	r->at = at.to;
	if (!c)
		return; /* the end of a string that is not closed: reported */
	d = ast_fault(r->p, DIAG_SY006, at, "unknown escape `%.*s`",
		      STR_ARG(ast_text(r->p, at)));
	diag_help(r->p->diags, d, "there are \\n \\t \\\" \\\\ \\$ and \\u{…}; "
		  "a plain backslash is \\\\");
}

static bool
is_start(int c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* The end of the name at i: as the scanner reads names. */
static uint32_t
name_end(const struct reader *r, uint32_t i)
{
	const char *text = r->p->text.p;

	while (i < r->to && (is_start(text[i]) || (text[i] >= '0' && text[i] <= '9')
			     || (text[i] == '-' && i + 1 < r->to
				 && (is_start(text[i + 1])
				     || (text[i + 1] >= '0' && text[i + 1] <= '9')))))
		i++;
	return i;
}

/* name.path up to }, or NULL; *i is where it ended. */
static struct ast_path *
read_path(const struct reader *r, uint32_t *i)
{
	const char *text = r->p->text.p;
	struct ast_path *path = NULL;

	for (;;) {
		uint32_t from = *i;
		struct ast_name name;

		*i = name_end(r, from);
		if (*i == from || (!path && !is_start(text[from])))
			return NULL;
		name = ast_word(r->p, place_from(r, from, *i));
		path = path ? ast_path_dot(r->p, path, name)
			: ast_path_new(r->p, name);
		if (*i < r->to && text[*i] == '}')
			return path;
		if (*i >= r->to || text[(*i)++] != '.')
			return NULL;
	}
}

/* ${name} */
static void
read_reference(struct reader *r)
{
	uint32_t from = r->at, i = from + 2;
	struct ast_path *path = read_path(r, &i);
	struct ast_piece *piece;
	struct diag *d;

	if (path && !r->key) {
		end_literal(r, false);
		piece = AST_ADD(r->p->arena, &r->value->pieces);
		piece->ref = path;
		piece->at = place_from(r, from, i + 1);
		r->at = r->from = i + 1;
		return;
	}
	if (path) {
		d = ast_fault(r->p, DIAG_SY006, place_from(r, from, i + 1),
			      "a key is plain text, without ${…}");
	} else {
		d = ast_fault(r->p, DIAG_SY006, place_from(r, from, i),
			      "${…} takes a name");
	}
	diag_help(r->p->diags, d, "the characters themselves are written \\${");
	buf_str(&r->literal, STR("${"));
	r->at = from + 2;
}

/* Take the common indent off the line that begins here. */
static void
skip_indent(struct reader *r)
{
	size_t n = 0;

	while (n < r->indent_n && r->at < r->to
	       && r->p->text.p[r->at] == r->indent[n]) {
		r->at++;
		n++;
	}
}

static void
read_character(struct reader *r)
{
	int c = peek(r, 0);
	bool block = r->value->heredoc;

	if (c == '$' && peek(r, 1) == '{') {
		read_reference(r);
	} else if (c == '\\' && !block) {
		read_escape(r);
	} else if (c == '\\' && peek(r, 1) == '$' && peek(r, 2) == '{') {
		buf_str(&r->literal, STR("${"));
		r->at += 3;
	} else if (c == '\r' && peek(r, 1) == '\n') {
		r->at++;
	} else {
		buf_char(&r->literal, (char)c);
		r->at++;
		if (c == '\n')
			skip_indent(r);
	}
}

/* What needs no thought, in one piece. */
static struct str
read_plain(struct reader *r)
{
	const char *text = r->p->text.p;
	uint32_t from = r->at;

	while (r->at < r->to && !strchr("$\\\r\n", text[r->at]))
		r->at++;
	return (struct str){ text + from, r->at - from };
}

static void
read_pieces(struct reader *r)
{
	struct str plain;

	r->from = r->at;
	plain = read_plain(r);
	if (r->at == r->to) {
		add_literal(r, plain);
		return;
	}
	r->literal = BUF_IN(r->p->arena);
	for (buf_str(&r->literal, plain); r->at < r->to;
	     buf_str(&r->literal, read_plain(r)))
		read_character(r);
	end_literal(r, r->value->pieces.n == 0);
}

/* Over the limit of a string, between so many quotes?  Then the value is as
 * good as none. */
static bool
is_too_long(struct parse *p, struct ast_value *v, unsigned quotes)
{
	if (v->at.to - v->at.from <= AST_MAX_STRING + 2 * quotes)
		return false;
	ast_fault(p, DIAG_SY005, (struct place){ p->file, v->at.from, v->at.from + 1 },
		  "a string has at most %d bytes", AST_MAX_STRING);
	v->kind = AST_BAD;
	return true;
}

/* The end of what the quotes hold; a string may lack its closing one. */
static uint32_t
content_end(const struct parse *p, struct place at)
{
	const char *text = p->text.p;
	uint32_t i = at.from + 1;

	while (i < at.to && text[i] != '"')
		i += text[i] == '\\' ? 2 : 1;
	return i < at.to ? i : at.to;
}

struct ast_value *
ast_string(struct parse *p, struct place at)
{
	struct ast_value *v = ast_scalar(p, AST_STRING, at);
	struct reader r = { .p = p, .value = v };

	if (is_too_long(p, v, 1))
		return v;
	r.at = at.from + 1;
	r.to = content_end(p, at);
	read_pieces(&r);
	return v;
}

struct ast_name
ast_key(struct parse *p, struct place at)
{
	struct ast_value *v = ast_scalar(p, AST_STRING, at);
	struct reader r = { .p = p, .value = v, .key = true };
	struct str text = { "", 0 };

	if (!is_too_long(p, v, 1)) {
		r.at = at.from + 1;
		r.to = content_end(p, at);
		read_pieces(&r);
		text = (struct str){ v->pieces.at[0].text, v->pieces.at[0].n };
	}
	return (struct ast_name){ atom_of(p->atoms, text), at, true };
}

static uint32_t
skip_blanks(const char *text, uint32_t i, uint32_t to)
{
	while (i < to && (text[i] == ' ' || text[i] == '\t' || text[i] == '\r'))
		i++;
	return i;
}

/* The indent that the lines from r->at on have in common. */
static void
find_indent(struct reader *r)
{
	const char *text = r->p->text.p, *newline;
	bool first = true;

	for (uint32_t line = r->at; line < r->to; ) {
		uint32_t end = skip_blanks(text, line, r->to);
		size_t n = end - line, same = 0;

		if (end < r->to && text[end] != '\n') {
			if (first)
				r->indent = text + line, r->indent_n = n;
			while (same < n && same < r->indent_n
			       && text[line + same] == r->indent[same])
				same++;
			r->indent_n = same;
			first = false;
		}
		newline = memchr(text + end, '\n', r->to - end);
		if (!newline)
			break;
		line = (uint32_t)(newline - text) + 1;
	}
}

/* Without the newline and the blanks before the closing quotes. */
static void
drop_last_line(struct reader *r)
{
	const char *text = r->p->text.p;
	uint32_t to = r->to;

	while (to > r->at && (text[to - 1] == ' ' || text[to - 1] == '\t'))
		to--;
	if (to == r->at || text[to - 1] != '\n')
		return;
	r->to = to - 1;
	if (r->to > r->at && text[r->to - 1] == '\r')
		r->to--;
}

struct ast_value *
ast_heredoc(struct parse *p, struct place at)
{
	struct ast_value *v = ast_scalar(p, AST_STRING, at);
	struct reader r = { .p = p, .value = v };
	const char *text = p->text.p;
	uint32_t line;

	v->heredoc = true;
	if (is_too_long(p, v, 3))
		return v;
	r.at = at.from + 3;
	r.to = at.to >= r.at + 3 && str_ends(ast_text(p, at), "\"\"\"")
		? at.to - 3 : at.to;
	line = skip_blanks(text, r.at, r.to);
	if (line < r.to && text[line] == '\n') {
		r.at = line + 1;
		drop_last_line(&r);
		find_indent(&r);
		skip_indent(&r);
	}
	read_pieces(&r);
	return v;
}

/*
 * ast_parse: a file's text into its tree, or into its tokens.
 *
 * Text that is not UTF-8 is refused before the scanner sees it: one message,
 * and an empty tree.
 */
#include <string.h>

#include "base/arena.h"
#include "base/atom.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "front/ast_build.h"
#include "grammar/parse.h"

/* Tabs and line ends (LF, CR LF) aside, what an editor does not show has no
 * place in a file, and what turns the direction of text shows something else. */
static bool
is_control(uint32_t c, char next)
{
	return (c < 0x20 && c != '\t' && c != '\n' && !(c == '\r' && next == '\n'))
		|| (c >= 0x7f && c <= 0x9f)
		|| (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static bool
is_plain(unsigned char c)
{
	return c >= 0x20 && c < 0x7f;
}

/* One message for a file; false when it cannot be read on. */
static bool
check_text(struct parse *p)
{
	struct str text = p->text;

	for (size_t i = 0; i < text.n; ) {
		struct str rest = { text.p + i, text.n - i };
		struct place at = { p->file, (uint32_t)i, (uint32_t)i + 1 };
		uint32_t point;
		size_t n;

		if (is_plain((unsigned char)text.p[i])) {
			i++;
			continue;
		}
		n = utf8_decode(rest, &point);
		if (n == 0 || point == 0) {
			ast_fault(p, DIAG_SY004, at, n ? "a text file has no NUL byte"
				  : "this is not UTF-8 text (byte 0x%02X)",
				  (unsigned)(unsigned char)text.p[i]);
			return false;
		}
		at.to = (uint32_t)(i + n);
		if (!p->control && is_control(point, i + n < text.n ? text.p[i + n] : '\0')) {
			ast_fault(p, DIAG_SY004, at, "control character U+%04X",
				  (unsigned)point);
			p->control = true;
		}
		i += n;
	}
	return true;
}

static struct parse *
parse_new(struct arena *a, struct atoms *atoms, struct sources *s, struct diags *d, uint32_t file)
{
	struct parse *p = ARENA_NEW(a, struct parse);

	p->arena = a;
	p->atoms = atoms;
	p->sources = s;
	p->diags = d;
	p->file = file;
	p->text = sources_get(s, file)->text;
	p->out = ARENA_NEW(a, struct ast_file);
	p->out->file = file;
	p->out->edition = 1;
	return p;
}

static bool
start(struct parse *p)
{
	if (p->text.n > AST_MAX_FILE) {
		ast_fault(p, DIAG_SY005, (struct place){ p->file, 0, 0 },
			  "a file has at most %d bytes", AST_MAX_FILE);
		return false;
	}
	if (!check_text(p))
		return false;
	scan_start(p, str_starts(p->text, "\xef\xbb\xbf") ? 3 : 0);
	return true;
}

struct ast_file *
ast_parse(struct arena *a, struct atoms *atoms, struct sources *s,
	  struct diags *d, uint32_t file)
{
	struct parse *p = parse_new(a, atoms, s, d, file);

	if (start(p))
		emqx_parse(p);
	return p->out;
}

/* The scanner's memory is scratch, too. */
static bool
start_stubs(struct parse *p, struct arena *scratch, size_t few)
{
	bool ok;

	p->stubs = (struct stubs){ .kept = p->arena, .names = p->atoms, .scratch = scratch,
				   .few = few };
	p->arena = scratch;
	ok = start(p);
	p->arena = p->stubs.kept;
	p->stubs.empty = arena_mark(scratch);
	return ok;
}

struct ast_file *
ast_parse_stubs(struct arena *a, struct arena *scratch, size_t few, struct atoms *atoms,
		struct sources *s, struct diags *d, uint32_t file)
{
	struct parse *p = parse_new(a, atoms, s, d, file);
	struct arena_mark before = arena_mark(scratch);

	if (start_stubs(p, scratch, few))
		emqx_parse(p);
	arena_rewind(scratch, before);
	if (p->out->bad && p->stubs.clusters > few)   /* its faults are told */
		return ast_parse(a, atoms, s, diags_new(a, s), file);
	return p->out;
}

/* To where the next one begins; what is between is not read. */
struct ast_top *
ast_stub_tree(struct arena *a, const struct atoms *atoms, struct sources *s,
	      struct diags *d, const struct ast_file *f, size_t i)
{
	struct parse *p = parse_new(a, atoms_within(a, atoms), s, d, f->file);

	if (i + 1 < f->nstubs)
		p->text.n = ast_stub(f, i + 1)->from;
	p->single = true;
	scan_start(p, ast_stub(f, i)->from);
	emqx_parse(p);
	return p->out->tops.at[0];
}

/* One line a token: place, kind, text. */
void
ast_dump_tokens(struct arena *a, struct atoms *atoms, struct sources *s,
		struct diags *d, uint32_t file, struct buf *out)
{
	struct parse *p = parse_new(a, atoms, s, d, file);
	struct line_col where;
	struct place at;
	int token;

	if (!start(p))
		return;
	while ((token = scan_next(p, &at)) != T_END) {
		where = source_locate(s, file, at.from);
		buf_number(out, where.line);
		buf_char(out, ':');
		buf_number(out, where.column);
		buf_char(out, ' ');
		buf_text(out, syntax_token(token));
		if (token != T_NL && at.to > at.from) {
			buf_char(out, ' ');
			buf_str(out, ast_text(p, at));
		}
		buf_char(out, '\n');
	}
}

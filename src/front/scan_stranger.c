/*
 * scan_stranger: characters that begin no token: typographic quotes, blanks
 * that are none, letters beyond ASCII, paths without quotes.
 */
#include "front/scan.h"

#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "front/ast_build.h"
#include "grammar/parse.h"

static const char straight[] = "a string takes straight double quotes: \"…\"";
static const char invisible[] = "it is not seen, and does not belong here";

/* A character, what is said of it, and where certain what stands instead. */
static const struct { const char *character, *help, *fix; } strangers[] = {
	{ "“", straight, NULL },
	{ "”", straight, NULL },
	{ "„", straight, NULL },
	{ "‘", straight, NULL },
	{ "’", straight, NULL },
	{ "'", "a string takes double quotes: \"…\"", NULL },
	{ "`", "a string takes double quotes: \"…\"", NULL },
	{ "\xc2\xa0", "this is a no-break space; write a plain one", " " },
	{ "\xe2\x80\x8b", invisible, "" },
	{ "\xe2\x80\x8c", invisible, "" },
	{ "\xe2\x80\x8d", invisible, "" },
	{ "\xe2\x81\xa0", invisible, "" },
	{ "\xef\xbb\xbf", invisible, "" },
	{ "$", "${name} stands in a string; outside, a name is written plainly", NULL },
	{ "+", "there is no arithmetic; `+=` adds to a set", NULL },
	{ "*", "there is no arithmetic and no pattern", NULL },
	{ "/", "a text with `/` stands between quotes: \"./emqx.emqx\"", NULL },
	{ "%", "a percentage is a number and `%`: 80%", NULL },
};

static const char *const closing[][2] = { { "“", "”" }, { "„", "“" }, { "‘", "’" }, { "”", "”" }, { "’", "’" } };

/* “emqx”: from quote to quote, when both stand on the line. */
static void
fix_quotes(struct parse *p, struct diag *r, struct place at)
{
	const char *from = p->text.p + at.to, *close = NULL;
	struct str quoted = { from, strcspn(from, "\r\n") };

	for (size_t i = 0; i < sizeof closing / sizeof *closing && !close; i++)
		if (str_is(ast_text(p, at), closing[i][0]))
			close = strstr(from, closing[i][1]);
	if (!close || (size_t)(close - from) >= quoted.n)
		return;
	quoted.n = (size_t)(close - from);
	if (memchr(quoted.p, '"', quoted.n) || memchr(quoted.p, '\\', quoted.n) || memchr(quoted.p, '$', quoted.n))
		return;
	at.to += (uint32_t)(quoted.n + at.to - at.from);
	diag_fix(p->diags, r, at, arena_printf(p->arena, "\"%.*s\"", STR_ARG(quoted)));
}

static bool
is_in_path(char c)
{
	return c && !strchr(" \t\r\n;,#\"'=(){}[]", c);
}

/* repository = example.com/emqx */
static void
fix_path(struct parse *p, struct diag *r, struct place at)
{
	const char *text = p->text.p;
	uint32_t before;

	while (at.from > 0 && is_in_path(text[at.from - 1]))
		at.from--;
	while (is_in_path(text[at.to]))
		at.to++;
	before = at.from;
	while (before > 0 && strchr(" \t", text[before - 1]))
		before--;
	if (at.to - at.from > 1 && before > 0 && strchr("=(,[", text[before - 1]))
		diag_fix(p->diags, r, at, arena_printf(p->arena, "\"%.*s\"", STR_ARG(ast_text(p, at))));
}

static void
explain(struct parse *p, struct diag *r, struct place at)
{
	struct str text = ast_text(p, at);

	for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++) {
		if (!str_is(text, strangers[i].character))
			continue;
		diag_help(p->diags, r, "%s", strangers[i].help);
		if (strangers[i].fix)
			diag_fix(p->diags, r, at, strangers[i].fix);
		if (strangers[i].help == straight)
			fix_quotes(p, r, at);
		if (*text.p == '/')
			fix_path(p, r, at);
		return;
	}
	if ((unsigned char)*text.p >= 0x80)
		diag_help(p->diags, r, "names are of letters a to z, digits, _ and -; any other stands between quotes");
}

int
scan_stranger(struct parse *p, struct place at)
{
	struct str text = ast_text(p, at);
	struct diag *r;
	uint32_t point = 0;

	if (scan_is_quiet(p))
		return T_BAD;
	if (text.n > 2 && text.p[0] == '$') {
		ast_fault(p, DIAG_SY001, at, "${…} stands in a string; outside, "
			  "a name is written plainly");
		return T_BAD;
	}
	utf8_decode(text, &point);
	if (p->control && utf8_unprintable(point))
		return T_BAD;
	if (utf8_unprintable(point) || point == 0xa0)
		r = ast_fault(p, DIAG_SY001, at, "unexpected character U+%04X",
			      (unsigned)point);
	else
		r = ast_fault(p, DIAG_SY001, at, "unexpected character `%.*s`",
			      STR_ARG(text));
	explain(p, r, at);
	return T_BAD;
}

/*
 * parsed: a text, parsed for a test.
 */
#include "parsed.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/atom.h"
#include "base/buf.h"
#include "base/fs.h"
#include "diag/diag.h"

struct parsed
parsed_text(struct arena *a, const char *text, size_t n)
{
	struct parsed p = { .arena = a, .sources = sources_new(a) };
	struct str copy = { arena_strndup(a, text, n), n };

	p.diags = diags_new(a, p.sources);
	p.ast = ast_parse(a, atoms_new(a), p.sources, p.diags,
			  sources_add(p.sources, "test.emqx", copy));
	return p;
}

struct parsed
parsed_string(struct arena *a, const char *text)
{
	return parsed_text(a, text, strlen(text));
}

const char *
parsed_dump(struct parsed p)
{
	struct buf b = BUF_IN(p.arena);

	ast_dump(p.ast, &b);
	return buf_cstr(&b);
}

const char *
parsed_format(struct parsed p)
{
	struct buf b = BUF_IN(p.arena);

	ast_format(p.ast, p.sources, &b);
	return buf_cstr(&b);
}

const char *
parsed_faults(struct parsed p)
{
	struct diag *const *sorted;
	size_t n = diags_sorted(p.diags, &sorted);
	struct buf b = BUF_IN(p.arena);

	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s%u:%s", i ? " " : "",
			   (unsigned)source_locate(p.sources, sorted[i]->at.file,
						   sorted[i]->at.from).line,
			   diag_rows[sorted[i]->id].code);
	return buf_cstr(&b);
}

struct str
parsed_golden(struct arena *a, const char *name)
{
	const char *top = getenv("top_srcdir");
	struct str text = { "", 0 };

	fs_read(a, arena_printf(a, "%s/tests/golden/%s", top ? top : ".", name),
		AST_MAX_FILE, &text);
	return text;
}

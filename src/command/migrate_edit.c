/*
 * migrate_edit: edits of a text by place, and what is told of them.
 *
 * In: places of a file and what is to stand there.  Out: the new text.
 * Owner: the migration.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "diag/source.h"
#include "front/load.h"
#include "command/migrate.h"

void
migrate_edit(struct migration *m, struct place at, const char *text)
{
	*VEC_ADD(m->arena, &m->edits) = (struct edit){ at, text, m->edits.n };
}

void
migrate_found(struct migration *m, enum finding_kind kind, struct place at, const char *fmt, ...)
{
	struct finding *f = VEC_ADD(m->arena, &m->findings);
	va_list ap;

	va_start(ap, fmt);
	*f = (struct finding){ at, kind, arena_vprintf(m->arena, fmt, ap) };
	va_end(ap);
}

const char *
migrate_source(const struct migration *m, struct place at)
{
	return arena_strndup(m->arena, m->text.p + at.from, at.to - at.from);
}

/* ---- lines ---- */

static uint32_t
line_start(const struct migration *m, uint32_t at)
{
	while (at && m->text.p[at - 1] != '\n')
		at--;
	return at;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static uint32_t
skip_blanks(const struct migration *m, uint32_t at)
{
	while (at < m->text.n && is_blank(m->text.p[at]))
		at++;
	return at;
}

uint32_t
migrate_column(const struct migration *m, uint32_t offset)
{
	uint32_t from = line_start(m, offset);

	return skip_blanks(m, from) - from;
}

const char *
migrate_indent(const struct migration *m, uint32_t offset)
{
	uint32_t from = line_start(m, offset), n = migrate_column(m, offset);

	return arena_strndup(m->arena, m->text.p + from, n > m->left ? n - m->left : 0);
}

bool
migrate_has_own_lines(const struct migration *m, struct place at)
{
	uint32_t after = skip_blanks(m, at.to);

	if (skip_blanks(m, line_start(m, at.from)) != at.from)
		return false;
	return after >= m->text.n || m->text.p[after] == '\n' || m->text.p[after] == '#';
}

/* ---- taking out ---- */

void
migrate_cut(struct migration *m, struct place at)
{
	uint32_t after = skip_blanks(m, at.to);

	if (after < m->text.n && (m->text.p[after] == ';' || m->text.p[after] == ',')) {
		at.to = skip_blanks(m, after + 1);
	} else {
		uint32_t before = at.from;

		while (before && is_blank(m->text.p[before - 1]))
			before--;
		if (before && (m->text.p[before - 1] == ';' || m->text.p[before - 1] == ','))
			at.from = before - 1;
	}
	migrate_edit(m, at, "");
}

/* The lines of a text after its first are comments too, at the indent, and
 * without as many blanks as the first had. */
static const char *
each_line(const struct migration *m, const char *text, size_t most, const char *indent)
{
	struct buf b = BUF_IN(m->arena);

	while (*text) {
		buf_char(&b, *text);
		if (*text++ != '\n')
			continue;
		for (size_t i = 0; i < most && is_blank(*text); i++)
			text++;
		buf_printf(&b, "%s# ", indent);
	}
	return b.n ? buf_cstr(&b) : "";
}

void
migrate_comment_out(struct migration *m, struct place at, const char *head)
{
	const char *indent = migrate_indent(m, at.from);
	const char *text = each_line(m, migrate_source(m, at), migrate_column(m, at.from), indent);
	uint32_t line = line_start(m, at.from);

	if (migrate_has_own_lines(m, at)) {
		migrate_edit(m, at, arena_printf(m->arena, "# %s: %s", head, text));
		return;
	}
	migrate_edit(m, (struct place){ at.file, line, line },
		     arena_printf(m->arena, "%s# %s: %s\n", indent, head, text));
	migrate_cut(m, at);
}

/* ---- the new text ---- */

static int
by_place(const void *x, const void *y)
{
	const struct edit *a = x, *b = y;

	if (a->at.from != b->at.from)
		return a->at.from < b->at.from ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

/* Places that are cut twice, as by two neighbours that share a `;`, are cut
 * once. */
struct str
migrate_apply(struct migration *m)
{
	struct buf out = BUF_IN(m->arena);
	uint32_t done = 0;

	if (m->edits.n)
		qsort(m->edits.at, m->edits.n, sizeof *m->edits.at, by_place);
	for (size_t i = 0; i < m->edits.n; i++) {
		const struct edit *e = &m->edits.at[i];

		if (e->at.from > done) {
			buf_add(&out, m->text.p + done, e->at.from - done);
			done = e->at.from;
		}
		buf_text(&out, e->text);
		if (e->at.to > done)
			done = e->at.to;
	}
	buf_add(&out, m->text.p + done, m->text.n - done);
	buf_cstr(&out);
	return buf_view(&out);
}

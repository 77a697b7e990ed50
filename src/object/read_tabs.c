/*
 * read_tabs: tabs in the indentation of YAML.  Where blanks belong is guessed
 * from the lines above: what a tab makes deeper stands under the first key of
 * the line that it is deeper than, what it makes equal stands where that does.
 * It is only used to read on; one message tells of all such lines.
 */
#include "object/read_yaml.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"
#include "diag/diag.h"

/* From this offset of the new text on, so much more than in the old one. */
struct shift {
	size_t at, more;
};

/* A line that others may stand below. */
struct level {
	size_t width;    /* of its indentation as it looks, with tabs */
	size_t column;   /* where it begins … */
	size_t below;    /* … and where a key below it does */
};

struct yaml_tabs {
	struct arena *arena;
	struct buf text;
	VEC(struct shift) shifts;
	VEC(struct level) levels;   /* each deeper than the one before */
	bool literal;               /* the last of them begins a text: | or > */
};

enum { TAB = 8 };

static size_t
width_of(struct str line, size_t *end)
{
	size_t width = 0, i = 0;

	for (; i < line.n && (line.p[i] == ' ' || line.p[i] == '\t'); i++)
		width = line.p[i] == ' ' ? width + 1 : (width / TAB + 1) * TAB;
	*end = i;
	return width;
}

static struct str
trimmed(struct str line)
{
	while (line.n && strchr(" \t\r", line.p[line.n - 1]))
		line.n--;
	return line;
}

/* "run: |-" */
static bool
begins_text(struct str line)
{
	while (line.n && strchr("+-123456789", line.p[line.n - 1]))
		line.n--;
	return line.n >= 2 && (line.p[line.n - 1] == '|' || line.p[line.n - 1] == '>')
		&& (line.p[line.n - 2] == ' ' || line.p[line.n - 2] == '\t');
}

/* How far a key below this line stands from its first: behind the dashes of
 * lists, two columns further when that one waits for its value. */
static size_t
key_column(struct str line)
{
	size_t i = 0;

	while (i + 1 < line.n && line.p[i] == '-' && line.p[i + 1] == ' ')
		for (i++; i < line.n && line.p[i] == ' ';)
			i++;
	return line.n && (line.p[line.n - 1] == ':' || begins_text(line)) ? i + 2 : i;
}

/* The last line that is not deeper than that, or NULL. */
static const struct level *
level_for(struct yaml_tabs *t, size_t width)
{
	while (t->levels.n && t->levels.at[t->levels.n - 1].width > width)
		t->levels.n--;
	return t->levels.n ? &t->levels.at[t->levels.n - 1] : NULL;
}

/* What is no comment may have others below it. */
static void
add_level(struct yaml_tabs *t, struct str content, size_t width, size_t column)
{
	const struct level *l;

	content = trimmed(content);
	if (!content.n || *content.p == '#')
		return;
	l = level_for(t, width);
	if (l && l->width == width)
		t->levels.n--;
	*VEC_ADD(t->arena, &t->levels) = (struct level){ width, column, column + key_column(content) };
	t->literal = begins_text(content);
}

static struct str
line_at(struct str text, size_t from)
{
	const char *end = memchr(text.p + from, '\n', text.n - from);

	return (struct str){ text.p + from, end ? (size_t)(end - text.p) - from : text.n - from };
}

/* Lines with tabs; the first is told. */
static void
report(struct diags *d, struct place first, size_t count)
{
	struct diag *r = diag_add(d, DIAG_KU004, first, "a tab stands in the indentation: YAML takes only"
				  " blanks there");

	if (count > 1)
		diag_note(d, r, NOWHERE, count == 2 ? "%zu line below it has tabs too"
			  : "%zu lines below it have tabs too", count - 1);
	diag_help(d, r, "write blanks up to the column of the keys above");
}

/* One line with a tab at `tab`: blanks up to where its key belongs. */
static void
put_line(struct yaml_tabs *t, struct str line, size_t tab)
{
	size_t end, width = width_of(line, &end);
	size_t more = t->shifts.n ? t->shifts.at[t->shifts.n - 1].more : 0;
	const struct level *l = level_for(t, width);
	size_t to = !l ? (tab + 2) & ~(size_t)1 : l->width == width ? l->column : l->below;
	struct str content = { line.p + end, line.n - end };

	buf_str(&t->text, (struct str){ line.p, tab < to ? tab : to });
	buf_fill(&t->text, ' ', to - (tab < to ? tab : to));
	*VEC_ADD(t->arena, &t->shifts) = (struct shift){ t->text.n, more + to - end };
	buf_str(&t->text, content);
	add_level(t, content, width, to);
}

/* A line of a text: what its tabs are is its own business. */
static bool
is_content(const struct yaml_tabs *t, size_t blanks)
{
	return t->literal && t->levels.n && blanks > t->levels.at[t->levels.n - 1].column;
}

struct yaml_tabs *
yaml_tabs(struct arena *a, struct diags *d, uint32_t file, size_t base, struct str text, size_t from)
{
	struct yaml_tabs *t = ARENA_NEW(a, struct yaml_tabs);
	struct place first = { .file = file };

	t->arena = a;
	t->text = BUF_IN(a);
	for (size_t i = 0; i < text.n;) {
		struct str line = line_at(text, i);
		size_t tab = strspn(line.p, " ");
		bool content = is_content(t, tab);

		if (tab < line.n && line.p[tab] == '\t' && i >= from && !content) {
			if (!t->shifts.n)
				first.to = (first.from = (uint32_t)(base + i + tab)) + 1;
			put_line(t, line, tab);
		} else {
			buf_str(&t->text, line);
			if (!content && tab < line.n)
				add_level(t, (struct str){ line.p + tab, line.n - tab }, tab, tab);
		}
		i += line.n;
		if (i < text.n)
			buf_char(&t->text, text.p[i++]);
	}
	if (!t->shifts.n)
		return NULL;
	report(d, first, t->shifts.n);
	return t;
}

struct str
yaml_tabs_text(const struct yaml_tabs *t)
{
	return buf_view(&t->text);
}

/* Within blanks for a tab, at most their end. */
size_t
yaml_tabs_offset(const struct yaml_tabs *t, size_t offset)
{
	size_t low = 0, high = t->shifts.n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (t->shifts.at[mid].at <= offset)
			low = mid + 1;
		else
			high = mid;
	}
	offset -= low ? t->shifts.at[low - 1].more : 0;
	if (low < t->shifts.n && offset > t->shifts.at[low].at - t->shifts.at[low].more)
		offset = t->shifts.at[low].at - t->shifts.at[low].more;
	return offset;
}

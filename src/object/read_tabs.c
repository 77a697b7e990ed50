/*
 * read_tabs: tabs in the indentation of YAML.  Where blanks belong can be
 * guessed: under the first key of the line above, else at the next even
 * column; it is only used to read on, and every such line has its message.
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

struct yaml_tabs {
	struct buf text;
	VEC(struct shift) shifts;
};

/* Where a key below this line belongs: under its first key, behind the dashes
 * of lists; two columns further when that one waits for its value. */
static size_t
key_column(struct str line)
{
	size_t i = 0, end = line.n;

	while (i < line.n && (line.p[i] == ' ' || (line.p[i] == '-' && i + 1 < line.n && line.p[i + 1] == ' ')))
		i++;
	while (end && (line.p[end - 1] == ' ' || line.p[end - 1] == '\r'))
		end--;
	return end && line.p[end - 1] == ':' ? i + 2 : i;
}

static struct str
line_at(struct str text, size_t from)
{
	const char *end = memchr(text.p + from, '\n', text.n - from);

	return (struct str){ text.p + from, end ? (size_t)(end - text.p) - from : text.n - from };
}

static void
report(struct diags *d, uint32_t file, size_t at)
{
	struct place place = { file, (uint32_t)at, (uint32_t)at + 1 };
	struct diag *r = diag_add(d, DIAG_KU004, place, "a tab stands in the indentation: YAML takes only"
				  " blanks there");

	diag_help(d, r, "write blanks up to the column of the keys above");
}

/* One line with a tab at `tab`: blanks up to where its key belongs. */
static void
put_line(struct arena *a, struct yaml_tabs *t, struct str line, size_t tab, size_t column)
{
	size_t to = column > tab ? column : (tab + 2) & ~(size_t)1, end = tab;
	size_t more = t->shifts.n ? t->shifts.at[t->shifts.n - 1].more : 0;

	while (end < line.n && (line.p[end] == '\t' || line.p[end] == ' '))
		end++;
	buf_str(&t->text, (struct str){ line.p, tab });
	buf_fill(&t->text, ' ', to - tab);
	*VEC_ADD(a, &t->shifts) = (struct shift){ t->text.n, more + to - end };
	buf_str(&t->text, (struct str){ line.p + end, line.n - end });
}

struct yaml_tabs *
yaml_tabs(struct arena *a, struct diags *d, uint32_t file, size_t base, struct str text, size_t from)
{
	struct yaml_tabs *t = ARENA_NEW(a, struct yaml_tabs);
	size_t column = 0;

	t->text = BUF_IN(a);
	for (size_t i = 0; i < text.n;) {
		struct str line = line_at(text, i);
		size_t tab = strspn(line.p, " ");

		if (tab < line.n && line.p[tab] == '\t' && i >= from) {
			report(d, file, base + i + tab);
			put_line(a, t, line, tab, column);
		} else {
			buf_str(&t->text, line);
			column = key_column(line);
		}
		i += line.n;
		if (i < text.n)
			buf_char(&t->text, text.p[i++]);
	}
	return t->shifts.n ? t : NULL;
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

/*
 * show: words, texts and counts that the forms of a message share.
 */
#include "diag/show.h"

#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/utf8.h"

const char *
show_word(enum severity severity)
{
	static const char *const words[] = {
		[SEV_OFF] = "off",
		[SEV_INFO] = "note",
		[SEV_WARNING] = "warning",
		[SEV_ERROR] = "error",
	};

	return words[severity];
}

void
show_place(struct sources *s, struct place at, struct buf *out)
{
	const struct source *f = sources_get(s, at.file);
	struct line_col lc;

	if (!f) {
		buf_text(out, "emqxc:");
		return;
	}
	lc = source_locate(s, at.file, at.from);
	show_text(f->name, " ", out);
	buf_printf(out, ":%u:%u:", (unsigned)lc.line, (unsigned)lc.column);
}

void
show_text(const char *text, const char *line_end, struct buf *out)
{
	struct str left = str_of(text);

	while (left.n) {
		uint32_t c = 0;
		size_t n = utf8_decode(left, &c);

		if (n == 0)
			buf_printf(out, "\\x%02x", (unsigned char)*left.p);
		else if (c == '\n')
			buf_text(out, line_end);
		else if (utf8_unprintable(c))
			buf_printf(out, "\\u{%x}", (unsigned)c);
		else
			buf_add(out, left.p, n);
		n = n ? n : 1;
		left = (struct str){ left.p + n, left.n - n };
	}
}

void
show_message(const struct diag *r, const char *line_end, struct buf *out)
{
	struct buf where = BUF_IN(out->arena);

	show_text(r->text, line_end, out);
	envs_say(&r->envs, &where);
	if (!where.n)
		return;
	buf_text(out, " (");
	show_text(buf_cstr(&where), " ", out);
	buf_char(out, ')');
}

void
show_env_names(const struct diag *r, size_t first, struct buf *out)
{
	buf_char(out, '[');
	for (size_t i = first; i < r->envs.names.n; i++) {
		buf_text(out, i == first ? "" : ",");
		json_str(out, str_of(r->envs.names.at[i]));
	}
	buf_char(out, ']');
}

void
show_counts(const size_t count[SEV_ERROR + 1], const char *more, struct buf *out)
{
	const char *comma = "";

	for (int i = SEV_ERROR; i > SEV_OFF; i--) {
		if (!count[i])
			continue;
		buf_printf(out, "%s%zu %s%s%s", comma, count[i], more,
			   show_word((enum severity)i), count[i] == 1 ? "" : "s");
		comma = ", ";
	}
}

void
show_pick_start(struct show_pick *p, struct diag *const *all, size_t n, size_t cap)
{
	size_t count[SEV_ERROR + 1] = { 0 };

	*p = (struct show_pick){ 0 };
	for (size_t i = 0; i < n; i++)
		count[all[i]->severity]++;
	if (cap == 0)
		cap = n;
	for (int i = SEV_ERROR; i > SEV_OFF; i--) {
		p->left[i] = count[i] < cap ? count[i] : cap;
		p->hidden[i] = count[i] - p->left[i];
		cap -= p->left[i];
	}
}

bool
show_pick_takes(struct show_pick *p, const struct diag *r)
{
	if (!p->left[r->severity])
		return false;
	p->left[r->severity]--;
	return true;
}

void
show_hidden(const struct show_pick *p, struct buf *out)
{
	if (!p->hidden[SEV_ERROR] && !p->hidden[SEV_WARNING] && !p->hidden[SEV_INFO])
		return;
	buf_text(out, "… and ");
	show_counts(p->hidden, "more ", out);
	buf_char(out, '\n');
}

/*
 * layout: what is asked of a file before a part of it is printed: the comments
 * and blank lines at a place, widths, and what goes on one line.
 */
#include "front/layout.h"

#include <string.h>

#include "base/utf8.h"

struct str
layout_between(const struct layout *l, uint32_t from, uint32_t to)
{
	return (struct str){ l->flat.text.p + from, to > from ? to - from : 0 };
}

size_t
layout_width(struct str s)
{
	size_t n = 0;

	for (; s.n > 0; n++) {
		size_t step = utf8_step(s);

		s = (struct str){ s.p + step, s.n - step };
	}
	return n;
}

/* The first comment that begins at or after the offset. */
size_t
layout_comment_from(const struct layout *l, uint32_t offset)
{
	const struct ast_file *f = l->file;
	size_t low = 0, high = f->comments.n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (f->comments.at[middle].at.from < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool
layout_has_comment(const struct layout *l, uint32_t from, uint32_t to)
{
	size_t i = layout_comment_from(l, from);

	return i < l->file->comments.n && l->file->comments.at[i].at.from < to;
}

/* Does a blank line stand before the offset, seen from what was printed? */
bool
layout_has_blank(const struct layout *l, uint32_t from, uint32_t to)
{
	struct str s = layout_between(l, from, to);
	const char *first = s.n ? memchr(s.p, '\n', s.n) : NULL;

	return first && memchr(first + 1, '\n', (size_t)(s.p + s.n - first - 1));
}

/* What would be printed flat, for its width. */
static struct str
flat_text(const struct layout *l, const struct ast_item *i, const struct ast_value *v)
{
	struct flat o = { l->flat.text, &(struct buf){ .arena = l->flat.out->arena } };

	if (i)
		flat_item(&o, i);
	else
		flat_value(&o, v);
	return buf_view(o.out);
}

bool
layout_is_empty(const struct layout *l, const struct ast_block *b)
{
	return b->items.n == 0 && !layout_has_comment(l, b->at.from, b->at.to);
}

/* Has it a part that can be broken? */
bool
layout_can_break(const struct layout *l, const struct ast_value *v)
{
	if (v->kind == AST_LIST)
		return v->items.n > 0 || layout_has_comment(l, v->at.from, v->at.to);
	return v->block && !layout_is_empty(l, v->block);
}

bool
layout_is_one_line(const struct layout *l, struct place at)
{
	struct str s = layout_between(l, at.from, at.to);

	return s.n == 0 || !memchr(s.p, '\n', s.n);
}

/* Was this on one line, and will it be, with so much beside it? */
bool
layout_fits(const struct layout *l, struct place at, size_t beside,
	    const struct ast_item *i, const struct ast_value *v)
{
	return layout_is_one_line(l, at)
		&& beside + layout_width(flat_text(l, i, v)) <= LAYOUT_WIDTH;
}

/* The part that decides whether the item is broken; what stands before it is
 * one line in any case. */
static struct place
breakable(const struct ast_item *i)
{
	struct place at = i->at;

	if (i->block)
		at.from = i->block->at.from;
	else if (i->value)
		at.from = i->value->at.from;
	return at;
}

bool
layout_is_flat(const struct layout *l, const struct ast_item *i, unsigned level)
{
	if (i->kind == AST_AMEND && layout_is_empty(l, i->block))
		return true;
	if (!i->block && !(i->value && layout_can_break(l, i->value)))
		return true;
	return layout_fits(l, breakable(i), (size_t)level * LAYOUT_INDENT, i, NULL);
}

/*
 * format_run: fields under each other, with their `=` in one column.
 *
 * A run is made of fields that are set (x = …) on one line each and follow
 * each other without a blank line or a comment between them; members only
 * with members of the same kind.  A left side that is very long stands alone.
 */
#include <string.h>

#include "front/layout.h"

enum { LONGEST_LEFT = 40 };

static struct str
item_text(const struct layout *l, const struct ast_item *i, bool whole)
{
	struct flat o = { l->flat.text, &(struct buf){ .arena = l->flat.out->arena } };

	if (whole)
		flat_item(&o, i);
	else
		flat_item_left(&o, i);
	return buf_view(o.out);
}

static bool
may_run(const struct layout *l, const struct ast_item *i, unsigned level)
{
	struct str whole;

	if (i->kind != AST_SET || !layout_is_flat(l, i, level))
		return false;
	whole = item_text(l, i, true);
	return !memchr(whole.p, '\n', whole.n)
		&& layout_width(item_text(l, i, false)) <= LONGEST_LEFT;
}

/* Fields with fields, listeners with listeners. */
static bool
is_same_kind(const struct ast_item *a, const struct ast_item *b)
{
	return a->member == b->member
		&& (!a->member || a->path->steps.at[0].name.text
		    == b->path->steps.at[0].name.text);
}

/* Nothing but the end of a line, and maybe a comment behind it? */
static bool
is_adjacent(const struct layout *l, const struct ast_item *a, const struct ast_item *b)
{
	size_t i = layout_comment_from(l, a->at.to);

	if (layout_has_blank(l, a->at.to, b->at.from))
		return false;
	for (; i < l->file->comments.n; i++) {
		const struct ast_comment *c = &l->file->comments.at[i];

		if (c->at.from >= b->at.to)
			break;
		if (c->own_line || c->at.from >= b->at.from)
			return false;
	}
	return true;
}

static size_t
word_width(const struct layout *l, const struct ast_value *v)
{
	struct place at = v->path->at;

	return layout_width(layout_between(l, at.from, at.to));
}

static size_t
larger(size_t a, size_t b)
{
	return a > b ? a : b;
}

static void
measure(const struct layout *l, const struct ast_block *b, struct layout_run *run)
{
	bool words = true;

	run->left = run->word = 0;
	for (size_t i = run->from; i < run->to; i++) {
		const struct ast_item *item = b->items.at[i];
		const struct ast_value *v = item->value;

		run->left = larger(run->left, layout_width(item_text(l, item, false)));
		words = words && item->member && v->kind == AST_VARIANT && v->scalar;
		if (words)
			run->word = larger(run->word, word_width(l, v));
	}
	if (!words)
		run->word = 0;
}

bool
layout_in_run(const struct layout *l, const struct ast_block *b, size_t n,
	      unsigned level, struct layout_run *run)
{
	const struct ast_item *const *items = (const struct ast_item *const *)b->items.at;

	if (n < run->to)
		return true;
	if (!may_run(l, items[n], level))
		return false;
	run->from = n;
	run->to = n + 1;
	while (run->to < b->items.n && is_same_kind(items[n], items[run->to])
	       && is_adjacent(l, items[run->to - 1], items[run->to])
	       && may_run(l, items[run->to], level))
		run->to++;
	measure(l, b, run);
	return true;
}

void
layout_print_aligned(const struct layout *l, const struct ast_item *i,
		     const struct layout_run *run)
{
	struct buf *out = l->flat.out;
	struct str left = item_text(l, i, false);

	buf_str(out, left);
	buf_fill(out, ' ', run->left - layout_width(left));
	buf_text(out, " = ");
	if (run->word > 0) {
		buf_str(out, layout_between(l, i->value->path->at.from,
					    i->value->path->at.to));
		buf_fill(out, ' ', run->word - word_width(l, i->value) + 1);
		flat_value(&l->flat, i->value->scalar);
		if (!i->value->block)
			return;
		buf_char(out, ' ');
		flat_block(&l->flat, i->value->block);
		return;
	}
	flat_value(&l->flat, i->value);
}

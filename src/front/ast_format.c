/*
 * ast_format: the one layout of a file.
 *
 * - two blanks a level; one item a line
 * - a block, list or declaration that the author wrote on one line stays on
 *   one line where it fits in 80 columns; otherwise each of its items has its
 *   own line.  Only blocks and lists are broken, never a call or a condition.
 * - the `=` of fields that follow each other on lines of their own stand in
 *   one column, members (listener mqtt = …) with members of the same kind,
 *   and there also what follows the variant's word (format_run.c)
 * - one blank line at most between items, one between declarations; those on
 *   one line may stand close
 * - a comment stays above or behind what it was above or behind; one inside
 *   of something that has to be on one line moves above that
 *
 * What was laid out so is laid out the same again, and means the same.
 */
#include <string.h>

#include "base/utf8.h"
#include "front/layout.h"

/* A line for what stands at the offset; *first: nothing stands above it in
 * its block. */
static void
begin_line(struct layout *l, unsigned level, uint32_t from, bool *first)
{
	if (l->flat.out->n > l->start)
		buf_char(l->flat.out, '\n');
	if (!*first && layout_has_blank(l, l->done, from))
		buf_char(l->flat.out, '\n');
	*first = false;
	l->line = l->flat.out->n;
	buf_fill(l->flat.out, ' ', (size_t)level * LAYOUT_INDENT);
}

static void
print_comment(struct layout *l)
{
	const struct ast_comment *c = &l->file->comments.at[l->comment++];

	buf_str(l->flat.out, layout_between(l, c->at.from, c->at.to));
	if (c->at.to > l->done)
		l->done = c->at.to;
}

/* The comments that begin before `until`, on lines of their own; they stand
 * above what is at `above`. */
static void
leading_comments(struct layout *l, unsigned level, uint32_t until, uint32_t above,
		 bool *first)
{
	while (l->comment < l->file->comments.n) {
		uint32_t from = l->file->comments.at[l->comment].at.from;

		if (from >= until)
			return;
		begin_line(l, level, from < above ? from : above, first);
		print_comment(l);
	}
}

/* A comment behind what was printed last. */
static void
trailing_comment(struct layout *l)
{
	const struct ast_comment *c;
	struct str gap;

	if (l->comment == l->file->comments.n)
		return;
	c = &l->file->comments.at[l->comment];
	gap = layout_between(l, l->done, c->at.from);
	if (c->at.from < l->done)
		return;
	for (size_t i = 0; i < gap.n; i++)
		if (!strchr(" \t;,", gap.p[i]))
			return;
	buf_text(l->flat.out, "  ");
	print_comment(l);
}

static size_t
column(const struct layout *l)
{
	const struct buf *out = l->flat.out;

	return layout_width((struct str){ out->p + l->line, out->n - l->line });
}

static void print_block(struct layout *l, const struct ast_block *b, unsigned level);
static void print_value(struct layout *l, const struct ast_value *v, unsigned level,
			size_t beside);

/* [{ … }]: a list of one block needs no lines of its own. */
static bool
is_hugging(const struct layout *l, const struct ast_value *list)
{
	const struct ast_value *v = list->items.n == 1 ? list->items.at[0] : NULL;

	return v && v->kind == AST_BLOCK && !layout_is_empty(l, v->block)
		&& !layout_has_comment(l, list->at.from, v->at.from)
		&& !layout_has_comment(l, v->at.to, list->at.to);
}

static void
print_list(struct layout *l, const struct ast_value *list, unsigned level)
{
	bool first = true;

	buf_char(l->flat.out, '[');
	l->done = list->at.from + 1;
	if (is_hugging(l, list)) {
		print_block(l, list->items.at[0]->block, level);
		buf_char(l->flat.out, ']');
		return;
	}
	trailing_comment(l);
	for (size_t i = 0; i < list->items.n; i++) {
		const struct ast_value *v = list->items.at[i];
		uint32_t until = layout_can_break(l, v) ? v->at.from : v->at.to;

		leading_comments(l, level + 1, until, v->at.from, &first);
		begin_line(l, level + 1, v->at.from, &first);
		print_value(l, v, level + 1, 1);
		buf_char(l->flat.out, ',');
		l->done = v->at.to;
		trailing_comment(l);
	}
	leading_comments(l, level + 1, list->at.to, list->at.to, &first);
	first = true;
	begin_line(l, level, list->at.to, &first);
	buf_char(l->flat.out, ']');
}

/* On this line if it fits beside so many more characters, else broken. */
static void
print_value(struct layout *l, const struct ast_value *v, unsigned level, size_t beside)
{
	if (!layout_can_break(l, v) || layout_fits(l, v->at, column(l) + beside, NULL, v)) {
		flat_value(&l->flat, v);
		return;
	}
	if (v->kind == AST_LIST) {
		print_list(l, v, level);
		return;
	}
	flat_value_head(&l->flat, v);
	buf_text(l->flat.out, v->kind == AST_BLOCK ? "" : " ");
	print_block(l, v->block, level);
}

/* Where the part begins that is broken: what stands before it is one line. */
static uint32_t
first_break(const struct ast_item *i)
{
	if (i->block)
		return i->block->at.from;
	return i->value->block ? i->value->block->at.from : i->value->at.from;
}

static void
print_when(struct layout *l, const struct ast_item *i, unsigned level)
{
	flat_item_left(&l->flat, i);
	buf_char(l->flat.out, ' ');
	print_block(l, i->block, level);
	if (!i->orelse)
		return;
	buf_text(l->flat.out, " else ");
	if (flat_is_chain(&l->flat, i->orelse))
		print_when(l, i->orelse->items.at[0], level);
	else
		print_block(l, i->orelse, level);
}

static void
print_broken(struct layout *l, const struct ast_item *i, unsigned level)
{
	if (i->kind == AST_WHEN) {
		print_when(l, i, level);
		return;
	}
	flat_item_left(&l->flat, i);
	if (i->block) {
		buf_char(l->flat.out, ' ');
		print_block(l, i->block, level);
		return;
	}
	buf_text(l->flat.out, flat_sign(i));
	buf_char(l->flat.out, ' ');
	print_value(l, i->value, level, 0);
}

static void
print_item(struct layout *l, const struct ast_block *b, size_t n, unsigned level,
	   struct layout_run *run, bool *first)
{
	const struct ast_item *i = b->items.at[n];
	bool flat = layout_is_flat(l, i, level);

	leading_comments(l, level, flat ? i->at.to : first_break(i), i->at.from, first);
	begin_line(l, level, i->at.from, first);
	if (flat && layout_in_run(l, b, n, level, run))
		layout_print_aligned(l, i, run);
	else if (flat)
		flat_item(&l->flat, i);
	else
		print_broken(l, i, level);
	l->done = i->at.to;
	trailing_comment(l);
}

/* { and }, and between them a line for each item. */
static void
print_block(struct layout *l, const struct ast_block *b, unsigned level)
{
	struct layout_run run = { 0 };
	bool first = true;

	buf_char(l->flat.out, '{');
	if (b->items.n == 0 && (l->comment == l->file->comments.n
	    || l->file->comments.at[l->comment].at.from >= b->at.to)) {
		buf_text(l->flat.out, " }");
		return;
	}
	l->done = b->at.from + 1;
	trailing_comment(l);
	for (size_t i = 0; i < b->items.n; i++)
		print_item(l, b, i, level + 1, &run, &first);
	leading_comments(l, level + 1, b->at.to, b->at.to, &first);
	first = true;
	begin_line(l, level, b->at.to, &first);
	buf_char(l->flat.out, '}');
	l->done = b->at.to;
}

static bool
is_flat_top(const struct layout *l, const struct ast_top *t)
{
	struct flat o = { l->flat.text, &(struct buf){ .arena = l->flat.out->arena } };
	struct place at = t->body ? t->body->at : t->value ? t->value->at : t->at;

	if (!t->body && !(t->value && layout_can_break(l, t->value)))
		return true;
	if (t->body && layout_is_empty(l, t->body))
		return true;
	if (!layout_is_one_line(l, at))
		return false;
	flat_top(&o, t);
	return layout_width(buf_view(o.out)) <= LAYOUT_WIDTH;
}

/* The line of a declaration at that place, with the comments before `until`
 * above it, and a blank line above all that unless it may stand close. */
static void
begin_top(struct layout *l, struct place at, uint32_t until, bool close)
{
	uint32_t from = at.from;
	bool first = true;

	if (l->comment < l->file->comments.n
	    && l->file->comments.at[l->comment].at.from < from)
		from = l->file->comments.at[l->comment].at.from;
	if (l->flat.out->n > l->start && (!close || layout_has_blank(l, l->done, from)))
		buf_char(l->flat.out, '\n');
	leading_comments(l, 0, until, at.from, &first);
	begin_line(l, 0, at.from, &first);
}

static uint32_t
top_break(const struct layout *l, const struct ast_top *t)
{
	if (is_flat_top(l, t))
		return t->at.to;
	if (t->body)
		return t->body->at.from;
	return t->value->block ? t->value->block->at.from : t->value->at.from;
}

static void
print_top(struct layout *l, const struct ast_top *t, bool flat)
{
	if (flat) {
		flat_top(&l->flat, t);
	} else {
		flat_top_head(&l->flat, t);
		buf_char(l->flat.out, ' ');
		if (t->body)
			print_block(l, t->body, 0);
		else
			print_value(l, t->value, 0, 0);
	}
	l->done = t->at.to;
	trailing_comment(l);
}

static void
print_edition(struct layout *l)
{
	begin_top(l, l->file->edition_at, l->file->edition_at.to, true);
	buf_printf(l->flat.out, "edition %u", (unsigned)l->file->edition);
	l->done = l->file->edition_at.to;
	trailing_comment(l);
}

void
ast_format(const struct ast_file *f, const struct sources *s, struct buf *out)
{
	struct layout l = { .file = f, .start = out->n };
	bool close = f->edition_at.file != 0, first;

	l.flat = (struct flat){ sources_get(s, f->file)->text, out };
	if (f->edition_at.file)
		print_edition(&l);
	for (size_t i = 0; i < f->tops.n; i++) {
		const struct ast_top *t = f->tops.at[i];
		bool flat = is_flat_top(&l, t);

		begin_top(&l, t->at, top_break(&l, t), close && flat);
		print_top(&l, t, flat);
		close = flat;
	}
	first = out->n == l.start;
	leading_comments(&l, 0, UINT32_MAX, UINT32_MAX, &first);
	if (out->n > l.start)
		buf_char(out, '\n');
}

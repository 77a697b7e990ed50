/*
 * layout: a file on its way to its one layout (ast_format.c): what is asked of
 * it (layout.c), and the runs of fields whose `=` stand in one column
 * (format_run.c).  Private to these.
 */
#ifndef EMQXC_LAYOUT_H
#define EMQXC_LAYOUT_H

#include "front/format.h"

struct layout {
	const struct ast_file *file;
	struct flat flat;        /* the text, and where the layout goes */
	size_t start;            /* of the file in what is printed … */
	size_t line;             /* … and of its last line */
	size_t comment;          /* the next that is not printed */
	uint32_t done;           /* end of what is printed, in the text */
};

enum { LAYOUT_WIDTH = 80, LAYOUT_INDENT = 2 };

/* Items from..to of a block stand under each other. */
struct layout_run {
	size_t from, to;
	size_t left;             /* width of the longest left side */
	size_t word;             /* and of the longest variant's word; 0 none */
};

struct str layout_between(const struct layout *l, uint32_t from, uint32_t to);
bool layout_has_blank(const struct layout *l, uint32_t from, uint32_t to);
bool layout_has_comment(const struct layout *l, uint32_t from, uint32_t to);
size_t layout_comment_from(const struct layout *l, uint32_t offset);
size_t layout_width(struct str s);
/* A block that holds nothing, not even a comment. */
bool layout_is_empty(const struct layout *l, const struct ast_block *b);
/* Has a value a part that can be broken? */
bool layout_can_break(const struct layout *l, const struct ast_value *v);
bool layout_is_one_line(const struct layout *l, struct place at);
/* Was this on one line, and will it be, with so much beside it?  An item, or
 * without one a value. */
bool layout_fits(const struct layout *l, struct place at, size_t beside,
		 const struct ast_item *i, const struct ast_value *v);
bool layout_is_flat(const struct layout *l, const struct ast_item *i, unsigned level);

/* Does item n, which is flat, belong to a run?  Keeps the run for the next. */
bool layout_in_run(const struct layout *l, const struct ast_block *b, size_t n,
		   unsigned level, struct layout_run *run);
void layout_print_aligned(const struct layout *l, const struct ast_item *i,
			  const struct layout_run *run);

#endif

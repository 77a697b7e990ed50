/*
 * format: nodes on one line, for the layout (ast_format.c).  Private to it.
 */
#ifndef EMQXC_FORMAT_H
#define EMQXC_FORMAT_H

#include "base/buf.h"
#include "front/ast.h"

/* Literals and quoted names are copied from the text, which is `text`. */
struct flat {
	struct str text;
	struct buf *out;
};

void flat_path(const struct flat *o, const struct ast_path *path);
void flat_expr(const struct flat *o, const struct ast_expr *e);
void flat_value(const struct flat *o, const struct ast_value *v);
void flat_block(const struct flat *o, const struct ast_block *b);
/* The value without the block that it carries. */
void flat_value_head(const struct flat *o, const struct ast_value *v);
/* The item up to its value or block: `final nodes =`, `when version > 5`. */
void flat_item_left(const struct flat *o, const struct ast_item *i);
void flat_item(const struct flat *o, const struct ast_item *i);
/* " =", or NULL when nothing stands between left side and value. */
const char *flat_sign(const struct ast_item *i);
/* The declaration up to its value or body. */
void flat_top_head(const struct flat *o, const struct ast_top *t);
void flat_top(const struct flat *o, const struct ast_top *t);

/* Is this block only the other name of `else when`? */
bool flat_is_chain(const struct flat *o, const struct ast_block *orelse);

#endif

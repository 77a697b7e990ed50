/*
 * migrate_item: one key or variable where it is written; shared by
 * migrate_config.c and migrate_env.c.
 */
#ifndef EMQXC_MIGRATE_ITEM_H
#define EMQXC_MIGRATE_ITEM_H

#include "command/migrate.h"

/* Does the item set, amend or remove a key? */
bool item_has_key(const struct ast_item *item);
/* The block of `path { … }` and `path = { … }`, or NULL. */
const struct ast_block *item_block(const struct ast_item *item);
/* What it sets, or NULL. */
const struct value *item_value(struct migration *m, const struct ast_item *item);

/* `path` and the steps of the item's own from `from` on, joined by dots. */
const char *item_path(struct arena *a, const char *path, const struct ast_path *more, size_t from);
/* As a spec writes it, without what the blocks around it say already. */
const char *item_written_path(struct arena *a, const char *path, const char *base);
/* Its path without the first steps. */
struct place item_key_place(const struct ast_item *item, size_t skip);

/* Does a guard ask for the version? */
bool migrate_is_guard_on_version(const struct ast_expr *e);

bool item_is_gone(const struct outcome *o);
/* "removed in 5.0", as a comment says it. */
const char *item_gone_head(struct migration *m, const char *path, const struct outcome *o);
void item_tell_gone(struct migration *m, const struct ast_item *item, const char *path,
		    const struct outcome *o);
/* Tell it, and make the item a comment. */
void item_take_out(struct migration *m, const struct ast_item *item, const char *path,
		   const char *base, const struct outcome *o);

/* "`a`" or "`a = 1` and `b = 2`": with the values that are new. */
const char *item_names(struct migration *m, const struct outcome *o, const struct value *old);
void item_tell(struct migration *m, const struct ast_item *item, const char *path,
	       const struct outcome *o, const struct value *old);

#endif

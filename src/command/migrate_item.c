/*
 * migrate_item: what keys and variables share: where an item has its key and
 * its value, and what is told of it.  Owner: the migration.
 */
#include "command/migrate_item.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

const char *
item_path(struct arena *a, const char *path, const struct ast_path *more, size_t from)
{
	struct buf b = BUF_IN(a);

	buf_text(&b, path);
	for (size_t i = from; i < more->steps.n; i++)
		buf_printf(&b, "%s%s", b.n ? "." : "", more->steps.at[i].name.text);
	return b.n ? buf_cstr(&b) : "";
}

static bool
is_name(const char *p, size_t n)
{
	if (n && strspn(p, "0123456789") >= n)
		return true;
	if (!n || isdigit((unsigned char)*p) || *p == '-' || p[n - 1] == '-')
		return false;
	for (size_t i = 0; i < n; i++)
		if (!isalnum((unsigned char)p[i]) && p[i] != '_' && p[i] != '-')
			return false;
	return true;
}

/* As a spec writes it, without what the blocks around it say already. */
const char *
item_written_path(struct arena *a, const char *path, const char *base)
{
	struct buf b = BUF_IN(a);

	path += *base ? strlen(base) + 1 : 0;
	while (*path) {
		size_t n = strcspn(path, ".");
		const char *quote = is_name(path, n) ? "" : "\"";

		buf_printf(&b, "%s%s%.*s%s", b.n ? "." : "", quote, (int)n, path, quote);
		path += n + (path[n] == '.');
	}
	return buf_cstr(&b);
}

struct place
item_key_place(const struct ast_item *item, size_t skip)
{
	struct place at = item->path->at;

	at.from = item->path->steps.at[skip].name.at.from;
	return at;
}

const struct ast_block *
item_block(const struct ast_item *item)
{
	if (item->kind == AST_AMEND)
		return item->block;
	if (item->kind == AST_SET && item->value->kind == AST_BLOCK)
		return item->value->block;
	return NULL;
}

bool
item_has_key(const struct ast_item *item)
{
	return item->path && item->kind != AST_RAW && item->path->steps.n;
}

const struct value *
item_value(struct migration *m, const struct ast_item *item)
{
	return item->kind == AST_SET && item->value ? migrate_literal(m, item->value) : NULL;
}

bool
item_is_gone(const struct outcome *o)
{
	return o->fate == FATE_REMOVED || o->fate == FATE_BY_HAND;
}

void
item_tell_gone(struct migration *m, const struct ast_item *item, const char *path, const struct outcome *o)
{
	if (o->fate == FATE_REMOVED)
		migrate_found(m, FOUND_REMOVED, item->path->at, "EMQX %s has no `%s`: %s", m->version, path,
			      o->why);
	else
		migrate_found(m, FOUND_BY_HAND, item->path->at, "`%s` has to be written anew for EMQX %s: %s",
			      path, m->version, o->why);
}

/* "removed in 5.0", as a comment says it. */
const char *
item_gone_head(struct migration *m, const char *path, const struct outcome *o)
{
	if (o->fate == FATE_REMOVED)
		return arena_printf(m->arena, "removed in %s", migrate_gone_key(m, path));
	return arena_printf(m->arena, "by hand for %s", m->version);
}

/* What opened blocks around a key said of it. */
static const char *
around(struct migration *m, const struct ast_item *item, const char *path, const char *base)
{
	const char *own = migrate_source(m, item->path->at);
	size_t n = strlen(path), end = strlen(own);

	if (strcmp(item_written_path(m->arena, path, base), own) == 0 || n <= end + 1 ||
	    strcmp(path + n - end, own) != 0)
		return "";
	return arena_printf(m->arena, " (in %.*s)", (int)(n - end - 1), path);
}

void
item_take_out(struct migration *m, const struct ast_item *item, const char *path, const char *base,
	 const struct outcome *o)
{
	item_tell_gone(m, item, path, o);
	migrate_comment_out(m, item->at, arena_printf(m->arena, "%s%s", item_gone_head(m, path, o),
						      around(m, item, path, base)));
}

/* "`a`" or "`a = 1` and `b = 2`": with the values that are new. */
const char *
item_names(struct migration *m, const struct outcome *o, const struct value *old)
{
	struct buf b = BUF_IN(m->arena);

	for (size_t i = 0; i < o->n; i++) {
		const struct value *v = o->keys[i].value;

		buf_printf(&b, "%s`%s%s%s`", !i ? "" : i + 1 < o->n ? ", " : " and ", o->keys[i].path,
			   v && v != old ? " = " : "", v && v != old ? migrate_show(m->arena, v) : "");
	}
	return buf_cstr(&b);
}

void
item_tell(struct migration *m, const struct ast_item *item, const char *path, const struct outcome *o,
     const struct value *old)
{
	const char *mind = o->why ? arena_printf(m->arena, "; %s", o->why) : "";

	if (o->fate == FATE_CHANGED)
		migrate_found(m, FOUND_CHANGED, item->value->at, "`%s` is %s, it was %s%s", path,
			      migrate_show(m->arena, o->keys[0].value), migrate_show(m->arena, old), mind);
	else
		migrate_found(m, FOUND_MOVED, item->path->at, "`%s` is %s now%s", path, item_names(m, o, old), mind);
}

bool
migrate_is_guard_on_version(const struct ast_expr *e)
{
	const struct ast_value *v;

	if (!e)
		return false;
	v = e->kind == AST_OPERAND ? e->value : NULL;
	if (v && v->kind == AST_CALL && v->path->steps.n && strcmp(v->path->steps.at[0].name.text, "version") == 0)
		return true;
	return migrate_is_guard_on_version(e->left) || migrate_is_guard_on_version(e->right);
}

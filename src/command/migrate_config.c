/*
 * migrate_config: the keys in `config { }`.
 *
 * A key that stays in its block is renamed there.  A block whose keys go to
 * different places is opened: its head and its closing bracket go, and each
 * key is written with its whole path, so that order, comments and lines stay.
 * Owner: the migration.
 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "command/migrate_item.h"
#include "schema/keys.h"

static bool
is_below(const char *path, const char *prefix)
{
	size_t n = strlen(prefix);

	return !n || (strncmp(path, prefix, n) == 0 && path[n] == '.');
}

/* ---- keys ---- */

/* A key that the declaration sets already, maybe under another name before. */
static bool
set_before(struct migration *m, const struct outcome *o)
{
	if (m->guarded)
		return false;
	for (size_t k = 0; k < o->n; k++)
		for (size_t i = 0; i < m->written.n; i++)
			if (strcmp(m->written.at[i], o->keys[k].path) == 0)
				return true;
	for (size_t k = 0; k < o->n; k++)
		*VEC_ADD(m->arena, &m->written) = o->keys[k].path;
	return false;
}

/* Several keys in the place of one. */
static void
write_several(struct migration *m, const struct ast_item *item, size_t skip, const char *base,
	      const struct outcome *o)
{
	struct place at = item_key_place(item, skip);
	struct buf b = BUF_IN(m->arena);
	const char *part = migrate_has_own_lines(m, item->at) ?
		arena_printf(m->arena, "\n%s", migrate_indent(m, item->at.from)) : "; ";

	at.to = item->value->at.to;
	for (size_t i = 0; i < o->n; i++)
		buf_printf(&b, "%s%s = %s", i ? part : "", item_written_path(m->arena, o->keys[i].path, base),
			   migrate_show(m->arena, o->keys[i].value));
	migrate_edit(m, at, buf_cstr(&b));
}

static void
write_one(struct migration *m, const struct ast_item *item, size_t skip, const char *base,
	  const struct outcome *o, const struct value *old)
{
	const char *path = o->keys[0].path;

	if (strcmp(path, item_path(m->arena, base, item->path, skip)) != 0)
		migrate_edit(m, item_key_place(item, skip), item_written_path(m->arena, path, base));
	if (old && o->keys[0].value != old)
		migrate_edit(m, item->value->at, migrate_show(m->arena, o->keys[0].value));
}

static void
leaf(struct migration *m, const struct ast_item *item, size_t skip, const char *path, const char *base)
{
	const struct value *old = item_value(m, item);
	struct outcome o = migrate_key(m, path, old);

	if (item_is_gone(&o)) {
		item_take_out(m, item, path, base, &o);
		return;
	}
	if (item->kind == AST_SET && set_before(m, &o)) {
		o.fate = FATE_BY_HAND;
		o.why = arena_printf(m->arena, "%s is set already; keep one of the two", item_names(m, &o, old));
		item_take_out(m, item, path, base, &o);
		return;
	}
	if (o.fate != FATE_SAME)
		item_tell(m, item, path, &o, old);
	if (o.n > 1)
		write_several(m, item, skip, base, &o);
	else
		write_one(m, item, skip, base, &o, old);
}

/* ---- blocks ---- */

/* The block of an item whose items are keys: not one that is a value, as that
 * of a map of any names.  The spec compiled, so what is no key is a value. */
static const struct ast_block *
keys_block(struct migration *m, const struct ast_item *item, const char *path)
{
	const struct ast_block *block = item_block(item);
	struct key_context c = { .arena = m->arena, .build = m->from.build, .version = m->from.version };
	const char *unused;

	for (size_t i = 0; block && *path && i < block->items.n; i++) {
		const struct ast_item *below = block->items.at[i];

		if (item_has_key(below) &&
		    key_fate(&c, item_path(m->arena, path, below->path, 0), &unused) == KEY_UNKNOWN &&
		    key_fate(&c, path, &unused) != KEY_UNKNOWN)
			return NULL;
	}
	return block;
}

/* Does a key leave the block? */
static bool
is_left(struct migration *m, const struct ast_block *block, const char *path, const char *keep)
{
	for (size_t i = 0; i < block->items.n; i++) {
		const struct ast_item *item = block->items.at[i];
		const char *below = item_has_key(item) ? item_path(m->arena, path, item->path, 0) : path;
		struct outcome o;

		if (item->kind == AST_WHEN)
			if (is_left(m, item->block, path, keep) ||
			    (item->orelse && is_left(m, item->orelse, path, keep)))
				return true;
		if (!item_has_key(item))
			continue;
		if (keys_block(m, item, below)) {
			if (is_left(m, keys_block(m, item, below), below, keep))
				return true;
			continue;
		}
		o = migrate_key(m, below, item_value(m, item));
		for (size_t k = 0; k < o.n; k++)
			if (!is_below(o.keys[k].path, keep))
				return true;
	}
	return false;
}

/* The first key of a block of which nothing stays; *last: what becomes of it. */
static const char *
first_gone(struct migration *m, const struct ast_block *block, const char *path, struct outcome *last)
{
	const char *first = NULL;

	for (size_t i = 0; i < block->items.n; i++) {
		const struct ast_item *item = block->items.at[i];
		const char *below, *gone;

		if (!item_has_key(item))
			return NULL;
		below = gone = item_path(m->arena, path, item->path, 0);
		if (keys_block(m, item, below)) {
			gone = first_gone(m, keys_block(m, item, below), below, last);
		} else {
			*last = migrate_key(m, below, item_value(m, item));
			gone = item_is_gone(last) ? below : NULL;
		}
		if (!gone)
			return NULL;
		first = first ? first : gone;
	}
	return first;
}

static void
tell_all_gone(struct migration *m, const struct ast_block *block, const char *path)
{
	for (size_t i = 0; i < block->items.n; i++) {
		const struct ast_item *item = block->items.at[i];
		const char *below = item_path(m->arena, path, item->path, 0);
		struct outcome o;

		if (keys_block(m, item, below)) {
			tell_all_gone(m, keys_block(m, item, below), below);
			continue;
		}
		o = migrate_key(m, below, item_value(m, item));
		item_tell_gone(m, item, below, &o);
	}
}

/* A block of which nothing stays goes as one. */
static bool
take_out_block(struct migration *m, const struct ast_item *item, size_t skip, const char *path)
{
	struct outcome o;
	const char *first = first_gone(m, item_block(item), path, &o);

	if (!first || skip)
		return false;
	tell_all_gone(m, item_block(item), path);
	migrate_comment_out(m, item->at, item_gone_head(m, first, &o));
	return true;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* Of a place that stands alone on its line, the whole line. */
static struct place
whole_line(const struct migration *m, struct place at)
{
	uint32_t from = at.from, to = at.to;

	while (from && is_blank(m->text.p[from - 1]))
		from--;
	while (to < m->text.n && is_blank(m->text.p[to]))
		to++;
	if ((from && m->text.p[from - 1] != '\n') || to >= m->text.n || m->text.p[to] != '\n')
		return at;
	return (struct place){ at.file, from, to + 1 };
}

static uint32_t
column_within(const struct migration *m, const struct ast_block *block)
{
	return block->items.n ? migrate_column(m, block->items.at[0]->at.from) : 0;
}

/* Lines of the block move to where its head stood. */
static void
move_left(struct migration *m, const struct ast_block *block, uint32_t head_at)
{
	uint32_t column = migrate_column(m, head_at), deeper = column_within(m, block);

	for (uint32_t at = block->at.from; deeper > column && at < block->at.to; at++) {
		uint32_t to = at + 1;

		if (m->text.p[at] != '\n')
			continue;
		while (to < at + 1 + deeper && to < block->at.to && is_blank(m->text.p[to]))
			to++;
		if (to > at + 1 + column)
			migrate_edit(m, (struct place){ block->at.file, at + 1 + column, to }, "");
	}
}

/* Head and closing bracket go. */
static void
open_block(struct migration *m, const struct ast_item *item, size_t skip)
{
	const struct ast_block *block = item_block(item);
	struct place first = { item->at.file, item->at.from, block->at.from + 1 };
	struct place last = { item->at.file, block->at.to - 1, block->at.to };

	if (skip) {
		migrate_edit(m, first, "config {");
		return;
	}
	if (whole_line(m, first).to == first.to)
		while (first.to < m->text.n && is_blank(m->text.p[first.to]))
			first.to++;
	if (whole_line(m, last).to == last.to)
		while (last.from && is_blank(m->text.p[last.from - 1]))
			last.from--;
	migrate_edit(m, whole_line(m, first), "");
	move_left(m, block, item->at.from);
	migrate_edit(m, whole_line(m, last), "");
}

static void items(struct migration *m, const struct ast_block *block, const char *path,
		  const char *base);

static void
config_item(struct migration *m, const struct ast_item *item, size_t skip, const char *path,
	    const char *base)
{
	const char *below = item_path(m->arena, path, item->path, skip);
	const struct ast_block *block = keys_block(m, item, below);
	size_t left = m->left;
	bool opened;

	if (!block) {
		leaf(m, item, skip, below, base);
		return;
	}
	if (*below && take_out_block(m, item, skip, below))
		return;
	opened = *below && is_left(m, block, below, below);
	if (opened) {
		open_block(m, item, skip);
		if (!skip && column_within(m, block) > migrate_column(m, item->at.from))
			m->left += column_within(m, block) - migrate_column(m, item->at.from);
	}
	if (!opened && strcmp(below, item_path(m->arena, base, item->path, skip)) != 0 && *below && !skip)
		migrate_edit(m, item->path->at, item_written_path(m->arena, below, base));
	items(m, block, below, opened ? (skip ? "" : base) : below);
	m->left = left;
}

static void
items(struct migration *m, const struct ast_block *block, const char *path, const char *base)
{
	for (size_t i = 0; i < block->items.n; i++) {
		const struct ast_item *item = block->items.at[i];
		bool guarded = m->guarded;

		if (item_has_key(item)) {
			config_item(m, item, 0, path, base);
		} else if (item->kind == AST_WHEN && !migrate_is_guard_on_version(item->expr)) {
			m->guarded = true;
			items(m, item->block, path, base);
			if (item->orelse)
				items(m, item->orelse, path, base);
			m->guarded = guarded;
		}
	}
}

void
migrate_config(struct migration *m, const struct ast_item *item, size_t skip)
{
	if (item->kind == AST_RAW) {
		migrate_found(m, FOUND_BY_HAND, item->at, "the text of `config raw` is not read");
		return;
	}
	if (item->path->steps.n > skip)
		config_item(m, item, skip, "", "");
	else if (item_block(item))
		items(m, item_block(item), "", "");
}

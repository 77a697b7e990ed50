/*
 * migrate_walk: the declarations of a file beside the rows of their fields.
 *
 * In: a tree.  Out: edits; EMQX's own keys are handed to migrate_config.c.
 * What the version has no field for becomes a comment.  Owner: the migration.
 */
#include <string.h>

#include "base/arena.h"
#include "diag/source.h"
#include "front/load.h"
#include "command/migrate_item.h"
#include "schema/fields.h"

static bool
leaves_four(const struct migration *m)
{
	return m->from.version.major == 4 && m->to.version.major > 4;
}

static void
drop(struct migration *m, const struct ast_item *item, const char *path, const char *why,
     const char *since)
{
	migrate_found(m, FOUND_REMOVED, item->at, "EMQX %s has no `%s`: %s", m->version, path, why);
	migrate_comment_out(m, item->at, arena_printf(m->arena, "removed in %s", since));
}

static const char *
below(struct arena *a, const char *path, const char *name)
{
	return *path ? arena_printf(a, "%s.%s", path, name) : name;
}

static bool
ends_in(const char *path, const char *end)
{
	return str_ends(str_of(path), end);
}

/* Of a record, or of any arm of a variant. */
static const struct field *
find(const struct type *t, const char *name)
{
	const struct field *f = t->kind == TYPE_RECORD ? field_find(t, name) : NULL;

	for (const struct field *arm = t->fields; t->kind == TYPE_VARIANT && arm->name && !f; arm++)
		f = find(arm->type, name);
	return f;
}

/* ---- values ---- */

/* A port of that name is gone: no Service exposes it. */
static void
drop_port(struct migration *m, const struct ast_value *list)
{
	for (size_t i = 0; leaves_four(m) && i < list->items.n; i++) {
		const struct ast_value *v = list->items.at[i];

		if (v->kind != AST_CALL || strcmp(v->path->steps.at[0].name.text, "mgmt") != 0)
			continue;
		migrate_found(m, FOUND_REMOVED, v->at, "there is no port `mgmt` in EMQX %s", m->version);
		migrate_cut(m, v->at);
	}
}

/* Names of 4.x that every later version calls default. */
static void
rename_default(struct migration *m, const struct ast_value *v, const char *path)
{
	const struct value *name = migrate_literal(m, v);

	if (!leaves_four(m) || !name || !str_is(name->text, "external"))
		return;
	migrate_found(m, FOUND_CHANGED, v->at, "`%s` is default, it was external", path);
	migrate_edit(m, v->at, name->kind == VAL_STRING ? "\"default\"" : "default");
}

static const struct field *
arm_of(const struct ast_value *v, const struct type *t)
{
	if (t->kind != TYPE_VARIANT || (v->kind != AST_VARIANT && v->kind != AST_CALL) || !v->path->steps.n)
		return NULL;
	return field_find(t, v->path->steps.at[0].name.text);
}

static void
value(struct migration *m, const struct ast_item *item, const struct type *t, const char *path)
{
	const struct ast_value *v = item->value;
	const struct field *arm = arm_of(v, t);
	const char *why;

	if (arm && !migrate_field_fits(m, arm, below(m->arena, path, arm->name), &why)) {
		drop(m, item, arena_printf(m->arena, "%s = %s", path, arm->name), why,
		     migrate_gone_field(m, arm));
		return;
	}
	if (v->kind == AST_LIST && ends_in(path, ".expose"))
		drop_port(m, v);
	if (strncmp(path, "listener.", 9) == 0 && (ends_in(path, ".instance") || ends_in(path, ".zone")))
		rename_default(m, v, path);
	if (v->block)
		migrate_block(m, v->block, arm ? arm->type : t, path);
}

/* ---- items ---- */

/* Down the path of an item to the type of what it sets; NULL: it is done with. */
static const struct type *
descend(struct migration *m, const struct ast_item *item, const struct type *t, const char **path)
{
	for (size_t i = 0; i < item->path->steps.n; i++) {
		const char *name = item->path->steps.at[i].name.text, *why;
		const struct field *f;

		if (t == &type_cluster && strcmp(name, "config") == 0)
			return migrate_config(m, item, i + 1), NULL;
		if (t == &type_cluster && strcmp(name, "env") == 0)
			return migrate_env(m, item, i + 1), NULL;
		if (t->kind == TYPE_MAP && ends_in(*path, ".node-ports") && leaves_four(m) &&
		    strcmp(name, "mgmt") == 0)
			return drop(m, item, below(m->arena, *path, name), "the port is gone", "5.0"), NULL;
		*path = below(m->arena, *path, name);
		f = t->kind == TYPE_MAP ? NULL : find(t, name);
		if (!f && t->kind != TYPE_MAP)
			return NULL;
		if (f && !migrate_field_fits(m, f, *path, &why))
			return drop(m, item, *path, why, migrate_gone_field(m, f)), NULL;
		t = f ? f->type : t->of;
	}
	return t;
}

static void
field(struct migration *m, const struct ast_item *item, const struct type *type, const char *path)
{
	const struct type *t = descend(m, item, type, &path);

	if (!t)
		return;
	if (strcmp(path, "version") == 0)
		migrate_version(m, item);
	else if (strncmp(path, "image.", 6) == 0)
		migrate_image(m, item, path);
	else if (item->kind == AST_AMEND)
		migrate_block(m, item->block, t, path);
	else if (item->value)
		value(m, item, t, path);
}

static void
guarded(struct migration *m, const struct ast_item *item, const struct type *type, const char *path)
{
	bool before = m->guarded;

	if (migrate_is_guard_on_version(item->expr)) {
		migrate_found(m, FOUND_BY_HAND, item->expr->at,
			      "the guard asks for the version: what it guards is left as it is");
		return;
	}
	m->guarded = true;
	migrate_block(m, item->block, type, path);
	if (item->orelse)
		migrate_block(m, item->orelse, type, path);
	m->guarded = before;
}

void
migrate_block(struct migration *m, const struct ast_block *block, const struct type *type, const char *path)
{
	for (size_t i = 0; i < block->items.n; i++) {
		const struct ast_item *item = block->items.at[i];

		if (item->kind == AST_WHEN)
			guarded(m, item, type, path);
		else if (item->kind <= AST_REMOVE && item->path)
			field(m, item, type, path);
	}
}

/* ---- declarations ---- */

/* A cluster's own version; for what clusters share, the oldest of theirs. */
static const struct era *
era_of(const struct migration *m, const struct ast_top *top)
{
	const struct era *oldest = &m->eras.at[0];

	for (size_t i = 0; i < m->eras.n; i++) {
		if (m->eras.at[i].top == top)
			return &m->eras.at[i];
		if (version_cmp(&m->eras.at[i].from.version, &oldest->from.version) < 0)
			oldest = &m->eras.at[i];
	}
	return oldest;
}

struct str
migrate_file(struct migration *m, const struct ast_file *ast)
{
	m->ast = ast;
	m->text = sources_get(m->program->sources, ast->file)->text;
	m->edits.n = 0;
	for (size_t i = 0; i < ast->tops.n; i++) {
		const struct ast_top *top = ast->tops.at[i];
		const struct era *era = era_of(m, top);

		if (top->kind != AST_TOP_CLUSTER && top->kind != AST_TOP_OVERLAY &&
		    top->kind != AST_TOP_PROFILE)
			continue;
		m->top = top;
		m->from = era->from;
		m->to = era->to;
		m->written.n = 0;
		migrate_block(m, top->body, &type_cluster, "");
	}
	return migrate_apply(m);
}

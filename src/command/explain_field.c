/*
 * explain_field: a field of a cluster, by the rows of schema/fields.c.
 *
 * In: its path; an arm or a member need not be named (`storage.size`,
 * `listener.port`), and a member alone is all of them.  Out: text.  Owner: command_explain.
 */
#include <string.h>

#include "base/arena.h"
#include "command/explain.h"
#include "schema/fields.h"

static const struct field *find(const struct type *t, const char *path);

/* A step of a map is any name; it may be left out. */
static const struct field *
find_member(const struct type *t, const char *path)
{
	const struct field *f = find(t, path);
	const char *dot = strchr(path, '.');

	return f || !dot ? f : find(t, dot + 1);
}

static const struct field *
find_below(const struct type *t, const char *path)
{
	return t->kind == TYPE_MAP ? find_member(t->of, path) : find(t, path);
}

/* `listener.mqtt`: one member, which is as all are. */
static bool
is_member(const struct field *f, const char *path)
{
	return f->type->kind == TYPE_MAP && !strchr(path, '.');
}

static const struct field *
find(const struct type *t, const char *path)
{
	size_t n = strcspn(path, ".");
	const struct field *found = NULL;

	if (t->kind != TYPE_RECORD && t->kind != TYPE_VARIANT)
		return NULL;
	for (const struct field *f = t->fields; f->name && !found; f++) {
		if (strlen(f->name) != n || memcmp(f->name, path, n) != 0)
			continue;
		found = path[n] ? find_below(f->type, path + n + 1) : f;
		if (!found && is_member(f, path + n + 1))
			found = f;
	}
	for (const struct field *arm = t->fields; t->kind == TYPE_VARIANT && arm->name && !found; arm++)
		found = find(arm->type, path);
	return found;
}

static const char *
versions_text(struct arena *a, const struct field *f)
{
	if (f->since && f->until)
		return arena_printf(a, "%s to %s", f->since, f->until);
	if (f->since)
		return arena_printf(a, "%s and later", f->since);
	return f->until ? arena_printf(a, "up to %s", f->until) : NULL;
}

/* What may stand in a record, variant or map, one a line. */
static void
put_below(struct run *r, const struct type *t)
{
	while (t->kind == TYPE_MAP)
		t = t->of;
	if ((t->kind != TYPE_RECORD && t->kind != TYPE_VARIANT) || !t->fields->name)
		return;
	buf_printf(&r->out, "\n  %s\n", t->kind == TYPE_VARIANT ? "one of" : "fields");
	for (const struct field *f = t->fields; f->name; f++) {
		const char *versions = versions_text(r->arena, f);

		buf_printf(&r->out, "    %-23s %s%s%s%s\n", f->name, f->doc ? f->doc : "",
			   versions ? " (EMQX " : "", versions ? versions : "", versions ? ")" : "");
	}
}

static const char *
type_text(struct arena *a, const struct type *t)
{
	if (t->kind == TYPE_RECORD)
		return "a block { … }";
	if (t->kind == TYPE_VARIANT)
		return "one of several, each with its own fields";
	if (t->kind == TYPE_MAP && t->of->kind == TYPE_VARIANT)
		return "named members, each one of several";
	return t->kind == TYPE_CONFIG ? "EMQX's own keys" : type_expects(a, t);
}

bool
explain_field(struct run *r, const char *path)
{
	const struct field *f = find(&type_cluster, path);
	const char *principal = NULL;

	if (!f)
		return false;
	if (f->type->kind == TYPE_RECORD && field_principal(f->type))
		principal = arena_printf(r->arena, "`%s = …` sets `%s.%s`", f->name, f->name,
					 field_principal(f->type)->name);
	buf_printf(&r->out, "%s: a field of a cluster\n\n", path);
	explain_row(&r->out, "what", f->doc);
	explain_row(&r->out, "type", type_text(r->arena, f->type));
	explain_row(&r->out, "in short", principal);
	explain_row(&r->out, "default", f->def);
	explain_row(&r->out, "required", f->flags & FIELD_REQUIRED ? "yes" : NULL);
	explain_row(&r->out, "EMQX", versions_text(r->arena, f));
	explain_row(&r->out, "keys", explain_keys_of(r->arena, path));
	put_below(r, f->type);
	return true;
}

/*
 * migrate_field: fields that a version lacks, and those that name a version.
 * Owner: the migration.
 */
#include <string.h>

#include "base/arena.h"
#include "command/migrate.h"
#include "schema/fields.h"

static const struct {
	const char *path, *note;
} field_rows[] = {
#define KEY(since, from, to, form, note)
#define FIELD(path, note) { path, note },
#define VARIABLE(since, name, note)
#include "command/migrate.def"
#undef VARIABLE
#undef FIELD
#undef KEY
};

enum { FIELD_ROWS = sizeof field_rows / sizeof *field_rows };

static bool
version_has(const struct version *v, const struct field *f)
{
	struct version edge;

	if (f->since && version_parse(str_of(f->since), &edge) &&
	    !version_at_least(v, edge.major, edge.minor, 0))
		return false;
	if (!f->until || !version_parse(str_of(f->until), &edge))
		return true;
	return v->major < edge.major || (v->major == edge.major && v->minor <= edge.minor);
}

bool
migrate_field_fits(const struct migration *m, const struct field *f, const char *path, const char **why)
{
	if (version_has(&m->to.version, f))
		return true;
	*why = f->until ? arena_printf(m->arena, "EMQX %s was the last that had it", f->until) :
		arena_printf(m->arena, "EMQX has it since %s", f->since);
	for (size_t i = 0; i < FIELD_ROWS; i++)
		if (strcmp(field_rows[i].path, path) == 0)
			*why = field_rows[i].note;
	return false;
}

const char *
migrate_gone_field(const struct migration *m, const struct field *f)
{
	struct version last;

	if (!f->until || !version_parse(str_of(f->until), &last))
		return m->version;
	for (unsigned i = 0; i < nbuilds; i++)
		if (builds[i].major > last.major ||
		    (builds[i].major == last.major && builds[i].minor > last.minor))
			return arena_printf(m->arena, "%d.%d", builds[i].major, builds[i].minor);
	return m->version;
}

/* ---- version ---- */

/* The value of the let or param of that name in the file. */
static const struct ast_value *
named_value(const struct migration *m, const char *name)
{
	for (size_t i = 0; i < m->ast->tops.n; i++) {
		const struct ast_top *t = m->ast->tops.at[i];

		if (t->kind == AST_TOP_LET && strcmp(t->name.text, name) == 0)
			return t->value;
		if (t->kind == AST_TOP_PARAM && strcmp(t->param.name.text, name) == 0)
			return t->param.value;
	}
	return NULL;
}

static bool
is_edited(const struct migration *m, struct place at)
{
	for (size_t i = 0; i < m->edits.n; i++)
		if (m->edits.at[i].at.from == at.from && m->edits.at[i].at.to == at.to)
			return true;
	return false;
}

void
migrate_version(struct migration *m, const struct ast_item *item)
{
	const struct ast_value *v = item->value;

	if (v && v->kind == AST_CALL && !v->has_args && v->path->steps.n == 1)
		v = named_value(m, v->path->steps.at[0].name.text);
	if (!v || (v->kind != AST_VERSION && v->kind != AST_DECIMAL && v->kind != AST_INT)) {
		migrate_found(m, FOUND_BY_HAND, item->at, "the version is not written here: make it %s",
			      m->version);
		return;
	}
	if (is_edited(m, v->at) || strcmp(migrate_source(m, v->at), m->version) == 0)
		return;
	migrate_found(m, FOUND_CHANGED, v->at, "the version is %s, it was %s", m->version,
		      migrate_source(m, v->at));
	migrate_edit(m, v->at, m->version);
	if (m->from.version.major == 4 && m->to.version.major > 4)
		migrate_found(m, FOUND_BY_HAND, v->at, "EMQX %s does not read what 4.x stored (users, rules, "
			      "retained messages): export and import it", m->version);
}

/* ---- image ---- */

/* "4.4.19", "v4.4.19": the tag that the version has of itself. */
static bool
is_own_tag(const struct migration *m, struct str tag)
{
	if (tag.n && tag.p[0] == 'v')
		tag = (struct str){ tag.p + 1, tag.n - 1 };
	return str_is(tag, version_text(m->arena, &m->from.version));
}

void
migrate_image(struct migration *m, const struct ast_item *item, const char *field)
{
	const struct value *v = item->value ? migrate_literal(m, item->value) : NULL;

	if (strcmp(field, "image.digest") == 0) {
		migrate_found(m, FOUND_REMOVED, item->at, "the digest is that of the old image");
		migrate_comment_out(m, item->at, arena_printf(m->arena, "image of %s",
							      version_text(m->arena, &m->from.version)));
	} else if (strcmp(field, "image.tag") == 0 && v && is_own_tag(m, v->text)) {
		migrate_found(m, FOUND_CHANGED, item->value->at, "the tag is \"%s\"", m->version);
		migrate_edit(m, item->value->at, arena_printf(m->arena, "\"%s\"", m->version));
	} else if (strcmp(field, "image.tag") == 0 || strcmp(field, "image.repository") == 0) {
		migrate_found(m, FOUND_BY_HAND, item->at, "see that the image is one of EMQX %s", m->version);
	}
}

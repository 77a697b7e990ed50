/*
 * migrate_env: the variables in `env { }` that name keys.
 *
 * A variable holds a text, whatever its key; its name is the key's.
 * Owner: the migration.
 */
#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "command/migrate_item.h"
#include "schema/keys.h"

static const struct variable_row {
	const char *since, *name, *note;
} variable_rows[] = {
#define KEY(since, from, to, form, note)
#define FIELD(path, note)
#define VARIABLE(since, name, note) { since, name, note },
#include "command/migrate.def"
#undef VARIABLE
#undef FIELD
#undef KEY
};

enum { VARIABLE_ROWS = sizeof variable_rows / sizeof *variable_rows };

static const char *
gone_variable(const struct migration *m, const char *name)
{
	struct version edge;

	for (size_t i = 0; i < VARIABLE_ROWS; i++)
		if (strcmp(variable_rows[i].name, name) == 0 &&
		    version_parse(str_of(variable_rows[i].since), &edge) &&
		    version_cmp(&m->from.version, &edge) < 0 && version_cmp(&m->to.version, &edge) >= 0)
			return variable_rows[i].note;
	return NULL;
}

/* EMQX_MQTT__MAX_PACKET_SIZE -> mqtt.max_packet_size, or NULL. */
static const char *
key_of(struct arena *a, const char *name)
{
	struct buf b = BUF_IN(a);

	if (strncmp(name, "EMQX_", 5) != 0 || !name[5])
		return NULL;
	for (const char *p = name + 5; *p; p++) {
		bool split = p[0] == '_' && p[1] == '_';

		buf_char(&b, split ? '.' : (char)tolower((unsigned char)*p));
		p += split;
	}
	return key_ever(buf_cstr(&b)) ? buf_cstr(&b) : NULL;
}

static const char *
variable_of(struct arena *a, const char *path)
{
	struct buf b = BUF_IN(a);

	buf_text(&b, "EMQX_");
	for (; *path; path++) {
		if (*path == '.')
			buf_text(&b, "__");
		else
			buf_char(&b, (char)toupper((unsigned char)*path));
	}
	return buf_cstr(&b);
}

/* A variable holds a text, whatever its key. */
static const struct value *
as_text(struct migration *m, const struct value *v)
{
	struct value *text = ARENA_NEW(m->arena, struct value);

	*text = *v;
	text->kind = VAL_STRING;
	if (v->kind != VAL_STRING)
		text->text = str_of(migrate_show(m->arena, v));
	return text;
}

static void
write_variables(struct migration *m, const struct ast_item *item, size_t skip,
		const struct outcome *o, const struct value *old)
{
	struct place at = item_key_place(item, skip);
	struct buf b = BUF_IN(m->arena);

	if (!old) {
		migrate_edit(m, at, variable_of(m->arena, o->keys[0].path));
		return;
	}
	at.to = item->value->at.to;
	for (size_t i = 0; i < o->n; i++)
		buf_printf(&b, "%s%s = %s", i ? "; " : "", variable_of(m->arena, o->keys[i].path),
			   o->keys[i].value == old ? migrate_source(m, item->value->at) :
			   migrate_show(m->arena, as_text(m, o->keys[i].value)));
	migrate_edit(m, at, buf_cstr(&b));
}

static void
variable(struct migration *m, const struct ast_item *item, size_t skip)
{
	const char *name = item->path->steps.at[skip].name.text, *path = key_of(m->arena, name);
	const struct value *old = item_value(m, item);
	struct outcome o = { .fate = FATE_REMOVED, .why = gone_variable(m, name) };

	if (o.why) {
		item_take_out(m, item, name, "", &o);
		return;
	}
	if (!path)
		return;
	o = migrate_key(m, path, old);
	if (item_is_gone(&o)) {
		item_take_out(m, item, name, "", &o);
		return;
	}
	if (o.fate == FATE_SAME || (o.fate == FATE_CHANGED &&
				    str_eq(as_text(m, o.keys[0].value)->text, old->text)))
		return;
	item_tell(m, item, name, &o, old);
	write_variables(m, item, skip, &o, old);
}

void
migrate_env(struct migration *m, const struct ast_item *item, size_t skip)
{
	const struct ast_block *block = item_block(item);

	if (item->path->steps.n > skip) {
		variable(m, item, skip);
		return;
	}
	for (size_t i = 0; block && i < block->items.n; i++)
		if (item_has_key(block->items.at[i]))
			variable(m, block->items.at[i], 0);
}

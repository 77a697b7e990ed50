/*
 * command_schema: the key table of a version.
 *
 * Out: one key a line, in the order of the table: tab-separated below a line
 * of names, or the objects of a JSON array.
 */
#include "command/command.h"

#include "command/asked.h"
#include "base/arena.h"
#include "base/json.h"
#include "schema/keys.h"

enum column {
	COLUMN_KEY, COLUMN_TYPE, COLUMN_DEFAULT, COLUMN_WORDS, COLUMN_SECRET, COLUMN_REQUIRED,
	COLUMN_DEPRECATED, COLUMN_PATCHES, COLUMN_FILE, COLUMN_COUNT
};

static const struct {
	const char *name;
	bool flag;       /* true or false in JSON, "yes" or nothing in a table */
} columns[COLUMN_COUNT] = {
	[COLUMN_KEY] = { "key", false }, [COLUMN_TYPE] = { "type", false },
	[COLUMN_DEFAULT] = { "default", false }, [COLUMN_WORDS] = { "words", false },
	[COLUMN_SECRET] = { "secret", true }, [COLUMN_REQUIRED] = { "required", true },
	[COLUMN_DEPRECATED] = { "deprecated", false }, [COLUMN_PATCHES] = { "patches", false },
	[COLUMN_FILE] = { "file", false },
};

/* The texts of a key; NULL is nothing. */
static void
read_columns(struct arena *a, const struct key *k, const char **row)
{
	row[COLUMN_KEY] = key_path(k, a);
	row[COLUMN_TYPE] = key_type_text(k, a);
	row[COLUMN_DEFAULT] = key_default(k);
	row[COLUMN_WORDS] = key_words(k);
	row[COLUMN_SECRET] = key_is_secret(k) ? "yes" : NULL;
	row[COLUMN_REQUIRED] = key_is_required(k) ? "yes" : NULL;
	row[COLUMN_DEPRECATED] = key_deprecated(k);
	row[COLUMN_PATCHES] = key_patch(k, a);
	row[COLUMN_FILE] = key_file(k);
}

/* A cell holds no tab and no line end. */
static void
put_cell(const char *text, struct buf *out)
{
	for (; text && *text; text++)
		buf_char(out, (unsigned char)*text < ' ' ? ' ' : *text);
}

static void
put_line(const char *const *row, struct buf *out)
{
	for (int i = 0; i < COLUMN_COUNT; i++) {
		buf_text(out, i ? "\t" : "");
		put_cell(row[i], out);
	}
	buf_char(out, '\n');
}

static void
put_object(const char *const *row, struct buf *out)
{
	for (int i = 0; i < COLUMN_COUNT; i++) {
		buf_printf(out, "%s\"%s\":", i ? "," : "{", columns[i].name);
		if (columns[i].flag)
			buf_text(out, row[i] ? "true" : "false");
		else
			json_text(out, row[i]);
	}
	buf_char(out, '}');
}

static void
put_table(struct run *r, const struct asked *v, bool json)
{
	struct key_context c = { .arena = r->arena, .build = v->build, .version = v->version };
	const char *row[COLUMN_COUNT];
	bool first = true;

	for (int i = 0; i < COLUMN_COUNT; i++)
		row[i] = columns[i].name;
	if (json)
		buf_text(&r->out, "[\n");
	else
		put_line(row, &r->out);
	for (const struct key *k = key_next(v->build, NULL); k; k = key_next(v->build, k)) {
		const struct key *now = key_find_in(&c, key_path(k, r->arena));

		if (!now)
			continue;
		read_columns(r->arena, now, row);
		if (json) {
			buf_text(&r->out, first ? "" : ",\n");
			put_object(row, &r->out);
		} else {
			put_line(row, &r->out);
		}
		first = false;
	}
	buf_text(&r->out, json ? "\n]\n" : "");
}

enum status
command_schema(struct run *r)
{
	const struct options *o = &r->options;
	enum flavor flavor = (enum flavor)o->flavor;
	struct asked asked = asked_newest(build_newest(flavor));
	enum status status = STATUS_DONE;

	if (o->files.n)
		return run_usage(r, "`emqxc schema` takes no file; one key is `emqxc explain KEY`");
	if (o->emqx)
		status = asked_version(r, "--version", o->emqx, flavor, &asked);
	if (!status)
		put_table(r, &asked, o->json);
	return status;
}

/*
 * migrate_key: what an EMQX key is called in another version.
 *
 * In: its path and value.  Out: the keys and values that say the same there,
 * or why there are none.  Rows of migrate.def first, then the key tables.
 * Owner: the migration.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "command/explain.h"
#include "command/migrate.h"
#include "schema/keys.h"

static const struct key_row {
	const char *since, *from, *to;
	enum migrate_form form;
	const char *note;
} key_rows[] = {
#define KEY(since, from, to, form, note) { since, from, to, FORM_##form, note },
#define FIELD(path, note)
#define VARIABLE(since, name, note)
#include "command/migrate.def"
#undef VARIABLE
#undef FIELD
#undef KEY
};

enum { KEY_ROWS = sizeof key_rows / sizeof *key_rows, MOST_STEPS = 16 };

/* The steps that stood for a `$`. */
struct match {
	struct str at[MOST_STEPS];
	size_t n;
};

static bool
match_path(const char *row, const char *path, struct match *m)
{
	m->n = 0;
	for (;;) {
		size_t n = strcspn(row, "."), len = strcspn(path, ".");

		if (strcmp(row, "*") == 0)
			return *path != '\0';
		if (n == 1 && *row == '$' && len && m->n < MOST_STEPS)
			m->at[m->n++] = (struct str){ path, len };
		else if (n != len || memcmp(row, path, n) != 0)
			return false;
		row += n;
		path += len;
		if (!*row || !*path)
			return !*row && !*path;
		row++;
		path++;
	}
}

/* Was the version before `since`, and is the new one not? */
static bool
is_crossed(const struct migration *m, const char *since)
{
	struct version edge;

	return version_parse(str_of(since), &edge) &&
	       !version_at_least(&m->from.version, edge.major, edge.minor, 0) &&
	       version_at_least(&m->to.version, edge.major, edge.minor, 0);
}

static const struct key_row *
find_row(const struct migration *m, const char *path, struct match *match)
{
	for (size_t i = 0; i < KEY_ROWS; i++)
		if (is_crossed(m, key_rows[i].since) && match_path(key_rows[i].from, path, match))
			return &key_rows[i];
	return NULL;
}

static struct key_context
context(const struct migration *m, const struct asked *v)
{
	return (struct key_context){ .arena = m->arena, .build = v->build, .version = v->version };
}

static bool
leaves_four(const struct migration *m)
{
	return m->from.version.major == 4 && m->to.version.major > 4;
}

/* ---- names that a version gives its own ---- */

/* The listener that 4.x calls external is called default. */
static const char *
own_listener(struct migration *m, const char *path)
{
	static const char root[] = "listeners.", old[] = ".external";
	const char *type = path + sizeof root - 1, *name;

	if (!leaves_four(m) || strncmp(path, root, sizeof root - 1) != 0)
		return path;
	name = type + strcspn(type, ".");
	if (strncmp(name, old, sizeof old - 1) != 0 || (name[sizeof old - 1] && name[sizeof old - 1] != '.'))
		return path;
	return arena_printf(m->arena, "%.*s.default%s", (int)(name - path), path, name + sizeof old - 1);
}

/* What 4.x says for a zone other than that of the default listeners is said
 * for that zone. */
static const char *
own_zone(struct migration *m, const char *from, const char *to)
{
	struct key_context c = context(m, &m->to);
	const char *path, *unused;
	size_t n;

	if (!leaves_four(m) || strncmp(from, "zone.", 5) != 0)
		return to;
	from += 5;
	n = strcspn(from, ".");
	if (n == strlen("external") && memcmp(from, "external", n) == 0)
		return to;
	path = arena_printf(m->arena, "zones.%.*s.%s", (int)n, from, to);
	return key_fate(&c, path, &unused) == KEY_LIVES ? path : NULL;
}

/* ---- where the tables say ---- */

static bool
takes_values(const struct key *k, struct arena *a)
{
	return !key_is_block(k) && strncmp(key_type_text(k, a), "a list of block", 15) != 0;
}

static struct outcome
gone(const char *why)
{
	return (struct outcome){ .fate = FATE_REMOVED, .why = why };
}

static struct outcome
by_hand(const char *why)
{
	return (struct outcome){ .fate = FATE_BY_HAND, .why = why };
}

/* Builds of other versions that have it. */
static const char *
why_gone(struct migration *m, const char *path)
{
	struct key_context old = context(m, &m->from);
	const struct key *k = key_find_in(&old, path);

	if (!k)
		return "no version in between says what became of it";
	return arena_printf(m->arena, "only EMQX %s have it", build_set_text(m->arena, key_builds(k)));
}

/* Follow old names until the new version knows the key; NULL: *why. */
static const char *
follow(struct migration *m, const char *path, struct outcome *why)
{
	struct key_context c = context(m, &m->to);
	const char *to;

	for (int hops = 0; hops < 4; hops++) {
		enum key_fate fate = key_fate(&c, path, &to);

		if (fate == KEY_LIVES)
			return path;
		if (fate == KEY_UNKNOWN)
			break;
		if (strchr(to, ',')) {
			*why = by_hand(arena_printf(m->arena, "it became %s", to));
			return NULL;
		}
		path = own_listener(m, to);
	}
	*why = gone(why_gone(m, path));
	return NULL;
}

/* "since 5.1.0 the broker takes it and drops it" */
static const char *
drops_text(struct migration *m, const char *since)
{
	if (*since < '0' || *since > '9')
		return "the broker takes it and drops it";
	return arena_printf(m->arena, "since %s the broker takes it and drops it", since);
}

const char *
migrate_gone_key(struct migration *m, const char *path)
{
	for (unsigned i = 0; i < nbuilds; i++) {
		struct asked v = asked_newest(&builds[i]);
		struct key_context c = context(m, &v);
		const char *unused;

		if (version_cmp(&v.version, &m->from.version) <= 0 ||
		    (!builds[i].single && builds[i].flavor != m->to.build->flavor))
			continue;
		if (key_fate(&c, path, &unused) != KEY_LIVES || key_deprecated(key_find_in(&c, path)))
			return arena_printf(m->arena, "%d.%d", builds[i].major, builds[i].minor);
	}
	return m->version;
}

static bool
is_dropped(struct migration *m, const char *from, const char *to, struct outcome *why)
{
	struct key_context c = context(m, &m->to), old = context(m, &m->from);
	const struct key *now = key_find_in(&c, to), *was = key_find_in(&old, from);

	if (!now || !key_deprecated(now) || (was && key_deprecated(was)))
		return false;
	*why = gone(drops_text(m, key_deprecated(now)));
	return true;
}

/* A key that only a field may set, under its new name. */
static bool
is_owned(struct migration *m, const char *from, const char *to, struct outcome *why)
{
	bool always = false;
	const char *field = explain_owner(m->arena, to, m->to.build->major == 4 ? 4 : 5, &always);

	if (!field || !always || strcmp(from, to) == 0)
		return false;
	*why = by_hand(arena_printf(m->arena, "it became `%s`, which the field %s sets", to, field));
	return true;
}

/* The one key of the new version for a path that the tables know. */
static bool
by_tables(struct migration *m, const char *from, const char *path, struct outcome *out)
{
	struct key_context c = context(m, &m->to), old = context(m, &m->from);
	const char *to = follow(m, path, out);
	const struct key *now, *was;

	if (!to)
		return false;
	if (strcmp(to, from) != 0 && !own_zone(m, from, to)) {
		*out = by_hand(arena_printf(m->arena, "for all zones it is `%s`; no zone has its own", to));
		return false;
	}
	if (strcmp(to, from) != 0)
		to = own_zone(m, from, to);
	if (is_dropped(m, from, to, out) || is_owned(m, from, to, out))
		return false;
	now = key_find_in(&c, to);
	was = key_find_in(&old, from);
	if (strcmp(to, from) != 0 && was && takes_values(was, m->arena) && !takes_values(now, m->arena)) {
		*out = by_hand(arena_printf(m->arena, "it is part of `%s`, which is %s", to,
					    key_type_text(now, m->arena)));
		return false;
	}
	out->keys[out->n++].path = to;
	return true;
}

/* ---- where a row says ---- */

static const char *
fill(struct migration *m, const char *to, size_t n, const struct match *match)
{
	struct buf b = BUF_IN(m->arena);
	size_t wild = 0;

	for (size_t i = 0; i < n; i++) {
		if (to[i] == '$' && wild < match->n)
			buf_str(&b, match->at[wild++]);
		else
			buf_char(&b, to[i]);
	}
	return own_listener(m, buf_cstr(&b));
}

/* The one of several `$` of a zone is not in what it became. */
static bool
by_row(struct migration *m, const char *from, const struct key_row *row, const struct match *match,
       struct outcome *out)
{
	if (!row->to) {
		*out = by_hand(row->note);
		return false;
	}
	if (!*row->to)
		return by_tables(m, from, from, out);
	for (const char *to = row->to; *to; to += strspn(to, " ")) {
		size_t n = strcspn(to, " ");

		if (!by_tables(m, from, fill(m, to, n, match), out)) {
			if (row->note)
				out->why = row->note;
			out->fate = FATE_BY_HAND;
			return false;
		}
		to += n;
	}
	return true;
}

struct outcome
migrate_key(struct migration *m, const char *path, const struct value *value)
{
	struct outcome out = { .fate = FATE_SAME };
	struct match match;
	const struct key_row *row = find_row(m, path, &match);
	bool known = row ? by_row(m, path, row, &match, &out) : by_tables(m, path, path, &out);

	if (!known)
		return out;
	out.why = row ? row->note : NULL;
	if (!migrate_values(m, row ? row->form : FORM_AS_IS, path, value, &out)) {
		struct key_context c = context(m, &m->to);

		return by_hand(arena_printf(m->arena, "it is `%s` now, %s; this value does not fit",
					    out.keys[0].path,
					    key_type_text(key_find_in(&c, out.keys[0].path), m->arena)));
	}
	if (out.n != 1 || strcmp(out.keys[0].path, path) != 0)
		out.fate = FATE_MOVED;
	else if (out.keys[0].value != value)
		out.fate = FATE_CHANGED;
	return out;
}

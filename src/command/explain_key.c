/*
 * explain_key: an EMQX key in one version or in all.
 *
 * In: its path.  Out: text.  What holds in every version that has the key is
 * said once; the rest in a block for each run of versions that agree.
 * Owner: command_explain.
 */
#include "command/explain.h"

#include <string.h>

#include "base/arena.h"
#include "schema/keys.h"

/* The rows, in order. */
#define ROWS(R)                                                               \
	R(TYPE, "type") R(DEFAULT, "default") R(REQUIRED, "required")         \
	R(SECRET, "secret") R(DEPRECATED, "deprecated") R(PATCH, "patches")   \
	R(MOVED, "now") R(OLD, "old names") R(FIELD, "field") R(WAY, "reaches it") \
	R(VARIABLE, "variable") R(FILE, "file")

enum row {
#define ROW(id, label) ROW_##id,
	ROWS(ROW)
#undef ROW
	ROW_COUNT
};

static const char *const labels[ROW_COUNT] = {
#define ROW(id, label) [ROW_##id] = label,
	ROWS(ROW)
#undef ROW
};

/* What holds in a set of builds. */
struct facts {
	build_set builds;
	const char *rows[ROW_COUNT];
};

/* ---- where it comes from and how it travels ---- */

static const struct owner {
	int era;
	const char *path, *field;
	bool always;
} owners[] = {
#define MEANING(id)
#define OWNED_BY_SET false
#define OWNED_BY_ALWAYS true
#define KEY(id, era, path, form, field, owned) { era, path, field, OWNED_BY_##owned },
#include "ir/meaning.def"
#undef KEY
#undef OWNED_BY_ALWAYS
#undef OWNED_BY_SET
#undef MEANING
};

static const struct base {
	int era;
	const char *field, *listener, *tls;
} bases[] = {
#define BASE(what, era, field, listener, tls) { era, field, listener, tls },
#include "ir/bases.def"
#undef BASE
};

enum { OWNERS = sizeof owners / sizeof *owners, BASES = sizeof bases / sizeof *bases };

/* Path i of a row and the field that it belongs to; NULL after the last. */
static const char *
row_path(struct arena *a, const struct owner *o, size_t i, const char **field)
{
	bool tls = strncmp(o->path, "S.", 2) == 0;

	*field = o->field;
	if (!tls && *o->path != 'L')
		return i == 0 ? o->path : NULL;
	for (size_t k = 0; k < BASES; k++) {
		if (bases[k].era != o->era || i--)
			continue;
		*field = tls ? o->field : bases[k].field;
		return arena_printf(a, "%s%s", tls ? bases[k].tls : bases[k].listener, o->path + 1);
	}
	return NULL;
}

/* Is it the path of the row, where single capitals stand for any step? */
static bool
same_path(const char *row, const char *path)
{
	while (*row && *path) {
		size_t n = strcspn(row, "."), m = strcspn(path, ".");
		bool any = n == 1 && *row >= 'A' && *row <= 'Z';

		if (!any && (n != m || memcmp(row, path, n) != 0))
			return false;
		row += n + (row[n] == '.');
		path += m + (path[m] == '.');
	}
	return !*row && !*path;
}

const char *
explain_owner(struct arena *a, const char *path, int era, bool *always)
{
	for (size_t i = 0; i < OWNERS; i++) {
		const char *field, *row;

		for (size_t k = 0; owners[i].era == era && (row = row_path(a, &owners[i], k, &field)); k++) {
			if (!same_path(row, path))
				continue;
			*always = owners[i].always;
			return arena_printf(a, "`%s`", field);
		}
	}
	return NULL;
}

/* listeners.T.N.bind -> listeners.$type.$name.bind */
static void
add_path(struct buf *b, const char *path)
{
	while (*path) {
		size_t n = strcspn(path, ".");

		if (n == 1 && *path == 'T')
			buf_text(b, "$type");
		else if (n == 1 && *path == 'N')
			buf_text(b, "$name");
		else if (n == 1 && *path == 'G')
			buf_text(b, "$gateway");
		else if (n == 1 && *path == 'I')
			buf_text(b, "$id");
		else
			buf_add(b, path, n);
		path += n;
		if (*path)
			buf_char(b, *path++);
	}
}

const char *
explain_keys_of(struct arena *a, const char *field)
{
	struct buf b = BUF_IN(a);

	for (size_t i = 0; i < OWNERS; i++) {
		const char *owner, *path;

		for (size_t k = 0; (path = row_path(a, &owners[i], k, &owner)); k++) {
			if (strcmp(owner, field) != 0)
				continue;
			buf_text(&b, b.n ? ", " : "");
			add_path(&b, path);
			buf_text(&b, owners[i].era == 4 ? " (4.x)" : "");
		}
	}
	return b.n ? buf_cstr(&b) : NULL;
}

/* A setting with that key, as a line of a spec would make it: NAME stands for
 * what has no name yet. */
static struct setting
sample(struct arena *a, const char *path, const struct key *k)
{
	const char **steps = ARENA_ARRAY(a, const char *, strlen(path) / 2 + 1);
	const char *instance = key_shipped_instance(k, a);
	struct setting s = { .path = path, .steps = steps, .key = k,
			     .value = ARENA_NEW(a, struct conf) };

	s.value->kind = CONF_WORD;
	s.value->text = STR("x");
	while (*path) {
		size_t n = strcspn(path, ".");
		bool any = *path == '$';

		steps[s.nsteps++] = any && *instance ? instance : arena_strndup(a, path + any, n - any);
		path += n + (path[n] == '.');
	}
	return s;
}

static bool
in_a_list(const char *path)
{
	return strpbrk(path, "[<") != NULL;
}

static void
tell_way(struct arena *a, const struct asked *v, const char *path, const struct key *k,
	 struct facts *f)
{
	struct key_context c = { .arena = a, .build = v->build, .version = v->version };
	struct setting s;
	const char *why;
	enum key_way way;

	if (key_is_block(k) || in_a_list(path))
		return;
	s = sample(a, path, k);
	way = setting_way(&c, &s, &why);
	f->rows[ROW_WAY] = arena_printf(a, "%s: %s", way == WAY_FILE ? "by file only" :
					setting_file_works(&s) ? "by variable or file" :
					"by variable only", why);
	if (way == WAY_ENV)
		f->rows[ROW_VARIABLE] = setting_var(a, &s);
	f->rows[ROW_FILE] = key_file(k);
}

static const char *
field_text(struct arena *a, const char *path, const struct build *b)
{
	bool always;
	const char *field = explain_owner(a, path, b->major == 4 ? 4 : 5, &always);

	if (!field)
		return NULL;
	return arena_printf(a, always ? "%s; config { } may not set it" : "%s, when that is set", field);
}

/* ---- the rows of one build ---- */

static const char *
default_text(const struct key *k)
{
	const char *text = key_default(k);

	return text && !*text ? "\"\"" : text;
}

static const char *
deprecated_text(struct arena *a, const char *since)
{
	if (*since < '0' || *since > '9')
		return "the broker takes it and drops it";
	return arena_printf(a, "since %s: the broker takes it and drops it", since);
}

static bool
rows_of(struct arena *a, const char *path, const struct asked *v, struct facts *f)
{
	struct key_context c = { .arena = a, .build = v->build, .version = v->version };
	const char *to;
	enum key_fate fate = key_fate(&c, path, &to);
	const struct key *k = fate == KEY_LIVES ? key_find_in(&c, path) : NULL;

	if (fate == KEY_UNKNOWN || (fate == KEY_LIVES && !k))
		return false;
	if (to)
		f->rows[ROW_MOVED] = arena_printf(a, "%s (%s)", to, fate == KEY_ALIAS ?
						  "the broker takes the old name too" :
						  "the broker does not know the old name");
	if (!k)
		return true;
	f->rows[ROW_TYPE] = key_type_text(k, a);
	f->rows[ROW_DEFAULT] = default_text(k);
	f->rows[ROW_REQUIRED] = key_is_required(k) ? "yes" : NULL;
	f->rows[ROW_SECRET] = key_is_block(k) ? NULL : !key_is_secret(k) ? "no" :
		key_takes_file(k) ? "yes; the broker also reads file://PATH" : "yes";
	if (key_deprecated(k))
		f->rows[ROW_DEPRECATED] = deprecated_text(a, key_deprecated(k));
	f->rows[ROW_PATCH] = key_patch(k, a);
	f->rows[ROW_OLD] = key_old_names(v->build, k, a);
	f->rows[ROW_FIELD] = field_text(a, path, v->build);
	tell_way(a, v, path, k, f);
	return true;
}

/* ---- all builds ---- */

static bool
same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static bool
same_facts(const struct facts *a, const struct facts *b)
{
	for (int i = 0; i < ROW_COUNT; i++)
		if (!same_text(a->rows[i], b->rows[i]))
			return false;
	return true;
}

typedef VEC(struct facts) facts_list;

static void
add_facts(struct arena *a, facts_list *all, const struct facts *f)
{
	for (size_t i = 0; i < all->n; i++) {
		if (!same_facts(&all->at[i], f))
			continue;
		all->at[i].builds |= f->builds;
		return;
	}
	*VEC_ADD(a, all) = *f;
}

static bool
is_common(const facts_list *all, int row)
{
	for (size_t i = 1; i < all->n; i++)
		if (!same_text(all->at[0].rows[row], all->at[i].rows[row]))
			return false;
	return true;
}

static void
put_all(struct run *r, const char *path, const facts_list *all)
{
	build_set set = 0;

	for (size_t i = 0; i < all->n; i++)
		if (all->at[i].rows[ROW_TYPE])
			set |= all->at[i].builds;
	buf_printf(&r->out, "%s: an EMQX key\n\n", path);
	explain_row(&r->out, "versions", set ? build_set_text(r->arena, set) : "only an old name");
	for (int row = 0; row < ROW_COUNT; row++)
		if (is_common(all, row))
			explain_row(&r->out, labels[row], all->at[0].rows[row]);
	for (size_t i = 0; all->n > 1 && i < all->n; i++) {
		buf_printf(&r->out, "\n  in EMQX %s\n", build_set_text(r->arena, all->at[i].builds));
		for (int row = 0; row < ROW_COUNT; row++)
			if (!is_common(all, row))
				explain_row(&r->out, arena_printf(r->arena, "  %s", labels[row]),
					    all->at[i].rows[row]);
	}
}

/* ---- one version ---- */

/* Builds in which the path is a key, not an old name. */
static build_set
builds_of(struct arena *a, const char *path)
{
	build_set set = 0;

	for (unsigned i = 0; i < nbuilds; i++) {
		struct facts f = { 0 };
		struct asked v = asked_newest(&builds[i]);

		if (rows_of(a, path, &v, &f) && f.rows[ROW_TYPE])
			set |= UINT32_C(1) << i;
	}
	return set;
}

static void
put_one(struct run *r, const char *path, const struct asked *v)
{
	struct facts f = { 0 };
	build_set set = builds_of(r->arena, path);
	const char *version = version_text(r->arena, &v->version);

	if (!rows_of(r->arena, path, v, &f)) {
		buf_printf(&r->out, "%s: not an EMQX key in %s\n\n", path, version);
		explain_row(&r->out, "versions", build_set_text(r->arena, set));
		return;
	}
	buf_printf(&r->out, "%s: an EMQX key in %s\n\n", path, version);
	explain_row(&r->out, "versions", set ? build_set_text(r->arena, set) : NULL);
	for (int row = 0; row < ROW_COUNT; row++)
		explain_row(&r->out, labels[row], f.rows[row]);
}

bool
explain_key(struct run *r, const char *path, const struct asked *only)
{
	facts_list all = { 0 };

	if (!key_ever(path))
		return false;
	for (unsigned i = 0; !only && i < nbuilds; i++) {
		struct facts f = { .builds = UINT32_C(1) << i };
		struct asked v = asked_newest(&builds[i]);

		if (rows_of(r->arena, path, &v, &f))
			add_facts(r->arena, &all, &f);
	}
	if (!only && !all.n)
		return false;
	if (r->out.n)
		buf_char(&r->out, '\n');
	if (only)
		put_one(r, path, only);
	else
		put_all(r, path, &all);
	return true;
}

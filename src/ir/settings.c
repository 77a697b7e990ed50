/*
 * settings: the user's own EMQX keys beside those that come from fields.
 *
 * A key that a field sets or derives is refused, wherever it is written, so
 * that no two places can disagree.
 */
#include <stdlib.h>
#include <string.h>

#include "ir/make.h"

/* `layer` is a field of the cluster, for all keys at once. */
static void
refuse_layer(struct maker *m, const struct spec_node *config, struct value *record)
{
	size_t kept = 0;
	struct diag *d;

	for (size_t i = 0; i < record->n; i++) {
		const struct value_entry *e = &record->entries[i];

		if (strcmp(e->name, "layer") != 0) {
			record->entries[kept++] = *e;
			continue;
		}
		d = spec_report(m->spec, DIAG_EX086, config, e->at,
				"`layer` is a field of the cluster, not a key of EMQX");
		diag_help(m->diags, d, "write it beside `config`: it is for all keys there");
	}
	record->n = kept;
}

static void
read_config(struct maker *m, setting_list *out)
{
	const struct spec_node *config = read_node(m, NULL, "config");
	struct value *record = config ? spec_config(m->arena, config) : NULL;

	if (!record)
		return;
	refuse_layer(m, config, record);
	keys_say(m, config, record, out);
}

/* The first of each path in a list of settings, of so many. */
struct path_index {
	const setting_list *list;
	struct table by_path;
	size_t n;
};

static const struct setting *
known_path(const struct path_index *index, const char *path, uint64_t hash)
{
	struct probe p = table_probe(&index->by_path, hash);
	uint32_t i;

	while ((i = probe_next(&p)) && strcmp(index->list->at[i - 1].path, path) != 0)
		;
	return i ? &index->list->at[i - 1] : NULL;
}

/* The first of that path among so many of the list, which may have grown. */
static const struct setting *
same_path(struct arena *a, struct path_index *index, size_t upto, const char *path)
{
	for (; index->n < upto; index->n++) {
		const char *next = index->list->at[index->n].path;
		uint64_t hash = str_hash(str_of(next));

		if (!known_path(index, next, hash))
			table_add(a, &index->by_path, hash, (uint32_t)index->n + 1);
	}
	return known_path(index, path, str_hash(str_of(path)));
}

/* The field that has this key, and where it is set. */
static bool
owned(struct maker *m, struct path_index *settings, const struct setting *s)
{
	const struct setting *derived = same_path(m->arena, settings, m->settings.n, s->path);
	const char *field = derived ? derived->owner : meaning_owner(m, s->path);
	struct spec_node *n;
	struct diag *d;

	if (!field)
		return false;
	n = spec_get(m->spec->root, field);
	d = spec_report(m->spec, DIAG_EX086, spec_get(m->spec->root, "config"), s->at,
			"`%s` is set by the field `%s`", s->path, field);
	if (node_said(n))
		diag_note(m->diags, d, spec_place(n), "`%s` is here", field);
	else
		diag_help(m->diags, d, "set `%s` instead", field);
	return true;
}

/* One key in `config { }` and in `env { }`. */
static bool
twice(struct maker *m, struct path_index *user, size_t i)
{
	const struct setting *s = &user->list->at[i];
	const struct setting *first = same_path(m->arena, user, i, s->path);
	struct diag *d;

	if (!first)
		return false;
	d = spec_report(m->spec, DIAG_KU030, spec_get(m->spec->root, "env"), s->at,
			"the variable %s is set twice", setting_var(m->arena, s));
	diag_note(m->diags, d, first->at, "`%s` is set here", first->path);
	return true;
}

/* ---- `layer = default` ------------------------------------------------ */

/* What a node reads before any configuration that the Dashboard saves. */
static bool
is_of_boot(const struct setting *s)
{
	static const char *const roots[] = { "cluster", "node", "rpc" };

	for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
		if (strcmp(s->steps[0], roots[i]) == 0)
			return true;
	return false;
}

static bool
holds_secret(const struct conf *c)
{
	if (c->kind == CONF_SECRET)
		return true;
	for (size_t i = 0; i < c->n; i++)
		if (holds_secret(c->items[i]))
			return true;
	return false;
}

/* base.hocon is text in a ConfigMap: a secret cannot stand in it. */
static bool
stays_pinned(struct maker *m, const struct setting *s)
{
	struct diag *d;

	if (is_of_boot(s))
		return true;
	if (!holds_secret(s->value))
		return false;
	d = spec_report(m->spec, DIAG_EX089, spec_get(m->spec->root, "config"), s->at,
			"`%s` stays pinned: it holds a secret, which travels by a variable", s->path);
	diag_help(m->diags, d, "an edit of it in the Dashboard does not survive a restart");
	return true;
}

/* Does `layer = default` hold, and has this version a file for it? */
static bool
layer_is_default(struct maker *m)
{
	const char *word = read_text(m, NULL, "layer");
	struct spec_node *n = read_node(m, NULL, "layer");
	struct diag *d;

	if (!word || strcmp(word, "default") != 0)
		return false;
	if (version_at_least(&m->ir->version, 5, 8, 4))
		return true;
	d = spec_report(m->spec, DIAG_TY008, n, spec_place(n), "EMQX %s has no `layer = default`",
			version_text(m->arena, &m->ir->version));
	diag_help(m->diags, d, "it needs base.hocon, which EMQX reads since 5.8.4; before, each key that is "
		  "set wins over an edit in the Dashboard");
	return false;
}

static int
by_path(const void *a, const void *b)
{
	const struct setting *x = a, *y = b;

	return strcmp(x->path, y->path);
}

static void
sort(setting_list *list)
{
	if (list->n)
		qsort(list->at, list->n, sizeof *list->at, by_path);
}

void
settings_make(struct maker *m)
{
	bool lower = layer_is_default(m);
	setting_list user = { 0 };
	struct path_index users = { .list = &user }, settings = { .list = &m->settings };
	size_t variables;

	read_config(m, &user);
	variables = user.n;
	user_env_make(m, &user);
	for (size_t i = 0; i < user.n; i++) {
		if (twice(m, &users, i) || owned(m, &settings, &user.at[i]))
			continue;
		if (lower && i < variables && !stays_pinned(m, &user.at[i]))
			*VEC_ADD(m->arena, &m->base) = user.at[i];
		else
			*VEC_ADD(m->arena, &m->settings) = user.at[i];
	}
	sort(&m->settings);
}

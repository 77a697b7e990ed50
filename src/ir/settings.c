/*
 * settings: the user's own EMQX keys beside those that come from fields.
 *
 * A key that a field sets or derives is refused, wherever it is written, so
 * that no two places can disagree.
 */
#include <stdlib.h>
#include <string.h>

#include "ir/make.h"

static const struct setting *
same_path(const setting_list *list, size_t upto, const char *path)
{
	for (size_t i = 0; i < upto; i++)
		if (strcmp(list->at[i].path, path) == 0)
			return &list->at[i];
	return NULL;
}

/* The field that has this key, and where it is set. */
static bool
owned(struct maker *m, const struct setting *s)
{
	const struct setting *derived = same_path(&m->settings, m->settings.n, s->path);
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
twice(struct maker *m, const setting_list *user, size_t i)
{
	const struct setting *s = &user->at[i];
	const struct setting *first = same_path(user, i, s->path);
	struct diag *d;

	if (!first)
		return false;
	d = spec_report(m->spec, DIAG_KU030, spec_get(m->spec->root, "env"), s->at,
			"the variable %s is set twice", setting_var(m->arena, s));
	diag_note(m->diags, d, first->at, "`%s` is set here", first->path);
	return true;
}

static int
by_path(const void *a, const void *b)
{
	const struct setting *x = a, *y = b;

	return strcmp(x->path, y->path);
}

void
settings_make(struct maker *m)
{
	const struct spec_node *config = read_node(m, NULL, "config");
	setting_list user = { 0 };
	size_t derived = m->settings.n;

	if (config)
		keys_say(m, config, spec_config(m->arena, config), &user);
	user_env_make(m, &user);
	for (size_t i = 0; i < user.n; i++)
		if (!twice(m, &user, i) && !owned(m, &user.at[i]))
			*VEC_ADD(m->arena, &m->settings) = user.at[i];
	if (m->settings.n > derived || derived)
		qsort(m->settings.at, m->settings.n, sizeof *m->settings.at, by_path);
}

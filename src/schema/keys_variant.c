/*
 * keys_variant: which arm of a union a block is.
 *
 * An arm is named by its fixed fields (mechanism=jwt,use_jwks=true).  An arm
 * is out when the block gives one of them another value.  Among those that
 * are left, the one that knows most of the written names is taken, and of
 * these the one with most fixed fields written.
 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/edit.h"
#include "schema/keys_walk.h"

/* One field=value of an arm; false at its end.  A bare name has no value. */
static bool
next_tag(const char **p, struct str *field, struct str *value)
{
	size_t n = strcspn(*p, ","), eq = strcspn(*p, "=,");

	if (n == 0)
		return false;
	*field = (struct str){ *p, eq };
	*value = (struct str){ *p + (eq < n ? eq + 1 : n), eq < n ? n - eq - 1 : 0 };
	*p += n + ((*p)[n] != '\0');
	return true;
}

static const struct value *
written(const struct value *v, struct str field)
{
	for (size_t i = 0; i < v->n; i++)
		if (str_is(field, v->entries[i].name))
			return v->entries[i].value;
	return NULL;
}

static bool
is_scalar_text(const struct value *v)
{
	return v->kind >= VAL_STRING && v->kind <= VAL_WORD;
}

/* How many fixed fields of an arm are written; -1 when one has another value. */
static int
fit_tags(const char *arm, const struct value *v)
{
	struct str field, want;
	int tags = 0;

	while (next_tag(&arm, &field, &want)) {
		const struct value *have = written(v, field);

		if (!want.n || !have || !is_scalar_text(have))
			continue;
		if (!str_eq(have->text, want))
			return -1;
		tags++;
	}
	return tags;
}

static int
fit_names(const struct walk *w, unsigned arm, const struct value *v)
{
	int known = 0;

	for (size_t i = 0; i < v->n; i++) {
		unsigned child = node_child(arm, STEP_NAME, str_of(v->entries[i].name));

		known += child && node_lives(child, w->when);
	}
	return known;
}

/* Does the arm agree with what is written, up to (not with) that field? */
static bool
agrees_before(const char *arm, const struct value *v, struct str upto)
{
	struct str field, want;

	while (next_tag(&arm, &field, &want)) {
		const struct value *have = written(v, field);

		if (str_eq(field, upto))
			return true;
		if (want.n && have && is_scalar_text(have) && !str_eq(have->text, want))
			return false;
	}
	return false;
}

/* The words that a field may have, given the fields before it. */
static const char *
words_for(struct walk *w, unsigned node, const struct value *v, struct str upto, struct nearest *near)
{
	struct arena *a = w->c->arena;
	const uint16_t *arms;
	size_t n = node_children(node, STEP_VARIANT, &arms);
	struct buf b = BUF_IN(a);

	for (size_t i = 0; i < n; i++) {
		const char *arm = key_text + key_nodes[arms[i]].name;
		struct str field, want;

		if (!node_lives(arms[i], w->when) || !agrees_before(arm, v, upto))
			continue;
		while (next_tag(&arm, &field, &want)) {
			const char *word = arena_printf(a, "`%.*s`", STR_ARG(want));

			if (!str_eq(field, upto) || !want.n || (b.n && strstr(buf_cstr(&b), word)))
				continue;
			if (near)
				nearest_offer(near, arena_strndup(a, want.p, want.n));
			buf_printf(&b, "%s%s", b.n ? ", " : "", word);
		}
	}
	return b.n ? buf_cstr(&b) : NULL;
}

/* No arm fits: the first fixed field whose value no arm has is the fault. */
static void
tell_unknown_tag(struct walk *w, unsigned node, const struct value *v)
{
	struct arena *a = w->c->arena;

	for (size_t i = 0; i < v->n; i++) {
		const struct value *have = v->entries[i].value;
		struct nearest near;
		const char *words, *meant;
		struct str field = str_of(v->entries[i].name);

		if (!is_scalar_text(have))
			continue;
		nearest_start(&near, arena_strndup(a, have->text.p, have->text.n));
		words = words_for(w, node, v, field, &near);
		if (!words || strstr(words, arena_printf(a, "`%.*s`", STR_ARG(have->text))))
			continue;
		meant = nearest_text(&near, a);
		diag_add(w->c->diags, DIAG_EX004, have->at, "`%s` does not know `%.*s`%s%s%s; it takes %s",
			 walk_path_with(w, v->entries[i].name), STR_ARG(have->text),
			 meant ? " (did you mean " : "", meant ? meant : "", meant ? "?)" : "", words);
		return;
	}
	diag_add(w->c->diags, DIAG_EX004, v->at, "`%s` has fields that no kind of it has together",
		 walk_path(w));
}

/* Two arms that only differ in a field that is not written: it is needed. */
static bool
needs_tag(struct walk *w, unsigned node, unsigned chosen, const struct value *v, struct place at)
{
	const char *arm = key_text + key_nodes[chosen].name;
	struct str field, want;

	while (next_tag(&arm, &field, &want)) {
		const char *words;
		unsigned child;
		const struct key *fact;

		if (!want.n || written(v, field))
			continue;
		words = words_for(w, node, v, field, NULL);
		child = node_child(chosen, STEP_NAME, field);
		fact = child ? node_fact(child, w->when) : NULL;
		if (!words || !strchr(words, ',') || (fact && fact->preset))
			continue;
		diag_add(w->c->diags, DIAG_EX088, at, "`%s` is missing: it is one of %s",
			 walk_path_with(w, arena_strndup(w->c->arena, field.p, field.n)), words);
		return true;
	}
	return false;
}

bool
variant_choose(struct walk *w, unsigned node, const struct value *v, unsigned *out)
{
	const uint16_t *arms;
	size_t n = node_children(node, STEP_VARIANT, &arms);
	int best_names = -1, best_tags = -1;
	bool any = false;

	*out = 0;
	for (size_t i = 0; i < n; i++) {
		int tags, names;

		if (!node_lives(arms[i], w->when))
			continue;
		any = true;
		tags = fit_tags(key_text + key_nodes[arms[i]].name, v);
		if (tags < 0)
			continue;
		names = fit_names(w, arms[i], v);
		if (names > best_names || (names == best_names && tags > best_tags)) {
			best_names = names;
			best_tags = tags;
			*out = arms[i];
		}
	}
	if (!any)
		return true;
	if (!*out) {
		tell_unknown_tag(w, node, v);
		return false;
	}
	return v->n == 0 || !needs_tag(w, node, *out, v, v->at);
}

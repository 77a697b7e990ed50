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

/* Is it a field with one word only, and another one is written? */
static bool
contradicts(const struct walk *w, unsigned child, const struct value *v)
{
	const struct key *fact = node_fact(child, w->when);
	const char *words = fact ? key_words(fact) : NULL;

	return words && !strchr(words, '|') && fact_type(fact)->id == CT_ENUM &&
	       is_scalar_text(v) && !str_is(v->text, words);
}

/* How many of the written names an arm knows; -1 when it cannot be that arm. */
static int
fit_names(const struct walk *w, unsigned arm, const struct value *v)
{
	int known = 0;

	for (size_t i = 0; i < v->n; i++) {
		unsigned child = node_child(arm, STEP_NAME, str_of(v->entries[i].name));

		if (!child || !node_lives(child, w->when))
			continue;
		if (contradicts(w, child, v->entries[i].value))
			return -1;
		known++;
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

struct words {
	struct arena *arena;
	struct buf text;            /* "`a`, `b`" */
	struct nearest *near;       /* may be NULL */
};

static void
add_word(struct words *s, struct str word)
{
	const char *quoted = arena_printf(s->arena, "`%.*s`", STR_ARG(word));

	if (s->text.n && strstr(buf_cstr(&s->text), quoted))
		return;
	if (s->near)
		nearest_offer(s->near, arena_strndup(s->arena, word.p, word.n));
	buf_printf(&s->text, "%s%s", s->text.n ? ", " : "", quoted);
}

/* An arm without fixed fields: the words of the field itself. */
static void
add_field_words(const struct walk *w, struct words *s, unsigned arm, struct str field)
{
	unsigned child = node_child(arm, STEP_NAME, field);
	const struct key *fact = child ? node_fact(child, w->when) : NULL;
	const char *p = fact ? key_words(fact) : NULL;

	while (p && *p) {
		size_t n = strcspn(p, "|");

		add_word(s, (struct str){ p, n });
		p += n + (p[n] != '\0');
	}
}

/* The words that a field may have, given the fields before it; or NULL. */
static const char *
words_for(struct walk *w, unsigned node, const struct value *v, struct str upto, struct nearest *near)
{
	struct words s = { w->c->arena, BUF_IN(w->c->arena), near };
	const uint16_t *arms;
	size_t n = node_children(node, STEP_VARIANT, &arms);

	for (size_t i = 0; i < n; i++) {
		const char *arm = key_text + key_nodes[arms[i]].name;
		struct str field, want;

		if (!node_lives(arms[i], w->when))
			continue;
		if (!strchr(arm, '='))
			add_field_words(w, &s, arms[i], upto);
		if (!agrees_before(arm, v, upto))
			continue;
		while (next_tag(&arm, &field, &want))
			if (str_eq(field, upto) && want.n)
				add_word(&s, want);
	}
	return s.text.n ? buf_cstr(&s.text) : NULL;
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
		if (!words || !strchr(words, ',') || (fact && fact->preset) || v->torn)
			continue;
		diag_add(w->c->diags, DIAG_EX004, at, "`%s` is missing: it is one of %s",
			 walk_path_with(w, arena_strndup(w->c->arena, field.p, field.n)), words);
		return true;
	}
	return false;
}

bool
variant_choose(struct walk *w, unsigned node, bool whole, const struct value *v, unsigned *out)
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
		names = tags < 0 ? -1 : fit_names(w, arms[i], v);
		if (names < 0)
			continue;
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
	return !whole || !needs_tag(w, node, *out, v, v->at);
}

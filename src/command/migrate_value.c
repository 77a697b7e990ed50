/*
 * migrate_value: what a value becomes when its key goes to another version.
 *
 * A value is tried in the forms that it may take, one by one, by the reader of
 * keys itself: the first that the new version takes without an error is it.
 * Owner: the migration.
 */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "diag/diag.h"
#include "front/load.h"
#include "command/migrate.h"
#include "schema/keys.h"
#include "schema/types.h"

/* ---- making and showing values ---- */

static const struct value *
make(struct migration *m, const struct value *old, enum value_kind kind, struct str text)
{
	struct value *v = ARENA_NEW(m->arena, struct value);

	v->kind = kind;
	v->at = old->at;
	v->text = text;
	return v;
}

static const struct value *
word(struct migration *m, const struct value *old, enum value_kind kind, const char *text)
{
	return make(m, old, kind, str_of(text));
}

/* A text as the literal that it looks like. */
static const struct value *
guess(struct migration *m, const struct value *old, struct str s)
{
	size_t digits = 0;

	while (digits < s.n && s.p[digits] >= '0' && s.p[digits] <= '9')
		digits++;
	if (digits && digits == s.n)
		return make(m, old, VAL_INT, s);
	if (digits && s.p[s.n - 1] == '%')
		return make(m, old, VAL_PERCENT, s);
	if (digits && !memchr(s.p, ':', s.n))
		return make(m, old, VAL_UNIT, s);
	if (str_is(s, "true") || str_is(s, "false"))
		return make(m, old, VAL_BOOL, s);
	return make(m, old, VAL_STRING, s);
}

static void
show_string(struct buf *b, struct str s)
{
	buf_char(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (strchr("\"\\", s.p[i]) || (s.p[i] == '$' && i + 1 < s.n && s.p[i + 1] == '{'))
			buf_char(b, '\\');
		if (s.p[i] == '\n' || s.p[i] == '\t')
			buf_text(b, s.p[i] == '\n' ? "\\n" : "\\t");
		else
			buf_char(b, s.p[i]);
	}
	buf_char(b, '"');
}

static void
show(struct buf *b, const struct value *v)
{
	switch (v->kind) {
	case VAL_STRING:
		show_string(b, v->text);
		return;
	case VAL_LIST:
		buf_char(b, '[');
		for (size_t i = 0; i < v->n; i++) {
			buf_text(b, i ? ", " : "");
			show(b, v->items[i]);
		}
		buf_char(b, ']');
		return;
	case VAL_RECORD:
		buf_text(b, "{ ");
		for (size_t i = 0; i < v->n; i++) {
			buf_text(b, i ? "; " : "");
			show_string(b, str_of(v->entries[i].name));
			buf_text(b, " = ");
			show(b, v->entries[i].value);
		}
		buf_text(b, " }");
		return;
	default:
		buf_str(b, v->text);
	}
}

const char *
migrate_show(struct arena *a, const struct value *v)
{
	struct buf b = BUF_IN(a);

	show(&b, v);
	return buf_cstr(&b);
}

/* ---- what is written ---- */

static const struct value *
literal_string(struct migration *m, const struct ast_value *v)
{
	struct value *out = ARENA_NEW(m->arena, struct value);
	struct buf b = BUF_IN(m->arena);

	for (size_t i = 0; i < v->pieces.n; i++) {
		if (!v->pieces.at[i].text)
			return NULL;
		buf_add(&b, v->pieces.at[i].text, v->pieces.at[i].n);
	}
	buf_cstr(&b);
	*out = (struct value){ .kind = VAL_STRING, .at = v->at, .text = buf_view(&b) };
	return out;
}

static const struct value *
literal_list(struct migration *m, const struct ast_value *v)
{
	struct value *out = ARENA_NEW(m->arena, struct value);

	*out = (struct value){ .kind = VAL_LIST, .at = v->at };
	out->items = ARENA_ARRAY(m->arena, struct value *, v->items.n + 1);
	for (size_t i = 0; i < v->items.n; i++) {
		const struct value *item = migrate_literal(m, v->items.at[i]);

		if (!item)
			return NULL;
		out->items[out->n] = ARENA_NEW(m->arena, struct value);
		*out->items[out->n++] = *item;
	}
	return out;
}

/* A name that a let or param of the file gives a value. */
static bool
is_reference(const struct migration *m, const char *name)
{
	for (size_t i = 0; i < m->ast->tops.n; i++) {
		const struct ast_top *t = m->ast->tops.at[i];

		if (t->kind == AST_TOP_LET && strcmp(t->name.text, name) == 0)
			return true;
		if (t->kind == AST_TOP_PARAM && strcmp(t->param.name.text, name) == 0)
			return true;
	}
	for (size_t i = 0; i < m->top->params.n; i++)
		if (strcmp(m->top->params.at[i].name.text, name) == 0)
			return true;
	for (size_t i = 0; m->top->body && i < m->top->body->items.n; i++) {
		const struct ast_item *item = m->top->body->items.at[i];

		if (item->kind == AST_LET && strcmp(item->name.text, name) == 0)
			return true;
	}
	return false;
}

const struct value *
migrate_literal(struct migration *m, const struct ast_value *v)
{
	static const enum value_kind kinds[] = {
		[AST_INT] = VAL_INT, [AST_DECIMAL] = VAL_DECIMAL, [AST_VERSION] = VAL_VERSION,
		[AST_UNIT] = VAL_UNIT, [AST_PERCENT] = VAL_PERCENT, [AST_ADDRESS] = VAL_ADDRESS,
		[AST_BOOL] = VAL_BOOL,
	};
	struct value *out;

	if (v->kind == AST_STRING)
		return literal_string(m, v);
	if (v->kind == AST_LIST)
		return literal_list(m, v);
	if (v->block || v->has_args)
		return NULL;
	out = ARENA_NEW(m->arena, struct value);
	out->at = v->at;
	if (v->kind >= AST_INT && v->kind <= AST_BOOL) {
		out->kind = kinds[v->kind];
		out->text = str_of(migrate_source(m, v->at));
		return out;
	}
	if (v->kind != AST_CALL || v->path->steps.n != 1 || is_reference(m, v->path->steps.at[0].name.text))
		return NULL;
	out->kind = VAL_WORD;
	out->text = str_of(v->path->steps.at[0].name.text);
	return out;
}

/* ---- does the new version take it? ---- */

static struct value *
nested(struct migration *m, const char *path, const struct value *leaf)
{
	size_t n = strcspn(path, ".");
	struct value *v = ARENA_NEW(m->arena, struct value), *below = ARENA_NEW(m->arena, struct value);

	*below = *leaf;
	v->kind = VAL_RECORD;
	v->at = leaf->at;
	v->n = 1;
	v->entries = ARENA_NEW(m->arena, struct value_entry);
	v->entries->name = arena_strndup(m->arena, path, n);
	v->entries->at = leaf->at;
	v->entries->value = path[n] ? nested(m, path + n + 1, leaf) : below;
	return v;
}

static bool
reads(struct migration *m, const struct asked *in, const char *path, const struct value *v)
{
	struct key_context c = {
		.arena = m->arena, .diags = diags_new(m->arena, m->program->sources),
		.build = in->build, .version = in->version
	};
	setting_list read = { 0 };

	keys_read(&c, nested(m, path, v), &read);
	return diags_errors(c.diags) == 0;
}

/* ---- forms ---- */

typedef VEC(const struct value *) tries;

static const struct value *
list_of_parts(struct migration *m, const struct value *old)
{
	struct value *list = ARENA_NEW(m->arena, struct value);
	VEC(struct value *) items = { 0 };
	const char *p = old->text.p, *end = p + old->text.n;

	while (p < end) {
		const char *comma = memchr(p, ',', (size_t)(end - p));
		struct value *item = ARENA_NEW(m->arena, struct value);

		if (!comma)
			comma = end;
		*item = *make(m, old, VAL_STRING, str_trim((struct str){ p, (size_t)(comma - p) }));
		*VEC_ADD(m->arena, &items) = item;
		p = comma + (comma < end);
	}
	*list = (struct value){ .kind = VAL_LIST, .at = old->at, .items = items.at, .n = items.n };
	return list;
}

static bool
is_word(const struct value *v, const char *text)
{
	return (v->kind == VAL_WORD || v->kind == VAL_STRING || v->kind == VAL_BOOL) &&
	       str_is(v->text, text);
}

/* What a literal of the old version may be called in the new one. */
static void
try_as_is(struct migration *m, const struct value *old, tries *out)
{
	struct arena *a = m->arena;

	*VEC_ADD(a, out) = old;
	if (is_word(old, "on") || is_word(old, "off"))
		*VEC_ADD(a, out) = word(m, old, VAL_BOOL, is_word(old, "on") ? "true" : "false");
	if (is_word(old, "true") || is_word(old, "false"))
		*VEC_ADD(a, out) = word(m, old, VAL_WORD, is_word(old, "true") ? "on" : "off");
	if (is_word(old, "none"))
		*VEC_ADD(a, out) = word(m, old, VAL_WORD, "disabled");
	if (old->kind == VAL_INT && str_is(old->text, "-1"))
		*VEC_ADD(a, out) = word(m, old, VAL_WORD, "unlimited");
	if (old->kind == VAL_INT) {
		*VEC_ADD(a, out) = word(m, old, VAL_UNIT, arena_printf(a, "%.*sms", STR_ARG(old->text)));
		*VEC_ADD(a, out) = word(m, old, VAL_ADDRESS, arena_printf(a, "0.0.0.0:%.*s", STR_ARG(old->text)));
	}
	if (old->kind == VAL_STRING) {
		if (guess(m, old, old->text)->kind != VAL_STRING)
			try_as_is(m, guess(m, old, old->text), out);
		*VEC_ADD(a, out) = make(m, old, VAL_WORD, old->text);
		*VEC_ADD(a, out) = list_of_parts(m, old);
	}
	if (old->kind == VAL_WORD || old->kind == VAL_ADDRESS)
		*VEC_ADD(a, out) = make(m, old, VAL_STRING, old->text);
	if (old->kind == VAL_WORD)
		*VEC_ADD(a, out) = list_of_parts(m, old);
}

static bool
choose(struct migration *m, const tries *t, struct outcome *out, size_t key)
{
	for (size_t i = 0; i < t->n; i++) {
		if (!reads(m, &m->to, out->keys[key].path, t->at[i]))
			continue;
		out->keys[key].value = t->at[i];
		return true;
	}
	return false;
}

static bool
put_as_is(struct migration *m, const struct value *old, struct outcome *out, size_t key)
{
	tries t = { 0 };

	try_as_is(m, old, &t);
	return choose(m, &t, out, key);
}

static bool
put_zero(struct migration *m, const struct value *old, const char *instead, struct outcome *out)
{
	tries t = { 0 };

	if (!str_is(old->text, "0"))
		return put_as_is(m, old, out, 0);
	*VEC_ADD(m->arena, &t) = word(m, old, VAL_WORD, instead);
	*VEC_ADD(m->arena, &t) = guess(m, old, str_of(instead));
	return choose(m, &t, out, 0);
}

/* "16MB" as the language writes it without doubt: "16MiB". */
static struct str
exact_size(struct migration *m, struct str s)
{
	if (s.n < 3 || s.p[s.n - 1] != 'B' || !memchr("KMG", s.p[s.n - 2], 3))
		return s;
	return str_of(arena_printf(m->arena, "%.*siB", (int)(s.n - 1), s.p));
}

/* "30, 1m, 5m": a key for each; a word such as `default` is no value. */
static bool
put_parts(struct migration *m, const struct value *old, struct outcome *out)
{
	struct str rest = old->text;

	for (size_t i = 0; i < out->n; i++) {
		size_t n = 0;
		tries t = { 0 };

		while (n < rest.n && rest.p[n] != ',' && rest.p[n] != '|')
			n++;
		try_as_is(m, guess(m, old, exact_size(m, str_trim((struct str){ rest.p, n }))), &t);
		if (!n || (i + 1 < out->n) != (n < rest.n) || !choose(m, &t, out, i))
			return false;
		n += n < rest.n;
		rest = (struct str){ rest.p + n, rest.n - n };
	}
	return true;
}

static bool
put_both(struct migration *m, const struct value *old, struct outcome *out)
{
	for (size_t i = 0; i < out->n; i++)
		if (!put_as_is(m, old, out, i))
			return false;
	return true;
}

static bool
put_log_to(struct migration *m, const struct value *old, struct outcome *out)
{
	static const char *const names[] = { "console", "file" };

	for (size_t i = 0; i < out->n && i < 2; i++)
		out->keys[i].value = word(m, old, VAL_BOOL, is_word(old, "both") || is_word(old, names[i]) ?
					  "true" : "false");
	return true;
}

/* "100KB,10s" -> "100KB/10s" */
static bool
put_rate(struct migration *m, const struct value *old, struct outcome *out)
{
	const char *text = arena_strndup(m->arena, old->text.p, old->text.n);
	const char *comma = strchr(text, ',');
	tries t = { 0 };

	if (!comma)
		return false;
	text = arena_printf(m->arena, "%.*s/%s", (int)(comma - text), text, comma + 1 + strspn(comma + 1, " "));
	*VEC_ADD(m->arena, &t) = word(m, old, VAL_STRING, text);
	return choose(m, &t, out, 0);
}

static bool
put_per_second(struct migration *m, const struct value *old, struct outcome *out)
{
	tries t = { 0 };

	*VEC_ADD(m->arena, &t) = word(m, old, VAL_STRING, arena_printf(m->arena, "%.*s/s", STR_ARG(old->text)));
	return choose(m, &t, out, 0);
}

static bool
put_one_rule(struct migration *m, const struct value *old, struct outcome *out)
{
	tries t = { 0 };

	*VEC_ADD(m->arena, &t) = list_of_parts(m, old);
	return choose(m, &t, out, 0);
}

/* "a=1,b=2" -> { "a" = 1; "b" = 2 } */
static bool
put_priorities(struct migration *m, const struct value *old, struct outcome *out)
{
	const struct value *parts = list_of_parts(m, old);
	struct value *record = ARENA_NEW(m->arena, struct value);
	tries t = { 0 };

	if (is_word(old, "none"))
		return put_as_is(m, old, out, 0);
	*record = (struct value){ .kind = VAL_RECORD, .at = old->at };
	record->entries = ARENA_ARRAY(m->arena, struct value_entry, parts->n + 1);
	for (size_t i = 0; i < parts->n; i++) {
		struct str s = parts->items[i]->text;
		const char *eq = memchr(s.p, '=', s.n);
		struct value_entry *e = &record->entries[record->n++];

		if (!eq)
			return false;
		e->name = arena_strndup(m->arena, s.p, (size_t)(eq - s.p));
		e->at = old->at;
		e->value = ARENA_NEW(m->arena, struct value);
		*e->value = *guess(m, old, str_trim((struct str){ eq + 1, s.n - (size_t)(eq + 1 - s.p) }));
	}
	*VEC_ADD(m->arena, &t) = record;
	return choose(m, &t, out, 0);
}

/* A reference keeps its value; whether it fits is seen when it is compiled. */
static bool
put_unknown(enum migrate_form form, const struct outcome *out)
{
	return out->n == 1 && form != FORM_RATE && form != FORM_PER_SECOND && form != FORM_ONE_RULE &&
	       form != FORM_PRIORITIES;
}

/* A value that the old version did not take alone (an arm of a union without
 * its tag) is not judged. */
static bool
put_unjudged(struct migration *m, const char *path, const struct value *old, struct outcome *out)
{
	out->keys[0].value = old;
	return out->n == 1 && !reads(m, &m->from, path, old);
}

bool
migrate_values(struct migration *m, enum migrate_form form, const char *path,
	       const struct value *old, struct outcome *out)
{
	if (!old)
		return put_unknown(form, out);
	switch (form) {
	case FORM_AS_IS:
		return put_as_is(m, old, out, 0) || put_unjudged(m, path, old, out);
	case FORM_ZERO_INFINITY:
		return put_zero(m, old, "infinity", out);
	case FORM_ZERO_DISABLED:
		return put_zero(m, old, "disabled", out);
	case FORM_ZERO_MOST:
		return put_zero(m, old, "65535", out);
	case FORM_PARTS:
		return put_parts(m, old, out);
	case FORM_BOTH:
		return put_both(m, old, out);
	case FORM_LOG_TO:
		return put_log_to(m, old, out);
	case FORM_RATE:
		return put_rate(m, old, out);
	case FORM_PER_SECOND:
		return put_per_second(m, old, out);
	case FORM_ONE_RULE:
		return put_one_rule(m, old, out);
	case FORM_PRIORITIES:
		return put_priorities(m, old, out);
	case FORM_BY_HAND:
		return false;
	}
	return false;
}

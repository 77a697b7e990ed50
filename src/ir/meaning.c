/*
 * meaning: from what a setting means to the key and the form of this version.
 * The rows are in meaning.def and bases.def; nothing else in this room names a key.
 */
#include <assert.h>
#include <string.h>

#include "base/buf.h"
#include "ir/make.h"
#include "schema/keys_types.h"

enum form {
	FORM_TEXT, FORM_WORD, FORM_BOOL, FORM_INT, FORM_DURATION, FORM_SECRET,
	FORM_FLAG,    /* on, off */
	FORM_BIND,    /* 0.0.0.0:1883, [::]:1883 */
	FORM_BIND4,   /* 4.x: the address of IPv6 stands without brackets */
	FORM_SIZE,
	FORM_PORT,    /* the number alone */
	FORM_RATE,    /* 1000/s */
	FORM_LIST,    /* of strings, from a text with commas */
	FORM_INTS
};

enum owned { OWNED_SET, OWNED_ALWAYS };

static const struct key_row {
	enum meaning id;
	int era;
	const char *path;
	enum form form;
	const char *field;
	enum owned owned;
} key_rows[] = {
#define MEANING(id)
#define KEY(id, era, path, form, field, owned) \
	{ MEAN_##id, era, path, FORM_##form, field, OWNED_##owned },
#include "ir/meaning.def"
#undef MEANING
#undef KEY
};

static const struct base_row {
	enum subject_kind kind;
	int era;
	const char *listener, *tls;
} base_rows[] = {
#define BASE(what, era, field, listener, tls) { SUBJECT_##what, era, listener, tls },
#include "ir/bases.def"
#undef BASE
};

/* The first row of each meaning: rows are numbered by the line that they are on. */
enum {
#define NUMBER_(line) ROW_##line
#define NUMBER(line) NUMBER_(line)
#define MEANING(id) FIRST_##id, BEFORE_##id = FIRST_##id - 1,
#define KEY(id, era, path, form, field, owned) NUMBER(__LINE__),
#include "ir/meaning.def"
#undef MEANING
#undef KEY
};
static const unsigned char first_rows[] = {
#define MEANING(id) [MEAN_##id] = FIRST_##id,
#define KEY(id, era, path, form, field, owned)
#include "ir/meaning.def"
#undef MEANING
#undef KEY
};

enum {
	KEY_ROWS = sizeof key_rows / sizeof *key_rows,
	BASE_ROWS = sizeof base_rows / sizeof *base_rows
};

static const enum conf_kind form_kinds[] = {
	[FORM_TEXT] = CONF_STRING, [FORM_WORD] = CONF_WORD, [FORM_BOOL] = CONF_BOOL,
	[FORM_INT] = CONF_INT, [FORM_DURATION] = CONF_DURATION, [FORM_SECRET] = CONF_SECRET,
	[FORM_FLAG] = CONF_BOOL, [FORM_BIND] = CONF_ADDRESS, [FORM_BIND4] = CONF_ADDRESS,
	[FORM_SIZE] = CONF_SIZE, [FORM_PORT] = CONF_INT, [FORM_RATE] = CONF_STRING, [FORM_LIST] = CONF_LIST,
	[FORM_INTS] = CONF_LIST,
};

static int
era_of(const struct ir *ir)
{
	return ir_is_four(ir) ? 4 : 5;
}

/* One part of a path, with what its letters stand for. */
static void
fill_in(struct buf *b, const char *path, const struct subject *s)
{
	for (const char *p = path; *p; p++) {
		if (*p == 'T')
			buf_text(b, s->type);
		else if (*p == 'N')
			buf_text(b, s->instance);
		else if (*p == 'G')
			buf_text(b, s->gateway);
		else if (*p == 'I')
			buf_printf(b, "%d", s->item);
		else
			buf_char(b, *p);
	}
}

static const char *
path_below(struct arena *a, const char *path, const struct base_row *base, const struct subject *s)
{
	struct buf b = BUF_IN(a);

	fill_in(&b, *path == 'L' ? base->listener : base->tls, s);
	fill_in(&b, path + 1, s);
	return buf_cstr(&b);
}

/* The key that a row names, if this version has it. */
static const struct key *
key_of(struct key_context *c, const struct key_row *row, const struct subject *s, const char **path)
{
	const struct key *key = NULL;

	*path = row->path;
	if (!s)
		return key_find_in(c, *path);
	for (int i = 0; i < BASE_ROWS && !key; i++) {
		if (base_rows[i].kind != s->kind || base_rows[i].era != row->era)
			continue;
		*path = path_below(c->arena, row->path, &base_rows[i], s);
		key = key_find_in(c, *path);
	}
	return key;
}

static const struct key_row *
row_for(const struct ir *ir, enum meaning id, const struct subject *s, const char **path,
	const struct key **key)
{
	struct key_context c = ir_keys(ir);
	int era = era_of(ir);

	for (int i = first_rows[id]; i < KEY_ROWS && key_rows[i].id == id; i++) {
		if (key_rows[i].era != era)
			continue;
		*key = key_of(&c, &key_rows[i], s, path);
		if (*key)
			return &key_rows[i];
	}
	return NULL;
}

/* "0.0.0.0:1883" or ":::1883" in the form of the row. */
static const char *
bind_text(struct arena *a, enum form form, const char *text)
{
	const char *colon = strrchr(text, ':');

	assert(colon);
	if (form == FORM_PORT)
		return colon + 1;
	if (form == FORM_BIND4 || !memchr(text, ':', (size_t)(colon - text)))
		return text;
	return arena_printf(a, "[%.*s]:%s", (int)(colon - text), text, colon + 1);
}

static const char *
form_text(struct arena *a, enum form form, const char *text)
{
	if (form == FORM_FLAG)
		return strcmp(text, "true") == 0 ? "on" : "off";
	if (form == FORM_RATE)
		return arena_printf(a, "%s/s", text);
	if (form == FORM_BIND || form == FORM_BIND4 || form == FORM_PORT)
		return bind_text(a, form, text);
	return text;
}

static struct conf *
list_item(struct arena *a, enum form form, struct str text)
{
	struct conf *c = ARENA_NEW(a, struct conf);

	c->kind = form == FORM_INTS ? CONF_INT : CONF_STRING;
	c->text = text;
	if (form == FORM_INTS)
		number_int(text, &c->num);
	return c;
}

/* Items of a text with commas. */
static void
fill_list(struct arena *a, enum form form, const char *text, struct conf *list)
{
	VEC(struct conf *) items = { 0 };

	for (const char *p = text; *p;) {
		size_t n = strcspn(p, ",");

		*VEC_ADD(a, &items) = list_item(a, form, (struct str){ p, n });
		p += p[n] ? n + 1 : n;
	}
	list->items = items.at;
	list->n = items.n;
}

/* A word of a field that this version's key does not have. */
static bool
word_ok(struct maker *m, const struct key_row *row, const struct key *key, const char *text, struct place at,
	const char *owner)
{
	const char *words = row->form == FORM_WORD ? key_words(key) : NULL;
	size_t n = strlen(text);

	if (!words)
		return true;
	for (const char *p = words; p; p = strchr(p, '|')) {
		p += *p == '|';
		if (strncmp(p, text, n) == 0 && (p[n] == '|' || !p[n]))
			return true;
	}
	spec_report(m->spec, DIAG_TY008, read_node(m, NULL, owner), at, "EMQX %s knows no `%s` for `%s`",
		    version_text(m->arena, &m->ir->version), text, owner);
	return false;
}

/* An enumeration may have `true` and `false` among its words. */
static enum conf_kind
kind_of(enum form form, const char *text)
{
	if (form == FORM_WORD && (strcmp(text, "true") == 0 || strcmp(text, "false") == 0))
		return CONF_BOOL;
	return form_kinds[form];
}

bool
mean(struct maker *m, enum meaning id, const struct subject *s, const char *text,
     struct place at, const char *owner)
{
	const char *path;
	const struct key *key;
	const struct key_row *row = row_for(m->ir, id, s, &path, &key);

	if (!row)
		return false;
	if (id != MEAN_ROLE && !word_ok(m, row, key, text, at, owner))
		return true; /* roles have a rule of their own, EX042 */
	text = form_text(m->arena, row->form, text);
	keys_derive(m->arena, key, path, kind_of(row->form, text), str_of(text), at, owner, &m->settings);
	if (form_kinds[row->form] == CONF_LIST)
		fill_list(m->arena, row->form, text, m->settings.at[m->settings.n - 1].value);
	return true;
}

/* Free text that this version cannot hold; the cookie has a rule of its own. */
static bool
text_ok(struct maker *m, const struct spec_node *n, const struct value *v, const char *fault)
{
	if (fault)
		spec_report(m->spec, DIAG_EX004, n, v->at, "`%s` %s", spec_path(m->arena, n), fault);
	return !fault;
}

bool
mean_secret(struct maker *m, enum meaning id, const struct subject *s, const struct value *secret,
	    const char *owner)
{
	const char *path;
	const struct key *key;

	if (!row_for(m->ir, id, s, &path, &key))
		return false;
	if (id != MEAN_COOKIE && secret->kind == VAL_INSECURE
	    && !text_ok(m, read_node(m, NULL, owner), secret, secret_text_fault(&m->keys, secret->text)))
		return true;
	keys_derive_secret(m->arena, key, path, secret, owner, &m->settings);
	return true;
}

/* The neutral text of a field's value. */
static const char *
field_text(struct arena *a, const struct value *v, const struct type *t)
{
	if (t && t->kind == TYPE_BOOL)
		return v->num ? "true" : "false";
	if (t && t->kind == TYPE_DURATION)
		return duration_text(a, v->num);
	if (t && t->kind == TYPE_SIZE)
		return conf_size_text(a, v->num);
	if (t && (t->kind == TYPE_INT || t->kind == TYPE_PORT))
		return arena_printf(a, "%lld", (long long)v->num);
	return text_of(a, v);
}

/* Durations that a field may have and no key takes. */
static bool
duration_ok(struct maker *m, const struct spec_node *n, const struct value *v)
{
	const struct version *version = &m->ir->version;

	if (n->type->kind != TYPE_DURATION || v->num > 0)
		return true;
	if (v->num < 0)
		spec_report(m->spec, DIAG_TY002, n, v->at, "`%s` cannot be infinity",
			    spec_path(m->arena, n));
	else if (!version_at_least(version, 4, 3, 8))
		spec_report(m->spec, DIAG_EX084, n, v->at, "EMQX %s refuses the duration %s: before 4.3.8 "
			    "none may begin with 0", version_text(m->arena, version),
			    value_show(m->arena, v));
	else
		return true;
	return false;
}

void
mean_field(struct maker *m, enum meaning id, const struct subject *s,
	   const struct spec_node *from, const char *field)
{
	struct spec_node *n = read_node(m, from, field);
	const struct value *v = n ? read_value(m, from, field) : NULL;

	if (!v || !duration_ok(m, n, v))
		return;
	if (v->kind == VAL_STRING && !text_ok(m, n, v, text_fault(&m->keys, v->text)))
		return;
	if (mean(m, id, s, field_text(m->arena, v, n->type), spec_place(n), spec_path(m->arena, n)))
		return;
	mean_nothing(m, s, n);
}

/* Types of listeners have keys of their own, and a tls block may be of
 * several. */
void
mean_nothing(struct maker *m, const struct subject *s, struct spec_node *n)
{
	const char *version = version_text(m->arena, &m->ir->version), *path = spec_path(m->arena, n);
	struct diag *d;

	if (!s || !s->node) {
		spec_report(m->spec, DIAG_TY008, n, n->name_at, "EMQX %s has no key for `%s`", version, path);
		return;
	}
	d = spec_report(m->spec, DIAG_TY008, n, n->name_at, "EMQX %s has no key for `%s` of a listener of type %s",
			version, path, s->type);
	if (n->parent == s->node)
		return;
	diag_note(m->diags, d, s->node->name_at, "listener `%s` uses that `%s`", s->node->name, n->parent->name);
	diag_help(m->diags, d, "give that listener a `tls` block without it");
}

/* The row has a key an item when its path counts them. */
static bool
is_counted(const struct ir *ir, enum meaning id)
{
	for (int i = 0; i < KEY_ROWS; i++)
		if (key_rows[i].id == id && key_rows[i].era == era_of(ir))
			return strchr(key_rows[i].path, 'I') != NULL;
	return false;
}

static const char *
with_commas(struct arena *a, const struct value *v)
{
	struct buf b = BUF_IN(a);

	for (size_t i = 0; i < v->n; i++)
		buf_printf(&b, "%s%.*s", i ? "," : "", STR_ARG(v->items[i]->text));
	return buf_cstr(&b);
}

void
mean_list(struct maker *m, enum meaning id, const struct subject *s, const struct spec_node *from,
	  const char *field)
{
	struct spec_node *n = read_node(m, from, field);
	const struct value *v = n ? read_value(m, from, field) : NULL;
	const char *owner = n ? spec_path(m->arena, n) : NULL;
	struct subject item = *s;
	bool ok = true;

	if (!v || !v->n)
		return;
	if (!is_counted(m->ir, id))
		ok = mean(m, id, s, with_commas(m->arena, v), spec_place(n), owner);
	for (item.item = 1; is_counted(m->ir, id) && (size_t)item.item <= v->n; item.item++)
		ok = mean(m, id, &item, text_of(m->arena, v->items[item.item - 1]), spec_place(n), owner) && ok;
	if (!ok)
		mean_nothing(m, s, n);
}

const struct conf *
meaning_value(const struct ir *ir, enum meaning id, const struct key **key)
{
	const char *path;
	const struct setting *s;

	*key = NULL;
	if (!row_for(ir, id, NULL, &path, key))
		return NULL;
	s = ir_setting_at(ir, path);
	return s ? s->value : NULL;
}

bool
meaning_set(const struct ir *ir, enum meaning id, const struct subject *s)
{
	const char *path;
	const struct key *key;

	return row_for(ir, id, s, &path, &key) && ir_setting_at(ir, path);
}

const char *
meaning_owner(const struct maker *m, const char *path)
{
	for (int i = 0; i < KEY_ROWS; i++)
		if (key_rows[i].owned == OWNED_ALWAYS && key_rows[i].era == era_of(m->ir)
		    && strcmp(key_rows[i].path, path) == 0)
			return key_rows[i].field;
	return NULL;
}

/*
 * keys_types: values read by the types of EMQX keys: words, strings, lists
 * and unions.  Numbers and units are in keys_units.c, what only 4.x has in
 * keys_four.c.
 */
#include "schema/keys_types.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/edit.h"
#include "schema/types.h"

/* ---- bool, flag, enum ---- */

static bool
read_boolean(struct conf_reading *r, const struct key_type *t, const struct value *v, struct conf *out)
{
	if (v->kind == VAL_BOOL)
		return conf_set(out, CONF_BOOL, v->text, str_is(v->text, "true"));
	conf_mismatch(r, t, v);
	if (v->kind == VAL_WORD && str_is(v->text, "on"))
		conf_fix(r, "true");
	else if (v->kind == VAL_WORD && str_is(v->text, "off"))
		conf_fix(r, "false");
	return false;
}

static bool
read_flag(struct conf_reading *r, const struct key_type *t, const struct value *v, struct conf *out)
{
	bool on = str_is(v->text, "true") || str_is(v->text, "on");

	if (v->kind != VAL_BOOL && v->kind != VAL_WORD)
		return conf_mismatch(r, t, v);
	if (!on && !str_is(v->text, "false") && !str_is(v->text, "off"))
		return conf_mismatch(r, t, v);
	return conf_set(out, CONF_BOOL, on ? STR("on") : STR("off"), on);
}

static bool
next_word(const char **words, struct str *out)
{
	size_t n = strcspn(*words, "|");

	*out = (struct str){ *words, n };
	*words += n + ((*words)[n] != '\0');
	return n > 0;
}

static bool
same_folded(struct str a, struct str b)
{
	return a.n == b.n && strncasecmp(a.p, b.p, a.n) == 0;
}

/* on and off may be written as true and false. */
static bool
same_switch(struct str word, const struct value *v)
{
	return v->kind == VAL_BOOL && str_is(word, str_is(v->text, "true") ? "on" : "off");
}

static bool
set_enum(struct conf *out, struct str word)
{
	int64_t n;

	if (str_is(word, "true") || str_is(word, "false") || str_is(word, "on") || str_is(word, "off"))
		return conf_set(out, CONF_WORD, word, 0);
	if (number_int(word, &n) == NUM_OK)
		return conf_set(out, CONF_INT, word, n);
	return conf_set_word(out, word);
}

/* The word that only differs in case, or the nearest ones; quoted. */
static const char *
meant_word(struct conf_reading *r, const char *words, struct str text, const char **fix)
{
	struct arena *a = r->c->arena;
	struct nearest s;
	struct str w;

	nearest_start(&s, arena_strndup(a, text.p, text.n));
	while (next_word(&words, &w)) {
		if (same_folded(w, text)) {
			*fix = arena_strndup(a, w.p, w.n);
			return arena_printf(a, "`%s`", *fix);
		}
		nearest_offer(&s, arena_strndup(a, w.p, w.n));
	}
	return nearest_text(&s, a);
}

static bool
unknown_word(struct conf_reading *r, const struct key_type *t, const struct value *v)
{
	struct arena *a = r->c->arena;
	const char *fix = NULL;
	const char *meant = meant_word(r, key_text + t->words, v->text, &fix);
	const char *text = arena_printf(a, "does not know `%.*s`%s%s%s; it takes %s", STR_ARG(v->text),
					meant ? " (did you mean " : "", meant ? meant : "", meant ? "?)" : "",
					conf_expects(a, t));

	conf_leave(r, FAULT_WORD, DIAG_EX004, v->at, text);
	return v->kind == VAL_WORD ? conf_fix(r, fix) : false;
}

static bool
read_enum(struct conf_reading *r, const struct key_type *t, const struct value *v, struct conf *out)
{
	const char *words = key_text + t->words;
	struct str w;

	if (v->kind < VAL_STRING || v->kind > VAL_WORD)
		return conf_mismatch(r, t, v);
	while (next_word(&words, &w))
		if (str_eq(w, v->text) || same_switch(w, v))
			return set_enum(out, w);
	if (v->kind != VAL_WORD && v->kind != VAL_STRING)
		return conf_mismatch(r, t, v);
	return unknown_word(r, t, v);
}

/* ---- strings ---- */

/* May a value of this kind stand for a string?  Its text is exact. */
static bool
is_string(const struct value *v)
{
	return v->kind == VAL_STRING || v->kind == VAL_ADDRESS || v->kind == VAL_INSECURE;
}

static bool
read_string(struct conf_reading *r, const struct key_type *t, const struct value *v, struct conf *out)
{
	const char *fault;

	if (!is_string(v))
		return conf_mismatch(r, t, v);
	if (!conf_is_four(r))
		return conf_set(out, CONF_STRING, v->text, 0);
	fault = text_fault_four(v->text);
	if (fault)
		return conf_bad(r, DIAG_EX004, v, "%s", fault);
	return conf_set(out, CONF_STRING, v->text, 0);
}

static bool
read_word(struct conf_reading *r, const struct key_type *t, const struct value *v, struct conf *out)
{
	if (v->kind == VAL_WORD)
		return conf_set_word(out, v->text);
	if (!read_string(r, t, v, out))
		return false;
	return conf_set_word(out, v->text);
}

static bool
read_url(struct conf_reading *r, const struct key_type *t, const struct value *v, struct conf *out)
{
	if (!is_string(v))
		return conf_mismatch(r, t, v);
	for (size_t i = 1; i + 3 < v->text.n; i++)
		if (memcmp(v->text.p + i, "://", 3) == 0)
			return read_string(r, t, v, out);
	return conf_bad(r, DIAG_EX004, v, "expects %s: the scheme is missing", conf_expects(r->c->arena, t));
}

/* A list of words is one text with commas for the broker. */
static bool
read_words(struct conf_reading *r, const struct key_type *t, const struct value *v, struct conf *out)
{
	struct buf b = BUF_IN(r->c->arena);

	if (v->kind == VAL_WORD)
		return conf_set(out, CONF_STRING, v->text, 0);
	if (v->kind != VAL_LIST)
		return read_string(r, t, v, out);
	for (size_t i = 0; i < v->n; i++) {
		const struct value *item = v->items[i];

		if (item->kind == VAL_BAD || item->kind == VAL_UNKNOWN)
			continue;
		if (item->kind != VAL_WORD && item->kind != VAL_INT && !is_string(item))
			return conf_mismatch(r, t, item);
		if (memchr(item->text.p ? item->text.p : "", ',', item->text.n))
			return conf_bad(r, DIAG_EX004, item, "is one text with commas for the broker: "
					"an item may not hold a comma");
		if (b.n)
			buf_char(&b, ',');
		buf_str(&b, item->text);
	}
	buf_cstr(&b);
	return conf_set(out, CONF_STRING, buf_view(&b), 0);
}

/* Blocks are walked by keys_read.c: what comes here is not one. */
static bool
read_block(struct conf_reading *r, const struct key_type *t, const struct value *v, struct conf *out)
{
	out->kind = CONF_OBJECT;
	return conf_mismatch(r, t, v);
}

/* ---- lists and unions ---- */

static bool
read_list(struct conf_reading *r, const struct key_type *t, const struct value *v, struct conf *out)
{
	if (v->kind != VAL_LIST)
		return conf_mismatch(r, t, v);
	out->kind = CONF_LIST;
	out->items = ARENA_ARRAY(r->c->arena, struct conf *, v->n);
	for (size_t i = 0; i < v->n; i++) {
		const struct value *part = v->items[i];
		struct conf *item;

		if (part->kind == VAL_BAD || part->kind == VAL_UNKNOWN)
			continue;
		item = ARENA_NEW(r->c->arena, struct conf);
		item->from = part;
		if (!conf_read(r, key_subtypes[t->sub], part, item))
			return false;
		out->items[out->n++] = item;
	}
	return true;
}

/*
 * The first alternative that takes the value.  When none does, the fault of
 * the one that came nearest is told; if no kind fits, what all of them expect.
 */
static bool
read_union(struct conf_reading *r, const struct key_type *t, const struct value *v, struct conf *out)
{
	struct conf_fault before = r->fault;

	r->fault = (struct conf_fault){ 0 };
	for (unsigned i = 0; i < t->nsub; i++)
		if (conf_read(r, key_subtypes[t->sub + i], v, out)) {
			r->fault = before;
			return true;
		}
	if (r->fault.rank < FAULT_CONTENT) {
		const char *fix = r->fault.fix;

		r->fault = (struct conf_fault){ 0 };
		conf_mismatch(r, t, v);
		conf_fix(r, fix);
	}
	return false;
}

static conf_reader *const readers[CT_COUNT] = {
	[CT_BOOL] = read_boolean,
	[CT_FLAG] = read_flag,
	[CT_INT] = conf_read_int,
	[CT_SECONDS] = conf_read_time,
	[CT_MILLIS] = conf_read_time,
	[CT_FLOAT] = conf_read_float,
	[CT_STRING] = read_string,
	[CT_TEMPLATE] = read_string,
	[CT_SECRET] = read_string,
	[CT_ATOM] = read_word,
	[CT_WORD] = read_word,
	[CT_ENUM] = read_enum,
	[CT_SIZE] = conf_read_size,
	[CT_PERCENT] = conf_read_percent,
	[CT_ADDRESS] = conf_read_address,
	[CT_URL] = read_url,
	[CT_DURATION] = conf_read_duration,
	[CT_DURATION_S] = conf_read_duration,
	[CT_TIMEOUT] = conf_read_duration,
	[CT_TIMEOUT_S] = conf_read_duration,
	[CT_RATE] = conf_read_rate,
	[CT_BURST] = conf_read_rate,
	[CT_WORDS] = read_words,
	[CT_ANY] = conf_read_any,
	[CT_FREE] = conf_read_free,
	[CT_STRUCT] = read_block,
	[CT_MAP] = read_block,
	[CT_LIST] = read_list,
	[CT_UNION] = read_union,
	[CT_LIMIT4] = conf_read_limit4,
	[CT_POLICY4] = conf_read_policy4,
	[CT_FLAPPING4] = conf_read_flapping4,
	[CT_ACCESS4] = conf_read_access4,
	[CT_PRIORITIES4] = conf_read_priorities4,
	[CT_ALIAS] = read_block,
	[CT_MOVED] = read_block,
};

bool
conf_read_as(struct conf_reading *r, const struct key_type *t, const struct value *v,
	     struct conf *out)
{
	out->from = v;
	return readers[t->id](r, t, v, out);
}

bool
conf_read(struct conf_reading *r, unsigned type, const struct value *v, struct conf *out)
{
	return conf_read_as(r, &key_types[type], v, out);
}

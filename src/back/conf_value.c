/*
 * conf_value: one value of a setting in the two grammars of EMQX, and where a
 * secret comes from.
 *
 * A secret is never text here.  What the user declared insecure is; inside a
 * list only where the caller may show it.
 */
#include "back/conf.h"

#include <inttypes.h>
#include <string.h>

#include "back/write.h"
#include "base/arena.h"
#include "base/buf.h"

bool
conf_is_hocon(const struct ir *ir)
{
	return ir->version.major >= 5;
}

static struct doc *
leaf(struct arena *a, enum doc_kind kind, struct str text)
{
	struct doc *d = ARENA_NEW(a, struct doc);

	d->kind = kind;
	d->text = text;
	return d;
}

static bool
is_digits(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n > 0;
}

/* May this text stand without quotes? */
static bool
is_word(enum conf_kind kind, struct str s)
{
	switch (kind) {
	case CONF_BOOL:
	case CONF_INT:
	case CONF_FLOAT:
	case CONF_RAW:
		return true;
	case CONF_WORD:
		return hocon_is_plain(s);
	case CONF_DURATION:
	case CONF_SIZE:
	case CONF_PERCENT:
		return hocon_is_unit(s) || hocon_is_plain(s);
	case CONF_ADDRESS:
		return is_digits(s);
	case CONF_STRING:
	case CONF_LIST:
	case CONF_OBJECT:
	case CONF_SECRET:
		return false;
	}
	return false;
}

static struct doc *
scalar_doc(struct arena *a, const struct conf *v)
{
	struct str s = v->text;

	if (v->kind == CONF_INT && s.n == 0)
		s = str_of(arena_printf(a, "%" PRId64, v->num));
	return leaf(a, is_word(v->kind, s) ? DOC_WORD : DOC_STRING, s);
}

/* The text of a secret that may be written, or p NULL. */
static struct str
open_text(struct arena *a, const struct ir *ir, const struct conf *v)
{
	enum value_kind kind = v->from ? v->from->kind : VAL_SECRET;

	if (kind == VAL_INSECURE)
		return v->from->text;
	if (kind == VAL_SECRET_FILE && conf_is_hocon(ir))
		return str_of(arena_printf(a, "file://%.*s", STR_ARG(v->from->text)));
	return (struct str){ NULL, 0 };
}

/* Inside a list the whole text goes to one place. */
static bool
leaves_out(struct arena *a, const struct ir *ir, const struct conf *v, bool insecure)
{
	if (v->kind != CONF_SECRET)
		return false;
	if (!open_text(a, ir, v).p)
		return true;
	return v->from->kind == VAL_INSECURE && !insecure;
}

struct doc *
conf_doc(struct arena *a, const struct ir *ir, const struct conf *v, bool insecure)
{
	struct doc *d;

	if (v->kind == CONF_SECRET) {
		struct str text = open_text(a, ir, v);

		return text.p ? leaf(a, DOC_STRING, text) : NULL;
	}
	if (v->kind != CONF_LIST && v->kind != CONF_OBJECT)
		return scalar_doc(a, v);
	d = v->kind == CONF_LIST ? doc_list(a) : doc_map(a);
	for (size_t i = 0; i < v->n; i++)
		if (!leaves_out(a, ir, v->items[i], insecure))
			doc_put(d, v->names ? v->names[i] : NULL,
				conf_doc(a, ir, v->items[i], insecure));
	return d;
}

/* 4.x has no lists of its own: items are joined by commas. */
static const char *
joined(struct arena *a, const struct conf *v)
{
	struct buf b = BUF_IN(a);

	for (size_t i = 0; i < v->n; i++) {
		if (i)
			buf_char(&b, ',');
		buf_str(&b, v->items[i]->text);
	}
	return buf_cstr(&b);
}

const char *
conf_text(struct arena *a, const struct ir *ir, const struct conf *v)
{
	struct str s = v->text;

	if (v->kind == CONF_LIST && s.n == 0)
		return joined(a, v);
	if (v->kind == CONF_SECRET) {
		s = open_text(a, ir, v);
		if (!s.p)
			return NULL;
	}
	if (v->kind == CONF_INT && s.n == 0)
		return arena_printf(a, "%" PRId64, v->num);
	return arena_strndup(a, s.p, s.n);
}

const char *
conf_secret_origin(struct arena *a, const struct conf *v)
{
	const struct value *from = v->from;

	if (v->kind != CONF_SECRET)
		return NULL;
	if (!from)
		return "from elsewhere: it is secret";
	if (from->kind == VAL_SECRET)
		return arena_printf(a, "from Secret %s, key %s", from->name, from->key);
	if (from->kind == VAL_ENV_REF)
		return arena_printf(a, "from the variable %.*s", STR_ARG(from->text));
	if (from->kind == VAL_SECRET_FILE)
		return arena_printf(a, "from the file %.*s", STR_ARG(from->text));
	return NULL;
}

bool
conf_is_insecure(const struct conf *v)
{
	if (v->kind == CONF_SECRET)
		return v->from && v->from->kind == VAL_INSECURE;
	for (size_t i = 0; i < v->n; i++)
		if (conf_is_insecure(v->items[i]))
			return true;
	return false;
}

const char *
conf_item_var(struct arena *a, const char *var, const struct conf *v, size_t item)
{
	char *text;

	if (!v->names)
		return arena_printf(a, "%s__%zu", var, item + 1);
	text = arena_printf(a, "%s__%s", var, v->names[item]);
	for (char *p = text; *p; p++)
		if (*p >= 'a' && *p <= 'z')
			*p = (char)(*p - ('a' - 'A'));
	return text;
}

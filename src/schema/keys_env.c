/*
 * keys_env: a variable of the environment as the key that it sets, written as
 * `config { }` would have it.
 */
#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "schema/keys.h"
#include "schema/value.h"

/* EMQX_MQTT__MAX_PACKET_SIZE -> mqtt__max_packet_size */
static char *
lower_name(struct arena *a, const char *var)
{
	char *steps = arena_strdup(a, var + strlen("EMQX_"));

	for (char *p = steps; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	return steps;
}

/* mqtt__max_packet_size -> mqtt.max_packet_size */
const char *
env_path(struct arena *a, const char *var)
{
	struct buf path = BUF_IN(a);

	for (const char *p = lower_name(a, var); *p; p++) {
		bool split = p[0] == '_' && p[1] == '_';

		buf_char(&path, split ? '.' : *p);
		p += split;
	}
	return path.n ? buf_cstr(&path) : "";
}

/* EMQX_CLUSTER__DISCOVERY, discovery_strategy -> EMQX_CLUSTER__DISCOVERY_STRATEGY */
const char *
env_sibling(struct arena *a, const char *var, const char *name)
{
	const char *last = var + strlen("EMQX_");
	char *text;

	for (const char *p = last; (p = strstr(p, "__")); )
		last = p += 2;
	text = arena_printf(a, "%.*s%s", (int)(last - var), var, name);
	for (char *p = text; *p; p++)
		*p = (char)toupper((unsigned char)*p);
	return text;
}

bool
env_names_element(const char *path)
{
	for (const char *p = path; *p; p += p[strcspn(p, ".")] ? strcspn(p, ".") + 1 : strcspn(p, "."))
		if (strcspn(p, ".") && strspn(p, "0123456789") == strcspn(p, "."))
			return true;
	return false;
}

/* mqtt__max_packet_size -> mqtt, max_packet_size: nested records. */
static struct value *
nested(struct arena *a, char *path, const char *var, struct place at, struct value *leaf)
{
	char *rest = strstr(path, "__");
	struct value *v = ARENA_NEW(a, struct value);

	if (rest) {
		*rest = '\0';
		leaf = nested(a, rest + 2, var, at, leaf);
	}
	v->kind = VAL_RECORD;
	v->at = at;
	v->entries = ARENA_NEW(a, struct value_entry);
	*v->entries = (struct value_entry){ path, at, leaf, var };
	v->n = 1;
	return v;
}

static enum value_kind
literal_kind(struct str s)
{
	static const char digits[] = "0123456789";
	const char *text = s.p;
	size_t whole = 0, number = 0;

	while (whole < s.n && memchr(digits, text[whole], 10))
		whole++;
	if (whole == s.n && whole)
		return VAL_INT;
	if (str_is(s, "true") || str_is(s, "false"))
		return VAL_BOOL;
	if (str_is(s, "on") || str_is(s, "off"))
		return VAL_WORD;
	if (whole && text[s.n - 1] == '%')
		return VAL_PERCENT;
	while (number < s.n && memchr("0123456789.", text[number], 11))
		number++;
	if (whole && !memchr(text, ':', s.n) && !memchr(text, ',', s.n) && !memchr(text, '|', s.n))
		return number == s.n ? VAL_DECIMAL : VAL_UNIT;
	return VAL_STRING;
}

/* A variable holds text: read it as the literal that it looks like, unless
 * the key takes text. */
static struct value *
literal(const struct key_context *c, const char *path, const struct value *from)
{
	struct value *v = ARENA_NEW(c->arena, struct value);
	const struct key *k = key_find_in(c, path);

	*v = *from;
	if (v->kind == VAL_STRING && k && strncmp(key_type_text(k, c->arena), "a string", 8) != 0)
		v->kind = literal_kind(v->text);
	return v;
}

struct value *
env_record(const struct key_context *c, const char *var, const struct value *from, struct place at)
{
	return nested(c->arena, lower_name(c->arena, var), var, at,
		      literal(c, env_path(c->arena, var), from));
}

/* 4.x takes an empty variable for none, and before 4.3 its start script writes
 * the value into a line of a file, without control characters. */
const char *
env_text_fault(const struct version *v, struct str text)
{
	if (v->major != 4)
		return NULL;
	if (text.n == 0)
		return "without a value the key has its default again";
	for (size_t i = 0; i < text.n && !version_at_least(v, 4, 3, 0); i++)
		if (iscntrl((unsigned char)text.p[i]))
			return "line ends and other control characters are lost on the way";
	return NULL;
}

/*
 * keys_four: what only the configuration files of 4.x hold: texts that a
 * translation in the broker takes apart.  A wrong shape ends its start with
 * a bare badmatch, so each is read here as that code does.
 */
#include <string.h>

#include "base/arena.h"
#include "schema/keys_types.h"
#include "schema/types.h"

/* A value runs to the end of its line, blanks around it are cut, and the
 * file is Latin-1. */
const char *
text_fault_four(struct str s)
{
	if (s.n == 0)
		return "may not be empty: a 4.x file has no empty value";
	if (s.p[0] == ' ' || s.p[0] == '\t' || s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t')
		return "would lose the blanks at its ends: 4.x cuts them";
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c < ' ' || c == 0x7f)
			return "is one line in 4.x: it cannot hold line ends or other control characters";
		if (c >= 0xc4)
			return "holds a character that 4.x files cannot: they are Latin-1";
		if (c == '$' && i + 1 < s.n && s.p[i + 1] == '(')
			return "holds $( ), which 4.x files take for the value of another key";
	}
	return NULL;
}

/* ---- pieces ---- */

/* What stands before the mark; *rest is what comes after, or has n 0 and no p. */
static struct str
take(struct str *rest, char mark)
{
	const char *at = rest->n ? memchr(rest->p, mark, rest->n) : NULL;
	struct str head = { rest->p, at ? (size_t)(at - rest->p) : rest->n };

	*rest = at ? (struct str){ at + 1, rest->n - head.n - 1 } : (struct str){ NULL, 0 };
	return str_trim(head);
}

static bool
is_count(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n > 0;
}

/* "100", "100KB": EMQX's own units, as the text goes through unchanged. */
static bool
is_bytes(struct str s)
{
	int64_t n;
	bool emqx;

	if (is_count(s))
		return true;
	return number_size(s, false, &n, &emqx) == NUM_OK && emqx && !memchr(s.p, '.', s.n);
}

static bool
is_duration(struct str s)
{
	int64_t ms;

	return number_duration(s, &ms) == NUM_OK;
}

static bool
refuse(struct conf_reading *r, const struct key_type *t, const struct value *v)
{
	return conf_bad(r, DIAG_EX004, v, "expects %s, not \"%.*s\"", conf_expects(r->c->arena, t),
			STR_ARG(v->text));
}

static bool
is_text(struct conf_reading *r, const struct value *v, const struct key_type *t)
{
	const char *fault;

	if (v->kind != VAL_STRING)
		return conf_mismatch(r, t, v);
	fault = text_fault_four(v->text);
	return fault ? conf_bad(r, DIAG_EX004, v, "%s", fault) : true;
}

/* ---- the grammars ---- */

/* "100KB,10s" of bytes, "100,1s" of messages */
bool
conf_read_limit4(struct conf_reading *r, const struct key_type *t, const struct value *v,
		 struct conf *out)
{
	bool bytes = key_types[key_subtypes[t->sub]].id == CT_SIZE;
	struct str rest = v->text, amount;

	if (!is_text(r, v, t))
		return false;
	amount = take(&rest, ',');
	if (!rest.p || !(bytes ? is_bytes(amount) : is_count(amount)) || !is_duration(str_trim(rest)))
		return refuse(r, t, v);
	return conf_set(out, CONF_STRING, v->text, 0);
}

/* "16000|16MB" */
bool
conf_read_policy4(struct conf_reading *r, const struct key_type *t, const struct value *v,
		  struct conf *out)
{
	struct str rest = v->text, count;

	if (v->kind == VAL_WORD && str_is(v->text, "default"))
		return conf_set(out, CONF_WORD, v->text, 0);
	if (!is_text(r, v, t))
		return false;
	if (str_is(v->text, "default"))
		return conf_set(out, CONF_STRING, v->text, 0);
	count = take(&rest, '|');
	if (!rest.p || !is_count(count) || !is_bytes(str_trim(rest)))
		return refuse(r, t, v);
	return conf_set(out, CONF_STRING, v->text, 0);
}

/* "30, 1m, 5m": how often, within, banned for */
bool
conf_read_flapping4(struct conf_reading *r, const struct key_type *t, const struct value *v,
		    struct conf *out)
{
	struct str rest = v->text, count, within;

	if (!is_text(r, v, t))
		return false;
	count = take(&rest, ',');
	within = take(&rest, ',');
	if (!rest.p || !is_count(count) || !is_duration(within) || !is_duration(str_trim(rest)))
		return refuse(r, t, v);
	return conf_set(out, CONF_STRING, v->text, 0);
}

/* "allow all", "deny 192.168.0.0/24" */
bool
conf_read_access4(struct conf_reading *r, const struct key_type *t, const struct value *v,
		  struct conf *out)
{
	struct str who = v->text, what;

	if (!is_text(r, v, t))
		return false;
	what = take(&who, ' ');
	who = str_trim(who);
	if ((!str_is(what, "allow") && !str_is(what, "deny")) || who.n == 0)
		return refuse(r, t, v);
	if (!str_is(who, "all") && !(who.p[0] >= '0' && who.p[0] <= '9') && !memchr(who.p, ':', who.n))
		return refuse(r, t, v);
	return conf_set(out, CONF_STRING, v->text, 0);
}

/* "none", "topic/1=10,topic/2=8" */
bool
conf_read_priorities4(struct conf_reading *r, const struct key_type *t, const struct value *v,
		      struct conf *out)
{
	struct str rest = v->text;

	if (v->kind == VAL_WORD && str_is(v->text, "none"))
		return conf_set(out, CONF_WORD, v->text, 0);
	if (!is_text(r, v, t))
		return false;
	if (str_is(v->text, "none"))
		return conf_set(out, CONF_STRING, v->text, 0);
	while (rest.p) {
		struct str priority = take(&rest, ',');
		struct str topic = take(&priority, '=');

		if (topic.n == 0 || !is_count(str_trim(priority)))
			return refuse(r, t, v);
	}
	return conf_set(out, CONF_STRING, v->text, 0);
}

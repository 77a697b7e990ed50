/*
 * keys_way: how a setting reaches the broker of its version.
 *
 * 4.1 and 4.2: the start script of the image rewrites lines that its files
 * already have; what no file names, and what does not survive a shell and
 * sed, needs a file.  4.3 and later take any key from the environment, but
 * only names that a variable can spell.
 */
#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "schema/keys_find.h"
#include "schema/keys_types.h"

/* ---- names ---- */

static bool
is_env_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Can a variable name it?  Names are lower-cased by every version, and two
 * underscores are a dot. */
static bool
is_env_name(const char *step)
{
	char before = '_';

	for (; *step; before = *step++)
		if (!is_env_letter(*step) && (*step != '_' || before == '_'))
			return false;
	return before != '_';
}

static bool
has_env_name(const struct setting *s)
{
	for (size_t i = 0; i < s->nsteps; i++)
		if (!is_env_name(s->steps[i]))
			return false;
	return true;
}

static char *
put_upper(char *to, const char *text)
{
	for (; *text; text++)
		*to++ = *text >= 'a' && *text <= 'z' ? (char)(*text - 'a' + 'A') : *text;
	return to;
}

const char *
setting_var(struct arena *a, const struct setting *s)
{
	const char *env = s->key ? key_text + fact_extra(s->key)->env : "";
	size_t n = sizeof "EMQX_";
	char *text, *to;

	if (*env)
		return arena_join(a, "EMQX_", env, NULL);
	for (size_t i = 0; i < s->nsteps; i++)
		n += strlen(s->steps[i]) + 2;
	text = arena_alloc(a, n);
	to = put_upper(text, "EMQX_");
	for (size_t i = 0; i < s->nsteps; i++)
		to = put_upper(i ? put_upper(to, "__") : to, s->steps[i]);
	return text;
}

const char *
key_file(const struct key *k)
{
	const char *file = key_text + fact_extra(k)->file;

	return *file ? file : "emqx.conf";
}

/* ---- instances: which of `listener.tcp.$name` ---- */

/* What stands in the place of `$name`, joined by dots. */
static const char *
instance_of(struct arena *a, const struct setting *s)
{
	struct buf b = BUF_IN(a);
	unsigned chain[32], n = 0;

	for (unsigned node = s->key->node; node && n < 32; node = key_nodes[node].parent)
		chain[n++] = node;
	for (size_t i = 0; i < s->nsteps && i < n; i++) {
		if (key_nodes[chain[n - 1 - i]].kind != STEP_WILD)
			continue;
		if (b.n)
			buf_char(&b, '.');
		buf_text(&b, s->steps[i]);
	}
	return b.n ? buf_cstr(&b) : "";
}

/* The same but for their numbers? */
static bool
same_shape(const char *a, size_t na, const char *b)
{
	const char *end = a + na;

	while (a < end && *b) {
		if (isdigit((unsigned char)*a) && isdigit((unsigned char)*b)) {
			while (a < end && isdigit((unsigned char)*a))
				a++;
			while (isdigit((unsigned char)*b))
				b++;
		} else if (*a++ != *b++) {
			return false;
		}
	}
	return a == end && !*b;
}

/* Is the instance in "external,#internal"?  Numbers may differ if asked for. */
static bool
is_listed(const char *list, const char *instance, bool numbered)
{
	while (*list) {
		size_t n = strcspn(list, ",");
		const char *name = list + (*list == '#');
		size_t len = n - (*list == '#');

		if (len == strlen(instance) && memcmp(name, instance, len) == 0)
			return true;
		if (numbered && same_shape(name, len, instance))
			return true;
		list += n + (list[n] != '\0');
	}
	return false;
}

static bool
is_shipped(const struct key_context *c, const struct setting *s)
{
	const char *shipped = key_text + fact_extra(s->key)->shipped;
	const char *instance = instance_of(c->arena, s);

	if (!*instance)
		return *shipped != '\0';
	return is_listed(shipped, instance, version_at_least(&c->version, 4, 2, 3));
}

static bool
set_by_image(const struct key_context *c, const struct setting *s)
{
	const char *image = key_text + fact_extra(s->key)->image;

	if (strcmp(image, "*") == 0)
		return true;
	return *image && is_listed(image, instance_of(c->arena, s), false);
}

/* ---- values of 4.1 to 4.2.2: an unquoted echo, then a sed replacement ---- */

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Does a word look like a variable of its own ("EMQX_X=1")? */
static bool
holds_variable(struct str s)
{
	for (size_t i = 0; i + 5 < s.n; i++)
		if ((i == 0 || is_blank(s.p[i - 1])) && memcmp(s.p + i, "EMQX_", 5) == 0)
			return true;
	return false;
}

/* To the shell or to sed. */
static bool
is_special(char c)
{
	return c == '&' || c == '\\' || c == '*' || c == '?' || c == '[' || (unsigned char)c < ' ';
}

static bool
survives_shell(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (is_special(s.p[i]))
			return false;
		if (is_blank(s.p[i]) && (i == 0 || i + 1 == s.n || is_blank(s.p[i + 1])))
			return false;
	}
	return s.n > 0 && !holds_variable(s);
}

/* ---- the way ---- */

static enum key_way
by_file(const char **why, const char *text)
{
	*why = text;
	return WAY_FILE;
}

static enum key_way
by_env(const char **why, const char *text)
{
	*why = text;
	return WAY_ENV;
}

/* 4.1 and 4.2 */
static enum key_way
way_rewritten(const struct key_context *c, const struct setting *s, const char **why)
{
	if (*(key_text + fact_extra(s->key)->env))
		return by_env(why, "the start script has a variable for it");
	if (!is_shipped(c, s))
		return by_file(why, "no file of the image names it, so a variable has no effect");
	if (s->value->kind != CONF_SECRET && !version_at_least(&c->version, 4, 2, 3) &&
	    !survives_shell(s->value->text))
		return by_file(why, "the value does not survive the shell and sed of the start script");
	if (set_by_image(c, s))
		return by_env(why, "the image sets it by a variable, which beats the file");
	return by_env(why, "the start script writes it into the image's file");
}

enum key_way
setting_way(const struct key_context *c, const struct setting *s, const char **why)
{
	const char *unused;

	if (!why)
		why = &unused;
	if (!has_env_name(s))
		return by_file(why, "a variable cannot spell the name: the broker lower-cases it");
	if (s->key && c->build->major == 4 && c->build->minor < 3)
		return way_rewritten(c, s, why);
	if (strcmp(s->steps[0], "cluster") == 0)
		return by_env(why, "the start script of the image sees variables only");
	if (s->key && set_by_image(c, s))
		return by_env(why, "the image sets it by a variable, which beats the file");
	return by_env(why, "the broker takes any key from the environment");
}

/* ---- texts that have one way only ---- */

const char *
text_fault(const struct key_context *c, struct str s)
{
	return c->build->major == 4 ? text_fault_four(s) : NULL;
}

/* By a variable, and into a file where the target has no Secrets: both must
 * hold it. */
const char *
secret_text_fault(const struct key_context *c, struct str s)
{
	const char *fault = text_fault(c, s);

	if (fault || c->build->major != 4 || version_at_least(&c->version, 4, 2, 3))
		return fault;
	return survives_shell(s) ? NULL : "does not survive the shell and sed of the start script";
}

/* ---- the cookie ---- */

static bool
looks_like_number(struct str s)
{
	size_t digits = 0;

	for (size_t i = 0; i < s.n; i++) {
		digits += s.p[i] >= '0' && s.p[i] <= '9';
		if (!strchr("0123456789.eE+-", s.p[i]))
			return false;
	}
	return digits > 0;
}

/*
 * The start script reads it raw, 5.x also as HOCON: only what both take for
 * the same text is good.
 */
const char *
cookie_fault(const struct version *v, struct str s)
{
	bool four = v->major == 4;

	if (s.n == 0)
		return "is empty";
	if (s.n > 255)
		return "is longer than 255 bytes";
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c <= ' ' || c >= 0x7f)
			return "may only have printable ASCII characters without blanks";
		if (strchr("\\'\"", c))
			return "may not have quotes or backslashes";
		if (isalnum(c) || c == '_' || c == '-')
			continue;
		if (!four || strchr("&*?[]$#", c))
			return "may only have letters, digits, _ and -: other characters are read in two ways";
	}
	if (!four && looks_like_number(s))
		return "looks like a number, and the broker would read it as one";
	if (!four && (str_is(s, "true") || str_is(s, "false") || str_is(s, "null")))
		return "is true, false or null for the broker, not a text";
	return NULL;
}

/*
 * env_value: what a variable must hold so that EMQX of that version reads the
 * setting from it.
 *
 * 5 and 6 parse each value as HOCON, so a string is quoted whenever its text
 * alone would be read as something else (`abc#1` as `abc`, `0123` as 123).
 * A few variables are also read as they are, by the start script, and are
 * never quoted.  In Kubernetes what was declared insecure, inside a list, travels by
 * a variable of its own from a Secret.  4.x takes the text as it is; what its older start scripts would
 * change does not arrive here, for setting_way() sends it by file.
 */
#include <string.h>

#include "back/conf.h"
#include "back/write.h"
#include "base/arena.h"
#include "base/buf.h"

static const struct {
	const char *var;
	bool by_host;      /* only where the start script makes the node's host */
} read_raw[] = {
	{ "EMQX_NODE__NAME", false },
	{ "EMQX_NODE__COOKIE", false },
	{ "EMQX_CLUSTER__K8S__NAMESPACE", true },
	{ "EMQX_CLUSTER__K8S__SUFFIX", true },
};

static bool
is_read_raw(const struct ir *ir, const char *var)
{
	for (size_t i = 0; i < sizeof read_raw / sizeof *read_raw; i++)
		if (strcmp(var, read_raw[i].var) == 0)
			return !read_raw[i].by_host || ir_cores(ir)->host == HOST_SCRIPT;
	return false;
}

/* Where $(NAME) ends, or 0. */
static size_t
reference(struct str s, size_t at)
{
	const char *end;

	if (s.n - at < 3 || s.p[at] != '$' || s.p[at + 1] != '(')
		return 0;
	end = memchr(s.p + at, ')', s.n - at);
	return end ? (size_t)(end - s.p) + 1 : 0;
}

/* Is the text plain whatever name of an object stands for its references?
 * Not when it begins with one: a name may begin with a digit. */
static bool
is_plain_expanded(struct arena *a, struct str s)
{
	struct buf b = BUF_IN(a);

	for (size_t i = 0; i < s.n; ) {
		size_t end = reference(s, i);

		if (end && i == 0)
			return false;
		buf_char(&b, end ? 'x' : s.p[i]);
		i = end ? end : i + 1;
	}
	return hocon_is_plain(buf_view(&b));
}

static const char *
hocon_text(struct arena *a, const struct ir *ir, const struct ir_setting *s)
{
	struct doc *d = conf_doc(a, ir, s->setting.value, !ir_target(ir)->secrets);
	struct buf b = BUF_IN(a);
	bool plain;

	if (!d)
		return NULL;
	plain = d->kind == DOC_STRING &&
		(s->expand ? is_plain_expanded(a, d->text) : hocon_is_plain(d->text));
	if (plain)
		buf_str(&b, d->text);
	else
		hocon_value(d, &b);
	return buf_cstr(&b);
}

const char *
env_quoted(struct arena *a, const struct ir *ir, const char *var, struct str text)
{
	struct doc d = { .kind = DOC_STRING, .text = text };
	struct buf b = BUF_IN(a);

	if (!conf_is_hocon(ir) || is_read_raw(ir, var) || hocon_is_plain(text))
		return arena_strndup(a, text.p, text.n);
	hocon_value(&d, &b);
	return buf_cstr(&b);
}

/* Is it a key, or a part of one, that the broker itself reads? */
static bool
is_for_broker(const struct ir_env *e)
{
	return !e->start_script && strncmp(e->name, "EMQX_", 5) == 0;
}

/* The setting that travels by this variable, or NULL. */
static const struct ir_setting *
setting_of(const struct ir *ir, const struct ir_env *e)
{
	if (!is_for_broker(e))
		return NULL;
	for (size_t i = 0; i < ir->settings.n; i++) {
		const struct ir_setting *s = &ir->settings.at[i];

		if (s->carrier == CARRY_ENV && strcmp(s->var, e->name) == 0)
			return s;
	}
	return NULL;
}

const char *
env_text(struct arena *a, const struct ir *ir, const struct ir_env *e, bool *expands)
{
	const struct ir_setting *s = setting_of(ir, e);
	const char *value = s ? env_value(a, ir, s) : NULL;

	*expands = e->expand || (s && s->expand);
	if (!value && is_for_broker(e))
		value = env_quoted(a, ir, e->name, str_of(e->value));
	return value ? value : e->value;
}

const char *
env_value(struct arena *a, const struct ir *ir, const struct ir_setting *s)
{
	if (!conf_is_hocon(ir) || is_read_raw(ir, s->var))
		return conf_text(a, ir, s->setting.value);
	return hocon_text(a, ir, s);
}

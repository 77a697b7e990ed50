/*
 * start: the variables of a node, and what its container starts with.
 *
 * A variable that is known stands in `environment`.  A secret is a file, and
 * no EMQX reads all of its keys from files: a script reads it, exports it and
 * goes on to the image's own start script.  So do variables that refer to a
 * secret, or to the container's address.
 *
 * The entry points and commands are those of the images' Dockerfiles
 * (emqx-rel v4.1.5 and v4.2.14; emqx v4.3.0 to 6.3.0-beta.2): a service that
 * sets the one has to say the other.
 */
#include <string.h>

#include "back/compose/compose.h"
#include "base/arena.h"
#include "base/buf.h"

#define ENTRY "/usr/bin/docker-entrypoint.sh"

struct start {
	struct compose *compose;
	struct node *node;
	struct doc *environment;
	struct buf script;
	VEC(const char *) exported;   /* by the script */
};

static bool
is_exported(const struct start *s, const char *name)
{
	for (size_t i = 0; i < s->exported.n; i++)
		if (strcmp(s->exported.at[i], name) == 0)
			return true;
	return false;
}

static void
export_name(struct start *s, const char *name)
{
	buf_printf(&s->script, "export %s\n", name);
	*VEC_ADD(s->compose->arena, &s->exported) = name;
}

/* ---- $(VAR) ---- */

/* What the pod's own variables are here, or NULL. */
static const char *
pod_fact(const struct start *s, const char *name)
{
	if (strcmp(name, "POD_NAME") == 0)
		return s->node->name;
	if (strcmp(name, "POD_NAMESPACE") == 0)
		return s->compose->ir->ns ? s->compose->ir->ns : "default";
	return NULL;
}

/* The container's address is known when it runs. */
static void
need_address(struct start *s)
{
	if (is_exported(s, "POD_IP"))
		return;
	buf_text(&s->script, "POD_IP=$(hostname -i | cut -d' ' -f1)\n");
	export_name(s, "POD_IP");
}

/* Its text, or NULL when the script has it. */
static const char *
known_value(struct start *s, const char *name)
{
	const char *fact = pod_fact(s, name);
	const struct doc *plain;

	if (fact)
		return fact;
	if (strcmp(name, "POD_IP") == 0)
		need_address(s);
	if (is_exported(s, name))
		return NULL;
	plain = doc_get(s->environment, name);
	return plain ? arena_strndup(s->compose->arena, plain->text.p, plain->text.n)
		     : arena_printf(s->compose->arena, "$(%s)", name);
}

static void
put_quoted(struct buf *shell, const char *text)
{
	buf_char(shell, '\'');
	for (const char *p = text; *p; p++) {
		if (*p == '\'')
			buf_text(shell, "'\\''");
		else
			buf_char(shell, *p);
	}
	buf_char(shell, '\'');
}

/* A text with its references put in: as text, and as a word of the shell;
 * false when only the shell can. */
static bool
expand(struct start *s, const char *text, struct buf *plain, struct buf *shell)
{
	bool known = true;

	while (*text) {
		const char *open = strstr(text, "$("), *close = open ? strchr(open, ')') : NULL;
		const char *end = close ? open : text + strlen(text), *value;
		const char *before = arena_strndup(s->compose->arena, text, (size_t)(end - text));
		const char *name;

		buf_text(plain, before);
		if (*before)
			put_quoted(shell, before);
		if (!close)
			break;
		name = arena_strndup(s->compose->arena, open + 2, (size_t)(close - open) - 2);
		value = known_value(s, name);
		known = known && value;
		if (value)
			buf_text(plain, value);
		if (value)
			put_quoted(shell, value);
		else
			buf_printf(shell, "\"$%s\"", name);
		text = close + 1;
	}
	return known;
}

/* ---- one variable ---- */

static void
put_expanded(struct start *s, const struct ir_env *e, const char *text)
{
	struct buf plain = BUF_IN(s->compose->arena), shell = BUF_IN(s->compose->arena);

	if (expand(s, text, &plain, &shell)) {
		doc_put_text(s->compose->arena, s->environment, e->name, buf_cstr(&plain));
		return;
	}
	buf_printf(&s->script, "%s=%s\n", e->name, buf_cstr(&shell));
	export_name(s, e->name);
}

static void
put_secret(struct start *s, const struct ir_env *e)
{
	const char *name = secret_use(s->compose, e->secret, e->key);

	doc_put_text(s->compose->arena, s->node->secrets, NULL, name);
	buf_printf(&s->script, "%s=$(cat /run/secrets/%s)\n", e->name, name);
	export_name(s, e->name);
}

static void
export_variable(struct start *s, const struct ir_env *e)
{
	bool expands;
	const char *text;

	if (e->kind == ENV_FIELD)
		return;
	if (e->kind == ENV_SECRET) {
		put_secret(s, e);
		return;
	}
	text = env_text(s->compose->arena, s->compose->ir, e, &expands);
	if (expands)
		put_expanded(s, e, text);
	else
		doc_put_text(s->compose->arena, s->environment, e->name, text);
}

static void
put_settings(struct start *s)
{
	const struct ir *ir = s->compose->ir;

	for (size_t i = 0; i < ir->settings.n; i++) {
		const struct ir_setting *setting = &ir->settings.at[i];
		const char *value = setting->carrier == CARRY_CONFIG_MAP
			? env_value(s->compose->arena, ir, setting) : NULL;

		if (value)
			doc_put_text(s->compose->arena, s->environment, setting->var, value);
	}
}

/* ---- the entry point ---- */

static void
put_entry(struct start *s)
{
	struct arena *a = s->compose->arena;
	bool watched = !version_at_least(&s->compose->ir->version, 4, 3, 0);
	struct doc *list = doc_put_list(a, s->node->doc, "entrypoint");
	struct buf script = BUF_IN(a);

	buf_text(&script, "set -e\n");
	files_script(s->compose, &script);
	buf_str(&script, buf_view(&s->script));
	buf_text(&script, "exec \"$@\"\n");
	doc_put_text(a, list, NULL, "/bin/sh");
	doc_put_text(a, list, NULL, "-c");
	doc_put_text(a, list, NULL, buf_cstr(&script));
	doc_put_text(a, list, NULL, "sh");
	doc_put_text(a, list, NULL, ENTRY);
	list = doc_put_list(a, s->node->doc, "command");
	doc_put_text(a, list, NULL, watched ? "/usr/bin/start.sh" : "/opt/emqx/bin/emqx");
	if (!watched)
		doc_put_text(a, list, NULL, "foreground");
}

void
start_put(struct compose *c, struct node *n)
{
	struct start s = { .compose = c, .node = n, .environment = doc_map(c->arena),
			   .script = BUF_IN(c->arena) };
	struct buf files = BUF_IN(c->arena);

	put_settings(&s);
	for (size_t i = 0; i < n->group->env.n; i++)
		export_variable(&s, &n->group->env.at[i]);
	files_script(c, &files);
	if (s.script.n || files.n)
		put_entry(&s);
	doc_sort(s.environment);
	doc_put(n->doc, "environment", s.environment);
}

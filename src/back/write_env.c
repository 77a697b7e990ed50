/*
 * write_env: a flat map of variables in the form of an env-file.  Each format
 * has its own reader, and a row here says how its values are written:
 *
 *	dotenv   bare when harmless; in single quotes, which every reader takes
 *	         as they are; only else in double quotes, with \ " $ ` escaped
 *	         and line ends as \n
 *	shell    in single quotes: for `set -a; . FILE`
 *	docker   as it is: that reader knows no quotes (and no line ends)
 *	systemd  bare when harmless, else in double quotes, \ before \ " $ `
 *	json     one object of strings
 */
#include "back/write.h"

#include <assert.h>
#include <string.h>

#include "base/buf.h"

const char *const env_format_names[] = {
	[ENV_DOTENV] = "dotenv", [ENV_SHELL] = "shell", [ENV_DOCKER] = "docker",
	[ENV_SYSTEMD] = "systemd", [ENV_CONFIGMAP] = "configmap", [ENV_JSON] = "json",
	[ENV_JSON + 1] = NULL
};

static bool
is_harmless(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		      (c >= '0' && c <= '9') || memchr("_./:@%+,-", c, 9)))
			return false;
	}
	return true;
}

static void
put_single(struct str s, struct buf *out)
{
	buf_char(out, '\'');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\'')
			buf_text(out, "'\\''");
		else
			buf_char(out, s.p[i]);
	}
	buf_char(out, '\'');
}

/* Line ends as they are, or as \n and \r. */
static void
put_double(struct str s, bool escape_lines, struct buf *out)
{
	buf_char(out, '"');
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (escape_lines && c == '\n') {
			buf_text(out, "\\n");
			continue;
		}
		if (escape_lines && c == '\r') {
			buf_text(out, "\\r");
			continue;
		}
		if (memchr("\\\"$`", c, 4))
			buf_char(out, '\\');
		buf_char(out, c);
	}
	buf_char(out, '"');
}

/* Readers differ in what a backslash does in single quotes before another
 * backslash or at the end. */
static bool
fits_single(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char next = i + 1 < s.n ? s.p[i + 1] : '\\';

		if (memchr("'\n\r", s.p[i], 3) || (s.p[i] == '\\' && next == '\\'))
			return false;
	}
	return true;
}

static void
put_dotenv(struct str s, struct buf *out)
{
	if (is_harmless(s)) {
		buf_str(out, s);
	} else if (fits_single(s)) {
		buf_char(out, '\'');
		buf_str(out, s);
		buf_char(out, '\'');
	} else {
		put_double(s, true, out);
	}
}

static void
put_systemd(struct str s, struct buf *out)
{
	if (is_harmless(s))
		buf_str(out, s);
	else
		put_double(s, false, out);
}

static void
put_bare(struct str s, struct buf *out)
{
	buf_str(out, s);
}

static void (*const put_value[])(struct str s, struct buf *out) = {
	[ENV_DOTENV] = put_dotenv, [ENV_SHELL] = put_single,
	[ENV_DOCKER] = put_bare, [ENV_SYSTEMD] = put_systemd,
	[ENV_CONFIGMAP] = NULL, [ENV_JSON] = NULL
};

void
write_env(const struct doc *d, enum env_format format, struct buf *out)
{
	assert(format != ENV_CONFIGMAP);
	if (format == ENV_JSON) {
		write_json(d, out);
		return;
	}
	for (const struct doc *c = d->first; c; c = c->next) {
		if (c->kind == DOC_COMMENT) {
			write_comment(c->text, 0, out);
			continue;
		}
		buf_text(out, c->name);
		buf_char(out, '=');
		put_value[format](c->text, out);
		buf_char(out, '\n');
	}
}

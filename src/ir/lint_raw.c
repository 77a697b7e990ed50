/*
 * lint_raw: what can be told of `config raw` without reading its values: the
 * keys that a file does not bring to the broker, whatever they say.
 *
 * The image's start script looks at variables only (docker-entrypoint.sh of
 * 4.1 to 6.3), and some keys of 4.x it sets by a variable itself, which beats
 * the file.
 */
#include <string.h>

#include "base/buf.h"
#include "ir/lint.h"

/* Raw text, read from where it is at. */
struct raw {
	const char *p, *end;
	int depth;
};

static void
skip_line(struct raw *r)
{
	while (r->p < r->end && *r->p != '\n')
		r->p++;
}

static void
skip_quoted(struct raw *r)
{
	for (r->p++; r->p < r->end && *r->p != '"' && *r->p != '\n'; r->p++)
		r->p += *r->p == '\\' && r->p + 1 < r->end;
}

static bool
begins_comment(const struct raw *r)
{
	return *r->p == '#' || (r->end - r->p > 1 && r->p[0] == '/' && r->p[1] == '/');
}

/* Over one character, comment or string; *fresh: a key may come next. */
static void
step(struct raw *r, bool *fresh)
{
	char c = *r->p;

	if (begins_comment(r)) {
		skip_line(r);
		return;
	}
	if (c == '"')
		skip_quoted(r);
	r->depth += (c == '{' || c == '[') - (c == '}' || c == ']');
	if (c == '\n' || c == ',' || c == '}')
		*fresh = r->depth == 0;
	else if (c != ' ' && c != '\t' && c != '\r')
		*fresh = false;
	if (r->p < r->end)
		r->p++;
}

/* The next key that is not inside of another: `cluster.name`, `node`. */
static bool
next_key(struct raw *r, bool *fresh, struct str *key)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";

	while (r->p < r->end) {
		const char *from = r->p;

		while (*fresh && r->depth == 0 && r->p < r->end && strchr(letters, *r->p) && *r->p)
			r->p++;
		if (r->p > from) {
			*fresh = false;
			*key = (struct str){ from, (size_t)(r->p - from) };
			return true;
		}
		step(r, fresh);
	}
	return false;
}

static bool
is_of_cluster(struct str key)
{
	return str_is(key, "cluster") || str_starts(key, "cluster.");
}

/* 4.x: does the image set it by a variable? */
static bool
is_set_by_image(const struct ir *ir, struct str name)
{
	struct key_context c = { ir->arena, NULL, ir->build, ir->version };
	struct setting s = { .path = arena_strndup(ir->arena, name.p, name.n) };
	VEC(const char *) steps = { 0 };

	s.key = ir_is_four(ir) ? key_find_in(&c, s.path) : NULL;
	if (!s.key)
		return false;
	for (const char *p = s.path; *p; p += strcspn(p, ".") + (p[strcspn(p, ".")] != '\0'))
		*VEC_ADD(ir->arena, &steps) = arena_strndup(ir->arena, p, strcspn(p, "."));
	s.steps = steps.at;
	s.nsteps = steps.n;
	return !setting_file_works(&s);
}

static void
refuse(struct ir *ir, enum diag_id id, const struct value *raw, struct str key, const char *why,
       const char *help)
{
	struct diag *d = spec_report(ir->spec, id, lint_node(ir, "config"), raw->at,
				     "`%.*s` in raw configuration: %s", STR_ARG(key), why);

	diag_help(ir_diags(ir), d, "%s", help);
}

static bool
check_text(struct ir *ir, const struct value *raw)
{
	struct raw r = { raw->text.p, raw->text.p + raw->text.n, 0 };
	bool fresh = true, ok = true;
	struct str key;

	while (next_key(&r, &fresh, &key)) {
		if (is_of_cluster(key))
			refuse(ir, DIAG_EX027, raw, key,
			       "the image's start script makes the node's name without having seen it",
			       "the fields `discovery`, `autoheal` and `autoclean` go by variables, and so does config { cluster… }");
		else if (is_set_by_image(ir, key))
			refuse(ir, DIAG_EX074, raw, key,
			       "the image sets it by a variable, which beats the file",
			       "write it in config { }: there it goes by a variable");
		else
			continue;
		ok = false;
	}
	return ok;
}

/* -t conf is not for the image alone. */
bool
check_raw_reaches(struct ir *ir)
{
	bool ok = true;

	if (strcmp(ir->target, "conf") == 0)
		return true;
	for (size_t i = 0; i < ir->raw.n; i++)
		ok = check_text(ir, ir->raw.at[i]) && ok;
	return ok;
}

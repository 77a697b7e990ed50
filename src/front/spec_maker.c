/*
 * spec_maker: values that are written like calls: secret(NAME, KEY),
 * secret-file(PATH), env-ref(NAME), insecure(TEXT).  Their arguments are values
 * again (spec_value.c).
 */
#include <string.h>

#include "base/arena.h"
#include "front/spec_impl.h"

/* secret(NAME, KEY): a name, a dotted name such as tls.crt, or a string. */
static const char *
argument_text(struct builder *b, const struct spec_scope *s, const struct ast_value *v)
{
	const struct value *read;

	if (v->kind == AST_CALL && !v->has_args) {
		struct value *known = value_referenced(b, s, v->path);

		if (!known) {
			struct str text = source_text(b->program->sources, v->at);

			return arena_strndup(b->arena, text.p, text.n);
		}
		read = known;
	} else {
		read = value_raw(b, s, v);
	}
	if (read->kind == VAL_BAD || read->kind == VAL_UNKNOWN)
		return read->kind == VAL_UNKNOWN ? "" : NULL;
	if (read->kind == VAL_LIST || read->kind == VAL_RECORD || value_is_secret(read)) {
		diag_error(b->diags, DIAG_TY001, v->at, "a name or a string belongs here");
		return NULL;
	}
	return arena_strndup(b->arena, read->text.p, read->text.n);
}

struct maker {
	const char *name;
	enum value_kind kind;
	size_t args;
	const char *shape;
};

static const struct maker makers[] = {
	{ "secret", VAL_SECRET, 2, "secret(NAME, KEY)" },
	{ "secret-file", VAL_SECRET_FILE, 1, "secret-file(\"/run/secrets/x\")" },
	{ "env-ref", VAL_ENV_REF, 1, "env-ref(NAME)" },
	{ "insecure", VAL_INSECURE, 1, "insecure(\"…\")" },
	{ NULL, VAL_BAD, 0, NULL }
};

static const struct maker *
maker_find(struct builder *b, const struct ast_path *p)
{
	const char *name = p->steps.at[0].name.text;
	struct nearest near;
	struct diag *d;

	nearest_start(&near, name);
	for (const struct maker *m = makers; m->name; m++) {
		if (value_path_is(p, m->name, NULL))
			return m;
		nearest_offer(&near, m->name);
	}
	d = diag_add(b->diags, DIAG_NA001, p->at, "`%s(…)` is nothing that a value can be", name);
	if (!diag_nearest(b->diags, d, &near))
		diag_help(b->diags, d, "there are secret(NAME, KEY), secret-file(PATH), env-ref(NAME) and insecure(TEXT)");
	return NULL;
}

static bool
secret_name_ok(struct builder *b, struct place at, const char *name, const char *key)
{
	static const char name_chars[] = "abcdefghijklmnopqrstuvwxyz0123456789-.";
	static const char key_chars[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._";

	if (name[strspn(name, name_chars)] || strlen(name) > 253)
		return diag_error(b->diags, DIAG_KU005, at, "`%s` cannot be the name of a Secret: lower-case "
				  "letters, digits, - and ., at most 253", name);
	if (key[strspn(key, key_chars)] || strlen(key) > 253)
		return diag_error(b->diags, DIAG_KU005, at, "`%s` cannot be a key of a Secret: letters, digits, "
				  "-, _ and ., at most 253", key);
	return true;
}

struct value *
value_made(struct builder *b, const struct spec_scope *s, const struct ast_value *v)
{
	const struct maker *m = maker_find(b, v->path);
	const char *text[2] = { "", "" };
	struct value *out;

	if (!m || v->cut)
		return value_bad(b, v->at);
	if (v->args.n != m->args) {
		diag_error(b->diags, DIAG_TY001, v->at, "`%s` is written %s", m->name, m->shape);
		return value_bad(b, v->at);
	}
	for (size_t i = 0; i < m->args; i++)
		if (!(text[i] = argument_text(b, s, v->args.at[i].value)))
			return value_bad(b, v->at);
	out = value_new(b, m->kind, v->at, str_of(text[0]));
	out->name = text[0];
	out->key = m->args > 1 ? text[1] : NULL;
	out->secret_at = m->kind == VAL_ENV_REF ? NOWHERE : v->at;
	if (m->kind == VAL_SECRET && !secret_name_ok(b, v->at, text[0], text[1]))
		out->kind = VAL_BAD;
	return out;
}

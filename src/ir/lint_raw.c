/*
 * lint_raw: what can be told of `config raw` without reading its values: the
 * keys that a file does not bring to the broker, whatever they say.
 *
 * The image's start script looks at variables only (docker-entrypoint.sh of
 * 4.1 to 6.3), and some keys of 4.x it sets by a variable itself, which beats
 * the file.
 */
#include <string.h>

#include "ir/lint.h"
#include "schema/conf_keys.h"

static bool
is_of_cluster(struct str key)
{
	return str_is(key, "cluster") || str_starts(key, "cluster.");
}

/* 4.x: does the image set it by a variable? */
static bool
is_set_by_image(const struct ir *ir, struct str name)
{
	struct key_context c = ir_keys(ir);
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
	struct conf_keys keys = conf_keys_of(raw->text);
	bool ok = true;
	struct str key;

	while (conf_keys_next(&keys, &key)) {
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

/* Each raw text; but -t conf is not for the image alone, and in its files what
 * is raw stands last and wins. */
static bool
each_raw(struct ir *ir, bool (*check)(struct ir *ir, const struct value *raw))
{
	bool ok = true;

	if (strcmp(ir->target, "conf") == 0)
		return true;
	for (size_t i = 0; i < ir->raw.n; i++)
		ok = check(ir, ir->raw.at[i]) && ok;
	return ok;
}

bool
check_raw_reaches(struct ir *ir)
{
	return each_raw(ir, check_text);
}

/* The setting that goes by a variable and says the same key, or NULL. */
static const struct ir_setting *
variable_for(const struct ir *ir, struct str key)
{
	for (size_t i = 0; i < ir->settings.n; i++) {
		const struct ir_setting *s = &ir->settings.at[i];

		if (str_is(key, s->setting.path) && (s->carrier == CARRY_CONFIG_MAP || s->carrier == CARRY_ENV))
			return s;
	}
	return NULL;
}

static bool
is_alone(struct ir *ir, const struct value *raw)
{
	struct conf_keys keys = conf_keys_of(raw->text);
	bool ok = true;
	struct str key;

	while (conf_keys_next(&keys, &key)) {
		const struct ir_setting *s = variable_for(ir, key);
		struct diag *d;

		if (!s || is_of_cluster(key) || is_set_by_image(ir, key))
			continue;
		d = spec_report(ir->spec, DIAG_EX007, lint_node(ir, "config"), raw->at,
				"`%.*s` in raw configuration has no effect: a variable says it too, and beats the file",
				STR_ARG(key));
		diag_note(ir_diags(ir), d, s->setting.at, "the variable is from here");
		ok = false;
	}
	return ok;
}

bool
check_raw_alone(struct ir *ir)
{
	return each_raw(ir, is_alone);
}

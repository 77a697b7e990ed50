/*
 * options: reads the words of a command line by the rows of options.def.
 *
 * In: words.  Out: struct options, or a text that says what is wrong and what
 * would be right.  A row's function reads its argument; the loop at the end
 * finds the row.  Owner: the command.
 */
#include "options.h"

#include <string.h>

#include "base/arena.h"
#include "base/edit.h"
#include "base/fs.h"

const char *const dump_names[] = { "tokens", "ast", "spec", "ir", "doc", NULL };
const char *const error_format_names[] = {
	"human", "short", "json", "sarif", "github", "junit", NULL
};
const char *const color_names[] = { "auto", "always", "never", NULL };
const char *const flavor_names[] = { "open-source", "enterprise", NULL };

static void *
field_of(struct option_read *r, const struct option_row *row)
{
	return (char *)r->o + row->field;
}

/* The row as the user wrote or might write it. */
static const char *
row_name(const struct option_row *row)
{
	return row->name ? row->name : row->brief;
}

/* "…: did you mean `x`?" where a name is near. */
static void
fault_near(struct option_read *r, const struct nearest *near, const char *what)
{
	const char *names = nearest_text(near, r->arena);

	r->fault = names ? arena_printf(r->arena, "%s; did you mean %s?", what, names) : what;
}

static void
take_flag(struct option_read *r, const struct option_row *row, const char *arg)
{
	(void)arg;
	*(bool *)field_of(r, row) = true;
}

static void
take_text(struct option_read *r, const struct option_row *row, const char *arg)
{
	const char **text = field_of(r, row);

	if (*text && strcmp(*text, arg) != 0) {
		r->fault = arena_printf(r->arena, "`%s` is given twice: `%s` and `%s`",
					row_name(row), *text, arg);
		return;
	}
	*text = arg;
}

static void
take_list(struct option_read *r, const struct option_row *row, const char *arg)
{
	text_list *list = field_of(r, row);

	*VEC_ADD(r->arena, list) = arg;
}

static const char *
words_text(struct arena *a, const char *const *words)
{
	const char *text = "";

	for (size_t i = 0; words[i]; i++)
		text = arena_printf(a, "%s%s`%s`", text,
				    !i ? "" : words[i + 1] ? ", " : " or ", words[i]);
	return text;
}

/* Which of its words, or a fault. */
static int
read_word(struct option_read *r, const struct option_row *row, const char *arg)
{
	for (int i = 0; row->words[i]; i++)
		if (strcmp(row->words[i], arg) == 0)
			return i;
	r->fault = arena_printf(r->arena, "`%s` is not a word for `%s`, which takes %s",
				arg, row_name(row), words_text(r->arena, row->words));
	return 0;
}

static void
take_word(struct option_read *r, const struct option_row *row, const char *arg)
{
	int word = read_word(r, row, arg);

	if (!r->fault)
		*(int *)field_of(r, row) = word;
}

/* --report FORM=FILE */
static void
take_report(struct option_read *r, const struct option_row *row, const char *arg)
{
	const char *path = strchr(arg, '=');
	int form;

	if (!path || path == arg || !path[1] || strcmp(path, "=-") == 0) {
		r->fault = arena_printf(r->arena, "`--report %s` should be `--report FORM=FILE`", arg);
		return;
	}
	for (size_t i = 0; i < r->o->reports.n; i++) {
		if (strcmp(r->o->reports.at[i].path, path + 1) != 0)
			continue;
		r->fault = arena_printf(r->arena, "two reports would be `%s`", path + 1);
		return;
	}
	form = read_word(r, row, arena_strndup(r->arena, arg, (size_t)(path - arg)));
	*VEC_ADD(r->arena, &r->o->reports) = (struct report){
		(enum error_format)form, path + 1 };
}

/* A word of enum dump, whose first member is none. */
static void
take_dump(struct option_read *r, const struct option_row *row, const char *arg)
{
	take_word(r, row, arg);
	if (!r->fault)
		r->o->dump++;
}

static void
take_target(struct option_read *r, const char *name)
{
	const struct backend *b = backend_find(name);
	struct nearest near;

	if (b) {
		for (size_t i = 0; i < r->o->targets.n; i++)
			if (r->o->targets.at[i] == b)
				return;
		*VEC_ADD(r->arena, &r->o->targets) = b;
		return;
	}
	nearest_start(&near, name);
	for (size_t i = 0; backends[i]; i++)
		nearest_offer(&near, backends[i]->name);
	fault_near(r, &near, arena_printf(r->arena, "there is no target `%s`", name));
}

static void
take_targets(struct option_read *r, const struct option_row *row, const char *arg)
{
	(void)row;
	while (!r->fault) {
		size_t n = strcspn(arg, ",");

		take_target(r, arena_strndup(r->arena, arg, n));
		if (!arg[n])
			return;
		arg += n + 1;
	}
}

static void
take_define(struct option_read *r, const struct option_row *row, const char *arg)
{
	const char *eq = strchr(arg, '=');
	struct spec_define def = { 0 };

	(void)row;
	if (!eq || eq == arg) {
		r->fault = arena_printf(r->arena, "`-D %s` should be `-D NAME=VALUE`", arg);
		return;
	}
	def.name = arena_strndup(r->arena, arg, (size_t)(eq - arg));
	def.value = eq + 1;
	for (size_t i = 0; i < r->o->defines.n; i++) {
		if (strcmp(r->o->defines.at[i].name, def.name) != 0)
			continue;
		r->fault = arena_printf(r->arena, "the param `%s` is set twice by `-D`", def.name);
		return;
	}
	*VEC_ADD(r->arena, &r->o->defines) = def;
}

/* The diagnostic of a slug or code, or a fault. */
static const struct diag_row *
diag_named(struct option_read *r, const char *slug)
{
	const struct diag_row *row = diag_find(slug);
	struct nearest near;

	if (row)
		return row;
	nearest_start(&near, slug);
	diag_offer_slugs(&near);
	fault_near(r, &near, arena_printf(r->arena, "no message has the name `%s`", slug));
	return NULL;
}

/* -Wno-even-nodes, --deny even-nodes: as one would write it. */
static const char *
written(struct option_read *r, const struct option_row *row, const char *slug)
{
	return arena_printf(r->arena, "%s%s%s", row_name(row), row->name ? " " : "", slug);
}

static void
change(struct option_read *r, const struct option_row *option, const char *slug,
       enum severity to, bool deny)
{
	const struct diag_row *row = diag_named(r, slug);

	if (!row)
		return;
	if (row->severity == SEV_ERROR && to == SEV_OFF) {
		r->fault = arena_printf(r->arena, "`%s` is an error and cannot be switched off",
					row->slug);
		return;
	}
	*VEC_ADD(r->arena, &r->o->lints) = (struct lint_change){
		.id = (enum diag_id)(row - diag_rows), .to = to, .deny = deny,
		.option = written(r, option, row->slug) };
}

static void
change_group(struct option_read *r, const struct option_row *option, const char *group)
{
	*VEC_ADD(r->arena, &r->o->lints) = (struct lint_change){
		.group = group, .to = SEV_INFO, .option = row_name(option) };
}

static void
take_warn(struct option_read *r, const struct option_row *row, const char *arg)
{
	change(r, row, arg, SEV_INFO, false);
}

static void
take_warn_off(struct option_read *r, const struct option_row *row, const char *arg)
{
	change(r, row, arg, SEV_OFF, false);
}

static void
take_warn_error(struct option_read *r, const struct option_row *row, const char *arg)
{
	change(r, row, arg, SEV_ERROR, false);
}

static void
take_deny(struct option_read *r, const struct option_row *row, const char *arg)
{
	change(r, row, arg, SEV_ERROR, true);
}

static void
take_warn_all(struct option_read *r, const struct option_row *row, const char *arg)
{
	(void)arg;
	change_group(r, row, "*");
}

static void
take_warn_hardening(struct option_read *r, const struct option_row *row, const char *arg)
{
	(void)arg;
	change_group(r, row, "hardening");
}

const struct option_row option_rows[] = {
#define OPTION(brief, name, argument, takers, group, how, field, words, help) \
	{ brief, name, argument, takers, GROUP_##group, how,                  \
	  offsetof(struct options, field), words, help },
#include "options.def"
#undef OPTION
};
const size_t option_count = sizeof option_rows / sizeof *option_rows;

/* --name or --name=…, as this taker knows it; *arg is what follows `=`, or
 * NULL. */
static const struct option_row *
find_long(const char *word, enum taker taker, const char **arg)
{
	size_t n = strcspn(word, "=");

	*arg = word[n] ? word + n + 1 : NULL;
	for (size_t i = 0; i < option_count; i++) {
		const char *name = option_rows[i].name;

		if (name && (option_rows[i].takers & taker) && strlen(name) == n &&
		    memcmp(name, word, n) == 0)
			return &option_rows[i];
	}
	return NULL;
}

/* The longest brief name that the word is, or begins with when the row takes
 * an argument; *arg is the rest, or NULL. */
static const struct option_row *
find_brief(const char *word, const char **arg)
{
	const struct option_row *best = NULL;
	size_t most = 0;

	for (size_t i = 0; i < option_count; i++) {
		const char *name = option_rows[i].brief;
		size_t n = name ? strlen(name) : 0;

		if (n <= most || strncmp(word, name, n) != 0)
			continue;
		if (word[n] && !option_rows[i].argument)
			continue;
		best = &option_rows[i];
		most = n;
	}
	*arg = best && word[most] ? word + most : NULL;
	return best;
}

static bool
attached(const struct option_row *row)
{
	size_t n = row->brief ? strlen(row->brief) : 0;

	return n > 2 && strchr("-=", row->brief[n - 1]);
}

static void
unknown_option(struct option_read *r, const char *word)
{
	const char *name = arena_strndup(r->arena, word, strcspn(word, "="));
	struct nearest near;

	nearest_start(&near, name);
	for (size_t i = 0; i < option_count; i++)
		if (option_rows[i].name && (option_rows[i].takers & r->taker))
			nearest_offer(&near, option_rows[i].name);
	fault_near(r, &near, arena_printf(r->arena, "there is no option `%s`", name));
}

static void
take_row(struct option_read *r, const struct option_row *row, const char *arg)
{
	if (!row->argument && arg)
		r->fault = arena_printf(r->arena, "`%s` takes no argument", row_name(row));
	else if (row->argument && (!arg || !*arg))
		r->fault = arena_printf(r->arena, "`%s` needs its %s", row_name(row),
					row->argument);
	else
		row->take(r, row, arg);
}

/* The option at words[*i]; moves on over an argument of its own. */
static void
read_option(struct option_read *r, int n, char *const *words, int *i)
{
	const char *word = words[*i], *arg = NULL;
	bool is_long = word[1] == '-';
	const struct option_row *row = is_long ? find_long(word, r->taker, &arg) : find_brief(word, &arg);

	if (!row || !(row->takers & r->taker)) {
		unknown_option(r, word);
		return;
	}
	if (row->argument && !arg && !(!is_long && attached(row)) && *i + 1 < n)
		arg = words[++*i];
	take_row(r, row, arg);
}

const char *
options_read(struct arena *a, struct options *o, enum taker taker, int n, char *const *words)
{
	struct option_read r = { .arena = a, .o = o, .taker = taker };
	bool only_files = false;

	for (int i = 0; i < n && !r.fault; i++) {
		const char *word = words[i];

		if (only_files || word[0] != '-' || !word[1])
			*VEC_ADD(a, &o->files) = word;
		else if (strcmp(word, "--") == 0)
			only_files = true;
		else
			read_option(&r, n, words, &i);
	}
	if (o->output && strcmp(o->output, "-") == 0)
		o->output = NULL;
	return r.fault;
}

const char *
options_set(struct arena *a, struct options *o, const char *name, const char *arg)
{
	struct option_read r = { .arena = a, .o = o, .taker = LIBRARY };
	const char *rest = NULL, *word = arena_printf(a, "--%s", name);
	const struct option_row *row = find_long(word, LIBRARY, &rest);

	if (!row)
		row = find_brief(word + 1, &rest);
	if (!row || rest || !(row->takers & LIBRARY))
		unknown_option(&r, word);
	else
		take_row(&r, row, arg);
	return r.fault;
}

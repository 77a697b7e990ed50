/*
 * test_diag: the queue of messages and each form they are shown in.
 */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/embedded.h"
#include "diag/diag.h"
#include "diag/source.h"
#include "arena_test.h"

/* In place of the pages that the build makes. */
const struct embedded diag_pages[] = {
	{ "EX040-even-nodes", "the page of EX040\n", 18 },
	{ NULL, NULL, 0 }
};

struct env {
	struct arena *arena;
	struct sources *sources;
	struct diags *diags;
};

static int
setup(void **state)
{
	struct env *e;

	if (new_state(state, sizeof *e) != 0)
		return -1;
	e = *state;
	e->sources = sources_new(e->arena);
	e->diags = diags_new(e->arena, e->sources);
	return 0;
}

static uint32_t
add_file(struct env *e, const char *name, const char *text)
{
	return sources_add(e->sources, name, str_of(text));
}

/* Where the words stand first in the file. */
static struct place
place_of(const struct env *e, uint32_t file, const char *words)
{
	const char *text = sources_get(e->sources, file)->text.p;
	const char *at = strstr(text, words);

	assert_non_null(at);
	return (struct place){ file, (uint32_t)(at - text),
			       (uint32_t)((size_t)(at - text) + strlen(words)) };
}

typedef void show_fn(struct diags *d, struct sources *s,
		     const struct show_options *o, struct buf *out);

static void
assert_shows(struct env *e, show_fn *show, struct show_options o, const char *expected)
{
	struct buf out = BUF_IN(e->arena);

	show(e->diags, e->sources, &o, &out);
	assert_string_equal(buf_cstr(&out), expected);
}

static void
assert_human(struct env *e, const char *expected)
{
	assert_shows(e, show_human, (struct show_options){ .cap = 20 }, expected);
}

/* --- source --- */

static void
assert_at(struct env *e, uint32_t file, uint32_t offset, uint32_t line, uint32_t column)
{
	struct line_col lc = source_locate(e->sources, file, offset);

	assert_int_equal(lc.line, line);
	assert_int_equal(lc.column, column);
}

static void
assert_line(struct env *e, uint32_t file, uint32_t line, const char *text)
{
	assert_true(str_is(source_line(e->sources, file, line), text));
}

static void
offsets_become_lines_and_columns(void **state)
{
	struct env *e = *state;
	uint32_t f = add_file(e, "a", "ab\r\n\xc3\xa9x\xffy\n\nlast");

	assert_int_equal(f, 1);
	assert_int_equal(sources_count(e->sources), 1);
	assert_at(e, f, 0, 1, 1);
	assert_at(e, f, 3, 1, 4);
	assert_at(e, f, 4, 2, 1);
	assert_at(e, f, 6, 2, 2);
	assert_at(e, f, 8, 2, 4);
	assert_at(e, f, 6, 2, 2);
	assert_at(e, f, 10, 3, 1);
	assert_at(e, f, 15, 4, 5);
	assert_at(e, f, 999, 4, 5);
	assert_line(e, f, 1, "ab");
	assert_line(e, f, 2, "\xc3\xa9x\xffy");
	assert_line(e, f, 3, "");
	assert_line(e, f, 4, "last");
	assert_line(e, f, 5, "");
	assert_null(sources_get(e->sources, 0));
	assert_null(sources_get(e->sources, 2));
}

static void
a_byte_order_mark_is_no_column(void **state)
{
	struct env *e = *state;
	uint32_t f = add_file(e, "a", "\xef\xbb\xbf" "abc\n");
	uint32_t empty = add_file(e, "b", "");

	assert_at(e, f, 3, 1, 1);
	assert_at(e, f, 0, 1, 1);
	assert_at(e, f, 5, 1, 3);
	assert_line(e, f, 1, "abc");
	assert_at(e, empty, 0, 1, 1);
	assert_line(e, empty, 1, "");
}

static void
places_span(void **state)
{
	struct env *e = *state;
	uint32_t f = add_file(e, "a", "one two three");
	struct place one = place_of(e, f, "one"), two = place_of(e, f, "two");

	assert_true(str_is(source_text(e->sources, place_span(one, two)), "one two"));
	assert_true(str_is(source_text(e->sources, place_span(NOWHERE, two)), "two"));
	assert_true(str_is(source_text(e->sources, NOWHERE), ""));
}

/* --- the queue --- */

static void
rows_are_found(void **state)
{
	(void)state;
	assert_ptr_equal(diag_find("EX040"), &diag_rows[DIAG_EX040]);
	assert_ptr_equal(diag_find("ex040"), &diag_rows[DIAG_EX040]);
	assert_ptr_equal(diag_find("even-nodes"), &diag_rows[DIAG_EX040]);
	assert_null(diag_find("EX999"));
	assert_null(diag_find(""));
	assert_string_equal(diag_page(DIAG_EX040), "the page of EX040\n");
	assert_null(diag_page(DIAG_EX041));
}

static void
one_fault_is_one_record(void **state)
{
	struct env *e = *state;
	uint32_t f = add_file(e, "a.emqx", "nodes = 2\nnodes = 4\n");
	struct place at = place_of(e, f, "2");
	struct diag *const *all;

	for (int i = 0; i < 10000; i++) {
		struct diag *r = diag_add(e->diags, DIAG_EX040, at, "%d nodes", 2);

		diag_note(e->diags, r, at, "a note");
	}
	assert_int_equal(diags_sorted(e->diags, &all), 1);
	assert_null(all[0]->notes->next);
	diag_add(e->diags, DIAG_EX040, at, "4 nodes");
	diag_add(e->diags, DIAG_EX040, place_of(e, f, "4"), "2 nodes");
	diag_add(e->diags, DIAG_EX041, at, "2 nodes");
	assert_int_equal(diags_sorted(e->diags, &all), 4);
	assert_int_equal(diags_warnings(e->diags), 3);
	assert_int_equal(diags_errors(e->diags), 1);
}

static void
thousands_of_faults_are_kept(void **state)
{
	struct env *e = *state;
	struct diag *const *all;

	for (int round = 0; round < 2; round++)
		for (int i = 0; i < 5000; i++)
			assert_false(diag_error(e->diags, DIAG_NA001, NOWHERE, "name %d", i));
	assert_int_equal(diags_sorted(e->diags, &all), 5000);
	assert_string_equal(all[4999]->text, "name 4999");
}

static void
severities_are_chosen(void **state)
{
	struct env *e = *state;
	struct diag *const *all;
	struct diag *r;

	assert_int_equal(diags_severity(e->diags, DIAG_EX040), SEV_WARNING);
	diags_set_severity(e->diags, DIAG_EX040, SEV_OFF);
	r = diag_add(e->diags, DIAG_EX040, NOWHERE, "off");
	diag_label(e->diags, r, "label");
	diag_note(e->diags, r, NOWHERE, "note");
	diag_help(e->diags, r, "help");
	diag_fix(e->diags, r, NOWHERE, "fix");
	assert_int_equal(diags_sorted(e->diags, &all), 0);
	assert_human(e, "");
	diags_set_severity(e->diags, DIAG_EX040, SEV_ERROR);
	diag_add(e->diags, DIAG_EX040, NOWHERE, "denied");
	assert_int_equal(diags_errors(e->diags), 1);
	assert_human(e, "emqxc: error[EX040]: denied\n"
		     "      = see: emqxc --explain EX040\n"
		     "1 error\n");
}

static void
records_are_sorted_by_place(void **state)
{
	struct env *e = *state;
	uint32_t a = add_file(e, "a", "0123456789"), b = add_file(e, "b", "0123456789");

	diag_add(e->diags, DIAG_SY001, (struct place){ b, 1, 2 }, "sixth");
	diag_add(e->diags, DIAG_EX040, (struct place){ a, 5, 6 }, "fourth");
	diag_add(e->diags, DIAG_SY001, (struct place){ a, 5, 7 }, "second");
	diag_add(e->diags, DIAG_NA001, (struct place){ a, 5, 6 }, "third");
	diag_add(e->diags, DIAG_SY001, (struct place){ b, 0, 2 }, "fifth");
	diag_add(e->diags, DIAG_SY001, NOWHERE, "first");
	assert_shows(e, show_short, (struct show_options){ .cap = 20 },
		     "emqxc: error[SY001]: first\n"
		     "a:1:6: error[SY001]: second\n"
		     "a:1:6: error[NA001]: third\n"
		     "a:1:6: warning[EX040]: fourth\n"
		     "b:1:1: error[SY001]: fifth\n"
		     "b:1:2: error[SY001]: sixth\n");
}

/* A cluster whose environments are gone through one after another; each finds
 * the fault, in a.emqx:1:1, where its letter is capital, and comes to its end
 * where that is no `!`. */
static void
go_through(struct env *e, uint32_t f, const char *const *names, const char *said,
	   const struct places *own)
{
	struct envs *envs = diags_envs(e->diags);

	envs_start(envs);
	for (size_t i = 0; names[i]; i++) {
		envs_enter(envs, names[i], strcmp(names[i], "prod") == 0 ? own : NULL);
		if (said[2 * i] == 'F')
			diag_add(e->diags, DIAG_EX040, (struct place){ f, 0, 1 }, "2 nodes");
		if (said[2 * i] == 'F')
			diag_add(e->diags, DIAG_EX040, (struct place){ f, 0, 1 }, "2 nodes");
		envs_leave(envs, said[2 * i + 1] != '!');
	}
	envs_end(envs);
}

static void
environments_are_named_where_not_all_have_it(void **state)
{
	static const char *const names[] = { "base", "prod", "eu", NULL };
	static const struct { const char *said, *want; } rows[] = {
		{ "F F F ", "" },
		{ "F F - ", " (also in prod)" },
		{ "F - - ", " (in base)" },
		{ "- F - ", " (in prod)" },
		{ "- - F!", " (in eu)" },
		{ "- F F ", " (in prod, eu)" },
		{ "F!F!F!", "" },
		{ "F -!-!", "" },         /* of those nothing is known */
		{ "-!F - ", " (in prod)" },
		{ "F F!- ", " (also in prod)" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct env *e;
		uint32_t f;

		free_state(state);
		setup(state);
		e = *state;
		f = add_file(e, "a.emqx", "x");
		go_through(e, f, names, rows[i].said, NULL);
		diag_add(e->diags, DIAG_SY001, NOWHERE, "of the text");
		assert_shows(e, show_short, (struct show_options){ .cap = 20 },
			     arena_join(e->arena, "emqxc: error[SY001]: of the text\n"
					"a.emqx:1:1: warning[EX040]: 2 nodes", rows[i].want, "\n", NULL));
	}
}

static void
a_line_of_an_overlay_says_itself_where_it_holds(void **state)
{
	static const char *const names[] = { "base", "prod", NULL };
	struct env *e = *state;
	uint32_t f = add_file(e, "a.emqx", "xy");
	struct place at = { f, 0, 2 };
	const struct places own = { &at, 1, 1 };

	go_through(e, f, names, "- F ", &own);
	assert_shows(e, show_short, (struct show_options){ .cap = 20 },
		     "a.emqx:1:1: warning[EX040]: 2 nodes\n");
}

/* Two clusters of which one has it everywhere. */
static void
environments_of_clusters_add_up(void **state)
{
	static const char *const few[] = { "base", NULL };
	static const char *const more[] = { "base", "prod", "eu", NULL };
	struct env *e = *state;
	uint32_t f = add_file(e, "a.emqx", "x");

	go_through(e, f, few, "F ", NULL);
	assert_shows(e, show_short, (struct show_options){ .cap = 20 },
		     "a.emqx:1:1: warning[EX040]: 2 nodes\n");
	go_through(e, f, more, "- F - ", NULL);
	assert_shows(e, show_short, (struct show_options){ .cap = 20 },
		     "a.emqx:1:1: warning[EX040]: 2 nodes (also in prod)\n");
}

/* --- human --- */

static void
human_is_as_the_language_says(void **state)
{
	struct env *e = *state;
	uint32_t f = add_file(e, "edge.emqx",
		"  let pw = secret(edge-pg, password)\n"
		"    server = \"pg://app:${pw}@pg.db.svc\"\n");
	struct diag *r = diag_add(e->diags, DIAG_SE001, place_of(e, f, "${pw}"),
				  "secret would be written to a %s", "ConfigMap");

	diag_label(e->diags, r, "flows into `%s`, which is public in EMQX 5.8",
		   "authentication.server");
	diag_help(e->diags, r, "use the secret field: server = \"pg.db.svc:5432\"; password = pw");
	diag_note(e->diags, r, place_of(e, f, "secret(edge-pg, password)"), "this is secret");
	diag_note(e->diags, r, NOWHERE, "a note without a place");
	assert_human(e,
		"edge.emqx:2:24: error[SE001]: secret would be written to a ConfigMap\n"
		"    2 |     server = \"pg://app:${pw}@pg.db.svc\"\n"
		"      |                        ^^^^^ flows into `authentication.server`, which is public in EMQX 5.8\n"
		"edge.emqx:1:12: note: this is secret\n"
		"    1 |   let pw = secret(edge-pg, password)\n"
		"      |            ^^^^^^^^^^^^^^^^^^^^^^^^^\n"
		"      = note: a note without a place\n"
		"      = help: use the secret field: server = \"pg.db.svc:5432\"; password = pw\n"
		"      = see: emqxc --explain SE001\n"
		"1 error\n");
}

static void
human_shows_fixes(void **state)
{
	struct env *e = *state;
	uint32_t f = add_file(e, "a.emqx", "size = 1MB\n");
	struct place at = place_of(e, f, "1MB");
	struct diag *r = diag_add(e->diags, DIAG_TY006, at, "`1MB` is read in two ways");

	diag_fix(e->diags, r, at, "1MiB");
	diag_fix(e->diags, r, at, "");
	diag_fix(e->diags, r, (struct place){ f, 0, 0 }, "final ");
	diag_fix(e->diags, r, at, "one\ntwo");
	diag_suggest(e->diags, r, at, "a guess is not shown");
	assert_human(e,
		"a.emqx:1:8: warning[TY006]: `1MB` is read in two ways\n"
		"    1 | size = 1MB\n"
		"      |        ^^^\n"
		"      = fix: replace `1MB` with `1MiB`\n"
		"      = fix: remove `1MB`\n"
		"      = fix: insert `final `\n"
		"      = fix: replace `1MB` with `one…`\n"
		"      = see: emqxc --explain TY006 (-Wno-ambiguous-unit)\n"
		"1 warning\n");
}

static void
human_underlines_what_is_seen(void **state)
{
	struct env *e = *state;
	uint32_t f = add_file(e, "a", "\tx\t= \xc3\xa9\xc3\xa9 \x1b[31m\xff ok\r\nnext {\r\n}\r\n");

	diag_add(e->diags, DIAG_SY001, place_of(e, f, "x\t="), "tabs");
	diag_add(e->diags, DIAG_SY001, place_of(e, f, "\xc3\xa9\xc3\xa9"), "characters");
	diag_add(e->diags, DIAG_SY001, place_of(e, f, "ok\r\nnext"), "line ends");
	diag_add(e->diags, DIAG_SY001, place_of(e, f, "\r\nnext"), "the end of a line");
	diag_add(e->diags, DIAG_SY001, place_of(e, f, "{\r\n}"), "a block");
	assert_human(e,
		"a:1:2: error[SY001]: tabs\n"
		"    1 |     x    = éé ?[31m? ok\n"
		"      |     ^^^^^^\n"
		"      = see: emqxc --explain SY001\n"
		"a:1:6: error[SY001]: characters\n"
		"    1 |     x    = éé ?[31m? ok\n"
		"      |            ^^\n"
		"      = see: emqxc --explain SY001\n"
		"a:1:16: error[SY001]: line ends\n"
		"    1 |     x    = éé ?[31m? ok\n"
		"      |                      ^^\n"
		"      = see: emqxc --explain SY001\n"
		"a:1:18: error[SY001]: the end of a line\n"
		"    1 |     x    = éé ?[31m? ok\n"
		"      |                        ^\n"
		"      = see: emqxc --explain SY001\n"
		"a:2:6: error[SY001]: a block\n"
		"    2 | next {\n"
		"      |      ^\n"
		"      = see: emqxc --explain SY001\n"
		"5 errors\n");
}

static void
human_shows_empty_lines_and_files(void **state)
{
	struct env *e = *state;
	uint32_t f = add_file(e, "a", ""), g = add_file(e, "b", "x\n");

	diag_add(e->diags, DIAG_NA007, (struct place){ f, 0, 0 }, "nothing to compile");
	diag_add(e->diags, DIAG_SY001, (struct place){ g, 2, 2 }, "end of file");
	assert_human(e,
		"a:1:1: error[NA007]: nothing to compile\n"
		"    1 |\n"
		"      | ^\n"
		"      = see: emqxc --explain NA007\n"
		"b:2:1: error[SY001]: end of file\n"
		"    2 |\n"
		"      | ^\n"
		"      = see: emqxc --explain SY001\n"
		"2 errors\n");
}

static void
human_cuts_long_lines(void **state)
{
	struct env *e = *state;
	struct buf text = BUF_IN(e->arena), want = BUF_IN(e->arena);
	uint32_t f;

	buf_fill(&text, 'a', 300);
	buf_text(&text, "HERE");
	buf_fill(&text, 'b', 300);
	f = add_file(e, "a", buf_cstr(&text));
	diag_add(e->diags, DIAG_SY001, place_of(e, f, "HERE"), "middle");
	buf_text(&want, "a:1:301: error[SY001]: middle\n    1 | …");
	buf_fill(&want, 'a', 60);
	buf_text(&want, "HERE");
	buf_fill(&want, 'b', 96);
	buf_text(&want, "…\n      | ");
	buf_fill(&want, ' ', 61);
	buf_text(&want, "^^^^\n      = see: emqxc --explain SY001\n1 error\n");
	assert_human(e, buf_cstr(&want));
}

static void
human_cuts_long_lines_at_their_ends(void **state)
{
	struct env *e = *state;
	struct buf text = BUF_IN(e->arena), want = BUF_IN(e->arena);
	uint32_t f;

	buf_fill(&text, 'a', 161);
	f = add_file(e, "a", buf_cstr(&text));
	diag_add(e->diags, DIAG_SY001, (struct place){ f, 0, 161 }, "all");
	diag_add(e->diags, DIAG_SY001, (struct place){ f, 160, 161 }, "end");
	buf_text(&want, "a:1:1: error[SY001]: all\n    1 | ");
	buf_fill(&want, 'a', 160);
	buf_text(&want, "…\n      | ");
	buf_fill(&want, '^', 160);
	buf_text(&want, "\n      = see: emqxc --explain SY001\n"
		 "a:1:161: error[SY001]: end\n    1 | …");
	buf_fill(&want, 'a', 160);
	buf_text(&want, "\n      | ");
	buf_fill(&want, ' ', 160);
	buf_text(&want, "^\n      = see: emqxc --explain SY001\n2 errors\n");
	assert_human(e, buf_cstr(&want));
}

static void
human_keeps_texts_harmless(void **state)
{
	struct env *e = *state;
	uint32_t f = add_file(e, "a\nb", "x");
	struct diag *r = diag_add(e->diags, DIAG_NA001, (struct place){ f, 0, 1 },
				  "no `a\x1b[2J\xff\xe2\x80\xae`");

	diag_help(e->diags, r, "one\ntwo");
	assert_human(e,
		"a b:1:1: error[NA001]: no `a\\u{1b}[2J\\xff\\u{202e}`\n"
		"    1 | x\n"
		"      | ^\n"
		"      = help: one\n"
		"        two\n"
		"      = see: emqxc --explain NA001\n"
		"1 error\n");
}

static void
human_has_colors_when_asked(void **state)
{
	struct env *e = *state;
	uint32_t f = add_file(e, "a", "x");

	diag_add(e->diags, DIAG_EX040, (struct place){ f, 0, 1 }, "two");
	assert_shows(e, show_human, (struct show_options){ .color = true },
		"\033[1ma:1:1:\033[0m \033[1;33mwarning[EX040]:\033[0m \033[1mtwo\033[0m\n"
		"\033[1;34m    1 |\033[0m x\n"
		"\033[1;34m      |\033[0m \033[1;33m^\033[0m\n"
		"\033[1;34m      =\033[0m see: emqxc --explain EX040 (-Wno-even-nodes)\n"
		"1 warning\n");
}

static void
line_numbers_may_be_large(void **state)
{
	struct env *e = *state;
	struct buf text = BUF_IN(e->arena);
	uint32_t f;

	buf_fill(&text, '\n', 123455);
	buf_char(&text, 'x');
	f = add_file(e, "a", buf_cstr(&text));
	diag_add(e->diags, DIAG_SY001, (struct place){ f, 123455, 123456 }, "far");
	assert_human(e,
		"a:123456:1: error[SY001]: far\n"
		"123456 | x\n"
		"       | ^\n"
		"      = see: emqxc --explain SY001\n"
		"1 error\n");
}

/* --- the cap --- */

static void
the_cap_shows_errors_first(void **state)
{
	struct env *e = *state;

	for (int i = 0; i < 3; i++)
		diag_add(e->diags, DIAG_LA008, NOWHERE, "note %d", i);
	for (int i = 0; i < 3; i++)
		diag_add(e->diags, DIAG_EX040, NOWHERE, "warning %d", i);
	for (int i = 0; i < 3; i++)
		diag_add(e->diags, DIAG_SY001, NOWHERE, "error %d", i);
	assert_shows(e, show_short, (struct show_options){ .cap = 4 },
		"emqxc: error[SY001]: error 0\n"
		"emqxc: error[SY001]: error 1\n"
		"emqxc: error[SY001]: error 2\n"
		"emqxc: warning[EX040]: warning 0\n"
		"… and 2 more warnings, 3 more notes\n");
	assert_shows(e, show_human, (struct show_options){ .cap = 1 },
		"emqxc: error[SY001]: error 0\n"
		"      = see: emqxc --explain SY001\n"
		"… and 2 more errors, 3 more warnings, 3 more notes\n"
		"3 errors, 3 warnings, 3 notes\n");
}

static void
the_cap_leaves_twenty(void **state)
{
	struct env *e = *state;
	struct buf want = BUF_IN(e->arena);

	for (int i = 0; i < 21; i++)
		diag_add(e->diags, DIAG_SY001, NOWHERE, "%d", i);
	for (int i = 0; i < 20; i++)
		buf_printf(&want, "emqxc: error[SY001]: %d\n", i);
	buf_text(&want, "… and 1 more error\n");
	assert_shows(e, show_short, (struct show_options){ .cap = 20 }, buf_cstr(&want));
}

/* --- JSON --- */

static void
json_has_every_key(void **state)
{
	struct env *e = *state;
	uint32_t f = add_file(e, "a.emqx", "\xc3\xa9 = \"\"\nx = 2\n");
	struct place at = place_of(e, f, "2");
	struct envs *envs = diags_envs(e->diags);
	struct diag *r;

	envs_start(envs);
	envs_enter(envs, "base", NULL);
	r = diag_add(e->diags, DIAG_EX040, at, "say \"2\"\n\t\x01\xff\\");
	diag_label(e->diags, r, "even");
	diag_note(e->diags, r, place_of(e, f, "="), "here");
	diag_help(e->diags, r, "take 3");
	diag_fix(e->diags, r, at, "3");
	diag_suggest(e->diags, r, at, "5");
	envs_enter(envs, "prod", NULL);
	diag_add(e->diags, DIAG_EX040, at, "say \"2\"\n\t\x01\xff\\");
	envs_enter(envs, "eu", NULL);
	diag_add(e->diags, DIAG_EX040, at, "say \"2\"\n\t\x01\xff\\");
	envs_leave(envs, true);
	envs_end(envs);
	diag_add(e->diags, DIAG_SY004, NOWHERE, "not text");
	assert_shows(e, show_json, (struct show_options){ .cap = 1 },
		"{\"code\":\"SY004\",\"slug\":\"not-text\",\"severity\":\"error\","
		"\"file\":null,\"line\":null,\"column\":null,\"endLine\":null,"
		"\"endColumn\":null,\"offset\":null,\"end\":null,"
		"\"message\":\"not text\",\"label\":null,\"notes\":[],\"fixes\":[],\"also\":[],"
		"\"environments\":[]}\n"
		"{\"code\":\"EX040\",\"slug\":\"even-nodes\",\"severity\":\"warning\","
		"\"file\":\"a.emqx\",\"line\":2,\"column\":5,\"endLine\":2,"
		"\"endColumn\":6,\"offset\":12,\"end\":13,"
		"\"message\":\"say \\\"2\\\"\\n\\t\\u0001\xef\xbf\xbd\\\\\",\"label\":\"even\","
		"\"notes\":[{\"kind\":\"note\",\"file\":\"a.emqx\",\"line\":1,\"column\":3,"
		"\"message\":\"here\"},{\"kind\":\"help\",\"file\":null,\"line\":null,"
		"\"column\":null,\"message\":\"take 3\"}],"
		"\"fixes\":[{\"file\":\"a.emqx\",\"offset\":12,\"end\":13,\"text\":\"3\",\"certain\":true},"
		"{\"file\":\"a.emqx\",\"offset\":12,\"end\":13,\"text\":\"5\",\"certain\":false}],"
		"\"also\":[\"prod\",\"eu\"],\"environments\":[\"base\",\"prod\",\"eu\"]}\n");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, free_state)

/* The text of a form, its arena that of the test. */
static const char *
shown(struct env *e, show_fn *show)
{
	static const struct show_options all;
	struct buf out = BUF_IN(e->arena);

	show(e->diags, e->sources, &all, &out);
	return buf_cstr(&out);
}

static void
names_are_certain_in_another_spelling(void **state)
{
	struct env *e = *state;
	struct place at = { add_file(e, "a.emqx", "Load_Balancer"), 0, 13 };
	struct diag *r = diag_add(e->diags, DIAG_TY003, at, "no such word");

	diag_fix_name(e->diags, r, at, "Load_Balancer", "load-balancer");
	diag_fix_name(e->diags, r, at, "Load_Balancer", "load-balance");
	assert_true(r->fixes->certain);
	assert_false(r->fixes->next->certain);
}

static void
github_escapes_and_sorts(void **state)
{
	struct env *e = *state;
	uint32_t f = add_file(e, "a,b:c%.emqx", "x\ny = 2\n");
	struct diag *r;

	diag_add(e->diags, DIAG_EX040, place_of(e, f, "x"), "50%%: a, b\nc");
	r = diag_add(e->diags, DIAG_TY001, place_of(e, f, "= 2"), "no");
	diag_help(e->diags, r, "yes");
	diag_add(e->diags, DIAG_EX040, NOWHERE, "all of it");
	assert_string_equal(shown(e, show_github),
		"::error file=a%2Cb%3Ac%25.emqx,line=2,endLine=2,col=3,endColumn=5,"
		"title=TY001 wrong-type::no%0Ahelp: yes\n"
		"::warning title=EX040 even-nodes::all of it\n"
		"::warning file=a%2Cb%3Ac%25.emqx,line=1,endLine=1,col=1,endColumn=1,"
		"title=EX040 even-nodes::50%25: a, b%0Ac\n");
}

static size_t
count_of(const char *text, const char *word)
{
	size_t n = 0;

	for (; (text = strstr(text, word)); text++)
		n++;
	return n;
}

static void
github_shows_ten_of_a_kind(void **state)
{
	struct env *e = *state;
	const char *text;

	for (int i = 0; i < 14; i++) {
		diag_add(e->diags, DIAG_TY001, NOWHERE, "fault %d", i);
		diag_add(e->diags, DIAG_LA008, NOWHERE, "remark %d", i);
	}
	for (int i = 0; i < 10; i++)
		diag_add(e->diags, DIAG_EX040, NOWHERE, "doubt %d", i);
	text = shown(e, show_github);
	assert_int_equal(count_of(text, "::error "), 10);
	assert_int_equal(count_of(text, "::warning "), 10);
	assert_int_equal(count_of(text, "::notice "), 10);
	assert_non_null(strstr(text, "\n::notice title=emqxc::and 4 more errors, 5 more notes "
			       "(a step shows ten of a kind)\n"));
}

static void
junit_has_a_case_for_each_file_and_record(void **state)
{
	struct env *e = *state;
	uint32_t bad = add_file(e, "bad.emqx", "x\n");

	add_file(e, "<std.profile>", "");
	add_file(e, "good.emqx", "");
	diag_add(e->diags, DIAG_TY001, place_of(e, bad, "x"), "<no>\x01");
	assert_string_equal(shown(e, show_junit),
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<testsuite name=\"emqxc\" tests=\"2\" failures=\"1\">\n"
		"  <testcase classname=\"good.emqx\" name=\"no errors\"/>\n"
		"  <testcase classname=\"bad.emqx\" name=\"TY001 wrong-type (bad.emqx:1:1:)\">"
		"<failure message=\"&#60;no&#62;\\u{1}\" type=\"wrong-type\">"
		"bad.emqx:1:1: error[TY001]: &#60;no&#62;\\u{1}&#10;</failure></testcase>\n"
		"</testsuite>\n");
}

/* The n-th fingerprint of a log. */
static const char *
finger(struct env *e, const char *log, size_t n)
{
	static const char key[] = "\"emqxc/v1\":\"";

	for (size_t i = 0; i <= n; i++)
		log = strstr(log, key) + sizeof key - 1;
	return arena_strndup(e->arena, log, strcspn(log, "\""));
}

static const char *
log_of(struct env *e, const char *text)
{
	e->sources = sources_new(e->arena);
	e->diags = diags_new(e->arena, e->sources);
	for (uint32_t f = add_file(e, "a b.emqx", text), i = 0; text[i]; i++)
		if (text[i] == '4')
			diag_add(e->diags, DIAG_EX040, (struct place){ f, i, i + 1 }, "even");
	return shown(e, show_sarif);
}

static void
sarif_fingers_know_no_lines(void **state)
{
	struct env *e = *state;
	const char *one = log_of(e, "nodes = 4\n");
	const char *two = log_of(e, "# more\n  nodes  =\t4\nnodes = 4\nsize = 4\n");

	assert_non_null(strstr(one, "\"uri\":\"a%20b.emqx\""));
	assert_int_equal(count_of(one, "\"shortDescription\""), DIAG_COUNT);
	assert_string_equal(finger(e, one, 0), finger(e, two, 0));
	assert_string_not_equal(finger(e, two, 0), finger(e, two, 1));
	assert_int_equal(strcspn(finger(e, two, 1), ":"), 16);
	assert_memory_equal(finger(e, two, 0), finger(e, two, 1), 16);
	assert_memory_not_equal(finger(e, two, 0), finger(e, two, 2), 16);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(offsets_become_lines_and_columns),
		TEST(a_byte_order_mark_is_no_column),
		TEST(places_span),
		TEST(rows_are_found),
		TEST(one_fault_is_one_record),
		TEST(thousands_of_faults_are_kept),
		TEST(severities_are_chosen),
		TEST(records_are_sorted_by_place),
		TEST(environments_are_named_where_not_all_have_it),
		TEST(a_line_of_an_overlay_says_itself_where_it_holds),
		TEST(environments_of_clusters_add_up),
		TEST(human_is_as_the_language_says),
		TEST(human_shows_fixes),
		TEST(human_underlines_what_is_seen),
		TEST(human_shows_empty_lines_and_files),
		TEST(human_cuts_long_lines),
		TEST(human_cuts_long_lines_at_their_ends),
		TEST(human_keeps_texts_harmless),
		TEST(human_has_colors_when_asked),
		TEST(line_numbers_may_be_large),
		TEST(the_cap_shows_errors_first),
		TEST(the_cap_leaves_twenty),
		TEST(json_has_every_key),
		TEST(names_are_certain_in_another_spelling),
		TEST(github_escapes_and_sorts),
		TEST(github_shows_ten_of_a_kind),
		TEST(junit_has_a_case_for_each_file_and_record),
		TEST(sarif_fingers_know_no_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * test_parse: the scanner, the grammar and their messages.
 */
#include <stdlib.h>
#include <string.h>

#include "base/atom.h"
#include "base/buf.h"
#include "base/embedded.h"
#include "diag/diag.h"
#include "front/load.h"
#include "arena_test.h"
#include "parsed.h"

/* The dump of the items of one cluster. */
static const char *
items(struct arena *a, const char *text)
{
	struct parsed p = parsed_string(a, arena_printf(a, "cluster a {\n%s\n}\n", text));

	assert_string_equal(parsed_faults(p), "");
	return parsed_dump(p);
}

static bool
has(const char *dump, const char *line)
{
	return strstr(dump, line) != NULL;
}

/* The messages of items, the first of which stands in line 1. */
static void
assert_faults(struct arena *a, const char *text, const char *faults)
{
	struct parsed p = parsed_string(a, arena_printf(a, "cluster a {%s\n}\n", text));

	assert_string_equal(parsed_faults(p), faults);
	assert_int_equal(p.ast->bad, *faults != '\0');
}

static void
examples_are_clean(void **state)
{
	static const char *const names[] = {
		"parse-cluster", "parse-line", "parse-overlay", "parse-tls",
		"parse-reuse", "parse-all",
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct str text = parsed_golden(*state,
			arena_printf(*state, "%s.emqx", names[i]));
		struct str ast = parsed_golden(*state,
			arena_printf(*state, "%s.ast", names[i]));
		struct parsed p = parsed_text(*state, text.p, text.n);

		assert_true(text.n > 0);
		assert_string_equal(parsed_faults(p), "");
		assert_string_equal(parsed_dump(p), ast.p);
	}
}

static void
builtin_modules_are_clean_and_named(void **state)
{
	size_t n = 0;

	for (; std_texts[n].name; n++) {
		struct parsed p = parsed_text(*state, std_texts[n].text,
					      std_texts[n].length);

		assert_string_equal(parsed_faults(p), "");
		assert_non_null(std_names[n]);
		assert_string_equal(std_names[n] + 4, std_texts[n].name);
		assert_true(std_module(std_names[n]).n > 0);
	}
	assert_null(std_names[n]);
	assert_null(std_module("std.nothing").p);
	assert_null(std_module("profile").p);
}

static void
newlines_end_items_like_in_go(void **state)
{
	const char *d = items(*state,
		"a =\n\n 1\nb = f(\n1,\n2\n)\nc = [\n1,\n2,\n]; d = 4;; e = x.\ny");

	assert_true(has(d, "set a\n      integer 1"));
	assert_true(has(d, "set b\n      call f ()"));
	assert_true(has(d, "set d\n      integer 4"));
	assert_true(has(d, "set e\n      word x y"));
	d = items(*state, "when a { }\n# why\n\n else { b = 1 }\nrequire c\nelse \"d\"");
	assert_true(has(d, "else\n      {\n        set b"));
	assert_true(has(d, "word c\n      string \"d\""));
	d = items(*state, "x = [{ a = 1\n b = 2 }, tcp\n 3]");
	assert_true(has(d, "set b"));
	assert_true(has(d, "variant tcp"));
}

static void
keywords_are_names_elsewhere(void **state)
{
	static const char *const words[] = {
		"edition", "param", "cluster", "overlay", "profile", "policy",
		"test", "as", "of", "extends", "raw", "and", "or", "in", "not",
		"use", "let", "final", "remove", "allow", "deny", "when",
		"require", "expect", "else",
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		const char *w = words[i];
		const char *d = items(*state, arena_printf(*state,
			"%s = 1; %s.x = %s; x.%s = [%s]; y = f(%s: %s); m %s = %s.%s",
			w, w, w, w, w, w, w, w, w, w));

		assert_true(has(d, arena_printf(*state, "set %s\n", w)));
		assert_true(has(d, arena_printf(*state, "set %s x\n", w)));
		assert_true(has(d, arena_printf(*state, "set member m %s\n", w)));
	}
	assert_true(has(items(*state, "final = { a = 1 }\nuse { b = 2 }"), "amend use"));
	assert_true(has(items(*state, "when = 1\nelse = 2"), "set else"));
	assert_true(has(items(*state, "when in == or and not not in [and] { }"),
			"word in\n          word or"));
}

static void
literals_keep_their_text(void **state)
{
	const char *d = items(*state,
		"a = [1_000_000, -1, 0.5, -0.5, 5.10, 5.8.6, 4.1-rc.1, 1h30m, 500m, 1.5Gi]\n"
		"b = [80%, 0.5%, 0.0.0.0:8883, 10.0.0.0/8, true, on]; c = 500m..2; d = x..y.z\n"
		"listener.tcp.external.access.1.a = 3; e[0].f = 4");

	assert_true(has(d, "integer 1_000_000"));
	assert_true(has(d, "integer -1"));
	assert_true(has(d, "decimal 0.5"));
	assert_true(has(d, "decimal -0.5"));
	assert_true(has(d, "decimal 5.10"));
	assert_true(has(d, "version 5.8.6"));
	assert_true(has(d, "version 4.1-rc.1"));
	assert_true(has(d, "unit 1h30m"));
	assert_true(has(d, "unit 1.5Gi"));
	assert_true(has(d, "percentage 0.5%"));
	assert_true(has(d, "address 0.0.0.0:8883"));
	assert_true(has(d, "address 10.0.0.0/8"));
	assert_true(has(d, "bool true"));
	assert_true(has(d, "word on"));
	assert_true(has(d, "range\n        unit 500m\n        integer 2"));
	assert_true(has(d, "set listener tcp external access 1 a"));
	assert_true(has(d, "set e [ 0 ] f"));
}

static void
strings_are_unescaped(void **state)
{
	const char *d = items(*state,
		"a = \"x\\n\\t\\\"\\\\\\$\\u{e9}\\u{1F600}\"\n"
		"b = \"a${b}c${d.e-f}\"; c = \"\"; d = \"$x $\"\n"
		"\"k \\\"q\\\"\" = 1");

	assert_true(has(d, "\"x\\n\\x09\\\"\\\\$\xc3\xa9\xf0\x9f\x98\x80\""));
	assert_true(has(d, "string \"a\" ${ b } \"c\" ${ d e-f }"));
	assert_true(has(d, "string \"\"\n"));
	assert_true(has(d, "string \"$x $\""));
	assert_true(has(d, "set \"k \\\"q\\\"\""));
}

static void
text_blocks_lose_their_indent(void **state)
{
	const char *d = items(*state,
		"a = \"\"\"\n    x\n      y \\n\n\n    z${q}\\${r}\n  \"\"\"\n"
		"b = \"\"\"x\n  y\"\"\"\nc = \"\"\"\"\"\"\nd = \"\"\"\r\n\ta\r\n\tb\r\n\"\"\"\n"
		"config raw \"\"\"\n  e\n\"\"\"");

	assert_true(has(d, "text \"x\\n  y \\\\n\\n\\nz\" ${ q } \"${r}\""));
	assert_true(has(d, "text \"x\\n  y\""));
	assert_true(has(d, "text \"\"\n"));
	assert_true(has(d, "text \"a\\nb\""));
	assert_true(has(d, "raw config\n      string text \"e\""));
}

static void
each_fault_is_one_message(void **state)
{
	assert_faults(*state, "\nb: 3\nc d\ne = f(a b)\ng =\nh = 'i'\nj = 1",
		      "2:SY001 3:SY001 4:SY001 5:SY001 6:SY001");
	assert_faults(*state, "\nseeds:\n - a\n - b\nc = 1,\n", "2:SY001 3:SY001 5:SY001");
	assert_faults(*state, " a = f(b c, d, e = 1); g = [h i,\n j k]", "1:SY001 1:SY001 "
		      "1:SY001 2:SY001");
	assert_faults(*state, "\nwhen a = b { c: 1 } else { d: 2 }", "2:SY001 2:SY001 2:SY001");
	assert_faults(*state, "\nx y z w { b = 1\n c: 2 }\nd: 1", "2:SY001 3:SY001 4:SY001");
	assert_faults(*state, "\nwhen a && !b || c { }", "2:SY001 2:SY001 2:SY001");
	assert_faults(*state, "\na = 1 // b\n/* c */\nd = @e", "2:SY001 3:SY001 4:SY001");
	assert_faults(*state, "\na = 1e6\nb = 2024-01-01\nc = 3-1", "2:SY001 3:SY001 4:SY001");
	assert_faults(*state, "\nremove a b\nrequire c\nexpect x not in [y]\nexpect",
		      "2:SY001 3:SY001 4:SY001 5:SY001");
}

static void
declarations_recover(void **state)
{
	struct parsed p = parsed_string(*state,
		"clutser a { b = 1 }\nnodes = 3\ncluster b { c: 1 }\nfoo\n"
		"overlay c of { }\nedition 2\nparam d = 3\nuse x y\ncluster e { }\n");

	assert_string_equal(parsed_faults(p), "1:SY001 2:SY001 3:SY001 4:SY001 5:SY001 "
			    "6:SY001 7:SY001 8:SY001");
	assert_int_equal(p.ast->tops.n, 2);
	p = parsed_string(*state, "edition 2\ncluster a { }");
	assert_string_equal(parsed_faults(p), "1:SY001");
	p = parsed_string(*state, "cluster a\n  b = 1\n  c { d = 2 }\n}\ncluster e { f: 1 }");
	assert_string_equal(parsed_faults(p), "1:SY001 5:SY001");
}

static void
open_strings_end_with_their_line(void **state)
{
	assert_faults(*state, "\na = \"b\nc: 1", "2:SY002 3:SY001");
	assert_faults(*state, "\na { b = f(\"c) }\nd: 1", "2:SY002 3:SY001");
	assert_faults(*state, "\na = \"b\\", "2:SY002");
	assert_string_equal(parsed_faults(parsed_string(*state,
		"cluster a {\n b = \"\"\"c\n}\ncluster d { }\n")), "2:SY002");
}

static void
bad_escapes_have_their_place(void **state)
{
	struct parsed p = parsed_string(*state, "let a = \"b\\q${}\\u{110000}\\u12\"\n");
	struct diag *const *d;

	assert_string_equal(parsed_faults(p), "1:SY006 1:SY006 1:SY006 1:SY006");
	diags_sorted(p.diags, &d);
	assert_int_equal(d[0]->at.from, 10);
	assert_int_equal(d[0]->at.to, 12);
	assert_int_equal(d[1]->at.from, 12);
	assert_faults(*state, "\"${a}\" = 1", "1:SY006");
}

static void
missing_brackets_are_found(void **state)
{
	static const struct { const char *text, *faults; } cases[] = {
		{ "cluster a { b = f(1\n c = 2\n d = [1, 2\n e = 3\n f: 4\n}", "1:SY003 3:SY003 5:SY001" },
		{ "cluster a {\n b {\n c = 1\n d = 2\n}\ncluster e { f: 1 }\n", "5:SY003 6:SY001" },
		{ "cluster a {\n b = 1\n\n", "2:SY003" },
		{ "cluster a { b = f([1, 2", "1:SY003" },
		{ "cluster a { b = 1 } }\ncluster c { d: 1 }", "1:SY003 2:SY001" },
		{ "cluster a {\n b = 1)\n c: 1\n}", "2:SY003 3:SY001" },
		{ "cluster a {\n b = [1)\n c = (1]\n}", "2:SY003 3:SY001 3:SY003" },
		{ "cluster a {\n b = [{ c = 1 ]\n d: 1\n}", "2:SY003 3:SY001" },
		{ "cluster a {\n when b { c = 1\n else { d: 1 }\n}", "2:SY003 3:SY001" },
		{ "profile a(b: int {\n c: 1\n}", "1:SY003 2:SY001" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(parsed_faults(parsed_string(*state, cases[i].text)),
				    cases[i].faults);
}

/* The note shows the block that was meant, not the last one. */
static void
the_open_brace_is_shown(void **state)
{
	struct parsed p = parsed_string(*state,
		"cluster a {\n  b {\n    c = 1\n  d = 2\n}\n");
	struct diag *const *d;

	assert_int_equal(diags_sorted(p.diags, &d), 1);
	assert_non_null(d[0]->notes);
	assert_int_equal(d[0]->notes->at.from, 16);
}

/* So many times the unit, with a head and a tail. */
static const char *
many(struct arena *a, const char *head, const char *unit, size_t n, const char *tail)
{
	struct buf b = BUF_IN(a);

	buf_text(&b, head);
	for (size_t i = 0; i < n; i++)
		buf_text(&b, unit);
	buf_text(&b, tail);
	return buf_cstr(&b);
}

static void
limits_are_one_message(void **state)
{
	static const struct { const char *head, *unit; } deep[] = {
		{ "cluster a ", "{ a " }, { "cluster a { b = ", "[" },
		{ "cluster a { when ", "(" }, { "cluster a { b = ", "f(" },
		{ "cluster a { when ", "not " }, { "cluster a { when ", "b or " },
		{ "cluster a { when b { }", " else when b { }" }, { "param a: ", "set[" },
	};

	for (size_t i = 0; i < sizeof deep / sizeof *deep; i++)
		assert_string_equal(parsed_faults(parsed_string(*state,
			many(*state, deep[i].head, deep[i].unit, 100000, ""))), "1:SY005");
	assert_string_equal(parsed_faults(parsed_string(*state,
		many(*state, "cluster a ", "{ a ", 99, many(*state, "{", "}", 100, "")))), "");
	assert_faults(*state, many(*state, "a = ", "1", AST_MAX_NUMBER, ""), "");
	assert_faults(*state, many(*state, "a = ", "1", AST_MAX_NUMBER + 1, ""), "1:SY005");
	assert_faults(*state, many(*state, "a = \"", "1", AST_MAX_STRING, "\""), "");
	assert_faults(*state, many(*state, "a = \"", "1", AST_MAX_STRING + 1, "\""), "1:SY005");
}

/* Each would take minutes if it were quadratic. */
static void
work_is_linear(void **state)
{
	assert_faults(*state, many(*state, "a = f(b", "\n", 500000, ")"), "");
	assert_faults(*state, many(*state, "when a { }", "\n", 500000, "else { }"), "");
	assert_faults(*state, many(*state, "a", ".1", 500000, " = 1"), "1:SY005");
	assert_string_equal(parsed_faults(parsed_string(*state,
		many(*state, "", "{", 100000, ""))), "1:SY001 1:SY005");
}

static void
binary_is_refused_at_once(void **state)
{
	static const char nul[] = "cluster a {\n b: 1\0 }\n\xff";
	struct parsed p = parsed_text(*state, nul, sizeof nul - 1);

	assert_string_equal(parsed_faults(p), "2:SY004");
	assert_int_equal(p.ast->tops.n, 0);
	assert_string_equal(parsed_faults(parsed_string(*state, "a\n\xc3(\xff")), "2:SY004");
	p = parsed_string(*state, "cluster a {\n b = 1 \x01\n c = \"\x02\"\n}\n");
	assert_string_equal(parsed_faults(p), "2:SY004");
	assert_int_equal(p.ast->tops.n, 1);
}

static void
empty_files_and_odd_ends_are_fine(void **state)
{
	static const char *const texts[] = {
		"", "\n", "# x", "\xef\xbb\xbf", "\xef\xbb\xbf# x\r\n", ";;\n;",
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct parsed p = parsed_string(*state, texts[i]);

		assert_string_equal(parsed_faults(p), "");
		assert_int_equal(p.ast->tops.n, 0);
	}
	assert_string_equal(
		parsed_dump(parsed_string(*state, "\xef\xbb\xbf" "cluster a {\r\n\tb = 1\r\n}")),
		parsed_dump(parsed_string(*state, "cluster a {\n b = 1\n}\n")));
}

static void
places_are_bytes(void **state)
{
	static const char text[] = "cluster a {\n  b = tcp 1 { c = [x, y] }\n}\n";
	struct parsed p = parsed_string(*state, text);
	const struct ast_top *t = p.ast->tops.at[0];
	const struct ast_item *i = t->body->items.at[0];
	const struct ast_value *list = i->value->block->items.at[0]->value;

	assert_int_equal(t->name.at.from, 8);
	assert_int_equal(t->body->at.from, 10);
	assert_int_equal(t->body->at.to, sizeof text - 2);
	assert_int_equal(i->at.from, 14);
	assert_int_equal(i->value->at.from, 18);
	assert_int_equal(i->value->at.to, 38);
	assert_int_equal(list->at.from, 30);
	assert_int_equal(list->at.to, 36);
}

static void
comments_are_kept(void **state)
{
	struct parsed p = parsed_string(*state, "## a\ncluster b { # c \n\t# d\n}");

	assert_int_equal(p.ast->comments.n, 3);
	assert_true(p.ast->comments.at[0].doc && p.ast->comments.at[0].own_line);
	assert_false(p.ast->comments.at[1].own_line);
	assert_int_equal(p.ast->comments.at[1].at.to - p.ast->comments.at[1].at.from, 3);
	assert_true(p.ast->comments.at[2].own_line);
}

static void
tokens_are_dumped(void **state)
{
	struct sources *s = sources_new(*state);
	struct diags *d = diags_new(*state, s);
	struct buf b = BUF_IN(*state);

	ast_dump_tokens(*state, atoms_new(*state), s, d,
			sources_add(s, "t", STR("use x\ncluster a { use = 1h }")), &b);
	assert_string_equal(buf_cstr(&b),
		"1:1 use use\n1:5 name x\n1:6 end of line\n2:1 cluster cluster\n"
		"2:9 name a\n2:11 { {\n2:13 name use\n2:17 = =\n"
		"2:19 number with a unit 1h\n2:22 } }\n2:23 end of line\n");
}

static void
a_file_has_a_most(void **state)
{
	struct arena *a = *state;
	char *text = calloc(AST_MAX_FILE + (size_t)1, 1);
	struct sources *s = sources_new(a);
	struct diags *d = diags_new(a, s);
	struct diag *const *all;

	assert_non_null(text);
	ast_parse(a, atoms_new(a), s, d,
		  sources_add(s, "test.emqx", (struct str){ text, AST_MAX_FILE + (size_t)1 }));
	assert_int_equal(diags_sorted(d, &all), 1);
	assert_int_equal(all[0]->id, DIAG_SY005);
	assert_string_equal(all[0]->text, "a file has at most 268435456 bytes");
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(examples_are_clean),
		ARENA_TEST(builtin_modules_are_clean_and_named),
		ARENA_TEST(newlines_end_items_like_in_go),
		ARENA_TEST(keywords_are_names_elsewhere),
		ARENA_TEST(literals_keep_their_text),
		ARENA_TEST(strings_are_unescaped),
		ARENA_TEST(text_blocks_lose_their_indent),
		ARENA_TEST(each_fault_is_one_message),
		ARENA_TEST(declarations_recover),
		ARENA_TEST(open_strings_end_with_their_line),
		ARENA_TEST(bad_escapes_have_their_place),
		ARENA_TEST(missing_brackets_are_found),
		ARENA_TEST(the_open_brace_is_shown),
		ARENA_TEST(limits_are_one_message),
		ARENA_TEST(work_is_linear),
		ARENA_TEST(binary_is_refused_at_once),
		ARENA_TEST(empty_files_and_odd_ends_are_fine),
		ARENA_TEST(places_are_bytes),
		ARENA_TEST(comments_are_kept),
		ARENA_TEST(tokens_are_dumped),
		ARENA_TEST(a_file_has_a_most),
	};

	return cmocka_run_group_tests_name("parse", tests, NULL, NULL);
}

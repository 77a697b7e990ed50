/*
 * test_format: the one layout: what it looks like, that it means the same,
 * and that it is laid out the same again, with comments in every place.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "arena_test.h"
#include "parsed.h"

/* Same tree, same comments, same layout the second time. */
static void
assert_stable(struct parsed p)
{
	const char *once = parsed_format(p);
	struct parsed again = parsed_string(p.arena, once);

	assert_string_equal(parsed_faults(again), "");
	assert_string_equal(parsed_dump(again), parsed_dump(p));
	assert_int_equal(again.ast->comments.n, p.ast->comments.n);
	assert_string_equal(parsed_format(again), once);
}

static void
assert_layout(struct arena *a, const char *text, const char *layout)
{
	struct parsed p = parsed_string(a, text);

	assert_string_equal(parsed_faults(p), "");
	assert_string_equal(parsed_format(p), layout);
	assert_stable(p);
}

static void
blocks_stay_or_break(void **state)
{
	assert_layout(*state, "cluster a{b=1;c{d=2}}", "cluster a { b = 1; c { d = 2 } }\n");
	assert_layout(*state, "cluster a { b = 1\n}", "cluster a {\n  b = 1\n}\n");
	assert_layout(*state, "cluster a {\n}", "cluster a { }\n");
	assert_layout(*state,
		"cluster aaaaaaaaaaaaaaaaaaaa { bbbbbbbbbbbbbbbbbbbbbbb = 1; "
		"cccccccccccccccccccccccccccc = 2 }",
		"cluster aaaaaaaaaaaaaaaaaaaa {\n  bbbbbbbbbbbbbbbbbbbbbbb      = 1\n"
		"  cccccccccccccccccccccccccccc = 2\n}\n");
	assert_layout(*state, "cluster a {\n when b { c = 1 }\n else { d = 2 } }",
		"cluster a {\n  when b {\n    c = 1\n  } else {\n    d = 2\n  }\n}\n");
	assert_layout(*state, "cluster a {\n b = [1,\n2]; c = [ ]; d = [{ e = 1\n f = 2 }]\n}",
		"cluster a {\n  b = [\n    1,\n    2,\n  ]\n  c = []\n"
		"  d = [{\n    e = 1\n    f = 2\n  }]\n}\n");
}

static void
equal_signs_stand_in_columns(void **state)
{
	assert_layout(*state,
		"cluster a {\nversion=1\nb=2 # c\nlistener ws=ws 1\nlistener mqtts=ssl 2\n"
		"d=3\n\nlong-name=4\n# e\nf=5\ng{h=6}\ni=7\n}",
		"cluster a {\n  version = 1\n  b       = 2  # c\n  listener ws    = ws  1\n"
		"  listener mqtts = ssl 2\n  d = 3\n\n  long-name = 4\n  # e\n  f = 5\n"
		"  g { h = 6 }\n  i = 7\n}\n");
}

static void
declarations_are_apart(void **state)
{
	assert_layout(*state,
		"\n\nuse \"x\"\nuse y.z   as q\n\n\n\nlet a = 1\ncluster b {\nc = 1\n}\n"
		"# about d\ncluster d { }\ncluster e { }\n",
		"use \"x\"\nuse y.z as q\n\nlet a = 1\n\ncluster b {\n  c = 1\n}\n\n"
		"# about d\ncluster d { }\ncluster e { }\n");
	assert_layout(*state, "", "");
	assert_layout(*state, "# only\n\n\n# this", "# only\n\n# this\n");
	assert_layout(*state, "# head\nedition 1 # one\nlet a = 1", "# head\nedition 1  # one\nlet a = 1\n");
}

static void
comments_keep_their_place(void **state)
{
	assert_layout(*state,
		"cluster a { # head\n\n  # above\n b = 1 # behind\n\n\n # apart\n\n c = f(1, # in\n 2)\n"
		" d = [ # list\n 1, # one\n # end\n ]\n # last\n} # foot\n# eof",
		"cluster a {  # head\n  # above\n  b = 1  # behind\n\n  # apart\n\n  # in\n"
		"  c = f(1, 2)\n  d = [  # list\n    1,  # one\n    # end\n  ]\n  # last\n}  # foot\n# eof\n");
	assert_layout(*state, "cluster a {\n when b { c = 1 }\n # why\n else { } }",
		"cluster a {\n  when b {\n    c = 1\n  } else {\n    # why\n  }\n}\n");
}

static void
spelling_is_kept(void **state)
{
	assert_layout(*state,
		"cluster a {\n  \"b\" = \"\\u{e9}${c}\"\n  d = \"\"\"\n   x\n     y\n  \"\"\"\n"
		"  require (a or (b)) and not (c == 1_0) and a in [1] else \"d\"\n}",
		"cluster a {\n  \"b\" = \"\\u{e9}${c}\"\n  d = \"\"\"\n   x\n     y\n  \"\"\"\n"
		"  require (a or (b)) and not (c == 1_0) and a in [1] else \"d\"\n}\n");
}

/* At every place of a text where a comment or line end may stand. */
static void
assert_stable_everywhere(struct arena *a, struct str text)
{
	static const char *const inserted[] = { " # c\n", "\n\n# x\n\n", ";\r\n" };

	for (size_t at = 1; at < text.n; at++) {
		if (!strchr(" \n{}[](),=", text.p[at - 1]))
			continue;
		for (size_t i = 0; i < sizeof inserted / sizeof *inserted; i++) {
			struct buf b = BUF_IN(a);
			struct parsed p;

			buf_add(&b, text.p, at);
			buf_text(&b, inserted[i]);
			buf_add(&b, text.p + at, text.n - at);
			p = parsed_text(a, b.p, b.n);
			if (!p.ast->bad)
				assert_stable(p);
		}
	}
}

static void
layout_is_stable(void **state)
{
	static const char *const names[] = {
		"parse-cluster", "parse-line", "parse-overlay", "parse-tls",
		"parse-reuse", "parse-all",
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct arena *a = arena_new();
		struct str text;

		text = parsed_golden(*state, arena_printf(*state, "%s.emqx", names[i]));
		assert_true(text.n > 0);
		assert_stable(parsed_text(*state, text.p, text.n));
		assert_stable_everywhere(a, text);
		arena_free(a);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(blocks_stay_or_break),
		ARENA_TEST(equal_signs_stand_in_columns),
		ARENA_TEST(declarations_are_apart),
		ARENA_TEST(comments_keep_their_place),
		ARENA_TEST(spelling_is_kept),
		ARENA_TEST(layout_is_stable),
	};

	return cmocka_run_group_tests_name("format", tests, NULL, NULL);
}

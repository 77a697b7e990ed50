/*
 * test_yaml: whatever a string is, a YAML reader gets it back as that string.
 */
#include <stdio.h>
#include <string.h>
#include <errno.h>

#include <yaml.h>

#include "back/write.h"
#include "base/buf.h"
#include "arena_test.h"

static int
write_one(const struct doc *d, bool first, struct buf *out)
{
	return write_yaml(&d, 1, first, out);
}

static const char *
written(struct arena *a, const struct doc *d, bool first)
{
	struct buf b = BUF_IN(a);

	assert_int_equal(write_one(d, first, &b), 0);
	return buf_cstr(&b);
}

/* {"v": TEXT, "l": [TEXT]} and, where it can be one, TEXT as a key. */
static struct doc *
holding(struct arena *a, struct str text)
{
	struct doc *d = doc_map(a);

	doc_put_str(a, d, "v", text);
	doc_put_str(a, doc_put_list(a, d, "l"), NULL, text);
	doc_put_int(a, d, arena_strndup(a, text.p, text.n), 1);
	return d;
}

static void
scalar_is(yaml_parser_t *p, struct str text, const char *source)
{
	yaml_event_t e;

	assert_true(yaml_parser_parse(p, &e));
	assert_int_equal(e.type, YAML_SCALAR_EVENT);
	if (e.data.scalar.length != text.n || memcmp(e.data.scalar.value, text.p, text.n) != 0)
		fail_msg("%.*s came back otherwise from\n%s", STR_ARG(text), source);
	yaml_event_delete(&e);
}

static void
pass_over(yaml_parser_t *p, int n)
{
	yaml_event_t e;

	for (; n; n--) {
		assert_true(yaml_parser_parse(p, &e));
		yaml_event_delete(&e);
	}
}

static void
survives(struct arena *a, struct str text)
{
	const char *source = written(a, holding(a, text), true);
	yaml_parser_t p;

	assert_true(yaml_parser_initialize(&p));
	yaml_parser_set_input_string(&p, (const unsigned char *)source, strlen(source));
	pass_over(&p, 4);                 /* stream, document, map, key */
	scalar_is(&p, text, source);
	pass_over(&p, 2);                 /* key, list */
	scalar_is(&p, text, source);
	pass_over(&p, 1);
	scalar_is(&p, text, source);
	yaml_parser_delete(&p);
}

static void
line_is(struct arena *a, const char *text, const char *line)
{
	struct doc *d = doc_map(a);

	doc_put_text(a, d, "v", text);
	assert_string_equal(written(a, d, true), arena_printf(a, "v: %s\n", line));
}

/* Texts that a reader of YAML 1.1 or of 1.2 takes for something else. */
static void
ambiguous_text_is_quoted(void **state)
{
	static const char *const texts[] = {
		"", "~", "null", "Null", "NULL", "true", "True", "TRUE", "false", "yes",
		"Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "OFF", "y", "Y",
		"n", "N", "0", "1", "-1", "+1", "0123", "0o17", "0x10", "0xFF", "0b101",
		"1_000", "1e3", "1E3", "1.5", ".5", "5.", "1.5e+3", "6.02e23", "-.inf",
		".inf", ".INF", "+.Inf", ".nan", ".NaN", "1:20", "190:20:30", "190:20:30.15",
		"2001-12-14", "2001-12-14t21:59:43.10-05:00", "2001-12-14 21:59:43.10 -5",
		"1,000", "5.8.6", "0.0.0.0:1883", "=", "<<", "-", "--", "---", "...", "?",
		":", "!", "&a", "*a", "|", ">", "%", "@", "`", "#", "{}", "[]", "{a: b}",
		"[a]", "'a'", "\"a\"", "- a", "? a", "a: b", "a:", "a #b", " a", "a ", "\ta",
		"!tag", "%TAG", "12e03", "0.", "1e", "123456789012345678901234567890"
	};
	struct arena *a = *state;

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		const char *out;
		struct doc *d = doc_map(a);

		doc_put_text(a, d, "v", texts[i]);
		out = written(a, d, true);
		if (strncmp(out, "v: \"", 4) != 0)
			fail_msg("not quoted: %s", out);
		survives(a, str_of(texts[i]));
	}
}

static void
ordinary_text_is_plain(void **state)
{
	static const char *const texts[] = {
		"emqx", "emqx/emqx:5.8.6", "ReadWriteOnce", "1Gi", "500m", "128Mi", "60s",
		"emqx-headless.mqtt.svc.cluster.local", "$(POD_NAME).emqx", "metadata.name",
		"app.kubernetes.io/name", "/opt/emqx/data", "two words", "a,b", "nope", "yes-no",
		"https://kubernetes.default.svc:443", "EMQX_NAME", "v4.1-rc.1", "/status", "25%x",
		"RuntimeDefault", "nullable", "onward"
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		line_is(*state, texts[i], texts[i]);
		survives(*state, str_of(texts[i]));
	}
}

static void
hostile_text_survives(void **state)
{
	static const char *const texts[] = {
		"abc#1", "a b", "a  b", "'", "\"", "a'b\"c", "\\", "\\n", "a\\", "$x", "${x}",
		"&", "*", "&a b", "a\nb", "a\nb\n", "a\n\nb\n", "\na", "\n", "a\n\n", " a\nb",
		"a \nb", "a\n b\n  c\n", "a\tb", "\ta\nb", "a\rb", "a\r\nb", "größe", "日本語",
		"😀", "\xc2\x85", "\xe2\x80\xa8", "\xef\xbb\xbf" "a", "a\x01" "b", "\x7f", "\x1b[0m",
		"#!/bin/sh\nset -e\n", "key: value\nlist:\n- a\n", "--- a\n", "...\n", "- a\n- b",
		"\xc2\xa0", "a: 'b\n  c: \"d\n", "trailing space \n", "x\n\ty\n", "# c\n", "---\n",
		"[\"a\", \"b\"]", "a very long text that a writer with a line width would fold "
		"at some place in its middle, which changes nothing for a reader and everything "
		"for a diff of two of them"
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		survives(*state, str_of(texts[i]));
}

/* Every pair of ASCII characters, alone and around a letter. */
static void
every_pair_survives(void **state)
{
	struct arena *a = *state;

	for (int i = 1; i < 128; i++) {
		for (int j = 1; j < 128; j++) {
			char text[] = { (char)i, (char)j, 'x', (char)i, (char)j };

			survives(a, (struct str){ text, 2 });
			survives(a, (struct str){ text, 5 });
			arena_reset(a);
		}
	}
}

static void
blocks_are_literal(void **state)
{
	line_is(*state, "a = 1\nb = 2\n", "|\n  a = 1\n  b = 2");
	line_is(*state, "a = 1\n\nb = 2", "|-\n  a = 1\n\n  b = 2");
	line_is(*state, "a\n\n", "\"a\\n\\n\"");
	line_is(*state, "größe\nb\n", "|\n  größe\n  b");
}

static void
layout_is_two_blanks_and_no_folding(void **state)
{
	struct arena *a = *state;
	struct doc *d = doc_map(a), *m = doc_put_map(a, d, "m"), *l, *item;
	char text[300];

	memset(text, 'a', sizeof text);
	text[150] = ' ';
	doc_put_int(a, m, "i", -42);
	doc_put_bool(a, m, "t", true);
	doc_put_bool(a, m, "f", false);
	l = doc_put_list(a, m, "l");
	item = doc_put_map(a, l, NULL);
	doc_put_text(a, item, "name", "no");
	doc_put_map(a, item, "emptyDir");
	doc_put_list(a, item, "none");
	doc_put_comment(a, item, "not in YAML");
	doc_put_str(a, d, "on", (struct str){ text, sizeof text });
	assert_string_equal(written(a, d, false),
			    arena_printf(a, "---\nm:\n  i: -42\n  t: true\n  f: false\n  l:\n"
					 "  - name: \"no\"\n    emptyDir: {}\n    none: []\n"
					 "\"on\": %.*s\n", (int)sizeof text, text));
}

static void
text_that_is_not_utf8_is_refused(void **state)
{
	struct doc *d = doc_map(*state);
	struct buf b = BUF_IN(*state);

	doc_put_text(*state, d, "v", "\xff");
	assert_int_equal(write_one(d, true, &b), EILSEQ);
}

/* Memory that ends inside libyaml: nothing leaks, and the jump goes on. */
static void
memory_may_run_out_anywhere(void **state)
{
	struct arena *a = *state;
	jmp_buf oom;

	for (volatile size_t n = 1; n < 200; n++) {
		volatile bool failed = false;
		struct doc *d;

		arena_reset(a);
		d = doc_map(a);
		for (int i = 0; i < 2000; i++)
			doc_put_text(a, d, arena_printf(a, "k%d", i), "some text");
		arena_on_oom(a, &oom);
		if (setjmp(oom) == 0) {
			struct buf b = BUF_IN(a);

			arena_fail_after(a, n);
			write_one(d, true, &b);
		} else {
			failed = true;
		}
		arena_fail_after(a, 0);
		if (!failed) {
			assert_true(n > 2);
			return;
		}
	}
	fail();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(ambiguous_text_is_quoted),
		ARENA_TEST(ordinary_text_is_plain),
		ARENA_TEST(hostile_text_survives),
		ARENA_TEST(every_pair_survives),
		ARENA_TEST(blocks_are_literal),
		ARENA_TEST(layout_is_two_blanks_and_no_folding),
		ARENA_TEST(text_that_is_not_utf8_is_refused),
		ARENA_TEST(memory_may_run_out_anywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

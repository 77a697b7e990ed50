/*
 * test_hocon: text in the configuration syntaxes of EMQX: HOCON for 5 and 6,
 * lines for 4.x.
 */
#include <stdio.h>
#include <string.h>

#include "back/write.h"
#include "base/buf.h"
#include "arena_test.h"

static struct doc *
word(struct arena *a, struct doc *in, const char *name, const char *text)
{
	struct doc *d = doc_put_text(a, in, name, text);

	d->kind = DOC_WORD;
	return d;
}

static const char *
string(struct arena *a, const char *text)
{
	struct doc *list = doc_list(a);
	struct buf b = BUF_IN(a);

	hocon_value(doc_put_text(a, list, NULL, text), &b);
	return buf_cstr(&b);
}

static void
strings_are_quoted_by_its_own_rules(void **state)
{
	static const char *const rows[][2] = {
		{ "", "\"\"" }, { "abc", "\"abc\"" }, { "abc#1", "\"abc#1\"" },
		{ "a\"b", "\"a\\\"b\"" }, { "a\\b", "\"a\\\\b\"" }, { "a\\", "\"a\\\\\"" },
		{ "a\nb\tc\rd\be\ff", "\"a\\nb\\tc\\rd\\be\\ff\"" },
		{ "$x ${y}", "\"$x ${y}\"" }, { "größe", "\"größe\"" },
		{ "a\x01" "b", "\"a\x01" "b\"" }, { "//x", "\"//x\"" },
		{ "a\xe2\x80\xa8" "b", "\"a\" \"\"\"\xe2\x80\xa8\"\"\" \"b\"" },
		{ "a\\\xe2\x80\xa9", "\"a\\\\\"\n\"\"\"\xe2\x80\xa9\"\"\" \"\"" }
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_string_equal(string(*state, rows[i][0]), rows[i][1]);
}

static void
plain_words_are_known(void **state)
{
	static const char *const plain[] = {
		"a", "abc", "a1", "emqx@a.b", "infinity", "a_b", "a-b", "a%", "a|b", "trueish", "nullx"
	};
	static const char *const other[] = {
		"", "true", "false", "null", "on", "off", "include", "1", "0123", "12a", "a b",
		"a#b", "a,b", "a:b", "a=b", "a/b", "-a", "_a", ".a", "a\"", "größe", "a$b", "a+b"
	};

	(void)state;
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		assert_true(hocon_is_plain(str_of(plain[i])));
	for (size_t i = 0; i < sizeof other / sizeof *other; i++)
		assert_false(hocon_is_plain(str_of(other[i])));
	assert_true(hocon_is_unit(STR("15s")));
	assert_true(hocon_is_unit(STR("64KB")));
	assert_true(hocon_is_unit(STR("80%")));
	assert_true(hocon_is_unit(STR("100")));
	assert_false(hocon_is_unit(STR("1h30m")));
	assert_false(hocon_is_unit(STR("512B")));
	assert_false(hocon_is_unit(STR("s")));
	assert_false(hocon_is_unit(STR("")));
}

static struct doc *
whole(struct arena *a)
{
	struct doc *d = doc_map(a), *m, *l, *o;

	doc_put_comment(a, d, "first\nsecond");
	m = doc_put_map(a, d, "mqtt");
	word(a, m, "max_packet_size", "1MB");
	doc_put_text(a, m, "idle_timeout", "1h30m");
	doc_put_bool(a, m, "strict_mode", true);
	doc_put_int(a, m, "max_qos_allowed", 2);
	doc_put_comment(a, m, "nested");
	m = doc_put_map(a, d, "1 odd.key");
	doc_put_text(a, m, "true", "x");
	l = doc_put_list(a, m, "list");
	doc_put_text(a, l, NULL, "a");
	doc_put_text(a, l, NULL, "b\\");
	doc_put_text(a, l, NULL, "c");
	doc_put_list(a, m, "empty");
	doc_put_map(a, m, "none");
	l = doc_put_list(a, d, "authentication");
	o = doc_put_map(a, l, NULL);
	word(a, o, "backend", "postgresql");
	word(a, doc_put_map(a, o, "ssl"), "enable", "false");
	o = doc_put_map(a, l, NULL);
	word(a, o, "backend", "built_in_database");
	word(a, d, NULL, "raw { as = it, is }");
	return d;
}

static void
files_are_nested(void **state)
{
	struct buf b = BUF_IN(*state);

	write_hocon(whole(*state), &b);
	assert_string_equal(buf_cstr(&b),
			    "# first\n"
			    "# second\n"
			    "mqtt {\n"
			    "  max_packet_size = 1MB\n"
			    "  idle_timeout = \"1h30m\"\n"
			    "  strict_mode = true\n"
			    "  max_qos_allowed = 2\n"
			    "  # nested\n"
			    "}\n"
			    "\"1 odd.key\" {\n"
			    "  \"true\" = \"x\"\n"
			    "  list = [\"a\", \"b\\\\\",\n"
			    "\"c\"]\n"
			    "  empty = []\n"
			    "  none {}\n"
			    "}\n"
			    "authentication = [\n"
			    "  {\n"
			    "    backend = postgresql\n"
			    "    ssl {\n"
			    "      enable = false\n"
			    "    }\n"
			    "  },\n"
			    "  {\n"
			    "    backend = built_in_database\n"
			    "  }\n"
			    "]\n"
			    "raw { as = it, is }\n");
}

static void
values_are_one_line(void **state)
{
	struct buf b = BUF_IN(*state);

	hocon_value(doc_get(whole(*state), "authentication"), &b);
	assert_string_equal(buf_cstr(&b),
			    "[{backend = postgresql, ssl = {enable = false}}, "
			    "{backend = built_in_database}]");
}

static void
cuttlefish_is_lines(void **state)
{
	struct arena *a = *state;
	struct doc *d = doc_map(a);
	struct buf b = BUF_IN(a);

	doc_put_comment(a, d, "EMQX 4.4.19");
	doc_put_text(a, d, "listener.tcp.external", "0.0.0.0:1883");
	doc_put_text(a, d, "acl_file", "etc/a # b \"c\"");
	doc_put_int(a, d, "node.max_ports", 1024);
	doc_put_bool(a, d, "allow_anonymous", false);
	word(a, d, NULL, "zone.x = y\n");
	write_cuttlefish(d, &b);
	assert_string_equal(buf_cstr(&b),
			    "# EMQX 4.4.19\n"
			    "listener.tcp.external = 0.0.0.0:1883\n"
			    "acl_file = etc/a # b \"c\"\n"
			    "node.max_ports = 1024\n"
			    "allow_anonymous = false\n"
			    "zone.x = y\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(strings_are_quoted_by_its_own_rules),
		ARENA_TEST(plain_words_are_known),
		ARENA_TEST(files_are_nested),
		ARENA_TEST(values_are_one_line),
		ARENA_TEST(cuttlefish_is_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

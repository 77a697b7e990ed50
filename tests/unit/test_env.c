/*
 * test_env: values of variables as each version of EMQX reads them, and the
 * env-file formats as their readers do; the files of a small cluster.
 */
#include <stdio.h>
#include <string.h>

#include "back/conf.h"
#include "back/write.h"
#include "base/buf.h"
#include "arena_test.h"

static struct ir *
cluster(struct arena *a, int major, int minor, const char *target)
{
	struct ir *ir = ARENA_NEW(a, struct ir);

	ir->arena = a;
	ir->cluster = "demo";
	ir->env = "base";
	ir->target = target;
	ir->version = (struct version){ .major = (uint16_t)major, .minor = (uint16_t)minor, .patch = 1 };
	ir->names.config = "demo-config";
	*VEC_ADD(a, &ir->groups) = (struct ir_group){ .name = "demo", .nodes = 1 };
	return ir;
}

static struct conf *
conf_of(struct arena *a, enum conf_kind kind, const char *text)
{
	struct conf *c = ARENA_NEW(a, struct conf);

	c->kind = kind;
	c->text = str_of(text);
	return c;
}

static struct conf *
secret_of(struct arena *a, enum value_kind kind, const char *text)
{
	struct value *v = ARENA_NEW(a, struct value);
	struct conf *c = conf_of(a, CONF_SECRET, "");

	v->kind = kind;
	v->text = str_of(text);
	v->name = "keys";
	v->key = "password";
	c->from = v;
	return c;
}

static struct conf *
several(struct arena *a, enum conf_kind kind, size_t n)
{
	struct conf *c = conf_of(a, kind, "");

	c->n = n;
	c->items = ARENA_ARRAY(a, struct conf *, n);
	if (kind == CONF_OBJECT)
		c->names = ARENA_ARRAY(a, const char *, n);
	return c;
}

/* "mqtt.max_packet_size" with its steps and variable. */
static struct ir_setting
setting_of(struct arena *a, const char *path, struct conf *value)
{
	struct ir_setting s = { .setting = { .path = path, .value = value }, .file = "emqx.conf" };
	char *copy = arena_strdup(a, path), *save = NULL;
	struct buf var = BUF_IN(a);
	VEC(const char *) steps = { 0 };

	for (char *p = strtok_r(copy, ".", &save); p; p = strtok_r(NULL, ".", &save)) {
		*VEC_ADD(a, &steps) = p;
		buf_text(&var, var.n ? "__" : "EMQX_");
		for (; *p; p++)
			buf_char(&var, *p >= 'a' && *p <= 'z' ? (char)(*p - 32) : *p);
	}
	s.setting.steps = steps.at;
	s.setting.nsteps = steps.n;
	s.var = buf_cstr(&var);
	return s;
}

static void
value_is(struct arena *a, int major, int minor, const char *path, struct conf *v,
	 const char *expected)
{
	struct ir_setting s = setting_of(a, path, v);
	const char *got = env_value(a, cluster(a, major, minor, "k8s"), &s);

	if (expected)
		assert_string_equal(got, expected);
	else
		assert_null(got);
}

/* raw text, 5 and 6 */
static const char *const hostile[][2] = {
	{ "abc", "abc" }, { "abc#1", "\"abc#1\"" }, { "0123", "\"0123\"" }, { "a b", "\"a b\"" },
	{ "12.50", "\"12.50\"" }, { "1e5", "\"1e5\"" }, { "a//b", "\"a//b\"" },
	{ "a,b", "\"a,b\"" }, { "a'b", "\"a'b\"" }, { "a\"b", "\"a\\\"b\"" },
	{ "a\\b", "\"a\\\\b\"" }, { "a\\", "\"a\\\\\"" }, { "$x", "\"$x\"" },
	{ "${x}", "\"${x}\"" }, { "&", "\"&\"" }, { "*", "\"*\"" }, { " a", "\" a\"" },
	{ "größe", "\"größe\"" }, { "", "\"\"" }, { "true", "\"true\"" },
	{ "null", "\"null\"" }, { "a\nb", "\"a\\nb\"" }, { "[a]", "\"[a]\"" },
	{ "{a}", "\"{a}\"" }, { "https://h:1", "\"https://h:1\"" }, { "a.b@c", "a.b@c" }
};

static void
strings_reach_the_broker_as_they_are(void **state)
{
	struct arena *a = *state;

	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
		struct conf *c = conf_of(a, CONF_STRING, hostile[i][0]);

		value_is(a, 5, 0, "cluster.name", c, hostile[i][1]);
		value_is(a, 6, 3, "cluster.name", c, hostile[i][1]);
		value_is(a, 4, 4, "cluster.name", c, hostile[i][0]);
		value_is(a, 4, 1, "cluster.name", c, hostile[i][0]);
		assert_string_equal(env_quoted(a, cluster(a, 5, 8, "k8s"), "EMQX_X", c->text),
				    hostile[i][1]);
		assert_string_equal(env_quoted(a, cluster(a, 5, 8, "k8s"), "EMQX_NODE__COOKIE",
					       c->text), hostile[i][0]);
		assert_string_equal(env_quoted(a, cluster(a, 4, 4, "k8s"), "EMQX_X", c->text),
				    hostile[i][0]);
	}
}

static void
name_and_cookie_are_never_quoted(void **state)
{
	struct arena *a = *state;

	value_is(a, 5, 8, "node.cookie", conf_of(a, CONF_STRING, "0123"), "0123");
	value_is(a, 5, 8, "node.cookie", secret_of(a, VAL_INSECURE, "a b"), "a b");
	value_is(a, 5, 8, "node.name", conf_of(a, CONF_STRING, "emqx@a/b"), "emqx@a/b");
}

static void
other_kinds_keep_their_form(void **state)
{
	static const struct {
		enum conf_kind kind;
		const char *text, *five;
	} rows[] = {
		{ CONF_BOOL, "true", "true" }, { CONF_INT, "42", "42" }, { CONF_FLOAT, "1.5", "1.5" },
		{ CONF_DURATION, "15s", "15s" }, { CONF_DURATION, "1h30m", "\"1h30m\"" },
		{ CONF_DURATION, "infinity", "infinity" }, { CONF_SIZE, "1MB", "1MB" },
		{ CONF_SIZE, "512B", "\"512B\"" }, { CONF_PERCENT, "80%", "80%" },
		{ CONF_ADDRESS, "0.0.0.0:1883", "\"0.0.0.0:1883\"" }, { CONF_ADDRESS, "1883", "1883" },
		{ CONF_WORD, "warning", "warning" }, { CONF_WORD, "tlsv1.3", "tlsv1.3" },
		{ CONF_RAW, "[1, 2]", "[1, 2]" }
	};
	struct arena *a = *state;
	struct conf *num = conf_of(a, CONF_INT, "");

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		value_is(a, 5, 8, "x.y", conf_of(a, rows[i].kind, rows[i].text), rows[i].five);
		value_is(a, 4, 4, "x.y", conf_of(a, rows[i].kind, rows[i].text), rows[i].text);
	}
	num->num = -7;
	value_is(a, 5, 8, "x.y", num, "-7");
	value_is(a, 4, 3, "x.y", num, "-7");
}

static struct conf *
users(struct arena *a)
{
	struct conf *list = several(a, CONF_LIST, 1), *o = several(a, CONF_OBJECT, 4);

	o->names[0] = "backend";
	o->items[0] = conf_of(a, CONF_WORD, "postgresql");
	o->names[1] = "server";
	o->items[1] = conf_of(a, CONF_STRING, "pg:5432");
	o->names[2] = "password";
	o->items[2] = secret_of(a, VAL_SECRET, "");
	o->names[3] = "token";
	o->items[3] = secret_of(a, VAL_INSECURE, "x y");
	list->items[0] = o;
	return list;
}

static void
lists_are_text_of_that_version(void **state)
{
	struct arena *a = *state;
	struct conf *list = several(a, CONF_LIST, 2);
	struct ir_setting s = setting_of(a, "authentication", users(a));

	list->items[0] = conf_of(a, CONF_STRING, "emqx@a.b");
	list->items[1] = conf_of(a, CONF_STRING, "emqx@c.d");
	value_is(a, 5, 8, "x.y", list, "[\"emqx@a.b\", \"emqx@c.d\"]");
	value_is(a, 4, 4, "x.y", list, "emqx@a.b,emqx@c.d");
	assert_string_equal(env_value(a, cluster(a, 5, 8, "k8s"), &s),
			    "[{backend = postgresql, server = \"pg:5432\"}]");
	assert_string_equal(env_value(a, cluster(a, 5, 8, "env"), &s),
			    "[{backend = postgresql, server = \"pg:5432\", token = \"x y\"}]");
}

static void
secrets_have_no_text(void **state)
{
	struct arena *a = *state;

	value_is(a, 5, 8, "x.y", secret_of(a, VAL_SECRET, ""), NULL);
	value_is(a, 5, 8, "x.y", secret_of(a, VAL_ENV_REF, "NAME"), NULL);
	value_is(a, 4, 4, "x.y", secret_of(a, VAL_SECRET, ""), NULL);
	value_is(a, 5, 8, "x.y", secret_of(a, VAL_SECRET_FILE, "/run/s"), "\"file:///run/s\"");
	value_is(a, 5, 8, "x.y", secret_of(a, VAL_INSECURE, "0123"), "\"0123\"");
	value_is(a, 4, 4, "x.y", secret_of(a, VAL_INSECURE, "0123"), "0123");
}

static void
references_stay_references(void **state)
{
	struct arena *a = *state;
	struct ir *ir = cluster(a, 5, 8, "k8s");
	struct ir_setting s = setting_of(a, "cluster.dns.name",
		conf_of(a, CONF_STRING, "emqx.$(POD_NAMESPACE).svc.cluster.local"));

	s.expand = true;
	assert_string_equal(env_value(a, ir, &s), "emqx.$(POD_NAMESPACE).svc.cluster.local");
	s.setting.value = conf_of(a, CONF_STRING, "$(POD_NAMESPACE)");
	assert_string_equal(env_value(a, ir, &s), "\"$(POD_NAMESPACE)\"");
	s.var = "EMQX_CLUSTER__K8S__NAMESPACE";
	assert_string_equal(env_value(a, ir, &s), "\"$(POD_NAMESPACE)\"");
	ir_cores(ir)->host = HOST_SCRIPT;      /* which reads it without quotes */
	assert_string_equal(env_value(a, ir, &s), "$(POD_NAMESPACE)");
	s.expand = false;
	s.var = "EMQX_X";
	s.setting.value = conf_of(a, CONF_STRING, "a$(B)");
	assert_string_equal(env_value(a, ir, &s), "\"a$(B)\"");
}

struct format_row {
	const char *text;
	const char *dotenv, *shell, *docker, *systemd, *json;
};

static const struct format_row format_rows[] = {
	{ "abc", "abc", "'abc'", "abc", "abc", "\"abc\"" },
	{ "", "", "''", "", "", "\"\"" },
	{ "0.0.0.0:1883", "0.0.0.0:1883", "'0.0.0.0:1883'", "0.0.0.0:1883", "0.0.0.0:1883",
	  "\"0.0.0.0:1883\"" },
	{ "abc#1", "'abc#1'", "'abc#1'", "abc#1", "\"abc#1\"", "\"abc#1\"" },
	{ " a b", "' a b'", "' a b'", " a b", "\" a b\"", "\" a b\"" },
	{ "\"a\"", "'\"a\"'", "'\"a\"'", "\"a\"", "\"\\\"a\\\"\"", "\"\\\"a\\\"\"" },
	{ "it's", "\"it's\"", "'it'\\''s'", "it's", "\"it's\"", "\"it's\"" },
	{ "$x", "'$x'", "'$x'", "$x", "\"\\$x\"", "\"$x\"" },
	{ "it's $x", "\"it's \\$x\"", "'it'\\''s $x'", "it's $x", "\"it's \\$x\"", "\"it's $x\"" },
	{ "`id`", "'`id`'", "'`id`'", "`id`", "\"\\`id\\`\"", "\"`id`\"" },
	{ "a\\b", "'a\\b'", "'a\\b'", "a\\b", "\"a\\\\b\"", "\"a\\\\b\"" },
	{ "a\\\\b", "\"a\\\\\\\\b\"", "'a\\\\b'", "a\\\\b", "\"a\\\\\\\\b\"", "\"a\\\\\\\\b\"" },
	{ "a\\", "\"a\\\\\"", "'a\\'", "a\\", "\"a\\\\\"", "\"a\\\\\"" },
	{ "&", "'&'", "'&'", "&", "\"&\"", "\"&\"" },
	{ "*", "'*'", "'*'", "*", "\"*\"", "\"*\"" },
	{ "größe", "'größe'", "'größe'", "größe", "\"größe\"", "\"größe\"" },
	{ "true", "true", "'true'", "true", "true", "\"true\"" },
	{ "a\nb", "\"a\\nb\"", "'a\nb'", NULL, "\"a\nb\"", "\"a\\nb\"" },
	{ "a\x01", "'a\x01'", "'a\x01'", "a\x01", "\"a\x01\"", "\"a\\u0001\"" },
};

static void
line_is(struct arena *a, enum env_format f, const char *text, const char *expected)
{
	struct doc *d = doc_map(a);
	struct buf b = BUF_IN(a);

	if (!expected)
		return;
	doc_put_comment(a, d, "why");
	doc_put_text(a, d, "EMQX_X", text);
	write_env(d, f, &b);
	assert_string_equal(buf_cstr(&b),
			    f == ENV_JSON ? arena_printf(a, "{\n  \"EMQX_X\": %s\n}\n", expected)
					  : arena_printf(a, "# why\nEMQX_X=%s\n", expected));
}

static void
each_format_quotes_for_its_reader(void **state)
{
	for (size_t i = 0; i < sizeof format_rows / sizeof *format_rows; i++) {
		const struct format_row *r = &format_rows[i];

		line_is(*state, ENV_DOTENV, r->text, r->dotenv);
		line_is(*state, ENV_SHELL, r->text, r->shell);
		line_is(*state, ENV_DOCKER, r->text, r->docker);
		line_is(*state, ENV_SYSTEMD, r->text, r->systemd);
		line_is(*state, ENV_JSON, r->text, r->json);
	}
}

static void
empty_json_is_an_object(void **state)
{
	struct buf b = BUF_IN(*state);

	write_env(doc_map(*state), ENV_JSON, &b);
	assert_string_equal(buf_cstr(&b), "{}\n");
}

static const char *
file_text(struct arena *a, const struct ir *ir, enum conf_take take, size_t n, size_t i)
{
	const struct back_options o = { 0 };
	conf_file_list files = { 0 };
	struct buf b = BUF_IN(a);

	conf_files(ir, ir_cores(ir), take, &files);
	assert_int_equal(files.n, n);
	if (i < n)
		assert_int_equal(artifact_write(&(struct artifact){ .syntax = files.at[i].syntax,
								    .doc = files.at[i].doc },
						&o, true, &b), 0);
	return buf_cstr(&b);
}

static void
add(struct ir *ir, const char *path, struct conf *v)
{
	*VEC_ADD(ir->arena, &ir->settings) = setting_of(ir->arena, path, v);
}

static struct ir *
five(struct arena *a)
{
	struct ir *ir = cluster(a, 5, 8, "conf");
	struct value *raw = ARENA_NEW(a, struct value);

	add(ir, "authentication", users(a));
	add(ir, "cluster.name", conf_of(a, CONF_STRING, "demo"));
	add(ir, "dashboard.default_password", secret_of(a, VAL_SECRET, ""));
	add(ir, "listeners.tcp.default.bind", conf_of(a, CONF_ADDRESS, "0.0.0.0:1883"));
	add(ir, "listeners.tcp.default.enable", conf_of(a, CONF_BOOL, "true"));
	add(ir, "listeners.ws.default.enable", conf_of(a, CONF_BOOL, "false"));
	add(ir, "log.console.level", conf_of(a, CONF_WORD, "warning"));
	add(ir, "mqtt.idle_timeout", conf_of(a, CONF_DURATION, "15s"));
	raw->kind = VAL_STRING;
	raw->text = STR("zones.a.mqtt.max_inflight = 1");
	*VEC_ADD(a, &ir->raw) = raw;
	return ir;
}

static void
hocon_file_is_whole(void **state)
{
	assert_string_equal(file_text(*state, five(*state), TAKE_ALL, 1, 0),
		"# EMQX 5.8.1, cluster demo, environment base\n"
		"# each node's name comes from EMQX_NAME and EMQX_HOST\n"
		"authentication = [\n"
		"  {\n"
		"    backend = postgresql\n"
		"    server = \"pg:5432\"\n"
		"    token = \"x y\"\n"
		"  }\n"
		"]\n"
		"# authentication.1.password: from Secret keys, key password, by "
		"EMQX_AUTHENTICATION__1__PASSWORD\n"
		"cluster {\n"
		"  name = \"demo\"\n"
		"}\n"
		"# dashboard.default_password: from Secret keys, key password, by "
		"EMQX_DASHBOARD__DEFAULT_PASSWORD\n"
		"dashboard {\n"
		"  listeners {\n"
		"    http {\n"
		"      bind = 18083\n"
		"    }\n"
		"  }\n"
		"}\n"
		"listeners {\n"
		"  tcp {\n"
		"    default {\n"
		"      bind = \"0.0.0.0:1883\"\n"
		"      enable = true\n"
		"    }\n"
		"  }\n"
		"  ws {\n"
		"    default {\n"
		"      enable = false\n"
		"    }\n"
		"  }\n"
		"}\n"
		"log {\n"
		"  console {\n"
		"    level = warning\n"
		"  }\n"
		"}\n"
		"mqtt {\n"
		"  idle_timeout = 15s\n"
		"}\n"
		"# node.cookie: the image's own, which is public\n"
		"node {\n"
		"  cookie = \"emqxsecretcookie\"\n"
		"  data_dir = \"data\"\n"
		"}\n"
		"zones.a.mqtt.max_inflight = 1\n");
}

static void
mounted_file_holds_what_it_must(void **state)
{
	struct arena *a = *state;
	struct ir *ir = cluster(a, 6, 0, "k8s");

	assert_string_equal(file_text(a, ir, TAKE_BY_FILE, 0, 0), "");
	add(ir, "listeners.tcp.MyTcp.bind", conf_of(a, CONF_ADDRESS, "0.0.0.0:1884"));
	ir->settings.at[0].carrier = CARRY_FILE;
	add(ir, "node.cookie", secret_of(a, VAL_SECRET, ""));
	add(ir, "node.data_dir", conf_of(a, CONF_STRING, "/opt/emqx/data"));
	assert_string_equal(file_text(a, ir, TAKE_BY_FILE, 1, 0),
		"# EMQX 6.0.1, cluster demo, environment base\n"
		"# each node's name comes from EMQX_NAME and EMQX_HOST\n"
		"listeners {\n"
		"  tcp {\n"
		"    MyTcp {\n"
		"      bind = \"0.0.0.0:1884\"\n"
		"    }\n"
		"  }\n"
		"}\n");
}

static void
four_has_a_file_for_each_plugin(void **state)
{
	struct arena *a = *state;
	struct ir *ir = cluster(a, 4, 1, "conf");

	add(ir, "allow_anonymous", conf_of(a, CONF_BOOL, "false"));
	add(ir, "dashboard.default_user.password", secret_of(a, VAL_INSECURE, "pub # lic"));
	ir->settings.at[1].file = "plugins/emqx_dashboard.conf";
	add(ir, "node.cookie", secret_of(a, VAL_SECRET, ""));
	assert_string_equal(file_text(a, ir, TAKE_ALL, 2, 0),
		"# EMQX 4.1.1, cluster demo, environment base\n"
		"# each node's name comes from EMQX_NAME and EMQX_HOST\n"
		"allow_anonymous = false\n"
		"# node.cookie: from Secret keys, key password, by EMQX_NODE__COOKIE\n");
	assert_string_equal(file_text(a, ir, TAKE_ALL, 2, 1),
		"# EMQX 4.1.1, cluster demo, environment base\n"
		"dashboard.default_user.password = pub # lic\n");
	assert_string_equal(file_text(a, ir, TAKE_BY_FILE, 0, 0), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(strings_reach_the_broker_as_they_are),
		ARENA_TEST(name_and_cookie_are_never_quoted),
		ARENA_TEST(other_kinds_keep_their_form),
		ARENA_TEST(lists_are_text_of_that_version),
		ARENA_TEST(secrets_have_no_text),
		ARENA_TEST(references_stay_references),
		ARENA_TEST(each_format_quotes_for_its_reader),
		ARENA_TEST(empty_json_is_an_object),
		ARENA_TEST(hocon_file_is_whole),
		ARENA_TEST(mounted_file_holds_what_it_must),
		ARENA_TEST(four_has_a_file_for_each_plugin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

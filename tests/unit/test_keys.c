/*
 * test_keys: what the key tables know, how values are read by version, what
 * is said of keys of other versions, and how a setting travels.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "diag/diag.h"
#include "literal.h"
#include "schema/keys.h"

struct result {
	struct key_context c;
	setting_list settings;
	struct diag *const *said;
	size_t nsaid;
};

static struct arena *arena;

static struct result
read_as(const char *version, enum flavor flavor, const char *config)
{
	struct sources *sources = sources_new(arena);
	struct result r = { .c = { .arena = arena, .diags = diags_new(arena, sources) } };

	sources_add(sources, "test", str_of(config));
	assert_true(version_parse(str_of(version), &r.c.version));
	r.c.build = build_for(&r.c.version, flavor);
	assert_non_null(r.c.build);
	keys_read(&r.c, literal(arena, config), &r.settings);
	r.nsaid = diags_sorted(r.c.diags, &r.said);
	return r;
}

static void
show(struct buf *b, const struct conf *c)
{
	switch (c->kind) {
	case CONF_LIST:
	case CONF_OBJECT:
		buf_char(b, c->kind == CONF_LIST ? '[' : '{');
		for (size_t i = 0; i < c->n; i++) {
			buf_printf(b, "%s%s%s", i ? " " : "", c->names ? c->names[i] : "", c->names ? "=" : "");
			show(b, c->items[i]);
		}
		buf_char(b, c->kind == CONF_LIST ? ']' : '}');
		return;
	case CONF_SECRET:
		buf_text(b, "(secret)");
		return;
	case CONF_STRING:
		buf_printf(b, "\"%.*s\"", STR_ARG(c->text));
		return;
	default:
		buf_str(b, c->text);
	}
}

/* "path = value; …" and the messages, errors and warnings, after them. */
static const char *
told(const struct result *r)
{
	struct buf b = BUF_IN(arena);

	for (size_t i = 0; i < r->settings.n; i++) {
		buf_printf(&b, "%s%s = ", b.n ? "; " : "", r->settings.at[i].path);
		show(&b, r->settings.at[i].value);
	}
	for (size_t i = 0; i < r->nsaid; i++)
		buf_printf(&b, "%s%s %s", b.n ? "; " : "", diag_rows[r->said[i]->id].code, r->said[i]->text);
	return buf_cstr(&b);
}

struct row {
	const char *version, *config, *told;
};

static void
run_as(const struct row *rows, size_t n, enum flavor flavor)
{
	for (size_t i = 0; i < n; i++) {
		struct result r = read_as(rows[i].version, flavor, rows[i].config);
		const char *text = told(&r);

		if (strcmp(text, rows[i].told) != 0)
			print_error("%s: %s\n   is: %s\n", rows[i].version, rows[i].config, text);
		assert_string_equal(text, rows[i].told);
	}
}

#define RUN(rows) run_as(rows, sizeof(rows) / sizeof((rows)[0]), OPEN_SOURCE)

/* ---- values ---- */

static void
durations(void **state)
{
	static const struct row rows[] = {
		{ "5.8.6", "mqtt.idle_timeout = 15s", "mqtt.idle_timeout = 15s" },
		{ "5.8.6", "mqtt.idle_timeout = 1h30m", "mqtt.idle_timeout = 1h30m" },
		{ "5.8.6", "mqtt.idle_timeout = infinity", "mqtt.idle_timeout = infinity" },
		{ "5.8.6", "mqtt.idle_timeout = 1.5s", "mqtt.idle_timeout = 1500ms" },
		{ "5.8.6", "mqtt.await_rel_timeout = 0", "mqtt.await_rel_timeout = 0s" },
		{ "5.8.6", "mqtt.await_rel_timeout = 15",
		  "EX081 `mqtt.await_rel_timeout` needs a unit: the broker would read `15` as 15 milliseconds" },
		{ "4.4.19", "broker.sys_interval = 15",
		  "EX081 `broker.sys_interval` needs a unit: EMQX 4.4 refuses `15`" },
		{ "5.8.6", "mqtt.await_rel_timeout = \"15s\"",
		  "EX004 `mqtt.await_rel_timeout` expects a duration such as 15s, not a string" },
		{ "5.8.6", "mqtt.idle_timeout = 15x",
		  "EX004 `mqtt.idle_timeout` has no unit like that of `15x`: durations are written 100ms, 15s, "
		  "5m, 1h30m or 7d" },
		{ "4.3.7", "zone.a.idle_timeout = 0s",
		  "EX084 `zone.a.idle_timeout` may not begin with 0 before EMQX 4.3.8, and `0s` does" },
		{ "4.3.7", "zone.a.idle_timeout = 5m0s",
		  "EX084 `zone.a.idle_timeout` may not begin with 0 before EMQX 4.3.8, and `5m0s` does" },
		{ "4.3.8", "zone.a.idle_timeout = 0s", "zone.a.idle_timeout = 0s" },
		{ "4.3.7", "zone.a.idle_timeout = 10s", "zone.a.idle_timeout = 10s" },
		{ "4.4.19", "os_mon.cpu_check_interval = 1500ms",
		  "EX004 `os_mon.cpu_check_interval` is held in whole seconds: the broker would round `1500ms`" },
		{ "5.8.6", "mqtt.server_keepalive = 60s", "mqtt.server_keepalive = 60" },
		{ "5.8.6", "mqtt.server_keepalive = 60", "mqtt.server_keepalive = 60" },
		{ "5.8.6", "mqtt.server_keepalive = 10ms",
		  "EX004 `mqtt.server_keepalive` counts whole seconds, not `10ms`" },
	};

	(void)state;
	RUN(rows);
}

static void
sizes(void **state)
{
	static const struct row rows[] = {
		{ "5.8.6", "mqtt.max_packet_size = 1MiB", "mqtt.max_packet_size = 1MB" },
		{ "5.8.6", "mqtt.max_packet_size = 64KiB", "mqtt.max_packet_size = 64KB" },
		{ "5.8.6", "mqtt.max_packet_size = 1000B", "mqtt.max_packet_size = 1000" },
		{ "5.8.6", "mqtt.max_packet_size = 1.5MiB", "mqtt.max_packet_size = 1536KB" },
		{ "5.8.6", "mqtt.max_packet_size = 256MiB", "mqtt.max_packet_size = 256MB" },
		{ "5.8.6", "mqtt.max_packet_size = 512MiB",
		  "EX004 `mqtt.max_packet_size` expects a size from 1 to 268435456 such as 1MiB, not `512MiB`" },
		{ "5.1.0", "mqtt.max_packet_size = 512MiB", "mqtt.max_packet_size = 512MB" },
		{ "5.8.6", "mqtt.max_packet_size = 1MB",
		  "mqtt.max_packet_size = 1MB; TY006 `mqtt.max_packet_size` counts `1MB` in steps of 1024 as "
		  "EMQX does; Kubernetes counts 1000" },
		{ "4.2.14", "mqtt.max_packet_size = 1.5MB",
		  "EX085 `mqtt.max_packet_size` would become a fraction from `1.5MB`: EMQX 4.2 needs whole bytes" },
		{ "5.8.6", "mqtt.max_packet_size = 10Mb",
		  "EX004 `mqtt.max_packet_size` has no unit like that of `10Mb`: sizes are written 512B, 64KiB, "
		  "1MiB or 1GiB" },
		{ "5.8.6", "mqtt.max_packet_size = 99999999999999999999",
		  "TY009 `mqtt.max_packet_size` is given a number that does not fit in 64 bits" },
	};

	(void)state;
	RUN(rows);
}

static void
words_and_flags(void **state)
{
	static const struct row rows[] = {
		{ "5.8.6", "log.console.level = warning", "log.console.level = warning" },
		{ "5.8.6", "log.console.level = \"warning\"", "log.console.level = warning" },
		{ "6.2.2", "cluster.discovery_strategy = DNS",
		  "EX004 `cluster.discovery_strategy` does not know `DNS` (did you mean `dns`?); it takes one of "
		  "`manual`, `static`, `singleton`, `dns`, `etcd` or `k8s`" },
		{ "4.4.19", "cluster.autoheal = true", "cluster.autoheal = on" },
		{ "4.4.19", "cluster.autoheal = off", "cluster.autoheal = off" },
		{ "4.4.19", "mqtt.retain_available = true", "mqtt.retain_available = true" },
		{ "4.4.19", "mqtt.retain_available = on",
		  "EX004 `mqtt.retain_available` expects true or false, not `on`" },
		{ "4.4.19", "node.heartbeat = on", "node.heartbeat = on" },
		{ "4.4.19", "node.heartbeat = off", "EX004 `node.heartbeat` does not know `off`; it takes `on`" },
		{ "5.8.6", "mqtt.max_qos_allowed = 3",
		  "EX004 `mqtt.max_qos_allowed` expects a whole number from 0 to 2, not `3`" },
		{ "5.8.6", "cluster.name = my-cl_1", "cluster.name = my-cl_1" },
		{ "5.8.6", "cluster.name = \"7\"", "cluster.name = \"7\"" },
		{ "5.8.6", "sysmon.os.cpu_high_watermark = 80%", "sysmon.os.cpu_high_watermark = 80%" },
		{ "5.8.6", "sysmon.os.cpu_high_watermark = 180%",
		  "EX004 `sysmon.os.cpu_high_watermark` is at most 100%, not `180%`" },
		{ "5.8.6", "mqtt.keepalive_multiplier = 1.5", "mqtt.keepalive_multiplier = 1.5" },
	};

	(void)state;
	RUN(rows);
}

static void
addresses_and_ports(void **state)
{
	static const struct row rows[] = {
		{ "5.8.6", "listeners.tcp.a.bind = 0.0.0.0:1884", "listeners.tcp.a.bind = 0.0.0.0:1884" },
		{ "5.8.6", "listeners.tcp.a.bind = 1884", "listeners.tcp.a.bind = 1884" },
		{ "5.8.6", "listeners.tcp.a.bind = \"[::]:1884\"", "listeners.tcp.a.bind = [::]:1884" },
		{ "5.8.6", "listeners.tcp.a.bind = 70000",
		  "EX004 `listeners.tcp.a.bind` is a port, at most 65535, not `70000`" },
		{ "5.8.6", "listeners.tcp.a.bind = \"host:1884\"",
		  "EX004 `listeners.tcp.a.bind` expects an IP address before the port, not `host`" },
		{ "4.4.19", "listener.tcp.external = \"[::1]:1884\"", "listener.tcp.external = ::1:1884" },
		{ "4.4.19", "listener.tcp.external = 70000",
		  "EX004 `listener.tcp.external` expects a whole number from 0 to 65535, not `70000`" },
	};

	(void)state;
	RUN(rows);
}

static void
texts_of_4_x(void **state)
{
	static const struct row rows[] = {
		{ "4.1.5", "zone.a.mountpoint = \"a b\"", "zone.a.mountpoint = \"a b\"" },
		{ "4.1.5", "zone.a.mountpoint = \"\"",
		  "EX004 `zone.a.mountpoint` may not be empty: a 4.x file has no empty value" },
		{ "4.1.5", "zone.a.mountpoint = \" a\"",
		  "EX004 `zone.a.mountpoint` would lose the blanks at its ends: 4.x cuts them" },
		{ "4.1.5", "zone.a.mountpoint = \"a\\nb\"",
		  "EX004 `zone.a.mountpoint` is one line in 4.x: it cannot hold line ends or other control "
		  "characters" },
		{ "4.1.5", "zone.a.mountpoint = \"世\"",
		  "EX004 `zone.a.mountpoint` holds a character that 4.x files cannot: they are Latin-1" },
		{ "4.1.5", "listener.tcp.external.rate_limit = \"100KB,10s\"",
		  "listener.tcp.external.rate_limit = \"100KB,10s\"" },
		{ "4.1.5", "listener.tcp.external.rate_limit = \"100KiB\"",
		  "EX004 `listener.tcp.external.rate_limit` expects a limit such as \"100KB,10s\", not \"100KiB\"" },
		{ "4.1.5", "zone.external.force_gc_policy = \"16000|16MB\"",
		  "zone.external.force_gc_policy = \"16000|16MB\"" },
		{ "4.1.5", "zone.external.force_gc_policy = \"16000\"",
		  "EX004 `zone.external.force_gc_policy` expects a policy such as \"16000|16MB\", not \"16000\"" },
		{ "4.1.5", "listener.tcp.external.access.1 = \"deny 10.0.0.0/8\"",
		  "listener.tcp.external.access.1 = \"deny 10.0.0.0/8\"" },
		{ "4.1.5", "listener.tcp.external.access.1 = \"permit all\"",
		  "EX004 `listener.tcp.external.access.1` expects a rule such as \"allow all\", not \"permit all\"" },
		{ "4.1.5", "cluster.static.seeds = [\"a@h.b\", \"c@h.b\"]", "cluster.static.seeds = \"a@h.b,c@h.b\"" },
		{ "4.1.5", "flapping_detect_policy = \"30, 1m, 5m\"", "flapping_detect_policy = \"30, 1m, 5m\"" },
		{ "4.4.19", "zone.a.mqueue_priorities = \"a/b=10,c=8\"", "zone.a.mqueue_priorities = \"a/b=10,c=8\"" },
		{ "4.1.5", "auth.http.auth_req = \"http://a:1/x\"", "auth.http.auth_req = \"http://a:1/x\"" },
	};

	(void)state;
	RUN(rows);
}

/* ---- blocks, lists, unions ---- */

static void
scalars_that_carry_keys(void **state)
{
	static const struct row rows[] = {
		{ "4.1-rc.1", "listener.tcp.external = 1883 { acceptors = 64; access.1 = \"allow all\" }",
		  "listener.tcp.external = 1883; listener.tcp.external.acceptors = 64; "
		  "listener.tcp.external.access.1 = \"allow all\"" },
		{ "4.4.19", "log.rotation { size = 10MiB }", "log.rotation.size = 10MB" },
		{ "4.4.19", "log.rotation = on { size = 10MiB }", "log.rotation = on; log.rotation.size = 10MB" },
	};

	(void)state;
	RUN(rows);
}

static void
unions_by_their_tags(void **state)
{
	static const struct row rows[] = {
		{ "5.8.6", "authentication = [{ mechanism = password_based; backend = built_in_database }]",
		  "authentication = [{mechanism=password_based backend=built_in_database}]" },
		{ "5.8.6", "authentication = [{ mechanism = password_based; backend = postgre }]",
		  "authentication = []; EX004 `authentication[1].backend` does not know `postgre` (did you mean `postgresql`?); it takes "
		  "`built_in_database`, `http`, `ldap`, `mongodb`, `mysql`, `postgresql`, `redis`" },
		{ "5.8.6", "authentication = [{ mechanism = jwt; use_jwks = true; endpoint = \"http://a\"; secret = \"x\" }]",
		  "authentication = [{mechanism=jwt use_jwks=true endpoint=\"http://a\"}]; "
		  "EX001 `authentication[1]` has no `secret`: that is for "
		  "mechanism=jwt,use_jwks=false,algorithm=hmac-based" },
		{ "5.8.6", "authentication = [{ mechanism = password_based }]",
		  "authentication = []; EX004 `authentication[1].backend` is missing: it is one of `built_in_database`, `http`, `ldap`, "
		  "`mongodb`, `mysql`, `postgresql`, `redis`" },
		{ "5.8.6", "listeners.tcp.a.authentication = [{ mechanism = password_based; backend = built_in_database }]",
		  "listeners.tcp.a.authentication = [{mechanism=password_based backend=built_in_database}]" },
		{ "5.8.6", "gateway.stomp.authentication { mechanism = password_based; backend = built_in_database }",
		  "gateway.stomp.authentication.mechanism = password_based; "
		  "gateway.stomp.authentication.backend = built_in_database" },
		{ "5.8.6", "authorization.sources = [{ type = file; path = \"x\" }]",
		  "authorization.sources = [{type=file path=\"x\"}]" },
		{ "5.8.6", "authorization.sources = [{ type = file }]",
		  "authorization.sources = [{type=file}]; EX088 `authorization.sources[1]` lacks `path`, which "
		  "EMQX 5.8.6 requires" },
		{ "5.8.6", "cluster.static.seeds = [emqx@a, \"b@c.d\"]", "cluster.static.seeds = [emqx@a \"b@c.d\"]" },
		{ "5.8.6", "listeners.tcp.a = 5", "EX004 `listeners.tcp.a` is a block, not a number" },
		{ "5.8.6", "listeners.tcp.\"a b\".bind = 5",
		  "EX004 `a b` is not a name that the broker takes: letters, digits, and after the first also _ and -" },
		{ "5.8.6", "connectors.http.h { url = \"http://a\"; headers { X-One = \"1\"; b = \"2\" } }",
		  "connectors.http.h.url = \"http://a\"; connectors.http.h.headers.X-One = \"1\"; "
		  "connectors.http.h.headers.b = \"2\"" },
		{ "5.8.6", "connectors.http.h.headers {}", "connectors.http.h.headers = {}" },
	};

	(void)state;
	RUN(rows);
}

/* ---- keys of other versions ---- */

static void
keys_of_other_versions(void **state)
{
	static const struct row rows[] = {
		{ "5.8.6", "mqt.a = 1", "EX001 EMQX 5.8.6 has no `mqt`" },
		{ "5.8.6", "mqtt.limiter.bytes_rate = \"1\"",
		  "EX001 EMQX 5.8.6 has no `mqtt.limiter`: it came with EMQX 5.9" },
		{ "5.8.6", "cluster.mcast.ttl = 1", "EX002 EMQX 5.8.6 has no `cluster.mcast`: it is gone since EMQX 5.4" },
		{ "6.0.1", "bridges.webhook.a.url = \"x\"",
		  "EX078 EMQX 6.0.1 drops the root `bridges` without a word: it became `connectors` and `actions`" },
		{ "5.9.0", "limiter.max_conn_rate = \"1\"",
		  "EX078 EMQX 5.9.0 drops the root `limiter` without a word: it is gone since EMQX 5.9" },
		{ "5.8.6", "license.key = evaluation",
		  "EX078 EMQX 5.8.6 drops the root `license` without a word: only the enterprise edition of it has this" },
		{ "5.8.6", "opentelemetry.metrics.enable = true",
		  "EX078 EMQX 5.8.6 drops the root `opentelemetry` without a word: it was last in EMQX 5.8.0" },
		{ "5.8.0", "opentelemetry.metrics.enable = true", "opentelemetry.metrics.enable = true" },
		{ "4.2.3", "listener.ssl.a.depth = 5",
		  "EX001 EMQX 4.2.3 has no `listener.ssl.a.depth`: it came with EMQX 4.2.4" },
		{ "4.2.4", "listener.ssl.a.depth = 5", "listener.ssl.a.depth = 5" },
		{ "4.3.16", "allow_anonymous = false_quick_deny",
		  "EX004 `allow_anonymous` expects true or false, not `false_quick_deny`" },
		{ "4.3.17", "allow_anonymous = false_quick_deny", "allow_anonymous = false_quick_deny" },
		{ "4.1-rc.1", "log.size = 5MiB", "EX001 EMQX 4.1-rc.1 has no `log.size`: it came with EMQX 4.1" },
		{ "4.1-rc.1", "cluster.kubernetes.x = 1", "EX001 EMQX 4.1-rc.1 has no `cluster.kubernetes`" },
		{ "5.8.6", "node.process_limit = 300000",
		  "node.process_limit = 300000; EX079 `node.process_limit` has no effect: the broker takes it and drops it" },
	};

	(void)state;
	RUN(rows);
}

static void
old_names(void **state)
{
	static const struct row rows[] = {
		{ "5.8.6", "rpc.tcp_server_port = 5370",
		  "rpc.server_port = 5370; EX003 `rpc.tcp_server_port` is an old name: EMQX 5.8.6 takes it for "
		  "`rpc.server_port`" },
		{ "5.8.6", "listeners.tcp.a.enabled = false",
		  "listeners.tcp.a.enable = false; EX003 `listeners.tcp.a.enabled` is an old name: EMQX 5.8.6 takes "
		  "it for `listeners.tcp.a.enable`" },
		{ "5.1.0", "listeners.tcp.a.enabled = false", "listeners.tcp.a.enabled = false" },
		{ "5.8.6", "dashboard.listeners.https.certfile = \"/a\"",
		  "dashboard.listeners.https.ssl_options.certfile = \"/a\"; EX003 `dashboard.listeners.https.certfile` "
		  "is an old name: EMQX 5.8.6 takes it for `dashboard.listeners.https.ssl_options.certfile`" },
		{ "5.8.6", "log.file_handlers.x.file = \"a\"",
		  "log.file.x.path = \"a\"; EX003 `log.file_handlers` is an old name: EMQX 5.8.6 takes it for `log.file`; "
		  "EX003 `log.file.x.file` is an old name: EMQX 5.8.6 takes it for `log.file.x.path`" },
		{ "5.8.6", "cluster.discovery = k8s",
		  "EX002 EMQX 5.8.6 has no `cluster.discovery`: it became `cluster.discovery_strategy`" },
		{ "5.8.6", "listener.tcp.external = 1883 { acceptors = 8 }",
		  "EX002 EMQX 5.8.6 has no `listener.tcp.external`: it became `listeners.tcp.external.bind`" },
		{ "5.8.6", "listener.ssl.external.acceptors = 8",
		  "EX002 EMQX 5.8.6 has no `listener.ssl.external.acceptors`: it became "
		  "`listeners.ssl.external.acceptors`" },
		{ "5.8.6", "zone.external.max_inflight = 5",
		  "EX002 EMQX 5.8.6 has no `zone.external.max_inflight`: it became `mqtt.max_inflight`" },
	};

	(void)state;
	RUN(rows);
}

static void
both_editions(void **state)
{
	static const struct row enterprise[] = {
		{ "5.8.6", "actions.mysql.a.connector = \"x\"", "actions.mysql.a.connector = \"x\"" },
		{ "5.10.1", "license.key = evaluation", "license.key = evaluation" },
		{ "5.8.6", "license.key = secret(a, b)", "license.key = (secret)" },
		{ "5.8.6", "node.role = replicant", "node.role = replicant" },
	};
	static const struct row open_source[] = {
		{ "5.8.6", "actions.mysql.a.connector = \"x\"",
		  "EX001 EMQX 5.8.6 has no `actions.mysql`: only the enterprise edition of it has this" },
		{ "5.8.6", "node.role = replicant", "EX004 `node.role` does not know `replicant`; it takes `core`" },
		{ "5.7.2", "node.role = replicant", "node.role = replicant" },
	};

	(void)state;
	run_as(enterprise, sizeof(enterprise) / sizeof(enterprise[0]), ENTERPRISE);
	RUN(open_source);
}

/* ---- secrets ---- */

static void
secrets(void **state)
{
	static const struct row rows[] = {
		{ "5.8.6", "dashboard.default_password = secret(a, b)", "dashboard.default_password = (secret)" },
		{ "5.8.6", "dashboard.default_password = env-ref(X)", "dashboard.default_password = (secret)" },
		{ "5.8.6", "dashboard.default_password = \"x\"",
		  "SE001 `dashboard.default_password` is a secret: it may not stand here in plain text" },
		{ "5.8.6", "node.cookie = \"x\"", "EX033 `node.cookie` is a secret: it may not stand here in plain text" },
		{ "5.8.6", "dashboard.default_password = insecure(\"x\")",
		  "dashboard.default_password = (secret); SE024 `dashboard.default_password` is in plain text" },
		{ "5.8.6", "log.file.path = secret(a, b)",
		  "SE001 a secret would reach `log.file.path`, which is public in EMQX 5.8.6" },
		{ "5.8.6", "node.cookie = insecure(\"0123\")",
		  "EX031 the cookie looks like a number, and the broker would read it as one" },
		{ "5.8.6", "node.cookie = insecure(\"a b\")",
		  "EX031 the cookie may only have printable ASCII characters without blanks" },
		{ "5.8.6", "connectors.http.a.headers.auth = secret(a, b)",
		  "SE001 a secret would reach `connectors.http.a.headers.auth`, which is public in EMQX 5.8.6" },
		{ "5.8.6", "authorization.sources = [{ type = file; path = secret(a, b) }]",
		  "authorization.sources = [{type=file}]; SE001 a secret would reach `authorization.sources[1].path`, "
		  "which is public in EMQX 5.8.6" },
	};

	(void)state;
	RUN(rows);
}

/* ---- delivery ---- */

static const char *
way_of(const char *version, const char *config)
{
	struct result r = read_as(version, OPEN_SOURCE, config);
	const char *why = NULL;
	enum key_way way;

	assert_true(r.settings.n > 0);
	way = setting_way(&r.c, &r.settings.at[r.settings.n - 1], &why);
	assert_non_null(why);
	return way == WAY_ENV ? "env" : "file";
}

static void
ways(void **state)
{
	static const struct row rows[] = {
		{ "4.1.5", "mqtt.max_packet_size = 1MiB", "env" },
		{ "4.1.5", "listener.tcp.external.acceptors = 8", "env" },
		{ "4.1.5", "listener.tcp.mine = 0.0.0.0:1884", "file" },
		{ "4.1.5", "cluster.mcast.sndbuf = 16KiB", "file" },
		{ "4.1.5", "cluster.k8s.suffix = \"svc.cluster.local\"", "env" },
		{ "4.1.5", "listener.tcp.external.access.2 = \"allow all\"", "file" },
		{ "4.2.2", "listener.tcp.external.access.2 = \"allow all\"", "file" },
		{ "4.2.3", "listener.tcp.external.access.2 = \"allow all\"", "env" },
		{ "4.1.5", "zone.external.mountpoint = \"a & b\"", "file" },
		{ "4.2.4", "zone.external.mountpoint = \"a & b\"", "env" },
		{ "4.1.5", "zone.external.mountpoint = \"a  b\"", "file" },
		{ "4.1.5", "zone.external.mountpoint = \"a *\"", "file" },
		{ "4.1.5", "zone.external.mountpoint = \"a EMQX_X=1\"", "file" },
		{ "4.1.5", "zone.external.mountpoint = \"a/b\"", "env" },
		{ "4.3.22", "listener.tcp.mine = 0.0.0.0:1884", "env" },
		{ "4.3.22", "listener.tcp.Mine = 0.0.0.0:1884", "file" },
		{ "5.8.6", "listeners.tcp.mine.bind = 5", "env" },
		{ "5.8.6", "listeners.tcp.MyTcp.bind = 5", "file" },
		{ "5.8.6", "listeners.tcp.my-tcp.bind = 5", "file" },
		{ "5.8.6", "cluster.name = a", "env" },
		{ "5.8.6", "authorization.sources = []", "env" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (strcmp(way_of(rows[i].version, rows[i].config), rows[i].told) != 0)
			print_error("%s: %s\n", rows[i].version, rows[i].config);
		assert_string_equal(way_of(rows[i].version, rows[i].config), rows[i].told);
	}
}

static void
variables_and_files(void **state)
{
	struct result r = read_as("5.8.6", OPEN_SOURCE, "mqtt.max_packet_size = 1MiB");

	(void)state;
	assert_string_equal(setting_var(arena, &r.settings.at[0]), "EMQX_MQTT__MAX_PACKET_SIZE");
	r = read_as("4.4.19", OPEN_SOURCE, "node.name = \"a@b.c\"; dashboard.listener.http = 18083");
	assert_string_equal(setting_var(arena, &r.settings.at[0]), "EMQX_NODE_NAME");
	assert_string_equal(key_file(r.settings.at[0].key), "emqx.conf");
	assert_string_equal(key_file(r.settings.at[1].key), "plugins/emqx_dashboard.conf");
}

/* ---- looking up ---- */

static const struct build *
build(const char *version, enum flavor flavor)
{
	struct version v;

	assert_true(version_parse(str_of(version), &v));
	return build_for(&v, flavor);
}

static void
looking_keys_up(void **state)
{
	const struct build *b = build("5.8.6", OPEN_SOURCE);
	const struct key *k = key_find(b, "mqtt.max_packet_size");

	(void)state;
	assert_non_null(k);
	assert_string_equal(key_path(k, arena), "mqtt.max_packet_size");
	assert_string_equal(key_default(k), "1MB");
	assert_string_equal(key_type_text(k, arena), "a size from 1 to 268435456");
	assert_false(key_is_secret(k));
	assert_null(key_find(b, "mqtt.nothing"));
	assert_null(key_find(b, "actions.mysql"));
	assert_non_null(key_find(b, "listeners.tcp.whatever.bind"));
	assert_non_null(key_find(b, "authentication.backend"));
	assert_ptr_equal(key_find(b, "rpc.tcp_server_port"), key_find(b, "rpc.server_port"));
	assert_true(key_is_secret(key_find(b, "node.cookie")));
	assert_true(key_takes_file(key_find(b, "listeners.ssl.a.ssl_options.password")));
	assert_string_equal(key_words(key_find(b, "cluster.k8s.address_type")), "ip|dns|hostname");
	assert_string_equal(build_set_text(arena, key_builds(key_find(b, "cluster.core_nodes") ?
			key_find(b, "cluster.core_nodes") : key_find(b, "log.throttling.msgs"))), "5.6–6.3");
}

static void
all_keys_of_a_build(void **state)
{
	const struct build *b = build("4.1-rc.1", OPEN_SOURCE);
	const char *before = "";
	size_t n = 0, secrets_found = 0;

	(void)state;
	for (const struct key *k = key_next(b, NULL); k; k = key_next(b, k)) {
		const char *path = key_path(k, arena);

		assert_string_not_equal(path, before);
		assert_non_null(key_find(b, path));
		secrets_found += key_is_secret(k);
		before = path;
		n++;
	}
	assert_true(n >= 380);
	assert_true(secrets_found >= 4);
}

static void
names_of_any_version(void **state)
{
	struct sources *sources = sources_new(arena);
	struct diags *d = diags_new(arena, sources);
	const char *text = "mqtt.max_packet_size = 1; listener.tcp.external = 1 { acceptors = 1 }; bridges.x.y.z = 1; "
		"authentication = [{ backend = x; nothing = 1 }]; connectors.http.a.headers.Foo = \"1\"; mqtt.max_paket = 1";
	struct diag *const *said;

	(void)state;
	sources_add(sources, "test", str_of(text));
	keys_check_any(arena, d, literal(arena, text));
	assert_int_equal(diags_sorted(d, &said), 3);
	assert_string_equal(said[0]->text, "no EMQX version has `bridges.x`");
	assert_string_equal(said[1]->text, "no EMQX version has `authentication.nothing`");
	assert_string_equal(said[2]->text, "no EMQX version has `mqtt.max_paket`");
}

static void
derived_settings(void **state)
{
	struct result r = read_as("5.8.6", OPEN_SOURCE, "");
	const char *path = "listeners.tcp.default.bind";
	const struct setting *s;

	(void)state;
	keys_derive(arena, key_find_in(&r.c, path), path, CONF_ADDRESS, STR("0.0.0.0:1883"), NOWHERE,
		    "listener.mqtt.port", &r.settings);
	s = &r.settings.at[0];
	assert_int_equal(s->nsteps, 4);
	assert_string_equal(s->steps[2], "default");
	assert_string_equal(s->owner, "listener.mqtt.port");
	assert_string_equal(setting_var(arena, s), "EMQX_LISTENERS__TCP__DEFAULT__BIND");
}

static void
cookies(void **state)
{
	struct version five = { .major = 5, .minor = 8, .patch = 6 }, four = { .major = 4, .minor = 4, .patch = 1 };

	(void)state;
	assert_null(cookie_fault(&five, STR("emqx_secret-1")));
	assert_null(cookie_fault(&four, STR("a.b")));
	assert_non_null(cookie_fault(&five, STR("a.b")));
	assert_non_null(cookie_fault(&five, STR("")));
	assert_non_null(cookie_fault(&five, STR("12.50")));
	assert_non_null(cookie_fault(&five, STR("true")));
	assert_non_null(cookie_fault(&five, STR("a\\b")));
	assert_non_null(cookie_fault(&four, STR("a'b")));
}

static jmp_buf oom;

static int
setup(void **state)
{
	(void)state;
	arena = arena_new();
	arena_on_oom(arena, &oom);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(durations),
		cmocka_unit_test(sizes),
		cmocka_unit_test(words_and_flags),
		cmocka_unit_test(addresses_and_ports),
		cmocka_unit_test(texts_of_4_x),
		cmocka_unit_test(scalars_that_carry_keys),
		cmocka_unit_test(unions_by_their_tags),
		cmocka_unit_test(keys_of_other_versions),
		cmocka_unit_test(old_names),
		cmocka_unit_test(both_editions),
		cmocka_unit_test(secrets),
		cmocka_unit_test(ways),
		cmocka_unit_test(variables_and_files),
		cmocka_unit_test(looking_keys_up),
		cmocka_unit_test(all_keys_of_a_build),
		cmocka_unit_test(names_of_any_version),
		cmocka_unit_test(derived_settings),
		cmocka_unit_test(cookies),
	};

	if (setjmp(oom))
		return 3;
	return cmocka_run_group_tests(tests, setup, teardown);
}

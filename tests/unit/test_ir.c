/*
 * test_ir: from the text of a spec to the ir: what a field becomes in the keys
 * of each era, where it travels, and which rules speak.
 */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "arena_test.h"
#include "built.h"

/* The one cluster of a text. */
struct world {
	struct arena *arena;
	jmp_buf oom;
	struct diags *diags;
	struct ir *ir;
};

static int
setup(void **state)
{
	return new_state(state, sizeof(struct world));
}

static void
build_for_target(struct world *w, const char *target, const char *text)
{
	struct built b;

	if (setjmp(w->oom))
		fail_msg("out of memory");
	arena_on_oom(w->arena, &w->oom);
	b = built_text(w->arena, target, text);
	w->diags = b.diags;
	w->ir = b.ir;
	if (w->ir)
		ir_lint(w->ir);
}

static struct ir *
build(struct world *w, const char *text)
{
	build_for_target(w, "k8s", text);
	assert_non_null(w->ir);
	return w->ir;
}

/* Codes of all messages, each once: "EX030 EX055". */
static const char *
codes(struct world *w)
{
	struct buf b = BUF_IN(w->arena);
	struct diag *const *all;
	size_t n = diags_sorted(w->diags, &all);

	for (size_t i = 0; i < n; i++) {
		const char *code = diag_rows[all[i]->id].code;

		if (!b.n || !strstr(buf_cstr(&b), code))
			buf_printf(&b, "%s%s", b.n ? " " : "", code);
	}
	return b.n ? buf_cstr(&b) : "";
}

static const struct ir_setting *
setting(const struct ir *ir, const char *path)
{
	for (size_t i = 0; i < ir->settings.n; i++)
		if (strcmp(ir->settings.at[i].setting.path, path) == 0)
			return &ir->settings.at[i];
	return NULL;
}

static const char *
value(const struct ir *ir, const char *path)
{
	const struct ir_setting *s = setting(ir, path);

	return s ? arena_strndup(ir->arena, s->setting.value->text.p, s->setting.value->text.n)
		 : "(unset)";
}

static const struct ir_env *
variable(const struct ir *ir, const char *name)
{
	const struct ir_group *g = ir_cores(ir);

	for (size_t i = 0; i < g->env.n; i++)
		if (strcmp(g->env.at[i].name, name) == 0)
			return &g->env.at[i];
	return NULL;
}

static const char *
ports(const struct ir *ir)
{
	struct buf b = BUF_IN(ir->arena);

	for (size_t i = 0; i < ir->ports.n; i++)
		buf_printf(&b, "%s%s:%d", i ? " " : "", ir->ports.at[i].name, ir->ports.at[i].number);
	return buf_cstr(&b);
}

static const char article[] =
	"cluster emqx {\n"
	"  version   = 4.1-rc.1\n"
	"  nodes     = 3\n"
	"  discovery = k8s { address = hostname }\n"
	"  storage   = 1Gi { class = manual }\n"
	"  listener mqtt    = tcp 1883\n"
	"  listener mqttssl = ssl 8883\n"
	"  listener ws      = ws  8083\n"
	"  listener wss     = wss 8084\n"
	"  management = 8081\n"
	"  dashboard  = 18083\n"
	"}\n";

static void
the_article_has_its_ports_and_names(void **state)
{
	const struct ir *ir = build(*state, article);

	assert_string_equal(ports(ir), "mqtt:1883 mqttssl:8883 ws:8083 wss:8084 mgmt:8081 "
			    "dashboard:18083 ekka:4370 genrpc:5369");
	assert_string_equal(ir->names.headless, "emqx-headless");
	assert_string_equal(ir->image, "emqx/emqx:v4.1-rc.1");
	assert_string_equal(ir_cores(ir)->storage.mount, "/opt/emqx/data/mnesia");
	assert_string_equal(ir_cores(ir)->storage.class, "manual");
	assert_string_equal(ir->readiness.port, "mgmt");
	assert_string_equal(ir_cores(ir)->max_unavailable, "1");
	assert_true(ir->token);
}

static void
the_article_has_every_variable_of_discovery(void **state)
{
	const struct ir *ir = build(*state, article);

	assert_string_equal(value(ir, "cluster.discovery"), "k8s");
	assert_string_equal(value(ir, "cluster.k8s.address_type"), "hostname");
	assert_string_equal(value(ir, "cluster.k8s.service_name"), "emqx-headless");
	assert_string_equal(value(ir, "cluster.k8s.app_name"), "emqx");
	assert_string_equal(value(ir, "cluster.k8s.suffix"), "svc.cluster.local");
	assert_string_equal(value(ir, "cluster.k8s.namespace"), "$(POD_NAMESPACE)");
	assert_string_equal(value(ir, "listener.tcp.external"), "0.0.0.0:1883");
	assert_string_equal(value(ir, "management.listener.http"), "8081");
	assert_string_equal(value(ir, "dashboard.listener.http"), "18083");
	assert_string_equal(variable(ir, "EMQX_HOST")->value,
			    "$(POD_NAME).emqx-headless.$(POD_NAMESPACE).svc.cluster.local");
	assert_null(variable(ir, "EMQX_NODE__NAME"));
}

static void
the_article_warns_of_what_is_public(void **state)
{
	build(*state, article);
	assert_string_equal(codes(*state), "EX030 EX055 EX034");
}

/* $(VAR) is of use only after VAR. */
static void
references_follow_what_they_refer_to(void **state)
{
	const struct ir *ir = build(*state, article);

	assert_true(variable(ir, "POD_NAMESPACE") < variable(ir, "EMQX_HOST"));
	assert_true(variable(ir, "EMQX_CLUSTER__K8S__NAMESPACE")->expand);
	assert_int_equal(setting(ir, "cluster.k8s.namespace")->carrier, CARRY_ENV);
}

static void
a_plain_5_8_is_quiet(void **state)
{
	const struct ir *ir = build(*state, "cluster demo { version = 5.8.6\n"
				    "dashboard { password = secret(demo-admin, password) } }");

	assert_string_equal(codes(*state), "");
	assert_string_equal(ir->image, "emqx/emqx:5.8.6");
	assert_string_equal(ports(ir), "mqtt:1883 mqttssl:8883 ws:8083 wss:8084 dashboard:18083 "
			    "ekka:4370 genrpc:5369");
	assert_string_equal(value(ir, "listeners.tcp.default.bind"), "0.0.0.0:1883");
	assert_string_equal(value(ir, "dashboard.listeners.http.bind"), "0.0.0.0:18083");
	assert_string_equal(value(ir, "cluster.discovery_strategy"), "manual");
	assert_string_equal(variable(ir, "EMQX_DASHBOARD__DEFAULT_PASSWORD")->secret, "demo-admin");
	assert_string_equal(ir->readiness.port, "dashboard");
	assert_null(ir_cores(ir)->max_unavailable);
	assert_false(ir->token);
}

static const char edge[] =
	"cluster edge {\n"
	"  version = 5.8.6\n"
	"  nodes = 3\n"
	"  namespace = mqtt\n"
	"  discovery = dns { record = srv }\n"
	"  cookie = secret(edge-cookie, cookie)\n"
	"  tls public {\n"
	"    cert = secret(edge-tls, tls.crt)\n"
	"    key = secret(edge-tls, tls.key)\n"
	"    versions = [tlsv1_2, tlsv1_3]\n"
	"  }\n"
	"  listener mqtts = ssl 8883 { tls = public }\n"
	"  dashboard { password = secret(edge-admin, password) }\n"
	"}\n";

static void
tls_is_files_and_their_settings(void **state)
{
	const struct ir *ir = build(*state, edge);
	const struct conf *versions;

	assert_string_equal(codes(*state), "");
	assert_int_equal(ir->tls.n, 1);
	assert_string_equal(ir->tls.at[0].mount, "/etc/emqx-tls/public");
	assert_int_equal(ir->tls.at[0].files.n, 2);
	assert_string_equal(value(ir, "listeners.ssl.default.ssl_options.certfile"),
			    "/etc/emqx-tls/public/tls.crt");
	versions = setting(ir, "listeners.ssl.default.ssl_options.versions")->setting.value;
	assert_int_equal(versions->n, 2);
	assert_true(str_is(versions->items[0]->text, "tlsv1.3"));
}

static void
other_default_listeners_are_switched_off(void **state)
{
	const struct ir *ir = build(*state, edge);

	assert_string_equal(value(ir, "listeners.tcp.default.enable"), "false");
	assert_string_equal(value(ir, "listeners.ws.default.enable"), "false");
	assert_string_equal(value(ir, "listeners.ssl.default.enable"), "(unset)");
	assert_string_equal(ports(ir), "mqtts:8883 dashboard:18083 ekka:4370 genrpc:5369");
}

static void
dns_names_the_headless_service(void **state)
{
	const struct ir *ir = build(*state, edge);

	assert_string_equal(value(ir, "cluster.dns.name"), "edge-headless.mqtt.svc.cluster.local");
	assert_string_equal(value(ir, "cluster.dns.record_type"), "srv");
	assert_int_equal(setting(ir, "cluster.dns.name")->carrier, CARRY_CONFIG_MAP);
	assert_int_equal(ir_cores(ir)->host, HOST_NAME);
}

static void
address_records_need_addresses(void **state)
{
	const struct ir *ir = build(*state, "cluster a { version = 4.4.19; nodes = 3\n"
				    "discovery = dns { record = a } }");

	assert_string_equal(variable(ir, "EMQX_HOST")->value, "$(POD_IP)");
	assert_string_equal(value(ir, "cluster.dns.type"), "a");
	assert_string_equal(value(ir, "cluster.dns.app"), "emqx");
}

static void
a_deployment_finds_by_address(void **state)
{
	const struct ir *ir = build(*state, "cluster a { version = 4.1.5; nodes = 3\n"
				    "workload = deployment; discovery = k8s }");

	assert_string_equal(value(ir, "cluster.k8s.address_type"), "ip");
	assert_string_equal(value(ir, "cluster.k8s.service_name"), "a");
	assert_string_equal(value(ir, "cluster.k8s.suffix"), "(unset)");
	assert_string_equal(variable(ir, "EMQX_HOST")->value, "$(POD_IP)");
}

static void
a_deployment_has_no_names_and_no_storage(void **state)
{
	build(*state, "cluster a { version = 4.1.5; nodes = 3; cookie = secret(a, b)\n"
	      "workload = deployment; discovery = k8s { address = hostname }\n"
	      "dashboard { password = secret(a, b) } }");
	assert_string_equal(codes(*state), "EX015");
	build(*state, "cluster a { version = 4.1.5; workload = deployment; storage = 1Gi\n"
	      "dashboard { password = secret(a, b) } }");
	assert_string_equal(codes(*state), "EX026");
}

static void
digits_move_the_distribution_port(void **state)
{
	const struct ir *ir = build(*state, "cluster a { version = 5.8.6; node-name = \"emqx2\" }");

	assert_non_null(strstr(ports(ir), "ekka:4372"));
}

static void
insecure_text_goes_into_a_secret(void **state)
{
	static const char text[] = "cluster a { version = 5.8.6\n"
		"dashboard { password = insecure(\"letmein\") } }";
	struct world *w = *state;
	const struct ir *ir = build(w, text);

	assert_int_equal(ir->secret_data.n, 1);
	assert_string_equal(variable(ir, "EMQX_DASHBOARD__DEFAULT_PASSWORD")->secret, "a-secret");
	build_for_target(w, "conf", text);
	assert_int_equal(w->ir->secret_data.n, 0);
}

static void
keys_of_fields_are_refused(void **state)
{
	build(*state, "cluster a { version = 5.8.6; dashboard { password = secret(a, b) }\n"
	      "config { cluster.discovery_strategy = dns; mqtt.max_inflight = 8 } }");
	assert_string_equal(codes(*state), "EX086");
	build(*state, "cluster a { version = 5.8.6; dashboard { password = secret(a, b) }\n"
	      "env { EMQX_NAME = \"x\" } }");
	assert_string_equal(codes(*state), "EX086");
}

static void
variables_stand_after_those_they_refer_to(void **state)
{
	const struct ir *ir = build(*state, "cluster a { version = 5.8.6\n"
				    "env { A = env-ref(B); B = secret(s, k); TZ = \"UTC\" } }");

	assert_true(variable(ir, "B") < variable(ir, "A"));
	assert_string_equal(variable(ir, "A")->value, "$(B)");
	assert_string_equal(variable(ir, "TZ")->value, "UTC");
}

static void
a_variable_of_a_key_is_a_setting(void **state)
{
	const struct ir *ir = build(*state, "cluster a { version = 5.8.6\n"
				    "env { EMQX_MQTT__MAX_INFLIGHT = \"8\" } }");

	assert_string_equal(value(ir, "mqtt.max_inflight"), "8");
	assert_null(variable(ir, "EMQX_MQTT__MAX_INFLIGHT"));
}

static void
services_are_those_declared(void **state)
{
	const struct ir *ir = build(*state, "cluster a { version = 5.8.6\n"
				    "service client { expose = [mqtt] }\n"
				    "service public { type = LoadBalancer; expose = [mqttssl] } }");

	assert_int_equal(ir->services.n, 2);
	assert_string_equal(ir->services.at[0].name, "a");
	assert_string_equal(ir->services.at[1].name, "a-public");
	assert_string_equal(ir->services.at[1].ports.at[0].port->name, "mqttssl");
}

static void
files_take_the_default_namespace(void **state)
{
	struct world *w = *state;

	build_for_target(w, "conf", "cluster a { version = 5.8.6; discovery = dns\n"
			 "dashboard { password = secret(a, b) } }");
	assert_string_equal(value(w->ir, "cluster.dns.name"),
			    "a-headless.default.svc.cluster.local");
	assert_string_equal(codes(w), "KU048");
}

static void
allow_silences_a_warning_about_keys(void **state)
{
	build(*state, "cluster a { version = 5.8.6; dashboard { password = secret(a, b) }\n"
	      "config { allow key-renamed \"old habits\"\n"
	      "listeners.tcp.default.enabled = true } }");
	assert_string_equal(codes(*state), "");
}

/* ---- roles ------------------------------------------------------------ */

static const char roles[] =
	"cluster a { version = 5.7.2; namespace = mqtt; nodes = 3\n"
	"  discovery = dns { record = srv }\n"
	"  cookie = secret(a, cookie); dashboard { password = secret(a, password) }\n"
	"  storage = 1Gi; resources { cpu = 1..2; memory = 1Gi..2Gi }\n"
	"  toleration all { operator = Exists }\n"
	"  replicant { nodes = 2; resources { cpu = 2..4 }\n"
	"    toleration mqtt { key = \"mqtt\"; operator = Exists } } }\n";

static const char *
group_value(const struct ir_group *g, const char *name)
{
	for (size_t i = 0; i < g->env.n; i++)
		if (strcmp(g->env.at[i].name, name) == 0)
			return g->env.at[i].value;
	return "(unset)";
}

static void
a_cluster_without_roles_is_one_group(void **state)
{
	const struct ir *ir = build(*state, edge);

	assert_int_equal(ir->groups.n, 1);
	assert_null(ir_cores(ir)->role);
	assert_string_equal(ir_cores(ir)->name, "edge");
	assert_int_equal(ir_nodes(ir), 3);
}

static void
roles_are_two_workloads(void **state)
{
	const struct ir *ir = build(*state, roles);
	const struct ir_group *core = ir_cores(ir), *replicant = &ir->groups.at[1];

	assert_string_equal(codes(*state), "");
	assert_int_equal(ir->groups.n, 2);
	assert_int_equal(ir_nodes(ir), 5);
	assert_string_equal(core->name, "a-core");
	assert_int_equal(core->workload, WORKLOAD_STATEFULSET);
	assert_int_equal(core->nodes, 3);
	assert_string_equal(replicant->name, "a-replicant");
	assert_int_equal(replicant->workload, WORKLOAD_DEPLOYMENT);
	assert_int_equal(replicant->nodes, 2);
}

static void
roles_share_all_but_name_and_role(void **state)
{
	const struct ir *ir = build(*state, roles);
	const struct ir_group *core = ir_cores(ir), *replicant = &ir->groups.at[1];

	assert_string_equal(group_value(core, "EMQX_NODE__ROLE"), "core");
	assert_string_equal(group_value(replicant, "EMQX_NODE__ROLE"), "replicant");
	assert_string_equal(group_value(core, "EMQX_HOST"), "$(POD_NAME).a-headless.mqtt.svc.cluster.local");
	assert_string_equal(group_value(replicant, "EMQX_HOST"), "$(POD_IP)");
	assert_string_equal(value(ir, "cluster.dns.name"), "a-headless.mqtt.svc.cluster.local");
	assert_string_equal(value(ir, "node.role"), "(unset)");
}

static void
a_role_takes_from_the_cluster_what_it_leaves_out(void **state)
{
	const struct ir *ir = build(*state, roles);
	const struct ir_group *core = ir_cores(ir), *replicant = &ir->groups.at[1];

	assert_string_equal(core->cpu.request, "1");
	assert_string_equal(replicant->cpu.request, "2");
	assert_string_equal(replicant->memory.limit, "2Gi");
	assert_int_equal(core->storage.kind, STORAGE_CLAIM);
	assert_int_equal(replicant->storage.kind, STORAGE_NONE);
	assert_int_equal(replicant->tolerations.n, 1);
	assert_string_equal(replicant->tolerations.at[0].key, "mqtt");
	assert_null(core->tolerations.at[0].key);
	assert_string_equal(ir_field(ir, replicant, "resources.cpu"), "replicant.resources.cpu");
	assert_string_equal(ir_field(ir, replicant, "resources.memory"), "resources.memory");
}

static void
clients_reach_the_replicants(void **state)
{
	const struct ir *ir = build(*state, roles);

	assert_string_equal(ir->services.at[0].role, "replicant");
	ir = build(*state, "cluster a { version = 5.7.2; core = 3; replicant = 0; discovery = dns }");
	assert_string_equal(ir->services.at[0].role, "core");
	ir = build(*state, "cluster a { version = 5.7.2; core = 3; replicant = 2; discovery = dns\n"
		   "service admin { expose = [dashboard] } }");
	assert_string_equal(ir->services.at[0].role, "core");
}

static void
seeds_are_cores(void **state)
{
	const struct ir *ir = build(*state, "cluster a { version = 5.7.2; namespace = mqtt; core = 1; replicant = 2\n"
				    "discovery = static }");
	const struct ir_setting *s = setting(ir, "cluster.static.seeds");

	assert_int_equal(s->setting.value->n, 1);
	assert_true(str_is(s->setting.value->items[0]->text,
			   "emqx@a-core-0.a-headless.mqtt.svc.cluster.local"));
}

static void
rules_know_the_roles(void **state)
{
	static const struct {
		const char *text, *codes;
	} cases[] = {
		{ "version = 5.8.6; discovery = dns; core = 3; replicant = 2", "EX042" },
		{ "version = 5.8.6; flavor = enterprise; discovery = dns; core = 3; replicant = 2", "" },
		{ "version = 5.8.6; discovery = dns; core = 3", "" },
		{ "version = 5.9.1; discovery = dns; core = 1; replicant = 2", "EX041" },
		{ "version = 4.4.19; discovery = dns; replicant = 2", "TY008" },
		{ "version = 5.7.2; discovery = dns; core = 0; replicant = 2", "EX042" },
		{ "version = 5.7.2; core = 3; replicant = 2", "EX043" },
		{ "version = 5.7.2; core = 1; replicant = 0", "" },
		{ "version = 5.8.6; flavor = enterprise; discovery = singleton; replicant = 2", "EX043" },
		{ "version = 5.7.2; discovery = static; core = 3; replicant { nodes = 2; storage = 1Gi }", "EX043" },
		{ "version = 5.7.2; discovery = dns; core = 2; replicant = 2", "EX040" },
		{ "version = 5.7.2; discovery = dns; core = 3; replicant = 2", "" },
		{ "version = 5.7.2; discovery = dns; nodes = 3; core = 3", "TY011" },
		{ "version = 5.7.2; discovery = dns; workload = deployment; core = 3", "TY011" },
		{ "version = 5.7.2; discovery = dns; core = 3; replicant { }", "TY004" },
		{ "version = 5.7.2; config { node.role = replicant }", "EX086" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		build(*state, arena_printf(((struct world *)*state)->arena, "cluster a { %s\n"
					   "cookie = secret(a, cookie); dashboard { password = secret(a, p) } }",
					   cases[i].text));
		assert_string_equal(codes(*state), cases[i].codes);
	}
}

/* ---- layer, security profile ------------------------------------------ */

static void
the_lower_layer_is_a_file(void **state)
{
	const struct ir *ir = build(*state, "cluster a { version = 5.8.4; layer = default\n"
				    "cookie = secret(a, cookie); dashboard { password = secret(a, p) }\n"
				    "config { mqtt.max_inflight = 8; node.max_ports = 2048\n"
				    "authentication = [{ mechanism = password_based; backend = redis\n"
				    "redis_type = single; server = \"r:6379\"; cmd = \"HMGET u password_hash\"\n"
				    "password = secret(a, r) }] }\n"
				    "env { EMQX_MQTT__MAX_QOS_ALLOWED = 1 } }");

	assert_int_equal(setting(ir, "mqtt.max_inflight")->carrier, CARRY_BASE);
	assert_string_equal(setting(ir, "mqtt.max_inflight")->file, "base.hocon");
	assert_int_equal(setting(ir, "node.max_ports")->carrier, CARRY_CONFIG_MAP);
	assert_int_equal(setting(ir, "authentication")->carrier, CARRY_CONFIG_MAP);
	assert_int_equal(setting(ir, "mqtt.max_qos_allowed")->carrier, CARRY_CONFIG_MAP);
	assert_int_equal(setting(ir, "listeners.tcp.default.bind")->carrier, CARRY_CONFIG_MAP);
	assert_string_equal(codes(*state), "EX089");
}

static void
the_lower_layer_needs_its_file(void **state)
{
	build(*state, "cluster a { version = 5.8.3; layer = default; dashboard { password = secret(a, p) } }");
	assert_string_equal(codes(*state), "TY008");
	build(*state, "cluster a { version = 4.4.19; layer = pinned; dashboard { password = secret(a, p) } }");
	assert_string_equal(codes(*state), "");
	build(*state, "cluster a { version = 5.8.6; dashboard { password = secret(a, p) }\n"
	      "config { layer = default } }");
	assert_string_equal(codes(*state), "EX086");
}

static void
the_hardened_profile_makes_errors(void **state)
{
	struct world *w = *state;
	const struct ir *ir = build(w, "cluster a { version = 6.2.2; security-profile = hardened }");

	assert_string_equal(variable(ir, "EMQX_SECURITY_PROFILE")->value, "hardened");
	assert_string_equal(codes(w), "EX030 EX034");
	assert_int_equal(diags_errors(w->diags), 2);
	build(w, "cluster a { version = 6.2.2; security-profile = legacy }");
	assert_string_equal(codes(w), "EX034");
	assert_int_equal(diags_errors(w->diags), 0);
	build(w, "cluster a { version = 6.1.4; security-profile = legacy; dashboard { password = secret(a, p) } }");
	assert_string_equal(codes(w), "TY008");
}

static void
a_version_without_a_table_has_no_ir(void **state)
{
	struct world *w = *state;

	build_for_target(w, "k8s", "cluster a { version = 3.2.1 }");
	assert_null(w->ir);
	assert_string_equal(codes(w), "TY007");
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, free_state)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(the_article_has_its_ports_and_names),
		T(the_article_has_every_variable_of_discovery),
		T(the_article_warns_of_what_is_public),
		T(references_follow_what_they_refer_to),
		T(a_plain_5_8_is_quiet),
		T(tls_is_files_and_their_settings),
		T(other_default_listeners_are_switched_off),
		T(dns_names_the_headless_service),
		T(address_records_need_addresses),
		T(a_deployment_finds_by_address),
		T(a_deployment_has_no_names_and_no_storage),
		T(digits_move_the_distribution_port),
		T(insecure_text_goes_into_a_secret),
		T(keys_of_fields_are_refused),
		T(variables_stand_after_those_they_refer_to),
		T(a_variable_of_a_key_is_a_setting),
		T(services_are_those_declared),
		T(files_take_the_default_namespace),
		T(allow_silences_a_warning_about_keys),
		T(a_cluster_without_roles_is_one_group),
		T(roles_are_two_workloads),
		T(roles_share_all_but_name_and_role),
		T(a_role_takes_from_the_cluster_what_it_leaves_out),
		T(clients_reach_the_replicants),
		T(seeds_are_cores),
		T(rules_know_the_roles),
		T(the_lower_layer_is_a_file),
		T(the_lower_layer_needs_its_file),
		T(the_hardened_profile_makes_errors),
		T(a_version_without_a_table_has_no_ir),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

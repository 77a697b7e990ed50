/*
 * lint_discovery: whether the nodes can find each other.
 */
#include <string.h>

#include "ir/lint.h"

/* Field of `discovery`, as a path. */
#define FIELD(name) "discovery." name

static const char *
said_text(const struct ir *ir, const char *path)
{
	const struct spec_node *n = spec_get(ir->spec->root, path);
	const struct value *v = n && !n->bad ? spec_value(ir->spec, ir->spec->root, path) : NULL;

	return v && v->kind != VAL_BAD ? arena_strndup(ir->arena, v->text.p, v->text.n) : NULL;
}

static bool
is_stable(const struct ir *ir)
{
	return ir_cores(ir)->named;
}

static struct diag *
report(struct ir *ir, enum diag_id id, const char *path, const char *text)
{
	const char *at = lint_said(ir, path) ? path : "discovery";

	return spec_report(ir->spec, id, lint_node(ir, at), lint_place(ir, at), "%s", text);
}

bool
discovery_is_bad(const struct ir *ir)
{
	return lint_said(ir, "discovery") && !spec_arm(ir->spec->root, "discovery");
}

bool
check_joined(struct ir *ir)
{
	const char *path = lint_said(ir, "discovery") ? "discovery" : ir_field(ir, ir_cores(ir), "nodes");
	struct diag *d;

	if (discovery_is_bad(ir))
		return true;
	if (ir_nodes(ir) < 2 || (ir->discovery != DISCOVERY_MANUAL && ir->discovery != DISCOVERY_SINGLETON))
		return true;
	d = spec_report(ir->spec, DIAG_EX011, lint_node(ir, path), lint_place(ir, path),
			"%lld nodes that nothing joins: discovery is `%s`", (long long)ir_nodes(ir),
			ir->discovery == DISCOVERY_MANUAL ? "manual" : "singleton");
	diag_help(ir_diags(ir), d, "discovery = dns, or k8s where the record type is not known");
	return false;
}

/* What asks for names that only a StatefulSet's pods have. */
static const char *
asks_for_names(const struct ir *ir)
{
	const char *address = said_text(ir, FIELD("address")), *record = said_text(ir, FIELD("record"));

	if (ir->discovery == DISCOVERY_K8S && address && strcmp(address, "hostname") == 0)
		return FIELD("address");
	if (ir->discovery != DISCOVERY_DNS || ir_nodes(ir) < 2)
		return NULL;
	if (record && strcmp(record, "srv") == 0)
		return FIELD("record");
	return lint_said(ir, FIELD("name")) ? NULL : "discovery";
}

bool
check_stable_names(struct ir *ir)
{
	const char *path = is_stable(ir) ? NULL : asks_for_names(ir);
	struct diag *d;

	if (!path)
		return true;
	d = report(ir, DIAG_EX015, path, ir_cores(ir)->workload == WORKLOAD_POD
		   ? "a Pod alone has no name in DNS" : "the pods of a Deployment have no names in DNS");
	diag_help(ir_diags(ir), d, "workload = statefulset, which has a headless Service and a name for each pod");
	if (ir->discovery == DISCOVERY_K8S)
		diag_help(ir_diags(ir), d, "or address = ip");
	return false;
}

static bool
service_made(const struct ir *ir, const char *name)
{
	if (is_stable(ir) && strcmp(name, ir->names.headless) == 0)
		return true;
	for (size_t i = 0; i < ir->services.n; i++)
		if (strcmp(ir->services.at[i].name, name) == 0)
			return ir->services.at[i].role == ir_cores(ir)->role;
	return false;
}

/* Host names come from the governing Service; addresses from any that
 * selects the pods. */
bool
check_discovery_service(struct ir *ir)
{
	const char *said = said_text(ir, FIELD("service"));
	const char *name = said ? said : is_stable(ir)
		? ir->names.headless : ir->names.service;
	struct diag *d;

	if (ir->discovery != DISCOVERY_K8S)
		return true;
	if (ir_cores(ir)->host == HOST_NAME ? strcmp(name, ir->names.headless) == 0 : service_made(ir, name))
		return true;
	d = report(ir, DIAG_EX016, FIELD("service"),
		   arena_printf(ir->arena, "`%s` is not %s", name, ir_cores(ir)->host == HOST_NAME
				? "the headless Service, which names the pods"
				: ir_cores(ir)->role ? "a Service of the cores"
				: "a Service of this cluster"));
	if (is_stable(ir))
		diag_help(ir_diags(ir), d, "leave `service` out, or write %s", ir->names.headless);
	else
		diag_help(ir_diags(ir), d, "write service = %s", ir->services.at[0].name);
	return false;
}

bool
check_suffix(struct ir *ir)
{
	const char *said = said_text(ir, FIELD("suffix")), *right;
	struct diag *d;

	if (ir->discovery != DISCOVERY_K8S || !said)
		return true;
	if (ir_cores(ir)->host == HOST_IP) {
		report(ir, DIAG_EX017, FIELD("suffix"), "with address = ip a node's name has no suffix");
		return false;
	}
	right = arena_printf(ir->arena, "%s.%s", ir_cores(ir)->host == HOST_NAME ? "svc" : "pod", ir->domain);
	if (strcmp(said, right) == 0)
		return true;
	d = report(ir, DIAG_EX017, FIELD("suffix"),
		   arena_printf(ir->arena, "the suffix `%s` makes no name that exists", said));
	diag_help(ir_diags(ir), d, "it is %s here: leave `suffix` out, or set `cluster-domain`", right);
	return false;
}

bool
check_discovery_namespace(struct ir *ir)
{
	const char *said = said_text(ir, FIELD("namespace"));
	struct diag *d;

	if (ir->discovery != DISCOVERY_K8S || !said || (ir->ns && strcmp(said, ir->ns) == 0))
		return true;
	d = report(ir, DIAG_EX018, FIELD("namespace"),
		   arena_printf(ir->arena, "discovery looks in the namespace `%s`, the cluster %s", said,
				ir->ns ? arena_printf(ir->arena, "is in `%s`", ir->ns) : "sets none"));
	diag_help(ir_diags(ir), d, "leave it out: it follows the field `namespace` of the cluster");
	return false;
}

bool
check_app_name(struct ir *ir)
{
	const char *said = said_text(ir, FIELD("app-name"));
	struct diag *d;

	if (!said || strcmp(said, ir->node_name) == 0)
		return true;
	d = report(ir, DIAG_EX023, FIELD("app-name"),
		   arena_printf(ir->arena, "discovery makes names that begin with `%s@`, the nodes' begin with `%s@`",
				said, ir->node_name));
	diag_help(ir_diags(ir), d, "leave it out: it follows `node-name`");
	return false;
}

/* NAME@WORKLOAD-N.HEADLESS.NAMESPACE.svc.DOMAIN with N below nodes; any
 * namespace when the cluster sets none. */
static bool
is_own_node(const struct ir *ir, const char *seed)
{
	const char *head = arena_printf(ir->arena, "%s@%s-", ir->node_name, ir_cores(ir)->name);
	const char *middle = arena_printf(ir->arena, ".%s.", ir->names.headless);
	const char *tail = arena_printf(ir->arena, ".svc.%s", ir->domain);
	const char *p = seed + strlen(head), *end;
	int64_t ordinal = -1;

	if (strncmp(seed, head, strlen(head)) != 0)
		return false;
	end = p + strspn(p, "0123456789");
	number_int((struct str){ p, (size_t)(end - p) }, &ordinal);
	if (ordinal < 0 || ordinal >= ir_cores(ir)->nodes || strncmp(end, middle, strlen(middle)) != 0)
		return false;
	p = end + strlen(middle);
	end = p + strcspn(p, ".");
	return strcmp(end, tail) == 0
		&& (!ir->ns || str_is((struct str){ p, (size_t)(end - p) }, ir->ns));
}

static bool
check_seed(struct ir *ir, const struct value *seed)
{
	struct diag *d;

	if (is_own_node(ir, arena_strndup(ir->arena, seed->text.p, seed->text.n)))
		return true;
	d = spec_report(ir->spec, DIAG_EX012, lint_node(ir, FIELD("seeds")), seed->at,
			"no node of this cluster is called `%.*s`", STR_ARG(seed->text));
	diag_help(ir_diags(ir), d, "leave `seeds` out: they are the nodes themselves, as in "
		  "%s@%s-0.%s.%s.svc.%s", ir->node_name, ir_cores(ir)->name, ir->names.headless,
		  ir->ns ? ir->ns : "NAMESPACE", ir->domain);
	return false;
}

bool
check_seeds(struct ir *ir)
{
	const struct value *seeds = lint_said(ir, FIELD("seeds"))
		? spec_value(ir->spec, ir->spec->root, FIELD("seeds")) : NULL;
	bool ok = true;

	if (ir->discovery != DISCOVERY_STATIC || (ir_nodes(ir) < 2 && !seeds))
		return true;
	if (!is_stable(ir)) {
		report(ir, DIAG_EX012, FIELD("seeds"),
		       "static discovery names the nodes, and only a StatefulSet's have names that last");
		return false;
	}
	for (size_t i = 0; seeds && i < seeds->n; i++)
		ok = check_seed(ir, seeds->items[i]) && ok;
	return ok;
}

/* A node that is found by its address is spoken to over the family of that
 * address. */
bool
check_record_family(struct ir *ir)
{
	const struct setting *record = ir_setting_at(ir, "cluster.dns.record_type");
	const struct setting *dist = ir_setting_at(ir, "cluster.proto_dist");
	bool six = dist && str_starts(dist->value->text, "inet6");
	struct diag *d;

	if (!record)
		record = ir_setting_at(ir, "cluster.dns.type");
	if (ir->discovery != DISCOVERY_DNS || !record || str_is(record->value->text, "srv")
	    || str_is(record->value->text, six ? "aaaa" : "a"))
		return true;
	d = report(ir, DIAG_EX014, FIELD("record"), six
		   ? "a records hold IPv4 addresses, and the nodes speak IPv6 to each other"
		   : "aaaa records hold IPv6 addresses, and the nodes speak IPv4 to each other");
	if (dist)
		diag_note(ir_diags(ir), d, dist->at, "cluster.proto_dist is %.*s",
			  STR_ARG(dist->value->text));
	if (!six)
		diag_help(ir_diags(ir), d, "config { cluster.proto_dist = inet6_tcp }");
	return false;
}

/* Since Kubernetes 1.33 the API server warns of each read of Endpoints. */
bool
note_endpoints(struct ir *ir)
{
	struct diag *d;

	if (ir->discovery != DISCOVERY_K8S)
		return true;
	d = spec_report(ir->spec, DIAG_EX022, lint_node(ir, "discovery"), lint_place(ir, "discovery"),
			"the nodes read the Endpoints API, which is deprecated since Kubernetes 1.33");
	if (version_at_least(&ir->version, 4, 4, 0))
		diag_help(ir_diags(ir), d, "discovery = dns { record = srv } reads none, and needs no token");
	return true;
}

/* ekka counts the digits at the end of the name to 4370. */
bool
note_dist_port(struct ir *ir)
{
	for (size_t i = 0; i < ir->ports.n; i++) {
		const struct ir_port *p = &ir->ports.at[i];

		if (strcmp(p->owner, "node-name") == 0 && p->number != 4370)
			spec_report(ir->spec, DIAG_EX073, lint_node(ir, "node-name"), p->at,
				    "the digits at the end of `%s` move the distribution port to %d",
				    ir->node_name, p->number);
	}
	return true;
}

/* Data lies under the node's name: a name that changes loses it. */
bool
check_data_name(struct ir *ir)
{
	const struct ir_group *cores = ir_cores(ir);
	const char *field = ir_field(ir, cores, "storage");
	struct diag *d;

	if (cores->storage.kind == STORAGE_NONE || (is_stable(ir) && cores->host == HOST_NAME))
		return true;
	d = spec_report(ir->spec, DIAG_EX026, lint_node(ir, field), cores->storage.at,
			"the broker keeps its data under the node's name, which changes with each pod here");
	if (!is_stable(ir))
		diag_help(ir_diags(ir), d, "storage needs workload = statefulset");
	else
		diag_note(ir_diags(ir), d, lint_place(ir, "discovery"),
			  "the name ends in the pod's address: take address = hostname, or record = srv");
	return false;
}

/* Is what clients miss kept on the one node?  Open source 5.8 has nothing else;
 * elsewhere the key says so. */
static bool
stores_locally(const struct ir *ir)
{
	const struct setting *backend = ir_setting_at(ir, "durable_storage.messages.backend");

	if (backend)
		return str_is(backend->value->text, "builtin_local");
	return !ir->build->single && ir->build->flavor == OPEN_SOURCE;
}

/* EMQX checks this at boot since 5.8 (emqx_conf_schema of v5.8.9). */
bool
check_durable_sessions(struct ir *ir)
{
	const struct setting *enable = ir_setting_at(ir, "durable_sessions.enable");
	struct diag *d;

	if (!enable || !version_at_least(&ir->version, 5, 8, 0) || !str_is(enable->value->text, "true")
	    || !stores_locally(ir) || ir->discovery == DISCOVERY_SINGLETON)
		return true;
	d = spec_report(ir->spec, DIAG_EX044, spec_get(ir->spec->root, "config"), enable->at,
			"EMQX %s keeps durable sessions on one node only: it does not boot unless discovery is `singleton`",
			version_text(ir->arena, &ir->version));
	diag_help(ir_diags(ir), d, "discovery = singleton; the enterprise edition shares them between nodes");
	return false;
}

/*
 * discovery: the strategy, its settings, and what the name of a node ends in.
 * Rules about the choice are in lint_discovery.c.
 */
#include <string.h>

#include "base/buf.h"
#include "ir/make.h"

typedef void strategy_maker(struct maker *m, const struct spec_node *n, struct place at);

static const char *
headless_domain(struct maker *m)
{
	return arena_join(m->arena, m->ir->names.headless, ".", namespace_text(m), ".svc.",
			  m->ir->domain, NULL);
}

static bool
stable(const struct ir *ir)
{
	return ir_cores(ir)->named;
}

/* Replicants that come and go have no name in DNS: they are named by their
 * addresses, whatever the cores are named by. */
static void
set_host(struct ir *ir, enum ir_host host)
{
	for (size_t i = 0; i < ir->groups.n; i++)
		ir->groups.at[i].host = ir->groups.at[i].stateless && !ir->groups.at[i].named
			? HOST_IP : host;
}

/* Items of a list of strings, with commas. */
static const char *
with_commas(struct arena *a, const struct value *list)
{
	struct buf b = BUF_IN(a);

	for (size_t i = 0; i < list->n; i++) {
		if (i)
			buf_char(&b, ',');
		buf_str(&b, list->items[i]->text);
	}
	return buf_cstr(&b);
}

/* The cores: a replicant is nobody's seed. */
static const char *
own_nodes(struct maker *m)
{
	struct buf b = BUF_IN(m->arena);

	for (int64_t i = 0; i < ir_cores(m->ir)->nodes; i++) {
		if (i)
			buf_char(&b, ',');
		buf_text(&b, node_full_name(m, i));
	}
	return buf_cstr(&b);
}

/* Without seeds they are the nodes themselves, where those are known. */
static void
make_static(struct maker *m, const struct spec_node *n, struct place at)
{
	const struct value *seeds = read_value(m, n, "seeds");

	if (seeds)
		mean(m, MEAN_SEEDS, NULL, with_commas(m->arena, seeds), read_place(m, n, "seeds"),
		     "discovery.seeds");
	else if (stable(m->ir))
		mean(m, MEAN_SEEDS, NULL, own_nodes(m), at, "discovery.seeds");
}

static void
make_mcast(struct maker *m, const struct spec_node *n, struct place at)
{
	(void)at;
	mean_field(m, MEAN_MCAST_ADDR, NULL, n, "addr");
	mean_field(m, MEAN_MCAST_PORTS, NULL, n, "ports");
	mean_field(m, MEAN_MCAST_IFACE, NULL, n, "iface");
	mean_field(m, MEAN_MCAST_TTL, NULL, n, "ttl");
}

/* The record type: SRV names the pods, where the version knows it. */
static const char *
dns_record(struct maker *m, const struct spec_node *n)
{
	const char *said = read_text(m, n, "record");

	if (said)
		return said;
	return stable(m->ir) && version_at_least(&m->ir->version, 4, 4, 0) ? "srv" : "a";
}

static void
make_dns(struct maker *m, const struct spec_node *n, struct place at)
{
	const char *name = read_text(m, n, "name"), *record = dns_record(m, n);
	struct spec_node *field = read_node(m, n, "record");

	set_host(m->ir, stable(m->ir) && strcmp(record, "srv") == 0 ? HOST_NAME : HOST_IP);
	mean(m, MEAN_DNS_NAME, NULL, name ? name : headless_domain(m),
	     name ? read_place(m, n, "name") : at, "discovery.name");
	mean(m, MEAN_DNS_APP, NULL, m->ir->node_name, at, "node-name");
	if (mean(m, MEAN_DNS_RECORD, NULL, record, field ? spec_place(field) : at, "discovery.record")
	    || !field || strcmp(record, "a") == 0)
		return;
	spec_report(m->spec, DIAG_TY008, field, spec_place(field),
		    "EMQX %s looks up address records only: `record` is from 4.4 on",
		    version_text(m->arena, &m->ir->version));
}

static void
make_etcd(struct maker *m, const struct spec_node *n, struct place at)
{
	const struct value *server = read_value(m, n, "server");

	if (server)
		mean(m, MEAN_ETCD_SERVER, NULL, with_commas(m->arena, server),
		     read_place(m, n, "server"), "discovery.server");
	mean_field(m, MEAN_ETCD_PREFIX, NULL, n, "prefix");
	mean_field(m, MEAN_ETCD_TTL, NULL, n, "node-ttl");
	(void)at;
}

/* What a k8s node name ends in, and the suffix that goes with it. */
static const struct address_row {
	const char *word;
	enum ir_host host;
	const char *zone;     /* before the cluster domain; NULL: no suffix */
} address_rows[] = {
	{ "hostname", HOST_NAME, "svc" },
	{ "ip", HOST_IP, NULL },
	{ "dns", HOST_SCRIPT, "pod" },
};

static const struct address_row *
address_of(struct maker *m, const struct spec_node *n)
{
	const char *said = read_text(m, n, "address");
	const struct address_row *row = address_rows;

	if (!said)
		said = stable(m->ir) ? "hostname" : "ip";
	while (strcmp(row->word, said) != 0)
		row++;
	return row;
}

/* A field that follows from the cluster, or what the user says instead. */
static void
follow(struct maker *m, enum meaning id, const struct spec_node *n, const char *field,
       const char *derived, struct place at)
{
	const char *said = read_text(m, n, field);

	mean(m, id, NULL, said ? said : derived, said ? read_place(m, n, field) : at,
	     arena_join(m->arena, "discovery.", field, NULL));
}

static void
make_k8s(struct maker *m, const struct spec_node *n, struct place at)
{
	const struct address_row *address = address_of(m, n);

	m->ir->token = true;
	set_host(m->ir, address->host);
	follow(m, MEAN_K8S_APISERVER, n, "apiserver", "", at);
	follow(m, MEAN_K8S_SERVICE, n, "service",
	       stable(m->ir) ? m->ir->names.headless : m->ir->names.service, at);
	follow(m, MEAN_K8S_APP, n, "app-name", m->ir->node_name, at);
	follow(m, MEAN_K8S_NAMESPACE, n, "namespace", namespace_text(m), at);
	mean(m, MEAN_K8S_ADDRESS, NULL, address->word,
	     read_node(m, n, "address") ? read_place(m, n, "address") : at, "discovery.address");
	if (address->zone)
		follow(m, MEAN_K8S_SUFFIX, n, "suffix",
		       arena_join(m->arena, address->zone, ".", m->ir->domain, NULL), at);
}

static const struct strategy {
	const char *word;
	enum discovery id;
	strategy_maker *make;
	bool asks_kubernetes;    /* and nothing else can answer */
} strategies[] = {
	{ "manual", DISCOVERY_MANUAL, NULL, false },
	{ "static", DISCOVERY_STATIC, make_static, false },
	{ "mcast", DISCOVERY_MCAST, make_mcast, false },
	{ "dns", DISCOVERY_DNS, make_dns, true },
	{ "etcd", DISCOVERY_ETCD, make_etcd, false },
	{ "k8s", DISCOVERY_K8S, make_k8s, true },
	{ "singleton", DISCOVERY_SINGLETON, NULL, false },
};

static const struct strategy *
strategy_of(const char *word)
{
	const struct strategy *s = strategies;

	while (strcmp(s->word, word) != 0)
		s++;
	return s;
}

/* Away from Kubernetes the nodes are listed instead
 * (doc/design/0100-compose.md). */
static const struct strategy *
replaced(struct maker *m, const struct spec_node *n, const struct strategy *s)
{
	if (!s->asks_kubernetes || !ir_target(m->ir)->one_host)
		return s;
	spec_report(m->spec, DIAG_KU061, n, spec_place(n),
		    "`discovery = %s` asks Kubernetes: -t %s lists the nodes instead", s->word,
		    m->ir->target);
	return strategy_of("static");
}

void
discovery_make(struct maker *m)
{
	struct spec_node *n = read_node(m, NULL, "discovery");
	const struct strategy *s = replaced(m, n, strategy_of(n && n->arm ? n->arm : "manual"));
	struct place at = n ? spec_place(n) : m->ir->at;

	m->ir->discovery = s->id;
	set_host(m->ir, stable(m->ir) ? HOST_NAME : HOST_IP);
	mean(m, MEAN_DISCOVERY, NULL, s->word, at, "discovery");
	if (s->make)
		s->make(m, n, at);
	mean_field(m, MEAN_AUTOHEAL, NULL, NULL, "autoheal");
	mean_field(m, MEAN_AUTOCLEAN, NULL, NULL, "autoclean");
}

/*
 * ir_dump: --dump=ir.  One fact a line, in the order of the header; secrets by
 * reference only.
 */
#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "ir/ir.h"
#include "schema/types.h"

static const char *const workload_words[] = { "statefulset", "deployment", "pod" };
static const char *const discovery_words[] = {
	"manual", "static", "mcast", "dns", "etcd", "k8s", "singleton"
};
static const char *const host_words[] = { "name", "ip", "script" };
static const char *const use_words[] = { "client", "management", "dashboard", "cluster" };
static const char *const storage_words[] = { "none", "claim", "existing" };
static const char *const carrier_words[] = { "config-map", "env", "file", "base" };

static void
fact(struct buf *out, const char *name, const char *text)
{
	if (text)
		buf_printf(out, "%s %s\n", name, text);
}

static void
number(struct buf *out, const char *name, int64_t n)
{
	if (n >= 0)
		buf_printf(out, "%s %" PRId64 "\n", name, n);
}

static void
pairs(struct buf *out, const char *name, const pair_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		buf_printf(out, "%s %s=%s\n", name, list->at[i].key, list->at[i].value);
}

static void
dump_head(const struct ir *ir, struct buf *out)
{
	fact(out, "cluster", ir->cluster);
	fact(out, "env", ir->env);
	fact(out, "target", ir->target);
	fact(out, "version", version_text(ir->arena, &ir->version));
	fact(out, "build", ir->build->name);
	if (ir->server)
		buf_printf(out, "kubernetes 1.%d\n", ir->server);
	fact(out, "workload-name", ir->names.workload);
	fact(out, "headless-name", ir->names.headless);
	fact(out, "service-name", ir->names.service);
	fact(out, "config-name", ir->names.config);
	fact(out, "files-name", ir->names.files);
	fact(out, "secret-name", ir->names.secret);
	fact(out, "namespace", ir->ns);
	if (ir->ns_create)
		fact(out, "namespace-create", "true");
	fact(out, "domain", ir->domain);
	pairs(out, "label", &ir->labels);
	pairs(out, "annotation", &ir->annotations);
	fact(out, "image", ir->image);
	fact(out, "pull", ir->pull);
	for (size_t i = 0; i < ir->pull_secrets.n; i++)
		fact(out, "pull-secret", ir->pull_secrets.at[i]);
}

static void
dump_group(const struct ir_group *g, struct buf *out)
{
	fact(out, "group", g->role);
	if (g->role)
		fact(out, "  name", g->name);
	fact(out, "workload", workload_words[g->workload]);
	number(out, "nodes", g->nodes);
	if (g->autoscale.max)
		buf_printf(out, "autoscale %" PRId64 "..%" PRId64 " cpu %" PRId64 " memory %" PRId64 "\n",
			   g->autoscale.min, g->autoscale.max, g->autoscale.cpu, g->autoscale.memory);
	fact(out, "host", host_words[g->host]);
}

static void
dump_nodes(const struct ir *ir, struct buf *out)
{
	number(out, "grace", ir->grace);
	number(out, "pre-stop", ir->pre_stop);
	if (ir->leave)
		fact(out, "leave", "true");
	for (size_t i = 0; i < ir->pre_stop_exec.n; i++)
		fact(out, "pre-stop-exec", ir->pre_stop_exec.at[i]);
	fact(out, "checksum", ir->checksum ? "true" : "false");
	fact(out, "pod-management", ir->pod_management);
	fact(out, "update-strategy", ir->update_strategy);
	number(out, "partition", ir->partition);
	number(out, "min-ready", ir->min_ready);
	fact(out, "node-name", ir->node_name);
	fact(out, "security-profile", ir->profile);
	fact(out, "discovery", discovery_words[ir->discovery]);
	fact(out, "token", ir->token ? "true" : "false");
	fact(out, "account", ir->account_name);
	fact(out, "account-create", ir->account_create ? "true" : "false");
	pairs(out, "account-annotation", &ir->account_annotations);
}

static void
dump_ports(const struct ir *ir, struct buf *out)
{
	for (size_t i = 0; i < ir->listeners.n; i++) {
		const struct ir_listener *l = &ir->listeners.at[i];

		buf_text(out, "listener ");
		if (l->gateway)
			buf_printf(out, "%s ", l->gateway);
		buf_printf(out, "%s %s:%s %s:%d%s%s%s\n", l->name ? l->name : "-", l->type,
			   l->instance, l->bind, l->number, l->tls ? " tls " : "", l->tls ? l->tls : "",
			   l->off ? " off" : "");
	}
	for (size_t i = 0; i < ir->ports.n; i++) {
		const struct ir_port *p = &ir->ports.at[i];

		buf_printf(out, "port %s %d/%s %s %s%s%s\n", p->name, p->number, p->udp ? "udp" : "tcp",
			   use_words[p->use], p->owner, p->tls ? " tls " : "", p->tls ? p->tls : "");
	}
}

static void
dump_option(const struct ir_option *o, struct buf *out)
{
	buf_printf(out, "  %s", o->field);
	if (o->text)
		buf_printf(out, " %s", o->text);
	else if (o->kind == OPTION_BOOL)
		buf_text(out, o->num ? " true" : " false");
	else if (o->kind == OPTION_NUMBER)
		buf_printf(out, " %" PRId64, o->num);
	for (size_t i = 0; i < o->texts.n; i++)
		buf_printf(out, " %s", o->texts.at[i]);
	buf_char(out, '\n');
}

static void
dump_service(const struct ir_service *s, struct buf *out)
{
	buf_printf(out, "service %s %s", s->name, s->type);
	for (size_t i = 0; i < s->ports.n; i++) {
		const struct ir_service_port *p = &s->ports.at[i];

		buf_printf(out, " %s", p->port->name);
		if (p->number != p->port->number)
			buf_printf(out, "=%d", p->number);
		if (p->node_port)
			buf_printf(out, ":%d", p->node_port);
	}
	buf_char(out, '\n');
	fact(out, "  role", s->role);
	pairs(out, "  annotation", &s->annotations);
	pairs(out, "  label", &s->labels);
	for (size_t i = 0; i < s->options.n; i++)
		dump_option(&s->options.at[i], out);
}

static void
dump_storage(const char *name, const struct ir_storage *s, struct buf *out)
{
	fact(out, name, storage_words[s->kind]);
	if (s->kind == STORAGE_NONE)
		return;
	fact(out, "  mount", s->mount);
	fact(out, "  size", s->size);
	if (s->has_class)
		buf_printf(out, "  class \"%s\"\n", s->class);
	fact(out, "  access", s->access);
	fact(out, "  when-deleted", s->when_deleted);
	fact(out, "  when-scaled", s->when_scaled);
	fact(out, "  claim", s->claim);
	pairs(out, "  label", &s->labels);
	pairs(out, "  annotation", &s->annotations);
}

static void
dump_tls(const struct ir_tls *t, struct buf *out)
{
	buf_printf(out, "%s%s %s\n", strncmp(t->owner, "tls.", 4) == 0 ? "tls " : "", t->name, t->mount);
	if (t->issuer)
		buf_printf(out, "  issuer %s %s, certificate %s\n", t->issuer_kind, t->issuer, t->object);
	for (size_t i = 0; i < t->dns_names.n; i++)
		fact(out, "  dns-name", t->dns_names.at[i]);
	for (size_t i = 0; i < t->files.n; i++)
		buf_printf(out, "  file %s secret(%s, %s)\n", t->files.at[i].name,
			   t->files.at[i].secret, t->files.at[i].key);
}

static void
dump_probe(const char *name, const struct ir_probe *p, struct buf *out)
{
	if (!p->path)
		return;
	buf_printf(out, "%s %s:%s initial %" PRId64 " period %" PRId64 " timeout %" PRId64
		   " failures %" PRId64, name, p->port, p->path, p->initial, p->period,
		   p->timeout, p->failures);
	if (p->successes)
		buf_printf(out, " successes %" PRId64, p->successes);
	if (p->grace)
		buf_printf(out, " grace %" PRId64, p->grace);
	buf_char(out, '\n');
}

static void
dump_range(const char *name, const struct ir_range *r, struct buf *out)
{
	if (r->request)
		buf_printf(out, "%s %s..%s\n", name, r->request, r->limit);
}

static void
dump_toleration(const struct ir_toleration *t, struct buf *out)
{
	buf_text(out, "toleration");
	if (t->key)
		buf_printf(out, " key %s", t->key);
	if (t->operator)
		buf_printf(out, " operator %s", t->operator);
	if (t->value)
		buf_printf(out, " value %s", t->value);
	if (t->effect)
		buf_printf(out, " effect %s", t->effect);
	if (t->seconds >= 0)
		buf_printf(out, " seconds %" PRId64, t->seconds);
	buf_char(out, '\n');
}

static void
dump_placement(const struct ir_group *g, struct buf *out)
{
	dump_range("cpu", &g->cpu, out);
	dump_range("memory", &g->memory, out);
	dump_range("ephemeral-storage", &g->disk, out);
	pairs(out, "node-selector", &g->node_selector);
	for (size_t i = 0; i < g->tolerations.n; i++)
		dump_toleration(&g->tolerations.at[i], out);
	fact(out, "priority-class", g->priority_class);
	fact(out, "spread", g->spread_key);
	fact(out, "anti-affinity", g->anti_affinity);
	fact(out, "max-unavailable", g->max_unavailable);
	fact(out, "min-available", g->min_available);
}

static void
dump_peers(const char *name, const struct ir_peers *p, struct buf *out)
{
	if (!p->said)
		return;
	buf_printf(out, "  %s\n", name);
	for (size_t i = 0; i < p->cidrs.n; i++)
		fact(out, "    cidr", p->cidrs.at[i]);
	pairs(out, "    pod", &p->pods);
	pairs(out, "    namespace", &p->namespaces);
}

static void
dump_outlet(const struct ir_outlet *o, struct buf *out)
{
	buf_printf(out, "  %s%s%s", o->owner, o->udp ? " UDP" : "", o->tcp ? " TCP" : "");
	for (size_t i = 0; i < o->ports.n; i++)
		buf_printf(out, " %d", o->ports.at[i]);
	buf_char(out, '\n');
	for (size_t i = 0; i < o->peers.cidrs.n; i++)
		fact(out, "    cidr", o->peers.cidrs.at[i]);
	pairs(out, "    pod", &o->peers.pods);
	pairs(out, "    namespace", &o->peers.namespaces);
}

static void
dump_policy(const struct ir *ir, struct buf *out)
{
	if (!ir->policy)
		return;
	buf_text(out, "network-policy\n");
	dump_peers("clients", &ir->clients, out);
	dump_peers("admin", &ir->admins, out);
	dump_peers("metrics", &ir->scrapers, out);
	for (size_t i = 0; i < ir->outlets.n; i++)
		dump_outlet(&ir->outlets.at[i], out);
}

static void
dump_metrics(const struct ir_metrics *s, struct buf *out)
{
	if (!s->kind)
		return;
	buf_printf(out, "metrics %s %s:%s\n", s->kind == MONITOR_PODS ? "pod-monitor" : "service-monitor",
		   s->port->name, s->path);
	if (s->interval >= 0)
		buf_printf(out, "  interval %" PRId64 "\n", s->interval);
	if (s->timeout >= 0)
		buf_printf(out, "  timeout %" PRId64 "\n", s->timeout);
	pairs(out, "  label", &s->labels);
	if (s->auth)
		buf_printf(out, "  auth secret(%s, %s) secret(%s, %s)\n", s->username.name, s->username.key,
			   s->password.name, s->password.key);
}

static void
dump_pod(const struct ir *ir, struct buf *out)
{
	dump_probe("readiness", &ir->readiness, out);
	dump_probe("liveness", &ir->liveness, out);
	dump_probe("startup", &ir->startup, out);
	buf_printf(out, "user %" PRId64 ":%" PRId64 " fs-group %" PRId64 "\n", ir->run_as_user,
		   ir->run_as_group, ir->fs_group);
	for (size_t i = 0; i < ir->writable.n; i++)
		buf_printf(out, "writable %s %s%s\n", ir->writable.at[i].name, ir->writable.at[i].path,
			   ir->writable.at[i].copied ? " copied" : "");
}

static void
dump_conf(const struct ir *ir, const struct conf *c, struct buf *out)
{
	const char *open = c->kind == CONF_LIST ? "[]" : "{}";

	if (c->kind == CONF_SECRET) {
		buf_text(out, value_show(ir->arena, c->from));
		return;
	}
	if (c->kind != CONF_LIST && c->kind != CONF_OBJECT) {
		buf_str(out, c->text);
		return;
	}
	buf_char(out, open[0]);
	for (size_t i = 0; i < c->n; i++) {
		buf_text(out, i ? ", " : "");
		if (c->names)
			buf_printf(out, "%s = ", c->names[i]);
		dump_conf(ir, c->items[i], out);
	}
	buf_char(out, open[1]);
}

static void
dump_setting(const struct ir *ir, const struct ir_setting *s, struct buf *out)
{
	buf_printf(out, "setting %s = ", s->setting.path);
	dump_conf(ir, s->setting.value, out);
	buf_printf(out, "  # %s", carrier_words[s->carrier]);
	if (s->file && (s->carrier == CARRY_FILE || s->carrier == CARRY_BASE))
		buf_printf(out, " %s", s->file);
	buf_printf(out, ", %s\n", s->setting.owner ? s->setting.owner : "config");
}

static void
dump_env(const struct ir_env *e, struct buf *out)
{
	if (e->kind == ENV_SECRET)
		buf_printf(out, "variable %s secret(%s, %s)\n", e->name, e->secret, e->key);
	else if (e->kind == ENV_FIELD)
		buf_printf(out, "variable %s field %s\n", e->name, e->value);
	else
		buf_printf(out, "variable %s %s%s\n", e->name, e->expand ? "expand " : "= ", e->value);
}

static void
dump_whole_group(const struct ir *ir, const struct ir_group *g, struct buf *out)
{
	dump_group(g, out);
	dump_storage("storage", &g->storage, out);
	if (ir->log.kind == STORAGE_CLAIM)
		dump_storage("log-storage", &ir->log, out);
	dump_placement(g, out);
	for (size_t i = 0; i < g->settings.n; i++)
		dump_setting(ir, &g->settings.at[i], out);
	for (size_t i = 0; i < g->env.n; i++)
		dump_env(&g->env.at[i], out);
}

static void
dump_ingress(const struct ir_ingress *in, struct buf *out)
{
	buf_printf(out, "ingress %s\n", in->name);
	fact(out, "  class", in->class);
	pairs(out, "  annotation", &in->annotations);
	if (in->fallback.service)
		buf_printf(out, "  default-backend %s:%s\n", in->fallback.service->name, in->fallback.port->name);
	for (size_t i = 0; i < in->rules.n; i++) {
		const struct ir_rule *r = &in->rules.at[i];

		buf_printf(out, "  host %s\n", r->host ? r->host : "*");
		fact(out, "    tls", r->tls);
		for (size_t p = 0; p < r->paths.n; p++)
			buf_printf(out, "    path %s %s %s:%s\n", r->paths.at[p].path, r->paths.at[p].type,
				   r->paths.at[p].service->name, r->paths.at[p].port->name);
	}
}

void
ir_dump(const struct ir *ir, struct buf *out)
{
	dump_head(ir, out);
	dump_nodes(ir, out);
	dump_ports(ir, out);
	if (ir->headless.options.n + ir->headless.labels.n + ir->headless.annotations.n)
		dump_service(&ir->headless, out);
	for (size_t i = 0; i < ir->services.n; i++)
		dump_service(&ir->services.at[i], out);
	for (size_t i = 0; i < ir->ingresses.n; i++)
		dump_ingress(&ir->ingresses.at[i], out);
	for (size_t i = 0; i < ir->tls.n; i++)
		dump_tls(&ir->tls.at[i], out);
	dump_pod(ir, out);
	dump_policy(ir, out);
	dump_metrics(&ir->metrics, out);
	for (size_t i = 0; i < ir->settings.n; i++)
		dump_setting(ir, &ir->settings.at[i], out);
	for (size_t i = 0; i < ir->raw.n; i++)
		buf_printf(out, "raw %zu bytes\n", ir->raw.at[i]->text.n);
	for (size_t i = 0; i < ir->secret_data.n; i++)
		fact(out, "generated-secret", ir->secret_data.at[i].key);
	for (size_t i = 0; i < ir->groups.n; i++)
		dump_whole_group(ir, &ir->groups.at[i], out);
}

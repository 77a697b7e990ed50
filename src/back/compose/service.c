/*
 * service: one node of the cluster as a service of the file.
 *
 * Its name is that of the pod it would be, and so is the host in the name of
 * the EMQX node: an alias on the network, where the others find it.
 */
#include <string.h>

#include "back/compose/compose.h"
#include "base/arena.h"
#include "base/buf.h"

enum { OPEN_FILES = 1048576 };   /* what containers of Kubernetes have; a connection is one */

static const char *
seconds(struct compose *c, int64_t n)
{
	return arena_printf(c->arena, "%llds", (long long)n);
}

/* "2Gi" is "2g", and bytes where it is no power. */
static const char *
memory_text(struct compose *c, const char *quantity)
{
	static const char units[] = "kmg";
	int64_t bytes = 0;
	int unit = -1;
	bool ambiguous;

	number_size(str_of(quantity), true, &bytes, &ambiguous);
	while (unit < 2 && bytes % 1024 == 0) {
		bytes /= 1024;
		unit++;
	}
	return arena_printf(c->arena, "%lld%c", (long long)bytes, unit < 0 ? 'b' : units[unit]);
}

/* "500m" is "0.500". */
static const char *
cpus_text(struct compose *c, const char *quantity)
{
	int64_t milli = 0;

	number_cpu(str_of(quantity), &milli);
	if (milli % 1000 == 0)
		return arena_printf(c->arena, "%lld", (long long)(milli / 1000));
	return arena_printf(c->arena, "%lld.%03lld", (long long)(milli / 1000), (long long)(milli % 1000));
}

static void
put_amounts(struct compose *c, struct doc *resources, const char *which, const char *cpu,
	    const char *memory)
{
	struct doc *d;

	if (!cpu && !memory)
		return;
	d = doc_put_map(c->arena, resources, which);
	if (cpu)
		doc_put_text(c->arena, d, "cpus", cpus_text(c, cpu));
	if (memory)
		doc_put_text(c->arena, d, "memory", memory_text(c, memory));
}

static void
put_service_resources(struct compose *c, struct node *n)
{
	const struct ir_range *cpu = &n->group->cpu, *memory = &n->group->memory;
	struct doc *d = doc_map(c->arena);

	put_amounts(c, d, "limits", cpu->limit, memory->limit);
	put_amounts(c, d, "reservations", cpu->request, memory->request);
	if (d->first)
		doc_put(doc_put_map(c->arena, n->doc, "deploy"), "resources", d);
}

static void
put_service_image(struct compose *c, struct node *n)
{
	static const char *const policies[][2] = {
		{ "Always", "always" }, { "IfNotPresent", "missing" }, { "Never", "never" }
	};

	doc_put_text(c->arena, n->doc, "image", c->ir->image);
	for (size_t i = 0; c->ir->pull && i < sizeof policies / sizeof *policies; i++)
		if (strcmp(c->ir->pull, policies[i][0]) == 0)
			doc_put_text(c->arena, n->doc, "pull_policy", policies[i][1]);
}

static void
put_network(struct compose *c, struct node *n)
{
	const struct ir *ir = c->ir;
	struct doc *d;

	doc_put_text(c->arena, n->doc, "hostname", n->name);
	d = doc_put_map(c->arena, doc_put_map(c->arena, n->doc, "networks"), "default");
	doc_put_text(c->arena, doc_put_list(c->arena, d, "aliases"), NULL,
		     arena_printf(c->arena, "%s.%s.%s.svc.%s", n->name, ir->names.headless,
				  ir->ns ? ir->ns : "default", ir->domain));
}

/* curl is in the images of 4.x, and again from 5.8.5 on (Dockerfiles of
 * emqx-rel and emqx); between them the broker's own command asks the node. */
static bool
has_curl(const struct ir *ir)
{
	return ir_is_four(ir) || version_at_least(&ir->version, 5, 8, 5);
}

static const struct ir_port *
port_named(const struct ir *ir, const char *name)
{
	size_t i = 0;

	while (strcmp(ir->ports.at[i].name, name) != 0)
		i++;
	return &ir->ports.at[i];
}

static void
put_health_test(struct compose *c, struct doc *health)
{
	const struct ir_probe *p = &c->ir->readiness;
	const char *url = arena_printf(c->arena, "%s://127.0.0.1:%d%s", p->https ? "https" : "http",
				       port_named(c->ir, p->port)->number, p->path);
	const char *const curl[] = { "CMD", "curl", p->https ? "-fsSk" : "-fsS", "-o", "/dev/null", url, NULL };
	const char *const ctl[] = { "CMD", "/opt/emqx/bin/emqx", "ctl", "status", NULL };
	struct doc *test = doc_put_list(c->arena, health, "test");

	for (const char *const *word = has_curl(c->ir) ? curl : ctl; *word; word++)
		doc_put_text(c->arena, test, NULL, *word);
}

/* Compose has one check: readiness, which says when a node is up. */
static void
put_health(struct compose *c, struct node *n)
{
	const struct ir_probe *p = &c->ir->readiness;
	struct doc *d = doc_put_map(c->arena, n->doc, "healthcheck");

	put_health_test(c, d);
	doc_put_text(c->arena, d, "interval", seconds(c, p->period));
	doc_put_text(c->arena, d, "timeout", seconds(c, p->timeout));
	doc_put_int(c->arena, d, "retries", p->failures);
	doc_put_text(c->arena, d, "start_period", seconds(c, p->initial));
}

static void
put_limits(struct compose *c, struct node *n)
{
	struct doc *d = doc_put_map(c->arena, doc_put_map(c->arena, n->doc, "ulimits"), "nofile");

	doc_put_int(c->arena, d, "soft", OPEN_FILES);
	doc_put_int(c->arena, d, "hard", OPEN_FILES);
}

/* Not where a file goes into the root: check_root() tells. */
static void
put_read_only(struct compose *c, struct node *n)
{
	struct doc *list = doc_list(c->arena);

	if (!c->ir->read_only_root || c->files.n)
		return;
	doc_put_bool(c->arena, n->doc, "read_only", true);
	for (size_t i = 0; i < c->ir->writable.n; i++)
		if (!c->ir->writable.at[i].copied)
			doc_put_text(c->arena, list, NULL, c->ir->writable.at[i].path);
	doc_put(n->doc, "tmpfs", list);
}

static void
put_rights(struct compose *c, struct node *n)
{
	const struct ir *ir = c->ir;

	doc_put_text(c->arena, n->doc, "user",
		     arena_printf(c->arena, "%lld:%lld", (long long)ir->run_as_user,
				  (long long)ir->run_as_group));
	if (ir->fs_group != ir->run_as_group)
		doc_put_text(c->arena, doc_put_list(c->arena, n->doc, "group_add"), NULL,
			     arena_printf(c->arena, "%lld", (long long)ir->fs_group));
	put_read_only(c, n);
	doc_put_text(c->arena, doc_put_list(c->arena, n->doc, "cap_drop"), NULL, "ALL");
	doc_put_text(c->arena, doc_put_list(c->arena, n->doc, "security_opt"), NULL,
		     "no-new-privileges:true");
}

static void
put_service_pairs(struct compose *c, struct node *n, const char *name, const pair_list *pairs)
{
	struct doc *d;

	if (!pairs->n)
		return;
	d = doc_put_map(c->arena, n->doc, name);
	for (size_t i = 0; i < pairs->n; i++)
		doc_put_text(c->arena, d, pairs->at[i].key, pairs->at[i].value);
}

void
service_put(struct compose *c, struct doc *services, const struct ir_group *g, int64_t ordinal)
{
	struct node n = { .group = g, .ordinal = ordinal, .secrets = doc_list(c->arena),
			  .name = arena_printf(c->arena, "%s-%lld", g->name, (long long)ordinal) };

	n.doc = doc_put_map(c->arena, services, n.name);
	put_service_image(c, &n);
	put_network(c, &n);
	start_put(c, &n);
	files_put(c, &n);
	volumes_put(c, &n);
	ports_put(c, &n);
	put_health(c, &n);
	doc_put_text(c->arena, n.doc, "restart", "unless-stopped");
	doc_put_text(c->arena, n.doc, "stop_grace_period", seconds(c, c->ir->grace));
	put_limits(c, &n);
	put_service_resources(c, &n);
	put_rights(c, &n);
	put_service_pairs(c, &n, "labels", &c->ir->labels);
	put_service_pairs(c, &n, "annotations", &c->ir->annotations);
}

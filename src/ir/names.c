/*
 * names: what the objects are called, their namespace, labels and annotations.
 */
#include <string.h>

#include "ir/make.h"

struct name_row {
	const char *field;
	const char *suffix;     /* after the cluster's name; NULL: that of the workload */
	size_t offset;          /* in ir->names */
};

#define NAME(field, suffix, member) \
	{ field, suffix, offsetof(struct ir, names.member) }

static const struct name_row name_rows[] = {
	NAME("names.workload", "", workload),
	NAME("names.headless", "-headless", headless),
	NAME("names.service", "", service),
	NAME("names.config", "-config", config),
	NAME("names.files", "-files", files),
	NAME("names.secret", "-secret", secret),
	NAME("names.role", "", role),
	NAME("names.role-binding", "", binding),
	NAME("names.policy", NULL, policy),
	NAME("names.budget", NULL, budget),
	NAME("names.autoscaler", NULL, autoscaler),
	NAME("names.metrics", "-metrics", metrics),
};

enum { NAME_ROWS = sizeof name_rows / sizeof *name_rows };

static const char *
text_or(const struct maker *m, const char *field, const char *otherwise)
{
	const char *said = read_text(m, NULL, field);

	return said ? said : otherwise;
}

static void
object_names(struct maker *m, const char *base)
{
	for (int i = 0; i < NAME_ROWS; i++) {
		const struct name_row *row = &name_rows[i];
		const char **slot = (const char **)((char *)m->ir + row->offset);

		*slot = read_text(m, NULL, row->field);
		if (!*slot)
			*slot = row->suffix ? arena_join(m->arena, base, row->suffix, NULL)
				: m->ir->names.workload;
	}
	m->ir->names.account = base;
	m->ir->names.claim = text_or(m, "names.claim", "data");
	m->ir->names.app = text_or(m, "names.app", "emqx");
	m->ir->names.instance = text_or(m, "names.instance", m->ir->cluster);
}

static void
add_once(const struct ir *ir, const char *name, name_list *all)
{
	if (!name)
		return;
	for (size_t i = 0; i < all->n; i++)
		if (strcmp(all->at[i], name) == 0)
			return;
	*VEC_ADD(ir->arena, all) = name;
}

static void
add_of_group(const struct ir *ir, const struct ir_group *g, name_list *all)
{
	add_once(ir, g->name, all);
	if (!g->role)
		return;
	add_once(ir, arena_join(ir->arena, ir->names.budget, "-", g->role, NULL), all);
	add_once(ir, arena_join(ir->arena, ir->names.autoscaler, "-", g->role, NULL), all);
}

void
ir_object_names(const struct ir *ir, name_list *all)
{
	for (int i = 0; i < NAME_ROWS; i++)
		add_once(ir, *(const char *const *)((const char *)ir + name_rows[i].offset), all);
	add_once(ir, ir->account_name, all);
	for (size_t i = 0; i < ir->groups.n; i++)
		add_of_group(ir, &ir->groups.at[i], all);
	for (size_t i = 0; i < ir->services.n; i++)
		add_once(ir, ir->services.at[i].name, all);
	for (size_t i = 0; i < ir->ingresses.n; i++)
		add_once(ir, ir->ingresses.at[i].name, all);
	for (size_t i = 0; i < ir->tls.n; i++)
		add_once(ir, ir->tls.at[i].object, all);
}

static void
name_space(struct maker *m)
{
	struct spec_node *n = read_node(m, NULL, "namespace");

	m->ir->ns = read_text(m, NULL, "namespace.name");
	m->ir->ns_create = read_bool(m, NULL, "namespace.create", false);
	if (!n || m->ir->ns || spec_get(n, "name"))
		return;
	spec_report(m->spec, DIAG_TY004, n, n->name_at, "`namespace` needs a name");
}

/* 1.21 is the first that has the budgets and Ingresses which are made here. */
enum { FIRST_SERVER = 21 };

static void
make_server(struct maker *m)
{
	const struct value *v = read_value(m, NULL, "kubernetes");
	struct version version;

	if (!v || !version_parse(v->text, &version))
		return;
	if (version.major == 1 && version.minor >= FIRST_SERVER)
		m->ir->server = version.minor;
	else
		spec_report(m->spec, DIAG_TY002, read_node(m, NULL, "kubernetes"), v->at,
			    "`kubernetes` is 1.%d or later: what is made here is for servers of these versions", FIRST_SERVER);
}

void
names_make(struct maker *m)
{
	const char *base = read_text(m, NULL, "name");

	object_names(m, base ? base : m->ir->cluster);
	make_server(m);
	name_space(m);
	m->ir->domain = read_text(m, NULL, "cluster-domain");
	read_pairs(m, NULL, "labels", &m->ir->labels);
	read_pairs(m, NULL, "annotations", &m->ir->annotations);
}

/*
 * The namespace in a name.  Pods without one ask the downward API; nothing
 * else can, so there it is `default`.
 */
const char *
namespace_word(struct maker *m)
{
	if (m->ir->ns)
		return m->ir->ns;
	if (!ir_target(m->ir)->pods)
		return "default";
	m->pod_vars |= POD_NAMESPACE;
	return "$(POD_NAMESPACE)";
}

/* The same as a value of a setting: a message says when it is `default`. */
const char *
namespace_text(struct maker *m)
{
	if (!m->ir->ns && ir_target(m->ir)->said_namespace)
		spec_report(m->spec, DIAG_KU048, m->spec->root, m->ir->at,
			    "there is no `namespace`: -t %s takes `default`", m->ir->target);
	return namespace_word(m);
}

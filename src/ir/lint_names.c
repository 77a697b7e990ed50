/*
 * lint_names: names, labels and annotations that Kubernetes takes.
 */
#include <string.h>

#include "ir/lint.h"
#include "ir/make.h"
#include "schema/kube_names.h"

static bool
refuse(struct ir *ir, const char *field, const char *name, const char *why)
{
	struct diag *d = spec_report(ir->spec, DIAG_KU005, lint_node(ir, field), lint_place(ir, field),
				     "`%s` is not a name that Kubernetes takes: %s", name, why);

	if (!lint_said(ir, field))
		diag_help(ir_diags(ir), d, "give the objects another name: %s = …", field);
	return false;
}

/* Other names follow from these two, so a fault is said once. */
bool
check_object_names(struct ir *ir)
{
	static const char rule[] = "a letter first, then lower-case letters, digits and -, at most 63";
	static const char label_value[] = "the value of a label has 1 to 63 letters, digits, - _ and ., a letter or "
		"digit at both ends";
	const char *field = lint_said(ir, "names.service") ? "names.service" : "name";

	if (!kube_is_service_name(ir->names.service))
		return refuse(ir, field, ir->names.service, rule);
	if (!kube_is_service_name(ir->names.headless))
		return refuse(ir, lint_said(ir, "names.headless") ? "names.headless" : "name",
			      ir->names.headless, rule);
	if (ir->metrics.kind && !kube_is_service_name(ir->names.metrics))
		return refuse(ir, lint_said(ir, "names.metrics") ? "names.metrics" : "name",
			      ir->names.metrics, rule);
	if (!kube_is_label_value(ir->names.app) || !*ir->names.app)
		return refuse(ir, "names.app", ir->names.app, label_value);
	if (!kube_is_label_value(ir->names.instance) || !*ir->names.instance)
		return refuse(ir, "names.instance", ir->names.instance, label_value);
	for (size_t i = 0; i < ir->groups.n; i++)
		if (!kube_is_label(ir->groups.at[i].name))
			return refuse(ir, lint_said(ir, "names.workload") ? "names.workload" : "name",
				      ir->groups.at[i].name, rule);
	return true;
}

static bool
length_ok(struct ir *ir, const struct ir_group *g)
{
	const char *field = lint_said(ir, "names.workload") ? "names.workload" : "name";
	struct diag *d;

	if (g->workload != WORKLOAD_STATEFULSET || strlen(g->name) <= KUBE_STATEFULSET_MAX)
		return true;
	d = spec_report(ir->spec, DIAG_KU039, lint_node(ir, field), lint_place(ir, field),
			"a StatefulSet's name has at most %d characters, `%s` has %zu",
			KUBE_STATEFULSET_MAX, g->name, strlen(g->name));
	diag_help(ir_diags(ir), d, "the API server takes it, and then no pod can be made: "
		  "their revision label would be over 63");
	return false;
}

/* The names of the groups follow from one. */
bool
check_workload_length(struct ir *ir)
{
	for (size_t i = 0; i < ir->groups.n; i++)
		if (!length_ok(ir, &ir->groups.at[i]))
			return false;
	return true;
}

static bool
same_name(struct ir *ir, const struct ir_service *s, const char *other, struct place at)
{
	struct diag *d;

	if (strcmp(s->name, other) != 0)
		return true;
	d = spec_report(ir->spec, DIAG_NA006, lint_node(ir, s->owner), s->at,
			"two Services would be called `%s`", other);
	diag_note(ir_diags(ir), d, at, "the other one is from here");
	return false;
}

bool
check_objects_differ(struct ir *ir)
{
	bool ok = true;

	for (size_t i = 0; i < ir->services.n; i++) {
		const struct ir_service *s = &ir->services.at[i];

		ok = same_name(ir, s, ir->names.headless, lint_place(ir, "names.headless")) && ok;
		if (ir->metrics.kind == MONITOR_SERVICE)
			ok = same_name(ir, s, ir->names.metrics, lint_place(ir, "metrics")) && ok;
		for (size_t k = 0; k < i; k++)
			ok = same_name(ir, s, ir->services.at[k].name, ir->services.at[k].at) && ok;
	}
	if (strcmp(ir->names.config, ir->names.files) != 0)
		return ok;
	spec_report(ir->spec, DIAG_NA006, lint_node(ir, "names.files"), lint_place(ir, "names.files"),
		    "two ConfigMaps would be called `%s`", ir->names.files);
	return false;
}

static const struct ir_port *
port_before(const struct ir *ir, size_t upto, const char *name)
{
	for (size_t i = 0; i < upto; i++)
		if (strcmp(ir->ports.at[i].name, name) == 0)
			return &ir->ports.at[i];
	return NULL;
}

static bool
check_listener_name(struct ir *ir, const struct ir_listener *l)
{
	struct diag *d;

	if (!l->declared || kube_is_port_name(l->name))
		return true;
	d = spec_report(ir->spec, DIAG_KU005, l->node, l->node->name_at,
			"`%s` cannot be the name of a port in Kubernetes", l->name);
	diag_help(ir_diags(ir), d, "at most %d lower-case letters, digits and single -, with a letter; "
		  "EMQX's own name is the field `instance`", KUBE_PORT_NAME_MAX);
	return false;
}

bool
check_port_names(struct ir *ir)
{
	bool ok = true;

	for (size_t i = 0; i < ir->listeners.n; i++)
		ok = check_listener_name(ir, &ir->listeners.at[i]) && ok;
	for (size_t i = 0; i < ir->ports.n; i++) {
		const struct ir_port *p = &ir->ports.at[i], *other = port_before(ir, i, p->name);

		if (!other)
			continue;
		spec_report(ir->spec, DIAG_KU005, lint_node(ir, "listener"), other->at,
			    "the port name `%s` is taken: it is what `%s` is called", p->name,
			    p->owner);
		ok = false;
	}
	return ok;
}

/* Members whose names go into names of objects and volumes. */
bool
check_member_names(struct ir *ir)
{
	bool ok = true;

	for (size_t i = 0; i < ir->services.n; i++)
		if (!kube_is_service_name(ir->services.at[i].name)
		    && strcmp(ir->services.at[i].name, ir->names.service) != 0)
			ok = refuse(ir, ir->services.at[i].owner, ir->services.at[i].name,
				    "lower-case letters, digits and -, at most 63");
	for (size_t i = 0; i < ir->ingresses.n; i++)
		if (!kube_is_service_name(ir->ingresses.at[i].name))
			ok = refuse(ir, ir->ingresses.at[i].owner, ir->ingresses.at[i].name,
				    "lower-case letters, digits and -, at most 63");
	for (size_t i = 0; i < ir->tls.n; i++)
		if (!kube_is_label(ir->tls.at[i].volume))
			ok = refuse(ir, ir->tls.at[i].owner,
				    ir->tls.at[i].volume, "lower-case letters, digits and -, at most 63");
	return ok;
}

/* Labels by which emqxc's own objects find each other. */
static const char *const own_labels[] = {
	"app.kubernetes.io/name", "app.kubernetes.io/instance", "app.kubernetes.io/component",
	"app.kubernetes.io/managed-by", "app.kubernetes.io/version",
};

static bool
refuse_pair(struct ir *ir, const char *field, const struct ir_pair *p, const char *text)
{
	spec_report(ir->spec, DIAG_KU005, lint_node(ir, field), p->at, "%s", text);
	return false;
}

/* What a pair is: a note, a label that objects get, or one that is asked of
 * objects which others may have made. */
enum pair_use { PAIR_NOTE, PAIR_LABEL, PAIR_MATCH };

static bool
is_own_label(const char *key)
{
	for (size_t i = 0; i < sizeof own_labels / sizeof *own_labels; i++)
		if (strcmp(key, own_labels[i]) == 0)
			return true;
	return false;
}

static bool
check_pair(struct ir *ir, const char *field, const struct ir_pair *p, enum pair_use use)
{
	if (!kube_is_label_key(p->key))
		return refuse_pair(ir, field, p,
			arena_printf(ir->arena, "`%s` is no key that Kubernetes takes: [prefix/]name "
				     "of letters, digits, - _ and .", p->key));
	if (use == PAIR_LABEL && is_own_label(p->key))
		return refuse_pair(ir, field, p,
			arena_printf(ir->arena, "the label `%s` is set by emqxc", p->key));
	if (use == PAIR_NOTE || kube_is_label_value(p->value))
		return true;
	return refuse_pair(ir, field, p,
		arena_printf(ir->arena, "`%s` is no value of a label: at most 63 letters, digits, "
			     "- _ and ., a letter or digit at both ends", p->value));
}

static bool
check_pairs(struct ir *ir, const char *field, const pair_list *list, enum pair_use use)
{
	bool ok = true;

	for (size_t i = 0; i < list->n; i++)
		ok = check_pair(ir, field, &list->at[i], use) && ok;
	return ok;
}

static bool
check_texts(struct ir *ir, const struct spec_node *texts, enum pair_use use)
{
	bool ok = true;

	for (const struct spec_node *n = texts ? texts->first : NULL; n; n = n->next) {
		struct ir_pair p = { n->name, "", n->name_at };

		if (!n->present || n->bad || !n->set)
			continue;
		p.value = text_of(ir->arena, n->set->value);
		ok = check_pair(ir, spec_path(ir->arena, texts), &p, use) && ok;
	}
	return ok;
}

/* metadata KIND */
static bool
check_kinds(struct ir *ir, const struct spec_node *map)
{
	bool ok = true;

	for (const struct spec_node *n = map ? map->first : NULL; n; n = n->next) {
		if (!n->present || n->bad)
			continue;
		ok = check_texts(ir, spec_get(n, "labels"), PAIR_LABEL) && ok;
		ok = check_texts(ir, spec_get(n, "annotations"), PAIR_NOTE) && ok;
	}
	return ok;
}

static bool
check_group_labels(struct ir *ir, const struct ir_group *g)
{
	bool ok = check_pairs(ir, ir_field(ir, g, "storage"), &g->storage.labels, PAIR_LABEL);

	ok = check_pairs(ir, ir_field(ir, g, "storage"), &g->storage.annotations, PAIR_NOTE) && ok;
	if (g->role)
		ok = check_kinds(ir, spec_get(ir->spec->root,
					      arena_printf(ir->arena, "%s.metadata", g->role))) && ok;
	return check_pairs(ir, ir_field(ir, g, "node-selector"), &g->node_selector, PAIR_MATCH) && ok;
}

static bool
check_peers(struct ir *ir, const char *field, const struct ir_peers *p)
{
	bool ok = check_pairs(ir, field, &p->pods, PAIR_MATCH);

	return check_pairs(ir, field, &p->namespaces, PAIR_MATCH) && ok;
}

static bool
check_service_pairs(struct ir *ir, const struct ir_service *s)
{
	bool ok = check_pairs(ir, s->owner, &s->labels, PAIR_LABEL);

	return check_pairs(ir, s->owner, &s->annotations, PAIR_NOTE) && ok;
}

bool
check_labels(struct ir *ir)
{
	bool ok = check_pairs(ir, "labels", &ir->labels, PAIR_LABEL);

	ok = check_kinds(ir, spec_get(ir->spec->root, "metadata")) && ok;
	ok = check_peers(ir, "network-policy.clients", &ir->clients) && ok;
	ok = check_peers(ir, "network-policy.admin", &ir->admins) && ok;
	ok = check_peers(ir, "network-policy.metrics", &ir->scrapers) && ok;
	ok = check_pairs(ir, "metrics", &ir->metrics.labels, PAIR_LABEL) && ok;
	ok = check_pairs(ir, "annotations", &ir->annotations, PAIR_NOTE) && ok;
	ok = check_pairs(ir, "service-account", &ir->account_annotations, PAIR_NOTE) && ok;
	for (size_t i = 0; i < ir->groups.n; i++)
		ok = check_group_labels(ir, &ir->groups.at[i]) && ok;
	ok = check_service_pairs(ir, &ir->headless) && ok;
	for (size_t i = 0; i < ir->services.n; i++)
		ok = check_service_pairs(ir, &ir->services.at[i]) && ok;
	for (size_t i = 0; i < ir->ingresses.n; i++)
		ok = check_pairs(ir, ir->ingresses.at[i].owner, &ir->ingresses.at[i].annotations, PAIR_NOTE) && ok;
	return ok;
}

bool
check_topology_key(struct ir *ir)
{
	for (size_t i = 0; i < ir->groups.n; i++) {
		const struct ir_group *g = &ir->groups.at[i];

		if (g->spread_key && !kube_is_label_key(g->spread_key))
			return refuse(ir, ir_field(ir, g, "spread.topology-key"), g->spread_key,
				      "the key of a label has at most 63 letters, digits, - _ and ., "
				      "maybe after a DNS name and /");
	}
	return true;
}

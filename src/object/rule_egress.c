/*
 * rule_egress: nodes that a NetworkPolicy does not let call each other, in a
 * manifest.  Policies add up: any one of those that select the pods may open
 * the ports.
 */
#include <string.h>

#include "base/arena.h"
#include "object/check.h"

enum { DIST = 4370, DIST_LAST = 4379, DNS = 53 };

static bool
is_selected(const struct check *c, const struct object *policy)
{
	const struct doc *selector = doc_field(doc_field(policy->doc, "spec"), "podSelector");

	return strcmp(policy->kind, "NetworkPolicy") == 0 && objects_same_namespace(policy->ns, c->object->ns)
		&& selector && (!selector->first || labels_select(doc_field(selector, "matchLabels"), c->pods->labels));
}

/* Names of ports are those of pods elsewhere: what they are is not known. */
static bool
port_between(const struct doc *port, int64_t first, int64_t last)
{
	const struct doc *number = doc_field(port, "port");

	if (!number || number->kind != DOC_INT)
		return true;
	return number->num <= last && doc_number(port, "endPort", number->num) >= first;
}

/* Has the policy a rule of egress for one of those ports? */
static bool
opens(const struct object *policy, int64_t first, int64_t last)
{
	const struct doc *rules = doc_field(doc_field(policy->doc, "spec"), "egress");

	for (const struct doc *r = rules ? rules->first : NULL; r; r = r->next) {
		const struct doc *ports = doc_field(r, "ports");

		if (!ports || !ports->first)
			return true;
		for (const struct doc *p = ports->first; p; p = p->next)
			if (port_between(p, first, last))
				return true;
	}
	return false;
}

static const struct object *
closed_by(const struct check *c, int64_t first, int64_t last)
{
	const struct object *found = NULL;

	for (size_t i = 0; i < c->set->all.n; i++) {
		const struct object *o = &c->set->all.at[i];

		if (!is_selected(c, o) || !policy_limits(o->doc, "Egress"))
			continue;
		if (opens(o, first, last))
			return NULL;
		found = o;
	}
	return found;
}

void
rule_cut_off(const struct check *c, const struct spot *s)
{
	const struct object *policy = c->pods->replicas > 1 ? closed_by(c, DIST, DIST_LAST) : NULL;

	if (policy)
		rule_report(c, s, policy->doc, DIAG_KU051, "cannot call the other nodes at port %d: no egress of "
			    "NetworkPolicy `%s` lets it", DIST, policy->name);
	policy = closed_by(c, DNS, DNS);
	if (policy)
		rule_report(c, s, policy->doc, DIAG_KU051, "finds no names: no egress of NetworkPolicy `%s` has port %d",
			    policy->name, DNS);
}

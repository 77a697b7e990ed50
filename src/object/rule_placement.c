/*
 * rule_placement: parts of a pod that the scheduler and the machine read:
 * constraints, expressions, profiles, name servers.
 */
#include <string.h>

#include "object/check.h"

static bool
is(const char *text, const char *other)
{
	return text && strcmp(text, other) == 0;
}

void
rule_constraint(const struct check *c, const struct spot *s)
{
	const struct doc *domains = doc_field(s->d, "minDomains");

	if (domains && !is(doc_text(c->set->arena, s->d, "whenUnsatisfiable"), "DoNotSchedule"))
		rule_report(c, s, domains, DIAG_KU040,
			      "has `minDomains`, which counts only with `whenUnsatisfiable` DoNotSchedule");
}

/* How many values an operator compares with; most is 0 for any number. */
static const struct {
	const char *operator;
	size_t least, most;
	const char *said;
} operators[] = {
	{ "In", 1, 0, "needs `values`" },
	{ "NotIn", 1, 0, "needs `values`" },
	{ "Exists", 0, 0, "takes no `values`" },
	{ "DoesNotExist", 0, 0, "takes no `values`" },
	{ "Gt", 1, 1, "takes one number in `values`" },
	{ "Lt", 1, 1, "takes one number in `values`" }
};

static bool
fits(size_t i, size_t n)
{
	if (!operators[i].least)
		return n == 0;
	return n >= operators[i].least && (!operators[i].most || n <= operators[i].most);
}

void
rule_expression(const struct check *c, const struct spot *s)
{
	const struct doc *values = doc_field(s->d, "values");
	const char *operator = doc_text(c->set->arena, s->d, "operator");
	size_t n = 0;

	for (const struct doc *d = values ? values->first : NULL; d; d = d->next)
		n++;
	for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
		if (is(operator, operators[i].operator) && !fits(i, n))
			rule_report(c, s, values, DIAG_KU040, "with `operator` %s %s", operator,
				      operators[i].said);
}

/* Without the cluster's own name servers there must be others. */
void
rule_dns(const struct check *c, const struct spot *s)
{
	enum { MOST = 3 };
	const struct spot *policy = spot_at(c->set->arena, s, "dnsPolicy");
	const struct spot *servers = spot_at(c->set->arena, s, "dnsConfig.nameservers");
	size_t n = 0;

	for (const struct doc *d = servers ? servers->d->first : NULL; d; d = d->next)
		n++;
	if (n == 0 && policy && is(doc_text(c->set->arena, s->d, "dnsPolicy"), "None"))
		rule_report(c, policy, NULL, DIAG_KU040, "is None, and no name server is named");
	if (n > MOST)
		rule_report(c, servers, NULL, DIAG_KU040, "names %zu servers, and takes %d", n, MOST);
}

void
rule_profile(const struct check *c, const struct spot *s)
{
	bool local = is(doc_text(c->set->arena, s->d, "type"), "Localhost");
	const struct doc *profile = doc_field(s->d, "localhostProfile");

	if (local && !profile)
		rule_report(c, s, NULL, DIAG_KU040, "lacks `localhostProfile`");
	else if (!local && profile)
		rule_report(c, s, profile, DIAG_KU040, "has `localhostProfile`, which is for `type` Localhost");
}

void
rule_token(const struct check *c, const struct spot *s)
{
	enum { LEAST = 600 };
	const struct doc *d = doc_field(s->d, "expirationSeconds");

	if (d && d->num < LEAST)
		rule_report(c, s, d, DIAG_KU040, "lives less than %d seconds", LEAST);
}

/*
 * acl: reading the rules of acl.conf.
 *
 * file:consult() wants terms that each end with a dot.  A rule is
 * {allow | deny, all} or {allow | deny, Who, Action, Topics}; the broker
 * refuses everything else at boot (emqx_access_rule.erl of 4.4.19,
 * emqx_authz_rule.erl of 5.0.26 and 5.8.9).
 */
#include "schema/acl.h"

#include <ctype.h>
#include <string.h>

enum { MAX_DEPTH = 64 };

struct scan {
	const char *p, *end;
	const char *fault;
	int depth;
};

static bool
fail(struct scan *s, const char *fault)
{
	if (!s->fault)
		s->fault = fault;
	return false;
}

static void
skip_blanks(struct scan *s)
{
	while (s->p < s->end && (isspace((unsigned char)*s->p) || *s->p == '%')) {
		if (*s->p == '%')
			while (s->p < s->end && *s->p != '\n')
				s->p++;
		else
			s->p++;
	}
}

static bool
at(const struct scan *s, char c)
{
	return s->p < s->end && *s->p == c;
}

static bool
quoted(struct scan *s)
{
	char quote = *s->p++;

	while (s->p < s->end && *s->p != quote)
		s->p += *s->p == '\\' && s->p + 1 < s->end ? 2 : 1;
	if (s->p >= s->end)
		return fail(s, "has a quote without its partner");
	s->p++;
	return true;
}

/* An atom, a number, or a part of <<"…">>. */
static bool
word(struct scan *s)
{
	const char *start = s->p;

	while (s->p < s->end && (isalnum((unsigned char)*s->p) || strchr("_@<>/-", *s->p)
				 || (*s->p == '.' && s->p + 1 < s->end && isdigit((unsigned char)s->p[1]))))
		s->p++;
	return s->p > start || fail(s, "holds something that is no term of Erlang");
}

static bool term(struct scan *s);

/* Up to and with the bracket; *n: how many terms there were. */
static bool
terms_until(struct scan *s, char close, int *n)
{
	for (*n = 0;; ++*n) {
		skip_blanks(s);
		if (at(s, close) && *n == 0)
			break;
		if (!term(s))
			return false;
		skip_blanks(s);
		if (at(s, close)) {
			++*n;
			break;
		}
		if (!at(s, ','))
			return fail(s, "has a bracket without its partner, or lacks a comma");
		s->p++;
	}
	s->p++;
	return true;
}

static bool
bracket(struct scan *s)
{
	char close = *s->p++ == '{' ? '}' : ']';
	bool ok;
	int n;

	if (++s->depth > MAX_DEPTH)
		return fail(s, "is nested too deeply");
	ok = terms_until(s, close, &n);
	s->depth--;
	return ok;
}

static bool
term(struct scan *s)
{
	if (s->p >= s->end)
		return fail(s, "has a bracket without its partner");
	if (*s->p == '{' || *s->p == '[')
		return bracket(s);
	if (*s->p == '"' || *s->p == '\'')
		return quoted(s);
	if (*s->p == '<' && s->p + 2 < s->end && s->p[1] == '<' && s->p[2] == '"') {
		s->p += 2;
		return quoted(s) && word(s);
	}
	return word(s);
}

/* One term of a rule, as it is written. */
static bool
part(struct scan *s, struct str *out)
{
	skip_blanks(s);
	out->p = s->p;
	if (!term(s))
		return false;
	out->n = (size_t)(s->p - out->p);
	skip_blanks(s);
	return true;
}

static bool
rule(struct scan *s, struct acl_rules *rules)
{
	struct str said, who;
	int more;

	if (!at(s, '{'))
		return fail(s, "is not of the form {allow, …} or {deny, …}");
	s->p++;
	if (!part(s, &said))
		return false;
	if (!str_is(said, "allow") && !str_is(said, "deny"))
		return fail(s, "begins with neither allow nor deny");
	if (!at(s, ',') || (s->p++, !part(s, &who)))
		return fail(s, "says nobody that it is for");
	rules->open = str_is(said, "allow") && str_is(who, "all") && at(s, '}');
	if (at(s, '}')) {
		s->p++;
		return str_is(who, "all") || fail(s, "has two parts, and then the second is `all`");
	}
	s->p++;
	return terms_until(s, '}', &more) && (more == 2 || fail(s, "has neither two nor four parts"));
}

struct acl_rules
acl_read(struct str text)
{
	const char *start = text.n ? text.p : "";
	struct scan s = { start, start + text.n, NULL, 0 };
	struct acl_rules rules = { 0 };

	for (skip_blanks(&s); s.p < s.end; skip_blanks(&s)) {
		if (!rule(&s, &rules))
			break;
		skip_blanks(&s);
		if (!at(&s, '.') && !fail(&s, "does not end with a dot"))
			break;
		s.p++;
		rules.n++;
	}
	rules.fault = s.fault;
	return rules;
}

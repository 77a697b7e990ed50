/*
 * rules_where: the lines of --list-rules that come from the files given: each
 * `deny` of a policy and each `allow`, where it stands and where it holds.
 *
 * One line of a file may hold in many clusters and environments; it is shown
 * once.  Owner: the run.
 */
#include "command/rules.h"

#include <string.h>

#include "base/arena.h"
#include "base/json.h"
#include "driver.h"
#include "front/load.h"

struct rule_where {
	enum diag_id id;
	struct place at;
	const char *policy;       /* NULL: an `allow` */
	const char *cluster;      /* the first that has it */
	const char *last;         /* environment that was counted last */
	struct buf envs;          /* with commas */
	size_t holds;             /* in so many environments … */
	size_t of;                /* … of that cluster's */
};

/* What is gathered of one cluster in one environment. */
struct gathering {
	struct run *run;
	const char *cluster, *env;
	size_t envs;
	rule_where_list *out;
};

static struct rule_where *
row_at(const struct gathering *g, enum diag_id id, struct place at)
{
	for (size_t i = 0; i < g->out->n; i++) {
		struct rule_where *w = g->out->at[i];

		if (w->id == id && w->at.file == at.file && w->at.from == at.from)
			return w;
	}
	return NULL;
}

static void
note(const struct gathering *g, enum diag_id id, struct place at, const char *policy)
{
	struct rule_where *w = row_at(g, id, at);

	if (!w) {
		w = ARENA_NEW(g->run->arena, struct rule_where);
		*w = (struct rule_where){ .id = id, .at = at, .policy = policy, .cluster = g->cluster,
					  .envs = BUF_IN(g->run->arena), .of = g->envs };
		*VEC_ADD(g->run->arena, g->out) = w;
	}
	if (w->cluster != g->cluster || w->last == g->env)
		return;
	buf_printf(&w->envs, "%s%s", w->holds++ ? ", " : "", g->env);
	w->last = g->env;
}

static void
gather(struct gathering *g, const struct spec_cluster *c, struct spec_request request,
       const char *const *envs)
{
	const struct spec *s;

	request.envs = envs;
	s = spec_build(g->run->scratch, g->run->program, c, &request);
	for (size_t i = 0; i < s->denies.n; i++)
		note(g, s->denies.at[i].id, s->denies.at[i].at, s->denies.at[i].policy);
	for (size_t i = 0; i < s->allows.n; i++)
		note(g, s->allows.at[i].id, s->allows.at[i].at, NULL);
	arena_reset(g->run->scratch);
}

/* The environments of -e together, or the base and every overlay alone. */
static void
gather_cluster(struct gathering *g, const struct spec_cluster *c, const struct spec_request *request)
{
	const char *const *names = spec_overlays(g->run->arena, g->run->program, c);
	const char *pair[] = { NULL, NULL };

	g->cluster = c->name;
	g->env = "base";
	g->envs = 1;
	if (*request->envs) {
		gather(g, c, *request, request->envs);
		return;
	}
	while (names[g->envs - 1])
		g->envs++;
	gather(g, c, *request, pair);
	for (; *names; names++) {
		g->env = pair[0] = *names;
		gather(g, c, *request, pair);
	}
}

enum status
rules_where(struct run *r, rule_where_list *out)
{
	struct gathering g = { .run = r, .out = out };
	struct spec_request request;
	enum status status = driver_load(r, &request);
	size_t n;

	if (status || diags_errors(r->program->diags))
		return status;
	n = spec_clusters(r->program);
	for (size_t i = 0; i < n; i++) {
		struct spec_cluster cluster;

		if (!driver_selects(r, i))
			continue;
		cluster = spec_cluster(r->arena, r->program, i);
		gather_cluster(&g, &cluster, &request);
	}
	return STATUS_DONE;
}

static const char *
place_text(struct run *r, struct place at)
{
	struct line_col lc = source_locate(r->program->sources, at.file, at.from);

	return arena_printf(r->arena, "%s:%u:%u", sources_get(r->program->sources, at.file)->name,
			    (unsigned)lc.line, (unsigned)lc.column);
}

void
rules_put_where(struct run *r, const rule_where_list *list, enum diag_id id)
{
	for (size_t i = 0; i < list->n; i++) {
		struct rule_where *w = list->at[i];

		if (w->id != id)
			continue;
		buf_printf(&r->out, "       %s at %s: %s%s", w->policy ? "deny" : "allow", place_text(r, w->at),
			   w->policy ? "policy " : "cluster ", w->policy ? w->policy : w->cluster);
		buf_printf(&r->out, w->holds < w->of ? ", in %s\n" : "\n", buf_cstr(&w->envs));
	}
}

void
rules_put_where_json(struct run *r, const rule_where_list *list, enum diag_id id)
{
	bool any = false;

	for (size_t i = 0; i < list->n; i++) {
		struct rule_where *w = list->at[i];
		const struct { const char *key, *text; } members[] = {
			{ "severity", w->policy ? "error" : "off" }, { "origin", w->policy ? "deny" : "allow" },
			{ "place", place_text(r, w->at) }, { "policy", w->policy }, { "cluster", w->cluster },
			{ "environments", buf_cstr(&w->envs) },
		};

		if (w->id != id)
			continue;
		buf_text(&r->out, any ? ",{" : ",\"where\":[{");
		for (size_t k = 0; k < sizeof members / sizeof *members; k++) {
			buf_text(&r->out, k ? "," : "");
			json_member(&r->out, members[k].key, members[k].text);
		}
		buf_char(&r->out, '}');
		any = true;
	}
	buf_text(&r->out, any ? "]" : "");
}

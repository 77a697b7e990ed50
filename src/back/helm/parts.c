/*
 * parts: what a user adds to the pods, as far as the chart has a value for it:
 * volumes, mounts, init containers, arguments, variables of whole objects, the
 * ACL of 4.x, the chart's own monitor.
 */
#include <string.h>

#include "back/helm/helm.h"
#include "base/arena.h"
#include "base/buf.h"

enum { CHART_INTERVAL = 10 };   /* seconds between two questions of its monitor */

/* Does a node of k8s come from a field of the cluster? */
static bool
is_from(const struct helm *h, const struct doc *d, const char *field)
{
	const char *own = ir_field(h->ir, h->group, field);
	size_t n = strlen(own);

	return d->owner && strncmp(d->owner, own, n) == 0 && d->owner[n] == '.';
}

/* Volumes that are neither the data nor files of configuration. */
static bool
is_extra(const struct helm *h, const struct doc *volume)
{
	const struct doc *name = doc_get(volume, "name");

	if (is_from(h, volume, "volume") || is_from(h, volume, "mount"))
		return true;
	for (size_t i = 0; i < h->ir->tls.n; i++)
		if (str_is(name->text, h->ir->tls.at[i].volume))
			return true;
	for (size_t i = 0; i < h->ir->writable.n; i++)
		if (str_is(name->text, h->ir->writable.at[i].name))
			return true;
	return false;
}

/* The data has a name of the chart. */
static void
rename_data(struct helm *h, const struct doc *mounts)
{
	for (struct doc *d = mounts ? mounts->first : NULL; d; d = d->next)
		if (doc_text_is(d, "name", h->group->storage.volume))
			doc_get(d, "name")->text = str_of("emqx-data");
}

static struct doc *
put_extra(struct helm *h, const char *name, const struct doc *list)
{
	struct doc *out = doc_list(h->arena);

	for (const struct doc *d = list ? list->first : NULL; d; d = d->next)
		if (is_extra(h, d))
			put_copy(h, out, NULL, d);
	return out->first ? doc_put(h->values, name, out) : NULL;
}

/* The charts of 4.x look at the mounts only where there are volumes. */
static void
put_chart_volumes(struct helm *h)
{
	const struct doc *container = doc_get(h->pod, "containers")->first;
	struct doc *mounts;

	put_extra(h, "extraVolumes", doc_get(h->pod, "volumes"));
	mounts = put_extra(h, "extraVolumeMounts", doc_get(container, "volumeMounts"));
	rename_data(h, mounts);
	if (mounts && ir_is_four(h->ir) && !doc_get(h->values, "extraVolumes"))
		said_not(&h->said, "mount", "this chart mounts nothing where no `volume` is");
}

/* Plain text that was declared insecure comes from the Secret that the chart
 * does not make. */
static void
need_variables(struct helm *h, const struct doc *env)
{
	for (const struct doc *d = env ? env->first : NULL; d; d = d->next) {
		const struct doc *from = doc_get(d, "valueFrom"), *ref = from ? doc_get(from, "secretKeyRef") : NULL;

		if (ref && doc_text_is(ref, "name", h->ir->names.secret))
			need_key(h, doc_text(h->arena, ref, "key"), d->owner);
	}
}

static void
put_init(struct helm *h)
{
	const struct doc *list = doc_get(h->pod, "initContainers");
	struct doc *out = doc_list(h->arena);

	for (const struct doc *d = list ? list->first : NULL; d; d = d->next) {
		if (!is_from(h, d, "init"))
			continue;
		rename_data(h, doc_get(put_copy(h, out, NULL, d), "volumeMounts"));
		need_variables(h, doc_get(d, "env"));
	}
	if (out->first)
		doc_put(h->values, "initContainers", out);
}

static void
put_args(struct helm *h, const struct doc *args)
{
	if (args && h->chart->env)
		put_copy(h, h->values, "extraArgs", args);
	else if (args)
		said_not(&h->said, "args", "this chart has no `args`");
}

/* The one Secret that a chart from 5.0 on reads. */
static void
put_whole_secret(struct helm *h, const struct doc *from)
{
	const struct doc *secret = doc_get(from, "secretRef"), *taken = doc_get(h->values, "envFromSecret");
	const struct doc *name = secret ? doc_get(secret, "name") : NULL;

	if (!name || doc_get(from, "prefix"))
		said_not(&h->said, from->owner, "the chart reads a Secret whole, and nothing else");
	else if (taken && !str_eq(taken->text, name->text))
		said_not(&h->said, from->owner, "the chart reads one Secret whole, and that is `%.*s`",
			 STR_ARG(taken->text));
	else if (!taken)
		doc_put_str(h->arena, h->values, "envFromSecret", name->text);
}

static void
put_sources(struct helm *h, const struct doc *sources)
{
	for (const struct doc *d = sources ? sources->first : NULL; d; d = d->next) {
		if (!is_from(h, d, "env-from"))
			continue;
		if (h->chart->env)
			put_copy(h, doc_have_list(h->arena, h->values, "extraEnvFrom"), NULL, d);
		else
			put_whole_secret(h, d);
	}
}

/* ---- the ACL of 4.x ---- */

/* One line, which the chart indents: without comments, and with spaces for the
 * ends of lines. */
static const char *
one_line(struct arena *a, struct str text)
{
	struct buf b = BUF_IN(a);
	char quote = '\0';

	for (const char *p = text.p, *end = text.p + text.n; p < end; p++) {
		if (!quote && *p == '%') {
			while (p + 1 < end && p[1] != '\n')
				p++;
			continue;
		}
		if (quote && *p == '\\' && p + 1 < end)
			buf_char(&b, *p++);
		else if (quote ? *p == quote : *p == '"' || *p == '\'')
			quote = quote ? '\0' : *p;
		buf_char(&b, *p == '\n' || *p == '\t' ? ' ' : *p);
	}
	while (b.n && b.p[b.n - 1] == ' ')
		b.n--;
	return buf_cstr(&b);
}

static void
put_acl(struct helm *h)
{
	const char *text;

	if (!h->ir->acl.p)
		return;
	if (!ir_is_four(h->ir)) {
		said_not(&h->said, "auth.acl", "the chart mounts no file of configuration");
		return;
	}
	text = one_line(h->arena, h->ir->acl);
	doc_put_text(h->arena, h->values, "emqxAclConfig", text + strspn(text, " "));
}

/* ---- metrics ---- */

/* The chart's monitor is there or not; it signs in with a name and a password
 * that stand in the values. */
static void
put_metrics(struct helm *h)
{
	const struct ir_metrics *s = &h->ir->metrics;
	struct doc *d;

	if (s->kind == MONITOR_PODS)
		said_not(&h->said, "metrics.kind", "the chart has a ServiceMonitor alone");
	if (s->kind != MONITOR_SERVICE || s->auth || !version_at_least(&h->ir->version, 4, 4, 0))
		return;
	if (ir_is_four(h->ir) && doc_count(doc_get(doc_get(h->values, "service"), "annotations")) > 1) {
		said_not(&h->said, "metrics", "beside more than one annotation of its Service "
			 "this chart's monitor is no YAML");
		return;
	}
	if (s->interval >= 0 && s->interval != CHART_INTERVAL)
		said_not(&h->said, "metrics.interval", "the chart's monitor asks every %d seconds", CHART_INTERVAL);
	said_not(&h->said, "metrics", "the chart's monitor finds every node by two Services: "
		 "sum by `pod`, not by `service`");
	d = values_map(h, "metrics");
	doc_put_bool(h->arena, d, "enabled", true);
	doc_put_text(h->arena, d, "type", "prometheus");
}

void
parts_put(struct helm *h)
{
	const struct doc *container = doc_get(h->pod, "containers")->first;

	if (version_at_least(&h->ir->version, 4, 3, 0))
		put_chart_volumes(h);
	if (version_at_least(&h->ir->version, 4, 2, 0))
		put_init(h);
	put_args(h, doc_get(container, "args"));
	put_sources(h, doc_get(container, "envFrom"));
	put_acl(h);
	put_metrics(h);
}

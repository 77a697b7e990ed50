/*
 * rule_upkeep: what a container needs to be kept well: an image that stays, a
 * probe for each question, room, a place of its own.
 */
#include "object/check.h"

#include <string.h>

#include "base/arena.h"

static const struct spot *
at(const struct check *c, const struct spot *s, const char *path)
{
	return spot_at(c->set->arena, s, path);
}

/* ---- KU016 ---- */

void
rule_room(const struct check *c, const struct spot *s)
{
	const struct doc *resources = doc_field(s->d, "resources");
	const struct doc *requests = doc_field(resources, "requests"), *limits = doc_field(resources, "limits");

	if (!doc_field(requests, "cpu") || !doc_field(requests, "memory") || !doc_field(limits, "memory"))
		rule_report(c, s, NULL, DIAG_KU016, "has no request of cpu, or no request and limit of memory");
}

/* ---- KU017, KU018 ---- */

/* The tag of an image; NULL when it has none, and no digest. */
static const char *
tag_of(const char *image, bool *digest)
{
	const char *last = strrchr(image, '/'), *colon;

	*digest = strchr(image, '@') != NULL;
	colon = strchr(last ? last : image, ':');
	return colon ? colon + 1 : NULL;
}

static bool
has_patch(const char *tag)
{
	size_t dots = 0;

	for (; *tag; tag++)
		dots += *tag == '.';
	return dots >= 2;
}

void
rule_image(const struct check *c, const struct spot *s)
{
	const struct spot *image = at(c, s, "image");
	const char *text = doc_text(c->set->arena, s->d, "image"), *tag;
	bool digest;

	if (!text || !*text)
		return;
	tag = tag_of(text, &digest);
	if (digest)
		return;
	if (!tag || strcmp(tag, "latest") == 0)
		rule_report(c, image, NULL, DIAG_KU017, "is `%s`: the next pod may run another version", text);
	else if (c->broker && c->broker->spot->d == s->d && c->broker->known && c->broker->version.patch < 0
		 && !*c->broker->version.pre)
		rule_report(c, image, NULL, DIAG_KU017, "is `%s`: a tag that moves with every patch", text);
	else
		rule_advise(c, image, DIAG_KU017, "is `%s`, without a digest", text);
}

void
rule_pull(const struct check *c, const struct spot *s)
{
	const char *image = doc_text(c->set->arena, s->d, "image");
	bool digest = false;
	const char *tag = image ? tag_of(image, &digest) : NULL;

	if (image && !digest && !(tag && has_patch(tag)) && !doc_text_is(s->d, "imagePullPolicy", "Always"))
		rule_report(c, s, NULL, DIAG_KU018, "has a tag that moves, and `imagePullPolicy` is not"
			    " Always: machines keep different versions of it");
}

/* ---- EX045 ---- */

/* The image that a patch put in place of the one that the spec was checked for. */
void
rule_made_image(const struct check *c, const struct spot *s)
{
	const struct spot *image = at(c, s, "image");
	const struct version *is = &c->broker->version, *of = c->set->version;
	struct arena *a = c->set->arena;

	if (!image || !c->broker->stock || !c->broker->known || !of)
		return;
	if (is->major != of->major || is->minor != of->minor)
		rule_report(c, image, NULL, DIAG_EX045, "is EMQX %s, and the spec is checked for %s",
			    version_text(a, is), version_text(a, of));
	else if (c->broker->build && !c->broker->build->single && c->broker->flavor != c->set->flavor)
		rule_report(c, image, NULL, DIAG_EX045, "is of the %s edition, and the spec is checked for the other",
			    c->broker->flavor == ENTERPRISE ? "enterprise" : "open source");
}

/* ---- KU019, KU020 ---- */

void
rule_probes(const struct check *c, const struct spot *s)
{
	const struct doc *ready = doc_field(s->d, "readinessProbe"), *live = doc_field(s->d, "livenessProbe");
	struct spot spot;

	if (!ready || !live) {
		rule_report(c, s, NULL, DIAG_KU019, "has no %s: %s", ready ? "`livenessProbe`" : "`readinessProbe`",
			    ready ? "a node that hangs stays" : "clients are sent to a node that does not listen yet");
	} else if (doc_same(ready, live)) {
		spot = spot_below(s, live, 0);
		rule_report(c, &spot, NULL, DIAG_KU020, "is the same as `readinessProbe`: what is only slow"
			    " is ended");
	}
}

/* ---- KU022, KU034, KU037 ---- */

void
rule_spread(const struct check *c, const struct spot *s)
{
	const struct doc *pod = c->pods->pod->d;

	(void)s;
	if (c->pods->replicas > 1 && !doc_field(pod, "topologySpreadConstraints")
	    && !doc_field(doc_field(pod, "affinity"), "podAntiAffinity"))
		rule_report(c, c->pods->pod, NULL, DIAG_KU022, "lets all %lld nodes run on one machine",
			    (long long)c->pods->replicas);
}

void
rule_common_labels(const struct check *c, const struct spot *s)
{
	const struct doc *labels = c->pods->labels;

	(void)s;
	if (!doc_field(labels, "app.kubernetes.io/name") || !doc_field(labels, "app.kubernetes.io/instance"))
		rule_report(c, c->pods->pod, NULL, DIAG_KU034, "has pods without the labels"
			    " `app.kubernetes.io/name` and `app.kubernetes.io/instance`");
}

void
rule_priority(const struct check *c, const struct spot *s)
{
	(void)s;
	if (!doc_field(c->pods->pod->d, "priorityClassName"))
		rule_report(c, c->pods->pod, NULL, DIAG_KU037, "has no `priorityClassName`: the nodes are"
			    " evicted as early as anything else");
}

/* ---- KU031 ---- */

static bool
is_set_before(const struct doc *env, const struct doc *end, const char *name)
{
	for (const struct doc *d = env->first; d && d != end; d = d->next)
		if (doc_text_is(d, "name", name))
			return true;
	return false;
}

/* Does `envFrom` bring it?  It may, when some of it is not here. */
static bool
may_come(const struct check *c, const struct doc *container, const char *name)
{
	const struct doc *from = doc_field(container, "envFrom");

	for (const struct doc *d = from ? from->first : NULL; d; d = d->next) {
		const char *map = doc_text(c->set->arena, doc_field(d, "configMapRef"), "name");
		const struct object *o = map ? objects_find(c->set, "ConfigMap", map, c->object->ns) : NULL;

		if (!o || doc_field(doc_field(o->doc, "data"), name))
			return true;
	}
	return false;
}

static void
check_reference(const struct check *c, const struct spot *s, const char *name)
{
	const struct doc *env = s->up->d;
	bool later = is_set_before(env, NULL, name);

	if (is_set_before(env, s->d, name) || (!later && may_come(c, s->up->up->d, name)))
		return;
	if (later)
		rule_report(c, s, NULL, DIAG_KU031, "refers to $(%s), which is set after it: it stays as it is"
			    " written", name);
	else
		rule_report(c, s, NULL, DIAG_KU031, "refers to $(%s), which nothing sets: it stays as it is"
			    " written", name);
}

/* $(NAME); $$(NAME) is only text. */
void
rule_env_order(const struct check *c, const struct spot *s)
{
	const char *text = doc_text(c->set->arena, s->d, "value");

	for (const char *p = text; p && (p = strchr(p, '$')); p++) {
		size_t n = p[1] == '(' ? strcspn(p + 2, ")") : 0;

		if (p[1] == '$')
			p++;
		else if (n && p[2 + n] == ')')
			check_reference(c, s, arena_strndup(c->set->arena, p + 2, n));
	}
}

/* ---- KU032 ---- */

static bool
says_hash(const struct doc *notes)
{
	for (const struct doc *d = notes ? notes->first : NULL; d; d = d->next)
		if (strstr(d->name, "checksum") || strstr(d->name, "hash") || strstr(d->name, "reloader"))
			return true;
	return false;
}

/* A ConfigMap of the set that a container reads at its start. */
static const char *
config_of(const struct check *c, const struct spot *s)
{
	const struct doc *from = doc_field(s->d, "envFrom");

	for (const struct doc *d = from ? from->first : NULL; d; d = d->next) {
		const char *name = doc_text(c->set->arena, doc_field(d, "configMapRef"), "name");

		if (name && objects_find(c->set, "ConfigMap", name, c->object->ns))
			return name;
	}
	return NULL;
}

void
rule_rollout(const struct check *c, const struct spot *s)
{
	const struct doc *template = doc_field(doc_field(c->object->doc, "spec"), "template");
	const char *name = config_of(c, s);

	if (!name || !template || says_hash(doc_field(doc_field(template, "metadata"), "annotations"))
	    || says_hash(doc_field(doc_field(c->object->doc, "metadata"), "annotations")))
		return;
	rule_report(c, at(c, s, "envFrom"), NULL, DIAG_KU032, "reads ConfigMap `%s` at its start, and no"
		    " annotation of the pods changes with it: a change waits for the next restart", name);
}

/* ---- KU041 ---- */

void
rule_protocol(const struct check *c, const struct spot *s)
{
	if ((doc_field(s->d, "containerPort") || doc_field(s->d, "port")) && !doc_field(s->d, "protocol"))
		rule_advise(c, s, DIAG_KU041, "says no `protocol`: a patch that adds UDP on this number is"
			    " lost in a merge");
}

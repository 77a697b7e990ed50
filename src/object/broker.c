/*
 * broker: EMQX in a pod: the container whose image is EMQX's (or one that is
 * given EMQX_ variables), its version by the tag of the image, and its
 * variables as the container sees them: `envFrom` first, then `env`, the last
 * of a name wins.
 */
#include <string.h>

#include "base/arena.h"
#include "object/objects.h"

/* The last part of the image's name. */
static const struct {
	const char *name;
	enum flavor flavor;
} images[] = {
	{ "emqx", OPEN_SOURCE }, { "emqx-edge", OPEN_SOURCE },
	{ "emqx-enterprise", ENTERPRISE }, { "emqx-ee", ENTERPRISE }
};

/* "registry:5000/emqx/emqx:5.8.6@sha256:…" -> "emqx", "5.8.6" (or ""). */
static void
split_image(struct arena *a, const char *image, const char **name, const char **tag)
{
	const char *last = strrchr(image, '/');
	const char *base = last ? last + 1 : image;
	size_t n = strcspn(base, ":@");

	*name = arena_strndup(a, base, n);
	base += n;
	*tag = *base == ':' ? arena_strndup(a, base + 1, strcspn(base + 1, "@")) : "";
}

static bool
is_broker_image(const char *name, enum flavor *flavor)
{
	for (size_t i = 0; i < sizeof images / sizeof *images; i++) {
		if (strcmp(images[i].name, name) != 0)
			continue;
		*flavor = images[i].flavor;
		return true;
	}
	return false;
}

/* "v4.1-rc.1", "5.8.6", "5.8.6-elixir": what follows a version is cut off. */
static bool
read_tag(struct arena *a, const char *tag, struct version *out)
{
	char *text = arena_strdup(a, tag + (*tag == 'v'));

	for (;;) {
		char *cut;

		if (version_parse(str_of(text), out))
			return true;
		cut = strrchr(text, '-');
		if (!cut)
			return false;
		*cut = '\0';
	}
}

/* ---- variables ---- */

static void
add(struct objects *set, struct broker *b, struct variable v)
{
	*VEC_ADD(set->arena, &b->variables) = v;
}

/* Every key of a ConfigMap or Secret that `envFrom` brings. */
static void
add_all(struct objects *set, struct broker *b, const struct doc *source, const char *ref, const char *kind)
{
	static const char *const parts[] = { "data", "stringData" };
	const char *name = doc_text(set->arena, doc_field(source, ref), "name");
	const char *prefix = doc_text(set->arena, source, "prefix");
	const struct object *o = name
		? objects_find(set, kind, name, b->pods->object->ns) : NULL;

	if (!name)
		return;
	b->open |= !o;
	for (size_t i = 0; o && i < sizeof parts / sizeof *parts; i++) {
		const struct spot *data = spot_at(set->arena, object_spot(set->arena, o), parts[i]);
		bool secret = *kind == 'S';

		for (const struct doc *d = data && data->d->kind == DOC_MAP ? data->d->first : NULL; d; d = d->next)
			add(set, b, (struct variable){
				.name = prefix ? arena_join(set->arena, prefix, d->name, NULL) : d->name,
				.kind = secret ? VARIABLE_SECRET : VARIABLE_TEXT, .text = d->text,
				.object = o,
				.spot = spot_keep(set->arena, spot_below(data, d, 0)) });
	}
}

static void
add_sources(struct objects *set, struct broker *b, const struct doc *from)
{
	for (const struct doc *d = from ? from->first : NULL; d; d = d->next) {
		add_all(set, b, d, "configMapRef", "ConfigMap");
		add_all(set, b, d, "secretRef", "Secret");
	}
}

/* The text of a key of a ConfigMap that is there. */
static bool
from_config_map(struct objects *set, const struct broker *b, const struct doc *ref, struct str *out)
{
	const char *name = doc_text(set->arena, ref, "name"), *key = doc_text(set->arena, ref, "key");
	const struct object *o = name
		? objects_find(set, "ConfigMap", name, b->pods->object->ns) : NULL;
	const struct doc *d = o && key ? doc_field(doc_field(o->doc, "data"), key) : NULL;

	if (!d || d->kind != DOC_STRING)
		return false;
	*out = d->text;
	return true;
}

static struct variable
read_entry(struct objects *set, const struct broker *b, const struct doc *d)
{
	const struct doc *value = doc_field(d, "value"), *from = doc_field(d, "valueFrom");
	struct variable v = { .kind = VARIABLE_ELSEWHERE, .object = b->pods->object };

	if (doc_field(from, "secretKeyRef"))
		v.kind = VARIABLE_SECRET;
	else if (from_config_map(set, b, doc_field(from, "configMapKeyRef"), &v.text))
		v.kind = VARIABLE_TEXT;
	else if (!from && (!value || value->kind == DOC_STRING))
		v.kind = VARIABLE_TEXT;
	if (value && !from)
		v.text = value->text;
	return v;
}

static void
add_entries(struct objects *set, struct broker *b, const struct spot *env)
{
	size_t i = 0;

	for (const struct doc *d = env ? env->d->first : NULL; d; d = d->next, i++) {
		struct variable v = read_entry(set, b, d);

		v.name = doc_text(set->arena, d, "name");
		v.spot = spot_keep(set->arena, spot_below(env, d, i));
		if (v.name)
			add(set, b, v);
	}
}

const struct variable *
broker_variable(const struct broker *b, const char *name)
{
	for (size_t i = b->variables.n; i; i--)
		if (strcmp(b->variables.at[i - 1].name, name) == 0)
			return &b->variables.at[i - 1];
	return NULL;
}

const char *
broker_text(const struct objects *set, const struct broker *b, const char *name)
{
	const struct variable *v = broker_variable(b, name);

	return v && v->kind == VARIABLE_TEXT
		? arena_strndup(set->arena, v->text.p, v->text.n) : NULL;
}

/* ---- finding it ---- */

static bool
has_key(const struct broker *b)
{
	for (size_t i = 0; i < b->variables.n; i++)
		if (strncmp(b->variables.at[i].name, "EMQX_", 5) == 0)
			return true;
	return false;
}

static struct broker *
read_container(struct objects *set, const struct pods *w, const struct spot *s)
{
	struct broker *b = ARENA_NEW(set->arena, struct broker);
	const char *image = doc_text(set->arena, s->d, "image"), *name, *tag;

	b->pods = w;
	b->spot = s;
	b->image = image ? image : "";
	split_image(set->arena, b->image, &name, &tag);
	add_sources(set, b, doc_field(s->d, "envFrom"));
	add_entries(set, b, spot_at(set->arena, s, "env"));
	b->stock = is_broker_image(name, &b->flavor);
	if (!b->stock && !has_key(b))
		return NULL;
	b->known = read_tag(set->arena, tag, &b->version);
	b->build = b->known ? build_for(&b->version, b->flavor) : NULL;
	return b;
}

const struct broker *
broker_find(struct objects *set, const struct pods *w)
{
	const struct spot *list = spot_at(set->arena, w->pod, "containers");
	size_t i = 0;

	for (const struct doc *d = list ? list->d->first : NULL; d; d = d->next, i++) {
		const struct spot *s = spot_keep(set->arena, spot_below(list, d, i));
		const struct broker *b = read_container(set, w, s);

		if (b)
			return b;
	}
	return NULL;
}

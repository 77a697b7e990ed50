/*
 * verify: walks the finished objects: what is required is there, no list has
 * two entries of one key, and each node keeps the rules of its name.
 */
#include "back/k8s/verify.h"

#include <stdarg.h>
#include <string.h>

#include "back/k8s/patch.h"
#include "base/arena.h"
#include "base/buf.h"

static const struct verify_rule rules[] = {
	{ "labels", ON_MAP, verify_labels },
	{ "matchLabels", ON_MAP, verify_labels },
	{ "nodeSelector", ON_MAP, verify_labels },
	{ "annotations", ON_MAP, verify_annotations },
	{ "data", ON_MAP, verify_data },
	{ "stringData", ON_MAP, verify_data },
	{ "binaryData", ON_MAP, verify_data },
	{ "spec", ON_MAP, verify_spec },
	{ "spec", ON_MAP, verify_pod },
	{ "strategy", ON_MAP, verify_strategy },
	{ "updateStrategy", ON_MAP, verify_strategy },
	{ "containers", ON_EACH, verify_named },
	{ "containers", ON_EACH, verify_container },
	{ "initContainers", ON_EACH, verify_named },
	{ "initContainers", ON_EACH, verify_container },
	{ "volumes", ON_EACH, verify_named },
	{ "volumes", ON_EACH, verify_volume },
	{ "volumeMounts", ON_EACH, verify_mount },
	{ "ports", ON_EACH, verify_port },
	{ "ports", ON_LIST, verify_port_names },
	{ "env", ON_EACH, verify_variable },
	{ "valueFrom", ON_MAP, verify_value_from },
	{ "envFrom", ON_EACH, verify_env_from },
	{ "fieldRef", ON_MAP, verify_field_ref },
	{ "configMapKeyRef", ON_MAP, verify_config_map_key },
	{ "secretKeyRef", ON_MAP, verify_secret_key },
	{ "readinessProbe", ON_MAP, verify_probe },
	{ "livenessProbe", ON_MAP, verify_probe },
	{ "startupProbe", ON_MAP, verify_probe },
	{ "postStart", ON_MAP, verify_hook },
	{ "preStop", ON_MAP, verify_hook },
	{ "resources", ON_MAP, verify_resources },
	{ "securityContext", ON_MAP, verify_security }
};

const struct doc *
verify_get(const struct doc *map, const char *name)
{
	return map && map->kind == DOC_MAP ? doc_get(map, name) : NULL;
}

const char *
verify_text(const struct verify *v, const struct doc *map, const char *name)
{
	const struct doc *d = verify_get(map, name);

	if (!d || d->kind != DOC_STRING)
		return NULL;
	return arena_strndup(v->k->arena, d->text.p, d->text.n);
}

size_t
verify_count(const struct doc *map, const char *const *names)
{
	size_t n = 0;

	for (; *names; names++)
		n += verify_get(map, *names) != NULL;
	return n;
}

static const struct kind_type *
type_below(const struct spot *s, const struct doc *child)
{
	const struct kind_field *f;

	if (!s->type)
		return NULL;
	if (kind_type_id(s->type) != KIND_STRUCT)
		return kind_item(s->type);
	f = kind_field(s->type, child->name);
	return f ? kind_field_type(f) : NULL;
}

struct spot
verify_below(const struct spot *s, const struct doc *child, size_t index)
{
	return (struct spot){ s, child, type_below(s, child), index };
}

/* ---- where, and what, to say ---- */

static const struct place *
edit_below(const struct doc *d)
{
	const struct place *at = d->edit;

	for (const struct doc *c = d->first; c && !at; c = c->next)
		at = edit_below(c);
	return at;
}

static const struct place *
edit_above(const struct spot *s)
{
	for (; s; s = s->up)
		if (s->d->edit)
			return s->d->edit;
	return NULL;
}

/* The patch of some other object, when none of this one did it. */
static const struct place *
edit_anywhere(const struct verify *v)
{
	const struct place *at = edit_below(v->object->doc);

	for (size_t i = 0; i < v->k->objects.n && !at; i++)
		at = edit_below(v->k->objects.at[i].doc);
	return at ? at : &v->k->ir->at;
}

static struct place
place_of(const struct verify *v, const struct spot *s, const struct doc *also)
{
	const struct place *at = edit_below(s->d);

	if (!at && also)
		at = edit_below(also);
	if (!at)
		at = edit_above(s);
	return at ? *at : *edit_anywhere(v);
}

static void
put_path(const struct verify *v, const struct spot *s, struct buf *b)
{
	if (!s->up)
		return;
	put_path(v, s->up, b);
	if (s->up->d->kind == DOC_LIST)
		buf_printf(b, "[%s]", item_name(v->k->arena, s->up->type, s->d, s->index));
	else
		buf_printf(b, "%s%s", b->n ? "." : "", s->d->name);
}

struct diag *
verify_report(const struct verify *v, const struct spot *s, const struct doc *also,
	      enum diag_id id, const char *fmt, ...)
{
	struct buf path = BUF_IN(v->k->arena);
	const char *said;
	va_list ap;

	va_start(ap, fmt);
	said = arena_vprintf(v->k->arena, fmt, ap);
	va_end(ap);
	put_path(v, s, &path);
	if (!path.n)
		return diag_add(v->k->ir->spec->program->diags, id, place_of(v, s, also),
				"%s `%s` %s", v->object->kind, v->object->name, said);
	return diag_add(v->k->ir->spec->program->diags, id, place_of(v, s, also),
			"`%s` of %s `%s` %s", buf_cstr(&path), v->object->kind, v->object->name, said);
}

/* ---- the walk ---- */

static void
check_required(const struct verify *v, const struct spot *s)
{
	const struct kind_field *f;

	for (size_t i = 0; s->type && (f = kind_field_at(s->type, i)); i++)
		if (kind_field_required(f) && !doc_get(s->d, kind_field_name(f)))
			verify_report(v, s, NULL, DIAG_KU001, "lacks `%s`", kind_field_name(f));
}

/* A server merges by these keys, and would keep one of the two. */
static void
check_clashes(const struct verify *v, const struct spot *s)
{
	const char *name = s->d->name ? s->d->name : "";
	size_t i = 0;

	for (const struct doc *d = s->d->first; d; d = d->next, i++) {
		struct spot spot = verify_below(s, d, i);
		const char *key = NULL;

		for (const struct doc *other = s->d->first; other != d && !key; other = other->next)
			key = item_clash(v->k->arena, s->type, other, d);
		if (key && strcmp(name, "env") == 0)
			verify_report(v, &spot, NULL, DIAG_KU030, "is set twice");
		else if (key)
			verify_report(v, &spot, NULL, DIAG_KU001, "has the same key as another: `%s`",
				      key);
	}
}

static bool
applies(const struct verify_rule *r, const struct spot *s)
{
	if (r->kind == ON_EACH)
		return s->up && s->up->d->kind == DOC_LIST && s->up->d->name
			&& strcmp(s->up->d->name, r->name) == 0;
	return s->d->kind == (r->kind == ON_MAP ? DOC_MAP : DOC_LIST) && s->d->name
		&& strcmp(s->d->name, r->name) == 0;
}

static void
visit(const struct verify *v, const struct spot *s)
{
	size_t i = 0;

	if (s->d->kind == DOC_MAP)
		check_required(v, s);
	if (s->d->kind == DOC_LIST)
		check_clashes(v, s);
	for (size_t r = 0; r < sizeof rules / sizeof *rules; r++)
		if (applies(&rules[r], s))
			rules[r].check(v, s);
	for (const struct doc *d = s->d->first; d; d = d->next, i++) {
		struct spot below = verify_below(s, d, i);

		if (d->kind == DOC_MAP || d->kind == DOC_LIST)
			visit(v, &below);
	}
}

void
verify_objects(struct k8s *k)
{
	for (size_t i = 0; i < k->objects.n; i++) {
		struct verify v = { k, &k->objects.at[i] };
		const struct kind *kind = kind_find(v.object->kind);
		struct spot top = { NULL, v.object->doc, kind ? kind_type(kind) : NULL, 0 };

		visit(&v, &top);
	}
}

struct place
patched_place(const struct doc *d, struct place otherwise)
{
	const struct place *at = edit_below(d);

	return at ? *at : otherwise;
}

/*
 * fields: what the fields of a spec that Kubernetes alone reads become, by
 * their rows: one writer for all of them.
 *
 * In: a node of the spec and its row.  Out: nodes of an object; each knows the
 * line that it comes from, so that a rule which it breaks is said there.
 * The forms of a row's `kube` are in doc/design/0110-rows-of-kubernetes.md.
 */
#include "back/k8s/fields.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "schema/fields.h"
#include "schema/types.h"

static bool
is_said(const struct spec_node *n)
{
	return n && n->present && !n->bad;
}

/* max-skew -> maxSkew */
static const char *
camel(struct arena *a, const char *name)
{
	struct buf b = BUF_IN(a);

	for (; *name; name++) {
		bool hump = *name == '-' && name[1];

		name += hump;
		buf_char(&b, hump && *name >= 'a' && *name <= 'z' ? (char)(*name - 'a' + 'A') : *name);
	}
	return buf_cstr(&b);
}

static const char *
kube_name(struct arena *a, const struct field *f)
{
	return f->kube ? f->kube : camel(a, f->name);
}

/* The map that a path leads to, made as far as it is missing; *name is what
 * stands there. */
static struct doc *
reach(struct k8s *k, struct doc *in, const char *path, const char **name)
{
	const char *dot;

	while ((dot = strchr(path, '.'))) {
		in = doc_have_map(k->arena, in, arena_strndup(k->arena, path, (size_t)(dot - path)));
		path = dot + 1;
	}
	*name = path;
	return in;
}

/* `name[key=value]`, taken apart; key and value are NULL where there is none. */
struct form {
	const char *path, *key, *value;
	bool list;
};

static struct form
form_of(struct arena *a, const char *kube)
{
	const char *open = strchr(kube, '['), *close = open ? strchr(open, ']') : NULL;
	struct form f = { .path = kube };
	char *inside, *equals;

	if (!close)
		return f;
	f.list = true;
	f.path = arena_strndup(a, kube, (size_t)(open - kube));
	inside = arena_strndup(a, open + 1, (size_t)(close - open - 1));
	equals = strchr(inside, '=');
	if (equals) {
		*equals = '\0';
		f.value = equals + 1;
	}
	if (*inside)
		f.key = inside;
	return f;
}

static struct doc *
list_at(struct k8s *k, struct doc *in, const char *path)
{
	const char *name;

	in = reach(k, in, path, &name);
	return doc_have_list(k->arena, in, name);
}

/* The line that made a node. */
static struct doc *
from_line(struct k8s *k, struct doc *d, const struct spec_node *n)
{
	k->by_hand = true;
	d->edit = n->set ? &n->set->at : &n->name_at;
	return doc_own(d, spec_path(k->arena, n), *d->edit);
}

const char *
value_text(struct k8s *k, const struct value *v)
{
	return arena_strndup(k->arena, v->text.p ? v->text.p : "", v->text.n);
}

static bool
is_number(const struct type *t, const struct value *v)
{
	return t->kind == TYPE_INT || t->kind == TYPE_PORT || t->kind == TYPE_MODE
		|| (t->kind == TYPE_INT_OR_PERCENT && v->kind != VAL_PERCENT);
}

static struct doc *
put_leaf(struct k8s *k, struct doc *in, const char *name, const struct type *t, const struct value *v)
{
	if (t->kind == TYPE_BOOL)
		return doc_put_bool(k->arena, in, name, v->num != 0);
	if (is_number(t, v))
		return doc_put_int(k->arena, in, name, v->num);
	if (t->kind == TYPE_DURATION)
		return doc_put_int(k->arena, in, name, v->num / 1000);
	if (t->kind == TYPE_PERCENT)
		return doc_put_int(k->arena, in, name, v->num / 1000);
	if (t->kind == TYPE_QUANTITY)
		return doc_put_text(k->arena, in, name, quantity_text(k->arena, v->num));
	if (t->kind == TYPE_CPU)
		return doc_put_text(k->arena, in, name, cpu_text(k->arena, v->num));
	return doc_put_text(k->arena, in, name, value_text(k, v));
}

static void
put_items(struct k8s *k, struct doc *list, const struct type *t, const struct value *v)
{
	for (size_t i = 0; i < v->n; i++)
		put_leaf(k, list, NULL, t->of, v->items[i]);
}

/* cpu = 500m..2 */
static void
put_range(struct k8s *k, struct doc *in, const char *name, const struct type *t, const struct value *v)
{
	put_leaf(k, doc_have_map(k->arena, in, "requests"), name, t->of, v->items[0]);
	put_leaf(k, doc_have_map(k->arena, in, "limits"), name, t->of, v->items[1]);
}

/* n is NULL where a default is written. */
static void
put_scalar(struct k8s *k, struct doc *in, const struct field *f, const struct value *v,
	   const struct spec_node *n)
{
	struct form form = form_of(k->arena, kube_name(k->arena, f));
	bool many = f->type->kind == TYPE_SET || f->type->kind == TYPE_SEQ;
	const char *name;
	struct doc *d;

	in = reach(k, in, form.path, &name);
	if (f->type->kind == TYPE_RANGE) {
		put_range(k, in, name, f->type, v);
		return;
	}
	if (many || form.list)
		d = doc_put_list(k->arena, in, name);
	else
		d = put_leaf(k, in, name, f->type, v);
	if (many)
		put_items(k, d, f->type, v);
	else if (form.list)
		put_leaf(k, d, NULL, f->type, v);
	if (n)
		from_line(k, d, n);
}

/* The arm's own map, by its row. */
static void
put_variant(struct k8s *k, struct doc *in, const struct spec_node *n)
{
	const struct field *arm = n->arm ? field_find(n->type, n->arm) : NULL;

	if (arm)
		put_record(k, from_line(k, doc_have_map(k->arena, in, kube_name(k->arena, arm)), n), n, arm->type,
			   PART_NONE);
}

static const struct value *
leaf_of(const struct spec_node *n)
{
	return n->set ? n->set->value : NULL;
}

/* Names and texts: a map of Kubernetes, or a list of entries. */
static void
put_strings(struct k8s *k, struct doc *in, const struct field *f, const struct spec_node *map)
{
	struct form form = form_of(k->arena, kube_name(k->arena, f));
	const char *name;
	struct doc *to, *d;

	if (form.list)
		to = list_at(k, in, form.path);
	else {
		in = reach(k, in, form.path, &name);
		to = doc_have_map(k->arena, in, name);
	}
	for (const struct spec_node *n = map->first; n; n = n->next) {
		if (!is_said(n) || !leaf_of(n))
			continue;
		if (!form.list) {
			from_line(k, put_leaf(k, to, n->name, n->type, leaf_of(n)), n);
			continue;
		}
		d = from_line(k, doc_put_map(k->arena, to, NULL), n);
		doc_put_text(k->arena, d, form.key, n->name);
		in = reach(k, d, form.value, &name);
		put_leaf(k, in, name, n->type, leaf_of(n));
	}
}

/* Does a member say itself what its name would? */
static bool
says(const struct spec_node *n, const char *kube)
{
	for (const struct field *f = n->type->kind == TYPE_RECORD ? n->type->fields : NULL; f && f->name; f++)
		if (f->kube && strcmp(f->kube, kube) == 0)
			return spec_get(n, f->name) != NULL;
	return false;
}

static void
put_members(struct k8s *k, struct doc *in, const struct field *f, const struct spec_node *map)
{
	struct form form = form_of(k->arena, kube_name(k->arena, f));
	struct doc *list = list_at(k, in, form.path), *d;

	for (const struct spec_node *n = map->first; n; n = n->next) {
		if (!is_said(n))
			continue;
		d = doc_put_map(k->arena, list, NULL);
		if (form.key && !says(n, form.key))
			doc_put_text(k->arena, d, form.key, n->name);
		put_node(k, d, n);
	}
}

void
put_node(struct k8s *k, struct doc *in, const struct spec_node *n)
{
	from_line(k, in, n);
	if (n->type->kind == TYPE_VARIANT)
		put_variant(k, in, n);
	else
		put_record(k, in, n, n->type, PART_NONE);
}

static void
put_below(struct k8s *k, struct doc *in, const struct field *f, const struct spec_node *n)
{
	const char *kube = kube_name(k->arena, f), *name;

	if (strcmp(kube, ".") == 0)
		put_record(k, in, n, f->type, PART_NONE);
	else {
		in = reach(k, in, kube, &name);
		put_record(k, from_line(k, doc_have_map(k->arena, in, name), n), n, f->type, PART_NONE);
	}
}

void
put_row(struct k8s *k, struct doc *in, const struct field *f, const struct spec_node *n)
{
	if (f->kube && strcmp(f->kube, "-") == 0)
		return;
	if (f->type->kind == TYPE_RECORD)
		put_below(k, in, f, n);
	else if (f->type->kind == TYPE_VARIANT)
		put_variant(k, in, n);
	else if (f->type->kind == TYPE_MAP && f->type->of->kind == TYPE_ENV_VALUE)
		put_variables(k, in, n);
	else if (f->type->kind == TYPE_MAP && f->type->of->kind == TYPE_STRING)
		put_strings(k, in, f, n);
	else if (f->type->kind == TYPE_MAP)
		put_members(k, in, f, n);
	else if (leaf_of(n))
		put_scalar(k, in, f, leaf_of(n), n);
}

void
put_record(struct k8s *k, struct doc *in, const struct spec_node *record, const struct type *t,
	   enum kube_part part)
{
	for (const struct field *f = t->fields; f->name; f++) {
		const struct spec_node *n = record ? spec_get(record, f->name) : NULL;

		if (part != PART_NONE && f->part != part)
			continue;
		if (is_said(n))
			put_row(k, in, f, n);
		else if (f->def && !(f->kube && strcmp(f->kube, "-") == 0) && k->ir->spec && record)
			put_scalar(k, in, f, spec_value(k->ir->spec, record, f->name), NULL);
	}
}

const struct spec_node *
field_node(const struct k8s *k, const char *field)
{
	const struct spec_node *n = NULL;

	if (k->ir->spec && k->ir->spec->root)
		n = spec_get(k->ir->spec->root, k->group ? ir_field(k->ir, k->group, field) : field);
	return is_said(n) ? n : NULL;
}

void
put_field(struct k8s *k, struct doc *in, const char *field)
{
	const struct spec_node *n = field_node(k, field);

	if (n)
		put_row(k, in, n->field, n);
}

void
put_part(struct k8s *k, struct doc *in, enum kube_part part)
{
	for (const struct field *f = type_cluster.fields; f->name; f++)
		if (f->part == part)
			put_field(k, in, f->name);
}

/* ---- variables of a container that is not the broker's ---- */

/* What $(VAR) of a chain of references means at its end. */
static const char *
referred(struct k8s *k, const struct spec_node *n)
{
	const char *name = n->name;

	const struct value *v = leaf_of(n);

	for (int hops = 0; v && v->kind == VAL_ENV_REF && hops < 100; hops++) {
		name = value_text(k, v);
		n = spec_get(n->parent, name);
		v = n ? leaf_of(n) : NULL;
	}
	return name;
}

static struct ir_env
variable_of(struct k8s *k, const struct spec_node *n, const struct value *v)
{
	struct ir_env e = {
		.name = n->name, .kind = ENV_PLAIN, .start_script = true, .owner = spec_path(k->arena, n),
		.at = spec_place(n), .value = value_text(k, v)
	};

	if (v->kind == VAL_ENV_REF) {
		e.value = arena_printf(k->arena, "$(%s)", referred(k, n));
		e.expand = true;
	} else if (v->kind == VAL_SECRET) {
		e.kind = ENV_SECRET;
		e.secret = v->name;
		e.key = v->key;
	} else if (v->kind == VAL_INSECURE) {
		e.kind = ENV_SECRET;
		e.secret = k->ir->names.secret;
		e.key = e.owner;
	}
	return e;
}

/* What $(VAR) refers to stands before it. */
void
put_variables(struct k8s *k, struct doc *in, const struct spec_node *map)
{
	struct doc *list = doc_put_list(k->arena, in, "env");

	for (int references = 0; references < 2; references++)
		for (const struct spec_node *n = map->first; n; n = n->next) {
			const struct value *v = leaf_of(n);
			struct ir_env e;

			if (!is_said(n) || !v || (v->kind == VAL_ENV_REF) != references)
				continue;
			e = variable_of(k, n, v);
			put_variable(k, list, &e);
			from_line(k, list->last, n);
		}
}

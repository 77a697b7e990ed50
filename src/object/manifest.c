/*
 * manifest: documents become objects, a list of objects its items.  An object
 * may switch a warning off by an annotation `allow.emqxc/SLUG` that says why.
 */
#include "object/manifest.h"

#include <string.h>

#include "base/arena.h"
#include "object/read_yaml.h"
#include "object/shape.h"

/* ---- messages ---- */

/* A map or list is where its name is; what has no name, where it begins. */
static struct place
place_of(const struct spot *s)
{
	const struct doc *d = s->d;

	if ((d->kind == DOC_MAP || d->kind == DOC_LIST || !spot_type(s)) && d->name_at.file)
		return d->name_at;
	return d->at;
}

static const struct doc *
allow_of(const struct object *o, enum diag_id id)
{
	const struct doc *notes = o ? doc_field(doc_field(o->doc, "metadata"), "annotations") : NULL;
	char name[128] = "allow.emqxc/";

	strncat(name, diag_rows[id].slug, sizeof name - strlen(name) - 1);
	return doc_field(notes, name);
}

static struct diag *
add(const struct objects *set, enum severity severity, enum diag_id id, struct place at,
    const char *fmt, ...) __attribute__((format(printf, 5, 6)));

static struct diag *
add(const struct objects *set, enum severity severity, enum diag_id id, struct place at,
    const char *fmt, ...)
{
	struct diag *r;
	va_list ap;

	va_start(ap, fmt);
	r = diag_vadd_as(set->diags, severity, id, at, fmt, ap);
	va_end(ap);
	return r;
}

static struct diag *
say(const struct objects *set, const struct saying *s)
{
	enum severity severity = s->severity;
	struct place at = s->spot ? place_of(s->spot) : s->object ? s->object->doc->at : NOWHERE;

	if (severity < SEV_ERROR && allow_of(s->object, s->id))
		severity = SEV_OFF;
	return add(set, severity, s->id, at, "%s", s->text);
}

/* ---- objects ---- */

static bool
is_list(const struct doc *d)
{
	const struct doc *kind = doc_field(d, "kind"), *items = doc_field(d, "items");

	return kind && kind->kind == DOC_STRING && str_ends(kind->text, "List")
		&& items && items->kind == DOC_LIST;
}

/* kustomize takes a file of that name for one. */
static bool
is_kustomization(const struct sources *s, const struct doc *d)
{
	static const char *const names[] = { "kustomization.yaml", "kustomization.yml" };
	const struct source *file = sources_get(s, d->at.file);

	for (size_t i = 0; file && i < sizeof names / sizeof *names; i++) {
		const char *slash = strrchr(file->name, '/');

		if (strcmp(slash ? slash + 1 : file->name, names[i]) == 0)
			return true;
	}
	return false;
}

static void
add_document(struct objects *set, const struct sources *s, struct doc *d)
{
	static const char *const what[] = { "apiVersion", "kind", NULL };

	if (is_list(d)) {
		for (struct doc *item = doc_field(d, "items")->first, *after; item; item = after) {
			after = item->next;
			add_document(set, s, item);
		}
		return;
	}
	if (d->kind == DOC_MAP && !doc_count_named(d, what) && is_kustomization(s, d)) {
		doc_put_text(set->arena, d, "apiVersion", "kustomize.config.k8s.io/v1beta1");
		doc_put_text(set->arena, d, "kind", "Kustomization");
	}
	if (d->kind != DOC_MAP || !doc_count_named(d, what))
		diag_add(set->diags, DIAG_KU001, d->at, "this is no Kubernetes object: it has neither"
			 " `apiVersion` nor `kind`");
	else
		objects_add(set, d);
}

static void
check_object(struct objects *set, struct object *o)
{
	struct shape p = { .c = { .set = set, .object = o } };
	const struct kind *kind = kind_find(o->kind);
	const struct spot *top;

	if (kind && strcmp(kind_api(kind), o->api) != 0 && api_is_foreign(o->api))
		o->kind = arena_printf(set->arena, "%s of %s", o->kind, o->api);
	top = object_spot(set->arena, o);
	if (!*o->api || !*o->kind)
		rule_report(&p.c, top, NULL, DIAG_KU001, "lacks `%s`", *o->api ? "kind" : "apiVersion");
	else if (top->type && !*o->name && !doc_field(doc_field(o->doc, "metadata"), "generateName"))
		rule_report(&p.c, top, NULL, DIAG_KU001, "lacks `metadata.name`");
	else
		p.quiet = !api_check(&p.c, top);
	shape_check(&p, top, o->doc);
}

/* An `allow` that silences nothing, or nothing that there is. */
static void
check_allows(struct objects *set, const struct object *o)
{
	const struct doc *notes = doc_field(doc_field(o->doc, "metadata"), "annotations");

	for (const struct doc *d = notes ? notes->first : NULL; d; d = d->next) {
		const struct diag_row *row;

		if (strncmp(d->name, "allow.emqxc/", 12) != 0)
			continue;
		row = diag_find(d->name + 12);
		if (!row || !o->said[row - diag_rows])
			diag_add(set->diags, DIAG_LA007, d->name_at, "nothing here gives `%s`, so this"
				 " allow can go", d->name + 12);
		else if (row->severity == SEV_ERROR)
			diag_add(set->diags, DIAG_LA010, d->name_at, "`%s` is an error and cannot be"
				 " allowed", row->slug);
	}
}

static void
read_all(struct objects *set, struct sources *s, const file_list *files)
{
	static const struct object_source read = { .read = true, .say = say };
	document_list documents = { 0 };

	set->source = &read;
	for (size_t i = 0; i < files->n; i++)
		yaml_read(set->arena, set->diags, s, files->at[i], &documents);
	for (size_t i = 0; i < documents.n; i++)
		add_document(set, s, documents.at[i]);
}

const struct objects *
manifests_read(struct arena *a, struct diags *d, struct sources *s, const file_list *files)
{
	struct objects *set = ARENA_NEW(a, struct objects);

	*set = (struct objects){ .arena = a, .diags = d };
	read_all(set, s, files);
	return set;
}

void
manifests_check(struct arena *a, struct diags *d, struct sources *s, const file_list *files,
		const struct manifests_beside *beside)
{
	struct objects set = { .arena = a, .diags = d, .closed = beside->closed, .before = beside->before };

	read_all(&set, s, files);
	for (size_t i = 0; i < set.all.n; i++)
		check_object(&set, &set.all.at[i]);
	objects_index(&set);
	objects_check(&set);
	for (size_t i = 0; i < set.all.n; i++)
		check_allows(&set, &set.all.at[i]);
}

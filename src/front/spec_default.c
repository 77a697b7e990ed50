/*
 * spec_default: what a field stands for that is not set: the default of its
 * row.  The steps of the ir ask for the same paths in every cluster, and most
 * are not set: what a path from a record stands for is kept once it was looked
 * for.  Behind a variant it depends on the arm, which the tree knows: what is
 * kept then is how the path goes on.
 */
#include <string.h>

#include "base/arena.h"
#include "base/memo.h"
#include "front/spec_impl.h"

/* What a path from a record stands for. */
struct usual {
	const struct value *value;    /* NULL: no default */
	const struct field *step;     /* a variant is on the path: its first step … */
	const char *rest;             /* … and the others; else NULL */
};

/* The row that the first step of the path names; *path moves behind it. */
static const struct field *
row_after(const struct type *record, const char **path)
{
	size_t n = strcspn(*path, ".");

	for (const struct field *f = record->fields; f && f->name; f++) {
		if (*f->name != **path || strncmp(f->name, *path, n) != 0 || f->name[n])
			continue;
		*path += n + ((*path)[n] == '.');
		return f;
	}
	return NULL;
}

/* A default is written as in a spec: "Parallel", "60s", "\"emqx\"". */
static struct value *
default_value(struct arena *a, const struct field *f)
{
	struct value *v = ARENA_NEW(a, struct value);
	size_t n = strlen(f->def);

	v->text = (struct str){ f->def, n };
	v->kind = VAL_WORD;
	if (f->def[0] == '"') {
		v->kind = VAL_STRING;
		v->text = (struct str){ f->def + 1, n - 2 };
	} else if (f->type->kind == TYPE_BOOL) {
		v->kind = VAL_BOOL;
	} else if (f->def[0] >= '0' && f->def[0] <= '9') {
		v->kind = strspn(f->def, "0123456789") == n ? VAL_INT : VAL_UNIT;
	}
	return v;
}

static const struct value *
read_default(const struct program *p, const struct field *f, const char *path)
{
	struct value *v;

	if (!f->def)
		return NULL;
	v = default_value(p->arena, f);
	type_read(p->arena, p->diags, f->type, v, path, v);
	return v;
}

static const struct usual *
find_usual(const struct program *p, const struct type *record, const char *path)
{
	struct usual *u = ARENA_NEW(p->arena, struct usual);
	const char *rest = path;
	const struct field *step = row_after(record, &rest), *f = step;

	for (const char *left = rest; f && *left; f = row_after(f->type, &left)) {
		if (f->type->kind != TYPE_VARIANT)
			continue;
		u->step = step;
		u->rest = arena_strdup(p->arena, rest);
		return u;
	}
	u->value = f ? read_default(p, f, path) : NULL;
	return u;
}

/* Paths are constants of the program, nearly all: where one stands tells it from
 * the others. */
static const struct usual *
usual_at(const struct program *p, const struct type *record, const char *path)
{
	uint64_t hash = (uintptr_t)path ^ (uintptr_t)record << 1;
	struct memo_answer *a = memo_ask(p->defaults, hash, (uintptr_t)record, path);

	if (!a->known)
		*a = (struct memo_answer){ true, find_usual(p, record, path) };
	return a->is;
}

/* The record of the arm that the tree holds, or of the usual one. */
static const struct type *
arm_record(const struct type *variant, const struct spec_node *n)
{
	const char *arm = n && n->arm ? n->arm : variant->default_arm;
	const struct field *f = arm ? field_find(variant, arm) : NULL;

	return f ? f->type : NULL;
}

static const struct value *
default_at(const struct program *p, const struct spec_node *n, const char *path)
{
	const struct type *t = n->type;

	for (;;) {
		const struct usual *u;

		if (t->kind == TYPE_VARIANT)
			t = arm_record(t, n);
		if (!t || t->kind != TYPE_RECORD)
			return NULL;
		u = usual_at(p, t, path);
		if (!u->step)
			return u->value;
		n = n ? spec_child(n, u->step->name) : NULL;
		t = u->step->type;
		path = u->rest;
	}
}

const struct value *
spec_value(const struct spec *s, const struct spec_node *record, const char *path)
{
	const struct spec_node *n = spec_get(record, path);

	return n && n->set && !n->bad ? n->set->value : default_at(s->program, record, path);
}

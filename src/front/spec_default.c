/*
 * spec_default: what a field stands for that is not set: the default of its
 * row.  The steps of the ir ask for the same paths in every cluster, and most
 * are not set: what a path from a record stands for is found by hash, once it
 * was looked for.  Not so through a variant, where it depends on the arm.
 */
#include <string.h>

#include "base/arena.h"
#include "front/spec_impl.h"

enum { FIRST_SLOTS = 256 };

struct known {
	const struct type *record;    /* NULL: an empty slot */
	const char *path;
	const struct value *value;    /* NULL: no default */
};

struct known_defaults {
	struct known *slots;
	size_t n, nslots;             /* a power of two */
};

/* ---- those that are known ---- */

/* Of the length and three letters: paths of one record differ in them. */
static size_t
hash_of(const struct type *record, const char *path)
{
	size_t n = strlen(path), h = ((uintptr_t)record >> 4) + n;

	h = h * 31 + (unsigned char)path[0];
	h = h * 31 + (unsigned char)path[n / 2];
	h = h * 31 + (unsigned char)path[n ? n - 1 : 0];
	return h ^ h >> 8;
}

/* The slot of that path, or the empty one where it belongs. */
static struct known *
slot_of(const struct known_defaults *t, const struct type *record, const char *path)
{
	size_t i = hash_of(record, path) & (t->nslots - 1);

	for (; t->slots[i].record; i = (i + 1) & (t->nslots - 1))
		if (t->slots[i].record == record && strcmp(t->slots[i].path, path) == 0)
			break;
	return &t->slots[i];
}

static void
grow(struct arena *a, struct known_defaults *t)
{
	struct known_defaults old = *t;

	if (old.nslots > old.n * 2)
		return;
	t->nslots = old.nslots ? old.nslots * 2 : FIRST_SLOTS;
	t->slots = ARENA_ARRAY(a, struct known, t->nslots);
	for (size_t i = 0; i < old.nslots; i++)
		if (old.slots[i].record)
			*slot_of(t, old.slots[i].record, old.slots[i].path) = old.slots[i];
}

static struct known_defaults *
defaults_of(struct program *p)
{
	if (!p->defaults)
		p->defaults = ARENA_NEW(p->arena, struct known_defaults);
	grow(p->arena, p->defaults);
	return p->defaults;
}

/* ---- looking for one ---- */

/* The row that the first step of the path names; *path moves behind it. */
static const struct field *
row_after(const struct type *record, const char **path)
{
	size_t n = strcspn(*path, ".");

	for (const struct field *f = record->fields; f->name; f++) {
		if (*f->name != **path || strncmp(f->name, *path, n) != 0 || f->name[n])
			continue;
		*path += n + ((*path)[n] == '.');
		return f;
	}
	return NULL;
}

/* The row that a path names, whether the tree holds it or not. */
static const struct field *
row_at(const struct spec_node *record, const char *path, bool *depends)
{
	const struct type *t = record->type;
	const struct field *f = NULL;
	const struct spec_node *n = record;

	while (*path) {
		if (t->kind == TYPE_VARIANT) {
			*depends = true;
			f = field_find(t, n && n->arm ? n->arm : t->default_arm ? t->default_arm : "");
			t = f ? f->type : NULL;
		}
		if (!t || t->kind != TYPE_RECORD)
			return NULL;
		f = row_after(t, &path);
		if (!f)
			return NULL;
		t = f->type;
		n = n ? spec_child(n, f->name) : NULL;
	}
	return f;
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
find_default(const struct spec *s, const struct spec_node *record, const char *path, bool *depends)
{
	const struct field *f = row_at(record, path, depends);
	struct arena *a = *depends ? s->arena : s->program->arena;
	struct value *v;

	if (!f || !f->def)
		return NULL;
	v = default_value(a, f);
	type_read(a, s->program->diags, f->type, v, path, v);
	return v;
}

static const struct value *
default_at(const struct spec *s, const struct spec_node *record, const char *path)
{
	struct arena *a = s->program->arena;
	struct known_defaults *all = defaults_of(s->program);
	struct known *slot = slot_of(all, record->type, path);
	bool depends = false;
	const struct value *v;

	if (slot->record)
		return slot->value;
	v = find_default(s, record, path, &depends);
	if (depends)
		return v;
	*slot = (struct known){ record->type, arena_strdup(a, path), v };
	all->n++;
	return v;
}

const struct value *
spec_value(const struct spec *s, const struct spec_node *record, const char *path)
{
	const struct spec_node *n = spec_get(record, path);

	return n && n->set && !n->bad ? n->set->value : default_at(s, record, path);
}

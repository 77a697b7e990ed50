/*
 * read: fields of the spec as the steps of the ir want them.  Types were
 * checked when the spec was made; what had an error there reads as not said,
 * and as its default where there is one, so that nothing follows from it.
 */
#include <string.h>

#include "ir/make.h"

bool
node_said(const struct spec_node *n)
{
	return n && n->present && !n->bad;
}

struct spec_node *
read_node(const struct maker *m, const struct spec_node *from, const char *path)
{
	struct spec_node *n = spec_get(from ? from : m->spec->root, path);

	return node_said(n) ? n : NULL;
}

const struct value *
read_value(const struct maker *m, const struct spec_node *from, const char *path)
{
	const struct value *v = spec_value(m->spec, from ? from : m->spec->root, path);

	return v && v->kind != VAL_BAD && v->kind != VAL_UNKNOWN ? v : NULL;
}

const char *
text_of(struct arena *a, const struct value *v)
{
	return arena_strndup(a, v->text.p ? v->text.p : "", v->text.n);
}

const char *
read_text(const struct maker *m, const struct spec_node *from, const char *path)
{
	const struct value *v = read_value(m, from, path);

	return v ? text_of(m->arena, v) : NULL;
}

int64_t
read_num(const struct maker *m, const struct spec_node *from, const char *path, int64_t unset)
{
	const struct value *v = read_value(m, from, path);

	return v ? v->num : unset;
}

bool
read_bool(const struct maker *m, const struct spec_node *from, const char *path, bool unset)
{
	return read_num(m, from, path, unset) != 0;
}

int64_t
read_seconds(struct maker *m, const struct spec_node *from, const char *path, int64_t unset)
{
	const struct value *v = read_value(m, from, path);

	return v ? v->num / 1000 : unset;
}

struct place
read_place(const struct maker *m, const struct spec_node *from, const char *path)
{
	const struct spec_node *n = spec_get(from ? from : m->spec->root, path);

	return n ? spec_place(n) : m->ir->at;
}

struct spec_node *
member_first(const struct spec_node *map)
{
	struct spec_node *n = map ? map->first : NULL;

	return !n || node_said(n) ? n : member_next(n);
}

struct spec_node *
member_next(const struct spec_node *member)
{
	struct spec_node *n = member->next;

	while (n && !node_said(n))
		n = n->next;
	return n;
}

void
read_pairs(const struct maker *m, const struct spec_node *from, const char *path, pair_list *out)
{
	for (struct spec_node *n = member_first(read_node(m, from, path)); n; n = member_next(n)) {
		if (!n->set || n->set->value->kind == VAL_BAD)
			continue;
		*VEC_ADD(m->arena, out) = (struct ir_pair){
			n->name, text_of(m->arena, n->set->value), n->name_at
		};
	}
}

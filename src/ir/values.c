/*
 * values: what a field means, as config { } would hold it: records and lists
 * for keys_say(), with the places of the field.
 */
#include "ir/make.h"

struct value *
value_record(struct arena *a, struct place at, size_t room)
{
	struct value *v = ARENA_NEW(a, struct value);

	*v = (struct value){ .kind = VAL_RECORD, .at = at };
	v->entries = ARENA_ARRAY(a, struct value_entry, room);
	return v;
}

struct value *
value_list(struct arena *a, struct place at, size_t room)
{
	struct value *v = ARENA_NEW(a, struct value);

	*v = (struct value){ .kind = VAL_LIST, .at = at };
	v->items = ARENA_ARRAY(a, struct value *, room);
	return v;
}

void
value_put(struct value *record, const char *name, struct place at, struct value *v)
{
	record->entries[record->n++] = (struct value_entry){ .name = name, .at = at, .value = v };
}

void
value_put_text(struct arena *a, struct value *record, const char *name, const char *text, struct place at)
{
	struct value *v;

	if (!text)
		return;
	v = ARENA_NEW(a, struct value);
	*v = (struct value){ .kind = VAL_STRING, .at = at, .text = str_of(text) };
	value_put(record, name, at, v);
}

struct value *
value_below(struct arena *a, const char *name, struct place at, struct value *v)
{
	struct value *record = value_record(a, at, 1);

	value_put(record, name, at, v);
	return record;
}

void
config_say(struct maker *m, const struct spec_node *n, const struct value *config, const char *owner)
{
	setting_list read = { 0 };

	keys_say(m, n, config, &read);
	for (size_t i = 0; i < read.n; i++) {
		read.at[i].owner = owner;
		*VEC_ADD(m->arena, &m->settings) = read.at[i];
	}
}

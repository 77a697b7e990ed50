/*
 * keys_open: values of keys that have no type of their own: what is written
 * goes through as it is, only numbers and units are checked.
 */
#include "base/arena.h"
#include "schema/keys_types.h"
#include "schema/types.h"

static struct conf *
any_conf(struct conf_reading *r, const struct key_type *t, const struct value *v)
{
	struct conf *out = ARENA_NEW(r->c->arena, struct conf);

	out->from = v;
	return conf_read_any(r, t, v, out) ? out : NULL;
}

static bool
any_parts(struct conf_reading *r, const struct key_type *t, const struct value *v, struct conf *out)
{
	bool list = v->kind == VAL_LIST;

	out->kind = list ? CONF_LIST : CONF_OBJECT;
	out->items = ARENA_ARRAY(r->c->arena, struct conf *, v->n);
	out->names = list ? NULL : ARENA_ARRAY(r->c->arena, const char *, v->n);
	for (size_t i = 0; i < v->n; i++) {
		const struct value *part = list ? v->items[i] : v->entries[i].value;
		struct conf *item;

		if (part->kind == VAL_BAD || part->kind == VAL_UNKNOWN)
			continue;
		item = any_conf(r, t, part);
		if (!item)
			return false;
		if (!list)
			out->names[out->n] = v->entries[i].name;
		out->items[out->n++] = item;
	}
	return true;
}

bool
conf_read_any(struct conf_reading *r, const struct key_type *t, const struct value *v, struct conf *out)
{
	switch (v->kind) {
	case VAL_LIST:
	case VAL_RECORD:
		return any_parts(r, t, v, out);
	case VAL_BOOL:
		return conf_set(out, CONF_BOOL, v->text, str_is(v->text, "true"));
	case VAL_INT:
		return conf_read_int(r, &(struct key_type){ .lo = INT64_MIN, .hi = INT64_MAX, .id = CT_INT },
				     v, out);
	case VAL_DECIMAL:
		return conf_read_float(r, t, v, out);
	case VAL_SECRET:
	case VAL_SECRET_FILE:
	case VAL_ENV_REF:
	case VAL_RANGE:
		return conf_mismatch(r, t, v);
	default:
		return conf_set(out, CONF_STRING, v->text, 0);
	}
}

/* A key of a plugin whose schema is not known: the text goes through, only
 * the units are the broker's. */
bool
conf_read_free(struct conf_reading *r, const struct key_type *t, const struct value *v, struct conf *out)
{
	const char *fault;
	int64_t n;

	switch (v->kind) {
	case VAL_UNIT:
		if (number_duration(v->text, &n) == NUM_OK)
			return conf_read_duration(r, &(struct key_type){ .id = CT_DURATION }, v, out);
		return conf_read_size(r, &(struct key_type){ .id = CT_SIZE, .hi = INT64_MAX }, v, out);
	case VAL_INT:
		return conf_read_int(r, &(struct key_type){ .lo = INT64_MIN, .hi = INT64_MAX, .id = CT_INT },
				     v, out);
	case VAL_STRING:
	case VAL_INSECURE:
	case VAL_ADDRESS:
		fault = text_fault_four(v->text);
		if (fault)
			return conf_bad(r, DIAG_EX004, v, "%s", fault);
		return conf_set(out, CONF_STRING, v->text, 0);
	case VAL_BOOL:
	case VAL_WORD:
	case VAL_DECIMAL:
	case VAL_PERCENT:
		return conf_set(out, CONF_WORD, v->text, 0);
	default:
		return conf_mismatch(r, t, v);
	}
}

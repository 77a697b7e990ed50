/*
 * spec_value: from the right side as written to a value: names replaced by
 * what they stand for, ${} filled in, secrets made references.  The value of a
 * param is read when the scope that has it is made (spec_scope.c), and may name
 * others: the two call each other as values do.
 */
#include <string.h>

#include "base/arena.h"
#include "base/atom.h"
#include "base/buf.h"
#include "front/spec_impl.h"

struct value *
value_new(struct builder *b, enum value_kind kind, struct place at, struct str text)
{
	struct value *v = ARENA_NEW(b->arena, struct value);

	v->kind = kind;
	v->at = at;
	v->text = text;
	return v;
}

struct value *
value_bad(struct builder *b, struct place at)
{
	return value_new(b, VAL_BAD, at, STR(""));
}

/* The same value, seen at the place where it is used. */
static struct value *
used_at(struct builder *b, const struct value *v, struct place at)
{
	struct value *copy = ARENA_NEW(b->arena, struct value);

	*copy = *v;
	copy->at = at;
	return copy;
}

const char *
value_word(const struct ast_value *v)
{
	if (v->kind != AST_CALL || v->has_args || v->block || v->path->steps.n != 1)
		return NULL;
	return v->path->steps.at[0].name.text;
}

bool
value_path_is(const struct ast_path *p, const char *first, const char *second)
{
	if (p->steps.n != (second ? 2u : 1u) || strcmp(p->steps.at[0].name.text, first) != 0)
		return false;
	return !second || strcmp(p->steps.at[1].name.text, second) == 0;
}

static struct value *
no_value(struct builder *b, struct place at, const char *name, const char *help)
{
	struct diag *d;

	if (b->dry)
		return value_new(b, VAL_UNKNOWN, at, STR(""));
	d = diag_add(b->diags, DIAG_TY004, at, "`%s` has no value", name);
	diag_help(b->diags, d, "%s", help);
	return value_bad(b, at);
}

/* env, target, version, cluster.name, cluster.namespace */
static struct value *
well_known(struct builder *b, const struct ast_path *p)
{
	const struct spec *spec = b->spec;
	const char *text = NULL;
	enum value_kind kind = VAL_STRING;

	if (value_path_is(p, "env", NULL))
		text = spec->env;
	else if (value_path_is(p, "target", NULL))
		text = spec->target;
	else if (value_path_is(p, "cluster", "name"))
		text = spec->name;
	else if (value_path_is(p, "cluster", "namespace"))
		text = b->cluster_namespace;
	else if (value_path_is(p, "version", NULL)) {
		kind = VAL_VERSION;
		text = spec->has_version ? version_text(b->arena, &spec->version) : NULL;
	} else {
		return NULL;
	}
	if (b->dry)
		return value_new(b, VAL_UNKNOWN, p->at, STR(""));
	if (!text)
		return no_value(b, p->at, value_path_is(p, "version", NULL) ? "version" : "cluster.namespace",
				"set it in the cluster, outside `when`");
	return value_new(b, kind, p->at, str_of(text));
}

static struct value *
let_value(struct builder *b, const struct binding *bind, struct place at)
{
	struct value *v;

	if (!let_enter(b, bind->let, bind->name, at))
		return value_bad(b, at);
	v = used_at(b, value_raw(b, bind->let_scope, bind->let), at);
	let_leave(b);
	return v;
}

static struct value *
bound_value(struct builder *b, const struct binding *bind, struct place at)
{
	if (bind->kind == BIND_LET)
		return let_value(b, bind, at);
	if (!bind->type)
		return value_bad(b, at);
	if (!bind->value)
		return no_value(b, at, bind->name,
				arena_printf(b->arena, "give it one: -D %s=…, or a default where it is declared",
					     bind->name));
	return used_at(b, bind->value, at);
}

/* What a path stands for, or NULL when it is just a word. */
struct value *
value_referenced(struct builder *b, const struct spec_scope *s, const struct ast_path *p)
{
	size_t used;
	const struct binding *bind = scope_find(b, s, p, &used);

	if (!bind)
		return well_known(b, p);
	if (used == p->steps.n)
		return bound_value(b, bind, p->at);
	diag_error(b->diags, DIAG_NA001, p->at, "`%s` is one value and has no parts", bind->name);
	return value_bad(b, p->at);
}

static void
unknown_name(struct builder *b, const struct spec_scope *s, const struct ast_path *p)
{
	const char *name = p->steps.at[0].name.text;
	struct nearest near;
	struct diag *d;

	nearest_start(&near, name);
	scope_nearest(s, &near);
	nearest_offer(&near, "env");
	nearest_offer(&near, "version");
	d = diag_add(b->diags, DIAG_NA001, p->at, "nothing here is called `%.*s`",
		     STR_ARG(source_text(b->program->sources, p->at)));
	if (!diag_nearest(b->diags, d, &near))
		diag_help(b->diags, d, "a value can name a let, a param, env, version, cluster.name or cluster.namespace;"
			  " a text stands between quotes");
}

/* One ${…} or literal piece onto the text; false when the whole is bad or
 * unknown (*kind says which). */
static bool
add_piece(struct builder *b, const struct spec_scope *s, const struct ast_piece *piece, struct buf *text,
	  struct value *whole)
{
	const struct value *part;

	if (!piece->ref) {
		buf_add(text, piece->text, piece->n);
		return true;
	}
	part = value_referenced(b, s, piece->ref);
	if (!part)
		unknown_name(b, s, piece->ref);
	if (part && part->kind == VAL_UNKNOWN) {
		whole->kind = whole->kind == VAL_BAD ? VAL_BAD : VAL_UNKNOWN;
		return false;
	}
	if (!part || part->kind == VAL_BAD) {
		whole->kind = VAL_BAD;
		return false;
	}
	if (part->kind == VAL_LIST || part->kind == VAL_RECORD || part->kind == VAL_RANGE) {
		whole->kind = VAL_BAD;
		return diag_error(b->diags, DIAG_TY001, piece->at, "a string takes single values, not %s",
				  value_kind_text(part->kind));
	}
	if (value_is_secret(part))
		whole->secret_at = part->secret_at;
	else
		buf_str(text, part->text);
	return true;
}

static struct value *
string_value(struct builder *b, const struct spec_scope *s, const struct ast_value *v)
{
	struct value *out = value_new(b, VAL_STRING, v->at, STR(""));
	struct buf text = BUF_IN(b->arena);
	bool whole = true;

	if (v->pieces.n == 1 && !v->pieces.at[0].ref) {
		out->text = (struct str){ v->pieces.at[0].text, v->pieces.at[0].n };
		return out;
	}
	for (size_t i = 0; i < v->pieces.n; i++)
		whole = add_piece(b, s, &v->pieces.at[i], &text, out) && whole;
	if (!whole)
		return out;
	if (text.n > AST_MAX_STRING) {
		diag_error(b->diags, DIAG_SY005, v->at, "this string has %zu bytes once it is put together; "
			   "at most %d are taken", text.n, AST_MAX_STRING);
		out->kind = VAL_BAD;
	}
	buf_cstr(&text);
	out->text = buf_view(&text);
	return out;
}

static struct value *
list_value(struct builder *b, const struct spec_scope *s, const struct ast_value *v)
{
	struct value *out = value_new(b, VAL_LIST, v->at, STR(""));

	if (!nest_enter(b, 1, v->at))
		return value_bad(b, v->at);
	out->n = v->items.n;
	out->items = ARENA_ARRAY(b->arena, struct value *, out->n + 1);
	for (size_t i = 0; i < out->n; i++) {
		out->items[i] = value_raw(b, s, v->items.at[i]);
		if (out->items[i]->secret_at.file && !out->secret_at.file)
			out->secret_at = out->items[i]->secret_at;
	}
	nest_leave(b, 1);
	return out;
}

static struct value *
range_value(struct builder *b, const struct spec_scope *s, const struct ast_value *v)
{
	struct value *out = value_new(b, VAL_RANGE, v->at, source_text(b->program->sources, v->at));

	out->n = 2;
	out->items = ARENA_ARRAY(b->arena, struct value *, 2);
	out->items[0] = value_raw(b, s, v->low);
	out->items[1] = value_raw(b, s, v->high);
	return out;
}

/* Room for one entry more; it is doubled. */
static struct value_entry *
entry_add(struct builder *b, struct value *record)
{
	if ((record->n & (record->n - 1)) == 0) {
		struct value_entry *more = ARENA_ARRAY(b->arena, struct value_entry, record->n ? record->n * 2 : 1);

		if (record->n)
			memcpy(more, record->entries, sizeof *more * record->n);
		record->entries = more;
	}
	return &record->entries[record->n++];
}

/* The record at the end of a path inside a record: made on the way. */
static struct value *
entry_at(struct builder *b, struct value *record, const struct ast_step *step)
{
	struct value_entry *e;

	for (size_t i = 0; i < record->n; i++)
		if (strcmp(record->entries[i].name, step->name.text) == 0)
			return record->entries[i].value;
	e = entry_add(b, record);
	*e = (struct value_entry){
		.name = step->name.text, .at = step->name.at,
		.value = value_new(b, VAL_RECORD, step->name.at, STR("")),
	};
	return e->value;
}

/* False: a step leads into what is one value (which is told). */
static bool
entry_find(struct builder *b, struct value **at, const struct ast_item *item)
{
	const struct ast_path *p = item->path;

	for (size_t i = 0; i < p->steps.n && (*at)->kind == VAL_RECORD; i++)
		*at = entry_at(b, *at, &p->steps.at[i]);
	if ((*at)->kind == VAL_RECORD && (item->kind == AST_AMEND || !(*at)->n))
		return true;
	if ((*at)->kind != VAL_BAD)
		diag_error(b->diags, DIAG_LA001, p->at, "`%.*s` is set twice in one block",
			   STR_ARG(source_text(b->program->sources, p->at)));
	return false;
}

static void record_items(struct builder *b, const struct spec_scope *s, const struct ast_block *block,
			 struct value *record);

static void
record_item(struct builder *b, const struct spec_scope *s, const struct ast_item *item, struct value *record)
{
	struct value *at = record;

	if (item->kind != AST_SET && item->kind != AST_AMEND) {
		diag_error(b->diags, DIAG_TY001, item->at, "a value's block takes only `name = value` lines");
		return;
	}
	if (!entry_find(b, &at, item))
		return;
	if (!nest_enter(b, item->path->steps.n, item->path->at)) {
		at->kind = VAL_BAD;
		return;
	}
	if (item->kind == AST_AMEND)
		record_items(b, s, item->block, at);
	else
		*at = *value_raw(b, s, item->value);
	nest_leave(b, item->path->steps.n);
}

static void
record_items(struct builder *b, const struct spec_scope *s, const struct ast_block *block, struct value *record)
{
	record->torn = record->torn || block->torn;
	for (size_t i = 0; i < block->items.n; i++)
		record_item(b, s, block->items.at[i], record);
}

static struct value *
record_value(struct builder *b, const struct spec_scope *s, const struct ast_value *v)
{
	struct value *out = value_new(b, VAL_RECORD, v->at, STR(""));

	record_items(b, s, v->block, out);
	return out;
}

static struct value *
word_value(struct builder *b, const struct spec_scope *s, const struct ast_value *v)
{
	struct value *known = value_referenced(b, s, v->path);

	if (known)
		return known;
	if (v->path->steps.n > 1) {
		unknown_name(b, s, v->path);
		return value_bad(b, v->at);
	}
	return value_new(b, VAL_WORD, v->at, str_of(v->path->steps.at[0].name.text));
}

static struct value *
variant_in_value(struct builder *b, const struct ast_value *v)
{
	diag_error(b->diags, DIAG_TY001, v->at, "one value belongs here, not `%.*s` followed by more",
		   STR_ARG(source_text(b->program->sources, v->path->at)));
	return value_bad(b, v->at);
}

/* What was written, read by no type yet. */
struct value *
value_raw(struct builder *b, const struct spec_scope *s, const struct ast_value *v)
{
	static const enum value_kind plain[] = {
		[AST_INT] = VAL_INT, [AST_DECIMAL] = VAL_DECIMAL, [AST_VERSION] = VAL_VERSION,
		[AST_UNIT] = VAL_UNIT, [AST_PERCENT] = VAL_PERCENT, [AST_ADDRESS] = VAL_ADDRESS,
		[AST_BOOL] = VAL_BOOL,
	};

	switch (v->kind) {
	case AST_BAD:
		return value_bad(b, v->at);
	case AST_STRING:
		return string_value(b, s, v);
	case AST_CALL:
		return v->has_args ? value_made(b, s, v) : word_value(b, s, v);
	case AST_RANGE:
		return range_value(b, s, v);
	case AST_LIST:
		return list_value(b, s, v);
	case AST_BLOCK:
		return record_value(b, s, v);
	case AST_VARIANT:
		return variant_in_value(b, v);
	default:
		return value_new(b, plain[v->kind], v->at, v->text);
	}
}

/* Where a bare word means something. */
static bool
takes_words(const struct type *t)
{
	switch (t->kind) {
	case TYPE_BOOL: case TYPE_DURATION: case TYPE_STRING: case TYPE_NAME: case TYPE_WORD: case TYPE_REF:
	case TYPE_ENV_VALUE: case TYPE_CONFIG: case TYPE_OPEN:
		return true;
	case TYPE_SET: case TYPE_SEQ:
		return takes_words(t->of);
	default:
		return false;
	}
}

/* `v5.8.6` as a tag has it, `latest`. */
static void
no_version(struct builder *b, const struct ast_path *p, const char *what)
{
	struct str text = source_text(b->program->sources, p->at);
	struct diag *d = diag_add(b->diags, DIAG_TY001, p->at, "`%s` takes a version such as 5.8.6, not `%.*s`",
				  what, STR_ARG(text));

	if (text.n > 1 && text.p[0] == 'v' && strchr("0123456789", text.p[1]))
		diag_fix(b->diags, d, (struct place){ p->at.file, p->at.from, p->at.from + 1 }, "");
	else
		diag_help(b->diags, d, "say which EMQX it is: what is checked and made depends on it");
}

static bool
is_tag(struct builder *b, const struct spec_scope *s, const struct ast_value *v)
{
	const char *first = v->kind == AST_CALL && !v->has_args ? v->path->steps.at[0].name.text : "";
	size_t used;

	return first[0] == 'v' && first[1] >= '0' && first[1] <= '9' && !scope_find(b, s, v->path, &used);
}

struct value *
value_read(struct builder *b, const struct spec_scope *s, const struct ast_value *v,
	   const struct type *expected, const char *what)
{
	struct value *read;

	if (expected->kind == TYPE_VERSION && is_tag(b, s, v)) {
		no_version(b, v->path, what);
		return NULL;
	}
	read = value_raw(b, s, v);
	if (read->kind == VAL_WORD && v->kind == AST_CALL && !takes_words(expected)) {
		if (expected->kind == TYPE_VERSION)
			no_version(b, v->path, what);
		else
			unknown_name(b, s, v->path);
		return NULL;
	}
	return type_read(b->arena, b->diags, expected, read, what, read) ? read : NULL;
}

const struct value *
value_reason(struct builder *b, const struct spec_scope *s, const struct ast_item *item)
{
	static const struct type string = { .kind = TYPE_STRING, .name = "string" };
	const struct value *v = value_read(b, s, item->reason, &string, "reason");

	if (!v || v->kind == VAL_UNKNOWN || v->text.n)
		return v;
	diag_error(b->diags, DIAG_TY004, item->reason->at, "a reason says why, and this one is empty");
	return NULL;
}

const struct ast_value *
value_behind(struct builder *b, const struct spec_scope **s, const struct ast_value *v)
{
	for (int limit = AST_MAX_DEPTH; limit-- > 0 && value_word(v);) {
		size_t used;
		const struct binding *bind = scope_find(b, *s, v->path, &used);

		if (!bind || bind->kind != BIND_LET)
			return v;
		v = bind->let;
		*s = bind->let_scope;
	}
	return v;
}

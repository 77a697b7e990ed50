/*
 * spec_scope: which names a block can see, and what they stand for.
 *
 * From the inside out: params and lets of the profile, lets and params of the
 * file, those of files that it uses without `as`; through `as` or a std name
 * those of one file.  Nothing else: so values cannot form a cycle but through
 * lets, which are watched when they are read.
 */
#include <string.h>

#include "base/arena.h"
#include "base/atom.h"
#include "base/buf.h"
#include "front/spec_impl.h"

/* The types that a param can have. */
static const struct type param_types[] = {
	{ .kind = TYPE_BOOL, .name = "bool" },
	{ .kind = TYPE_INT, .name = "int" },
	{ .kind = TYPE_QUANTITY, .name = "size" },
	{ .kind = TYPE_CPU, .name = "cpu" },
	{ .kind = TYPE_DURATION, .name = "duration" },
	{ .kind = TYPE_PERCENT, .name = "percent" },
	{ .kind = TYPE_PORT, .name = "port" },
	{ .kind = TYPE_VERSION, .name = "version" },
	{ .kind = TYPE_ADDRESS, .name = "address" },
	{ .kind = TYPE_CIDR, .name = "cidr" },
	{ .kind = TYPE_URL, .name = "url" },
	{ .kind = TYPE_STRING, .name = "string" },
	{ .kind = TYPE_NAME, .name = "name" },
	{ .kind = TYPE_PATH, .name = "path" },
	{ .kind = TYPE_SECRET, .name = "secret" },
	{ .kind = TYPE_SET, .name = "set" },
	{ .kind = TYPE_SEQ, .name = "seq" },
	{ .name = NULL }
};

static bool
is_collection(const struct type *t)
{
	return t->kind == TYPE_SET || t->kind == TYPE_SEQ;
}

static const char *
types_text(struct arena *a)
{
	struct buf out = BUF_IN(a);

	for (const struct type *row = param_types; row->name; row++)
		buf_printf(&out, "%s%s%s", row == param_types ? "" : row[1].name ? ", " : " and ", row->name,
			   is_collection(row) ? "[…]" : "");
	return buf_cstr(&out);
}

static const struct type *
no_type(struct builder *b, const struct ast_type *t)
{
	struct diag *d = diag_add(b->diags, DIAG_NA001, t->at, "there is no type `%s`", t->name.text);
	struct nearest near;

	nearest_start(&near, t->name.text);
	for (const struct type *row = param_types; row->name; row++)
		nearest_offer(&near, row->name);
	if (!diag_nearest(b->diags, d, &near))
		diag_help(b->diags, d, "the types are %s", types_text(b->arena));
	return NULL;
}

const struct type *
scope_type(struct builder *b, const struct ast_type *t)
{
	const struct type *row = param_types;
	struct type *made;

	while (row->name && strcmp(row->name, t->name.text) != 0)
		row++;
	if (!row->name)
		return no_type(b, t);
	if (!is_collection(row))
		return row;
	if (!t->of) {
		diag_error(b->diags, DIAG_TY001, t->at, "`%s` needs the type of its elements: %s[string]",
			   row->name, row->name);
		return NULL;
	}
	made = ARENA_NEW(b->arena, struct type);
	*made = *row;
	made->of = scope_type(b, t->of);
	return made->of ? made : NULL;
}

struct spec_scope *
scope_new(struct arena *a, const struct spec_scope *outer, struct module *m)
{
	struct spec_scope *s = ARENA_NEW(a, struct spec_scope);

	s->outer = outer;
	s->module = m;
	return s;
}

void
scope_add_let(struct builder *b, struct spec_scope *s, const struct ast_item *let)
{
	*VEC_ADD(b->arena, &s->bindings) = (struct binding){
		.kind = BIND_LET, .name = let->name.text, .at = let->name.at,
		.let = let->value, .let_scope = s,
	};
}

struct spec_scope *
scope_of_block(struct builder *b, const struct ast_block *block, struct spec_scope *outer)
{
	struct spec_scope *s = NULL;

	for (size_t i = 0; i < block->items.n; i++) {
		if (block->items.at[i]->kind != AST_LET)
			continue;
		if (!s)
			s = scope_new(b->arena, outer, outer->module);
		scope_add_let(b, s, block->items.at[i]);
	}
	return s ? s : outer;
}

/* Text from the command line as a value of the param's type. */
const struct value *
scope_define(struct arena *a, struct diags *d, const struct type *t, const char *name, const char *text)
{
	struct value *v = ARENA_NEW(a, struct value);
	size_t n = strlen(text);
	bool digits = n && strspn(text + (text[0] == '-'), "0123456789_") == n - (text[0] == '-');

	v->text = (struct str){ text, n };
	v->kind = VAL_STRING;
	if (t->kind == TYPE_BOOL && (strcmp(text, "true") == 0 || strcmp(text, "false") == 0))
		v->kind = VAL_BOOL;
	else if (t->kind <= TYPE_PORT && n && text[n - 1] == '%')
		v->kind = VAL_PERCENT;
	else if (t->kind <= TYPE_PORT)
		v->kind = digits ? VAL_INT : strcmp(text, "infinity") == 0 ? VAL_WORD : VAL_UNIT;
	return type_read(a, d, t, v, name, v) ? v : NULL;
}

/* What -D or an overlay gives to a param of the file, or NULL. */
static const struct value *
param_given(struct builder *b, const struct ast_param *p, const struct type *t)
{
	for (struct spec_define *d = b->request->defines; d && d->name; d++) {
		if (strcmp(d->name, p->name.text) != 0)
			continue;
		d->used = true;
		return scope_define(b->arena, b->diags, t, d->name, d->value);
	}
	for (size_t i = b->params.n; i-- > 0;)
		if (b->params.at[i].name == p->name.text)
			return value_read(b, b->params.at[i].scope, b->params.at[i].value, t, p->name.text);
	return NULL;
}

static void
add_param(struct builder *b, struct spec_scope *s, const struct ast_param *p, const struct value *given,
	  const struct type *t)
{
	const struct value *v = given;

	if (!v && t && p->value)
		v = value_read(b, s, p->value, t, p->name.text);
	*VEC_ADD(b->arena, &s->bindings) = (struct binding){
		.kind = BIND_PARAM, .name = p->name.text, .at = p->name.at, .type = t, .value = v,
	};
}

struct spec_scope *
scope_of_module(struct builder *b, struct module *m)
{
	struct spec_scope *s;
	size_t n;
	const struct ast_top *const *tops;

	for (size_t i = 0; i < b->scopes.n; i++)
		if (b->scopes.at[i]->module == m)
			return b->scopes.at[i];
	s = scope_new(b->arena, NULL, m);
	*VEC_ADD(b->arena, &b->scopes) = s;
	tops = module_tops(b->program, m, AST_TOP_LET, &n);
	for (size_t i = 0; i < n; i++)
		*VEC_ADD(b->arena, &s->bindings) = (struct binding){
			.kind = BIND_LET, .name = tops[i]->name.text, .at = tops[i]->name.at,
			.let = tops[i]->value, .let_scope = s,
		};
	tops = module_tops(b->program, m, AST_TOP_PARAM, &n);
	for (size_t i = 0; i < n; i++) {
		const struct type *t = scope_type(b, tops[i]->param.type);

		add_param(b, s, &tops[i]->param, t ? param_given(b, &tops[i]->param, t) : NULL, t);
	}
	return s;
}

static const struct binding *
binding_in(const struct spec_scope *s, const char *name)
{
	for (size_t i = 0; i < s->bindings.n; i++)
		if (s->bindings.at[i].name == name)
			return &s->bindings.at[i];
	return NULL;
}

/* Does the import answer to the first steps of the path?  How many, or 0. */
static size_t
import_matches(const struct import *i, const struct ast_path *path)
{
	const char *name = i->as ? i->as : i->module->name;
	size_t step = 0;

	if (!i->as && !i->module->std)
		return 0;
	for (; step < path->steps.n && *name; step++) {
		size_t len = strcspn(name, ".");
		const char *want = path->steps.at[step].name.text;

		if (strlen(want) != len || strncmp(want, name, len) != 0)
			return 0;
		name += len + (name[len] == '.');
	}
	return *name ? 0 : step;
}

const struct binding *
scope_find(struct builder *b, const struct spec_scope *s, const struct ast_path *path, size_t *used)
{
	const char *name = path->steps.at[0].name.text;
	struct module *m = s->module;
	const struct binding *found;

	*used = 1;
	for (; s; s = s->outer)
		if ((found = binding_in(s, name)))
			return found;
	for (size_t i = 0; i < m->imports.n; i++) {
		const struct import *im = &m->imports.at[i];
		size_t steps = im->module ? import_matches(im, path) : 0;

		if (im->open && im->module && (found = binding_in(scope_of_module(b, im->module), name)))
			return found;
		if (steps && steps < path->steps.n) {
			*used = steps + 1;
			return binding_in(scope_of_module(b, im->module), path->steps.at[steps].name.text);
		}
	}
	return NULL;
}

void
scope_nearest(const struct spec_scope *s, struct nearest *near)
{
	for (; s; s = s->outer)
		for (size_t i = 0; i < s->bindings.n; i++)
			nearest_offer(near, s->bindings.at[i].name);
}

/* Can a profile of this path stand in the module of that import? */
static bool
import_has(const struct import *im, const struct ast_path *path)
{
	return path->steps.n == 1 ? im->open : import_matches(im, path) + 1 == path->steps.n;
}

static void
offer_profiles(struct builder *b, struct module *m, struct nearest *near)
{
	size_t n;
	const struct ast_top *const *tops = module_tops(b->program, m, AST_TOP_PROFILE, &n);

	for (size_t i = 0; i < n; i++)
		nearest_offer(near, tops[i]->name.text);
}

static const struct ast_top *
no_profile(struct builder *b, struct module *m, const struct ast_path *path)
{
	struct diag *d = diag_add(b->diags, DIAG_NA001, path->at, "there is no profile `%.*s`",
				  STR_ARG(source_text(b->program->sources, path->at)));
	struct nearest near;

	nearest_start(&near, path->steps.at[path->steps.n - 1].name.text);
	if (path->steps.n == 1)
		offer_profiles(b, m, &near);
	for (size_t i = 0; i < m->imports.n; i++)
		if (import_has(&m->imports.at[i], path))
			offer_profiles(b, m->imports.at[i].module, &near);
	diag_nearest(b->diags, d, &near);
	return NULL;
}

const struct ast_top *
scope_profile(struct builder *b, const struct spec_scope *s, const struct ast_path *path, struct module **home)
{
	const char *name = path->steps.at[path->steps.n - 1].name.text;
	struct module *m = s->module;
	const struct ast_top *top;

	*home = m;
	if (path->steps.n == 1 && (top = module_profile(b->program, m, name)))
		return top;
	for (size_t i = 0; i < m->imports.n; i++) {
		const struct import *im = &m->imports.at[i];

		*home = im->module;
		if (!im->module)
			return NULL; /* the import is reported; its names are not */
		if (import_has(im, path) && (top = module_profile(b->program, im->module, name)))
			return top;
	}
	return no_profile(b, m, path);
}

/* The argument for a param: by name, or by position. */
static const struct ast_arg *
argument_for(const struct ast_value *call, const struct ast_param *p, size_t position)
{
	for (size_t i = 0; i < call->args.n; i++) {
		const struct ast_arg *arg = &call->args.at[i];

		if (arg->name.text ? arg->name.text == p->name.text : i == position)
			return arg;
	}
	return NULL;
}

static void
bind_argument(struct builder *b, struct spec_scope *s, const struct spec_scope *from,
	      const struct ast_top *profile, size_t position, const struct ast_value *call)
{
	const struct ast_param *p = &profile->params.at[position];
	const struct type *t = scope_type(b, p->type);
	const struct ast_arg *arg = call ? argument_for(call, p, position) : NULL;
	const struct value *given = NULL;
	struct diag *d;

	if (arg && t)
		given = value_read(b, from, arg->value, t, p->name.text);
	if (call && call->cut && !arg) {
		t = NULL;
	} else if (call && !arg && !p->value && !p->type->optional) {
		d = diag_add(b->diags, DIAG_TY004, call->at, "profile `%s` needs `%s`",
			     profile->name.text, p->name.text);
		diag_note(b->diags, d, p->at, "it is declared here");
		t = NULL;
	}
	add_param(b, s, p, given, t);
}

static void
extra_arguments(struct builder *b, const struct ast_top *profile, const struct ast_value *call)
{
	for (size_t i = 0; i < call->args.n; i++) {
		const struct ast_arg *arg = &call->args.at[i];
		struct nearest near;
		struct diag *d;
		bool known = !arg->name.text && i < profile->params.n;

		nearest_start(&near, arg->name.text ? arg->name.text : "");
		for (size_t p = 0; p < profile->params.n && !known; p++) {
			known = arg->name.text == profile->params.at[p].name.text;
			nearest_offer(&near, profile->params.at[p].name.text);
		}
		if (known)
			continue;
		d = diag_add(b->diags, DIAG_NA001, arg->name.text ? arg->name.at : arg->value->at,
			     arg->name.text ? "profile `%s` has no param `%s`"
					    : "profile `%s` takes no more values%s",
			     profile->name.text, arg->name.text ? arg->name.text : "");
		diag_nearest(b->diags, d, &near);
		diag_note(b->diags, d, profile->name.at, "it is declared here");
	}
}

struct spec_scope *
scope_of_profile(struct builder *b, const struct spec_scope *from, const struct ast_top *profile,
		 struct module *home, const struct ast_value *call)
{
	struct spec_scope *s = scope_new(b->arena, scope_of_module(b, home), home);

	for (size_t i = 0; i < profile->params.n; i++)
		bind_argument(b, s, from, profile, i, call);
	if (call)
		extra_arguments(b, profile, call);
	return s;
}

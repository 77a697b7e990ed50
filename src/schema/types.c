/*
 * types: reading a value by the type of the field that takes it.
 *
 * Input is a value as written (text unread); output is a copy with num filled.
 * Every mismatch is one message at the value.  Numbers are in types_number.c.
 */
#include "schema/types_read.h"

#include <assert.h>
#include <arpa/inet.h>
#include <string.h>

#include "base/arena.h"
#include "base/edit.h"
#include "diag/diag.h"
#include "schema/kube_names.h"
#include "schema/version.h"

static bool
read_boolean(const struct reading *r, struct value *v)
{
	static const char *const yeses[] = { "on", "yes", NULL }, *const noes[] = { "off", "no", NULL };
	struct diag *d;
	bool yes;

	if (v->kind == VAL_BOOL) {
		v->num = str_is(v->text, "true");
		return true;
	}
	yes = v->kind == VAL_WORD && str_is_any(v->text, yeses);
	if (!yes && !(v->kind == VAL_WORD && str_is_any(v->text, noes)))
		return type_mismatch(r, v);
	d = diag_add(r->diags, DIAG_TY001, v->at, "`%s` takes true or false", r->what);
	diag_fix(r->diags, d, v->at, yes ? "true" : "false");
	return false;
}

static bool
read_version(const struct reading *r, struct value *v)
{
	struct version version;

	if (v->kind != VAL_VERSION && v->kind != VAL_DECIMAL && v->kind != VAL_STRING)
		return type_mismatch(r, v);
	return version_parse(v->text, &version) || type_mismatch(r, v);
}

static bool
is_ip(const char *text)
{
	unsigned char bytes[16];

	return inet_pton(AF_INET, text, bytes) == 1 || inet_pton(AF_INET6, text, bytes) == 1;
}

static bool
is_texty(const struct value *v)
{
	return v->kind == VAL_STRING || v->kind == VAL_ADDRESS;
}

static bool
read_ip(const struct reading *r, struct value *v)
{
	const char *text = arena_strndup(r->arena, v->text.p, v->text.n);

	return (is_texty(v) && is_ip(text)) || type_mismatch(r, v);
}

static bool
read_cidr(const struct reading *r, struct value *v)
{
	char *text = arena_strndup(r->arena, v->text.p, v->text.n);
	char *slash = strchr(text, '/');
	int64_t bits;

	if (!is_texty(v) || !slash)
		return type_mismatch(r, v);
	*slash = '\0';
	if (!is_ip(text) || number_int(str_of(slash + 1), &bits) || bits < 0 ||
	    bits > (strchr(text, ':') ? 128 : 32))
		return type_mismatch(r, v);
	return true;
}

static bool
read_address(const struct reading *r, struct value *v)
{
	return (is_texty(v) && v->text.n > 0) || type_mismatch(r, v);
}

static bool
read_url(const struct reading *r, struct value *v)
{
	const char *text = arena_strndup(r->arena, v->text.p, v->text.n);
	const char *scheme = strstr(text, "://");

	return (v->kind == VAL_STRING && scheme && scheme > text && scheme[3]) || type_mismatch(r, v);
}

static bool
read_string(const struct reading *r, struct value *v)
{
	struct diag *d;

	if (v->kind == VAL_STRING || v->kind == VAL_WORD || v->kind == VAL_VERSION || v->kind == VAL_ADDRESS)
		return true;
	if (!value_is_number(v) && v->kind != VAL_BOOL && v->kind != VAL_PERCENT)
		return type_mismatch(r, v);
	d = diag_add(r->diags, DIAG_TY001, v->at, "`%s` takes a string, not %s", r->what,
		     value_kind_text(v->kind));
	diag_fix(r->diags, d, v->at, arena_printf(r->arena, "\"%.*s\"", STR_ARG(v->text)));
	return false;
}

/* RFC 1123 label, as Kubernetes asks for in names of objects. */
static bool
read_name(const struct reading *r, struct value *v)
{
	const char *text = arena_strndup(r->arena, v->text.p, v->text.n);

	if (v->kind != VAL_STRING && v->kind != VAL_WORD)
		return type_mismatch(r, v);
	if (strlen(text) == v->text.n && kube_is_label(text))
		return true;
	return diag_error(r->diags, DIAG_KU005, v->at,
			  "`%.*s` is not a name that Kubernetes takes: lower-case letters, digits and -, "
			  "at most 63, a letter or digit at both ends", STR_ARG(v->text));
}

static bool
read_path(const struct reading *r, struct value *v)
{
	return (v->kind == VAL_STRING && v->text.n && v->text.p[0] == '/') || type_mismatch(r, v);
}

/* Does the enumeration have `true` and `false` beside its other words? */
static bool
has_bool(const struct type *t)
{
	for (int i = 0; t->words[i]; i++)
		if (strcmp(t->words[i], "true") == 0)
			return true;
	return false;
}

static bool
no_such_word(const struct reading *r, const struct value *v, const char *text)
{
	struct nearest near;
	struct diag *d;

	nearest_start(&near, text);
	for (int i = 0; r->type->words[i]; i++)
		nearest_offer(&near, r->type->words[i]);
	d = diag_add(r->diags, DIAG_TY003, v->at, "`%s` has no `%s`", r->what, text);
	if (!diag_nearest(r->diags, d, &near))
		diag_help(r->diags, d, "it takes %s", type_expects(r->arena, r->type));
	if (nearest_is_sure(&near))
		diag_fix_name(r->diags, d, v->at, text, near.name[0]);
	return false;
}

static bool
read_word(const struct reading *r, struct value *v)
{
	const char *text = arena_strndup(r->arena, v->text.p, v->text.n);

	if (v->kind != VAL_WORD && v->kind != VAL_STRING && !(v->kind == VAL_BOOL && has_bool(r->type)))
		return type_mismatch(r, v);
	for (int i = 0; r->type->words[i]; i++)
		if (strcmp(r->type->words[i], text) == 0) {
			v->num = i;
			return true;
		}
	return no_such_word(r, v, text);
}

static bool
read_ref(const struct reading *r, struct value *v)
{
	return v->kind == VAL_WORD || v->kind == VAL_STRING || type_mismatch(r, v);
}

static bool
read_range(const struct reading *r, struct value *v)
{
	struct value **ends = ARENA_ARRAY(r->arena, struct value *, 2);

	for (int i = 0; i < 2; i++) {
		const struct value *end = v->kind == VAL_RANGE ? v->items[i] : v;

		ends[i] = ARENA_NEW(r->arena, struct value);
		if (!type_read(r->arena, r->diags, r->type->of, end, r->what, ends[i]))
			return false;
	}
	v->kind = VAL_RANGE;
	v->items = ends;
	v->n = 2;
	if (ends[0]->num <= ends[1]->num)
		return true;
	return diag_error(r->diags, DIAG_TY002, v->at, "the request of `%s` is above its limit: %.*s..%.*s",
			  r->what, STR_ARG(ends[0]->text), STR_ARG(ends[1]->text));
}

static bool
is_reference(const struct value *v)
{
	return v->kind == VAL_SECRET || v->kind == VAL_SECRET_FILE || v->kind == VAL_ENV_REF ||
	       v->kind == VAL_INSECURE;
}

static bool
secret_part(const struct reading *r, const struct value *v)
{
	struct diag *d = diag_add(r->diags, DIAG_SE001, v->at, "a secret cannot be part of a longer text");

	diag_note(r->diags, d, v->secret_at, "this is secret");
	diag_help(r->diags, d, "put the whole value into the Secret");
	return false;
}

static bool
read_secret(const struct reading *r, struct value *v)
{
	struct diag *d;

	if (is_reference(v))
		return true;
	if (value_is_secret(v))
		return secret_part(r, v);
	if (v->kind != VAL_STRING && v->kind != VAL_WORD && !value_is_number(v))
		return type_mismatch(r, v);
	d = diag_add(r->diags, DIAG_TY010, v->at, "`%s` is secret and takes no plain text", r->what);
	diag_hide(r->diags, d);
	diag_help(r->diags, d, "refer to a Secret: secret(NAME, KEY); insecure(\"…\") where plain text is meant");
	return false;
}

static bool
read_list(const struct reading *r, struct value *v)
{
	struct value **items;
	bool ok = true;

	if (v->kind != VAL_LIST)
		return type_mismatch(r, v);
	items = ARENA_ARRAY(r->arena, struct value *, v->n + 1);
	for (size_t i = 0; i < v->n; i++) {
		items[i] = ARENA_NEW(r->arena, struct value);
		ok &= type_read(r->arena, r->diags, r->type->of, v->items[i], r->what, items[i]);
	}
	v->items = items;
	return ok;
}

static bool
read_env_value(const struct reading *r, struct value *v)
{
	if (v->kind == VAL_LIST || v->kind == VAL_RECORD || v->kind == VAL_RANGE)
		return type_mismatch(r, v);
	if (!is_reference(v) && value_is_secret(v))
		return secret_part(r, v);
	return true;
}

static bool
read_open(const struct reading *r, struct value *v)
{
	(void)r;
	(void)v;
	return true;
}

/* Records, variants and maps are walked by the spec. */
static reader *const readers[] = {
	[TYPE_BOOL] = read_boolean, [TYPE_INT] = type_read_int, [TYPE_SIZE] = type_read_size,
	[TYPE_QUANTITY] = type_read_size, [TYPE_CPU] = type_read_cpu, [TYPE_DURATION] = type_read_duration,
	[TYPE_PERCENT] = type_read_percent, [TYPE_MODE] = type_read_mode, [TYPE_PORT] = type_read_port,
	[TYPE_VERSION] = read_version,
	[TYPE_ADDRESS] = read_address, [TYPE_IP] = read_ip, [TYPE_CIDR] = read_cidr,
	[TYPE_URL] = read_url, [TYPE_STRING] = read_string, [TYPE_NAME] = read_name,
	[TYPE_PATH] = read_path, [TYPE_WORD] = read_word, [TYPE_REF] = read_ref,
	[TYPE_INT_OR_PERCENT] = type_read_int_or_percent, [TYPE_RANGE] = read_range,
	[TYPE_SECRET] = read_secret,
	[TYPE_SET] = read_list, [TYPE_SEQ] = read_list, [TYPE_ENV_VALUE] = read_env_value, [TYPE_CONFIG] = read_open,
	[TYPE_OPEN] = read_open,
};

/* May a secret go there?  EMQX keys are checked with the version's table. */
static bool
takes_secrets(enum type_kind kind)
{
	return kind == TYPE_SECRET || kind == TYPE_ENV_VALUE || kind == TYPE_CONFIG || kind == TYPE_OPEN ||
	       kind == TYPE_SET || kind == TYPE_SEQ;
}

static bool
is_public(const struct reading *r, const struct value *v)
{
	struct diag *d;

	if (!value_is_secret(v) || takes_secrets(r->type->kind))
		return true;
	d = diag_add(r->diags, DIAG_SE001, v->at, "a secret would be written to `%s`, which is public", r->what);
	diag_label(r->diags, d, "flows into `%s`", r->what);
	if (v->secret_at.from != v->at.from || v->secret_at.file != v->at.file)
		diag_note(r->diags, d, v->secret_at, "this is secret");
	return false;
}

bool
type_read(struct arena *a, struct diags *d, const struct type *t, const struct value *v,
	  const char *what, struct value *out)
{
	struct reading r = { a, d, t, what };

	*out = *v;
	if (v->kind == VAL_BAD)
		return false;
	if (v->kind == VAL_UNKNOWN)
		return true;
	assert(readers[t->kind]);
	return is_public(&r, v) && readers[t->kind](&r, out);
}

/*
 * types: reading a value by the type of the field that takes it.
 *
 * Input is a value as written (text unread); output is a copy with num filled.
 * Every mismatch is one message at the value.
 */
#include "schema/types.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/edit.h"
#include "diag/diag.h"
#include "schema/kube_names.h"
#include "schema/version.h"

/* What a reader needs to speak of the field. */
struct reading {
	struct arena *arena;
	struct diags *diags;
	const struct type *type;
	const char *what;
};

typedef bool reader(const struct reading *r, struct value *v);

/* What a value of this kind looks like, for "takes …". */
static const char *const type_examples[] = {
	[TYPE_BOOL] = "true or false",
	[TYPE_INT] = "an integer",
	[TYPE_SIZE] = "a size such as 64KiB",
	[TYPE_QUANTITY] = "a size such as 1Gi",
	[TYPE_CPU] = "an amount of cpu such as 500m or 2",
	[TYPE_DURATION] = "a duration such as 30s or 1h30m",
	[TYPE_PERCENT] = "a percentage such as 80%",
	[TYPE_MODE] = "rights of a file, octal, such as 0440",
	[TYPE_PORT] = "a port number from 1 to 65535",
	[TYPE_VERSION] = "a version such as 5.8.6",
	[TYPE_ADDRESS] = "an address such as 0.0.0.0:8883",
	[TYPE_IP] = "an IP address such as 0.0.0.0 or \"::\"",
	[TYPE_CIDR] = "an address range such as 10.0.0.0/8",
	[TYPE_URL] = "a URL such as \"https://host:443\"",
	[TYPE_STRING] = "a string",
	[TYPE_NAME] = "a name",
	[TYPE_PATH] = "an absolute path such as \"/mqtt\"",
	[TYPE_REF] = "the name of a member",
	[TYPE_INT_OR_PERCENT] = "an integer or a percentage",
	[TYPE_SECRET] = "a secret: secret(NAME, KEY)",
	[TYPE_RECORD] = "a block { … }",
	[TYPE_VARIANT] = "a word with a block",
	[TYPE_MAP] = "a block of named members",
	[TYPE_ENV_VALUE] = "a string, a number, a secret or env-ref(NAME)",
	[TYPE_CONFIG] = "a block of EMQX keys",
	[TYPE_OPEN] = "a value",
};

const char *
type_expects(struct arena *a, const struct type *t)
{
	struct buf b = BUF_IN(a);

	if (t->kind == TYPE_RANGE)
		return arena_printf(a, "a range request..limit, each %s", type_expects(a, t->of));
	if (t->kind == TYPE_SET || t->kind == TYPE_SEQ)
		return arena_printf(a, "a list [a, b], each %s", type_expects(a, t->of));
	if (t->kind != TYPE_WORD)
		return type_examples[t->kind];
	for (const char *const *w = t->words; *w; w++) {
		if (b.n)
			buf_text(&b, w[1] ? ", " : " or ");
		buf_printf(&b, "`%s`", *w);
	}
	return buf_cstr(&b);
}

static bool
mismatch(const struct reading *r, const struct value *v)
{
	return diag_error(r->diags, DIAG_TY001, v->at, "`%s` takes %s, not %s", r->what,
			  type_expects(r->arena, r->type), value_kind_text(v->kind));
}

static bool
in_range(const struct reading *r, const struct value *v, const char *(*show)(struct arena *, int64_t))
{
	const struct type *t = r->type;

	if ((t->min == 0 && t->max == 0) || (v->num >= t->min && v->num <= t->max))
		return true;
	if (v->num < t->min)
		return diag_error(r->diags, DIAG_TY002, v->at, "`%s` is at least %s, not %.*s", r->what,
				  show(r->arena, t->min), STR_ARG(v->text));
	return diag_error(r->diags, DIAG_TY002, v->at, "`%s` is at most %s, not %.*s", r->what,
			  show(r->arena, t->max), STR_ARG(v->text));
}

static const char *
show_int(struct arena *a, int64_t n)
{
	return arena_printf(a, "%lld", (long long)n);
}

/* A number reader's complaint as a message; `units` names the right ones. */
static bool
number_ok(const struct reading *r, const struct value *v, enum number_fault fault, const char *units)
{
	struct diag *d;

	switch (fault) {
	case NUM_OK:
		return true;
	case NUM_NOT:
		return mismatch(r, v);
	case NUM_OVERFLOW:
		return diag_error(r->diags, DIAG_TY009, v->at, "%.*s does not fit in 64 bits",
				  STR_ARG(v->text));
	case NUM_INEXACT:
		return diag_error(r->diags, DIAG_TY005, v->at, "%.*s is not a whole number of the smallest unit",
				  STR_ARG(v->text));
	case NUM_UNIT:
		break;
	}
	d = diag_add(r->diags, DIAG_TY005, v->at, v->kind == VAL_UNIT
		     ? "`%s` takes %s; the unit of `%.*s` does not fit" : "`%s` takes %s, and `%.*s` has no unit",
		     r->what, type_expects(r->arena, r->type), STR_ARG(v->text));
	diag_help(r->diags, d, "units: %s", units);
	return false;
}

static bool
is_number(const struct value *v)
{
	return v->kind == VAL_INT || v->kind == VAL_DECIMAL || v->kind == VAL_UNIT;
}

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
		return mismatch(r, v);
	d = diag_add(r->diags, DIAG_TY001, v->at, "`%s` takes true or false", r->what);
	diag_fix(r->diags, d, v->at, yes ? "true" : "false");
	return false;
}

static bool
read_int(const struct reading *r, struct value *v)
{
	if (v->kind == VAL_UNIT || v->kind == VAL_DECIMAL || v->kind != VAL_INT)
		return mismatch(r, v);
	return number_ok(r, v, number_int(v->text, &v->num), "none") && in_range(r, v, show_int);
}

static bool
read_port(const struct reading *r, struct value *v)
{
	if (v->kind != VAL_INT)
		return mismatch(r, v);
	if (!number_ok(r, v, number_int(v->text, &v->num), "none"))
		return false;
	if (v->num >= 1 && v->num <= 65535)
		return true;
	return diag_error(r->diags, DIAG_TY002, v->at, "`%s` takes %s, not %.*s", r->what,
			  type_expects(r->arena, r->type), STR_ARG(v->text));
}

static bool
read_size(const struct reading *r, struct value *v)
{
	bool kubernetes = r->type->kind == TYPE_QUANTITY, ambiguous = false;
	enum number_fault fault;

	if (!is_number(v))
		return mismatch(r, v);
	fault = v->kind == VAL_UNIT ? number_size(v->text, kubernetes, &v->num, &ambiguous) : NUM_UNIT;
	if (!number_ok(r, v, fault, kubernetes ? "Ki, Mi, Gi, Ti (1024) or k, M, G, T (1000)"
					       : "B, KiB, MiB, GiB"))
		return false;
	return in_range(r, v, quantity_text);
}

static bool
read_cpu(const struct reading *r, struct value *v)
{
	if (!is_number(v))
		return mismatch(r, v);
	return number_ok(r, v, number_cpu(v->text, &v->num), "none for cores, m for thousandths") &&
	       in_range(r, v, cpu_text);
}

/* Kubernetes counts in whole seconds. */
static bool
is_whole(const struct reading *r, const struct value *v)
{
	if (!r->type->unit || v->num % r->type->unit == 0)
		return true;
	return diag_error(r->diags, DIAG_TY002, v->at, "`%s` is counted in whole seconds, not %s", r->what,
			  value_show(r->arena, v));
}

static bool
read_duration(const struct reading *r, struct value *v)
{
	if (v->kind == VAL_WORD && str_is(v->text, "infinity")) {
		v->num = -1;
		return r->type->max == 0 ||
		       diag_error(r->diags, DIAG_TY002, v->at, "`%s` cannot be infinity", r->what);
	}
	if (!is_number(v))
		return mismatch(r, v);
	return number_ok(r, v, v->kind == VAL_UNIT ? number_duration(v->text, &v->num) : NUM_UNIT,
			 "ms, s, m, h, d, w") &&
	       in_range(r, v, duration_text) && is_whole(r, v);
}

static bool
read_percent(const struct reading *r, struct value *v)
{
	struct str digits = { v->text.p, v->text.n ? v->text.n - 1 : 0 };

	if (v->kind != VAL_PERCENT)
		return mismatch(r, v);
	return number_ok(r, v, number_cpu(digits, &v->num), "%");
}

static bool
read_int_or_percent(const struct reading *r, struct value *v)
{
	if (v->kind == VAL_PERCENT) {
		if (!read_percent(r, v))
			return false;
		if (v->num % 1000 == 0 && v->num <= 100000)
			return true;
		return diag_error(r->diags, DIAG_TY002, v->at, "`%s` takes whole percentages up to 100%%", r->what);
	}
	return read_int(r, v);
}

static bool
read_mode(const struct reading *r, struct value *v)
{
	if (v->kind != VAL_INT || !v->text.n || v->text.n > 4)
		return mismatch(r, v);
	v->num = 0;
	for (size_t i = 0; i < v->text.n; i++) {
		if (v->text.p[i] < '0' || v->text.p[i] > '7')
			return mismatch(r, v);
		v->num = v->num * 8 + (v->text.p[i] - '0');
	}
	return v->num <= 0777 || mismatch(r, v);
}

static bool
read_version(const struct reading *r, struct value *v)
{
	struct version version;

	if (v->kind != VAL_VERSION && v->kind != VAL_DECIMAL && v->kind != VAL_STRING)
		return mismatch(r, v);
	return version_parse(v->text, &version) || mismatch(r, v);
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

	return (is_texty(v) && is_ip(text)) || mismatch(r, v);
}

static bool
read_cidr(const struct reading *r, struct value *v)
{
	char *text = arena_strndup(r->arena, v->text.p, v->text.n);
	char *slash = strchr(text, '/');
	int64_t bits;

	if (!is_texty(v) || !slash)
		return mismatch(r, v);
	*slash = '\0';
	if (!is_ip(text) || number_int(str_of(slash + 1), &bits) || bits < 0 ||
	    bits > (strchr(text, ':') ? 128 : 32))
		return mismatch(r, v);
	return true;
}

static bool
read_address(const struct reading *r, struct value *v)
{
	return (is_texty(v) && v->text.n > 0) || mismatch(r, v);
}

static bool
read_url(const struct reading *r, struct value *v)
{
	const char *text = arena_strndup(r->arena, v->text.p, v->text.n);
	const char *scheme = strstr(text, "://");

	return (v->kind == VAL_STRING && scheme && scheme > text && scheme[3]) || mismatch(r, v);
}

static bool
read_string(const struct reading *r, struct value *v)
{
	struct diag *d;

	if (v->kind == VAL_STRING || v->kind == VAL_WORD || v->kind == VAL_VERSION || v->kind == VAL_ADDRESS)
		return true;
	if (!is_number(v) && v->kind != VAL_BOOL && v->kind != VAL_PERCENT)
		return mismatch(r, v);
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
		return mismatch(r, v);
	if (strlen(text) == v->text.n && kube_is_label(text))
		return true;
	return diag_error(r->diags, DIAG_KU005, v->at,
			  "`%.*s` is not a name that Kubernetes takes: lower-case letters, digits and -, "
			  "at most 63, a letter or digit at both ends", STR_ARG(v->text));
}

static bool
read_path(const struct reading *r, struct value *v)
{
	return (v->kind == VAL_STRING && v->text.n && v->text.p[0] == '/') || mismatch(r, v);
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
	if (near.n == 1)
		diag_fix_name(r->diags, d, v->at, text, near.name[0]);
	return false;
}

static bool
read_word(const struct reading *r, struct value *v)
{
	const char *text = arena_strndup(r->arena, v->text.p, v->text.n);

	if (v->kind != VAL_WORD && v->kind != VAL_STRING && !(v->kind == VAL_BOOL && has_bool(r->type)))
		return mismatch(r, v);
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
	return v->kind == VAL_WORD || v->kind == VAL_STRING || mismatch(r, v);
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
	if (v->kind != VAL_STRING && v->kind != VAL_WORD && !is_number(v))
		return mismatch(r, v);
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
		return mismatch(r, v);
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
		return mismatch(r, v);
	if (!is_reference(v) && value_is_secret(v))
		return secret_part(r, v);
	return true;
}

/* Blocks are walked by the spec; any scalar is wrong there. */
static bool
read_block(const struct reading *r, struct value *v)
{
	return mismatch(r, v);
}

static bool
read_open(const struct reading *r, struct value *v)
{
	(void)r;
	(void)v;
	return true;
}

static reader *const readers[] = {
	[TYPE_BOOL] = read_boolean, [TYPE_INT] = read_int, [TYPE_SIZE] = read_size,
	[TYPE_QUANTITY] = read_size, [TYPE_CPU] = read_cpu, [TYPE_DURATION] = read_duration,
	[TYPE_PERCENT] = read_percent, [TYPE_MODE] = read_mode, [TYPE_PORT] = read_port, [TYPE_VERSION] = read_version,
	[TYPE_ADDRESS] = read_address, [TYPE_IP] = read_ip, [TYPE_CIDR] = read_cidr,
	[TYPE_URL] = read_url, [TYPE_STRING] = read_string, [TYPE_NAME] = read_name,
	[TYPE_PATH] = read_path, [TYPE_WORD] = read_word, [TYPE_REF] = read_ref,
	[TYPE_INT_OR_PERCENT] = read_int_or_percent, [TYPE_RANGE] = read_range,
	[TYPE_SECRET] = read_secret, [TYPE_RECORD] = read_block, [TYPE_VARIANT] = read_block, [TYPE_MAP] = read_block,
	[TYPE_SET] = read_list,
	[TYPE_SEQ] = read_list, [TYPE_ENV_VALUE] = read_env_value, [TYPE_CONFIG] = read_open,
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
	return is_public(&r, v) && readers[t->kind](&r, out);
}

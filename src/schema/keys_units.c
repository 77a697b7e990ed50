/*
 * keys_units: numbers, sizes, durations, percentages, addresses and rates of
 * EMQX keys.  What is left in text is what the broker of that version reads;
 * it is exact, or the value is refused.
 */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "schema/keys_types.h"
#include "schema/types.h"

#define KI INT64_C(1024)

/* Digits may be grouped with _ in the language only. */
static struct str
without_groups(struct arena *a, struct str text)
{
	struct buf b = BUF_IN(a);

	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] != '_')
			buf_char(&b, text.p[i]);
	buf_cstr(&b);
	return buf_view(&b);
}

static bool
out_of_range(struct conf_reading *r, const struct key_type *t, const struct value *v)
{
	return conf_bad(r, DIAG_EX004, v, "expects %s, not `%.*s`", conf_expects(r->c->arena, t),
			STR_ARG(v->text));
}

bool
conf_read_int(struct conf_reading *r, const struct key_type *t, const struct value *v, struct conf *out)
{
	int64_t n;

	if (v->kind != VAL_INT)
		return conf_mismatch(r, t, v);
	if (number_int(v->text, &n))
		return conf_overflow(r, v);
	if (n < t->lo || n > t->hi)
		return out_of_range(r, t, v);
	return conf_set(out, CONF_INT, str_of(arena_printf(r->c->arena, "%" PRId64, n)), n);
}

/* A number that counts seconds or milliseconds: the language's durations are
 * printed in what the key counts. */
bool
conf_read_time(struct conf_reading *r, const struct key_type *t, const struct value *v, struct conf *out)
{
	int64_t unit = t->id == CT_SECONDS ? 1000 : 1, ms;
	const char *name = t->id == CT_SECONDS ? "seconds" : "milliseconds";

	if (v->kind != VAL_UNIT)
		return conf_read_int(r, t, v, out);
	if (number_duration(v->text, &ms) != NUM_OK)
		return conf_mismatch(r, t, v);
	if (ms % unit)
		return conf_bad(r, DIAG_EX004, v, "counts whole %s, not `%.*s`", name, STR_ARG(v->text));
	if (ms / unit < t->lo || ms / unit > t->hi)
		return out_of_range(r, t, v);
	return conf_set(out, CONF_INT, str_of(arena_printf(r->c->arena, "%" PRId64, ms / unit)), ms / unit);
}

bool
conf_read_float(struct conf_reading *r, const struct key_type *t, const struct value *v, struct conf *out)
{
	if (v->kind != VAL_INT && v->kind != VAL_DECIMAL)
		return conf_mismatch(r, t, v);
	return conf_set(out, v->kind == VAL_INT ? CONF_INT : CONF_FLOAT,
			without_groups(r->c->arena, v->text), 0);
}

/* ---- sizes ---- */

const char *
conf_size_text(struct arena *a, int64_t bytes)
{
	static const struct {
		int64_t factor;
		const char *name;
	} units[] = { { KI * KI * KI, "GB" }, { KI * KI, "MB" }, { KI, "KB" } };

	for (size_t i = 0; bytes && i < sizeof(units) / sizeof(units[0]); i++)
		if (bytes % units[i].factor == 0)
			return arena_printf(a, "%" PRId64 "%s", bytes / units[i].factor, units[i].name);
	return arena_printf(a, "%" PRId64, bytes);
}

/* "1536KiB": as the language writes it without doubt. */
static const char *
binary_text(struct arena *a, int64_t bytes)
{
	const char *text = conf_size_text(a, bytes);
	size_t n = strlen(text);

	if (text[n - 1] != 'B')
		return arena_printf(a, "%sB", text);
	return arena_printf(a, "%.*siB", (int)(n - 1), text);
}

/* What the broker itself reads: 4096, 4096B, 64kb, 1MB; all versions. */
static bool
is_broker_size(struct str s)
{
	static const char *const units[] = { "", "b", "B", "kb", "KB", "mb", "MB", "gb", "GB" };
	size_t digits = 0;

	while (digits < s.n && s.p[digits] >= '0' && s.p[digits] <= '9')
		digits++;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (str_is((struct str){ s.p + digits, s.n - digits }, units[i]))
			return digits > 0;
	return false;
}

static bool
foreign_size(struct conf_reading *r, const struct value *v, int64_t bytes)
{
	conf_bad(r, DIAG_EX004, v, "is no size that EMQX reads with `%.*s`: it takes whole numbers of B, KB,"
		 " MB and GB, in steps of 1024", STR_ARG(v->text));
	return conf_fix(r, conf_size_text(r->c->arena, bytes));
}

static bool
ambiguous_size(struct conf_reading *r, const struct value *v, int64_t bytes)
{
	struct conf_fault *w;

	if (conf_is_four(r) && memchr(v->text.p, '.', v->text.n)) {
		conf_bad(r, DIAG_EX085, v, "would become a fraction from `%.*s`: EMQX %d.%d needs whole bytes",
			 STR_ARG(v->text), r->c->build->major, r->c->build->minor);
		return conf_fix(r, (r->c->verbatim ? conf_size_text : binary_text)(r->c->arena, bytes));
	}
	w = VEC_ADD(r->c->arena, &r->warnings);
	w->id = DIAG_TY006;
	w->at = v->at;
	w->text = arena_printf(r->c->arena, "counts `%.*s` in steps of 1024 as EMQX does; Kubernetes counts 1000",
			       STR_ARG(v->text));
	w->fix = binary_text(r->c->arena, bytes);
	return true;
}

static bool
size_fault(struct conf_reading *r, const struct value *v, enum number_fault fault)
{
	if (fault == NUM_OVERFLOW)
		return conf_overflow(r, v);
	if (fault == NUM_INEXACT)
		return conf_bad(r, DIAG_EX004, v, "is not a whole number of bytes with `%.*s`",
				STR_ARG(v->text));
	return conf_bad(r, DIAG_EX004, v, "has no unit like that of `%.*s`: sizes are written "
			"512B, 64KiB, 1MiB or 1GiB", STR_ARG(v->text));
}

bool
conf_read_size(struct conf_reading *r, const struct key_type *t, const struct value *v, struct conf *out)
{
	int64_t bytes;
	bool ambiguous = false;
	enum number_fault fault;

	if (v->kind != VAL_INT && v->kind != VAL_UNIT)
		return conf_mismatch(r, t, v);
	fault = v->kind == VAL_INT ? number_int(v->text, &bytes)
				   : number_size(v->text, false, &bytes, &ambiguous);
	if (fault)
		return size_fault(r, v, fault);
	if (bytes < 0 || bytes < t->lo || bytes > t->hi)
		return out_of_range(r, t, v);
	if (ambiguous && !(r->c->verbatim && is_broker_size(v->text)) && !ambiguous_size(r, v, bytes))
		return false;
	if (r->c->verbatim && !is_broker_size(v->text))
		return foreign_size(r, v, bytes);
	return conf_set(out, CONF_SIZE, str_of(conf_size_text(r->c->arena, bytes)), bytes);
}

/* ---- durations ---- */

/* A whole number that begins with 0, in any of the segments: "0s", "5m0s". */
static bool
has_zero_segment(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		bool start = s.p[i] >= '0' && s.p[i] <= '9' &&
			(i == 0 || ((s.p[i - 1] < '0' || s.p[i - 1] > '9') && s.p[i - 1] != '.' &&
				    s.p[i - 1] != '_'));
		size_t end = i;

		if (!start || s.p[i] != '0')
			continue;
		while (end < s.n && ((s.p[end] >= '0' && s.p[end] <= '9') || s.p[end] == '_'))
			end++;
		if (end < s.n && s.p[end] != '.')
			return true;
	}
	return false;
}

static bool
bare_number(struct conf_reading *r, const struct value *v)
{
	int n = (int)v->text.n;
	const char *p = v->text.p;

	if (conf_is_four(r))
		conf_bad(r, DIAG_EX081, v, "needs a unit: EMQX %d.%d refuses `%.*s`", r->c->build->major,
			 r->c->build->minor, n, p);
	else
		conf_bad(r, DIAG_EX081, v, "needs a unit: the broker would read `%.*s` as %.*s milliseconds",
			 n, p, n, p);
	r->fault.help = arena_printf(r->c->arena, "write %.*ss for seconds, %.*sms for milliseconds", n, p, n, p);
	return false;
}

/* As written, unless only the language can read that. */
static struct str
duration_as_read(struct arena *a, struct str text, int64_t ms)
{
	if (text.n && !memchr(text.p, '_', text.n) && !memchr(text.p, '.', text.n) &&
	    !memchr(text.p, 'w', text.n))
		return text;
	return str_of(duration_text(a, ms));
}

static bool
held_in(struct conf_reading *r, const struct key_type *t, const struct value *v, int64_t ms)
{
	bool seconds = t->id == CT_DURATION_S || t->id == CT_TIMEOUT_S;
	bool timeout = t->id == CT_TIMEOUT || t->id == CT_TIMEOUT_S;

	if (seconds && ms % 1000)
		return conf_bad(r, DIAG_EX004, v, "is held in whole seconds: the broker would round `%.*s`",
				STR_ARG(v->text));
	if (timeout && ms > INT64_C(4294967295))
		return conf_bad(r, DIAG_EX004, v, "is at most 4294967295ms (49 days), not `%.*s`",
				STR_ARG(v->text));
	return true;
}

bool
conf_read_duration(struct conf_reading *r, const struct key_type *t, const struct value *v,
		   struct conf *out)
{
	struct arena *a = r->c->arena;
	enum number_fault fault;
	int64_t ms;

	if (v->kind == VAL_INT && !conf_is_four(r) && number_int(v->text, &ms) == NUM_OK && ms == 0)
		return conf_set(out, CONF_DURATION, STR("0s"), 0);
	if (v->kind == VAL_INT)
		return bare_number(r, v);
	if (v->kind != VAL_UNIT)
		return conf_mismatch(r, t, v);
	fault = number_duration(v->text, &ms);
	if (fault == NUM_OVERFLOW)
		return conf_overflow(r, v);
	if (fault == NUM_INEXACT)
		return conf_bad(r, DIAG_EX004, v, "is not a whole number of milliseconds with `%.*s`",
				STR_ARG(v->text));
	if (fault)
		return conf_bad(r, DIAG_EX004, v, "has no unit like that of `%.*s`: durations are written "
				"100ms, 15s, 5m, 1h30m or 7d", STR_ARG(v->text));
	if (conf_is_four(r) && !version_at_least(&r->c->version, 4, 3, 8) && has_zero_segment(v->text)) {
		conf_bad(r, DIAG_EX084, v, "may not begin with 0 before EMQX 4.3.8, and `%.*s` does",
			 STR_ARG(v->text));
		return ms ? conf_fix(r, duration_text(a, ms)) : false;
	}
	if (!held_in(r, t, v, ms))
		return false;
	return conf_set(out, CONF_DURATION, duration_as_read(a, v->text, ms), ms);
}

/* ---- percentages ---- */

bool
conf_read_percent(struct conf_reading *r, const struct key_type *t, const struct value *v,
		  struct conf *out)
{
	struct str digits = v->text;
	int64_t thousandths = 0, scale = 1000;
	bool dot = false;

	if (v->kind != VAL_PERCENT)
		return conf_mismatch(r, t, v);
	if (str_ends(digits, "%"))
		digits.n--;
	for (size_t i = 0; i < digits.n; i++) {
		char c = digits.p[i];

		if (c == '.')
			dot = true;
		if (c < '0' || c > '9')
			continue;
		if (dot && scale == 1)
			return conf_bad(r, DIAG_EX004, v, "has at most three decimals, not `%.*s`",
					STR_ARG(v->text));
		if (dot)
			thousandths += (scale /= 10) * (c - '0');
		else
			thousandths = thousandths * 10 + (c - '0') * 1000;
		if (thousandths > 100000)
			return conf_bad(r, DIAG_EX004, v, "is at most 100%%, not `%.*s`", STR_ARG(v->text));
	}
	return conf_set(out, CONF_PERCENT, without_groups(r->c->arena, v->text), thousandths);
}

/* ---- addresses ---- */

/* 0..max in decimal, all of the text. */
static bool
is_number(struct str s, long max)
{
	long n = 0;

	if (s.n == 0 || s.n > 5)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		n = n * 10 + (s.p[i] - '0');
	}
	return n <= max;
}

static bool
is_ipv4(struct str s)
{
	for (int part = 0; part < 4; part++) {
		const char *dot = memchr(s.p, '.', s.n);
		size_t n = dot ? (size_t)(dot - s.p) : s.n;

		if (!is_number((struct str){ s.p, n }, 255) || (dot == NULL) != (part == 3))
			return false;
		s = (struct str){ s.p + n + (dot != NULL), s.n - n - (dot != NULL) };
	}
	return s.n == 0;
}

/* Groups of up to four hexadecimal digits, with :: at most once. */
static bool
is_ipv6(struct str s)
{
	unsigned groups = 0, digits = 0, gaps = 0;

	if (s.n < 2)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');

		if (!hex && c != ':')
			return false;
		gaps += c == ':' && i && s.p[i - 1] == ':';
		groups += hex && digits == 0;
		digits = hex ? digits + 1 : 0;
		if (digits > 4)
			return false;
	}
	return gaps <= 1 && (gaps ? groups < 8 : groups == 8);
}

static struct str
without_brackets(struct str s)
{
	if (s.n > 2 && s.p[0] == '[' && s.p[s.n - 1] == ']')
		return (struct str){ s.p + 1, s.n - 2 };
	return s;
}

/* HOST:PORT at the last colon. */
static bool
split_address(struct str s, struct str *host, struct str *port)
{
	for (size_t i = s.n; i-- > 0; )
		if (s.p[i] == ':') {
			*host = (struct str){ s.p, i };
			*port = (struct str){ s.p + i + 1, s.n - i - 1 };
			return true;
		}
	return false;
}

bool
conf_read_address(struct conf_reading *r, const struct key_type *t, const struct value *v,
		  struct conf *out)
{
	struct str host, port, bare;
	int64_t n;

	if (v->kind == VAL_INT && !conf_is_four(r) && number_int(v->text, &n) == NUM_OK) {
		if (n < 0 || n > 65535)
			return conf_bad(r, DIAG_EX004, v, "is a port, at most 65535, not `%.*s`", STR_ARG(v->text));
		return conf_set(out, CONF_ADDRESS, str_of(arena_printf(r->c->arena, "%" PRId64, n)), n);
	}
	if (v->kind != VAL_ADDRESS && v->kind != VAL_STRING)
		return conf_mismatch(r, t, v);
	if (!split_address(v->text, &host, &port) || !is_number(port, 65535))
		return conf_bad(r, DIAG_EX004, v, "expects %s with a port of at most 65535",
				conf_expects(r->c->arena, t));
	bare = without_brackets(host);
	if (is_ipv4(host))
		return conf_set(out, CONF_ADDRESS, v->text, 0);
	if (!is_ipv6(bare))
		return conf_bad(r, DIAG_EX004, v, "expects an IP address before the port, not `%.*s`",
				STR_ARG(host));
	/* 4.x splits at the last colon and takes no brackets */
	if (conf_is_four(r))
		return conf_set(out, CONF_ADDRESS, str_of(arena_printf(r->c->arena, "%.*s:%.*s",
				STR_ARG(bare), STR_ARG(port))), 0);
	return conf_set(out, CONF_ADDRESS, v->text, 0);
}

/* ---- rates of 5.x limiters: "1000/s", "100MB/10s", "infinity" ---- */

static size_t
span(struct str s, const char *set)
{
	size_t n = 0;

	while (n < s.n && strchr(set, s.p[n]))
		n++;
	return n;
}

/* NUMBER[KB|MB|GB][/[NUMBER]UNIT] */
static bool
is_rate(struct str s, bool per)
{
	static const char *const sizes[] = { "", "kb", "mb", "gb", "KB", "MB", "GB", NULL };
	static const char *const times[] = { "ms", "s", "m", "h", "d", NULL };
	const char *slash = memchr(s.p ? s.p : "", '/', s.n);
	size_t amount = slash ? (size_t)(slash - s.p) : s.n;
	size_t digits = span((struct str){ s.p, amount }, "0123456789");
	struct str time;

	if (!digits || !str_is_any((struct str){ s.p + digits, amount - digits }, sizes))
		return false;
	if (!slash)
		return true;
	time = (struct str){ slash + 1, s.n - amount - 1 };
	digits = span(time, "0123456789");
	return per && str_is_any((struct str){ time.p + digits, time.n - digits }, times);
}

bool
conf_read_rate(struct conf_reading *r, const struct key_type *t, const struct value *v, struct conf *out)
{
	if (str_is(v->text, "infinity") && (v->kind == VAL_WORD || v->kind == VAL_STRING))
		return conf_set(out, CONF_WORD, v->text, 0);
	if (v->kind == VAL_INT)
		return conf_read_int(r, t, v, out);
	if (v->kind != VAL_STRING)
		return conf_mismatch(r, t, v);
	if (!is_rate(v->text, true))
		return conf_bad(r, DIAG_EX004, v, "expects %s or `infinity`, not \"%.*s\"",
				conf_expects(r->c->arena, t), STR_ARG(v->text));
	return conf_set(out, CONF_STRING, v->text, 0);
}

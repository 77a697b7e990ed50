/*
 * kinds_values: what a single value of a Kubernetes object may be: numbers
 * within their limits, quantities, base64, and the words that say what a type
 * takes.
 */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/edit.h"
#include "diag/diag.h"
#include "schema/kinds.h"

enum { WORD_SIZE = 64, FEW_FIELDS = 12 };

/* What a number may be where the schemas only say that it is one. */
static const struct limit {
	const char *field;
	int64_t min, max;
} limits[] = {
	{ "containerPort", 1, 65535 }, { "hostPort", 1, 65535 }, { "port", 1, 65535 },
	{ "targetPort", 1, 65535 }, { "endPort", 1, 65535 }, { "nodePort", 30000, 32767 },
	{ "replicas", 0, INT32_MAX }, { "minReplicas", 1, INT32_MAX },
	{ "maxReplicas", 1, INT32_MAX }, { "minReadySeconds", 0, INT32_MAX },
	{ "revisionHistoryLimit", 0, INT32_MAX }, { "progressDeadlineSeconds", 1, INT32_MAX },
	{ "partition", 0, INT32_MAX }, { "start", 0, INT32_MAX },
	{ "initialDelaySeconds", 0, INT32_MAX }, { "periodSeconds", 0, INT32_MAX },
	{ "timeoutSeconds", 0, INT32_MAX }, { "successThreshold", 0, INT32_MAX },
	{ "failureThreshold", 0, INT32_MAX }, { "activeDeadlineSeconds", 1, INT32_MAX },
	{ "stabilizationWindowSeconds", 0, 3600 }, { "weight", 1, 100 },
	{ "maxSkew", 1, INT32_MAX }, { "minDomains", 1, INT32_MAX },
	{ "defaultMode", 0, 0777 }, { "mode", 0, 0777 }, { "runAsUser", 0, INT32_MAX },
	{ "runAsGroup", 0, INT32_MAX }, { "fsGroup", 0, INT32_MAX },
	{ "maxUnavailable", 0, INT32_MAX }, { "maxSurge", 0, INT32_MAX },
	{ "minAvailable", 0, INT32_MAX }, { "backoffLimit", 0, INT32_MAX },
	{ "parallelism", 0, INT32_MAX }, { "completions", 0, INT32_MAX }
};

const char *
kind_number_fault(struct arena *a, const char *field, int64_t num, bool wide)
{
	for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
		const struct limit *l = &limits[i];

		if (strcmp(l->field, field) != 0 || (num >= l->min && num <= l->max))
			continue;
		if (l->max == INT32_MAX)
			return arena_printf(a, "a number from %" PRId64, l->min);
		return arena_printf(a, "a number from %" PRId64 " to %" PRId64, l->min, l->max);
	}
	return wide || (num >= INT32_MIN && num <= INT32_MAX) ? NULL : "a number of 32 bits";
}

static size_t
skip(const char *s, const char *of)
{
	return strspn(s, of);
}

bool
kind_is_quantity(const char *s)
{
	static const char *const suffixes[] = {
		"", "n", "u", "m", "k", "M", "G", "T", "P", "E",
		"Ki", "Mi", "Gi", "Ti", "Pi", "Ei", NULL
	};
	size_t whole, part = 0;

	s += *s == '+' || *s == '-';
	whole = skip(s, "0123456789");
	s += whole;
	if (*s == '.') {
		part = skip(s + 1, "0123456789");
		s += part + 1;
	}
	if (!whole && !part)
		return false;
	if (str_is_any(str_of(s), suffixes))
		return true;
	if (*s != 'e' && *s != 'E')
		return false;
	s += 1 + (s[1] == '+' || s[1] == '-');
	return *s && !s[skip(s, "0123456789")];
}

bool
kind_is_base64(const char *s)
{
	size_t n = skip(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
	size_t pad = skip(s + n, "=");

	return !s[n + pad] && pad <= 2 && (n + pad) % 4 == 0;
}

static const char *
words_text(struct arena *a, const struct kind_type *t)
{
	struct buf b = BUF_IN(a);
	char word[WORD_SIZE], next[WORD_SIZE];

	buf_text(&b, "one of");
	for (size_t i = 0; kind_word(t, i, word, sizeof word); i++) {
		bool last = !kind_word(t, i + 1, next, sizeof next);

		buf_printf(&b, "%s `%s`", !i ? "" : last ? " or" : ",", word);
	}
	return buf_cstr(&b);
}

const char *
kind_expects(struct arena *a, const struct kind_type *t)
{
	static const char *const names[] = {
		[KIND_STRING] = "a string",
		[KIND_BOOL] = "true or false",
		[KIND_INT32] = "a whole number",
		[KIND_INT64] = "a whole number",
		[KIND_INT_OR_STRING] = "a whole number or a string",
		[KIND_QUANTITY] = "a quantity such as 500m or 1Gi",
		[KIND_BASE64] = "base64",
		[KIND_LIST] = "a list",
		[KIND_MAP] = "a map",
		[KIND_STRUCT] = "a map"
	};

	return kind_type_id(t) == KIND_WORDS ? words_text(a, t) : names[kind_type_id(t)];
}

/* All fields, when they are few. */
static void
help_all(struct diags *all, struct arena *a, struct diag *r, const struct kind_type *t)
{
	struct buf b = BUF_IN(a);
	const struct kind_field *f;

	if (kind_field_at(t, FEW_FIELDS))
		return;
	for (size_t i = 0; (f = kind_field_at(t, i)); i++)
		buf_printf(&b, "%s`%s`", i ? ", " : "", kind_field_name(f));
	diag_help(all, r, "there %s %s", kind_field_at(t, 1) ? "are" : "is", buf_cstr(&b));
}

void
kind_help_fields(struct diags *all, struct arena *a, struct diag *r, const struct kind_type *t,
		 const char *wanted)
{
	struct nearest near;
	const struct kind_field *f;

	nearest_start(&near, wanted);
	for (size_t i = 0; (f = kind_field_at(t, i)); i++)
		nearest_offer(&near, kind_field_name(f));
	if (!diag_nearest(all, r, &near))
		help_all(all, a, r, t);
}

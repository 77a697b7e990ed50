/*
 * keys_expects: types of EMQX keys in words, for messages and docs.
 */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "schema/keys_types.h"

/* What a type is called, and an example of it as a user writes it. */
static const struct {
	const char *name, *example;
} names[CT_COUNT] = {
	[CT_BOOL] = { "true or false", NULL },
	[CT_FLAG] = { "on or off", NULL },
	[CT_INT] = { "a whole number", NULL },
	[CT_SECONDS] = { "a number of seconds", NULL },
	[CT_MILLIS] = { "a number of milliseconds", NULL },
	[CT_FLOAT] = { "a number", NULL },
	[CT_STRING] = { "a string", NULL },
	[CT_TEMPLATE] = { "a string", NULL },
	[CT_SECRET] = { "a secret", NULL },
	[CT_ATOM] = { "a word", NULL },
	[CT_WORD] = { "a word", NULL },
	[CT_SIZE] = { "a size", "1MiB" },
	[CT_PERCENT] = { "a percentage", "80%" },
	[CT_ADDRESS] = { "an address", "0.0.0.0:1883" },
	[CT_URL] = { "a URL", "\"http://host:8080\"" },
	[CT_DURATION] = { "a duration", "15s" },
	[CT_DURATION_S] = { "a duration", "15s" },
	[CT_TIMEOUT] = { "a duration", "15s" },
	[CT_TIMEOUT_S] = { "a duration", "15s" },
	[CT_RATE] = { "a rate", "\"100MB/10s\"" },
	[CT_BURST] = { "a burst", "\"10MB\"" },
	[CT_WORDS] = { "a list of words", NULL },
	[CT_ANY] = { "any value", NULL },
	[CT_FREE] = { "any value", NULL },
	[CT_STRUCT] = { "a block", NULL },
	[CT_MAP] = { "a block", NULL },
	[CT_LIMIT4] = { "a limit", "\"100KB,10s\"" },
	[CT_POLICY4] = { "a policy", "\"16000|16MB\"" },
	[CT_FLAPPING4] = { "three values", "\"30,1m,5m\"" },
	[CT_ACCESS4] = { "a rule", "\"allow all\"" },
	[CT_PRIORITIES4] = { "priorities", "\"topic/1=10,topic/2=8\"" },
	[CT_ALIAS] = { "an old name", NULL },
	[CT_MOVED] = { "an old name", NULL },
};

/* `a`, `b` or `c` */
static void
add_words(struct buf *b, const char *words)
{
	bool first = true;

	while (*words) {
		size_t n = strcspn(words, "|");

		if (!first)
			buf_text(b, words[n] ? ", " : " or ");
		buf_printf(b, "`%.*s`", (int)n, words);
		words += n + (words[n] != '\0');
		first = false;
	}
}

static void
add_bounds(struct buf *b, const struct key_type *t)
{
	if (t->lo != INT64_MIN && t->hi != INT64_MAX)
		buf_printf(b, " from %" PRId64 " to %" PRId64, t->lo, t->hi);
	else if (t->lo != INT64_MIN)
		buf_printf(b, " of at least %" PRId64, t->lo);
}

static void add_type(struct buf *b, const struct key_type *t, bool example);

static void
add_union(struct buf *b, const struct key_type *t, bool example)
{
	for (unsigned i = 0; i < t->nsub; i++) {
		if (i)
			buf_text(b, i + 1u == t->nsub ? " or " : ", ");
		add_type(b, &key_types[key_subtypes[t->sub + i]], example);
	}
}

static void
add_list(struct buf *b, const struct key_type *t)
{
	const struct key_type *of = &key_types[key_subtypes[t->sub]];

	if (of->id == CT_STRUCT || of->id == CT_MAP) {
		buf_text(b, "a list of blocks");
		return;
	}
	buf_text(b, "a list, each ");
	add_type(b, of, false);
}

static void
add_type(struct buf *b, const struct key_type *t, bool example)
{
	if (t->id == CT_UNION) {
		add_union(b, t, example);
		return;
	}
	if (t->id == CT_LIST) {
		add_list(b, t);
		return;
	}
	if (t->id == CT_ENUM) {
		const char *words = key_text + t->words;

		buf_text(b, strchr(words, '|') ? "one of " : "");
		add_words(b, words);
		return;
	}
	buf_text(b, names[t->id].name);
	if (t->id == CT_INT || t->id == CT_SIZE || t->id == CT_SECONDS || t->id == CT_MILLIS)
		add_bounds(b, t);
	if (example && names[t->id].example)
		buf_printf(b, " such as %s", names[t->id].example);
}

const char *
conf_expects(struct arena *a, const struct key_type *t)
{
	struct buf b = BUF_IN(a);

	add_type(&b, t, true);
	return buf_cstr(&b);
}

const char *
conf_type_text(struct arena *a, const struct key_type *t)
{
	struct buf b = BUF_IN(a);

	add_type(&b, t, false);
	return buf_cstr(&b);
}

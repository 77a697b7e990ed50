/*
 * write_yaml: docs as YAML documents, by libyaml's emitter.
 *
 * A string is plain only when no reader, of YAML 1.1 or 1.2, can take it for
 * something else; text of several lines is a literal block when it can be one
 * unchanged; everything else is double-quoted.  Output goes straight into the
 * buffer.  When the arena runs out while libyaml is at work, its memory is
 * given back before the jump goes on.
 */
#include "back/write.h"

#include <errno.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/arena.h"
#include "base/buf.h"

/* What a byte may be in a plain scalar. */
enum {
	REST = 1,      /* anywhere but first */
	FIRST = 2,     /* also first */
	DIGIT = 4,     /* first only when the rest shows that it is no number */
	NUMERIC = 8,   /* stands in some notation of numbers or dates */
	WORD = 16      /* begins a word that is reserved */
};

#define L (REST | FIRST)
#define W (REST | FIRST | WORD)
#define N (REST | FIRST | NUMERIC)
#define D (REST | DIGIT | NUMERIC)
static const unsigned char classes[256] = {
	['0'] = D, ['1'] = D, ['2'] = D, ['3'] = D, ['4'] = D,
	['5'] = D, ['6'] = D, ['7'] = D, ['8'] = D, ['9'] = D,
	['a'] = N, ['b'] = N, ['c'] = N, ['d'] = N, ['e'] = N, ['f'] = N | WORD,
	['g'] = L, ['h'] = L, ['i'] = L, ['j'] = L, ['k'] = L, ['l'] = L,
	['m'] = L, ['n'] = W, ['o'] = N | WORD, ['p'] = L, ['q'] = L, ['r'] = L,
	['s'] = L, ['t'] = N | WORD, ['u'] = L, ['v'] = L, ['w'] = L, ['x'] = N,
	['y'] = W, ['z'] = N,
	['A'] = N, ['B'] = N, ['C'] = N, ['D'] = N, ['E'] = N, ['F'] = N | WORD,
	['G'] = L, ['H'] = L, ['I'] = L, ['J'] = L, ['K'] = L, ['L'] = L,
	['M'] = L, ['N'] = W, ['O'] = N | WORD, ['P'] = L, ['Q'] = L, ['R'] = L,
	['S'] = L, ['T'] = N | WORD, ['U'] = L, ['V'] = L, ['W'] = L, ['X'] = N,
	['Y'] = W, ['Z'] = N,
	['/'] = L, ['_'] = L | NUMERIC, ['$'] = L, ['('] = L,
	['-'] = REST | NUMERIC, ['.'] = REST | NUMERIC, ['+'] = REST | NUMERIC,
	[','] = REST | NUMERIC, [')'] = REST, ['@'] = REST, ['%'] = REST,
	['='] = REST, ['~'] = REST, [';'] = REST,
	[' '] = NUMERIC, [':'] = NUMERIC
};
#undef L
#undef W
#undef N
#undef D

/* Words that a reader takes for a boolean or null, in any case. */
static bool
is_reserved(struct str s)
{
	static const char words[][6] = {
		"y", "n", "yes", "no", "on", "off", "true", "false", "null"
	};
	char lower[sizeof *words] = "";

	if (s.n >= sizeof lower || !(classes[(unsigned char)s.p[0]] & WORD))
		return false;
	for (size_t i = 0; i < s.n; i++)
		lower[i] = (char)(s.p[i] | 0x20);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (memcmp(words[i], lower, sizeof lower) == 0)
			return true;
	return false;
}

/* Can the text be a literal block with no mark but `|` or `|-`, unchanged? */
static bool
is_clean_block(struct str s)
{
	if (s.p[0] == '\n' || s.p[0] == ' ')
		return false;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '\n' && (s.p[i - 1] == ' ' || (i + 1 == s.n && s.p[i - 1] == '\n')))
			return false;
		if ((c < 0x20 && c != '\n') || c == 0x7f)
			return false;
	}
	return s.p[s.n - 1] != ' ';
}

static yaml_scalar_style_t
quoted_or_block(struct str s, bool key)
{
	if (!key && memchr(s.p, '\n', s.n) && is_clean_block(s))
		return YAML_LITERAL_SCALAR_STYLE;
	return YAML_DOUBLE_QUOTED_SCALAR_STYLE;
}

/* What all bytes of a text may be; a blank and a colon stand in numbers too. */
static unsigned
common_classes(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.p, *end = p + s.n;
	unsigned common = REST | NUMERIC;

	for (; end - p >= 4; p += 4)
		common &= classes[p[0]] & classes[p[1]] & classes[p[2]] & classes[p[3]];
	while (p < end)
		common &= classes[*p++];
	return common;
}

/* Does something end the scalar?  A blank does not; a colon does before one. */
static bool
is_cut(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (classes[(unsigned char)s.p[i]] & REST)
			continue;
		if ((s.p[i] != ' ' && s.p[i] != ':') || i + 1 == s.n ||
		    (s.p[i] == ':' && s.p[i + 1] == ' '))
			return true;
	}
	return false;
}

static yaml_scalar_style_t
style_of(struct str s, bool key)
{
	unsigned first, common;

	if (s.n == 0)
		return YAML_DOUBLE_QUOTED_SCALAR_STYLE;
	first = classes[(unsigned char)s.p[0]];
	if (!(first & (FIRST | DIGIT)))
		return quoted_or_block(s, key);
	common = common_classes(s);
	if (!(common & REST) && is_cut(s))
		return quoted_or_block(s, key);
	/* it could be a number or a date in some notation */
	if ((first & DIGIT) && (common & NUMERIC))
		return YAML_DOUBLE_QUOTED_SCALAR_STYLE;
	return is_reserved(s) ? YAML_DOUBLE_QUOTED_SCALAR_STYLE : YAML_PLAIN_SCALAR_STYLE;
}

/*
 * The event of a plain scalar.  libyaml's own maker first sees whether the
 * text is UTF-8, byte by byte; what is plain has been found to be ASCII.  The
 * copy is released by yaml_event_delete(), with free().
 */
static bool
plain_event(yaml_event_t *event, struct str s)
{
	yaml_char_t *copy = malloc(s.n + 1);

	if (!copy)
		return false;
	memcpy(copy, s.p, s.n);
	copy[s.n] = '\0';
	*event = (yaml_event_t){
		.type = YAML_SCALAR_EVENT,
		.data.scalar = { .value = copy, .length = s.n, .plain_implicit = 1,
				 .quoted_implicit = 1, .style = YAML_PLAIN_SCALAR_STYLE },
	};
	return true;
}

static bool
emit_scalar(yaml_emitter_t *e, struct str s, yaml_scalar_style_t style)
{
	yaml_event_t event;
	bool made = style == YAML_PLAIN_SCALAR_STYLE ? plain_event(&event, s)
		: yaml_scalar_event_initialize(&event, NULL, NULL, (const yaml_char_t *)s.p,
					       (int)s.n, 1, 1, style);

	return made && yaml_emitter_emit(e, &event);
}

static bool
emit_int(yaml_emitter_t *e, int64_t num)
{
	char room[INT_ROOM];

	return emit_scalar(e, int_text(room, num), YAML_PLAIN_SCALAR_STYLE);
}

static bool emit(yaml_emitter_t *e, const struct doc *d);

static bool
emit_children(yaml_emitter_t *e, const struct doc *d)
{
	for (const struct doc *c = d->first; c; c = c->next) {
		if (c->kind == DOC_COMMENT)
			continue;
		if (d->kind == DOC_MAP) {
			struct str name = str_of(c->name);

			if (!emit_scalar(e, name, style_of(name, true)))
				return false;
		}
		if (!emit(e, c))
			return false;
	}
	return true;
}

/* An empty map or list is flow: {} and []. */
static bool
emit_map(yaml_emitter_t *e, const struct doc *d)
{
	yaml_event_t event;

	return yaml_mapping_start_event_initialize(&event, NULL, NULL, 1,
			d->first ? YAML_BLOCK_MAPPING_STYLE : YAML_FLOW_MAPPING_STYLE) &&
	       yaml_emitter_emit(e, &event) &&
	       emit_children(e, d) &&
	       yaml_mapping_end_event_initialize(&event) &&
	       yaml_emitter_emit(e, &event);
}

static bool
emit_list(yaml_emitter_t *e, const struct doc *d)
{
	yaml_event_t event;

	return yaml_sequence_start_event_initialize(&event, NULL, NULL, 1,
			d->first ? YAML_BLOCK_SEQUENCE_STYLE : YAML_FLOW_SEQUENCE_STYLE) &&
	       yaml_emitter_emit(e, &event) &&
	       emit_children(e, d) &&
	       yaml_sequence_end_event_initialize(&event) &&
	       yaml_emitter_emit(e, &event);
}

static bool
emit(yaml_emitter_t *e, const struct doc *d)
{
	switch (d->kind) {
	case DOC_MAP:
		return emit_map(e, d);
	case DOC_LIST:
		return emit_list(e, d);
	case DOC_STRING:
		return emit_scalar(e, d->text, style_of(d->text, false));
	case DOC_INT:
		return emit_int(e, d->num);
	case DOC_BOOL:
		return emit_scalar(e, d->num ? STR("true") : STR("false"),
				   YAML_PLAIN_SCALAR_STYLE);
	case DOC_WORD:
		return emit_scalar(e, d->text, YAML_PLAIN_SCALAR_STYLE);
	case DOC_COMMENT:
		return true;
	}
	return false;
}

static bool
emit_document(yaml_emitter_t *e, const struct doc *d, bool first)
{
	yaml_event_t event;

	return yaml_document_start_event_initialize(&event, NULL, NULL, NULL, first) &&
	       yaml_emitter_emit(e, &event) &&
	       emit(e, d) &&
	       yaml_document_end_event_initialize(&event, 1) &&
	       yaml_emitter_emit(e, &event);
}

/* libyaml has no comments: those at the head of a document stand before it.
 * The emitter holds nothing back between documents. */
static void
put_head(const struct doc *d, struct buf *out)
{
	for (const struct doc *c = d->first; c && c->kind == DOC_COMMENT; c = c->next)
		write_comment(c->text, 0, out);
}

static bool
emit_stream(yaml_emitter_t *e, const struct doc *const *docs, size_t n, bool first, struct buf *out)
{
	yaml_event_t event;

	if (!yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING) ||
	    !yaml_emitter_emit(e, &event))
		return false;
	for (size_t i = 0; i < n; i++) {
		put_head(docs[i], out);
		if (!emit_document(e, docs[i], first && i == 0))
			return false;
	}
	return yaml_stream_end_event_initialize(&event) && yaml_emitter_emit(e, &event);
}

static int
take_bytes(void *out, unsigned char *bytes, size_t n)
{
	buf_add(out, bytes, n);
	return 1;
}

static void
set_up(yaml_emitter_t *e, struct buf *out)
{
	yaml_emitter_set_output(e, take_bytes, out);
	yaml_emitter_set_unicode(e, 1);
	yaml_emitter_set_indent(e, 2);
	yaml_emitter_set_width(e, -1);
}

/* An event that could not be made: its text was not UTF-8, or no memory. */
static int
fault(const yaml_emitter_t *e)
{
	return e->error == YAML_MEMORY_ERROR ? ENOMEM : EILSEQ;
}

int
write_yaml(const struct doc *const *docs, size_t n, bool first, struct buf *out)
{
	struct arena *a = out->arena;
	yaml_emitter_t *e = ARENA_NEW(a, yaml_emitter_t);
	jmp_buf *outer = arena_oom(a), here;
	int err;

	if (!yaml_emitter_initialize(e))
		return ENOMEM;
	if (setjmp(here)) {
		yaml_emitter_delete(e);
		arena_on_oom(a, outer);
		longjmp(*outer, 1);
	}
	arena_on_oom(a, &here);
	set_up(e, out);
	err = emit_stream(e, docs, n, first, out) ? 0 : fault(e);
	yaml_emitter_delete(e);
	arena_on_oom(a, outer);
	return err;
}

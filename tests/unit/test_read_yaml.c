/*
 * test_read_yaml: YAML texts as docs: what scalars are, where nodes stand, what
 * is refused, and that what it takes stays in bounds.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "diag/diag.h"
#include "object/read_yaml.h"
#include "arena_test.h"

struct world {
	struct arena *arena;
	jmp_buf oom;
	struct sources *sources;
	struct diags *diags;
	document_list documents;
};

static int
setup(void **state)
{
	return new_state(state, sizeof(struct world));
}

static bool
read_text(struct world *w, const char *text)
{
	arena_on_oom(w->arena, &w->oom);
	w->documents.n = 0;
	w->sources = sources_new(w->arena);
	w->diags = diags_new(w->arena, w->sources);
	return yaml_read(w->arena, w->diags, w->sources,
			 sources_add(w->sources, "x.yaml", str_of(text)), &w->documents);
}

/* "LINE:COLUMN CODE" of all messages. */
static const char *
said(struct world *w)
{
	struct diag *const *all;
	size_t n = diags_sorted(w->diags, &all);
	struct buf b = BUF_IN(w->arena);

	for (size_t i = 0; i < n; i++) {
		struct line_col at = source_locate(w->sources, all[i]->at.file, all[i]->at.from);

		buf_printf(&b, "%s%u:%u %s", i ? " " : "", (unsigned)at.line, (unsigned)at.column,
			   diag_rows[all[i]->id].code);
	}
	return b.n ? buf_cstr(&b) : "";
}

static const char *
dumped(struct world *w, const struct doc *d)
{
	struct buf b = BUF_IN(w->arena);

	doc_dump(d, &b);
	return buf_cstr(&b);
}

static void
scalars_are_what_kubectl_reads(void **state)
{
	static const struct {
		const char *text;
		enum doc_kind kind;
		int64_t num;
	} rows[] = {
		{ "a: on", DOC_BOOL, 1 }, { "a: No", DOC_BOOL, 0 }, { "a: \"on\"", DOC_STRING, 0 },
		{ "a: 0123", DOC_INT, 83 }, { "a: 0o17", DOC_INT, 15 }, { "a: 0x1F", DOC_INT, 31 },
		{ "a: -1_000", DOC_INT, -1000 }, { "a: 1e3", DOC_WORD, 0 }, { "a: .5", DOC_WORD, 0 },
		{ "a: 08", DOC_WORD, 0 }, { "a: 1.2.3", DOC_STRING, 0 }, { "a: 2020-05-20", DOC_STRING, 0 },
		{ "a: 12:30:45", DOC_STRING, 0 }, { "a: !!str 1", DOC_STRING, 0 },
		{ "a: 99999999999999999999", DOC_WORD, 0 }, { "a: 1GB", DOC_STRING, 0 }
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct doc *d;

		assert_true(read_text(*state, rows[i].text));
		d = doc_field(((struct world *)*state)->documents.at[0], "a");
		assert_non_null(d);
		assert_int_equal(d->kind, rows[i].kind);
		if (d->kind == DOC_INT || d->kind == DOC_BOOL)
			assert_int_equal(d->num, rows[i].num);
	}
}

static void
nulls_are_not_there(void **state)
{
	struct world *w = *state;

	assert_true(read_text(w, "a: ~\nb:\nc: null\nd: x\n---\n---\n# nothing\n"));
	assert_int_equal(w->documents.n, 1);
	assert_int_equal(doc_count(w->documents.at[0]), 1);
}

static void
places_count_characters(void **state)
{
	struct world *w = *state;
	const struct doc *d;
	struct line_col at;

	assert_true(read_text(w, "# π ≠ 3\r\nä: [ü, \"é\"]\r\nz: 1\r\n"));
	d = doc_field(w->documents.at[0], "z");
	at = source_locate(w->sources, d->at.file, d->at.from);
	assert_int_equal(at.line, 3);
	assert_int_equal(at.column, 4);
	d = doc_field(w->documents.at[0], "ä")->last;
	assert_true(str_is(source_text(w->sources, d->at), "\"é\""));
}

static void
aliases_and_merges(void **state)
{
	struct world *w = *state;
	const struct doc *d;

	assert_true(read_text(w, "a: &a {p: 1, q: 2}\nb: {<<: *a, q: 3}\nc: *a\n"));
	d = doc_field(w->documents.at[0], "b");
	assert_int_equal(doc_number(d, "p", 0), 1);
	assert_int_equal(doc_number(d, "q", 0), 3);
	assert_int_equal(doc_number(doc_field(w->documents.at[0], "c"), "q", 0), 2);
}

static void
faults_have_places(void **state)
{
	static const struct { const char *text, *said; } rows[] = {
		{ "a: 1\nb: {c: 1, d: 2, c: 3}\na: 2\n", "2:17 KU044 3:1 KU044" },
		{ "a:\n\tb: 1\n\tc: 2\n", "2:1 KU004" },
		{ "a: *b\n---\nc: [1\n---\nd: 1\n", "1:4 KU004 4:1 KU004" },
		{ "a: &a [*a]\n", "1:8 KU004" },
		{ "[a, b]: c\n", "1:1 KU004" },
		{ "a: {<<: 1}\n", "1:9 KU004" }
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_false(read_text(*state, rows[i].text));
		assert_string_equal(said(*state), rows[i].said);
	}
}

/* After a fault the next document is read, and with blanks for its tabs the
 * same one. */
static void
what_is_sound_is_read(void **state)
{
	struct world *w = *state;

	assert_false(read_text(w, "a: [\n---\nb: 1\n---\nc:\n\td: 2\n"));
	assert_int_equal(w->documents.n, 2);
	assert_int_equal(doc_number(w->documents.at[0], "b", 0), 1);
	assert_int_equal(doc_number(doc_field(w->documents.at[1], "c"), "d", 0), 2);
}

/* Text with tabs, and what it is read as: the same as with those blanks. */
static void
tabs_keep_what_stands_below_what(void **state)
{
	static const struct { const char *tabs, *blanks; } rows[] = {
		{ "a:\n\tb:\n\t\tc: 1\n\td: 2\ne: 3\n", "a:\n  b:\n    c: 1\n  d: 2\ne: 3\n" },
		{ "a:\n\t- b: 1\n\t  c: 2\n\t- d: 3\n", "a:\n  - b: 1\n    c: 2\n  - d: 3\n" },
		{ "a:\n  b:\n\tc: 1\n\td: 2\n  e: 3\n", "a:\n  b:\n    c: 1\n    d: 2\n  e: 3\n" },
		{ "a: 1\nb:\n\tc: |\n\t\tx\n\t\t  y\n\td: 2\n", "a: 1\nb:\n  c: |\n    x\n    y\n  d: 2\n" },
		{ "a:\n\t# no key\n\n\tb: 1\n \tc: 2\n", "a:\n  b: 1\n  c: 2\n" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct world *w = *state;
		const char *want;

		w->documents.n = 0;
		assert_true(read_text(w, rows[i].blanks));
		want = dumped(w, w->documents.at[w->documents.n - 1]);
		assert_false(read_text(w, rows[i].tabs));
		assert_string_equal(dumped(w, w->documents.at[w->documents.n - 1]), want);
	}
}

/* Nine levels of ten aliases would be a billion values. */
static void
a_short_text_stays_short(void **state)
{
	struct world *w = *state;
	struct buf b;

	arena_on_oom(w->arena, &w->oom);
	b = BUF_IN(w->arena);
	buf_text(&b, "a0: &a0 [x]\n");
	for (int i = 1; i < 10; i++) {
		buf_printf(&b, "a%d: &a%d [", i, i);
		for (int k = 0; k < 10; k++)
			buf_printf(&b, "%s*a%d", k ? ", " : "", i - 1);
		buf_text(&b, "]\n");
	}
	assert_false(read_text(w, buf_cstr(&b)));
	assert_non_null(strstr(said(w), "KU004"));
	assert_true(arena_used(w->arena) < 100u << 20);
}

static void
depth_has_an_end(void **state)
{
	char text[400] = "a: ";

	memset(text + 3, '[', 200);
	memset(text + 203, ']', 190);
	assert_false(read_text(*state, text));
	assert_non_null(strstr(said(*state), "KU004"));
}

static void
a_text_has_a_most(void **state)
{
	struct world *w = *state;
	size_t n = YAML_MOST_BYTES + (size_t)1;
	char *text = calloc(n, 1);

	assert_non_null(text);
	arena_on_oom(w->arena, &w->oom);
	w->sources = sources_new(w->arena);
	w->diags = diags_new(w->arena, w->sources);
	assert_false(yaml_read(w->arena, w->diags, w->sources,
			       sources_add(w->sources, "x.yaml", (struct str){ text, n }), &w->documents));
	assert_int_equal(diags_errors(w->diags), 1);
	free(text);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(scalars_are_what_kubectl_reads, setup, free_state),
		cmocka_unit_test_setup_teardown(nulls_are_not_there, setup, free_state),
		cmocka_unit_test_setup_teardown(places_count_characters, setup, free_state),
		cmocka_unit_test_setup_teardown(aliases_and_merges, setup, free_state),
		cmocka_unit_test_setup_teardown(faults_have_places, setup, free_state),
		cmocka_unit_test_setup_teardown(what_is_sound_is_read, setup, free_state),
		cmocka_unit_test_setup_teardown(tabs_keep_what_stands_below_what, setup, free_state),
		cmocka_unit_test_setup_teardown(a_short_text_stays_short, setup, free_state),
		cmocka_unit_test_setup_teardown(depth_has_an_end, setup, free_state),
		cmocka_unit_test_setup_teardown(a_text_has_a_most, setup, free_state),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

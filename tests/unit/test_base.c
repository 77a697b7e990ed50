/*
 * test_base: memory, text, nearest names, path arithmetic.
 */
#include <stdio.h>
#include <string.h>

#include "base/address.h"
#include "base/atom.h"
#include "base/buf.h"
#include "base/edit.h"
#include "base/fs.h"
#include "base/memo.h"
#include "base/str.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "arena_test.h"

static void
arena_gives_zeroed_aligned_memory(void **state)
{
	struct arena *a = *state;

	for (size_t n = 0; n < 300; n++) {
		unsigned char *p = arena_alloc(a, n);

		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < n; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xff, n);
	}
	assert_int_equal(arena_used(a), 299 * 300 / 2);
}

static void
arena_is_zeroed_again_after_a_reset(void **state)
{
	struct arena *a = *state;

	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < 100; i++) {
			char *p = arena_alloc(a, 10000);

			assert_int_equal(p[0], 0);
			assert_int_equal(p[9999], 0);
			memset(p, 1, 10000);
		}
		assert_int_equal(arena_used(a), 1000000);
		arena_reset(a);
		assert_int_equal(arena_used(a), 0);
	}
}

static void
arena_takes_large_requests(void **state)
{
	struct arena *a = *state;
	char *small = arena_strdup(a, "before");
	char *large = arena_alloc(a, 5 * 1024 * 1024);

	large[5 * 1024 * 1024 - 1] = 1;
	assert_string_equal(small, "before");
	assert_string_equal(arena_printf(a, "%s %d", "after", 7), "after 7");
	assert_string_equal(arena_strndup(a, "cut off", 3), "cut");
}

static void
arena_jumps_when_memory_runs_out(void **state)
{
	struct arena *a = *state;
	jmp_buf here;
	volatile int jumped = 0, made = 0;

	arena_on_oom(a, &here);
	assert_ptr_equal(arena_oom(a), &here);
	if (setjmp(here) == 0)
		arena_array(a, SIZE_MAX / 2, 3);
	else
		jumped++;
	if (setjmp(here) == 0)
		arena_alloc(a, SIZE_MAX - 8);
	else
		jumped++;
	arena_fail_after(a, 3);
	if (setjmp(here) == 0)
		for (; made < 10; made++)
			arena_alloc(a, 1);
	else
		jumped++;
	assert_int_equal(jumped, 3);
	assert_int_equal(made, 2);
	assert_non_null(arena_alloc(a, 1));
}

static void
str_compares(void **state)
{
	struct str s = STR("listener.tcp");

	(void)state;
	assert_true(str_is(s, "listener.tcp"));
	assert_false(str_is(s, "listener"));
	assert_true(str_starts(s, "listener"));
	assert_true(str_ends(s, ".tcp"));
	assert_true(str_starts(s, ""));
	assert_true(str_is(str_trim(STR("  a b ")), "a b"));
	assert_int_equal(str_trim(STR("  ")).n, 0);
	assert_false(str_ends(STR("cp"), "tcp"));
	assert_true(str_cmp(STR("a"), STR("ab")) < 0);
	assert_true(str_cmp(STR("b"), STR("ab")) > 0);
	assert_int_equal(str_cmp(STR("ab"), str_of("ab")), 0);
	assert_true(str_eq((struct str){ NULL, 0 }, STR("")));
}

static void
atoms_are_the_same_pointer(void **state)
{
	struct atoms *t = atoms_new(*state);
	const char *first[1000];
	char text[32];

	for (int i = 0; i < 1000; i++) {
		snprintf(text, sizeof text, "name-%d", i);
		first[i] = atom_of(t, str_of(text));
		assert_string_equal(first[i], text);
	}
	for (int i = 0; i < 1000; i++) {
		snprintf(text, sizeof text, "name-%d", i);
		assert_ptr_equal(atom_of(t, str_of(text)), first[i]);
	}
	assert_ptr_equal(atom_of(t, (struct str){ NULL, 0 }), atom_of(t, STR("")));
	assert_ptr_equal(atom_of(t, (struct str){ "name-7x", 6 }), first[7]);
}

static void
numbers_become_digits(void **state)
{
	char room[INT_ROOM];

	assert_true(str_is(int_text(room, 0), "0"));
	assert_true(str_is(int_text(room, -70), "-70"));
	assert_true(str_is(int_text(room, INT64_MAX), "9223372036854775807"));
	assert_true(str_is(int_text(room, INT64_MIN), "-9223372036854775808"));
	assert_string_equal(arena_join(*state, "0.0.0.0:", arena_int(*state, 1883), NULL), "0.0.0.0:1883");
}

/* Texts that differ in one letter, wherever it is. */
static void
hashes_see_every_letter(void **state)
{
	char text[] = "listeners.tcp.default.bind", other[sizeof text];

	(void)state;
	for (size_t i = 0; text[i]; i++) {
		memcpy(other, text, sizeof text);
		other[i] ^= 1;
		assert_true(str_hash(str_of(text)) != str_hash(str_of(other)));
		assert_true(str_hash((struct str){ text, i }) != str_hash(str_of(text)));
	}
}

/* The answer that was put, or -1. */
static int
asked(struct memo *m, int number, const char *text)
{
	const struct memo_answer *a = memo_ask(m, str_hash(str_of(text)), (uint64_t)number, text);

	return a->known ? *(const int *)a->is : -1;
}

static void
memos_know_what_was_asked(void **state)
{
	static const int numbers[] = { 0, 1, 2, 3 };
	struct memo *m = memo_new(*state);
	char text[32];

	for (int i = 0; i < 400; i++) {
		snprintf(text, sizeof text, "path.%d", i / 4);
		assert_int_equal(asked(m, i % 4, text), -1);
		*memo_ask(m, str_hash(str_of(text)), (uint64_t)(i % 4), text)
			= (struct memo_answer){ true, &numbers[i % 4] };
	}
	for (int i = 0; i < 400; i++) {
		snprintf(text, sizeof text, "path.%d", i / 4);
		assert_int_equal(asked(m, i % 4, text), i % 4);
	}
	assert_int_equal(asked(m, 4, "path.1"), -1);
	assert_int_equal(asked(m, 1, "path.100"), -1);
}

/* Its memory has an end, whatever is asked for. */
static void
memos_keep_so_many(void **state)
{
	static const int number = 7;
	struct memo *m = memo_new(*state);
	size_t used = 0;
	char text[32];

	for (int i = 0; i < 20000; i++) {
		snprintf(text, sizeof text, "path.%d", i);
		if (i == 10000)
			used = arena_used(*state);
		*memo_ask(m, str_hash(str_of(text)), 0, text) = (struct memo_answer){ true, &number };
	}
	assert_int_equal(arena_used(*state), used);
	assert_int_equal(asked(m, 0, "path.0"), 7);
	assert_int_equal(asked(m, 0, "path.19999"), -1);
}

static void
vec_grows(void **state)
{
	VEC(int) v = { 0 };

	for (int i = 0; i < 1000; i++)
		*VEC_ADD(*state, &v) = i;
	assert_int_equal(v.n, 1000);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(v.at[i], i);
}

static void
buf_collects(void **state)
{
	struct buf b = BUF_IN(*state);

	assert_int_equal(buf_view(&b).n, 0);
	assert_string_equal(buf_cstr(&b), "");
	buf_add(&b, NULL, 0);
	buf_text(&b, "nodes");
	buf_char(&b, ' ');
	buf_str(&b, STR("="));
	buf_fill(&b, ' ', 2);
	buf_printf(&b, "%d", 3);
	assert_string_equal(buf_cstr(&b), "nodes =  3");
	assert_int_equal(b.n, 10);
	b.n = 0;
	for (int i = 0; i < 10000; i++)
		buf_printf(&b, "%d,", i % 10);
	assert_int_equal(b.n, 20000);
	assert_string_equal(buf_cstr(&b) + 19990, "5,6,7,8,9,");
}

static void
utf8_takes_what_is_valid(void **state)
{
	static const struct { const char *text; size_t n; uint32_t point; } rows[] = {
		{ "a", 1, 'a' }, { "\xc3\xa9", 2, 0xe9 }, { "\xe2\x82\xac", 3, 0x20ac },
		{ "\xf0\x9f\x90\x9f", 4, 0x1f41f }, { "\xf4\x8f\xbf\xbf", 4, 0x10ffff },
		{ "\x80", 0, 0 }, { "\xc3", 0, 0 }, { "\xc0\x80", 0, 0 },
		{ "\xe0\x80\x80", 0, 0 }, { "\xed\xa0\x80", 0, 0 },
		{ "\xf4\x90\x80\x80", 0, 0 }, { "\xff", 0, 0 }, { "\xe2\x28\xa1", 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		uint32_t c = 0;

		assert_int_equal(utf8_decode(str_of(rows[i].text), &c), rows[i].n);
		assert_int_equal(c, rows[i].point);
	}
	assert_int_equal(utf8_step(STR("\xff")), 1);
	assert_int_equal(utf8_step(STR("")), 0);
	assert_true(utf8_unprintable(0x1b) && utf8_unprintable(0x202e));
	assert_false(utf8_unprintable(' ') || utf8_unprintable(0xe9));
}

static void
edit_counts_edits(void **state)
{
	static const struct { const char *a, *b; size_t limit, d; } rows[] = {
		{ "", "", 0, 0 },
		{ "nodes", "nodes", 3, 0 },
		{ "nodes", "node", 3, 1 },
		{ "nodes", "ndoes", 3, 1 },     /* transposition */
		{ "nodes", "Nodes", 3, 1 },     /* half an edit, rounded up */
		{ "nodes", "NOdes", 3, 1 },
		{ "NODES", "nodes", 3, 3 },
		{ "kitten", "sitting", 3, 3 },
		{ "kitten", "sitting", 2, 3 },  /* over the limit */
		{ "abc", "", 5, 3 },
		{ "a", "abcdefghij", 3, 4 },
		{ "ab", "ba", 1, 1 },
		{ "xxxxxxxx", "yyyyyyyy", 2, 3 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_int_equal(edit_distance(rows[i].a, rows[i].b, rows[i].limit), rows[i].d);
		assert_int_equal(edit_distance(rows[i].b, rows[i].a, rows[i].limit), rows[i].d);
	}
}

static void
edit_gives_up_on_very_long_names(void **state)
{
	struct buf b = BUF_IN(*state), c = BUF_IN(*state);

	buf_fill(&b, 'a', 1000);
	buf_fill(&c, 'a', 999);
	assert_int_equal(edit_distance(buf_cstr(&b), buf_cstr(&c), 5), 6);
	assert_int_equal(edit_distance(buf_cstr(&b), buf_cstr(&b), 5), 0);
}

/* The text for wanted among the names, which end with NULL. */
static const char *
nearest_of(struct arena *a, const char *wanted, const char *const *names)
{
	struct nearest s;

	nearest_start(&s, wanted);
	for (; *names; names++)
		nearest_offer(&s, *names);
	return nearest_text(&s, a);
}

static void
nearest_names_are_found(void **state)
{
	static const char *const fields[] = {
		"nodes", "node-name", "name", "discovery", "storage", "listener", NULL
	};
	static const char *const envs[] = { "prod", "prod-eu", "staging", "prob", "prod", NULL };
	static const char *const ports[] = { "ws", "wss", "tcp", "ssl", NULL };
	static const char *const many[] = { "aaab", "aaac", "aaad", "aaae", NULL };

	assert_string_equal(nearest_of(*state, "nodse", fields), "`nodes`");
	assert_string_equal(nearest_of(*state, "Storage", fields), "`storage`");
	assert_null(nearest_of(*state, "tolerations", fields));
	assert_string_equal(nearest_of(*state, "pro", envs), "`prod` or `prob`");
	assert_string_equal(nearest_of(*state, "prodeu", envs), "`prod-eu`");
	assert_string_equal(nearest_of(*state, "wsss", ports), "`wss`");
	assert_null(nearest_of(*state, "x", ports));
	assert_null(nearest_of(*state, "", ports));
	assert_string_equal(nearest_of(*state, "aaaa", many), "`aaab`, `aaac` or `aaad`");
}

static void
paths_are_normal(void **state)
{
	static const struct { const char *path, *normal; } rows[] = {
		{ "", "." }, { ".", "." }, { "./", "." }, { "a", "a" },
		{ "a/./b/../c", "a/c" }, { "a/..", "." }, { "a/../..", ".." },
		{ "../a", "../a" }, { "../../a/../b", "../../b" }, { "a//b/", "a/b" },
		{ "/", "/" }, { "/..", "/" }, { "/a/..", "/" }, { "/a/../b", "/b" },
		{ "//a", "/a" }, { "./..a", "..a" }, { "a/b/../../c", "c" },
		{ "a/../../../b", "../../b" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_string_equal(fs_normal(*state, rows[i].path), rows[i].normal);
}

static void
paths_are_joined_and_parted(void **state)
{
	struct arena *a = *state;

	assert_string_equal(fs_join(a, "a", "b"), "a/b");
	assert_string_equal(fs_join(a, "a/", "b"), "a/b");
	assert_string_equal(fs_join(a, "/", "b"), "/b");
	assert_string_equal(fs_join(a, ".", "b"), "b");
	assert_string_equal(fs_join(a, "", "b"), "b");
	assert_string_equal(fs_join(a, "a", "/b"), "/b");
	assert_string_equal(fs_dirname(a, "a/b"), "a");
	assert_string_equal(fs_dirname(a, "a/b/"), "a");
	assert_string_equal(fs_dirname(a, "a"), ".");
	assert_string_equal(fs_dirname(a, ""), ".");
	assert_string_equal(fs_dirname(a, "/a"), "/");
	assert_string_equal(fs_dirname(a, "/"), "/");
	assert_string_equal(fs_dirname(a, "a//b"), "a");
}

static void
paths_are_inside(void **state)
{
	static const struct { const char *path, *dir; bool inside; } rows[] = {
		{ "a/b", "a", true }, { "a", "a", true }, { "ab", "a", false },
		{ "b", "a", false }, { "a", ".", true }, { "../a", ".", false },
		{ "..", ".", false }, { "..a", ".", true }, { ".", ".", true },
		{ "../a", "..", true }, { "a", "..", true }, { "../../a", "..", false },
		{ "../a/b", "../a", true }, { "a/b", "../a", false },
		{ "/a/b", "/a", true }, { "/a", "/", true }, { "/ab", "/a", false },
		{ "a", "/", false }, { "/a", ".", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_int_equal(fs_inside(rows[i].path, rows[i].dir), rows[i].inside);
}

/* --- addresses --- */

static void
loopback_in_every_spelling(void **state)
{
	static const char *const inside[] = {
		"127.0.0.1", "127.255.0.9", "127.1", "::1", "[::1]", "0:0:0:0:0:0:0:1",
		"[0000::0001]", "::ffff:127.0.0.1", "localhost", "LocalHost", NULL
	};
	static const char *const outside[] = {
		"", "[]", "[", "0.0.0.0", "::", "[::]", "10.127.0.1", "1.127.0.0", "127.example.com",
		"::2", "127.0.0.1.example.com", "localhost.example.com", "[::1",
		"a-name-that-is-longer-than-any-address-can-be.example.com", NULL
	};

	(void)state;
	for (size_t i = 0; inside[i]; i++)
		assert_true(address_is_loopback(inside[i]));
	for (size_t i = 0; outside[i]; i++)
		assert_false(address_is_loopback(outside[i]));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(arena_gives_zeroed_aligned_memory),
		ARENA_TEST(arena_is_zeroed_again_after_a_reset),
		ARENA_TEST(arena_takes_large_requests),
		ARENA_TEST(arena_jumps_when_memory_runs_out),
		ARENA_TEST(str_compares),
		ARENA_TEST(atoms_are_the_same_pointer),
		ARENA_TEST(numbers_become_digits),
		ARENA_TEST(hashes_see_every_letter),
		ARENA_TEST(memos_know_what_was_asked),
		ARENA_TEST(memos_keep_so_many),
		ARENA_TEST(vec_grows),
		ARENA_TEST(buf_collects),
		ARENA_TEST(utf8_takes_what_is_valid),
		ARENA_TEST(edit_counts_edits),
		ARENA_TEST(edit_gives_up_on_very_long_names),
		ARENA_TEST(nearest_names_are_found),
		ARENA_TEST(paths_are_normal),
		ARENA_TEST(paths_are_joined_and_parted),
		ARENA_TEST(paths_are_inside),
		ARENA_TEST(loopback_in_every_spelling),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

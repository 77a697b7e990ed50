/*
 * outset: nothing is on disk before the commit, everything after it, and what
 * is the same is left alone.  Differences are those of `diff -u`.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "outset.h"
#include "udiff.h"

enum { MOST = 64 * 1024 * 1024 };

struct fixture {
	struct arena *arena;
	char dir[64];
};

static int
set_up(void **state)
{
	static struct fixture f;

	f.arena = arena_new();
	strcpy(f.dir, "/tmp/emqxc-test-XXXXXX");
	*state = &f;
	return f.arena && mkdtemp(f.dir) ? 0 : -1;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;
	int status = system(arena_printf(f->arena, "chmod -R u+w '%s'; rm -r '%s'", f->dir, f->dir));

	arena_free(f->arena);
	return status;
}

static const char *
path_in(const struct fixture *f, const char *name)
{
	return arena_printf(f->arena, "%s/%s", f->dir, name);
}

static bool
exists(const char *path)
{
	return access(path, F_OK) == 0;
}

static void
assert_file(const struct fixture *f, const char *name, const char *text)
{
	struct str got;

	assert_int_equal(fs_read(f->arena, path_in(f, name), MOST, &got), 0);
	assert_string_equal(got.p, text);
}

/* Inode numbers change when a file is replaced. */
static ino_t
identity(const struct fixture *f, const char *name)
{
	struct stat st;

	assert_int_equal(stat(path_in(f, name), &st), 0);
	return st.st_ino;
}

static struct outset *
folder_of_two(struct fixture *f, const char *first, const char *second)
{
	struct outset *o = outset_new(f->arena, OUT_FOLDER, path_in(f, "out"));

	assert_int_equal(outset_add(o, "a/one", str_of(first)), 0);
	assert_int_equal(outset_add(o, "b/two", str_of(second)), 0);
	return o;
}

static void
a_folder_appears_at_the_commit(void **state)
{
	struct fixture *f = *state;
	struct outset *o = folder_of_two(f, "1\n", "2\n");
	const char *const *paths;
	bool differs;

	assert_false(exists(path_in(f, "out")));
	assert_int_equal(outset_commit(o, &differs), 0);
	assert_false(differs);
	assert_file(f, "out/a/one", "1\n");
	assert_file(f, "out/b/two", "2\n");
	assert_int_equal(outset_paths(o, &paths), 2);
	assert_string_equal(paths[1], path_in(f, "out/b/two"));
	assert_int_equal(outset_written(o, &paths), 2);
}

static void
what_is_the_same_is_not_written(void **state)
{
	struct fixture *f = *state;
	const char *const *written;
	struct outset *o;
	ino_t one, two;
	bool differs;

	outset_commit(folder_of_two(f, "1\n", "2\n"), &differs);
	one = identity(f, "out/a/one");
	two = identity(f, "out/b/two");
	o = folder_of_two(f, "1\n", "3\n");
	assert_int_equal(outset_commit(o, &differs), 0);
	assert_true(one == identity(f, "out/a/one"));
	assert_true(two != identity(f, "out/b/two"));
	assert_int_equal(outset_written(o, &written), 1);
	assert_file(f, "out/b/two", "3\n");
}

static void
nothing_is_left_of_what_is_abandoned(void **state)
{
	struct fixture *f = *state;
	struct outset *o = folder_of_two(f, "1\n", "2\n");

	outset_abandon(o);
	assert_false(exists(path_in(f, "out")));
}

static void
one_that_fails_keeps_the_others_back(void **state)
{
	struct fixture *f = *state;
	struct outset *o;
	bool differs;

	assert_int_equal(fs_replace(path_in(f, "out/b"), STR("a file"), NULL), 0);
	o = folder_of_two(f, "1\n", "2\n");
	assert_int_not_equal(outset_commit(o, &differs), 0);
	assert_string_equal(outset_failed_path(o), path_in(f, "out/b/two"));
	assert_false(exists(path_in(f, "out/a/one")));
	assert_file(f, "out/b", "a file");
}

static void
two_of_one_path_clash(void **state)
{
	struct fixture *f = *state;
	struct outset *o = folder_of_two(f, "1\n", "2\n");

	for (int i = 0; i < 1000; i++)
		outset_add(o, arena_printf(f->arena, "c/%d", i), STR("x"));
	assert_null(outset_clash(o));
	outset_add(o, "c/500", STR("x"));
	assert_string_equal(outset_clash(o), path_in(f, "out/c/500"));
	outset_abandon(o);
}

static void
a_stream_is_one_file(void **state)
{
	struct fixture *f = *state;
	struct outset *o = outset_new(f->arena, OUT_STREAM, path_in(f, "all"));
	bool differs;

	outset_add(o, "a/one", STR("1\n"));
	outset_add(o, "a/one", STR("2\n"));
	assert_null(outset_clash(o));
	assert_int_equal(outset_commit(o, &differs), 0);
	assert_file(f, "all", "1\n2\n");
}

/* More than is kept in memory. */
static void
a_large_stream_is_spooled(void **state)
{
	struct fixture *f = *state;
	struct outset *o = outset_new(f->arena, OUT_STREAM, path_in(f, "all"));
	size_t size = 1024 * 1024, before = arena_used(f->arena);
	char *piece = malloc(size);
	struct str got;
	bool differs;

	for (int i = 0; i < 40; i++) {
		memset(piece, 'a' + i % 26, size);
		assert_int_equal(outset_add(o, "x", (struct str){ piece, size }), 0);
	}
	free(piece);
	assert_true(arena_used(f->arena) - before < 20 * size);
	assert_int_equal(outset_commit(o, &differs), 0);
	assert_int_equal(fs_read(f->arena, path_in(f, "all"), MOST, &got), 0);
	assert_int_equal(got.n, 40 * size);
	for (size_t i = 0; i < 40; i++)
		assert_int_equal(got.p[i * size + size / 2], 'a' + i % 26);
}

static int
collect(void *with, const char *path, struct str bytes)
{
	buf_printf(with, "%s=%.*s", path, STR_ARG(bytes));
	return 0;
}

static void
each_file_is_handed_over(void **state)
{
	struct fixture *f = *state;
	struct outset *o = outset_new(f->arena, OUT_FOLDER, NULL);
	struct buf got = BUF_IN(f->arena);

	outset_add(o, "a", STR("1\n"));
	outset_add(o, "b", STR("2\n"));
	assert_int_equal(outset_each(o, collect, &got), 0);
	assert_string_equal(buf_cstr(&got), "a=1\nb=2\n");
	outset_abandon(o);
}

static const char *
diff_of(struct fixture *f, const char *old_text, const char *new_text)
{
	struct buf out = BUF_IN(f->arena);

	udiff(f->arena, "x", "x", str_of(old_text), str_of(new_text), &out);
	return buf_cstr(&out);
}

static void
differences_are_hunks(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(diff_of(f, "a\n", "a\n"), "");
	assert_string_equal(diff_of(f, "a\nb\nc\n", "a\nB\nc\n"),
			    "--- x\n+++ x\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n");
	assert_string_equal(diff_of(f, "", "a\n"), "--- x\n+++ x\n@@ -0,0 +1 @@\n+a\n");
	assert_string_equal(diff_of(f, "a\n", ""), "--- x\n+++ x\n@@ -1 +0,0 @@\n-a\n");
	assert_string_equal(diff_of(f, "a", "a\n"),
			    "--- x\n+++ x\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
	assert_string_equal(diff_of(f, "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\n5\n6\n7\n8\n9\nx\n"),
			    "--- x\n+++ x\n@@ -7,3 +7,4 @@\n 7\n 8\n 9\n+x\n");
	assert_string_equal(diff_of(f, "a\n1\n2\n3\n4\n5\n6\n7\nb\n", "A\n1\n2\n3\n4\n5\n6\n7\nB\n"),
			    "--- x\n+++ x\n@@ -1,4 +1,4 @@\n-a\n+A\n 1\n 2\n 3\n"
			    "@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-b\n+B\n");
}

int
main(void)
{
#define TEST_CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST_CASE(a_folder_appears_at_the_commit),
		TEST_CASE(what_is_the_same_is_not_written),
		TEST_CASE(nothing_is_left_of_what_is_abandoned),
		TEST_CASE(one_that_fails_keeps_the_others_back),
		TEST_CASE(two_of_one_path_clash),
		TEST_CASE(a_stream_is_one_file),
		TEST_CASE(a_large_stream_is_spooled),
		TEST_CASE(each_file_is_handed_over),
		TEST_CASE(differences_are_hunks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * test_fs: reading, and replacing files so that nothing is ever half there.
 * Each test has a folder of its own.
 */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/str.h"

enum { MOST = 1 << 20 };

struct env {
	struct arena *arena;
	char dir[64];
};

static int
setup(void **state)
{
	struct env *e = calloc(1, sizeof *e);

	if (!e || !(e->arena = arena_new()))
		return -1;
	strcpy(e->dir, "/tmp/emqxc-test-XXXXXX");
	*state = e;
	return mkdtemp(e->dir) ? 0 : -1;
}

static int
teardown(void **state)
{
	struct env *e = *state;
	char *command = arena_printf(e->arena, "rm -r '%s'", e->dir);
	int status = system(command);

	arena_free(e->arena);
	free(e);
	return status;
}

static const char *
in_dir(const struct env *e, const char *name)
{
	return fs_join(e->arena, e->dir, name);
}

static void
assert_content(const struct env *e, const char *path, const char *text)
{
	struct str got;

	assert_int_equal(fs_read(e->arena, path, MOST, &got), 0);
	assert_string_equal(got.p, text);
	assert_int_equal(got.n, strlen(text));
}

/* How many names the folder holds. */
static int
count_names(const struct env *e, const char *dir)
{
	FILE *f = popen(arena_printf(e->arena, "ls -A '%s' | wc -l", dir), "r");
	int n = -1;

	assert_non_null(f);
	assert_int_equal(fscanf(f, "%d", &n), 1);
	pclose(f);
	return n;
}

static mode_t
mode_of(const char *path)
{
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	return st.st_mode & 07777;
}

static void
reads_files(void **state)
{
	struct env *e = *state;
	const char *path = in_dir(e, "a");
	struct str got;

	assert_int_equal(fs_replace(path, STR("12345"), NULL), 0);
	assert_content(e, path, "12345");
	assert_int_equal(fs_read(e->arena, path, 5, &got), 0);
	assert_int_equal(fs_read(e->arena, path, 4, &got), EFBIG);
	assert_int_equal(fs_read(e->arena, e->dir, MOST, &got), EISDIR);
	assert_int_equal(fs_read(e->arena, in_dir(e, "b"), MOST, &got), ENOENT);
	assert_int_equal(fs_read(e->arena, "/dev/null", MOST, &got), 0);
	assert_int_equal(got.n, 0);
	assert_int_equal(fs_read(e->arena, "/dev/zero", MOST, &got), EFBIG);
}

static void
reading_closes_when_memory_runs_out(void **state)
{
	struct env *e = *state;
	jmp_buf *const outer = &(jmp_buf){ 0 };
	int before = dup(0);
	volatile int jumped = 0;
	struct str got;

	close(before);
	arena_on_oom(e->arena, outer);
	arena_fail_after(e->arena, 1);
	if (setjmp(*outer) == 0)
		fs_read(e->arena, "/dev/null", MOST, &got);
	else
		jumped = 1;
	assert_int_equal(jumped, 1);
	assert_ptr_equal(arena_oom(e->arena), outer);
	int after = dup(0);
	close(after);
	assert_int_equal(after, before);
}

static void
replaces_and_leaves_what_is_the_same(void **state)
{
	struct env *e = *state;
	const char *path = in_dir(e, "x/y/out.yaml");
	struct stat before, after;
	bool changed = false;

	assert_int_equal(fs_replace(path, STR("one\n"), &changed), 0);
	assert_true(changed);
	assert_content(e, path, "one\n");
	assert_int_equal(stat(path, &before), 0);
	assert_int_equal(fs_replace(path, STR("one\n"), &changed), 0);
	assert_false(changed);
	assert_int_equal(stat(path, &after), 0);
	assert_int_equal(before.st_ino, after.st_ino);
	assert_int_equal(fs_replace(path, STR("two\n"), &changed), 0);
	assert_true(changed);
	assert_content(e, path, "two\n");
	assert_int_equal(fs_replace(path, STR(""), &changed), 0);
	assert_content(e, path, "");
	assert_int_equal(count_names(e, in_dir(e, "x/y")), 1);
}

static void
keeps_modes(void **state)
{
	struct env *e = *state;
	const char *old = in_dir(e, "old"), *new = in_dir(e, "new");
	mode_t mask = umask(027);

	assert_int_equal(fs_replace(new, STR("1"), NULL), 0);
	assert_int_equal(mode_of(new), 0640);
	assert_int_equal(fs_replace(old, STR("1"), NULL), 0);
	assert_int_equal(chmod(old, 0604), 0);
	assert_int_equal(fs_replace(old, STR("2"), NULL), 0);
	assert_int_equal(mode_of(old), 0604);
	umask(mask);
}

static void
writes_through_links(void **state)
{
	struct env *e = *state;
	const char *link = in_dir(e, "link"), *target = in_dir(e, "sub/target");
	struct stat st;

	assert_int_equal(fs_make_dirs(in_dir(e, "sub")), 0);
	assert_int_equal(symlink("sub/hop", link), 0);
	assert_int_equal(symlink("target", in_dir(e, "sub/hop")), 0);
	assert_int_equal(fs_replace(link, STR("new"), NULL), 0);
	assert_content(e, target, "new");
	assert_int_equal(fs_replace(link, STR("newer"), NULL), 0);
	assert_content(e, target, "newer");
	assert_int_equal(lstat(link, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_int_equal(symlink("loop", in_dir(e, "loop")), 0);
	assert_int_equal(fs_replace(in_dir(e, "loop"), STR("x"), NULL), ELOOP);
}

static void
refuses_what_cannot_be_written(void **state)
{
	struct env *e = *state;
	const char *temp;

	assert_int_equal(fs_replace(e->dir, STR("x"), NULL), EISDIR);
	assert_int_equal(fs_replace(in_dir(e, "new/"), STR("x"), NULL), EISDIR);
	assert_int_equal(fs_replace("", STR("x"), NULL), ENOENT);
	assert_int_equal(fs_replace("/dev/full", STR("x"), NULL), ENOSPC);
	assert_int_equal(fs_replace("/dev/null", STR("x"), NULL), 0);
	assert_int_equal(fs_stage(e->arena, e->dir, STR("x"), &temp), EISDIR);
	assert_null(temp);
	assert_int_equal(fs_replace(in_dir(e, "f"), STR("x"), NULL), 0);
	assert_int_equal(fs_replace(in_dir(e, "f/g"), STR("x"), NULL), ENOTDIR);
	assert_int_equal(count_names(e, e->dir), 1);
}

static void
stages_then_commits_or_abandons(void **state)
{
	struct env *e = *state;
	const char *path = in_dir(e, "d/out"), *temp, *other;

	assert_int_equal(fs_stage(e->arena, path, STR("new"), &temp), 0);
	assert_non_null(temp);
	assert_int_not_equal(access(path, F_OK), 0);
	assert_int_equal(fs_stage(e->arena, in_dir(e, "d/two"), STR("b"), &other), 0);
	assert_string_not_equal(temp, other);
	assert_int_equal(fs_commit(temp, path), 0);
	assert_content(e, path, "new");
	fs_abandon(other);
	fs_abandon(NULL);
	assert_int_equal(count_names(e, in_dir(e, "d")), 1);
	assert_int_equal(fs_stage(e->arena, path, STR("new"), &temp), 0);
	assert_null(temp);
}

/* Also names so long that nothing can be added to them. */
static void
stages_many_in_one_folder(void **state)
{
	enum { MANY = 300, LONGEST = 255 };
	struct env *e = *state;
	const char *path[MANY], *temp[MANY];

	for (int i = 0; i < MANY; i++) {
		char *name = arena_alloc(e->arena, LONGEST + 1);

		memset(name, 'x', LONGEST);
		memcpy(name + 251, arena_printf(e->arena, "%04d", i), 4);
		path[i] = in_dir(e, name);
		assert_int_equal(fs_stage(e->arena, path[i], str_of(name), &temp[i]), 0);
	}
	for (int i = 0; i < MANY; i++)
		assert_int_equal(fs_commit(temp[i], path[i]), 0);
	assert_content(e, path[7], strrchr(path[7], '/') + 1);
	assert_int_equal(count_names(e, e->dir), MANY);
}

static void
stages_for_a_pipe(void **state)
{
	struct env *e = *state;
	const char *path = in_dir(e, "pipe"), *temp;
	char got[8] = { 0 };
	int fd;

	assert_int_equal(mkfifo(path, 0600), 0);
	fd = open(path, O_RDWR);
	assert_true(fd >= 0);
	assert_int_equal(fs_stage(e->arena, path, STR("bytes"), &temp), 0);
	assert_int_equal(fs_commit(temp, path), 0);
	assert_int_not_equal(access(temp, F_OK), 0);
	assert_int_equal(read(fd, got, sizeof got), 5);
	assert_string_equal(got, "bytes");
	close(fd);
	assert_int_equal(count_names(e, e->dir), 1);
}

/* A part, appended (which sendfile() refuses) and not; and more than there is. */
static void
spools_and_copies(void **state)
{
	static const int modes[] = { 0, O_APPEND };
	struct env *e = *state;
	int fd = fs_spool();

	assert_true(fd >= 0);
	assert_int_not_equal(fcntl(fd, F_GETFD) & FD_CLOEXEC, 0);
	assert_int_equal(fs_write_fd(fd, STR("spooled")), 0);
	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
		const char *path = in_dir(e, i ? "appended" : "copy");
		int to = open(path, O_WRONLY | O_CREAT | O_EXCL | modes[i], 0600);

		assert_int_equal(fs_copy_fd(fd, 0, 7, to), 0);
		assert_int_equal(fs_copy_fd(fd, 2, 3, to), 0);
		assert_int_equal(fs_copy_fd(fd, 5, 3, to), EIO);
		close(to);
		assert_content(e, path, "spooledooled");
	}
	close(fd);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(reads_files),
		TEST(reading_closes_when_memory_runs_out),
		TEST(replaces_and_leaves_what_is_the_same),
		TEST(keeps_modes),
		TEST(writes_through_links),
		TEST(refuses_what_cannot_be_written),
		TEST(stages_then_commits_or_abandons),
		TEST(stages_many_in_one_folder),
		TEST(stages_for_a_pipe),
		TEST(spools_and_copies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

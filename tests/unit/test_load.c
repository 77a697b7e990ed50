/*
 * test_load: which files a program is made of, and what may not be used.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/atom.h"
#include "base/buf.h"
#include "base/fs.h"
#include "diag/diag.h"
#include "front/load.h"

/* A folder of its own, and a program that is loaded from it. */
struct project {
	struct arena *arena;
	struct program *program;
	char dir[32];
};

static const struct load_options plain = { NULL, NULL };

static int
setup(void **state)
{
	struct arena *a = arena_new();
	struct project *t;
	struct sources *s;

	if (!a)
		return -1;
	t = ARENA_NEW(a, struct project);
	t->arena = a;
	strcpy(t->dir, "/tmp/emqxc-load-XXXXXX");
	if (!mkdtemp(t->dir))
		return -1;
	s = sources_new(a);
	t->program = program_new(a, atoms_new(a), s, diags_new(a, s));
	*state = t;
	return 0;
}

static int
teardown(void **state)
{
	struct project *t = *state;
	char *command = arena_printf(t->arena, "rm -rf %s", t->dir);
	int status = system(command);

	arena_free(t->arena);
	return status;
}

static const char *
path_of(struct project *t, const char *name)
{
	return fs_join(t->arena, t->dir, name);
}

static void
put(struct project *t, const char *name, const char *text)
{
	const char *path = path_of(t, name);

	assert_int_equal(fs_make_dirs(fs_dirname(t->arena, path)), 0);
	assert_int_equal(fs_replace(path, str_of(text), NULL), 0);
}

static void
load(struct project *t, const char *name, const struct load_options *o)
{
	assert_int_equal(program_load(t->program, path_of(t, name), o), 0);
}

/* "NA003 NA004": codes of the messages in order. */
static const char *
codes(struct project *t)
{
	struct diag *const *sorted;
	size_t n = diags_sorted(t->program->diags, &sorted);
	struct buf b = BUF_IN(t->arena);

	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s%s", i ? " " : "", diag_rows[sorted[i]->id].code);
	return buf_cstr(&b);
}

static void
files_are_loaded_once(void **state)
{
	struct project *t = *state;
	struct program *p = t->program;

	put(t, "main.emqx", "use \"./a.emqx\"\nuse \"sub/../sub/b.emqx\" as b\ncluster c { }\n");
	put(t, "a.emqx", "use \"sub/d.emqx\"\n");
	put(t, "sub/b.emqx", "use \"./d.emqx\"\nuse \"../a.emqx\" as a\n");
	put(t, "sub/d.emqx", "let d = 1\n");
	load(t, "main.emqx", &plain);
	load(t, "a.emqx", &plain);
	assert_string_equal(codes(t), "");
	assert_int_equal(p->modules.n, 4);
	assert_int_equal(p->reads.n, 4);
	assert_int_equal(p->mains.n, 2);
	assert_string_equal(p->modules.at[0]->path, path_of(t, "sub/d.emqx"));
	assert_ptr_equal(p->modules.at[3], p->mains.at[0]);
	assert_ptr_equal(p->mains.at[0]->imports.at[0].module, p->mains.at[1]);
	assert_true(p->mains.at[0]->imports.at[0].open);
	assert_false(p->mains.at[0]->imports.at[1].open);
	assert_string_equal(p->mains.at[0]->imports.at[1].as, "b");
}

static void
built_in_modules_have_their_path_as_name(void **state)
{
	struct project *t = *state;
	const struct import *i;

	put(t, "main.emqx", "use std.profile\nuse std.profile as p\nuse std.profil\nuse x.y\n");
	load(t, "main.emqx", &plain);
	assert_string_equal(codes(t), "NA003 NA003");
	i = t->program->mains.at[0]->imports.at;
	assert_true(i[0].module->std);
	assert_string_equal(i[0].as, "std.profile");
	assert_false(i[0].open);
	assert_string_equal(i[1].as, "p");
	assert_ptr_equal(i[0].module, i[1].module);
	assert_null(i[2].module);
	assert_int_equal(t->program->reads.n, 1);
}

static void
what_cannot_be_used_is_said(void **state)
{
	static const struct { const char *use, *code; } cases[] = {
		{ "./none.emqx", "NA003" }, { ".", "NA003" }, { "", "NA003" },
		{ "../out.emqx", "NA004" }, { "sub/../../out.emqx", "NA004" },
		{ "/etc/passwd", "NA004" }, { "https://x/y.emqx", "NA004" },
		{ "${a}.emqx", "NA003" },
	};
	struct project *t = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *name = arena_printf(t->arena, "p/%zu.emqx", i);
		size_t before = diags_errors(t->program->diags);
		struct diag *const *d;

		put(t, name, arena_printf(t->arena, "use \"%s\"\n", cases[i].use));
		load(t, name, &plain);
		assert_int_equal(diags_errors(t->program->diags), before + 1);
		diags_sorted(t->program->diags, &d);
		assert_string_equal(diag_rows[d[before]->id].code, cases[i].code);
		assert_int_equal(d[before]->at.from, 4);
	}
	assert_int_equal(program_load(t->program, path_of(t, "none"), &plain), ENOENT);
}

static void
circles_are_said_once(void **state)
{
	struct project *t = *state;
	struct diag *const *d;

	put(t, "a.emqx", "use \"b.emqx\"\n");
	put(t, "b.emqx", "use \"c.emqx\"\n");
	put(t, "c.emqx", "use \"b.emqx\"\nlet x = 1\n");
	load(t, "a.emqx", &plain);
	assert_string_equal(codes(t), "NA005");
	diags_sorted(t->program->diags, &d);
	assert_non_null(strstr(d[0]->text, "b.emqx` uses"));
	assert_null(strstr(d[0]->text, "a.emqx` uses"));
	assert_int_equal(t->program->modules.n, 3);
}

static void
root_and_folders_widen_the_search(void **state)
{
	struct project *t = *state;
	const char *const include[] = { path_of(t, "lib"), NULL };
	const struct load_options o = { path_of(t, "."), include };

	put(t, "sub/main.emqx", "use \"../up.emqx\"\nuse \"found.emqx\"\nuse \"lost.emqx\"\n");
	put(t, "up.emqx", "");
	put(t, "lib/found.emqx", "use \"beside.emqx\"\n");
	put(t, "lib/beside.emqx", "");
	load(t, "sub/main.emqx", &o);
	assert_string_equal(codes(t), "NA003");
	assert_int_equal(t->program->modules.n, 4);
}

static void
imports_nest_so_deep_and_no_deeper(void **state)
{
	struct project *t = *state;

	for (int i = 0; i < 100; i++)
		put(t, arena_printf(t->arena, "%d.emqx", i),
		    arena_printf(t->arena, "use \"%d.emqx\"\n", i + 1));
	load(t, "0.emqx", &plain);
	assert_string_equal(codes(t), "SY005");
	assert_int_equal(t->program->modules.n, 64);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(files_are_loaded_once, setup, teardown),
		cmocka_unit_test_setup_teardown(built_in_modules_have_their_path_as_name, setup, teardown),
		cmocka_unit_test_setup_teardown(what_cannot_be_used_is_said, setup, teardown),
		cmocka_unit_test_setup_teardown(circles_are_said_once, setup, teardown),
		cmocka_unit_test_setup_teardown(root_and_folders_widen_the_search, setup, teardown),
		cmocka_unit_test_setup_teardown(imports_nest_so_deep_and_no_deeper, setup, teardown),
	};

	return cmocka_run_group_tests_name("load", tests, NULL, NULL);
}

/*
 * test_faults: no memory, at every allocation of a run.  It ends in the jump to
 * whoever owns the run; nothing is written, and nothing stays: no block, no
 * descriptor, no temporary file.
 *
 * The linker hands calloc, malloc and free of our own objects to this file (--wrap),
 * so that blocks can be refused and counted.
 */
#define _XOPEN_SOURCE 700

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "command/command.h"
#include "commit.h"
#include "driver.h"
#include "emqxc.h"

void *__wrap_calloc(size_t n, size_t size);
void *__real_calloc(size_t n, size_t size);
void *__wrap_malloc(size_t size);
void *__real_malloc(size_t size);
void __wrap_free(void *p);
void __real_free(void *p);

enum { LEAST_BLOCK = 16 * 1024 };

static size_t refuse;    /* the n-th block from now; 0: none */
static long blocks;      /* that are not given back */

void *
__wrap_calloc(size_t n, size_t size)
{
	void *p = refuse && --refuse == 0 ? NULL : __real_calloc(n, size);

	blocks += p != NULL;
	return p;
}

/* What is smaller than a block of an arena is a text for libyaml, which gives
 * it back itself. */
void *
__wrap_malloc(size_t size)
{
	void *p;

	if (size < LEAST_BLOCK)
		return __real_malloc(size);
	p = refuse && --refuse == 0 ? NULL : __real_malloc(size);
	blocks += p != NULL;
	return p;
}

void
__wrap_free(void *p)
{
	blocks -= p != NULL;
	__real_free(p);
}

static const char rich[] =
	"param size: int = 3\n"
	"profile site(region: string) {\n"
	"  require version >= 5.7.0 else \"too old\"\n"
	"  labels { \"region\" = \"${region}-1\" }\n"
	"  when version >= 5.8.0 { config { mqtt.retry_interval = 30s } } else { nodes = 1 }\n"
	"}\n"
	"cluster edge {\n"
	"  version = 5.8.6\n"
	"  nodes = size\n"
	"  use site(region: \"eu\")\n"
	"  discovery = dns { record = srv }\n"
	"  cookie = secret(edge, cookie)\n"
	"  storage = 1Gi { class = fast }\n"
	"  tls public { cert = secret(t, tls.crt); key = secret(t, tls.key) }\n"
	"  listener mqtts = ssl 8883 { tls = public }\n"
	"  dashboard { password = insecure(\"a\") }\n"
	"  env { A = \"b\" }\n"
	"  config { authentication = [{ mechanism = password_based; backend = built_in_database }] }\n"
	"  patch StatefulSet { spec.template.spec.tolerations += [{ key = \"m\"; operator = Exists }] }\n"
	"}\n"
	"overlay prod { nodes = 5; remove env.A; config { mqtt.max_packet_size = 2MB } }\n"
	"policy rules { require nodes >= 3 or env == dev else \"few\" }\n";

static const char faulty[] =
	"cluster a { version = 5.8.6; nodes = 1; nodes = 2; listener x = tcq 1; nods = 3\n"
	"  config { mqtt.max_packetsize = 1; retry = [ } \n}\n";

static char folder[64], spec[96], out[96];

/* --- what is there ------------------------------------------------------------- */

static size_t seen;

static int
count(const char *path, const struct stat *st, int kind, struct FTW *where)
{
	(void)st;
	(void)where;
	seen += kind == FTW_F && strcmp(path, spec) != 0;
	return 0;
}

static int
take_away(const char *path, const struct stat *st, int kind, struct FTW *where)
{
	(void)st;
	(void)kind;
	(void)where;
	return remove(path);
}

static size_t
files_there(void)
{
	seen = 0;
	nftw(folder, count, 8, FTW_PHYS);
	return seen;
}

/* The number that the next descriptor gets. */
static int
next_descriptor(void)
{
	int fd = dup(STDIN_FILENO);

	close(fd);
	return fd;
}

static void
write_spec(const char *text)
{
	FILE *f = fopen(spec, "w");

	assert_non_null(f);
	assert_int_equal(fputs(text, f) >= 0, 1);
	assert_int_equal(fclose(f), 0);
}

static int
setup(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "%s/emqxc-faults.XXXXXX", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
	if (!mkdtemp(folder))
		return -1;
	snprintf(spec, sizeof spec, "%s/a.emqx", folder);
	snprintf(out, sizeof out, "%s/out/", folder);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	return nftw(folder, take_away, 8, FTW_PHYS | FTW_DEPTH);
}

/* --- runs ------------------------------------------------------------------------ */

enum { NO_MEMORY = -1 };

/* Which allocations are counted: of the run, of a cluster, or blocks of any. */
enum which { OF_RUN, OF_CLUSTER, OF_SYSTEM };

/* As driver_run() does it, with a fault in the memory of clusters. */
static int
run_stations(struct run *r, size_t n)
{
	enum status status, faults;

	run_open(r);
	arena_fail_after(r->scratch, n);
	commit_open(r);
	status = driver_compile(r);
	faults = run_messages(r);
	if (status || faults)
		return status ? status : faults;
	return commit(r);
}

static int
run_in(struct run *r, enum which which, size_t n)
{
	char all[][16] = { "-t", "k8s,conf,env", "--all-envs", "-MD", "-Wall", "-o" };
	char *words[] = { all[0], all[1], all[2], all[3], all[4], all[5], out, spec };
	int nwords = sizeof words / sizeof *words;
	jmp_buf full;

	if (setjmp(full))
		return NO_MEMORY;
	arena_on_oom(r->arena, &full);
	if (which == OF_CLUSTER) {
		assert_null(options_read(r->arena, &r->options, COMPILE, nwords, words));
		return run_stations(r, n);
	}
	arena_fail_after(r->arena, which == OF_RUN ? n : 0);
	return command_run(r, nwords, words);
}

static int
run_with(enum which which, size_t n)
{
	struct arena *a;
	struct run run;
	int status;

	refuse = which == OF_SYSTEM ? n : 0;
	a = arena_new();
	if (!a)
		return NO_MEMORY;
	run_start(&run, a);
	status = run_in(&run, which, n);
	run_end(&run);
	refuse = 0;
	return status;
}

/* Every allocation fails once, until a run needs no more of them. */
static void
fail_at_each(enum which which, int want)
{
	int fd = next_descriptor();
	size_t n = 0;
	int status;

	do {
		status = run_with(which, ++n);
		assert_true(status == NO_MEMORY || status == want);
		assert_int_equal(blocks, 0);
		assert_int_equal(next_descriptor(), fd);
		if (status == NO_MEMORY || want != STATUS_DONE)
			assert_int_equal(files_there(), 0);
	} while (status == NO_MEMORY);
	print_message("# %zu allocations\n", n - 1);
	assert_true(n > 3);
}

static void
no_memory_for_a_run(void **state)
{
	(void)state;
	write_spec(rich);
	fail_at_each(OF_RUN, STATUS_DONE);
	assert_true(files_there() > 10);
}

static void
no_memory_for_a_cluster(void **state)
{
	(void)state;
	write_spec(rich);
	fail_at_each(OF_CLUSTER, STATUS_DONE);
	assert_true(files_there() > 10);
}

static void
no_memory_of_the_system(void **state)
{
	(void)state;
	write_spec(rich);
	fail_at_each(OF_SYSTEM, STATUS_DONE);
}

static void
no_memory_for_messages(void **state)
{
	(void)state;
	write_spec(faulty);
	fail_at_each(OF_RUN, STATUS_FAULTS);
	fail_at_each(OF_SYSTEM, STATUS_FAULTS);
}

/* --- the library ------------------------------------------------------------------- */

static int
take_file(void *with, const char *path, const char *bytes, size_t size)
{
	size_t *files = with;

	(void)path;
	(void)bytes;
	*files += size > 0;
	return 0;
}

static enum emqxc_result
use_library(const char *text, size_t *files)
{
	struct emqxc_sink sink = { files, take_file, NULL };
	struct emqxc *c = emqxc_new();
	enum emqxc_result result = EMQXC_MEMORY;

	if (!c)
		return result;
	result = emqxc_set(c, "all-envs", NULL);
	if (!result)
		result = emqxc_add_text(c, "a.emqx", text, strlen(text));
	if (!result)
		result = emqxc_compile(c, &sink);
	emqxc_free(c);
	return result;
}

static void
no_memory_for_the_library(void **state)
{
	enum emqxc_result result;
	size_t n = 0, files;

	(void)state;
	do {
		files = 0;
		refuse = ++n;
		result = use_library(rich, &files);
		refuse = 0;
		assert_true(result == EMQXC_MEMORY || result == EMQXC_DONE);
		assert_int_equal(blocks, 0);
	} while (result == EMQXC_MEMORY);
	assert_true(n > 3);
	assert_true(files > 5);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(no_memory_for_a_run, setup, teardown),
		cmocka_unit_test_setup_teardown(no_memory_for_a_cluster, setup, teardown),
		cmocka_unit_test_setup_teardown(no_memory_of_the_system, setup, teardown),
		cmocka_unit_test_setup_teardown(no_memory_for_messages, setup, teardown),
		cmocka_unit_test(no_memory_for_the_library),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

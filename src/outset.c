/*
 * outset: the product of a run, which becomes files at the end or not at all.
 *
 * In: bytes by path.  Out: standard output, one file, or a folder of files;
 * or their names, or how they differ from what is there.  Everything waits in
 * a spool, so a run that finds an error has touched nothing.  Owner: the
 * arena; the spool's descriptor is closed by commit or abandon.
 */
#include "outset.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/table.h"
#include "base/vec.h"
#include "spool.h"
#include "udiff.h"

struct entry {
	const char *path;     /* as it is opened */
	size_t at, n;         /* in the spool */
	const char *temp;     /* its new bytes, beside it; NULL when the same */
};

struct outset {
	struct arena *arena;
	enum outset_mode mode;
	const char *path;
	bool folder;
	struct spool spool;
	VEC(struct entry) entries;
	struct table by_path;
	const char *failed, *clash;
	VEC(const char *) paths, written;
};

struct outset *
outset_new(struct arena *a, enum outset_mode mode, const char *path)
{
	struct outset *o = ARENA_NEW(a, struct outset);
	size_t n = path ? strlen(path) : 0;

	o->arena = a;
	o->mode = mode;
	o->path = path;
	o->folder = mode == OUT_FOLDER || (n && path[n - 1] == '/');
	spool_start(&o->spool, a);
	return o;
}

bool
outset_is_folder(const struct outset *o)
{
	return o->folder;
}

static bool
is_entered(const struct outset *o, const char *path, uint64_t hash)
{
	struct probe p = table_probe(&o->by_path, hash);
	uint32_t i;

	while ((i = probe_next(&p)) && strcmp(o->entries.at[i - 1].path, path) != 0)
		;
	return i != 0;
}

static void
enter(struct outset *o, const char *full, size_t n)
{
	uint64_t hash = str_hash(str_of(full));

	if (is_entered(o, full, hash)) {
		o->clash = full;
		return;
	}
	*VEC_ADD(o->arena, &o->entries) = (struct entry){
		.path = full, .at = o->spool.n, .n = n };
	table_add(o->arena, &o->by_path, hash, (uint32_t)o->entries.n);
	*VEC_ADD(o->arena, &o->paths) = full;
}

/* Where it will stand; its own memory, for the caller's is one cluster's. */
static const char *
path_below(struct outset *o, const char *path)
{
	return o->path ? fs_join(o->arena, o->path, path) : arena_strdup(o->arena, path);
}

static int
failed(struct outset *o, const char *path, int error)
{
	if (error)
		o->failed = path;
	return error;
}

int
outset_add(struct outset *o, const char *path, struct str bytes)
{
	if (o->folder)
		enter(o, path_below(o, path), bytes.n);
	else if (o->path && !o->entries.n)
		enter(o, o->path, 0);
	return failed(o, "temporary file", spool_add(&o->spool, bytes));
}

const char *
outset_failed_path(const struct outset *o)
{
	return o->failed;
}

const char *
outset_clash(const struct outset *o)
{
	return o->clash;
}

static int
list(struct outset *o)
{
	struct buf text = BUF_IN(o->arena);

	for (size_t i = 0; i < o->entries.n; i++)
		buf_printf(&text, "%s\n", o->entries.at[i].path);
	return failed(o, "standard output", fs_write_fd(STDOUT_FILENO, buf_view(&text)));
}

/* How many bytes an entry has: of a stream, all. */
static size_t
size_of(const struct outset *o, const struct entry *e)
{
	return o->folder ? e->n : o->spool.n;
}

typedef int each_fn(struct outset *o, const struct entry *e, struct arena *scratch, void *with);

static int
each_entry_in(struct outset *o, struct arena *scratch, each_fn *take, void *with)
{
	int result = 0;

	for (size_t i = 0; i < o->entries.n && !result; i++) {
		result = take(o, &o->entries.at[i], scratch, with);
		arena_reset(scratch);
	}
	return result;
}

/* Every entry, with memory that is emptied after it; until one is not 0.  When
 * memory runs out, this memory goes before the jump goes on. */
static int
each_entry(struct outset *o, each_fn *take, void *with)
{
	struct arena *a = o->arena, *scratch = arena_new();
	jmp_buf *outer = arena_oom(a), here;
	int result;

	if (!scratch)
		longjmp(*outer, 1);
	if (setjmp(here)) {
		arena_free(scratch);
		arena_on_oom(a, outer);
		longjmp(*outer, 1);
	}
	arena_on_oom(a, &here);
	arena_on_oom(scratch, &here);
	result = each_entry_in(o, scratch, take, with);
	arena_on_oom(a, outer);
	arena_free(scratch);
	return result;
}

/* One file against its old bytes; *differs as in outset_commit(). */
static int
compare(struct outset *o, const struct entry *e, struct arena *scratch, void *differs)
{
	struct str old_text = { "", 0 }, new_text;
	struct buf text = BUF_IN(scratch);
	int error = spool_read(&o->spool, scratch, e->at, size_of(o, e), &new_text);
	int none = fs_read(scratch, e->path, SIZE_MAX / 4, &old_text);

	if (error || (none && none != ENOENT))
		return failed(o, e->path, error ? error : none);
	if (!none && str_eq(old_text, new_text))
		return 0;
	*(bool *)differs = true;
	udiff(scratch, none ? NULL : e->path, e->path, old_text, new_text, &text);
	return failed(o, "standard output", fs_write_fd(STDOUT_FILENO, buf_view(&text)));
}

static int
stage_all(struct outset *o)
{
	for (size_t i = 0; i < o->entries.n; i++) {
		struct entry *e = &o->entries.at[i];
		int error = spool_stage(&o->spool, o->arena, e->at, size_of(o, e), e->path,
					&e->temp);

		if (error)
			return failed(o, e->path, error);
		if (e->temp)
			*VEC_ADD(o->arena, &o->written) = e->path;
	}
	return 0;
}

static int
sync_all(struct outset *o)
{
	VEC(const char *) temps = { 0 };

	for (size_t i = 0; i < o->entries.n; i++)
		if (o->entries.at[i].temp)
			*VEC_ADD(o->arena, &temps) = o->entries.at[i].temp;
	return failed(o, o->path ? o->path : ".",
		      fs_sync((const char *const *)temps.at, temps.n));
}

static int
commit_all(struct outset *o)
{
	for (size_t i = 0; i < o->entries.n; i++) {
		struct entry *e = &o->entries.at[i];
		int error = e->temp ? fs_commit(e->temp, e->path) : 0;

		if (error)
			return failed(o, e->path, error);
		e->temp = NULL;
	}
	return 0;
}

/* The product by mode. */
static int
make(struct outset *o, bool *differs)
{
	int error;

	if (o->mode == OUT_LIST)
		return list(o);
	if (o->mode == OUT_DIFF)
		return each_entry(o, compare, differs);
	if (!o->path && !o->folder)
		return failed(o, "standard output", spool_copy(&o->spool, STDOUT_FILENO));
	error = stage_all(o);
	if (!error)
		error = sync_all(o);
	return error ? error : commit_all(o);
}

int
outset_commit(struct outset *o, bool *differs)
{
	int error;

	*differs = false;
	error = make(o, differs);
	outset_abandon(o);
	return error;
}

void
outset_abandon(struct outset *o)
{
	for (size_t i = 0; i < o->entries.n; i++) {
		fs_abandon(o->entries.at[i].temp);
		o->entries.at[i].temp = NULL;
	}
	spool_end(&o->spool);
}

size_t
outset_paths(const struct outset *o, const char *const **out)
{
	*out = (const char *const *)o->paths.at;
	return o->paths.n;
}

size_t
outset_written(const struct outset *o, const char *const **out)
{
	*out = (const char *const *)o->written.at;
	return o->written.n;
}

/* A function of the caller, and what it is called with. */
struct taker {
	int (*take)(void *with, const char *path, struct str bytes);
	void *with;
};

static int
take_entry(struct outset *o, const struct entry *e, struct arena *scratch, void *with)
{
	const struct taker *t = with;
	struct str bytes;
	int error = spool_read(&o->spool, scratch, e->at, size_of(o, e), &bytes);

	return error ? failed(o, e->path, error) : t->take(t->with, e->path, bytes);
}

int
outset_each(struct outset *o, int (*take)(void *with, const char *path, struct str bytes),
	    void *with)
{
	struct taker t = { take, with };

	return each_entry(o, take_entry, &t);
}

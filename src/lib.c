/*
 * lib: the installed interface (emqxc.h) over the driver.
 *
 * In: options and texts of a caller.  Out: calls of its sink.  Options live in
 * the struct's own arena; each compilation has one that ends with it.  Every
 * entry that uses memory sets where a full arena jumps to.
 */
#include "emqxc.h"

#include <errno.h>
#include <string.h>

#include "base/arena.h"
#include "driver.h"
#include "front/load.h"
#include "outset.h"

enum { FAULT_SIZE = 512 };

struct emqxc {
	struct arena *arena;
	struct options options;
	VEC(struct run_text) texts;
	char fault[FAULT_SIZE];
};

const char *
emqxc_version(void)
{
	return PACKAGE_VERSION;
}

const char *
emqxc_fault(const struct emqxc *c)
{
	return c->fault;
}

static struct emqxc *
new_in(struct arena *a)
{
	struct emqxc *c;
	jmp_buf full;

	if (setjmp(full))
		return NULL;
	arena_on_oom(a, &full);
	c = ARENA_NEW(a, struct emqxc);
	c->arena = a;
	return c;
}

struct emqxc *
emqxc_new(void)
{
	struct arena *a = arena_new();
	struct emqxc *c = a ? new_in(a) : NULL;

	if (!c)
		arena_free(a);
	return c;
}

void
emqxc_free(struct emqxc *c)
{
	if (c)
		arena_free(c->arena);
}

/* Keep the text, without its line end and our name before it. */
static void
set_fault(struct emqxc *c, const char *text)
{
	size_t n = strcspn(text, "\n");

	if (strncmp(text, "emqxc: ", 7) == 0) {
		text += 7;
		n -= 7;
	}
	if (n >= FAULT_SIZE)
		n = FAULT_SIZE - 1;
	memcpy(c->fault, text, n);
	c->fault[n] = '\0';
}

/* --- what to compile ----------------------------------------------------------- */

enum emqxc_result
emqxc_set(struct emqxc *c, const char *option, const char *value)
{
	const char *fault;
	jmp_buf full;

	if (setjmp(full))
		return EMQXC_MEMORY;
	arena_on_oom(c->arena, &full);
	fault = options_set(c->arena, &c->options, option,
			    value ? arena_strdup(c->arena, value) : NULL);
	if (!fault)
		return EMQXC_DONE;
	set_fault(c, fault);
	return EMQXC_USAGE;
}

enum emqxc_result
emqxc_add_file(struct emqxc *c, const char *path)
{
	jmp_buf full;

	if (setjmp(full))
		return EMQXC_MEMORY;
	arena_on_oom(c->arena, &full);
	*VEC_ADD(c->arena, &c->options.files) = arena_strdup(c->arena, path);
	return EMQXC_DONE;
}

enum emqxc_result
emqxc_add_text(struct emqxc *c, const char *name, const char *text, size_t size)
{
	struct run_text copy;
	jmp_buf full;

	if (setjmp(full))
		return EMQXC_MEMORY;
	arena_on_oom(c->arena, &full);
	copy.name = arena_strdup(c->arena, name);
	copy.text = (struct str){ arena_strndup(c->arena, text, size), size };
	*VEC_ADD(c->arena, &c->texts) = copy;
	return EMQXC_DONE;
}

/* --- compiling ------------------------------------------------------------------- */

static void
tell(struct run *r, const struct emqxc_sink *sink, const struct diag *d)
{
	const struct source *source = sources_get(r->program->sources, d->at.file);
	struct emqxc_message m = {
		.code = diag_rows[d->id].code,
		.slug = diag_rows[d->id].slug,
		.severity = (enum emqxc_severity)d->severity,
		.text = d->text,
	};

	if (source) {
		struct line_col at = source_locate(r->program->sources, d->at.file, d->at.from);

		m.file = source->name;
		m.line = at.line;
		m.column = at.column;
	}
	sink->message(sink->with, &m);
}

static void
tell_all(struct run *r, const struct emqxc_sink *sink)
{
	struct diag *const *all;
	size_t n = r->program ? diags_sorted(r->program->diags, &all) : 0;

	for (size_t i = 0; sink->message && i < n; i++)
		tell(r, sink, all[i]);
}

static int
hand_file(void *with, const char *path, struct str bytes)
{
	const struct emqxc_sink *sink = with;

	return sink->file(sink->with, path, bytes.p, bytes.n);
}

static enum emqxc_result
hand_over(struct run *r, const struct emqxc_sink *sink)
{
	struct emqxc_sink copy = *sink;

	if (!sink->file || r->options.check)
		return EMQXC_DONE;
	return outset_each(r->outset, hand_file, &copy) ? EMQXC_STOPPED : EMQXC_DONE;
}

static enum emqxc_result
compile_in(struct emqxc *c, struct run *r, const struct emqxc_sink *sink)
{
	enum status status;
	jmp_buf full;

	if (setjmp(full))
		return EMQXC_MEMORY;
	arena_on_oom(r->arena, &full);
	run_open(r);
	r->outset = outset_new(r->arena, OUT_FOLDER, NULL);
	status = driver_compile(r);
	tell_all(r, sink);
	if (status) {
		set_fault(c, buf_cstr(&r->err));
		return (enum emqxc_result)status;
	}
	if (diags_errors(r->program->diags))
		return EMQXC_FAULTS;
	return hand_over(r, sink);
}

static enum emqxc_result
compile(struct emqxc *c, const struct emqxc_sink *sink, bool check)
{
	struct arena *a = arena_new();
	enum emqxc_result result;
	struct run run;

	if (!a)
		return EMQXC_MEMORY;
	run_start(&run, a);
	run.options = c->options;
	run.options.check = check;
	run.texts = c->texts.at;
	run.ntexts = c->texts.n;
	result = compile_in(c, &run, sink);
	run_end(&run);
	return result;
}

enum emqxc_result
emqxc_compile(struct emqxc *c, const struct emqxc_sink *sink)
{
	return compile(c, sink, false);
}

enum emqxc_result
emqxc_check(struct emqxc *c, const struct emqxc_sink *sink)
{
	return compile(c, sink, true);
}

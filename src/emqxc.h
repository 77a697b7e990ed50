/*
 * emqxc: the compiler as a library.
 *
 * One `struct emqxc` is one set of options and files, compiled as often as
 * wanted.  The library prints nothing, never exits, has no global that
 * changes, and writes no file: products and messages go to functions of the
 * caller.  Different structs may be used by different threads at once.
 *
 *	struct emqxc *c = emqxc_new();
 *	emqxc_set(c, "target", "k8s");
 *	emqxc_set(c, "env", "prod");
 *	emqxc_add_file(c, "emqx.emqx");
 *	if (emqxc_compile(c, &sink) != EMQXC_DONE)
 *		…
 *	emqxc_free(c);
 */
#ifndef EMQXC_H
#define EMQXC_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define EMQXC_API __attribute__((visibility("default")))
#else
#define EMQXC_API
#endif

struct emqxc;

enum emqxc_result {
	EMQXC_DONE = 0,
	EMQXC_FAULTS = 1,   /* the input has errors: see the messages */
	EMQXC_USAGE = 2,    /* an option, or a name in one, is wrong: emqxc_fault() */
	EMQXC_SYSTEM = 3,   /* a file cannot be read: emqxc_fault() */
	EMQXC_MEMORY = 4,   /* there is not enough memory */
	EMQXC_STOPPED = 5   /* a function of the sink said so */
};

enum emqxc_severity { EMQXC_NOTE = 1, EMQXC_WARNING = 2, EMQXC_ERROR = 3 };

/* A message; texts live until the function that takes it returns. */
struct emqxc_message {
	const char *code;             /* "EX001" */
	const char *slug;             /* "unknown-key" */
	enum emqxc_severity severity;
	const char *file;             /* NULL: about no place in a file */
	unsigned line, column;        /* from 1; column in characters */
	const char *text;
};

/* Where results go.  A function may be NULL. */
struct emqxc_sink {
	void *with;
	/* Each file of the product, by its path in a folder; only when no
	 * error was found.  Other than 0 stops. */
	int (*file)(void *with, const char *path, const char *bytes, size_t size);
	/* Each message, sorted by place. */
	void (*message)(void *with, const struct emqxc_message *message);
};

/* NULL when there is no memory. */
EMQXC_API struct emqxc *emqxc_new(void);
EMQXC_API void emqxc_free(struct emqxc *c);

/*
 * An option by the long name it has in `emqxc --help`, without dashes; those
 * that have none by their letters: "D", "I", "W", "Wno-", "Werror=".  Those
 * that repeat on the command line repeat here; a switch takes NULL.
 */
EMQXC_API enum emqxc_result emqxc_set(struct emqxc *c, const char *option, const char *value);

/* A file to compile, by path; or a text in memory under a name for messages
 * (which its `use "./…"` lines are relative to). */
EMQXC_API enum emqxc_result emqxc_add_file(struct emqxc *c, const char *path);
EMQXC_API enum emqxc_result emqxc_add_text(struct emqxc *c, const char *name,
					   const char *text, size_t size);

/* Compile, or only check, every environment too. */
EMQXC_API enum emqxc_result emqxc_compile(struct emqxc *c, const struct emqxc_sink *sink);
EMQXC_API enum emqxc_result emqxc_check(struct emqxc *c, const struct emqxc_sink *sink);

/* What was wrong, after EMQXC_USAGE and EMQXC_SYSTEM. */
EMQXC_API const char *emqxc_fault(const struct emqxc *c);

EMQXC_API const char *emqxc_version(void);

#ifdef __cplusplus
}
#endif

#endif

/*
 * arena: memory of one compilation or of one cluster, given back all at once.
 *
 * Everything that the stations make (nodes, values, IR, documents, messages)
 * lives in an arena.  Nothing in it is freed alone.  An allocation never
 * returns NULL: when memory runs out the arena jumps to the recovery point
 * that its owner set with arena_on_oom().  Memory is zeroed, but for texts.
 */
#ifndef EMQXC_ARENA_H
#define EMQXC_ARENA_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* A new, empty arena, or NULL when there is no memory for it. */
struct arena *arena_new(void);

/* Release the arena and all that it holds; NULL is allowed. */
void arena_free(struct arena *a);

/* Empty the arena but keep one block of it for the next use. */
void arena_reset(struct arena *a);

/* How far an arena is filled; going back to it empties what came later. */
struct arena_mark {
	void *block, *large;
	char *free;
	size_t used;
};
struct arena_mark arena_mark(const struct arena *a);
void arena_rewind(struct arena *a, struct arena_mark to);

/* Where to jump (with value 1) when memory runs out; must be set before the
 * first allocation, and stay valid while the arena is used. */
void arena_on_oom(struct arena *a, jmp_buf *where);
jmp_buf *arena_oom(const struct arena *a);

/* size zeroed bytes, aligned for any type. */
void *arena_alloc(struct arena *a, size_t size);
/* n zeroed elements; a product that overflows counts as out of memory. */
void *arena_array(struct arena *a, size_t n, size_t size);

/* Room for a text of n bytes, which the caller writes; the NUL is there. */
char *arena_text(struct arena *a, size_t n);
/* A copy of n bytes with a NUL after it. */
char *arena_strndup(struct arena *a, const char *text, size_t n);
char *arena_strdup(struct arena *a, const char *text);

/* Texts one after the other; NULL ends them.  For what is made once a cluster
 * and more: a fifth of the cost of printf. */
char *arena_join(struct arena *a, ...)
	__attribute__((sentinel));

/* The digits of a number, for arena_join(). */
char *arena_int(struct arena *a, int64_t num);

/* printf into the arena. */
char *arena_printf(struct arena *a, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
	__attribute__((format(printf, 2, 0)));

/* Bytes handed out since the last reset. */
size_t arena_used(const struct arena *a);

/* For tests: the n-th allocation from now finds no memory; 0 is never. */
void arena_fail_after(struct arena *a, size_t n);

#define ARENA_NEW(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define ARENA_ARRAY(a, type, n) ((type *)arena_array((a), (n), sizeof(type)))

#endif

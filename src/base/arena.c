/*
 * arena: bump allocation from a chain of blocks.
 *
 * Blocks grow from 64 KiB to 1 MiB; what is larger than a quarter of a block
 * and does not fit in the current one gets a block of its own, so that a
 * large request wastes nothing.  Memory is cleared as it is handed out, unless
 * a text is about to stand there: no page is touched before it is used.  Tools
 * that watch memory are told what is handed out (poison.h).
 */
#include "base/arena.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/poison.h"
#include "base/str.h"

enum {
	FIRST_BLOCK = 64 * 1024,
	LAST_BLOCK = 1024 * 1024,
	BRIEF_TEXT = 256,
	ALIGN = _Alignof(max_align_t)
};

struct block {
	struct block *next;
	size_t size;
	_Alignas(max_align_t) char bytes[];
};

struct arena {
	char *free;            /* where the block in use goes on, … */
	size_t left;           /* … and for how long */
	struct block *blocks;  /* the first is the one in use */
	struct block *large;   /* one allocation each */
	jmp_buf *oom;
	size_t used;
	size_t fail_after;
};

struct arena *
arena_new(void)
{
	return calloc(1, sizeof(struct arena));
}

static void
free_until(struct block *b, const struct block *end)
{
	while (b != end) {
		struct block *next = b->next;

		TAKEN(b->bytes, b->size);
		free(b);
		b = next;
	}
}

void
arena_free(struct arena *a)
{
	if (!a)
		return;
	free_until(a->blocks, NULL);
	free_until(a->large, NULL);
	free(a);
}

void
arena_reset(struct arena *a)
{
	free_until(a->large, NULL);
	a->large = NULL;
	a->used = 0;
	if (!a->blocks)
		return;
	free_until(a->blocks->next, NULL);
	a->blocks->next = NULL;
	a->free = a->blocks->bytes;
	a->left = a->blocks->size;
	NOT_TAKEN(a->blocks->bytes, a->blocks->size);
}

struct arena_mark
arena_mark(const struct arena *a)
{
	return (struct arena_mark){ a->blocks, a->large, a->free, a->used };
}

void
arena_rewind(struct arena *a, struct arena_mark to)
{
	struct block *b = to.block;

	if (!b) {
		arena_reset(a);
		return;
	}
	free_until(a->blocks, b);
	free_until(a->large, to.large);
	a->blocks = b;
	a->large = to.large;
	a->used = to.used;
	a->free = to.free;
	a->left = (size_t)(b->bytes + b->size - to.free);
	NOT_TAKEN(a->free, a->left);
}

void
arena_on_oom(struct arena *a, jmp_buf *where)
{
	a->oom = where;
}

jmp_buf *
arena_oom(const struct arena *a)
{
	return a->oom;
}

void
arena_fail_after(struct arena *a, size_t n)
{
	a->fail_after = n;
}

static _Noreturn void
out_of_memory(struct arena *a)
{
	assert(a->oom && "arena_on_oom() comes before the first allocation");
	longjmp(*a->oom, 1);
}

/* A block at the head of a chain. */
static struct block *
add_block(struct arena *a, struct block **chain, size_t size)
{
	struct block *b;

	if (size > SIZE_MAX - sizeof *b)
		out_of_memory(a);
	b = malloc(sizeof *b + size);
	if (!b)
		out_of_memory(a);
	*b = (struct block){ .next = *chain, .size = size };
	NOT_TAKEN(b->bytes, size);
	*chain = b;
	return b;
}

/* size bytes of a new block, or of one of their own. */
static char *
take_new(struct arena *a, size_t size)
{
	size_t grown = a->blocks ? a->blocks->size * 2 : FIRST_BLOCK;
	struct block *b;

	if (grown > LAST_BLOCK)
		grown = LAST_BLOCK;
	if (size > grown / 4)
		return add_block(a, &a->large, size)->bytes;
	b = add_block(a, &a->blocks, grown);
	a->free = b->bytes + size;
	a->left = b->size - size;
	return b->bytes;
}

/* size bytes, not cleared. */
static inline char *
take(struct arena *a, size_t size)
{
	size_t taken = (size + GAP + !size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	char *p = a->free;

	if ((a->fail_after && --a->fail_after == 0) || size > SIZE_MAX / 2)
		out_of_memory(a);
	if (a->left >= taken) {
		a->free += taken;
		a->left -= taken;
	} else {
		p = take_new(a, taken);
	}
	a->used += size;
	TAKEN(p, size);
	return p;
}

void *
arena_alloc(struct arena *a, size_t size)
{
	return memset(take(a, size), 0, size);
}

char *
arena_text(struct arena *a, size_t n)
{
	char *text = take(a, n + 1);

	text[n] = '\0';
	return text;
}

void *
arena_array(struct arena *a, size_t n, size_t size)
{
	if (size && n > SIZE_MAX / size)
		out_of_memory(a);
	return arena_alloc(a, n * size);
}

char *
arena_strndup(struct arena *a, const char *text, size_t n)
{
	char *copy = arena_text(a, n);

	if (n)
		memcpy(copy, text, n);
	return copy;
}

char *
arena_strdup(struct arena *a, const char *text)
{
	return arena_strndup(a, text, strlen(text));
}

char *
arena_join(struct arena *a, ...)
{
	size_t n = 0;
	char *text, *to;
	va_list ap;

	va_start(ap, a);
	for (const char *part; (part = va_arg(ap, const char *)) != NULL;)
		n += strlen(part);
	va_end(ap);
	text = to = arena_text(a, n);
	va_start(ap, a);
	for (const char *part; (part = va_arg(ap, const char *)) != NULL; to += n) {
		n = strlen(part);
		memcpy(to, part, n);
	}
	va_end(ap);
	return text;
}

char *
arena_int(struct arena *a, int64_t num)
{
	char room[INT_ROOM];
	struct str text = int_text(room, num);

	return arena_strndup(a, text.p, text.n);
}

/* Most texts are short, and formatted once. */
char *
arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	char brief[BRIEF_TEXT];
	va_list again;
	char *text;
	int n;

	va_copy(again, ap);
	n = vsnprintf(brief, sizeof brief, fmt, again);
	va_end(again);
	if (n < 0)
		out_of_memory(a);
	if ((size_t)n < sizeof brief)
		return arena_strndup(a, brief, (size_t)n);
	text = arena_text(a, (size_t)n);
	vsnprintf(text, (size_t)n + 1, fmt, ap);
	return text;
}

char *
arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *text;

	va_start(ap, fmt);
	text = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return text;
}

size_t
arena_used(const struct arena *a)
{
	return a->used;
}

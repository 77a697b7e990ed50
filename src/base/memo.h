/*
 * memo: answers that are asked for again and again, by what was asked: a number
 * (a pointer is one, too) and a text.  So many are kept and no more: what comes
 * later is answered anew each time.
 */
#ifndef EMQXC_MEMO_H
#define EMQXC_MEMO_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct memo;

/* Who asks and finds that it is not known puts it there. */
struct memo_answer {
	bool known;
	const void *is;
};

struct memo *memo_new(struct arena *a);
/* The hash is of both, or of where the text stands: what is asked for with
 * another one is another question.  The answer is there until the next call. */
struct memo_answer *memo_ask(struct memo *m, uint64_t hash, uint64_t number, const char *text);

#endif

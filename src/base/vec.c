/*
 * vec: growth of the arrays that VEC() declares.  The old array stays in the
 * arena; doubling keeps that below what is in use.
 */
#include "base/vec.h"

#include <string.h>

#include "base/arena.h"

enum { FIRST_CAP = 8 };

void *
vec_grow(struct arena *a, void *at, size_t n, size_t *cap, size_t size)
{
	void *grown;
	size_t more;

	if (n < *cap)
		return at;
	more = *cap ? *cap * 2 : FIRST_CAP;
	grown = arena_array(a, more, size);
	if (n)
		memcpy(grown, at, n * size);
	*cap = more;
	return grown;
}

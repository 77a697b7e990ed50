/*
 * vec: a growing array in an arena, for any element type.
 *
 *	VEC(struct item) items = { 0 };
 *	*VEC_ADD(arena, &items) = item;       items.at[i], items.n
 */
#ifndef EMQXC_VEC_H
#define EMQXC_VEC_H

#include <stddef.h>

struct arena;

#define VEC(type) struct { type *at; size_t n, cap; }

/* Room for one more element, zeroed; returns its address. */
#define VEC_ADD(arena, v)                                                   \
	((v)->at = vec_grow((arena), (v)->at, (v)->n, &(v)->cap,            \
			    sizeof *(v)->at),                               \
	 &(v)->at[(v)->n++])

/* Used by VEC_ADD: the array, with room for element n. */
void *vec_grow(struct arena *a, void *at, size_t n, size_t *cap, size_t size);

#endif

/*
 * envs: the environments that a record was found in.
 *
 * The environments of one cluster are gone through one after another between
 * envs_start() and envs_end(); what is found in between is found in the one
 * that was entered last.  A record says where it holds only when it does not
 * hold everywhere: in the first, and in each that was gone through whole.
 */
#ifndef EMQXC_ENVS_H
#define EMQXC_ENVS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/vec.h"
#include "diag/source.h"

struct arena;
struct buf;

struct places {
	struct place *at;
	size_t n, cap;
};

/* Of a record. */
struct envs_found {
	VEC(const char *) names;   /* in order, each once */
	VEC(uint32_t) passes;      /* of the cluster at hand */
	bool first;                /* the first name is the base's, or what was asked for */
	bool some;                 /* not in all: worth saying */
	bool own;                  /* it stands in the overlay of that name */
};

struct envs;

struct envs *envs_new(struct arena *a);

void envs_start(struct envs *e);
/* `own`: where that environment is written; name and it stay until envs_end(). */
void envs_enter(struct envs *e, const char *name, const struct places *own);
/* Whole: nothing kept it from the end of the line. */
void envs_leave(struct envs *e, bool whole);
void envs_end(struct envs *e);

/* A record at that place was found once more; f outlives envs_end(). */
void envs_find(struct envs *e, struct envs_found *f, struct place at);

/* "prod, eu" with "in " or "also in " before it; nothing where all have it. */
void envs_say(const struct envs_found *f, struct buf *out);

#endif

/*
 * version: EMQX versions and the builds that have key tables.
 *
 * A version has its own order: 5.10 > 5.9, 4.1-rc.1 < 4.1.0.  `5.10` without a
 * patch compares as "the newest patch of 5.10" (equal to any 5.10.x in a
 * guard's == is false; it sorts after every 5.10.N).
 */
#ifndef EMQXC_VERSION_H
#define EMQXC_VERSION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct arena;

struct version {
	uint16_t major, minor;
	int32_t patch;     /* -1: not said */
	char pre[24];      /* "rc.1", "" for a release */
};

enum flavor { OPEN_SOURCE, ENTERPRISE };

/* Reads "5.8.6", "5.10", "4.1-rc.1"; false when it is not a version. */
bool version_parse(struct str text, struct version *out);
int version_cmp(const struct version *a, const struct version *b);
/* a >= major.minor.patch */
bool version_at_least(const struct version *a, int major, int minor, int patch);
const char *version_text(struct arena *a, const struct version *v);

/*
 * A build is one key table: a minor in an edition ("5.8", "5.8-ee", "5.9").
 * Builds are numbered from the oldest; 32 at most, so that a set of builds is
 * a bit mask.
 */
typedef uint32_t build_set;

struct build {
	uint8_t id;            /* bit in a build_set */
	const char *name;      /* "5.8-ee" */
	uint16_t major, minor;
	const char *pre;       /* "rc.1" for 4.1-rc.1, else "" */
	enum flavor flavor;    /* single-edition builds (5.9+) are both */
	bool single;           /* one edition: flavor does not matter */
	const char *newest;    /* the patch that the table was made from, "5.8.9" */
};

extern const struct build builds[];
extern const unsigned nbuilds;

/* The table of that version, or NULL: its minor is not known. */
const struct build *build_for(const struct version *v, enum flavor flavor);
/* The newest known, and the one nearest to v (for messages). */
const struct build *build_newest(enum flavor flavor);
const struct build *build_nearest(const struct version *v, enum flavor flavor);
/* "5.3–5.8, 5.9–6.3": the builds of a set, for messages. */
const char *build_set_text(struct arena *a, build_set set);

#endif

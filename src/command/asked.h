/*
 * asked: the EMQX version that a command was asked about.
 */
#ifndef EMQXC_ASKED_H
#define EMQXC_ASKED_H

#include "run.h"
#include "schema/version.h"

struct asked {
	const struct build *build;
	struct version version;
};

/* Of a text on the command line, `option` its name.  STATUS_USAGE (told) when
 * it is no version, or one without a table. */
enum status asked_version(struct run *r, const char *option, const char *text,
			  enum flavor flavor, struct asked *out);

/* The newest of a build: the version that its table was made from. */
struct asked asked_newest(const struct build *b);

#endif

/*
 * asked: from `--version 5.8.6` to the build with its key table.
 *
 * In: texts of the command line.  Out: build and version, or wrong use.
 * Owner: the command.
 */
#include "command/asked.h"

#include "base/arena.h"

struct asked
asked_newest(const struct build *b)
{
	struct asked a = { .build = b };

	version_parse(str_of(b->newest), &a.version);
	return a;
}

enum status
asked_version(struct run *r, const char *option, const char *text, enum flavor flavor,
	      struct asked *out)
{
	const struct build *near;

	if (!version_parse(str_of(text), &out->version))
		return run_usage(r, arena_printf(r->arena, "`%s %s` is no version such as 5.8.6",
						 option, text));
	out->build = build_for(&out->version, flavor);
	if (!out->build && r->options.unknown_version)
		out->build = build_newest(flavor);
	if (out->build)
		return STATUS_DONE;
	near = build_nearest(&out->version, flavor);
	return run_usage(r, arena_printf(r->arena, "EMQX %s is not known; the nearest is %s, the newest "
					 "%s (`--allow-unknown-version` takes that one)", text,
					 near->newest, build_newest(flavor)->newest));
}

/*
 * command_new: a commented spec to start from (stdlib/starter.emqx) on
 * standard output, under the cluster's name that was asked for.
 */
#include "command/command.h"

#include <string.h>

#include "base/arena.h"

static const char placeholder[] = "my-emqx";

enum { MOST_NAME = 52 };   /* a StatefulSet's name */

/* A name of the language that Kubernetes takes as well. */
static bool
is_name(const char *name)
{
	size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");

	if (name[n] || n == 0 || n > MOST_NAME || name[0] < 'a' || name[n - 1] == '-')
		return false;
	return !strstr(name, "--");
}

static void
put_text(const char *text, const char *name, struct buf *out)
{
	const char *at;

	while ((at = strstr(text, placeholder)) != NULL) {
		buf_add(out, text, (size_t)(at - text));
		buf_text(out, name);
		text = at + sizeof placeholder - 1;
	}
	buf_text(out, text);
}

enum status
command_new(struct run *r)
{
	const struct options *o = &r->options;
	const char *name = o->files.n ? o->files.at[0] : placeholder;

	if (o->files.n > 1)
		return run_usage(r, "one name at most: `emqxc new NAME >NAME.emqx`");
	if (!is_name(name))
		return run_usage(r, arena_printf(r->arena, "`%s` is no name for a cluster: small "
						 "letters, digits and single dashes, at most %d, "
						 "a letter first", name, MOST_NAME));
	put_text(starter_texts[0].text, name, &r->out);
	return STATUS_DONE;
}

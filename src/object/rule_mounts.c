/*
 * rule_mounts: where the broker's container has its volumes, and what a mount
 * hides.
 *
 * A node of EMQX 5 and later that joins writes certificates and rules of the
 * others below its data folder, and a mount inside of it is in the way.
 */
#include <string.h>

#include "base/arena.h"
#include "object/check.h"

static const char home[] = "/opt/emqx";

/* Is `path` the folder, or below it? */
static bool
is_within(const char *path, const char *folder)
{
	size_t n = strlen(folder);

	while (n > 1 && folder[n - 1] == '/')
		n--;
	return strncmp(path, folder, n) == 0 && (!path[n] || path[n] == '/' || n == 1);
}

/* Where that version keeps its data (4.x has its plugins beside it). */
static const char *
data_folder(const struct broker *b)
{
	return b->version.major < 5 ? "/opt/emqx/data/mnesia" : "/opt/emqx/data";
}

static void
check_place(const struct check *c, const struct spot *s, const char *path)
{
	const char *data = c->broker->known ? data_folder(c->broker) : NULL;

	if (is_within(home, path))
		rule_report(c, s, NULL, DIAG_EX061, "hides the broker itself, which is in %s", home);
	else if (data && is_within(path, data) && !is_within(data, path))
		rule_report(c, s, NULL, DIAG_EX061, "is inside of %s, where this version keeps its data", data);
}

void
rule_broker_mounts(const struct check *c, const struct spot *s)
{
	const struct spot *list = spot_at(c->set->arena, s, "volumeMounts");
	size_t i = 0;

	for (const struct doc *d = list ? list->d->first : NULL; d; d = d->next, i++) {
		const char *path = doc_text(c->set->arena, d, "mountPath");
		struct spot spot = spot_below(list, d, i);

		if (path)
			check_place(c, &spot, path);
	}
}

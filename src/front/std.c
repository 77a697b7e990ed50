/*
 * std: the modules that are built in: std.NAME is stdlib/profiles/NAME.emqx.
 */
#include <string.h>

#include "base/embedded.h"
#include "front/load.h"

/* A unit test compares them with the files. */
const char *const std_names[] = {
	"std.platform",
	"std.profile",
	NULL
};

struct str
std_module(const char *name)
{
	const struct embedded *row = NULL;

	if (strncmp(name, "std.", 4) == 0)
		row = embedded_find(std_texts, name + 4);
	if (!row)
		return (struct str){ NULL, 0 };
	return (struct str){ row->text, row->length };
}

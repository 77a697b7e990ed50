/*
 * read_words: what libyaml says, and what it means for who wrote the text.
 */
#include "object/read_words.h"

#include <stddef.h>
#include <string.h>

#include "base/arena.h"

static const struct {
	const char *problem, *words;
} rows[] = {
	{ "mapping values are not allowed in this context",
	  "a `:` cannot stand here: begin a new line for the key, or quote the text" },
	{ "did not find expected key", "a key is expected here, in the column of the keys above" },
	{ "could not find expected ':'", "a `:` is missing after this key" },
	{ "did not find expected '-' indicator",
	  "an entry of the list is expected here, with its `-` in the column of the others" },
	{ "found character that cannot start any token", "a value cannot begin like this: quote it" },
	{ "found unexpected end of stream", "a quote or a bracket is not closed" },
	{ "did not find expected ',' or ']'", "a `,` or `]` is expected here" },
	{ "did not find expected ',' or '}'", "a `,` or `}` is expected here" },
	{ "did not find expected <document start>", "a document begins with `---`" },
	{ "block sequence entries are not allowed in this context",
	  "a list cannot begin here: put its first `-` on a line of its own" },
	{ "found unknown escape character", "this escape is not known between double quotes" },
	{ "control characters are not allowed", "a control character stands here" },
	{ "found undefined tag handle", "a tag of YAML that nothing declares" }
};

const char *
yaml_words(struct arena *a, const char *problem)
{
	for (size_t i = 0; problem && i < sizeof rows / sizeof *rows; i++)
		if (strcmp(rows[i].problem, problem) == 0)
			return rows[i].words;
	return arena_printf(a, "this is no YAML: %s", problem ? problem : "it ends too early");
}

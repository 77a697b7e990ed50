/*
 * scan_keyword: the words of grammar/keywords.def, and where each counts.
 */
#include "front/scan.h"

#include <string.h>

#include "grammar/parse.h"

const struct keyword scan_keywords[] = {
#define KEYWORD(word, token, where, opens) \
	{ word, sizeof(word) - 1, T_##token, where, opens },
#include "grammar/keywords.def"
#undef KEYWORD
	{ NULL, 0, 0, 0, 0 }
};

const struct keyword *
scan_keyword(struct str word)
{
	const struct keyword *k = scan_keywords;

	for (; k->word; k++)
		if (k->length == word.n && *k->word == *word.p
		    && memcmp(k->word, word.p, word.n) == 0)
			return k;
	return NULL;
}

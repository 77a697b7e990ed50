/*
 * fuzz_scan: any bytes through the scanner alone.
 *
 * Properties: it comes to an end, the same text gives the same tokens and as
 * many messages, and every message has a place in the text.
 */
#include "fuzz_front.h"

#include "base/atom.h"

static void
scan(struct arena *a, struct str text, struct parsed *p)
{
	front_open(a, text, p);
	ast_dump_tokens(a, atoms_new(a), p->sources, p->diags, p->file, &p->tree);
}

static void
check(struct arena *a, struct str text)
{
	struct parsed first, again;

	scan(a, text, &first);
	scan(a, text, &again);
	HOLDS("the same text gives the same tokens",
	      str_eq(buf_view(&first.tree), buf_view(&again.tree)));
	HOLDS("the same text gives the same messages",
	      diags_errors(first.diags) == diags_errors(again.diags));
	front_check_places(&first, text.n);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	front_input(bytes, n, check);
	return 0;
}

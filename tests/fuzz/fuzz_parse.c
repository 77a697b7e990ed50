/*
 * fuzz_parse: any bytes through the scanner and the parser.
 *
 * Properties: the same text gives the same tree; a tree that is not whole has
 * a message, and every message has a place in the text and can be shown.
 */
#include "fuzz_front.h"

#include "diag/show.h"

/* The few first messages in the forms that show the text. */
static void
show(const struct parsed *p)
{
	struct show_options how = { .cap = 3 };
	struct buf text = BUF_IN(p->arena);

	show_human(p->diags, p->sources, &how, &text);
	show_json(p->diags, p->sources, &how, &text);
}

static void
check(struct arena *a, struct str text)
{
	struct parsed first, again;

	front_parse(a, text, &first);
	front_parse(a, text, &again);
	HOLDS("the same text gives the same tree",
	      str_eq(buf_view(&first.tree), buf_view(&again.tree)));
	HOLDS("a tree that is not whole has a message",
	      !first.ast->bad || diags_errors(first.diags));
	front_check_places(&first, text.n);
	show(&first);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	front_input(bytes, n, check);
	return 0;
}

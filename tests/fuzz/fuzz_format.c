/*
 * fuzz_format: any bytes that parse, through the formatter.
 *
 * Properties: a text without faults, once laid out, has no fault, is the same
 * tree with as many comments, and is laid out the same again.
 */
#include "fuzz_front.h"

static void
check_layout(struct parsed *p)
{
	struct buf layout = BUF_IN(p->arena), second = BUF_IN(p->arena);
	struct parsed again;

	ast_format(p->ast, p->sources, &layout);
	front_parse(p->arena, buf_view(&layout), &again);
	HOLDS("a layout has no fault", front_is_sound(&again));
	HOLDS("a layout is the same tree", str_eq(buf_view(&again.tree), buf_view(&p->tree)));
	HOLDS("a layout keeps comments", again.ast->comments.n == p->ast->comments.n);
	ast_format(again.ast, again.sources, &second);
	HOLDS("a layout is laid out the same", str_eq(buf_view(&second), buf_view(&layout)));
}

static void
check(struct arena *a, struct str text)
{
	struct parsed p;

	front_parse(a, text, &p);
	if (front_is_sound(&p))
		check_layout(&p);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	front_input(bytes, n, check);
	return 0;
}

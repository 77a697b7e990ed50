/*
 * spec_limit: a few lines can stand for more than any machine holds, when each
 * let or profile names the one before it twice.  What one cluster may come to
 * is limited, and so is how deep they go; what is above is a message (SY005),
 * where the first of them is named, and stands for nothing.
 *
 * What the text nests is limited where it is read.  Here it is what comes of
 * it: a let that nests can stand in one that does, and a block below a path.
 */
#include "base/arena.h"
#include "front/spec_impl.h"

enum {
	MOST_DEEP = AST_MAX_DEPTH,
	MOST_PROFILES = 10 * 1000,
	MOST_LETS = 200 * 1000
};

/* One more inside the outermost; the first above the limit is told. */
static bool
count(struct builder *b, struct limited *l, size_t depth, struct place at, unsigned most, const char *what)
{
	if (depth == 0)
		l->outermost = at;
	if (l->n > most)
		return false;
	if (++l->n <= most)
		return true;
	return diag_error(b->diags, DIAG_SY005, l->outermost, "this comes to more than %u %s, one through another",
			  most, what);
}

static bool
is_cycle(const struct builder *b, const struct ast_value *let)
{
	for (size_t i = 0; i < b->lets.n; i++)
		if (b->lets.at[i] == let)
			return true;
	return false;
}

bool
let_enter(struct builder *b, const struct ast_value *let, const char *name, struct place at)
{
	if (is_cycle(b, let))
		return diag_error(b->diags, DIAG_NA005, let->at, "`%s` needs itself", name);
	if (b->lets.n == MOST_DEEP)
		return diag_error(b->diags, DIAG_SY005, b->let_limit.outermost,
				  "`let`s need each other more than %d deep", MOST_DEEP);
	if (!count(b, &b->let_limit, b->lets.n, at, MOST_LETS, "values"))
		return false;
	*VEC_ADD(b->arena, &b->lets) = let;
	return true;
}

void
let_leave(struct builder *b)
{
	b->lets.n--;
}

bool
profile_enter(struct builder *b, struct place at)
{
	if (b->depth == MOST_DEEP)
		return diag_error(b->diags, DIAG_SY005, b->profile_limit.outermost,
				  "profiles use each other more than %d deep", MOST_DEEP);
	if (!count(b, &b->profile_limit, b->depth, at, MOST_PROFILES, "profiles"))
		return false;
	b->depth++;
	return true;
}

void
profile_leave(struct builder *b)
{
	b->depth--;
}

/* Where the way to what is at `at` begins. */
static struct place
begin_of(const struct builder *b, struct place at)
{
	if (b->lets.n)
		return b->let_limit.outermost;
	return b->depth ? b->profile_limit.outermost : at;
}

bool
nest_enter(struct builder *b, size_t levels, struct place at)
{
	if (b->nested + levels <= MOST_DEEP) {
		b->nested += levels;
		return true;
	}
	if (!b->nests_too_deep)
		diag_error(b->diags, DIAG_SY005, begin_of(b, at), "blocks and values nest more than %d deep, one through another",
			   MOST_DEEP);
	b->nests_too_deep = true;
	return false;
}

void
nest_leave(struct builder *b, size_t levels)
{
	b->nested -= levels;
}

bool
path_is_short(struct builder *b, size_t names, struct place at)
{
	if (names <= MOST_DEEP)
		return true;
	return diag_error(b->diags, DIAG_SY005, at, "a path has more than %d names, with those of its blocks",
			  MOST_DEEP);
}

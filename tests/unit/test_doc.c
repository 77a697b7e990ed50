/*
 * test_doc: trees of maps, lists and scalars.
 */
#include <stdio.h>
#include <string.h>

#include "object/doc.h"
#include "base/buf.h"
#include "arena_test.h"

static const char *
names(struct arena *a, const struct doc *map)
{
	struct buf b = BUF_IN(a);

	for (const struct doc *d = map->first; d; d = d->next)
		buf_printf(&b, "%s ", d->name ? d->name : "#");
	return buf_cstr(&b);
}

static struct doc *
sample(struct arena *a)
{
	struct doc *d = doc_map(a), *list;

	doc_put_text(a, d, "c", "three");
	doc_put_int(a, d, "a", 1);
	doc_put_bool(a, d, "b", true);
	list = doc_put_list(a, d, "d");
	doc_put_text(a, list, NULL, "x");
	return d;
}

static void
entries_keep_their_order(void **state)
{
	struct doc *d = sample(*state);

	assert_string_equal(names(*state, d), "c a b d ");
	assert_int_equal(doc_get(d, "a")->num, 1);
	assert_null(doc_get(d, "z"));
}

static void
entries_go_and_are_replaced(void **state)
{
	struct arena *a = *state;
	struct doc *d = sample(a), *with = doc_list(a);

	doc_remove(d, doc_get(d, "d"));
	assert_string_equal(names(a, d), "c a b ");
	doc_put_int(a, d, "e", 5);
	doc_remove(d, doc_get(d, "c"));
	assert_string_equal(names(a, d), "a b e ");
	doc_replace(d, doc_get(d, "e"), with);
	doc_put_int(a, d, "f", 6);
	assert_string_equal(names(a, d), "a b e f ");
	assert_ptr_equal(doc_get(d, "e"), with);
	doc_replace(d, doc_get(d, "a"), doc_map(a));
	assert_int_equal(doc_get(d, "a")->kind, DOC_MAP);
	doc_remove(d, doc_get(d, "a"));
	doc_remove(d, doc_get(d, "b"));
	doc_remove(d, doc_get(d, "e"));
	doc_remove(d, doc_get(d, "f"));
	assert_null(d->first);
	assert_null(d->last);
}

static void
sorting_is_stable_and_keeps_the_tail(void **state)
{
	struct arena *a = *state;
	struct doc *d = doc_map(a);

	for (int i = 0; i < 1000; i++)
		doc_put_int(a, d, arena_printf(a, "k%03d", (i * 7) % 500), i);
	doc_sort(d);
	for (struct doc *c = d->first; c->next; c = c->next) {
		int order = strcmp(c->name, c->next->name);

		assert_true(order < 0 || (order == 0 && c->num < c->next->num));
	}
	assert_string_equal(d->last->name, "k499");
	doc_put_int(a, d, "z", 0);
	assert_string_equal(d->last->name, "z");
}

static void
comments_sort_to_the_front(void **state)
{
	struct arena *a = *state;
	struct doc *d = sample(a);

	doc_put_comment(a, d, "why");
	doc_sort(d);
	assert_string_equal(names(a, d), "# a b c d ");
}

static void
hashes_tell_content_and_order(void **state)
{
	struct arena *a = *state;
	struct doc *x = sample(a), *y = sample(a);

	assert_string_equal(doc_hash(a, x), doc_hash(a, y));
	assert_int_equal(strlen(doc_hash(a, x)), 16);
	assert_true(doc_same(x, y));
	doc_sort(y);
	assert_string_not_equal(doc_hash(a, x), doc_hash(a, y));
	assert_false(doc_same(x, y));
}

/* ["a", "b"] is not ["ab"], and a map in a list is not what follows it. */
static void
hashes_tell_where_things_end(void **state)
{
	struct arena *a = *state;
	struct doc *x = doc_list(a), *y = doc_list(a), *m;

	doc_put_text(a, x, NULL, "a");
	doc_put_text(a, x, NULL, "b");
	doc_put_text(a, y, NULL, "ab");
	assert_string_not_equal(doc_hash(a, x), doc_hash(a, y));
	x = doc_list(a);
	y = doc_list(a);
	m = doc_put_list(a, x, NULL);
	doc_put_text(a, m, NULL, "a");
	doc_put_list(a, y, NULL);
	doc_put_text(a, y, NULL, "a");
	assert_string_not_equal(doc_hash(a, x), doc_hash(a, y));
}

static void
dump_shows_kinds_owners_and_marks(void **state)
{
	struct arena *a = *state;
	struct doc *d = sample(a);
	struct buf b = BUF_IN(a);

	doc_own(doc_get(d, "a"), "nodes", NOWHERE);
	doc_fix(doc_get(d, "c"));
	doc_put_comment(a, d, "say \"why\"\n");
	doc_dump(d, &b);
	assert_string_equal(buf_cstr(&b),
			    "map\n"
			    "  \"c\": string \"three\" fixed\n"
			    "  \"a\": int 1 <- nodes\n"
			    "  \"b\": bool true\n"
			    "  \"d\": list\n"
			    "    string \"x\"\n"
			    "  comment \"say \\\"why\\\"\\n\"\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(entries_keep_their_order),
		ARENA_TEST(entries_go_and_are_replaced),
		ARENA_TEST(sorting_is_stable_and_keeps_the_tail),
		ARENA_TEST(comments_sort_to_the_front),
		ARENA_TEST(hashes_tell_content_and_order),
		ARENA_TEST(hashes_tell_where_things_end),
		ARENA_TEST(dump_shows_kinds_owners_and_marks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

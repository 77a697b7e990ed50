/*
 * str: a slice of bytes that somebody else owns (a source file, an arena, a
 * constant).  Not NUL-terminated.
 */
#ifndef EMQXC_STR_H
#define EMQXC_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
	const char *p;
	size_t n;
};

#define STR(literal) ((struct str){ (literal), sizeof(literal) - 1 })
/* For printf("%.*s", STR_ARG(s)). */
#define STR_ARG(s) (int)(s).n, (s).p

/* Here, because most of their texts are constants. */
static inline struct str
str_of(const char *text)
{
	return (struct str){ text, strlen(text) };
}

static inline bool
str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool
str_is(struct str a, const char *text)
{
	return str_eq(a, str_of(text));
}

/* Is it one of those texts?  The last is NULL. */
bool str_is_any(struct str s, const char *const *texts);
int str_cmp(struct str a, struct str b);
bool str_starts(struct str s, const char *prefix);
bool str_ends(struct str s, const char *suffix);
/* Without the spaces at both ends. */
struct str str_trim(struct str s);

/* The digits of a number, in a room for the longest. */
enum { INT_ROOM = 24 };
struct str int_text(char room[INT_ROOM], int64_t num);

/* For hash tables; never shown, so its values may change. */
uint64_t str_hash(struct str s);

#endif

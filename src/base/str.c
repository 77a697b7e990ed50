/*
 * str: comparing slices.
 */
#include "base/str.h"

#include <string.h>

bool
str_is_any(struct str s, const char *const *texts)
{
	for (; *texts; texts++)
		if (str_is(s, *texts))
			return true;
	return false;
}

int
str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;

	return c ? c : (a.n > b.n) - (a.n < b.n);
}

bool
str_starts(struct str s, const char *prefix)
{
	size_t n = strlen(prefix);

	return s.n >= n && (n == 0 || memcmp(s.p, prefix, n) == 0);
}

bool
str_ends(struct str s, const char *suffix)
{
	size_t n = strlen(suffix);

	return s.n >= n && (n == 0 || memcmp(s.p + s.n - n, suffix, n) == 0);
}

struct str
str_trim(struct str s)
{
	while (s.n && s.p[0] == ' ')
		s = (struct str){ s.p + 1, s.n - 1 };
	while (s.n && s.p[s.n - 1] == ' ')
		s.n--;
	return s;
}

struct str
int_text(char room[INT_ROOM], int64_t num)
{
	char *end = room + INT_ROOM, *p = end;
	uint64_t rest = num < 0 ? -(uint64_t)num : (uint64_t)num;

	do
		*--p = (char)('0' + rest % 10);
	while (rest /= 10);
	if (num < 0)
		*--p = '-';
	return (struct str){ p, (size_t)(end - p) };
}

/* FNV-1a over words of eight bytes and the bytes that are left, each folded
 * because tables look at the low bits. */
uint64_t
str_hash(struct str s)
{
	const uint64_t prime = 0x100000001b3u;
	uint64_t h = 0xcbf29ce484222325u, word;
	size_t i = 0;

	for (; s.n - i >= sizeof word; i += sizeof word) {
		memcpy(&word, s.p + i, sizeof word);
		h = (h ^ word) * prime;
		h ^= h >> 32;
	}
	for (; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * prime;
	return h ^ h >> 32;
}

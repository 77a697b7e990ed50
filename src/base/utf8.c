/*
 * utf8: decoding, without overlong forms, surrogates or anything above
 * U+10FFFF.
 */
#include "base/utf8.h"

struct form {
	unsigned char mask, lead; /* byte & mask == lead */
	unsigned char length;
	uint32_t least;           /* what is below is an overlong form */
};

static const struct form forms[] = {
	{ 0x80, 0x00, 1, 0 },
	{ 0xe0, 0xc0, 2, 0x80 },
	{ 0xf0, 0xe0, 3, 0x800 },
	{ 0xf8, 0xf0, 4, 0x10000 },
};

enum { NFORMS = sizeof forms / sizeof *forms };

static const struct form *
form_of(unsigned char lead)
{
	for (size_t i = 0; i < NFORMS; i++)
		if ((lead & forms[i].mask) == forms[i].lead)
			return &forms[i];
	return NULL;
}

size_t
utf8_decode(struct str s, uint32_t *point)
{
	const unsigned char *p = (const unsigned char *)s.p;
	const struct form *f = s.n ? form_of(*p) : NULL;
	uint32_t c;

	if (!f || f->length > s.n)
		return 0;
	c = *p & (unsigned char)~f->mask;
	for (size_t i = 1; i < f->length; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (p[i] & 0x3f);
	}
	if (c < f->least || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		return 0;
	*point = c;
	return f->length;
}

size_t
utf8_step(struct str s)
{
	uint32_t point;
	size_t n = utf8_decode(s, &point);

	return n ? n : s.n > 0;
}

bool
utf8_unprintable(uint32_t c)
{
	static const struct { uint32_t first, last; } ranges[] = {
		{ 0x00, 0x1f }, { 0x7f, 0x9f },
		{ 0x061c, 0x061c }, { 0x200b, 0x200f },
		{ 0x2028, 0x202e }, { 0x2060, 0x206f }, { 0xfeff, 0xfeff },
	};

	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if (c >= ranges[i].first && c <= ranges[i].last)
			return true;
	return false;
}

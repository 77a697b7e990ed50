/*
 * show_finger: what makes a record the same one in another version of a file.
 *
 * In: records.  Out: a fingerprint each, of rule, file, text (which names what
 * it is about) and the words of its line, but of no line number, and of blanks
 * only that there are some; the second of several that agree is `…:2`.
 */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/fs.h"
#include "diag/show.h"

/* FNV-1a: it is kept by others, so it is not str_hash(), whose values may
 * change. */
static uint64_t
add_byte(uint64_t h, unsigned char c)
{
	return (h ^ c) * 0x100000001b3u;
}

/* The text with its end, each run of blanks as one. */
static uint64_t
add_words(uint64_t h, struct str s)
{
	bool blank = false, any = false;

	for (size_t i = 0; i < s.n; i++) {
		if (strchr(" \t\r\n", s.p[i])) {
			blank = true;
			continue;
		}
		if (blank && any)
			h = add_byte(h, ' ');
		h = add_byte(h, (unsigned char)s.p[i]);
		blank = false;
		any = true;
	}
	return add_byte(h, 0);
}

static uint64_t
hash_of(const struct diag *r, struct sources *s, struct arena *a)
{
	uint64_t h = add_words(0xcbf29ce484222325u, str_of(diag_rows[r->id].code));
	const struct source *f = sources_get(s, r->at.file);

	h = add_words(h, str_of(r->text));
	if (!f)
		return h;
	h = add_words(h, str_of(fs_normal(a, f->name)));
	return add_words(h, source_line(s, r->at.file,
					source_locate(s, r->at.file, r->at.from).line));
}

const char *const *
show_fingers(struct diag *const *all, size_t n, struct sources *s, struct arena *a)
{
	uint64_t *hash = ARENA_ARRAY(a, uint64_t, n + 1);
	const char **out = ARENA_ARRAY(a, const char *, n + 1);

	for (size_t i = 0; i < n; i++) {
		size_t which = 1;

		hash[i] = hash_of(all[i], s, a);
		for (size_t j = 0; j < i; j++)
			which += hash[j] == hash[i];
		out[i] = arena_printf(a, "%016" PRIx64 ":%zu", hash[i], which);
	}
	return out;
}

/*
 * dictionary: the words of the language as libFuzzer takes them, made from the
 * tables: keywords, fields with their defaults and words, messages, and the
 * steps of EMQX's keys.
 */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/atom.h"
#include "diag/diag.h"
#include "schema/fields.h"
#include "schema/keys.h"

struct words {
	struct arena *arena;
	struct atoms *atoms;
	VEC(const char *) seen;
};

/* What stands in no table: notation. */
static const char *const notation[] = {
	"+=", "-=", "==", "!=", "<=", ">=", "..", "\"\"\"", "${", "\\u{", "##", "\n", ";", "{ }",
	"[{", "}]", "secret(a, b)", "secret-file(\"/a\")", "env-ref(A)", "insecure(\"a\")", "infinity",
	"1Gi", "1MB", "500m..2", "1h30m", "80%", "0.0.0.0:1883", "10.0.0.0/8", "4.1-rc.1", "4.4.19",
	"5.0.26", "5.8.6", "5.10", "6.0.0", "std.profile", "env", "\r\n", "\xef\xbb\xbf",
	"raw", "int", "string", "duration", "secret"
};

static void
put_quoted(const char *word)
{
	putchar('"');
	for (; *word; word++) {
		unsigned char c = (unsigned char)*word;

		if (c < ' ' || c > '~' || c == '"' || c == '\\')
			printf("\\x%02x", c);
		else
			putchar(c);
	}
	puts("\"");
}

/* Each word once. */
static void
put(struct words *w, const char *word)
{
	const char *atom = atom_of(w->atoms, str_of(word));

	for (size_t i = 0; i < w->seen.n; i++)
		if (w->seen.at[i] == atom)
			return;
	*VEC_ADD(w->arena, &w->seen) = atom;
	if (*word && strlen(word) < 64)
		put_quoted(word);
}

static void put_type(struct words *w, const struct type *t, int depth);

static void
put_fields(struct words *w, const struct field *f, int depth)
{
	for (; f && f->name; f++) {
		put(w, f->name);
		if (f->def)
			put(w, f->def);
		put_type(w, f->type, depth + 1);
	}
}

static void
put_type(struct words *w, const struct type *t, int depth)
{
	if (!t || depth > 8)
		return;
	for (const char *const *word = t->words; word && *word; word++)
		put(w, *word);
	put_fields(w, t->fields, depth);
	put_type(w, t->of, depth + 1);
}

/* The steps of a path, and of a union's arm the tag. */
static void
put_steps(struct words *w, char *path)
{
	static const char ends[] = ".[]<>=,|";

	for (char *step = strtok(path, ends); step; step = strtok(NULL, ends))
		put(w, step);
}

static void
put_keys(struct words *w, const struct build *b)
{
	for (const struct key *k = key_next(b, NULL); k; k = key_next(b, k))
		put_steps(w, arena_strdup(w->arena, key_path(k, w->arena)));
}

static void
put_all(struct words *w)
{
	static const char *const keywords[] = {
#define KEYWORD(word, token, where, opens) word,
#include "grammar/keywords.def"
#undef KEYWORD
	};

	for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
		put(w, keywords[i]);
	for (size_t i = 0; i < sizeof notation / sizeof *notation; i++)
		put(w, notation[i]);
	put_type(w, &type_cluster, 0);
	for (size_t i = 0; i < DIAG_COUNT; i++)
		put(w, diag_rows[i].slug);
	put_keys(w, &builds[0]);
	put_keys(w, build_newest(OPEN_SOURCE));
}

int
main(void)
{
	struct words w = { .arena = arena_new() };
	jmp_buf full;

	if (!w.arena || setjmp(full))
		return EXIT_FAILURE;
	arena_on_oom(w.arena, &full);
	w.atoms = atoms_new(w.arena);
	put_all(&w);
	arena_free(w.arena);
	return EXIT_SUCCESS;
}

/*
 * fuzz_front: what the targets of the front share.  Memory is one arena that
 * is emptied for each input, so that an input costs its own work only.
 */
#ifndef EMQXC_TESTS_FUZZ_FRONT_H
#define EMQXC_TESTS_FUZZ_FRONT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "diag/diag.h"
#include "front/ast.h"
#include "fuzz.h"

struct parsed {
	struct arena *arena;
	struct sources *sources;
	struct diags *diags;
	uint32_t file;
	struct ast_file *ast;
	struct buf tree;
};

/* One input of a target that reads a text. */
void front_input(const uint8_t *bytes, size_t n, void (*check)(struct arena *a, struct str text));

/* A source of its own for the text, not parsed. */
void front_open(struct arena *a, struct str text, struct parsed *p);
/* The same, and its tree with the dump of it. */
void front_parse(struct arena *a, struct str text, struct parsed *p);
bool front_is_sound(const struct parsed *p);

/* Each message has a place in the text of n bytes. */
void front_check_places(const struct parsed *p, size_t n);

#endif

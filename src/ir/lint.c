/*
 * lint: runs the rules of rules.def, then what the spec itself requires.
 */
#include <string.h>

#include "ir/lint.h"

enum { NONE = DIAG_COUNT };

static const struct rule {
	int id;
	bool (*check)(struct ir *ir);
	int after;
} rules[] = {
#define DIAG_NONE NONE
#define RULE(id, function, after) { DIAG_##id, function, DIAG_##after },
#include "ir/rules.def"
#undef RULE
#undef DIAG_NONE
};

struct spec_node *
lint_node(const struct ir *ir, const char *path)
{
	struct spec_node *n = spec_get(ir->spec->root, path);

	return n ? n : ir->spec->root;
}

struct place
lint_place(const struct ir *ir, const char *path)
{
	const struct spec_node *n = spec_get(ir->spec->root, path);

	return n ? spec_place(n) : ir->at;
}

/* A node that had an error need not be there. */
bool
lint_said(const struct ir *ir, const char *path)
{
	const struct spec_node *n = ir->spec->root;

	while (n && *path) {
		size_t len = strcspn(path, ".");
		const struct spec_node *c = n->first;

		while (c && !(strncmp(c->name, path, len) == 0 && c->name[len] == '\0'))
			c = c->next;
		n = c && (c->present || c->bad) ? c : NULL;
		path += len + (path[len] == '.');
	}
	return n != NULL;
}

void
ir_lint(struct ir *ir)
{
	bool failed[DIAG_COUNT + 1] = { false };

	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		if (!failed[rules[i].after] && !rules[i].check(ir))
			failed[rules[i].id] = true;
	spec_rules(ir->spec);
}

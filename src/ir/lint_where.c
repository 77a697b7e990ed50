/*
 * lint_where: where a rule reports what it finds: at a field that is set, else
 * at the cluster; and whether the field was said at all.
 */
#include "ir/lint.h"

#include <string.h>

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

		while (c && !(*c->name == *path && strncmp(c->name, path, len) == 0 && !c->name[len]))
			c = c->next;
		n = c && (c->present || c->bad) ? c : NULL;
		path += len + (path[len] == '.');
	}
	return n != NULL;
}

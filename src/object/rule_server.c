/*
 * rule_server: fields and kinds that the oldest server which the objects are
 * for does not have.  It drops such a field without a word, or refuses it.
 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "object/check.h"

static const struct since {
	const char *kind, *path;
	int minor;
} rows[] = {
#define SINCE(kind, path, minor) { kind, path, minor },
#include "object/servers.def"
#undef SINCE
};

enum { ROWS = sizeof rows / sizeof *rows };

/* The way to a node by the names alone: a list's entries have none. */
static void
put_names(struct buf *b, const struct spot *s)
{
	if (!s->up)
		return;
	put_names(b, s->up);
	if (s->d->name && s->up->d->kind == DOC_MAP)
		buf_printf(b, "%s%s", b->n ? "." : "", s->d->name);
}

static bool
ends_in(const char *way, const char *path)
{
	size_t n = strlen(way), m = strlen(path);

	return m && n >= m && strcmp(way + n - m, path) == 0 && (n == m || way[n - m - 1] == '.');
}

static const struct since *
row_of(const struct check *c, const char *way)
{
	for (int i = 0; i < ROWS; i++) {
		bool kind = !*rows[i].kind || strcmp(rows[i].kind, c->object->kind) == 0;

		if (kind && (*way ? ends_in(way, rows[i].path) : *rows[i].kind && !*rows[i].path))
			return &rows[i];
	}
	return NULL;
}

static void
check_node(const struct check *c, const struct spot *s)
{
	struct buf way = BUF_IN(c->set->arena);
	const struct since *row;
	struct diag *d;

	put_names(&way, s);
	row = row_of(c, way.n ? buf_cstr(&way) : "");
	if (!row || row->minor <= c->set->server)
		return;
	d = rule_report(c, s, NULL, DIAG_KU052, "is there from Kubernetes 1.%d on, and `kubernetes` is 1.%d",
			row->minor, c->set->server);
	diag_help(rule_diags(c), d, *row->path ? "leave it out, or write kubernetes = 1.%d where the oldest server has it"
		  : "write kubernetes = 1.%d where the oldest server has it", row->minor);
}

/* Each node of a map, and of the maps in lists. */
static void
walk(const struct check *c, const struct spot *s)
{
	size_t i = 0;

	if (s->d->name && s->up && s->up->d->kind == DOC_MAP)
		check_node(c, s);
	for (const struct doc *d = s->d->first; d; d = d->next, i++) {
		struct spot below = spot_below(s, d, i);

		walk(c, &below);
	}
}

void
rule_server(const struct check *c, const struct spot *s)
{
	if (!c->set->server)
		return;
	check_node(c, s);
	walk(c, s);
}

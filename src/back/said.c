/*
 * said: the rows of said.def, and the walk over the fields that are set.
 */
#include "back/said.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "front/load.h"

enum how { HOW_SAID, HOW_ALL, HOW_MOOT, HOW_NO, HOW_FROM };

struct cell {
	enum how how;
	const char *text;      /* NO: why; FROM: "5.1" */
};

static const struct row {
	const char *path;
	struct cell cells[SAID_TARGETS];
} rows[] = {
#define SAID { HOW_SAID, NULL }
#define ALL { HOW_ALL, NULL }
#define MOOT { HOW_MOOT, NULL }
#define NO(why) { HOW_NO, why }
#define FROM(minor) { HOW_FROM, minor }
#define FIELD(path, ...) { path, { __VA_ARGS__ } },
#include "back/said.def"
#undef SAID
#undef ALL
#undef MOOT
#undef NO
#undef FROM
#undef FIELD
};

static const struct row *
row_exact(const char *path)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (strcmp(rows[i].path, path) == 0)
			return &rows[i];
	return NULL;
}

/* "core.resources" has the row of "resources" where it has none. */
static const struct row *
row_of(const char *path)
{
	static const char *const roles[] = { "core.", "replicant." };
	const struct row *row = row_exact(path);

	for (size_t i = 0; !row && i < 2; i++)
		if (strncmp(path, roles[i], strlen(roles[i])) == 0)
			return row_exact(path + strlen(roles[i]));
	return row;
}

bool
said_has_row(const char *path, enum said_target t)
{
	const struct row *row = row_of(path);
	char head[256];
	char *dot;

	if (row)
		return true;
	strncpy(head, path, sizeof head - 1);
	head[sizeof head - 1] = '\0';
	while ((dot = strrchr(head, '.'))) {
		*dot = '\0';
		row = row_of(head);
		if (row)
			return row->cells[t].how != HOW_SAID;
	}
	return false;
}

static struct diag *
tell(const struct ir *ir, const struct spec_node *n, const char *why)
{
	const char *path = n == ir->spec->root ? "this" : spec_path(ir->arena, n);

	return spec_report(ir->spec, DIAG_KU060, n, spec_place(n), "-t %s cannot say `%s`: %s",
			   ir->target, path, why);
}

void
said_not(const struct ir *ir, const char *path, const char *fmt, ...)
{
	struct spec_node *n = spec_get(ir->spec->root, path);
	const char *why;
	va_list ap;

	va_start(ap, fmt);
	why = arena_vprintf(ir->arena, fmt, ap);
	va_end(ap);
	if (n)
		tell(ir, n, why);
	else
		spec_report(ir->spec, DIAG_KU060, ir->spec->root, ir->at, "-t %s cannot say `%s`: %s",
			    ir->target, path, why);
}

static bool
is_since(const struct ir *ir, const char *minor)
{
	char *end;
	long major = strtol(minor, &end, 10);

	return version_at_least(&ir->version, (int)major, (int)strtol(end + 1, NULL, 10), 0);
}

/* A leaf that says what is so without it asks for nothing. */
static bool
is_usual(const struct spec_node *n)
{
	return n->field && n->field->def && n->set && str_is(n->set->value->text, n->field->def);
}

static void check(const struct ir *ir, enum said_target t, struct spec_node *n, const char *path);

static void
check_below(const struct ir *ir, enum said_target t, struct spec_node *n, const char *path)
{
	bool members = n->type && n->type->kind == TYPE_MAP;

	for (struct spec_node *c = n->first; c; c = c->next)
		check(ir, t, c, arena_printf(ir->arena, "%s%s%s", path, *path ? "." : "",
					     members ? "*" : c->name));
}

static void
check(const struct ir *ir, enum said_target t, struct spec_node *n, const char *path)
{
	const struct row *row = row_of(path);
	const struct cell *cell = row ? &row->cells[t] : NULL;

	if (!n->present || n->bad || !cell || is_usual(n))
		return;
	if (cell->how == HOW_SAID)
		check_below(ir, t, n, path);
	else if (cell->how == HOW_NO)
		tell(ir, n, cell->text);
	else if (cell->how == HOW_FROM && !is_since(ir, cell->text))
		tell(ir, n, arena_printf(ir->arena, "the chart of EMQX %s and later can", cell->text));
}

void
said_check(const struct ir *ir, enum said_target t)
{
	check_below(ir, t, ir->spec->root, "");
	if (ir->spec->patches.n)
		diag_add(ir->spec->program->diags, DIAG_KU060, ir->spec->patches.at[0].kind_at,
			 "-t %s cannot say `patch`: it has no Kubernetes objects", ir->target);
}

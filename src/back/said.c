/*
 * said: the rows of said.def and said_plain.def, and the walk over the fields that are set.
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

struct row {
	const char *path;
	struct cell cells[SAID_TARGETS];
};

#define SAID { HOW_SAID, NULL }
#define ALL { HOW_ALL, NULL }
#define MOOT { HOW_MOOT, NULL }
#define NO(why) { HOW_NO, why }
#define FROM(minor) { HOW_FROM, minor }

static const struct row rows[] = {
#define FIELD(path, compose, helm) { path, { [SAID_COMPOSE] = compose, [SAID_HELM] = helm } },
#include "back/said.def"
#undef FIELD
	{ NULL, { { HOW_SAID, NULL } } }
};

static const struct row plain_rows[] = {
#define FIELD(path, conf, env) { path, { [SAID_CONF] = conf, [SAID_ENV] = env } },
#include "back/said_plain.def"
#undef FIELD
	{ NULL, { { HOW_SAID, NULL } } }
};

#undef SAID
#undef ALL
#undef MOOT
#undef NO
#undef FROM

/* Of the broker's own settings: what is of Kubernetes is not its business. */
static bool
is_plain(enum said_target t)
{
	return t == SAID_CONF || t == SAID_ENV;
}

static const struct row *
row_exact(const char *path, enum said_target t)
{
	const struct row *row = is_plain(t) ? plain_rows : rows;

	for (; row->path; row++)
		if (strcmp(row->path, path) == 0)
			return row;
	return NULL;
}

/* "core.resources" has the row of "resources" where it has none. */
static const struct row *
row_of(const char *path, enum said_target t)
{
	static const char *const roles[] = { "core.", "replicant." };
	const struct row *row = row_exact(path, t);

	for (size_t i = 0; !row && i < 2; i++)
		if (strncmp(path, roles[i], strlen(roles[i])) == 0)
			return row_exact(path + strlen(roles[i]), t);
	return row;
}

bool
said_has_row(const char *path, enum said_target t)
{
	const struct row *row = row_of(path, t);
	char head[256];
	char *dot;

	if (row)
		return true;
	strncpy(head, path, sizeof head - 1);
	head[sizeof head - 1] = '\0';
	while ((dot = strrchr(head, '.'))) {
		*dot = '\0';
		row = row_of(head, t);
		if (row)
			return row->cells[t].how != HOW_SAID;
	}
	return false;
}

static void
tell(struct said *s, const char *path, const char *why)
{
	const struct ir *ir = s->ir;
	struct spec_node *n = spec_get(ir->spec->root, path);

	*VEC_ADD(ir->arena, &s->told) = arena_printf(ir->arena, "%s: %s", path, why);
	spec_report(ir->spec, DIAG_KU060, n ? n : ir->spec->root, n ? spec_place(n) : ir->at,
		    "-t %s cannot say `%s`: %s", ir->target, path, why);
}

void
said_not(struct said *s, const char *path, const char *fmt, ...)
{
	const char *why;
	va_list ap;

	va_start(ap, fmt);
	why = arena_vprintf(s->ir->arena, fmt, ap);
	va_end(ap);
	tell(s, path, why);
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

static void check(struct said *s, const struct spec_node *n, const char *path);

static void
check_below(struct said *s, const struct spec_node *n, const char *path)
{
	bool members = n->type && n->type->kind == TYPE_MAP;

	for (struct spec_node *c = n->first; c; c = c->next)
		check(s, c, arena_printf(s->ir->arena, "%s%s%s", path, *path ? "." : "",
					 members ? "*" : c->name));
}

static void
check(struct said *s, const struct spec_node *n, const char *path)
{
	const struct row *row = row_of(path, s->target);
	const struct cell *cell = row ? &row->cells[s->target] : NULL;
	struct arena *a = s->ir->arena;

	if (!n->present || n->bad || !cell || is_usual(n))
		return;
	if (cell->how == HOW_NO)
		tell(s, spec_path(a, n), cell->text);
	else if (cell->how == HOW_FROM && !is_since(s->ir, cell->text))
		tell(s, spec_path(a, n), arena_printf(a, "the chart of EMQX %s and later can", cell->text));
	else if (cell->how == HOW_SAID || cell->how == HOW_FROM)
		check_below(s, n, path);
}

void
said_check(struct said *s)
{
	const struct spec *spec = s->ir->spec;

	check_below(s, spec->root, "");
	if (!spec->patches.n || is_plain(s->target))
		return;
	*VEC_ADD(s->ir->arena, &s->told) = "patch: it is for objects of Kubernetes";
	diag_add(spec->program->diags, DIAG_KU060, spec->patches.at[0].kind_at,
		 "-t %s cannot say `patch`: it is for objects of Kubernetes", s->ir->target);
}

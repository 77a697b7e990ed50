/*
 * storage: where the nodes keep their data.
 */
#include <string.h>

#include "ir/make.h"

/* VOLUME of the images of all versions. */
#define LOG_FOLDER "/opt/emqx/log"

/*
 * 4.x keeps its plugins beside the data, and an empty volume over both would
 * hide them, so only the database is mounted there.
 */
static const char *
data_folder(const struct ir *ir)
{
	return ir_is_four(ir) ? "/opt/emqx/data/mnesia" : "/opt/emqx/data";
}

/* `retain` says both. */
static const char *
retention(struct maker *m, const struct spec_node *n, const char *field)
{
	const char *said = read_text(m, n, field);

	if (said || !read_node(m, n, "retain"))
		return said;
	return read_bool(m, n, "retain", true) ? "Retain" : "Delete";
}

static void
make_claim(struct maker *m, const struct spec_node *n, struct ir_storage *s)
{
	s->at = spec_place(n);
	s->kind = STORAGE_CLAIM;
	s->size = quantity_text(m->arena, read_num(m, n, "size", 1));
	s->class = read_text(m, n, "class");
	s->has_class = s->class != NULL;
	s->access = read_text(m, n, "access");
	read_pairs(m, n, "labels", &s->labels);
	read_pairs(m, n, "annotations", &s->annotations);
}

/* The cluster's storage is for nodes that keep something. */
static void
make_storage(struct maker *m, struct ir_group *g)
{
	const struct spec_node *from = g->stateless ? g->node : group_from(m, g, "storage");
	struct spec_node *n = read_node(m, from, "storage");
	struct ir_storage *s = &g->storage;

	s->volume = m->ir->names.claim;
	s->mount = data_folder(m->ir);
	s->at = n ? spec_place(n) : m->ir->at;
	if (!n || !n->arm)
		return;
	if (strcmp(n->arm, "claim") == 0) {
		make_claim(m, n, s);
		s->when_deleted = retention(m, n, "when-deleted");
		s->when_scaled = retention(m, n, "when-scaled");
	}
	if (strcmp(n->arm, "existing") != 0)
		return;
	s->kind = STORAGE_EXISTING;
	s->claim = read_text(m, n, "claim");
}

/* A claim that nothing is written to is a mistake. */
static void
make_log(struct maker *m)
{
	struct spec_node *n = read_node(m, NULL, "log.storage");
	const char *to = read_text(m, NULL, "log.to");
	struct diag *d;

	if (!n)
		return;
	m->ir->log.volume = "log";
	m->ir->log.mount = LOG_FOLDER;
	make_claim(m, n, &m->ir->log);
	if (!to || strcmp(to, "console") != 0)
		return;
	d = spec_report(m->spec, DIAG_TY004, n, n->name_at, "`log.storage` is for a log that goes to a file, and this one "
			"goes to the console");
	diag_help(m->diags, d, "log { to = file }, or both");
}

void
storage_make(struct maker *m)
{
	make_log(m);
	for (size_t i = 0; i < m->ir->groups.n; i++)
		make_storage(m, &m->ir->groups.at[i]);
}
